/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-reading.h"

/* The newest moment that anything in the evidence names. */
static gint64
newest_moment (const SlEvidence *evidence)
{
  gint64 newest = evidence->last_success;

  for (guint i = 0; i < evidence->checks->len; i++)
    newest = MAX (newest, ((const SlCheckResult *) evidence->checks->pdata[i])->time);
  for (guint i = 0; i < evidence->feeds->len; i++)
    newest = MAX (newest, ((const SlFeedSnapshot *) evidence->feeds->pdata[i])->time);
  for (guint i = 0; i < evidence->others->len; i++)
    newest = MAX (newest, ((const SlOtherAccount *) evidence->others->pdata[i])->time);
  return newest;
}

/**
 * sl_reading_init:
 * @self: (out): the reading
 * @evidence: the evidence; it must live as long as @self is used
 *
 * Digests the evidence. Pure.
 */
void
sl_reading_init (SlReading *self, const SlEvidence *evidence)
{
  *self = (SlReading){ .evidence = evidence };
  self->now = evidence->now > 0 ? evidence->now : newest_moment (evidence);
  sl_reading_weigh_checks (self);
  sl_reading_weigh_feeds (self);
  sl_reading_weigh_network (self);
}

/**
 * sl_reading_is_close:
 * @first: a moment, Unix seconds, 0 if unknown
 * @second: another
 * @seconds: how far apart they may lie
 *
 * Returns: whether both are known and lie so close together
 */
gboolean
sl_reading_is_close (gint64 first, gint64 second, gint64 seconds)
{
  return first > 0 && second > 0 && ABS (first - second) <= seconds;
}

/**
 * sl_reading_is_own_provider:
 * @self: a reading
 * @provider: (nullable): a provider's id
 *
 * Returns: whether @provider is the account's own; yes if either is unknown
 */
gboolean
sl_reading_is_own_provider (const SlReading *self, const char *provider)
{
  return provider == NULL || self->evidence->provider == NULL
         || g_str_equal (provider, self->evidence->provider);
}

/**
 * sl_reading_door_fails:
 * @self: a reading
 *
 * Returns: whether the check that decides failed on the server's side without a word about the
 *   account: its name, connection, encryption or greeting, or it fell silent
 */
gboolean
sl_reading_door_fails (const SlReading *self)
{
  if (self->current == NULL)
    return FALSE;

  switch ((int) self->current->outcome)
    {
    case SL_OUTCOME_DNS_NOT_FOUND:
    case SL_OUTCOME_DNS_FAILED:
    case SL_OUTCOME_CONNECTION_REFUSED:
    case SL_OUTCOME_CONNECTION_TIMEOUT:
    case SL_OUTCOME_CONNECTION_RESET:
    case SL_OUTCOME_TLS_FAILED:
    case SL_OUTCOME_GREETING_MISSING:
    case SL_OUTCOME_GREETING_REJECTED:
    case SL_OUTCOME_PROTOCOL_ERROR:
    case SL_OUTCOME_TIMEOUT:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * sl_reading_is_confirmed:
 * @self: a reading whose current check failed
 *
 * One failure may be chance. Two in a row are not; nor is a server that says itself that it cannot
 * sign anybody in while its status page or its identity service tells of trouble.
 *
 * Returns: whether the failure is confirmed
 */
gboolean
sl_reading_is_confirmed (const SlReading *self)
{
  if (self->failures >= 2)
    return TRUE;
  return self->failures == 1 && !sl_reading_door_fails (self)
         && (self->feed_word == SL_FEED_WORD_TROUBLE
             || self->evidence->identity == SL_IDENTITY_FAILING);
}
