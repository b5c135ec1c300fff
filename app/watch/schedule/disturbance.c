/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "disturbance.h"

#include <string.h>

/* Takes one of the rounds that @span_ms allows, if one is left. */
static gboolean
take_round (SlDisturbance *self, gint64 now_ms, guint span_ms)
{
  gint64 oldest_ms = self->rounds_ms[0];

  if (oldest_ms != 0 && now_ms - oldest_ms < (gint64) span_ms)
    return FALSE;
  memmove (&self->rounds_ms[0], &self->rounds_ms[1],
           sizeof self->rounds_ms - sizeof self->rounds_ms[0]);
  self->rounds_ms[SL_DISTURBANCE_ROUNDS - 1] = now_ms;
  return TRUE;
}

/**
 * sl_disturbance_take:
 * @self: the disturbances so far
 * @now_ms: the moment, on the steady clock
 * @quiet_ms: how long the network needs to settle, in milliseconds
 * @longest_ms: how long disturbances that follow each other may put the checks off, in milliseconds
 * @span_ms: in which time at most %SL_DISTURBANCE_ROUNDS rounds are granted, in milliseconds
 *
 * The computer woke up, or its network changed. Several disturbances in one quiet are one.
 * @self->is_worth_a_round tells whether all is to be looked at when the quiet is over; if not, the
 * checks keep to their usual rhythm.
 *
 * Returns: how long to keep quiet from now on, in milliseconds
 */
gint64
sl_disturbance_take (
    SlDisturbance *self, gint64 now_ms, guint quiet_ms, guint longest_ms, guint span_ms)
{
  gint64 wait_ms;

  if (now_ms >= self->quiet_until_ms)
    {
      self->quiet_since_ms = now_ms;
      self->is_worth_a_round = take_round (self, now_ms, span_ms);
    }
  wait_ms = CLAMP (self->quiet_since_ms + longest_ms - now_ms, 0, (gint64) quiet_ms);
  self->quiet_until_ms = MAX (self->quiet_until_ms, now_ms + wait_ms);
  return wait_ms;
}
