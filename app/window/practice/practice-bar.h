/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watch-client.h"

#include <gtk/gtk.h>

/**
 * SlPracticeBar:
 *
 * Marks everything below it as a practice, so that nobody takes it for their own mail, and tells
 * how far the practice is and how long it took so far to reach somebody. Shown only while its client
 * is a practice; the running time is counted only while it is seen.
 */
#define SL_TYPE_PRACTICE_BAR (sl_practice_bar_get_type ())
G_DECLARE_FINAL_TYPE (SlPracticeBar, sl_practice_bar, SL, PRACTICE_BAR, GtkWidget)

void sl_practice_bar_set_client (SlPracticeBar *self, SlWatchClient *client);
