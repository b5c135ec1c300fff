/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "evidence.h"

/* clang-format off */
G_DEFINE_QUARK (sl-evidence-error-quark, sl_evidence_error)
/* clang-format on */

G_DEFINE_ENUM_TYPE (SlConnectivity,
                    sl_connectivity,
                    G_DEFINE_ENUM_VALUE (SL_CONNECTIVITY_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SL_CONNECTIVITY_LOCAL, "local"),
                    G_DEFINE_ENUM_VALUE (SL_CONNECTIVITY_LIMITED, "limited"),
                    G_DEFINE_ENUM_VALUE (SL_CONNECTIVITY_PORTAL, "portal"),
                    G_DEFINE_ENUM_VALUE (SL_CONNECTIVITY_FULL, "full"))

G_DEFINE_ENUM_TYPE (SlBaseline,
                    sl_baseline,
                    G_DEFINE_ENUM_VALUE (SL_BASELINE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SL_BASELINE_REACHABLE, "reachable"),
                    G_DEFINE_ENUM_VALUE (SL_BASELINE_UNREACHABLE, "unreachable"))

G_DEFINE_ENUM_TYPE (SlIdentity,
                    sl_identity,
                    G_DEFINE_ENUM_VALUE (SL_IDENTITY_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SL_IDENTITY_OK, "ok"),
                    G_DEFINE_ENUM_VALUE (SL_IDENTITY_FAILING, "failing"))

static void
other_free (gpointer data)
{
  SlOtherAccount *other = data;

  g_free (other->provider);
  g_free (other);
}

/**
 * sl_feed_snapshot_new:
 * @provider: (nullable): id of the provider whose feed it is
 * @time: when we read it, Unix seconds
 * @state: what it says of mail and identity
 *
 * Returns: (transfer full): a snapshot without an incident
 */
SlFeedSnapshot *
sl_feed_snapshot_new (const char *provider, gint64 time, SlHealthState state)
{
  SlFeedSnapshot *snapshot = g_new0 (SlFeedSnapshot, 1);

  snapshot->provider = g_strdup (provider);
  snapshot->time = time;
  snapshot->state = state;
  return snapshot;
}

/**
 * sl_feed_snapshot_free:
 * @snapshot: (transfer full) (nullable): a snapshot
 */
void
sl_feed_snapshot_free (SlFeedSnapshot *snapshot)
{
  if (snapshot == NULL)
    return;
  g_free (snapshot->provider);
  g_free (snapshot->feed);
  g_free (snapshot->incident_title);
  g_free (snapshot->incident_url);
  g_free (snapshot);
}

/**
 * sl_evidence_new:
 *
 * Returns: (transfer full): evidence that knows nothing: no checks, no feeds, everything unknown
 */
SlEvidence *
sl_evidence_new (void)
{
  SlEvidence *evidence = g_new0 (SlEvidence, 1);

  evidence->previous_state = SL_STATE_UNKNOWN;
  evidence->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_check_result_unref);
  evidence->feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_feed_snapshot_free);
  evidence->others = g_ptr_array_new_with_free_func (other_free);
  return evidence;
}

/**
 * sl_evidence_free:
 * @evidence: (transfer full) (nullable): evidence
 */
void
sl_evidence_free (SlEvidence *evidence)
{
  if (evidence == NULL)
    return;
  g_free (evidence->account_name);
  g_free (evidence->address);
  g_free (evidence->provider);
  g_free (evidence->provider_name);
  g_free (evidence->last_address);
  g_free (evidence->host);
  g_ptr_array_unref (evidence->checks);
  g_ptr_array_unref (evidence->feeds);
  g_ptr_array_unref (evidence->others);
  g_free (evidence);
}

/**
 * sl_evidence_add_check:
 * @evidence: evidence
 * @result: (transfer none): a result, not older than those added before; a reference is taken
 */
void
sl_evidence_add_check (SlEvidence *evidence, SlCheckResult *result)
{
  g_return_if_fail (evidence != NULL);
  g_return_if_fail (result != NULL);

  g_ptr_array_add (evidence->checks, sl_check_result_ref (result));
}

/**
 * sl_evidence_add_feed:
 * @evidence: evidence
 * @snapshot: (transfer full): a snapshot, not older than those added before
 */
void
sl_evidence_add_feed (SlEvidence *evidence, SlFeedSnapshot *snapshot)
{
  g_return_if_fail (evidence != NULL);
  g_return_if_fail (snapshot != NULL);

  g_ptr_array_add (evidence->feeds, snapshot);
}

/**
 * sl_evidence_add_other:
 * @evidence: evidence
 * @provider: (nullable): the other account's provider id
 * @outcome: its newest outcome
 * @time: when, Unix seconds, 0 if unknown
 */
void
sl_evidence_add_other (SlEvidence *evidence, const char *provider, SlOutcome outcome, gint64 time)
{
  SlOtherAccount *other;

  g_return_if_fail (evidence != NULL);

  other = g_new0 (SlOtherAccount, 1);
  other->provider = g_strdup (provider);
  other->outcome = outcome;
  other->time = time;
  g_ptr_array_add (evidence->others, other);
}
