/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define SL_DISTURBANCE_ROUNDS 3

/**
 * SlDisturbance:
 * @quiet_since_ms: when the newest quiet began, on the steady clock
 * @quiet_until_ms: when it ends
 * @is_worth_a_round: whether all is looked at when it is over
 * @rounds_ms: when the newest rounds were granted, the oldest first; 0: never
 *
 * How much attention waking up and changes of the network get: one look soon after, and no storm of
 * checks from a link that comes and goes. All 0 at first.
 */
typedef struct
{
  gint64   quiet_since_ms;
  gint64   quiet_until_ms;
  gboolean is_worth_a_round;
  gint64   rounds_ms[SL_DISTURBANCE_ROUNDS];
} SlDisturbance;

gint64 sl_disturbance_take (SlDisturbance *self, gint64 now_ms, guint quiet_ms, guint longest_ms, guint span_ms);
