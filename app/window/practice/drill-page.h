/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watch-client.h"

#include <gtk/gtk.h>

/**
 * SlDrillPage:
 *
 * Where an outage to practise is chosen: what each scenario is about and how long it takes, a file of
 * one's own, and what came of earlier practices. Choosing one starts it and shows it.
 */
#define SL_TYPE_DRILL_PAGE (sl_drill_page_get_type ())
G_DECLARE_FINAL_TYPE (SlDrillPage, sl_drill_page, SL, DRILL_PAGE, GtkBox)

GtkWidget *sl_drill_page_new (SlWatchClient *client, SlWatchClient *practice);
