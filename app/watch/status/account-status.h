/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-result.h"
#include "feed-status.h"
#include "sign-in.h"
#include "verdict.h"

/**
 * SlAccountStatus:
 * @id: account id
 * @name: the user's name for it
 * @provider: (nullable): provider id
 * @provider_name: (nullable): for people
 * @managed_by: (nullable): the organisation whose plan it comes from
 * @verdict: what is said about it now
 * @since: since when @verdict's state holds, Unix seconds, 0 if unknown
 * @checking: a check is under way
 * @last_signin: (nullable): newest sign-in result
 * @last_door: (nullable): newest door result
 * @last_success: when a sign-in last worked, 0 if never
 * @next_check: when the next check is due, 0 if none is planned
 * @signin_interval_seconds: how often it is signed in to just now, 0 if never
 * @sign_in: where the password or token comes from
 * @refused: the present secret was refused; it will not be tried again until it changes
 * @secret_missing: sign-in is configured, but no secret is stored
 * @muted_until: no notices before, 0 if not muted, G_MAXINT64 until further notice
 * @feeds: (element-type SlFeedStatus)
 *
 * A snapshot for tray, D-Bus, window and command line. Immutable once handed out.
 */
typedef struct
{
  char          *id;
  char          *name;
  char          *provider;
  char          *provider_name;
  char          *managed_by;
  SlVerdict     *verdict;
  gint64         since;
  gboolean       checking;
  SlCheckResult *last_signin;
  SlCheckResult *last_door;
  gint64         last_success;
  gint64         next_check;
  gint64         signin_interval_seconds;
  SlSignInKind   sign_in;
  gboolean       refused;
  gboolean       secret_missing;
  gint64         muted_until;
  GPtrArray     *feeds;
} SlAccountStatus;

SlAccountStatus *sl_account_status_new (const char *id, const char *name, SlVerdict *verdict);
SlAccountStatus *sl_account_status_ref (SlAccountStatus *status);
void             sl_account_status_unref (SlAccountStatus *status);
GVariant        *sl_account_status_to_variant (const SlAccountStatus *status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlAccountStatus, sl_account_status_unref)
