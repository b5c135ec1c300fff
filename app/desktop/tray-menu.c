/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "tray-menu.h"

#include "desktop-dbus.h"
#include "tray-menu-item.h"

/* libdbusmenu's hosts use the Group methods from 3 on, and some hosts ask before they make a menu.
 */
#define PROTOCOL_VERSION 3

#define ROOT_ID 0

struct _SlTrayMenu
{
  GObject parent_instance;

  SlDBusMenu     *skeleton;
  GMenuModel     *model;
  GActionGroup   *actions;
  GPtrArray      *followed_models; /* the model and all below it, each with a handler */
  SlTrayMenuItem *root;
  GHashTable     *items; /* number -> SlTrayMenuItem, borrowed from root */
  int             last_id;
  guint           revision;
  guint           update_source; /* 0: nothing to do */
  gboolean        structure_changed;
};

G_DEFINE_FINAL_TYPE (SlTrayMenu, sl_tray_menu, G_TYPE_OBJECT)

static void append_lines (SlTrayMenu *self, SlTrayMenuItem *parent, GMenuModel *model);
static void schedule_update (SlTrayMenu *self);

/* The Menu as a Tree */

static void
on_items_changed (SlTrayMenu *self)
{
  self->structure_changed = TRUE;
  schedule_update (self);
}

static void
unfollow_model (gpointer model, gpointer self)
{
  g_signal_handlers_disconnect_by_func (model, on_items_changed, self);
}

static SlTrayMenuItem *
append_item (SlTrayMenu *self, SlTrayMenuItem *parent)
{
  SlTrayMenuItem *item;

  self->last_id = self->last_id == G_MAXINT32 ? ROOT_ID + 1 : self->last_id + 1;
  item = sl_tray_menu_item_new (self->last_id);
  g_ptr_array_add (parent->children, item);
  g_hash_table_insert (self->items, GINT_TO_POINTER (item->id), item);
  return item;
}

/* A section is set off by a separator, but never at the top and never twice. */
static void
separate (SlTrayMenu *self, SlTrayMenuItem *parent)
{
  SlTrayMenuItem *last;

  if (parent->children->len == 0)
    return;
  last = g_ptr_array_index (parent->children, parent->children->len - 1);
  if (last->label != NULL)
    append_item (self, parent);
}

static void
drop_last_separator (SlTrayMenu *self, SlTrayMenuItem *parent)
{
  SlTrayMenuItem *last;

  if (parent->children->len == 0)
    return;
  last = g_ptr_array_index (parent->children, parent->children->len - 1);
  if (last->label != NULL)
    return;
  g_hash_table_remove (self->items, GINT_TO_POINTER (last->id));
  g_ptr_array_set_size (parent->children, parent->children->len - 1);
}

static void
append_line (SlTrayMenu *self, SlTrayMenuItem *parent, GMenuModel *model, int position)
{
  g_autoptr (GMenuModel) section
      = g_menu_model_get_item_link (model, position, G_MENU_LINK_SECTION);
  g_autoptr (GMenuModel) submenu
      = g_menu_model_get_item_link (model, position, G_MENU_LINK_SUBMENU);
  SlTrayMenuItem *item;

  if (section != NULL)
    {
      separate (self, parent);
      append_lines (self, parent, section);
      separate (self, parent);
      return;
    }
  item = append_item (self, parent);
  sl_tray_menu_item_read (item, model, position);
  item->is_submenu = submenu != NULL;
  if (submenu != NULL)
    {
      append_lines (self, item, submenu);
      drop_last_separator (self, item);
    }
}

static void
append_lines (SlTrayMenu *self, SlTrayMenuItem *parent, GMenuModel *model)
{
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (on_items_changed), self);
  g_ptr_array_add (self->followed_models, g_object_ref (model));
  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    append_line (self, parent, model, i);
}

static void
update_all_properties (SlTrayMenu *self)
{
  GHashTableIter iter;
  gpointer       item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    sl_tray_menu_item_update (item, self->actions);
}

static void
rebuild (SlTrayMenu *self)
{
  g_ptr_array_foreach (self->followed_models, unfollow_model, self);
  g_ptr_array_set_size (self->followed_models, 0);
  g_hash_table_remove_all (self->items);
  g_clear_pointer (&self->root, sl_tray_menu_item_free);

  self->root = sl_tray_menu_item_new (ROOT_ID);
  g_hash_table_insert (self->items, GINT_TO_POINTER (ROOT_ID), self->root);
  append_lines (self, self->root, self->model);
  drop_last_separator (self, self->root);
  update_all_properties (self);
  self->structure_changed = FALSE;
  self->revision++;
}

/* Changes */

/* Adds what is in former and no longer in the item's properties: a toggle that is none any more. */
static void
add_removed (GVariantBuilder *removed, SlTrayMenuItem *item, GVariant *former)
{
  GVariantBuilder names = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);
  GVariantIter    iter;
  const char     *name;
  gboolean        any = FALSE;

  g_variant_iter_init (&iter, former);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    if (!g_hash_table_contains (item->properties, name))
      {
        g_variant_builder_add (&names, "s", name);
        any = TRUE;
      }
  if (any)
    g_variant_builder_add (removed, "(ias)", item->id, &names);
  else
    g_variant_builder_clear (&names);
}

static gboolean
same_properties (SlTrayMenuItem *item, GVariant *former)
{
  GVariantIter iter;
  const char  *name;
  GVariant    *value;
  gboolean     same = g_variant_n_children (former) == g_hash_table_size (item->properties);

  g_variant_iter_init (&iter, former);
  while (same && g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      GVariant *now = g_hash_table_lookup (item->properties, name);

      if (now == NULL || !g_variant_equal (now, value))
        {
          same = FALSE;
          g_variant_unref (value);
        }
    }
  return same;
}

static void
update_properties (SlTrayMenu *self)
{
  GVariantBuilder updated = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ia{sv})"));
  GVariantBuilder removed = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ias)"));
  GHashTableIter  iter;
  gpointer        value;
  gboolean        any = FALSE;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      SlTrayMenuItem *item = value;
      g_autoptr (GVariant) former = g_variant_ref_sink (sl_tray_menu_item_get_properties (item));

      sl_tray_menu_item_update (item, self->actions);
      if (same_properties (item, former))
        continue;
      any = TRUE;
      g_variant_builder_add (&updated, "(i@a{sv})", item->id,
                             sl_tray_menu_item_get_properties (item));
      add_removed (&removed, item, former);
    }
  if (any)
    sl_dbus_menu_emit_items_properties_updated (self->skeleton, g_variant_builder_end (&updated),
                                                g_variant_builder_end (&removed));
  else
    {
      g_variant_builder_clear (&updated);
      g_variant_builder_clear (&removed);
    }
}

static gboolean
on_update (gpointer user_data)
{
  SlTrayMenu *self = user_data;

  self->update_source = 0;
  if (self->structure_changed)
    {
      rebuild (self);
      sl_dbus_menu_emit_layout_updated (self->skeleton, self->revision, ROOT_ID);
    }
  else
    update_properties (self);
  return G_SOURCE_REMOVE;
}

/* Many changes in one turn of the main loop are one for the host. */
static void
schedule_update (SlTrayMenu *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add (on_update, self);
}

/* Questions of Hosts */

static SlTrayMenuItem *
find_item (SlTrayMenu *self, int id)
{
  return g_hash_table_lookup (self->items, GINT_TO_POINTER (id));
}

static void
return_unknown_id (GDBusMethodInvocation *invocation, int id)
{
  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                         "The menu has no line with the number %d; ask for its "
                                         "layout again.",
                                         id);
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
  SlTrayMenuItem *item = find_item (self, parent);

  if (item == NULL)
    return_unknown_id (invocation, parent);
  else
    sl_dbus_menu_complete_get_layout (self->skeleton, invocation, self->revision,
                                      sl_tray_menu_item_get_layout (item, depth));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
add_properties (GVariantBuilder *builder, SlTrayMenuItem *item)
{
  g_variant_builder_add (builder, "(i@a{sv})", item->id, sl_tray_menu_item_get_properties (item));
}

static gboolean
on_get_group_properties (SlTrayMenu            *self,
                         GDBusMethodInvocation *invocation,
                         GVariant              *ids,
                         const char *const     *names)
{
  GVariantBuilder properties = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ia{sv})"));
  GHashTableIter  all;
  GVariantIter    wished;
  gpointer        item;
  int             id;

  g_hash_table_iter_init (&all, self->items);
  while (g_variant_n_children (ids) == 0 && g_hash_table_iter_next (&all, NULL, &item))
    add_properties (&properties, item);
  g_variant_iter_init (&wished, ids);
  while (g_variant_iter_next (&wished, "i", &id))
    if ((item = find_item (self, id)) != NULL)
      add_properties (&properties, item);
  sl_dbus_menu_complete_get_group_properties (self->skeleton, invocation,
                                              g_variant_builder_end (&properties));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_get_property (SlTrayMenu *self, GDBusMethodInvocation *invocation, int id, const char *name)
{
  SlTrayMenuItem *item = find_item (self, id);
  GVariant       *value = item != NULL ? g_hash_table_lookup (item->properties, name) : NULL;

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
  if (find_item (self, id) == NULL)
    return_unknown_id (invocation, id);
  else
    sl_dbus_menu_complete_about_to_show (self->skeleton, invocation, FALSE);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_about_to_show_group (SlTrayMenu *self, GDBusMethodInvocation *invocation, GVariant *ids)
{
  GVariantBuilder unknown = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ai"));
  GVariantIter    iter;
  int             id;

  g_variant_iter_init (&iter, ids);
  while (g_variant_iter_next (&iter, "i", &id))
    if (find_item (self, id) == NULL)
      g_variant_builder_add (&unknown, "i", id);
  sl_dbus_menu_complete_about_to_show_group (self->skeleton, invocation,
                                             g_variant_new_array (G_VARIANT_TYPE_INT32, NULL, 0),
                                             g_variant_builder_end (&unknown));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Clicks */

static void
handle_event (SlTrayMenu *self, int id, const char *event)
{
  SlTrayMenuItem *item = find_item (self, id);

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
  if (find_item (self, id) == NULL)
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
    if (find_item (self, id) == NULL)
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
  g_ptr_array_foreach (self->followed_models, unfollow_model, self);
  g_ptr_array_set_size (self->followed_models, 0);
  g_signal_handlers_disconnect_by_data (self->skeleton, self);
  if (self->actions != NULL)
    g_signal_handlers_disconnect_by_data (self->actions, self);
  G_OBJECT_CLASS (sl_tray_menu_parent_class)->dispose (object);
}

static void
sl_tray_menu_finalize (GObject *object)
{
  SlTrayMenu *self = SL_TRAY_MENU (object);

  g_hash_table_unref (self->items);
  g_clear_pointer (&self->root, sl_tray_menu_item_free);
  g_ptr_array_unref (self->followed_models);
  g_clear_object (&self->skeleton);
  g_clear_object (&self->model);
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

  self->items = g_hash_table_new (NULL, NULL);
  self->followed_models = g_ptr_array_new_with_free_func (g_object_unref);
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
  self->model = g_object_ref (model);
  self->actions = g_object_ref (actions);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_swapped (actions, changes[i], G_CALLBACK (schedule_update), self);
  rebuild (self);
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
