/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deadline.h"

#define LONG_MS 60000
/* How long the canceller looks whether the check ends too early. */
#define LOOK_MS 100

typedef struct
{
  GMutex        mutex;
  GCond         changed;
  GCancellable *cancellable;
  gboolean      waits;
  gboolean      ended;
} Fixture;

static void
set_flag (Fixture *fixture, gboolean *flag)
{
  g_mutex_lock (&fixture->mutex);
  *flag = TRUE;
  g_cond_broadcast (&fixture->changed);
  g_mutex_unlock (&fixture->mutex);
}

static void
wait_until_cancelled (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GPollFD descriptor;

  g_assert_true (g_cancellable_make_pollfd (cancellable, &descriptor));
  g_assert_cmpint (g_poll (&descriptor, 1, LONG_MS), ==, 1);
  g_cancellable_release_fd (cancellable);
  g_task_return_boolean (task, TRUE);
}

/* A check that waits for a server which does not answer. */
static gpointer
run_check (gpointer data)
{
  Fixture    *fixture = data;
  SlDeadline *deadline = sl_deadline_new (fixture->cancellable, LONG_MS, LONG_MS);
  g_autoptr (GTask) task
      = g_task_new (NULL, sl_deadline_get_cancellable (deadline), sl_deadline_on_ready, deadline);
  g_autoptr (GAsyncResult) result = NULL;

  g_task_set_return_on_cancel (task, FALSE);
  g_task_run_in_thread (task, wait_until_cancelled);
  set_flag (fixture, &fixture->waits);
  result = sl_deadline_await (deadline);
  g_clear_object (&task);
  g_clear_object (&result);
  sl_deadline_free (deadline);
  set_flag (fixture, &fixture->ended);
  return NULL;
}

/* The last one to be told of the cancellation: while it is here, it is not over. */
static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  Fixture *fixture = data;
  gint64   end_us = g_get_monotonic_time () + LOOK_MS * G_TIME_SPAN_MILLISECOND;

  g_mutex_lock (&fixture->mutex);
  while (!fixture->ended && g_cond_wait_until (&fixture->changed, &fixture->mutex, end_us))
    continue;
  g_assert_false (fixture->ended);
  g_mutex_unlock (&fixture->mutex);
}

/* What GLib's source of a cancellable holds is lost if it is given back in the middle of the
 * cancellation (GCancellableSource, cancellable_source_dispose). */
static void
test_a_check_ends_after_its_cancellation (void)
{
  Fixture  fixture = { .cancellable = g_cancellable_new () };
  GThread *thread = g_thread_new ("check", run_check, &fixture);

  g_mutex_lock (&fixture.mutex);
  while (!fixture.waits)
    g_cond_wait (&fixture.changed, &fixture.mutex);
  g_mutex_unlock (&fixture.mutex);
  g_cancellable_connect (fixture.cancellable, G_CALLBACK (on_cancelled), &fixture, NULL);
  g_cancellable_cancel (fixture.cancellable);
  g_thread_join (thread);
  g_assert_true (fixture.ended);
  g_object_unref (fixture.cancellable);
  g_mutex_clear (&fixture.mutex);
  g_cond_clear (&fixture.changed);
}

static void
test_a_check_that_is_given_up_before_it_begins_ends (void)
{
  Fixture fixture = { .cancellable = g_cancellable_new () };

  g_cancellable_cancel (fixture.cancellable);
  run_check (&fixture);
  g_assert_true (fixture.ended);
  g_object_unref (fixture.cancellable);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signin/deadline/cancelled", test_a_check_ends_after_its_cancellation);
  g_test_add_func ("/signin/deadline/given-up",
                   test_a_check_that_is_given_up_before_it_begins_ends);
  return g_test_run ();
}
