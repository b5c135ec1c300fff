/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-result.h"
#include "health.h"
#include "sign-in.h"
#include "state.h"

/* What the desktop says of the user's own connection. */
typedef enum
{
  SL_CONNECTIVITY_UNKNOWN,
  SL_CONNECTIVITY_LOCAL,
  SL_CONNECTIVITY_LIMITED,
  SL_CONNECTIVITY_PORTAL,
  SL_CONNECTIVITY_FULL,
} SlConnectivity;

#define SL_TYPE_CONNECTIVITY (sl_connectivity_get_type ())
GType sl_connectivity_get_type (void);

/* Whether anything that is not the account's own provider answers. */
typedef enum
{
  SL_BASELINE_UNKNOWN,
  SL_BASELINE_REACHABLE,
  SL_BASELINE_UNREACHABLE,
} SlBaseline;

#define SL_TYPE_BASELINE (sl_baseline_get_type ())
GType sl_baseline_get_type (void);

/* The provider's identity endpoint, asked without a credential. */
typedef enum
{
  SL_IDENTITY_UNKNOWN,
  SL_IDENTITY_OK,
  SL_IDENTITY_FAILING,
} SlIdentity;

#define SL_TYPE_IDENTITY (sl_identity_get_type ())
GType sl_identity_get_type (void);

/* What an incident or component touches, as far as sign-in is concerned. */
typedef enum
{
  SL_TOUCHES_NOTHING = 0,
  SL_TOUCHES_MAIL = 1 << 0,
  SL_TOUCHES_IDENTITY = 1 << 1,
} SlTouches;

/**
 * SlFeedSnapshot:
 * @provider: (nullable): id of the provider it speaks for. Only those of the account's own provider are
 *   weighed; the feed of a sign-in service that it depends on is entered under the account's provider
 * @feed: (nullable): which of the provider's feeds, such as its address. Of one feed the newest
 *   statement counts, of several the worst
 * @time: when we read it, Unix seconds
 * @state: what it says of mail and identity; unknown never confirms and never clears
 * @incident_title: (nullable): the worst open incident's title
 * @incident_started: its start, 0 if unknown
 * @incident_url: (nullable): https
 * @incident_touches: what the incident touches; a bad component without an incident counts as one without title
 */
typedef struct
{
  char         *provider;
  char         *feed;
  gint64        time;
  SlHealthState state;
  char         *incident_title;
  gint64        incident_started;
  char         *incident_url;
  SlTouches     incident_touches;
} SlFeedSnapshot;

/* Newest outcome of another account. */
typedef struct
{
  char     *provider;
  SlOutcome outcome;
  gint64    time;
} SlOtherAccount;

/**
 * SlEvidence:
 * @now: the moment the evidence speaks of, Unix seconds
 * @connectivity: what the desktop says
 * @baseline: whether anything else answers
 * @account_name: (nullable): the user's name for the account
 * @address: (nullable): the mail address, for the words only
 * @provider: (nullable): provider id
 * @provider_name: (nullable): for the words
 * @host: (nullable): server name, for the words
 * @signin_configured: whether sign-in checks are possible at all
 * @sign_in: where the password or token comes from; it decides what the user can do about a refusal
 * @last_success: when the secret last worked, 0 if never
 * @secret_changed: whether the secret was changed since @last_success
 * @previous_state: the state before the newest check
 * @state_since: since when @previous_state holds, 0 if unknown
 * @app_password_only: the provider takes app passwords, not the account's own password
 * @usual_total_ms: the account's own median, 0 if unknown
 * @last_address: (nullable): the address at which the server last answered
 * @checks: (element-type SlCheckResult): newest last
 * @identity: the identity endpoint
 * @feeds: (element-type SlFeedSnapshot): newest last
 * @others: (element-type SlOtherAccount)
 *
 * Everything the diagnosis may look at. What is absent is unknown. Built by watch/, or read from an
 * evidence file; the file's shape is described in evidence-reader.c.
 */
typedef struct
{
  gint64         now;
  SlConnectivity connectivity;
  SlBaseline     baseline;
  char          *account_name;
  char          *address;
  char          *provider;
  char          *provider_name;
  char          *host;
  gboolean       signin_configured;
  SlSignInKind   sign_in;
  gint64         last_success;
  gboolean       secret_changed;
  SlState        previous_state;
  gint64         state_since;
  gboolean       app_password_only;
  int            usual_total_ms;
  char          *last_address;
  GPtrArray     *checks;
  SlIdentity     identity;
  GPtrArray     *feeds;
  GPtrArray     *others;
} SlEvidence;

typedef enum
{
  SL_EVIDENCE_ERROR_SYNTAX, /* not JSON, or not an object */
  SL_EVIDENCE_ERROR_VALUE,  /* a member has the wrong type or an unknown word; the message names it */
  SL_EVIDENCE_ERROR_SIZE,   /* larger than SL_EVIDENCE_MAX_BYTES */
} SlEvidenceError;

#define SL_EVIDENCE_MAX_BYTES (1024 * 1024) /* a day of checks is a tenth of that */

#define SL_EVIDENCE_ERROR (sl_evidence_error_quark ())
GQuark sl_evidence_error_quark (void);

SlEvidence  *sl_evidence_new (void);
void         sl_evidence_free (SlEvidence *evidence);
void         sl_evidence_add_check (SlEvidence *evidence, SlCheckResult *result);
void         sl_evidence_add_feed (SlEvidence *evidence, SlFeedSnapshot *snapshot);
void         sl_evidence_add_other (SlEvidence *evidence, const char *provider, SlOutcome outcome, gint64 time);
SlEvidence  *sl_evidence_new_from_json (const char *data, gssize length, GError **error);
char        *sl_evidence_to_json (const SlEvidence *evidence);

SlFeedSnapshot *sl_feed_snapshot_new (const char *provider, gint64 time, SlHealthState state);
void            sl_feed_snapshot_free (SlFeedSnapshot *snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlEvidence, sl_evidence_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlFeedSnapshot, sl_feed_snapshot_free)
