/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/**
 * SlNotice:
 *
 * A calm bar above a page: one sentence, and at most one button that activates an action.
 */
#define SL_TYPE_NOTICE (sl_notice_get_type ())
G_DECLARE_FINAL_TYPE (SlNotice, sl_notice, SL, NOTICE, GtkWidget)

void sl_notice_show (SlNotice *self, const char *sentence, const char *button, const char *action);
void sl_notice_hide (SlNotice *self);
