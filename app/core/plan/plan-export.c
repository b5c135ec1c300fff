/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "plan-export.h"

#include <glib/gi18n-lib.h>

/* Who gave no name is called by the address, and the id was made from it. */
static void
strip_name (SlAccount *account, SlPlan *copy)
{
  if (g_strcmp0 (account->name, account->address) != 0)
    return;
  g_free (account->name);
  account->name = g_strdup (account->provider != NULL ? account->provider : _ ("Mail"));
  g_free (account->id);
  account->id = sl_plan_make_id (copy, account->name);
}

static void
strip_account (SlAccount *account, SlPlan *copy)
{
  GPtrArray *doors = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_server_unref);

  for (guint i = 0; i < account->servers->len; i++)
    {
      const SlServer *server = g_ptr_array_index (account->servers, i);

      g_ptr_array_add (doors, sl_server_new (server->protocol, server->security, server->host,
                                             server->port, NULL));
    }
  g_ptr_array_unref (account->servers);
  account->servers = doors;
  strip_name (account, copy);
  g_clear_pointer (&account->address, g_free);
  g_clear_pointer (&account->sign_in, sl_sign_in_free);
}

static SlPlan *
strip (SlPlan *plan)
{
  SlPlan *copy = sl_plan_new ();

  for (guint i = 0; i < sl_plan_get_channels (plan)->len; i++)
    {
      SlChannel *channel = g_ptr_array_index (sl_plan_get_channels (plan), i);

      channel->last_practised = 0;
      sl_plan_set_channel (copy, channel, NULL);
    }
  for (guint i = 0; i < sl_plan_get_accounts (plan)->len; i++)
    {
      SlAccount *account = g_ptr_array_index (sl_plan_get_accounts (plan), i);

      strip_account (account, copy);
      sl_plan_set_account (copy, account, NULL);
    }
  for (guint i = 0; i < sl_plan_get_templates (plan)->len; i++)
    sl_plan_set_template (copy, g_ptr_array_index (sl_plan_get_templates (plan), i), NULL);
  return copy;
}

/**
 * sl_plan_export:
 * @own: the user's own plan
 * @with_addresses: with the accounts' mail addresses and user names
 *
 * Makes a plan to be given away. It holds no secrets, like every plan; without addresses it holds
 * nothing of the user's own accounts but their names and servers either, and not when the user
 * practised.
 *
 * Returns: (transfer full): the plan to write
 */
SlPlan *
sl_plan_export (SlPlan *own, gboolean with_addresses)
{
  g_autofree char *text = sl_plan_to_json (own);
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (text, -1, NULL);

  g_return_val_if_fail (plan != NULL, sl_plan_new ());

  return with_addresses ? g_steal_pointer (&plan) : strip (plan);
}
