/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "tray-menu.h"

#include "desktop-dbus.h"
#include "tray-menu-tree.h"

/* libdbusmenu's hosts use the Group methods from 3 on, and some hosts ask before they make a menu.
 */
#define PROTOCOL_VERSION 3

#define ROOT_ID 0
#define ONE_LEVEL 1

struct _SlTrayMenu
{
  GObject parent_instance;

  SlDBusMenu     *skeleton;
  SlTrayMenuTree *tree;
  GActionGroup   *actions;
  guint           revision;
  guint           update_source; /* 0: nothing to do */
  gboolean        structure_changed;
};

G_DEFINE_FINAL_TYPE (SlTrayMenu, sl_tray_menu, G_TYPE_OBJECT)

/* Changes */

static gboolean
on_update (gpointer user_data)
{
  SlTrayMenu *self = user_data;
  GVariant   *updated, *removed;

  self->update_source = 0;
  if (self->structure_changed)
    {
      self->structure_changed = FALSE;
      sl_tray_menu_tree_rebuild (self->tree);
      sl_dbus_menu_emit_layout_updated (self->skeleton, ++self->revision, ROOT_ID);
    }
  else if (sl_tray_menu_tree_update (self->tree, &updated, &removed))
    sl_dbus_menu_emit_items_properties_updated (self->skeleton, updated, removed);
  return G_SOURCE_REMOVE;
}

/* Many changes in one turn of the main loop are one for the host. */
static void
schedule_update (SlTrayMenu *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add (on_update, self);
}

static void
on_structure_changed (gpointer owner)
{
  SlTrayMenu *self = owner;

  self->structure_changed = TRUE;
  schedule_update (self);
}

/* Questions of Hosts */

/* An answer tells how things are now, not how they were before the last change. */
static void
catch_up (SlTrayMenu *self)
{
  if (self->update_source == 0)
    return;
  g_source_remove (self->update_source);
  on_update (self);
}

static void
return_unknown_id (GDBusMethodInvocation *invocation, int id)
{
  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                         "The menu has no line with the number %d; ask for its "
                                         "layout again.",
                                         id);
}

/* Plasma reads a submenu only once it is open, and draws what it then gets beyond the edge of the
 * screen. Told that the submenus are new, it reads them before. Hosts that read all levels at once
 * need no telling. */
static void
announce_submenus (SlTrayMenu *self, const SlTrayMenuItem *item)
{
  for (guint i = 0; i < item->children->len; i++)
    {
      const SlTrayMenuItem *child = g_ptr_array_index (item->children, i);

      if (child->is_submenu)
        sl_dbus_menu_emit_layout_updated (self->skeleton, self->revision, child->id);
    }
}

/* Hosts ask for the properties they know; all of them always served every host, so names is not
 * looked at. */
static gboolean
on_get_layout (SlTrayMenu            *self,
               GDBusMethodInvocation *invocation,
               int                    parent,
               int                    depth,
               const char *const     *names)
{
  SlTrayMenuItem *item;

  catch_up (self);
  item = sl_tray_menu_tree_find (self->tree, parent);
  if (item == NULL)
    {
      return_unknown_id (invocation, parent);
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  sl_dbus_menu_complete_get_layout (self->skeleton, invocation, self->revision,
                                    sl_tray_menu_item_get_layout (item, depth));
  if (depth == ONE_LEVEL)
    announce_submenus (self, item);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_get_group_properties (SlTrayMenu            *self,
                         GDBusMethodInvocation *invocation,
                         GVariant              *ids,
                         const char *const     *names)
{
  catch_up (self);
  sl_dbus_menu_complete_get_group_properties (self->skeleton, invocation,
                                              sl_tray_menu_tree_get_properties (self->tree, ids));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_get_property (SlTrayMenu *self, GDBusMethodInvocation *invocation, int id, const char *name)
{
  SlTrayMenuItem *item;
  GVariant       *value;

  catch_up (self);
  item = sl_tray_menu_tree_find (self->tree, id);
  value = item != NULL ? g_hash_table_lookup (item->properties, name) : NULL;
  if (item == NULL)
    return_unknown_id (invocation, id);
  else if (value == NULL)
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                           "Line %d of the menu has no property “%s”.", id, name);
  else
    sl_dbus_menu_complete_get_property (self->skeleton, invocation, g_variant_new_variant (value));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_about_to_show (SlTrayMenu *self, GDBusMethodInvocation *invocation, int id)
{
  if (sl_tray_menu_tree_find (self->tree, id) == NULL)
    return_unknown_id (invocation, id);
  else
    sl_dbus_menu_complete_about_to_show (self->skeleton, invocation, FALSE);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_about_to_show_group (SlTrayMenu *self, GDBusMethodInvocation *invocation, GVariant *ids)
{
  sl_dbus_menu_complete_about_to_show_group (self->skeleton, invocation,
                                             g_variant_new_array (G_VARIANT_TYPE_INT32, NULL, 0),
                                             sl_tray_menu_tree_get_unknown (self->tree, ids));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Clicks */

static void
handle_event (SlTrayMenu *self, int id, const char *event)
{
  SlTrayMenuItem *item = sl_tray_menu_tree_find (self->tree, id);

  if (item != NULL && g_str_equal (event, "clicked"))
    sl_tray_menu_item_activate (item, self->actions);
}

/* The answer goes out first: an action may end the program. */
static gboolean
on_event (SlTrayMenu            *self,
          GDBusMethodInvocation *invocation,
          int                    id,
          const char            *event,
          GVariant              *data,
          guint                  timestamp)
{
  if (sl_tray_menu_tree_find (self->tree, id) == NULL)
    {
      return_unknown_id (invocation, id);
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  sl_dbus_menu_complete_event (self->skeleton, invocation);
  handle_event (self, id, event);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_event_group (SlTrayMenu *self, GDBusMethodInvocation *invocation, GVariant *events)
{
  GVariantBuilder unknown = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ai"));
  g_autoptr (GVariant) kept = g_variant_ref (events);
  GVariantIter iter;
  const char  *event;
  int          id;

  g_variant_iter_init (&iter, kept);
  while (g_variant_iter_next (&iter, "(i&svu)", &id, NULL, NULL, NULL))
    if (sl_tray_menu_tree_find (self->tree, id) == NULL)
      g_variant_builder_add (&unknown, "i", id);
  sl_dbus_menu_complete_event_group (self->skeleton, invocation, g_variant_builder_end (&unknown));

  g_variant_iter_init (&iter, kept);
  while (g_variant_iter_next (&iter, "(i&svu)", &id, &event, NULL, NULL))
    handle_event (self, id, event);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* The Object */

static void
sl_tray_menu_dispose (GObject *object)
{
  SlTrayMenu *self = SL_TRAY_MENU (object);

  sl_tray_menu_unexport (self);
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_pointer (&self->tree, sl_tray_menu_tree_free);
  g_signal_handlers_disconnect_by_data (self->skeleton, self);
  if (self->actions != NULL)
    g_signal_handlers_disconnect_by_data (self->actions, self);
  G_OBJECT_CLASS (sl_tray_menu_parent_class)->dispose (object);
}

static void
sl_tray_menu_finalize (GObject *object)
{
  SlTrayMenu *self = SL_TRAY_MENU (object);

  g_clear_object (&self->skeleton);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (sl_tray_menu_parent_class)->finalize (object);
}

static void
sl_tray_menu_class_init (SlTrayMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_tray_menu_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_tray_menu_finalize;
}

static void
connect_questions (SlTrayMenu *self)
{
#define LISTEN(signal, handler)                                                                    \
  g_signal_connect_swapped (self->skeleton, "handle-" signal, G_CALLBACK (handler), self)
  LISTEN ("get-layout", on_get_layout);
  LISTEN ("get-group-properties", on_get_group_properties);
  LISTEN ("get-property", on_get_property);
  LISTEN ("event", on_event);
  LISTEN ("event-group", on_event_group);
  LISTEN ("about-to-show", on_about_to_show);
  LISTEN ("about-to-show-group", on_about_to_show_group);
#undef LISTEN
}

static void
sl_tray_menu_init (SlTrayMenu *self)
{
  const char *no_paths[] = { NULL };

  self->skeleton = sl_dbus_menu_skeleton_new ();
  sl_dbus_menu_set_version (self->skeleton, PROTOCOL_VERSION);
  sl_dbus_menu_set_text_direction (self->skeleton, "ltr");
  sl_dbus_menu_set_status (self->skeleton, "normal");
  sl_dbus_menu_set_icon_theme_path (self->skeleton, no_paths);
  connect_questions (self);
}

/**
 * sl_tray_menu_new:
 * @model: the menu; its actions have the prefix "tray."
 * @actions: the actions, without prefix
 *
 * Returns: (transfer full): a menu that follows both and is not yet on a bus
 */
SlTrayMenu *
sl_tray_menu_new (GMenuModel *model, GActionGroup *actions)
{
  static const char *const changes[]
      = { "action-added", "action-removed", "action-enabled-changed", "action-state-changed" };
  SlTrayMenu *self;

  g_return_val_if_fail (G_IS_MENU_MODEL (model), NULL);
  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);

  self = g_object_new (SL_TYPE_TRAY_MENU, NULL);
  self->actions = g_object_ref (actions);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_swapped (actions, changes[i], G_CALLBACK (schedule_update), self);
  self->tree = sl_tray_menu_tree_new (model, actions, on_structure_changed, self);
  self->revision = 1;
  return self;
}

/**
 * sl_tray_menu_export:
 * @self: a menu
 * @connection: the session bus
 * @path: its object path
 * @error: set if something else is there already
 *
 * Returns: whether hosts can read it from now on
 */
gboolean
sl_tray_menu_export (SlTrayMenu      *self,
                     GDBusConnection *connection,
                     const char      *path,
                     GError         **error)
{
  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection,
                                           path, error);
}

/**
 * sl_tray_menu_unexport:
 * @self: a menu
 *
 * Takes it off the bus; does nothing if it is not there.
 */
void
sl_tray_menu_unexport (SlTrayMenu *self)
{
  GDBusInterfaceSkeleton *skeleton = G_DBUS_INTERFACE_SKELETON (self->skeleton);

  if (g_dbus_interface_skeleton_get_connection (skeleton) != NULL)
    g_dbus_interface_skeleton_unexport (skeleton);
}
