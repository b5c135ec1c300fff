/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stopwatch.h"

/**
 * SlDrillQuestion:
 *
 * "Who would you call?", asked in the terminal when the stopwatch of a practice begins to run; what
 * is typed stops it. The channels it may have been are numbered. Without a terminal to type in
 * nobody is asked. Lives as long as its practice.
 */
typedef struct _SlDrillQuestion SlDrillQuestion;

gboolean         sl_drill_question_can_be_asked (void);
SlDrillQuestion *sl_drill_question_new (SlStopwatch *stopwatch);
void             sl_drill_question_free (SlDrillQuestion *self);
gboolean         sl_drill_question_is_asked (SlDrillQuestion *self);
void             sl_drill_question_ask (SlDrillQuestion *self, GPtrArray *suggestions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlDrillQuestion, sl_drill_question_free)
