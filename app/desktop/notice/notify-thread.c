/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "notify-thread.h"

#include "notify-daemon.h"

#include <glib/gi18n-lib.h>
#include <libnotify/notify.h>

/* About as much of a title as fits into one line. */
#define SHORT_TITLE_CHARACTERS 30
/* What GNOME Shell 43 tells of one click, or a user's double click, comes within this time. */
#define CLICK_SPAN_MS 500
/* How long the end waits for what was said last; a daemon that hangs does not keep us. */
#define FAREWELL_MS 1000

/* Shared by both threads; owner belongs to the main thread, and is NULL once it is gone. */
struct _SlNotifyListener
{
  SlNotifyActivated activated;
  SlNotifyClosed    closed;
  gpointer          owner;
};

/* Something to be done in the other thread. */
typedef struct
{
  SlNotifyListener *listener;
  char             *application_name;
  SlNotice         *notice;
  char             *id;
  char             *activation_token;
  GTask            *task;
  gint64            clicked_us; /* when the notice was clicked last; 0: never */
  GAsyncQueue      *done;       /* nullable: gets something when the thread comes to this */
} Job;

static GMainContext *notify_context; /* the thread's, set once by the main thread */

/* The thread's own; no other touches them. */
static GHashTable    *shown;        /* "listener/id" -> NotifyNotification */
static SlNotifyDaemon known_daemon; /* shows them */

static void
job_free (Job *job)
{
  g_clear_pointer (&job->listener, g_atomic_rc_box_release);
  g_free (job->application_name);
  g_clear_pointer (&job->notice, sl_notice_free);
  g_free (job->id);
  g_free (job->activation_token);
  g_clear_object (&job->task);
  g_clear_pointer (&job->done, g_async_queue_unref);
  g_free (job);
}

static Job *
job_new (SlNotifyListener *listener)
{
  Job *job = g_new0 (Job, 1);

  job->listener = listener != NULL ? g_atomic_rc_box_acquire (listener) : NULL;
  return job;
}

/* Never g_main_context_invoke(): it may run the function here when the other thread is idle. */
static void
post (GMainContext *context, GSourceFunc function, Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, job, (GDestroyNotify) job_free);
  g_source_attach (source, context);
}

/* In the Thread */

static char *
key_for (const Job *job, const char *id)
{
  return g_strdup_printf ("%p/%s", (void *) job->listener, id);
}

static gboolean
deliver_click (gpointer data)
{
  Job *job = data;

  if (job->listener->owner != NULL)
    job->listener->activated (job->id, job->activation_token, job->listener->owner);
  return G_SOURCE_REMOVE;
}

static void
on_default_action (NotifyNotification *notification, char *action, gpointer user_data)
{
  Job   *click = user_data;
  Job   *job;
  gint64 now_us = g_get_monotonic_time ();

  if (click->clicked_us != 0
      && now_us - click->clicked_us < CLICK_SPAN_MS * G_TIME_SPAN_MILLISECOND)
    return;
  click->clicked_us = now_us;
  job = job_new (click->listener);
  job->id = g_strdup (click->id);
  job->activation_token = g_strdup (notify_notification_get_activation_token (notification));
  post (NULL, deliver_click, job);
}

static gboolean
deliver_end (gpointer data)
{
  Job *job = data;

  if (job->listener->owner != NULL)
    job->listener->closed (job->id, job->listener->owner);
  return G_SOURCE_REMOVE;
}

static void
tell_end (SlNotifyListener *listener, const char *id)
{
  Job *job = job_new (listener);

  job->id = g_strdup (id);
  post (NULL, deliver_end, job);
}

static void
on_closed (NotifyNotification *notification, gpointer user_data)
{
  Job             *end = user_data;
  g_autofree char *key = key_for (end, end->id);

  tell_end (end->listener, end->id);
  if (g_hash_table_lookup (shown, key) == notification)
    g_hash_table_remove (shown, key);
}

/* libnotify since 0.8.4 hands an icon over in the way of the daemon's specification, which it
 * learns only when it shows something: the first notice's icon would be lost. */
static void
let_libnotify_meet_daemon (void)
{
  g_list_free_full (notify_get_server_caps (), g_free);
}

/* Each daemon is asked once what it can do. What the former one showed is gone. */
static gboolean
meet_daemon (GError **error)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);

  if (connection == NULL)
    return FALSE;
  if (sl_notify_daemon_is_same (&known_daemon, connection))
    return TRUE;
  g_hash_table_remove_all (shown);
  if (!sl_notify_daemon_meet (&known_daemon, connection, error))
    return FALSE;
  let_libnotify_meet_daemon ();
  return TRUE;
}

static NotifyUrgency
urgency_for (const SlNotice *notice)
{
  switch (sl_notice_get_spoken_urgency (notice))
    {
    case SL_NOTICE_LOW:
      return NOTIFY_URGENCY_LOW;
    case SL_NOTICE_URGENT:
      return NOTIFY_URGENCY_CRITICAL;
    case SL_NOTICE_NORMAL:
    default:
      return NOTIFY_URGENCY_NORMAL;
    }
}

/* Some daemons draw a button for it, so it says what it does. */
static void
set_default_action (NotifyNotification *notification, Job *job)
{
  Job        *click = job_new (job->listener);
  const char *label = job->notice->action_label;

  click->id = g_strdup (job->notice->target);
  notify_notification_clear_actions (notification);
  notify_notification_add_action (
      notification, "default",
      /* Translators: a button on a notice; it opens the instructions. */
      label != NULL ? label : _ ("Show what to do"), on_default_action, click,
      (GFreeFunc) job_free);
}

static NotifyNotification *
make_notification (const Job *job)
{
  Job                *end = job_new (job->listener);
  NotifyNotification *notification = notify_notification_new ("", NULL, NULL);

  notify_notification_set_hint (notification, "desktop-entry",
                                g_variant_new_string (SL_APPLICATION_ID));
  end->id = g_strdup (job->notice->id);
  g_signal_connect_data (notification, "closed", G_CALLBACK (on_closed), end,
                         (GClosureNotify) (void (*) (void)) job_free, 0);
  return notification;
}

/* Whose fault it is stands at the end of a title; where that would be cut off, all of it goes into
 * the body. */
static void
set_words (NotifyNotification *notification, const Job *job)
{
  const SlNotice  *notice = job->notice;
  g_autofree char *whole = NULL;

  if (!known_daemon.cuts_titles || g_utf8_strlen (notice->title, -1) <= SHORT_TITLE_CHARACTERS)
    {
      notify_notification_update (notification, notice->title, notice->body, notice->icon_name);
      return;
    }
  whole = g_strconcat (notice->title, *notice->body != '\0' ? "\n" : "", notice->body, NULL);
  notify_notification_update (notification, job->application_name, whole, notice->icon_name);
}

/* How long it stays is the daemon's to decide, and the user's. But that an urgent one does not go
 * by itself is what the specification wants of each. */
static int
timeout_for (const SlNotice *notice)
{
  if (notice->lifetime_ms > 0)
    return MIN (notice->lifetime_ms, G_MAXINT);
  if (notice->urgency == SL_NOTICE_URGENT && known_daemon.forgets_urgent)
    return NOTIFY_EXPIRES_NEVER;
  return NOTIFY_EXPIRES_DEFAULT;
}

static NotifyNotification *
ensure_notification (const Job *job, const char *key)
{
  const SlNotice     *notice = job->notice;
  NotifyNotification *notification = g_hash_table_lookup (shown, key);

  if (notification == NULL)
    {
      notification = make_notification (job);
      g_hash_table_insert (shown, g_strdup (key), notification);
    }
  set_words (notification, job);
  notify_notification_set_urgency (notification, urgency_for (notice));
  notify_notification_set_timeout (notification, timeout_for (notice));
  return notification;
}

static gboolean
show_notice (Job *job, GError **error)
{
  g_autofree char    *key = key_for (job, job->notice->id);
  NotifyNotification *notification;

  if (!notify_is_initted ())
    notify_init (job->application_name);
  if (!meet_daemon (error))
    return FALSE;
  if (job->notice->only_in_place && !g_hash_table_contains (shown, key))
    return TRUE;
  notification = ensure_notification (job, key);
  if (known_daemon.has_actions)
    set_default_action (notification, job);
  if (notify_notification_show (notification, error))
    return TRUE;
  g_hash_table_remove (shown, key);
  return FALSE;
}

static gboolean
run_show (gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  gboolean         is_done = show_notice (job, &error);
  g_autofree char *key = key_for (job, job->notice->id);

  if (is_done)
    g_task_return_boolean (job->task, TRUE);
  else
    g_task_return_error (job->task, g_steal_pointer (&error));
  if (is_done && !g_hash_table_contains (shown, key))
    tell_end (job->listener, job->notice->id);
  return G_SOURCE_REMOVE;
}

/* A number means something only to the daemon that gave it. */
static gboolean
run_withdraw (gpointer data)
{
  Job             *job = data;
  g_autofree char *key = key_for (job, job->id);
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_hash_table_contains (shown, key))
    return G_SOURCE_REMOVE;
  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  if (connection == NULL || !sl_notify_daemon_is_same (&known_daemon, connection))
    {
      g_hash_table_remove_all (shown);
      sl_notify_daemon_forget (&known_daemon); /* not yet asked what it can do */
    }
  else if (!notify_notification_close (g_hash_table_lookup (shown, key), &error))
    g_debug ("A notice could not be withdrawn: %s", error->message);
  g_hash_table_remove (shown, key);
  return G_SOURCE_REMOVE;
}

static gboolean
run_farewell (gpointer data)
{
  Job *job = data;

  g_async_queue_push (job->done, job->done);
  return G_SOURCE_REMOVE;
}

static gpointer
run_thread (gpointer data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (notify_context, FALSE);

  g_main_context_push_thread_default (notify_context);
  shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_main_loop_run (loop);
  return NULL;
}

/* In the Main Thread */

/* The thread lasts as long as the process, because libnotify's connection does. */
static GMainContext *
ensure_thread (void)
{
  if (notify_context == NULL)
    {
      notify_context = g_main_context_new ();
      g_thread_unref (g_thread_new ("notices", run_thread, NULL));
    }
  return notify_context;
}

/**
 * sl_notify_listener_new:
 * @activated: called in the main thread when the user has clicked a notice
 * @closed: called in the main thread when a notice is no longer there
 * @owner: for both
 *
 * Returns: (transfer full): a listener, to be ended by sl_notify_listener_stop()
 */
SlNotifyListener *
sl_notify_listener_new (SlNotifyActivated activated, SlNotifyClosed closed, gpointer owner)
{
  SlNotifyListener *listener = g_atomic_rc_box_new0 (SlNotifyListener);

  listener->activated = activated;
  listener->closed = closed;
  listener->owner = owner;
  return listener;
}

/**
 * sl_notify_listener_stop:
 * @listener: (transfer full): a listener
 *
 * Its callbacks are not called any more. What was withdrawn before is so when this returns, unless
 * the daemon hangs.
 */
void
sl_notify_listener_stop (SlNotifyListener *listener)
{
  listener->owner = NULL;
  g_atomic_rc_box_release (listener);
}

/**
 * sl_notify_thread_show:
 * @listener: whose notice it is
 * @application_name: for libnotify, when it is used for the first time
 * @notice: what to show
 * @task: (transfer full): returns a boolean when it is done
 */
void
sl_notify_thread_show (SlNotifyListener *listener,
                       const char       *application_name,
                       const SlNotice   *notice,
                       GTask            *task)
{
  Job *job = job_new (listener);

  job->application_name = g_strdup (application_name);
  job->notice = sl_notice_copy (notice);
  job->task = task;
  post (ensure_thread (), run_show, job);
}

/**
 * sl_notify_thread_withdraw:
 * @listener: whose notice it is
 * @id: the notice's id; one that is not shown is fine
 */
void
sl_notify_thread_withdraw (SlNotifyListener *listener, const char *id)
{
  Job *job = job_new (listener);

  job->id = g_strdup (id);
  post (ensure_thread (), run_withdraw, job);
}

/**
 * sl_notify_thread_flush:
 *
 * Blocks until the daemon has been told what was said before, or for a second: the process may end
 * now, and with it what the thread has not come to.
 */
void
sl_notify_thread_flush (void)
{
  g_autoptr (GAsyncQueue) done = g_async_queue_new ();
  Job *job;

  if (notify_context == NULL)
    return;
  job = job_new (NULL);
  job->done = g_async_queue_ref (done);
  post (notify_context, run_farewell, job);
  g_async_queue_timeout_pop (done, FAREWELL_MS * G_TIME_SPAN_MILLISECOND);
}
