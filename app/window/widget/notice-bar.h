/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/**
 * SlNoticeBar:
 *
 * A calm bar above a page: one sentence and at most two buttons that activate an action.
 */
#define SL_TYPE_NOTICE_BAR (sl_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (SlNoticeBar, sl_notice_bar, SL, NOTICE_BAR, GtkWidget)

void sl_notice_bar_show (SlNoticeBar *self,
                         const char  *sentence,
                         const char  *button,
                         const char  *action);
void sl_notice_bar_ask (SlNoticeBar *self,
                        const char  *question,
                        const char  *yes,
                        const char  *no,
                        const char  *action);
void sl_notice_bar_hide (SlNoticeBar *self);
