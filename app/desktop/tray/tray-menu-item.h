/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlTrayMenuItem:
 * @id: its number on the bus; the root's is 0
 * @properties: (element-type utf8 GVariant): label, enabled, toggle-state and so on
 * @action: (nullable): an action's name in the group
 * @target: (nullable): its parameter
 * @hidden_when: (nullable): the menu model's "hidden-when"
 * @label: (nullable): a label with "_" before the mnemonic; %NULL for a separator and for the root
 * @is_submenu: whether the children open beside it
 * @children: (element-type SlTrayMenuItem): its own lines
 *
 * One line of the menu, made from a #GMenuModel and kept until the model changes. Its properties
 * follow the action's state.
 */
typedef struct
{
  int         id;
  GHashTable *properties;
  char       *action;
  GVariant   *target;
  char       *hidden_when;
  char       *label;
  gboolean    is_submenu;
  GPtrArray  *children;
} SlTrayMenuItem;

SlTrayMenuItem *sl_tray_menu_item_new (int id);
void            sl_tray_menu_item_free (SlTrayMenuItem *item);
void            sl_tray_menu_item_read (SlTrayMenuItem *item, GMenuModel *model, int position);
void            sl_tray_menu_item_update (SlTrayMenuItem *item, GActionGroup *actions);
gboolean        sl_tray_menu_item_activate (SlTrayMenuItem *item, GActionGroup *actions);
GVariant       *sl_tray_menu_item_get_properties (SlTrayMenuItem *item);
GVariant       *sl_tray_menu_item_get_layout (SlTrayMenuItem *item, int depth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTrayMenuItem, sl_tray_menu_item_free)
