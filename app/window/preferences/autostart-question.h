/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watch-client.h"

/**
 * SlAutostartQuestion:
 *
 * Whether the lantern is to start when the user logs in: asked once, when there is something to
 * watch. Later the preferences have a switch. Owned by the main window, which asks.
 *
 * Signals: changed (): it is due, or not any more; message (char *sentence): what came of a "yes"
 */
#define SL_TYPE_AUTOSTART_QUESTION (sl_autostart_question_get_type ())
G_DECLARE_FINAL_TYPE (SlAutostartQuestion, sl_autostart_question, SL, AUTOSTART_QUESTION, GObject)

SlAutostartQuestion *sl_autostart_question_new (SlWatchClient *client);
gboolean             sl_autostart_question_is_due (SlAutostartQuestion *self);
void                 sl_autostart_question_answer (SlAutostartQuestion *self, gboolean wanted);
