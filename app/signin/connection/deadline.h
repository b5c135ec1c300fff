/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlDeadline:
 *
 * Lets a check be written as a plain sequence of blocking steps while every step keeps its time
 * limit. It owns a main context of its own, is the thread's default while it lives, and waits on it
 * for one asynchronous call of GIO at a time. It promises that a call ends when the step's or the
 * whole check's time is over, or when the caller cancels, whatever the server does. One check, one
 * thread.
 */
typedef struct _SlDeadline SlDeadline;

SlDeadline   *sl_deadline_new (GCancellable *cancellable, guint step_ms, guint check_ms);
void          sl_deadline_free (SlDeadline *self);
void          sl_deadline_start_step (SlDeadline *self);
void          sl_deadline_shorten_steps (SlDeadline *self, guint step_ms);
GCancellable *sl_deadline_get_cancellable (SlDeadline *self);
void          sl_deadline_on_ready (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *sl_deadline_await (SlDeadline *self);
void          sl_deadline_explain (const SlDeadline *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlDeadline, sl_deadline_free)
