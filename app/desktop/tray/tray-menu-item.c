/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "tray-menu-item.h"

#define ACTION_PREFIX "tray."

/**
 * sl_tray_menu_item_new:
 * @id: its number on the bus
 *
 * Returns: (transfer full): a separator, until sl_tray_menu_item_read() makes it something else
 */
SlTrayMenuItem *
sl_tray_menu_item_new (int id)
{
  SlTrayMenuItem *item = g_new0 (SlTrayMenuItem, 1);

  item->id = id;
  item->properties
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_variant_unref);
  item->children = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_tray_menu_item_free);
  return item;
}

/**
 * sl_tray_menu_item_free:
 * @item: (transfer full): an item
 *
 * Frees it and its children.
 */
void
sl_tray_menu_item_free (SlTrayMenuItem *item)
{
  g_hash_table_unref (item->properties);
  g_ptr_array_unref (item->children);
  g_clear_pointer (&item->target, g_variant_unref);
  g_free (item->action);
  g_free (item->hidden_when);
  g_free (item->label);
  g_free (item);
}

/**
 * sl_tray_menu_item_read:
 * @item: a new item
 * @model: a menu
 * @position: a line of it
 *
 * Takes label, action, target and "hidden-when" from the menu.
 */
void
sl_tray_menu_item_read (SlTrayMenuItem *item, GMenuModel *model, int position)
{
  g_autofree char *detailed_action = NULL;

  if (!g_menu_model_get_item_attribute (model, position, G_MENU_ATTRIBUTE_LABEL, "s", &item->label))
    item->label = g_strdup ("");
  g_menu_model_get_item_attribute (model, position, "hidden-when", "s", &item->hidden_when);
  item->target
      = g_menu_model_get_item_attribute_value (model, position, G_MENU_ATTRIBUTE_TARGET, NULL);
  if (g_menu_model_get_item_attribute (model, position, G_MENU_ATTRIBUTE_ACTION, "s",
                                       &detailed_action)
      && g_str_has_prefix (detailed_action, ACTION_PREFIX))
    item->action = g_strdup (detailed_action + strlen (ACTION_PREFIX));
}

static void
set_property (SlTrayMenuItem *item, const char *name, GVariant *value)
{
  g_hash_table_replace (item->properties, (char *) name, g_variant_ref_sink (value));
}

/* Whether the action is there, enabled, and takes the target; state is its state, if it has one. */
static gboolean
query_action (SlTrayMenuItem *item, GActionGroup *actions, gboolean *exists, GVariant **state)
{
  const GVariantType *parameter_type;
  gboolean            enabled;

  *exists = item->action != NULL
            && g_action_group_query_action (actions, item->action, &enabled, &parameter_type, NULL,
                                            NULL, state);
  if (!*exists || !enabled)
    return FALSE;
  if (item->target == NULL || parameter_type == NULL)
    return item->target == NULL && parameter_type == NULL;
  return g_variant_is_of_type (item->target, parameter_type);
}

static void
set_toggle (SlTrayMenuItem *item, GVariant *state)
{
  if (item->target != NULL)
    {
      set_property (item, "toggle-type", g_variant_new_string ("radio"));
      set_property (item, "toggle-state",
                    g_variant_new_int32 (g_variant_equal (state, item->target) ? 1 : 0));
    }
  else if (g_variant_is_of_type (state, G_VARIANT_TYPE_BOOLEAN))
    {
      set_property (item, "toggle-type", g_variant_new_string ("checkmark"));
      set_property (item, "toggle-state",
                    g_variant_new_int32 (g_variant_get_boolean (state) ? 1 : 0));
    }
}

/**
 * sl_tray_menu_item_update:
 * @item: an item
 * @actions: where its action is
 *
 * Makes the properties anew from the action: enabled; visible; a boolean state is a check mark, a
 * state with a target is a radio button. A line without an action is a text, and disabled.
 */
void
sl_tray_menu_item_update (SlTrayMenuItem *item, GActionGroup *actions)
{
  g_autoptr (GVariant) state = NULL;
  gboolean exists;
  gboolean usable = query_action (item, actions, &exists, &state);

  g_hash_table_remove_all (item->properties);
  if (item->label != NULL)
    {
      set_property (item, "label", g_variant_new_string (item->label));
      set_property (item, "enabled", g_variant_new_boolean (usable || item->is_submenu));
    }
  else if (item->id != 0)
    set_property (item, "type", g_variant_new_string ("separator"));
  if (item->is_submenu || item->id == 0)
    set_property (item, "children-display", g_variant_new_string ("submenu"));
  if ((g_strcmp0 (item->hidden_when, "action-missing") == 0 && !exists)
      || (g_strcmp0 (item->hidden_when, "action-disabled") == 0 && !usable))
    set_property (item, "visible", g_variant_new_boolean (FALSE));
  if (state != NULL)
    set_toggle (item, state);
}

/**
 * sl_tray_menu_item_activate:
 * @item: an item that was clicked
 * @actions: where its action is
 *
 * Returns: whether there was something to activate
 */
gboolean
sl_tray_menu_item_activate (SlTrayMenuItem *item, GActionGroup *actions)
{
  g_autoptr (GVariant) state = NULL;
  gboolean exists;

  if (!query_action (item, actions, &exists, &state))
    return FALSE;
  g_action_group_activate_action (actions, item->action, item->target);
  return TRUE;
}

/**
 * sl_tray_menu_item_get_properties:
 * @item: an item
 *
 * Returns: (transfer floating): `a{sv}`
 */
GVariant *
sl_tray_menu_item_get_properties (SlTrayMenuItem *item)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GHashTableIter  iter;
  gpointer        name, value;

  g_hash_table_iter_init (&iter, item->properties);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_variant_builder_add (&builder, "{sv}", name, value);
  return g_variant_builder_end (&builder);
}

/**
 * sl_tray_menu_item_get_layout:
 * @item: an item
 * @depth: levels below it, negative for all
 *
 * Returns: (transfer floating): `(ia{sv}av)`
 */
GVariant *
sl_tray_menu_item_get_layout (SlTrayMenuItem *item, int depth)
{
  GVariantBuilder children = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < item->children->len && depth != 0; i++)
    g_variant_builder_add (
        &children, "v",
        sl_tray_menu_item_get_layout (g_ptr_array_index (item->children, i), depth - 1));
  return g_variant_new ("(i@a{sv}av)", item->id, sl_tray_menu_item_get_properties (item),
                        &children);
}
