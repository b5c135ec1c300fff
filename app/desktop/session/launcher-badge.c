/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "launcher-badge.h"

/* Any path would do: docks read the application from the signal. */
#define ENTRY_PATH "/io/github/stormlantern/StormLantern/Launcher"
#define ENTRY_INTERFACE "com.canonical.Unity.LauncherEntry"

/* A dock that begins to listen owns this name; what was told before is lost on it. */
#define DOCK_NAME "com.canonical.Unity"

struct _SlLauncherBadge
{
  GObject parent_instance;

  GDBusConnection *connection;
  char            *address; /* "application://ID.desktop" */
  guint            name_watch;
  guint            count;
  gboolean         urgent;
};

G_DEFINE_FINAL_TYPE (SlLauncherBadge, sl_launcher_badge, G_TYPE_OBJECT)

static void
tell (SlLauncherBadge *self)
{
  GVariantDict badge = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&badge, "count", "x", (gint64) self->count);
  g_variant_dict_insert (&badge, "count-visible", "b", self->count > 0);
  g_variant_dict_insert (&badge, "urgent", "b", self->urgent);
  g_dbus_connection_emit_signal (
      self->connection, NULL, ENTRY_PATH, ENTRY_INTERFACE, "Update",
      g_variant_new ("(s@a{sv})", self->address, g_variant_dict_end (&badge)), NULL);
}

static void
on_dock_appeared (GDBusConnection *connection,
                  const char      *name,
                  const char      *owner,
                  gpointer         user_data)
{
  SlLauncherBadge *self = user_data;

  if (self->count > 0)
    tell (self);
}

static void
sl_launcher_badge_dispose (GObject *object)
{
  SlLauncherBadge *self = SL_LAUNCHER_BADGE (object);

  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  if (self->connection != NULL)
    sl_launcher_badge_set (self, 0, FALSE);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->address, g_free);
  G_OBJECT_CLASS (sl_launcher_badge_parent_class)->dispose (object);
}

static void
sl_launcher_badge_class_init (SlLauncherBadgeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_launcher_badge_dispose;
}

static void
sl_launcher_badge_init (SlLauncherBadge *self)
{
}

/**
 * sl_launcher_badge_new:
 * @connection: the session bus
 * @desktop_id: name of the program's desktop file, with its ending
 *
 * Returns: (transfer full): a badge that is not shown
 *
 * Source: Unity Launcher API, signal Update of com.canonical.Unity.LauncherEntry.
 */
SlLauncherBadge *
sl_launcher_badge_new (GDBusConnection *connection, const char *desktop_id)
{
  SlLauncherBadge *self = g_object_new (SL_TYPE_LAUNCHER_BADGE, NULL);

  self->connection = g_object_ref (connection);
  self->address = g_strconcat ("application://", desktop_id, NULL);
  self->name_watch = g_bus_watch_name_on_connection (
      connection, DOCK_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, on_dock_appeared, NULL, self, NULL);
  return self;
}

/**
 * sl_launcher_badge_set:
 * @self: the badge
 * @count: what is shown; 0: nothing
 * @urgent: whether the icon asks to be looked at
 *
 * The same again costs nothing.
 */
void
sl_launcher_badge_set (SlLauncherBadge *self, guint count, gboolean urgent)
{
  g_return_if_fail (SL_IS_LAUNCHER_BADGE (self));

  if (count == self->count && urgent == self->urgent)
    return;
  self->count = count;
  self->urgent = urgent;
  tell (self);
}
