/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-reading.h"

/* What answered within one round of checks still speaks for the line. */
#define ONE_ROUND_SECONDS (6 * 60)
/* One bad sign alone, such as a desktop that may not reach its own test page, must not hide that
 * mail works: it is believed only when nothing has answered for so long. */
#define HALF_AN_HOUR_SECONDS (30 * 60)

/* Outcomes that only the real server can bring about: it was reached. A refused connection or an
 * untrusted certificate may as well come from a box in between. */
static gboolean
is_answer (SlOutcome outcome)
{
  const SlOutcomeInfo *info = sl_outcome_get_info (outcome);

  switch ((int) outcome)
    {
    case SL_OUTCOME_OK:
    case SL_OUTCOME_SLOW:
    case SL_OUTCOME_GREETING_REJECTED:
    case SL_OUTCOME_SERVER_MOVED:
    case SL_OUTCOME_CERTIFICATE_EXPIRED:
    case SL_OUTCOME_AUTH_UNAVAILABLE:
    case SL_OUTCOME_MAILBOX_UNAVAILABLE:
    case SL_OUTCOME_MAILBOX_REFUSED:
    case SL_OUTCOME_OVER_QUOTA:
      return TRUE;
    default:
      return info->refused || info->cause == SL_CAUSE_THROTTLED;
    }
}

static gboolean
was_feed_read_since (GPtrArray *feeds, gint64 since)
{
  for (guint i = 0; i < feeds->len; i++)
    {
      const SlFeedSnapshot *snapshot = feeds->pdata[i];

      if (snapshot->state != SL_HEALTH_UNKNOWN && snapshot->time > 0 && snapshot->time >= since)
        return TRUE;
    }
  return FALSE;
}

static gboolean
did_other_answer_since (GPtrArray *others, gint64 since)
{
  for (guint i = 0; i < others->len; i++)
    {
      const SlOtherAccount *other = others->pdata[i];

      if (is_answer (other->outcome) && other->time > 0 && other->time >= since)
        return TRUE;
    }
  return FALSE;
}

static gboolean
did_server_answer_since (GPtrArray *checks, gint64 since)
{
  for (guint i = 0; i < checks->len; i++)
    {
      const SlCheckResult *result = checks->pdata[i];

      if (is_answer (result->outcome) && result->time > 0 && result->time >= since)
        return TRUE;
    }
  return FALSE;
}

/* A page that admits trouble explains the silence that came just after it was read, unless the
 * desktop itself doubts the line. */
static gboolean
is_silence_admitted (const SlReading *self)
{
  return self->feed_word == SL_FEED_WORD_TROUBLE
         && self->evidence->connectivity != SL_CONNECTIVITY_LOCAL
         && self->evidence->connectivity != SL_CONNECTIVITY_LIMITED
         && sl_reading_is_close (self->feed->time, self->now, ONE_ROUND_SECONDS);
}

/* Whether anything at all answered at or after a moment. */
static gboolean
was_reached_since (const SlReading *self, gint64 since)
{
  return is_silence_admitted (self) || was_feed_read_since (self->evidence->feeds, since)
         || did_other_answer_since (self->evidence->others, since)
         || did_server_answer_since (self->evidence->checks, since);
}

/* While a check fails, what answered before it failed proves nothing: the line may have gone with
 * it. */
static gint64
line_proof_since (const SlReading *self, gint64 otherwise_seconds)
{
  return self->failing_since > 0 ? self->failing_since : self->now - otherwise_seconds;
}

static gboolean
has_failed (const SlReading *self)
{
  return self->current != NULL && !sl_outcome_is_good (self->current->outcome);
}

static gboolean
desktop_doubts (const SlReading *self)
{
  switch (self->evidence->connectivity)
    {
    case SL_CONNECTIVITY_LOCAL:
    case SL_CONNECTIVITY_LIMITED:
      return TRUE;
    case SL_CONNECTIVITY_FULL:
      return FALSE;
    case SL_CONNECTIVITY_UNKNOWN:
    case SL_CONNECTIVITY_PORTAL:
    default:
      return self->current != NULL && self->current->outcome == SL_OUTCOME_OFFLINE;
    }
}

/* Nobody asked the baseline, but accounts at other providers fell silent at the same time. */
static gboolean
others_fell_silent (const SlReading *self)
{
  GPtrArray *others = self->evidence->others;

  for (guint i = 0; i < others->len; i++)
    {
      const SlOtherAccount *other = others->pdata[i];
      gboolean              silent = sl_outcome_get_info (other->outcome)->door
                        || other->outcome == SL_OUTCOME_TIMEOUT
                        || other->outcome == SL_OUTCOME_OFFLINE;

      if (silent && !is_answer (other->outcome)
          && g_strcmp0 (other->provider, self->evidence->provider) != 0
          && sl_reading_is_close (other->time, self->failing_since, ONE_ROUND_SECONDS))
        return TRUE;
    }
  return FALSE;
}

static gboolean
baseline_fails (const SlReading *self)
{
  return self->evidence->baseline == SL_BASELINE_UNREACHABLE
         || (self->evidence->baseline == SL_BASELINE_UNKNOWN && others_fell_silent (self));
}

static gboolean
is_offline (const SlReading *self)
{
  gboolean unreachable = baseline_fails (self);
  gboolean doubted = desktop_doubts (self);

  if (self->evidence->baseline == SL_BASELINE_REACHABLE || (!doubted && !unreachable))
    return FALSE;
  /* Without any route the desktop is right at once, even if mail worked a second ago. */
  if (self->evidence->connectivity == SL_CONNECTIVITY_LOCAL && !has_failed (self))
    return TRUE;
  return !was_reached_since (
      self,
      line_proof_since (self, doubted && unreachable ? ONE_ROUND_SECONDS : HALF_AN_HOUR_SECONDS));
}

/* A failure that somebody brought about: somebody was reached. */
static gboolean
failure_is_active (const SlReading *self)
{
  switch (self->current != NULL ? (int) self->current->outcome : SL_OUTCOME_OK)
    {
    case SL_OUTCOME_DNS_NOT_FOUND:
    case SL_OUTCOME_CONNECTION_REFUSED:
    case SL_OUTCOME_CONNECTION_RESET:
    case SL_OUTCOME_TLS_FAILED:
    case SL_OUTCOME_GREETING_MISSING:
    case SL_OUTCOME_GREETING_REJECTED:
    case SL_OUTCOME_PROTOCOL_ERROR:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
line_is_proven (const SlReading *self)
{
  return self->evidence->baseline == SL_BASELINE_REACHABLE
         || was_reached_since (self, line_proof_since (self, ONE_ROUND_SECONDS));
}

static gboolean
line_seems_fine (const SlReading *self)
{
  return self->evidence->baseline != SL_BASELINE_UNREACHABLE
         && (self->evidence->connectivity == SL_CONNECTIVITY_FULL || failure_is_active (self));
}

/**
 * sl_reading_weigh_network:
 * @self: a reading whose checks have been weighed
 *
 * Tells the user's own connection from the server's. A feed or another provider that answers while
 * the baseline fails is believed: the line works.
 */
void
sl_reading_weigh_network (SlReading *self)
{
  self->offline = is_offline (self);
  self->line_is_proven = !self->offline && line_is_proven (self);
  self->line_works = self->line_is_proven || (!self->offline && line_seems_fine (self));
}
