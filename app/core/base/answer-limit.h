/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlAnswerLimit:
 *
 * Ends the waiting for asynchronous calls that have no time limit of their own, such as questions
 * to a keyring or a portal. It promises that its cancellable is cancelled when the time is over or
 * the caller cancels, whichever comes first, and never after it was freed. Who began the calls owns
 * it until the last of them has ended. It lives in the thread's default main context.
 */
typedef struct _SlAnswerLimit SlAnswerLimit;

SlAnswerLimit *sl_answer_limit_new (GCancellable *cancellable, guint limit_ms);
void           sl_answer_limit_free (SlAnswerLimit *self);
GCancellable  *sl_answer_limit_get_cancellable (SlAnswerLimit *self);
gboolean       sl_answer_limit_is_over (const SlAnswerLimit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlAnswerLimit, sl_answer_limit_free)
