/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clock.h"
#include "history.h"
#include "verdict.h"

/**
 * SlPause:
 *
 * The user's wish for quiet: until a moment, or until told otherwise. It survives a restart and ends
 * by itself. Owned by the watcher.
 *
 * Signals:
 * - changed: it began, ended or will end at another moment
 */
#define SL_TYPE_PAUSE (sl_pause_get_type ())
G_DECLARE_FINAL_TYPE (SlPause, sl_pause, SL, PAUSE, GObject)

SlPause   *sl_pause_new (SlClock *clock, SlHistory *history);
void       sl_pause_begin (SlPause *self, guint seconds);
void       sl_pause_end (SlPause *self);
void       sl_pause_look (SlPause *self);
gint64     sl_pause_get_until (SlPause *self);
SlVerdict *sl_pause_get_verdict (SlPause *self);
