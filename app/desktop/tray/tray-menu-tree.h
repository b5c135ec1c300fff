/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tray-menu-item.h"

typedef void (*SlTrayMenuTreeChanged) (gpointer owner);

/**
 * SlTrayMenuTree:
 *
 * A #GMenuModel as numbered lines. It follows the model and all below it, and tells its owner when it
 * does not fit any more; the owner then builds it anew. Numbers are never used twice.
 */
typedef struct _SlTrayMenuTree SlTrayMenuTree;

SlTrayMenuTree *sl_tray_menu_tree_new (GMenuModel *model, GActionGroup *actions, SlTrayMenuTreeChanged changed, gpointer owner);
void            sl_tray_menu_tree_free (SlTrayMenuTree *self);
void            sl_tray_menu_tree_rebuild (SlTrayMenuTree *self);
gboolean        sl_tray_menu_tree_update (SlTrayMenuTree *self, GVariant **updated, GVariant **removed);
SlTrayMenuItem *sl_tray_menu_tree_find (SlTrayMenuTree *self, int id);
GVariant       *sl_tray_menu_tree_get_properties (SlTrayMenuTree *self, GVariant *ids);
GVariant       *sl_tray_menu_tree_get_unknown (SlTrayMenuTree *self, GVariant *ids);
