/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"
#include "provider-catalogue.h"

typedef enum
{
  SL_LINT_NO_CHANNEL,
  SL_LINT_ALL_SHARE_FATE,
  SL_LINT_SAME_MAIL_HOST,
  SL_LINT_NOTHING_OFFLINE,
  SL_LINT_CONTACTS_ONLY_IN_MAIL, /* nobody is named: the address book goes down with the mail */
  SL_LINT_NOT_PRACTISED,
  SL_LINT_NO_INSTRUCTIONS,
  SL_LINT_ADDRESS_NOT_OPENABLE,
  SL_LINT_UNKNOWN_CHANNEL,  /* the account names a channel that is not in the plan */
  SL_LINT_UNKNOWN_PROVIDER, /* the account or channel names a provider that is not in the catalogue */
} SlLintKind;

#define SL_TYPE_LINT_KIND (sl_lint_kind_get_type ())
GType sl_lint_kind_get_type (void);

const char *sl_lint_kind_to_nick (SlLintKind kind);

/* One weakness of a plan: what kind, where (ids, nullable) and one sentence for people. */
typedef struct
{
  SlLintKind kind;
  char      *account;
  char      *channel;
  char      *text;
} SlLintFinding;

void       sl_lint_finding_free (SlLintFinding *finding);
GPtrArray *sl_plan_lint (SlPlan *plan, SlProviderCatalogue *catalogue, gint64 now);
