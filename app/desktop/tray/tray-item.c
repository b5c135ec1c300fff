/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "tray-item.h"

#include "desktop-dbus.h"
#include "plain-text.h"
#include "tray-icons.h"

#define MAX_TOOL_TIP_CHARACTERS 400

struct _SlTrayItem
{
  GObject parent_instance;

  SlDBusStatusNotifierItem *skeleton;
  char                     *activation_token; /* of a click that is about to come, NULL if none */
  SlState                   state;
  gboolean                  practice;
  gboolean                  named; /* whether the icon has a name too */
};

G_DEFINE_FINAL_TYPE (SlTrayItem, sl_tray_item, G_TYPE_OBJECT)

enum
{
  ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The Icon */

static void
show_icon (SlTrayItem *self)
{
  GVariant        *pixmaps = sl_tray_icons_get (self->state, self->practice);
  const char      *label = sl_state_get_label (self->state);
  g_autofree char *name = self->named ? sl_tray_icons_dup_name (self->state, self->practice) : NULL;

  sl_dbus_status_notifier_item_set_icon_name (self->skeleton, name != NULL ? name : "");
  sl_dbus_status_notifier_item_set_attention_icon_name (self->skeleton, name != NULL ? name : "");
  sl_dbus_status_notifier_item_set_icon_pixmap (self->skeleton, pixmaps);
  sl_dbus_status_notifier_item_set_attention_icon_pixmap (self->skeleton, pixmaps);
  sl_dbus_status_notifier_item_set_icon_accessible_desc (self->skeleton, label);
  sl_dbus_status_notifier_item_set_attention_accessible_desc (self->skeleton, label);
  sl_dbus_status_notifier_item_emit_new_icon (self->skeleton);
  sl_dbus_status_notifier_item_emit_new_attention_icon (self->skeleton);
}

/* Clicks */

static void
activate (SlTrayItem *self)
{
  g_autofree char *token = sl_tray_item_take_activation_token (self);

  g_signal_emit (self, signals[ACTIVATE], 0, token);
}

static gboolean
on_activate (SlTrayItem *self, GDBusMethodInvocation *invocation, int x, int y)
{
  sl_dbus_status_notifier_item_complete_activate (self->skeleton, invocation);
  activate (self);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_secondary_activate (SlTrayItem *self, GDBusMethodInvocation *invocation, int x, int y)
{
  sl_dbus_status_notifier_item_complete_secondary_activate (self->skeleton, invocation);
  activate (self);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_ayatana_secondary_activate (SlTrayItem *self, GDBusMethodInvocation *invocation, guint timestamp)
{
  sl_dbus_status_notifier_item_complete_ayatana_secondary_activate (self->skeleton, invocation);
  activate (self);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Only a host that cannot show menus calls this; opening the window is the next best. */
static gboolean
on_context_menu (SlTrayItem *self, GDBusMethodInvocation *invocation, int x, int y)
{
  sl_dbus_status_notifier_item_complete_context_menu (self->skeleton, invocation);
  activate (self);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_scroll (SlTrayItem *self, GDBusMethodInvocation *invocation, int delta, const char *orientation)
{
  sl_dbus_status_notifier_item_complete_scroll (self->skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_provide_token (SlTrayItem *self, GDBusMethodInvocation *invocation, const char *token)
{
  /* Some hosts send an empty one on X11. */
  if (*token != '\0')
    {
      g_free (self->activation_token);
      self->activation_token = g_strdup (token);
    }
  sl_dbus_status_notifier_item_complete_provide_xdg_activation_token (self->skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
sl_tray_item_dispose (GObject *object)
{
  SlTrayItem *self = SL_TRAY_ITEM (object);

  sl_tray_item_unexport (self);
  g_signal_handlers_disconnect_by_data (self->skeleton, self);
  G_OBJECT_CLASS (sl_tray_item_parent_class)->dispose (object);
}

static void
sl_tray_item_finalize (GObject *object)
{
  SlTrayItem *self = SL_TRAY_ITEM (object);

  g_clear_object (&self->skeleton);
  g_free (self->activation_token);
  G_OBJECT_CLASS (sl_tray_item_parent_class)->finalize (object);
}

static void
sl_tray_item_class_init (SlTrayItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sl_tray_item_dispose;
  object_class->finalize = sl_tray_item_finalize;

  signals[ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sl_tray_item_init (SlTrayItem *self)
{
  GVariant *nothing = g_variant_new_array (G_VARIANT_TYPE ("(iiay)"), NULL, 0);

  self->skeleton = sl_dbus_status_notifier_item_skeleton_new ();
  g_object_set (self->skeleton, "category", "ApplicationStatus", "status", "Active", "item-is-menu",
                FALSE, "icon-theme-path", "", "overlay-icon-name", "", "overlay-icon-pixmap",
                nothing, "attention-movie-name", "", NULL);
#define LISTEN(signal, handler)                                                                    \
  g_signal_connect_swapped (self->skeleton, "handle-" signal, G_CALLBACK (handler), self)
  LISTEN ("activate", on_activate);
  LISTEN ("secondary-activate", on_secondary_activate);
  LISTEN ("ayatana-secondary-activate", on_ayatana_secondary_activate);
  LISTEN ("context-menu", on_context_menu);
  LISTEN ("scroll", on_scroll);
  LISTEN ("provide-xdg-activation-token", on_provide_token);
#undef LISTEN
}

/**
 * sl_tray_item_new:
 * @id: a stable name, such as the application id
 * @title: the program's name
 * @menu_path: where the com.canonical.dbusmenu object will be
 *
 * Returns: (transfer full): an item that shows the unknown state and is not yet on a bus
 */
SlTrayItem *
sl_tray_item_new (const char *id, const char *title, const char *menu_path)
{
  SlTrayItem *self = g_object_new (SL_TYPE_TRAY_ITEM, NULL);

  sl_dbus_status_notifier_item_set_id (self->skeleton, id);
  sl_dbus_status_notifier_item_set_title (self->skeleton, title);
  sl_dbus_status_notifier_item_set_menu (self->skeleton, menu_path);
  self->state = SL_STATE_UNKNOWN;
  show_icon (self);
  sl_tray_item_set_tool_tip (self, title, "");
  return self;
}

/**
 * sl_tray_item_export:
 * @self: an item
 * @connection: the session bus
 * @path: its object path
 * @error: set if something else is there already
 *
 * Returns: whether hosts can read it from now on
 */
gboolean
sl_tray_item_export (SlTrayItem      *self,
                     GDBusConnection *connection,
                     const char      *path,
                     GError         **error)
{
  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection,
                                           path, error);
}

/**
 * sl_tray_item_unexport:
 * @self: an item
 *
 * Takes it off the bus; does nothing if it is not there.
 */
void
sl_tray_item_unexport (SlTrayItem *self)
{
  GDBusInterfaceSkeleton *skeleton = G_DBUS_INTERFACE_SKELETON (self->skeleton);

  if (g_dbus_interface_skeleton_get_connection (skeleton) != NULL)
    g_dbus_interface_skeleton_unexport (skeleton);
}

/**
 * sl_tray_item_set_state:
 * @self: an item
 * @state: what the lantern shows
 * @practice: whether it is only practised
 *
 * Changes the picture and its spoken description.
 */
void
sl_tray_item_set_state (SlTrayItem *self, SlState state, gboolean practice)
{
  if (self->state == state && self->practice == practice)
    return;
  self->state = state;
  self->practice = practice;
  show_icon (self);
}

/**
 * sl_tray_item_set_named:
 * @self: an item
 * @named: whether the icon has the name of one in the icon theme, besides its pixmap
 *
 * An icon that is not installed gets no name.
 */
void
sl_tray_item_set_named (SlTrayItem *self, gboolean named)
{
  if (self->named == named)
    return;
  self->named = named;
  show_icon (self);
}

/**
 * sl_tray_item_set_tool_tip:
 * @self: an item
 * @title: its first line
 * @body: what stands below it, "" for nothing
 *
 * Changes the tool tip; what a host could take for markup is written in words.
 */
void
sl_tray_item_set_tool_tip (SlTrayItem *self, const char *title, const char *body)
{
  g_autofree char *plain_title = sl_plain_text (title, MAX_TOOL_TIP_CHARACTERS);
  g_autofree char *plain_body = sl_plain_text (body, MAX_TOOL_TIP_CHARACTERS);
  GVariant        *tool_tip = g_variant_new ("(sa(iiay)ss)", "", NULL, plain_title, plain_body);
  GVariant        *former = sl_dbus_status_notifier_item_get_tool_tip (self->skeleton);

  g_variant_ref_sink (tool_tip);
  if (former == NULL || !g_variant_equal (former, tool_tip))
    {
      sl_dbus_status_notifier_item_set_tool_tip (self->skeleton, tool_tip);
      sl_dbus_status_notifier_item_emit_new_tool_tip (self->skeleton);
    }
  g_variant_unref (tool_tip);
}

/**
 * sl_tray_item_take_activation_token:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): the token that came with the newest click, once
 */
char *
sl_tray_item_take_activation_token (SlTrayItem *self)
{
  return g_steal_pointer (&self->activation_token);
}
