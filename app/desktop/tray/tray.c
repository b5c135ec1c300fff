/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "tray.h"

#include "desktop-dbus.h"
#include "tray-item.h"
#include "tray-menu.h"

#define WATCHER_NAME "org.kde.StatusNotifierWatcher"
#define WATCHER_PATH "/StatusNotifierWatcher"
#define ITEM_PATH "/StatusNotifierItem"
#define MENU_PATH "/MenuBar"

struct _SlTray
{
  GObject parent_instance;

  GDBusConnection             *connection;
  SlTrayItem                  *item;
  SlTrayMenu                  *menu;
  SlDBusStatusNotifierWatcher *watcher; /* NULL while nobody owns the name */
  GCancellable                *cancellable;
  guint                        name_watch;
  gboolean                     host_present;
  gboolean                     registered; /* the watcher took the lantern */
};

G_DEFINE_FINAL_TYPE (SlTray, sl_tray, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_HOST_PRESENT,
  N_PROPS,
};

enum
{
  ACTIVATE,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint       signals[N_SIGNALS];

/* The Host */

static void
set_host_present (SlTray *self, gboolean present)
{
  if (self->host_present == present)
    return;
  self->host_present = present;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOST_PRESENT]);
}

/* A watcher that does not say whether it has a host is taken to be one, as most are. */
static void
on_host_registered_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  g_autoptr (GVariant) value = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL)
    g_variant_get (reply, "(v)", &value);
  set_host_present (user_data, value == NULL
                                   || !g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN)
                                   || g_variant_get_boolean (value));
}

static void
ask_for_host (SlTray *self)
{
  g_dbus_proxy_call (
      G_DBUS_PROXY (self->watcher), "org.freedesktop.DBus.Properties.Get",
      g_variant_new ("(ss)", "org.kde.StatusNotifierWatcher", "IsStatusNotifierHostRegistered"),
      G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->cancellable, on_host_registered_ready, self);
}

static void
on_register_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  SlTray *self = user_data;

  if (sl_dbus_status_notifier_watcher_call_register_status_notifier_item_finish (
          SL_DBUS_STATUS_NOTIFIER_WATCHER (source), result, &error))
    {
      self->registered = TRUE;
      ask_for_host (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The tray did not take the lantern: %s", error->message);
}

/* The path alone, not a name: the watcher then knows us by our unique name, and a sandbox needs no
 * right to own one. */
static void
register_item (SlTray *self)
{
  sl_dbus_status_notifier_watcher_call_register_status_notifier_item (
      self->watcher, ITEM_PATH, self->cancellable, on_register_ready, self);
}

/* A watcher that refused may have been asked too early. */
static void
on_host_changed (SlTray *self)
{
  if (self->registered)
    ask_for_host (self);
  else
    register_item (self);
}

static void
on_watcher_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  SlDBusStatusNotifierWatcher *watcher
      = sl_dbus_status_notifier_watcher_proxy_new_finish (result, &error);
  SlTray *self = user_data;

  if (watcher == NULL)
    {
      g_debug ("No tray: %s", error->message);
      return;
    }
  g_clear_object (&self->watcher);
  self->watcher = watcher;
  g_signal_connect_object (watcher, "status-notifier-host-registered", G_CALLBACK (on_host_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (watcher, "status-notifier-host-unregistered",
                           G_CALLBACK (on_host_changed), self, G_CONNECT_SWAPPED);
  register_item (self);
}

static void
forget_watcher (SlTray *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->watcher);
  self->registered = FALSE;
}

static void
on_watcher_appeared (GDBusConnection *connection,
                     const char      *name,
                     const char      *owner,
                     gpointer         user_data)
{
  SlTray *self = SL_TRAY (user_data);

  forget_watcher (self);
  self->cancellable = g_cancellable_new ();
  sl_dbus_status_notifier_watcher_proxy_new (
      connection, G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES | G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START,
      owner, WATCHER_PATH, self->cancellable, on_watcher_ready, self);
}

static void
on_watcher_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  SlTray *self = SL_TRAY (user_data);

  forget_watcher (self);
  set_host_present (self, FALSE);
}

/* The Object */

static void
on_item_activate (SlTray *self, const char *activation_token)
{
  g_signal_emit (self, signals[ACTIVATE], 0, activation_token);
}

static void
sl_tray_dispose (GObject *object)
{
  SlTray *self = SL_TRAY (object);

  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  forget_watcher (self);
  if (self->item != NULL)
    sl_tray_item_unexport (self->item);
  if (self->menu != NULL)
    sl_tray_menu_unexport (self->menu);
  g_clear_object (&self->item);
  g_clear_object (&self->menu);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (sl_tray_parent_class)->dispose (object);
}

static void
sl_tray_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_HOST_PRESENT:
      g_value_set_boolean (value, SL_TRAY (object)->host_present);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sl_tray_class_init (SlTrayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sl_tray_dispose;
  object_class->get_property = sl_tray_get_property;

  properties[PROP_HOST_PRESENT] = g_param_spec_boolean ("host-present", NULL, NULL, FALSE,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sl_tray_init (SlTray *self)
{
}

/**
 * sl_tray_new:
 * @connection: the session bus; one tray a connection
 * @id: a stable name, such as the application id
 * @title: the program's name, for people
 * @menu: its menu; detailed action names have the prefix "tray."
 * @actions: the actions, without prefix
 *
 * Returns: (transfer full): the lantern, shown as soon as there is a host
 */
SlTray *
sl_tray_new (GDBusConnection *connection,
             const char      *id,
             const char      *title,
             GMenuModel      *menu,
             GActionGroup    *actions)
{
  g_autoptr (GError) error = NULL;
  SlTray *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);
  g_return_val_if_fail (id != NULL && title != NULL, NULL);

  self = g_object_new (SL_TYPE_TRAY, NULL);
  self->connection = g_object_ref (connection);
  self->menu = sl_tray_menu_new (menu, actions);
  self->item = sl_tray_item_new (id, title, MENU_PATH);
  g_signal_connect_object (self->item, "activate", G_CALLBACK (on_item_activate), self,
                           G_CONNECT_SWAPPED);
  if (!sl_tray_menu_export (self->menu, connection, MENU_PATH, &error)
      || !sl_tray_item_export (self->item, connection, ITEM_PATH, &error))
    {
      g_message ("The lantern cannot be put on the bus: %s", error->message);
      return self;
    }
  self->name_watch
      = g_bus_watch_name_on_connection (connection, WATCHER_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                        on_watcher_appeared, on_watcher_vanished, self, NULL);
  return self;
}

/**
 * sl_tray_is_host_present:
 * @self: the tray
 *
 * Returns: whether somebody shows the lantern, as far as can be known
 */
gboolean
sl_tray_is_host_present (SlTray *self)
{
  g_return_val_if_fail (SL_IS_TRAY (self), FALSE);

  return self->host_present;
}

/**
 * sl_tray_set_state:
 * @self: the tray
 * @state: what the lantern shows
 * @practice: whether it carries the flag that says "only practised"
 */
void
sl_tray_set_state (SlTray *self, SlState state, gboolean practice)
{
  g_return_if_fail (SL_IS_TRAY (self));

  sl_tray_item_set_state (self->item, state, practice);
}

/**
 * sl_tray_set_named:
 * @self: the tray
 * @named: whether hosts are given the name of an icon in the theme too
 *
 * For the few hosts that draw no pixmaps.
 */
void
sl_tray_set_named (SlTray *self, gboolean named)
{
  g_return_if_fail (SL_IS_TRAY (self));

  sl_tray_item_set_named (self->item, named);
}

/**
 * sl_tray_set_tool_tip:
 * @self: the tray
 * @title: its first line
 * @body: (nullable): what stands below
 */
void
sl_tray_set_tool_tip (SlTray *self, const char *title, const char *body)
{
  g_return_if_fail (SL_IS_TRAY (self));
  g_return_if_fail (title != NULL);

  sl_tray_item_set_tool_tip (self->item, title, body != NULL ? body : "");
}

/**
 * sl_tray_take_activation_token:
 * @self: the tray
 *
 * For actions of the menu that open a window: some hosts send a token before the click.
 *
 * Returns: (transfer full) (nullable): the token, which can be taken once
 */
char *
sl_tray_take_activation_token (SlTray *self)
{
  g_return_val_if_fail (SL_IS_TRAY (self), NULL);

  return sl_tray_item_take_activation_token (self->item);
}
