/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "notifier.h"

#include "desktop-notices.h"
#include "portal-notices.h"

#include <glib/gi18n-lib.h>

#define SANDBOX_FILE "/.flatpak-info"

struct _SlNotifier
{
  GObject parent_instance;

  GDBusConnection *connection;
  SlNoticeService *service;
  GHashTable      *waiting; /* id -> Waiting */
  guint            last_serial;
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

/* A notice that nobody has shown yet. */
typedef struct
{
  SlNotice *notice;
  guint     serial;
  gboolean  is_under_way;
} Waiting;

static void
waiting_free (Waiting *waiting)
{
  sl_notice_free (waiting->notice);
  g_free (waiting);
}

/* A notice on its way; the notifier may be gone, or the notice replaced, before the answer comes.
 */
typedef struct
{
  GWeakRef         notifier;
  SlNoticeService *service;
  char            *id;
  guint            serial;
  gboolean         had_owner;
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

static void send_notice (SlNotifier *self, Waiting *waiting);

/* What failed stays and waits for a daemon; one that came in the meantime is asked at once. */
static void
settle (SlNotifier *self, const Errand *errand, gboolean is_shown)
{
  Waiting *waiting = g_hash_table_lookup (self->waiting, errand->id);

  if (is_shown)
    set_problem (self, NULL);
  else
    report_absence (self);
  if (waiting == NULL || waiting->serial != errand->serial)
    return;
  waiting->is_under_way = FALSE;
  if (is_shown)
    g_hash_table_remove (self->waiting, errand->id);
  else if (self->has_owner && !errand->had_owner)
    send_notice (self, waiting);
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
send_notice (SlNotifier *self, Waiting *waiting)
{
  Errand *errand = g_new0 (Errand, 1);

  g_weak_ref_init (&errand->notifier, self);
  errand->service = g_object_ref (self->service);
  errand->id = g_strdup (waiting->notice->id);
  errand->serial = waiting->serial;
  errand->had_owner = self->has_owner;
  waiting->is_under_way = TRUE;
  sl_notice_service_show_async (self->service, waiting->notice, on_show_ready, errand);
}

/* The Daemon */

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  SlNotifier    *self = SL_NOTIFIER (user_data);
  GHashTableIter iter;
  gpointer       waiting;

  self->has_owner = TRUE;
  set_problem (self, NULL);
  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, NULL, &waiting))
    if (!((Waiting *) waiting)->is_under_way)
      send_notice (self, waiting);
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

/* The Object */

static void
sl_notifier_dispose (GObject *object)
{
  SlNotifier *self = SL_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  g_clear_object (&self->service);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (sl_notifier_parent_class)->dispose (object);
}

static void
sl_notifier_finalize (GObject *object)
{
  SlNotifier *self = SL_NOTIFIER (object);

  g_hash_table_unref (self->waiting);
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
  self->waiting
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) waiting_free);
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
 * Shows a notice. If nobody can show it now, it waits until somebody can.
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
  Waiting *waiting;

  g_return_if_fail (SL_IS_NOTIFIER (self));
  g_return_if_fail (notice != NULL);

  notice->lifetime_ms = self->lifetime_ms;
  if (g_hash_table_contains (self->waiting, notice->id))
    notice->only_in_place = FALSE;
  waiting = g_new0 (Waiting, 1);
  waiting->notice = notice;
  waiting->serial = ++self->last_serial;
  g_hash_table_replace (self->waiting, g_strdup (notice->id), waiting);
  send_notice (self, waiting);
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

  g_hash_table_remove (self->waiting, id);
  sl_notice_service_withdraw (self->service, id);
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
