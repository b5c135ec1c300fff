/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "notifier.h"

#include "desktop-notices.h"
#include "kept-notices.h"
#include "portal-notices.h"

#include <glib/gi18n-lib.h>

#define SANDBOX_FILE "/.flatpak-info"
/* A daemon that hangs or errs is asked again after a minute, then after two, and so on. */
#define RETRY_MS 60000
#define MAX_DOUBLINGS 6

struct _SlNotifier
{
  GObject parent_instance;

  GDBusConnection *connection;
  SlNoticeService *service;
  SlKeptNotices   *kept;
  guint            n_daemons; /* that have come so far */
  guint            retry_ms;
  guint            n_failures; /* without a success in between */
  guint            retry_source;
  guint            lifetime_ms; /* of new notices; 0: as the daemon sees fit */
  gboolean         has_owner;
  GCancellable    *cancellable;
  guint            name_watch;
  char            *problem;
};

G_DEFINE_FINAL_TYPE (SlNotifier, sl_notifier, G_TYPE_OBJECT)

enum
{
  ACTIVATED,
  PROBLEM_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A notice on its way; the notifier may be gone, or the notice replaced, before the answer comes.
 */
typedef struct
{
  GWeakRef         notifier;
  SlNoticeService *service;
  char            *id;
  guint            serial;
  gboolean         had_owner;
  guint            daemon; /* the how manieth is asked: the next one, if nobody was there */
} Errand;

static void
errand_free (Errand *errand)
{
  g_weak_ref_clear (&errand->notifier);
  g_object_unref (errand->service);
  g_free (errand->id);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static void
set_problem (SlNotifier *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_signal_emit (self, signals[PROBLEM_CHANGED], 0);
}

static void
report_absence (SlNotifier *self)
{
  set_problem (
      self, _ ("There is no notification service, so you see a change only when you look at Storm "
               "Lantern."));
}

/* Showing */

static void send_notice (SlNotifier *self, SlKeptNotice *kept);

/* An answer may come at once and change what is kept. */
static void
send_waiting (SlNotifier *self)
{
  g_auto (GStrv) ids = sl_kept_notices_list_waiting (self->kept);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      SlKeptNotice *kept = sl_kept_notices_find (self->kept, ids[i]);

      if (kept != NULL && !kept->is_under_way)
        send_notice (self, kept);
    }
}

static gboolean
on_retry (gpointer user_data)
{
  SlNotifier *self = user_data;

  self->retry_source = 0;
  send_waiting (self);
  return G_SOURCE_REMOVE;
}

/* What failed waits for a daemon; one that came in the meantime is asked at once. */
static void
settle_failure (SlNotifier *self, const Errand *errand, SlKeptNotice *kept)
{
  guint delay_ms = self->retry_ms << MIN (self->n_failures, MAX_DOUBLINGS);

  report_absence (self);
  if (kept == NULL || !self->has_owner)
    return;
  if (errand->daemon != self->n_daemons || !errand->had_owner)
    send_notice (self, kept);
  else if (self->retry_source == 0)
    {
      self->n_failures++;
      self->retry_source = g_timeout_add (delay_ms, on_retry, self);
    }
}

/* Which daemon has the notice; 0 if another one has come since. The one that was started by the
 * notice may not have been seen yet. */
static guint
find_holder (SlNotifier *self, const Errand *errand)
{
  return errand->daemon >= self->n_daemons ? errand->daemon : 0;
}

/* A daemon that works again gets what its predecessor, or itself a moment ago, did not take. */
static void
settle_success (SlNotifier *self, const Errand *errand, SlKeptNotice *kept)
{
  set_problem (self, NULL);
  self->n_failures = 0;
  if (kept != NULL && sl_notice_service_tells_closing (self->service))
    kept->daemon = find_holder (self, errand);
  else if (kept != NULL)
    sl_kept_notices_remove (self->kept, errand->id);
  send_waiting (self);
}

static void
settle (SlNotifier *self, const Errand *errand, gboolean is_shown)
{
  SlKeptNotice *kept = sl_kept_notices_find (self->kept, errand->id);

  if (kept != NULL && kept->serial != errand->serial)
    kept = NULL;
  if (kept != NULL)
    kept->is_under_way = FALSE;
  if (is_shown)
    settle_success (self, errand, kept);
  else
    settle_failure (self, errand, kept);
}

static void
on_show_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (SlNotifier) self = g_weak_ref_get (&errand->notifier);
  g_autoptr (GError) error = NULL;
  gboolean is_shown = sl_notice_service_show_finish (errand->service, result, &error);

  if (!is_shown)
    g_debug ("The notice %s was not shown: %s", errand->id, error->message);
  if (self != NULL && self->service != NULL)
    settle (self, errand, is_shown);
}

static void
send_notice (SlNotifier *self, SlKeptNotice *kept)
{
  Errand *errand = g_new0 (Errand, 1);

  g_weak_ref_init (&errand->notifier, self);
  errand->service = g_object_ref (self->service);
  errand->id = g_strdup (kept->notice->id);
  errand->serial = kept->serial;
  errand->had_owner = self->has_owner;
  errand->daemon = self->n_daemons + (self->has_owner ? 0 : 1);
  kept->is_under_way = TRUE;
  sl_notice_service_show_async (self->service, kept->notice, on_show_ready, errand);
}

/* The Daemon */

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  SlNotifier *self = SL_NOTIFIER (user_data);

  self->has_owner = TRUE;
  self->n_daemons++;
  set_problem (self, NULL);
  sl_kept_notices_meet_daemon (self->kept, self->n_daemons);
  send_waiting (self);
}

static void
on_activatable_names_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autofree const char **names = NULL;
  SlNotifier             *self = user_data;

  /* Cancelled, or somebody has come while the question was under way. */
  if (reply == NULL || self->has_owner)
    return;
  g_variant_get (reply, "(^a&s)", &names);
  if (!g_strv_contains (names, sl_notice_service_get_bus_name (self->service)))
    report_absence (self);
}

/* Nobody has the name; that is only a problem if nobody can be started either. */
static void
on_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  SlNotifier *self = SL_NOTIFIER (user_data);

  self->has_owner = FALSE;
  if (connection == NULL)
    return;
  g_dbus_connection_call (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "ListActivatableNames", NULL,
                          G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable,
                          on_activatable_names_ready, self);
}

static void
on_activated (SlNotifier *self, const char *id, const char *activation_token)
{
  g_signal_emit (self, signals[ACTIVATED], 0, id, activation_token);
}

static void
on_closed (SlNotifier *self, const char *id)
{
  sl_kept_notices_close (self->kept, id);
}

/* The Object */

static void
sl_notifier_dispose (GObject *object)
{
  SlNotifier *self = SL_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_object (&self->service);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (sl_notifier_parent_class)->dispose (object);
}

static void
sl_notifier_finalize (GObject *object)
{
  SlNotifier *self = SL_NOTIFIER (object);

  sl_kept_notices_free (self->kept);
  g_clear_object (&self->cancellable);
  g_free (self->problem);
  G_OBJECT_CLASS (sl_notifier_parent_class)->finalize (object);
}

static void
sl_notifier_class_init (SlNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType         type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = sl_notifier_dispose;
  object_class->finalize = sl_notifier_finalize;

  signals[ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[PROBLEM_CHANGED] = g_signal_new ("problem-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_notifier_init (SlNotifier *self)
{
  self->cancellable = g_cancellable_new ();
  self->kept = sl_kept_notices_new ();
  self->retry_ms = RETRY_MS;
}

/**
 * sl_notifier_new:
 * @connection: the session bus
 * @application_name: shown by some daemons
 *
 * Returns: (transfer full): a notifier that fits the place it runs in
 */
SlNotifier *
sl_notifier_new (GDBusConnection *connection, const char *application_name)
{
  g_autoptr (SlNoticeService) service = g_file_test (SANDBOX_FILE, G_FILE_TEST_EXISTS)
                                            ? sl_portal_notices_new (connection)
                                            : sl_desktop_notices_new (application_name);

  return sl_notifier_new_for_service (connection, service);
}

/**
 * sl_notifier_new_for_service:
 * @connection: the session bus
 * @service: who shows the notices
 *
 * Returns: (transfer full): a notifier that speaks to @service
 */
SlNotifier *
sl_notifier_new_for_service (GDBusConnection *connection, SlNoticeService *service)
{
  SlNotifier *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);
  g_return_val_if_fail (SL_IS_NOTICE_SERVICE (service), NULL);

  self = g_object_new (SL_TYPE_NOTIFIER, NULL);
  self->connection = g_object_ref (connection);
  self->service = g_object_ref (service);
  g_signal_connect_object (service, "activated", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (service, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
  self->name_watch = g_bus_watch_name_on_connection (
      connection, sl_notice_service_get_bus_name (service), G_BUS_NAME_WATCHER_FLAGS_NONE,
      on_appeared, on_vanished, self, NULL);
  return self;
}

/**
 * sl_notifier_show:
 * @self: a notifier
 * @id: one notice per id: a second one takes the first one's place
 * @title: one line
 * @body: what to do; shortened to 180 characters
 * @urgency: how much it disturbs
 * @icon_name: (nullable): a themed icon
 *
 * Shows a notice. If nobody can show it now, it waits until somebody can. A daemon that takes
 * another one's place is given what still hung there, unless it is of low urgency.
 *
 * Source: Desktop Notifications Specification 1.2.
 */
void
sl_notifier_show (SlNotifier     *self,
                  const char     *id,
                  const char     *title,
                  const char     *body,
                  SlNoticeUrgency urgency,
                  const char     *icon_name)
{
  g_return_if_fail (SL_IS_NOTIFIER (self));
  g_return_if_fail (id != NULL && title != NULL && body != NULL);

  sl_notifier_send (self, sl_notice_new (id, title, body, urgency, icon_name));
}

/**
 * sl_notifier_send:
 * @self: a notifier
 * @notice: (transfer full): what to show
 *
 * Like sl_notifier_show(), for a notice that says more. One that is only to change what is on the
 * screen is a new one as long as its predecessor still waits for a daemon.
 */
void
sl_notifier_send (SlNotifier *self, SlNotice *notice)
{
  g_return_if_fail (SL_IS_NOTIFIER (self));
  g_return_if_fail (notice != NULL);

  notice->lifetime_ms = self->lifetime_ms;
  send_notice (self, sl_kept_notices_put (self->kept, notice));
}

/**
 * sl_notifier_set_lifetime:
 * @self: a notifier
 * @lifetime_ms: how long the notices that follow are shown at most; 0: as the daemon sees fit
 *
 * For what is no longer true after a while even if nobody is left to withdraw it. Portals and some
 * daemons do not follow it.
 */
void
sl_notifier_set_lifetime (SlNotifier *self, guint lifetime_ms)
{
  g_return_if_fail (SL_IS_NOTIFIER (self));

  self->lifetime_ms = lifetime_ms;
}

/**
 * sl_notifier_withdraw:
 * @self: a notifier
 * @id: a notice's id; one that is not shown is fine
 */
void
sl_notifier_withdraw (SlNotifier *self, const char *id)
{
  g_return_if_fail (SL_IS_NOTIFIER (self));
  g_return_if_fail (id != NULL);

  sl_kept_notices_remove (self->kept, id);
  sl_notice_service_withdraw (self->service, id);
}

/**
 * sl_notifier_flush:
 * @self: a notifier
 *
 * For the end of the process: blocks until what was said before is on the bus, or for a second.
 */
void
sl_notifier_flush (SlNotifier *self)
{
  g_return_if_fail (SL_IS_NOTIFIER (self));

  sl_notice_service_flush (self->service);
}

/**
 * sl_notifier_is_open:
 * @self: a notifier
 * @id: a notice's id
 *
 * Returns: whether it is still to be seen, or waits to be shown; always %FALSE for one that was
 * handed to a portal, which does not tell
 */
gboolean
sl_notifier_is_open (SlNotifier *self, const char *id)
{
  g_return_val_if_fail (SL_IS_NOTIFIER (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return sl_kept_notices_find (self->kept, id) != NULL;
}

/**
 * sl_notifier_set_retry_ms:
 * @self: a notifier
 * @retry_ms: when a daemon that failed for the first time is asked again, in milliseconds
 *
 * For tests, which do not wait for a minute.
 */
void
sl_notifier_set_retry_ms (SlNotifier *self, guint retry_ms)
{
  g_return_if_fail (SL_IS_NOTIFIER (self));

  self->retry_ms = retry_ms;
}

/**
 * sl_notifier_get_problem:
 * @self: a notifier
 *
 * Returns: (transfer none) (nullable): why nothing can be shown, a sentence for the user
 */
const char *
sl_notifier_get_problem (SlNotifier *self)
{
  g_return_val_if_fail (SL_IS_NOTIFIER (self), NULL);

  return self->problem;
}
