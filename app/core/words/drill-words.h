/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char *sl_stopwatch_to_words (double seconds);
char *sl_drill_to_words (gint64 time, double reach_seconds, gint64 now);
