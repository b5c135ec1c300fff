/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "tray-menu-tree.h"

#define ROOT_ID 0

struct _SlTrayMenuTree
{
  GMenuModel           *model;
  GActionGroup         *actions;
  SlTrayMenuTreeChanged changed;
  gpointer              owner;
  GPtrArray            *followed_models; /* the model and all below it, each with a handler */
  SlTrayMenuItem       *root;
  GHashTable           *items; /* number -> SlTrayMenuItem, borrowed from root */
  int                   last_id;
};

static void append_lines (SlTrayMenuTree *self, SlTrayMenuItem *parent, GMenuModel *model);

static void
on_items_changed (SlTrayMenuTree *self)
{
  self->changed (self->owner);
}

static void
unfollow_model (gpointer model, gpointer self)
{
  g_signal_handlers_disconnect_by_func (model, on_items_changed, self);
}

static SlTrayMenuItem *
append_item (SlTrayMenuTree *self, SlTrayMenuItem *parent)
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
separate (SlTrayMenuTree *self, SlTrayMenuItem *parent)
{
  SlTrayMenuItem *last;

  if (parent->children->len == 0)
    return;
  last = g_ptr_array_index (parent->children, parent->children->len - 1);
  if (last->label != NULL)
    append_item (self, parent);
}

static void
drop_last_separator (SlTrayMenuTree *self, SlTrayMenuItem *parent)
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
append_line (SlTrayMenuTree *self, SlTrayMenuItem *parent, GMenuModel *model, int position)
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
append_lines (SlTrayMenuTree *self, SlTrayMenuItem *parent, GMenuModel *model)
{
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (on_items_changed), self);
  g_ptr_array_add (self->followed_models, g_object_ref (model));
  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    append_line (self, parent, model, i);
}

static void
update_all_properties (SlTrayMenuTree *self)
{
  GHashTableIter iter;
  gpointer       item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    sl_tray_menu_item_update (item, self->actions);
}

/**
 * sl_tray_menu_tree_rebuild:
 * @self: a tree
 *
 * Reads the model again; every line gets a new number.
 */
void
sl_tray_menu_tree_rebuild (SlTrayMenuTree *self)
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
}

/**
 * sl_tray_menu_tree_new:
 * @model: the menu
 * @actions: where its actions are
 * @changed: called when the model has another structure
 * @owner: for @changed
 *
 * Returns: (transfer full): the tree of the model as it is now
 */
SlTrayMenuTree *
sl_tray_menu_tree_new (GMenuModel           *model,
                       GActionGroup         *actions,
                       SlTrayMenuTreeChanged changed,
                       gpointer              owner)
{
  SlTrayMenuTree *self = g_new0 (SlTrayMenuTree, 1);

  self->model = g_object_ref (model);
  self->actions = g_object_ref (actions);
  self->changed = changed;
  self->owner = owner;
  self->items = g_hash_table_new (NULL, NULL);
  self->followed_models = g_ptr_array_new_with_free_func (g_object_unref);
  sl_tray_menu_tree_rebuild (self);
  return self;
}

/**
 * sl_tray_menu_tree_free:
 * @self: (transfer full): a tree
 */
void
sl_tray_menu_tree_free (SlTrayMenuTree *self)
{
  g_ptr_array_foreach (self->followed_models, unfollow_model, self);
  g_ptr_array_unref (self->followed_models);
  g_hash_table_unref (self->items);
  sl_tray_menu_item_free (self->root);
  g_object_unref (self->model);
  g_object_unref (self->actions);
  g_free (self);
}

static void
add_properties (GVariantBuilder *builder, SlTrayMenuItem *item)
{
  g_variant_builder_add (builder, "(i@a{sv})", item->id, sl_tray_menu_item_get_properties (item));
}

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

/**
 * sl_tray_menu_tree_update:
 * @self: a tree
 * @updated: (out) (transfer floating): `a(ia{sv})`: lines with all their new properties
 * @removed: (out) (transfer floating): `a(ias)`: lines with the names of what they have no more
 *
 * Looks at all actions again.
 *
 * Returns: whether any line has changed; if not, nothing is set
 */
gboolean
sl_tray_menu_tree_update (SlTrayMenuTree *self, GVariant **updated, GVariant **removed)
{
  g_auto (GVariantBuilder) changes = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ia{sv})"));
  g_auto (GVariantBuilder) losses = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ias)"));
  GHashTableIter iter;
  gpointer       value;
  gboolean       any = FALSE;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      SlTrayMenuItem *item = value;
      g_autoptr (GVariant) former = g_variant_ref_sink (sl_tray_menu_item_get_properties (item));

      sl_tray_menu_item_update (item, self->actions);
      if (same_properties (item, former))
        continue;
      any = TRUE;
      add_properties (&changes, item);
      add_removed (&losses, item, former);
    }
  if (any)
    {
      *updated = g_variant_builder_end (&changes);
      *removed = g_variant_builder_end (&losses);
    }
  return any;
}

/**
 * sl_tray_menu_tree_find:
 * @self: a tree
 * @id: a number
 *
 * Returns: (transfer none) (nullable): the line; number 0 is the root
 */
SlTrayMenuItem *
sl_tray_menu_tree_find (SlTrayMenuTree *self, int id)
{
  return g_hash_table_lookup (self->items, GINT_TO_POINTER (id));
}

/**
 * sl_tray_menu_tree_get_properties:
 * @self: a tree
 * @ids: `ai`: numbers; none means all, unknown ones are left out
 *
 * Returns: (transfer floating): `a(ia{sv})`
 */
GVariant *
sl_tray_menu_tree_get_properties (SlTrayMenuTree *self, GVariant *ids)
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
    if ((item = sl_tray_menu_tree_find (self, id)) != NULL)
      add_properties (&properties, item);
  return g_variant_builder_end (&properties);
}

/**
 * sl_tray_menu_tree_get_unknown:
 * @self: a tree
 * @ids: `ai`: numbers
 *
 * Returns: (transfer floating): `ai`: those that no line has
 */
GVariant *
sl_tray_menu_tree_get_unknown (SlTrayMenuTree *self, GVariant *ids)
{
  GVariantBuilder unknown = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ai"));
  GVariantIter    iter;
  int             id;

  g_variant_iter_init (&iter, ids);
  while (g_variant_iter_next (&iter, "i", &id))
    if (sl_tray_menu_tree_find (self, id) == NULL)
      g_variant_builder_add (&unknown, "i", id);
  return g_variant_builder_end (&unknown);
}
