/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-reading.h"

/* Failures further apart than this are not "in a row": the computer slept, or nobody looked. The
 * longest back-off is 60 minutes and a fifth. */
#define SAME_TROUBLE_SECONDS (2 * 60 * 60)

/* What the checks of one protocol come to. An account's servers speak different ones: sending may
 * fail while reading works. */
typedef struct
{
  const SlCheckResult *current;
  guint                failures;
  gint64               failing_since;
  guint                slow_in_a_row;
} Focus;

static gboolean
is_good_door (const SlCheckResult *result)
{
  return result->kind == SL_CHECK_KIND_DOOR && sl_outcome_is_good (result->outcome);
}

static gboolean
fails_before_signin (const SlCheckResult *result)
{
  return !sl_outcome_is_good (result->outcome)
         && (result->kind == SL_CHECK_KIND_DOOR || result->stage < SL_STAGE_AUTHENTICATION);
}

/* Failures that pass by themselves, and of which one alone may be chance. */
static gboolean
needs_confirming (SlOutcome outcome)
{
  const SlOutcomeInfo *info = sl_outcome_get_info (outcome);

  return info->retry == SL_RETRY_BACK_OFF && info->cause != SL_CAUSE_CERTIFICATE
         && info->cause != SL_CAUSE_CREDENTIAL && info->cause != SL_CAUSE_THROTTLED
         && outcome != SL_OUTCOME_CERTIFICATE_EXPIRED && outcome != SL_OUTCOME_CAPTIVE_PORTAL
         && outcome != SL_OUTCOME_PROXY_FAILED;
}

/* A cancelled check says nothing; and what a sign-in found before its secret was taken away says
 * nothing any more. */
static gboolean
speaks (const SlEvidence *evidence, const SlCheckResult *result)
{
  return result->outcome != SL_OUTCOME_CANCELLED
         && (evidence->signin_configured || result->kind == SL_CHECK_KIND_DOOR);
}

static gboolean
counts (const SlEvidence *evidence, const SlCheckResult *result, SlProtocol protocol)
{
  return result->protocol == protocol && speaks (evidence, result);
}

/* The check that decides for a protocol, as an index; the number of checks if there is none. */
static guint
find_current (const SlEvidence *evidence, SlProtocol protocol)
{
  guint n_checks = evidence->checks->len;
  guint open_door = n_checks;

  for (guint i = n_checks; i-- > 0;)
    {
      const SlCheckResult *result = evidence->checks->pdata[i];

      if (!counts (evidence, result, protocol))
        continue;
      if (!is_good_door (result) && (open_door == n_checks || !fails_before_signin (result)))
        return i;
      if (is_good_door (result) && open_door == n_checks)
        open_door = i;
    }
  return open_door;
}

/* Two failures in a row of the same side: a check without any network is no word about the server.
 */
static gboolean
fails_alike (const SlCheckResult *result, const SlCheckResult *current)
{
  return needs_confirming (result->outcome)
         && (result->outcome == SL_OUTCOME_OFFLINE) == (current->outcome == SL_OUTCOME_OFFLINE);
}

static void
count_failures (Focus *focus, const SlEvidence *evidence, guint index)
{
  gint64 newer = focus->current->time;

  focus->failures = 1;
  focus->failing_since = focus->current->time;
  for (guint i = index; needs_confirming (focus->current->outcome) && i-- > 0;)
    {
      const SlCheckResult *result = evidence->checks->pdata[i];

      if (!counts (evidence, result, focus->current->protocol))
        continue;
      /* That the door opens says nothing against a sign-in that fails behind it. */
      if (is_good_door (result) && !fails_before_signin (focus->current))
        continue;
      if (!fails_alike (result, focus->current)
          || (newer > 0 && newer - result->time > SAME_TROUBLE_SECONDS))
        return;
      focus->failures++;
      focus->failing_since = result->time > 0 ? result->time : focus->failing_since;
      newer = result->time;
    }
}

static void
count_slow (Focus *focus, const SlEvidence *evidence, guint index)
{
  for (guint i = index + 1; i-- > 0;)
    {
      const SlCheckResult *result = evidence->checks->pdata[i];

      if (!counts (evidence, result, focus->current->protocol)
          || result->kind != focus->current->kind)
        continue;
      if (result->outcome != SL_OUTCOME_SLOW)
        return;
      focus->slow_in_a_row++;
    }
}

static Focus
focus_on (const SlEvidence *evidence, SlProtocol protocol)
{
  guint index = find_current (evidence, protocol);
  Focus focus = { NULL };

  if (index >= evidence->checks->len)
    return focus;

  focus.current = evidence->checks->pdata[index];
  if (sl_outcome_is_good (focus.current->outcome))
    count_slow (&focus, evidence, index);
  else
    count_failures (&focus, evidence, index);
  return focus;
}

static const SlCheckResult *
find_newest (const SlEvidence *evidence, gboolean only_signin)
{
  for (guint i = evidence->checks->len; i-- > 0;)
    {
      const SlCheckResult *result = evidence->checks->pdata[i];

      if (speaks (evidence, result) && (!only_signin || result->kind == SL_CHECK_KIND_SIGNIN))
        return result;
    }
  return NULL;
}

/* How much a focus has to say: confirmed trouble, then trouble, then anything. */
static int
weight (const Focus *focus)
{
  if (focus->current == NULL)
    return 0;
  if (sl_outcome_is_good (focus->current->outcome))
    return 1;
  return needs_confirming (focus->current->outcome) && focus->failures < 2 ? 2 : 3;
}

static void
find_refusal (SlReading *self)
{
  GPtrArray *checks = self->evidence->checks;

  for (guint i = checks->len; i-- > 0 && self->refusal == NULL;)
    {
      const SlCheckResult *result = checks->pdata[i];

      if (result->kind == SL_CHECK_KIND_SIGNIN && sl_outcome_is_good (result->outcome))
        return;
      if (sl_outcome_get_info (result->outcome)->refused)
        self->refusal = result;
    }
}

/**
 * sl_reading_weigh_checks:
 * @self: a reading that is being made
 *
 * Finds the check that decides. The protocol that signs in goes first; when it is well, another one
 * that is not speaks, such as the door of the server that sends.
 */
void
sl_reading_weigh_checks (SlReading *self)
{
  const SlCheckResult *newest = find_newest (self->evidence, FALSE);
  const SlCheckResult *signin = find_newest (self->evidence, TRUE);
  Focus                best;

  if (newest == NULL)
    return;

  best = focus_on (self->evidence, signin != NULL ? signin->protocol : newest->protocol);
  for (int protocol = SL_PROTOCOL_IMAP; protocol <= SL_PROTOCOL_HTTPS && weight (&best) < 2;
       protocol++)
    {
      Focus focus = focus_on (self->evidence, protocol);

      /* A server that is not asked any more must not speak for ever. */
      if (weight (&focus) > weight (&best)
          && newest->time - focus.current->time <= SAME_TROUBLE_SECONDS)
        best = focus;
    }

  self->current = best.current;
  self->failures = best.failures;
  self->failing_since = best.failing_since;
  self->slow_in_a_row = best.slow_in_a_row;
  find_refusal (self);
}
