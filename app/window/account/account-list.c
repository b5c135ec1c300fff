/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "account-list.h"

/* A model that is spliced makes new rows, which would take the focus away at every check. */
static gboolean
holds_already (GListStore *list, GPtrArray *items)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (list)) != items->len)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (item != g_ptr_array_index (items, i))
        return FALSE;
    }
  return TRUE;
}

/**
 * sl_account_list_lookup:
 * @list: a model of SlAccountItem
 * @account_id: an account's id
 *
 * Returns: (transfer none) (nullable): its item, which the list keeps alive
 */
SlAccountItem *
sl_account_list_lookup (GListModel *list, const char *account_id)
{
  guint n_items = g_list_model_get_n_items (list);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (SlAccountItem) item = g_list_model_get_item (list, i);

      if (g_str_equal (sl_account_item_get_id (item), account_id))
        return item;
    }
  return NULL;
}

/**
 * sl_account_list_update:
 * @list: a store of SlAccountItem
 * @accounts: (nullable): an aa{sv} as in the service's property Accounts
 *
 * Makes @list hold an item for each dictionary that has an id, in their order. Items that were
 * there stay the same objects and are told what is new; the list changes only if accounts came,
 * went or moved.
 */
void
sl_account_list_update (GListStore *list, GVariant *accounts)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gsize n_accounts = accounts != NULL ? g_variant_n_children (accounts) : 0;

  for (gsize i = 0; i < n_accounts; i++)
    {
      g_autoptr (GVariant) dictionary = g_variant_get_child_value (accounts, i);
      const char    *id = "";
      SlAccountItem *known;

      if (!g_variant_lookup (dictionary, "id", "&s", &id) || *id == '\0')
        continue;
      known = sl_account_list_lookup (G_LIST_MODEL (list), id);
      if (known != NULL)
        sl_account_item_update (known, dictionary);
      g_ptr_array_add (items, known ? g_object_ref (known) : sl_account_item_new (dictionary));
    }
  if (!holds_already (list, items))
    g_list_store_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), items->pdata,
                         items->len);
}
