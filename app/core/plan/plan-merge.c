/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "plan-merge.h"

#include "plan-private.h"

#include <string.h>

#define MAX_ID_BYTES 64
#define MAX_NUMBER_BYTES 8
#define OTHER_ID_PREFIX "organisation-"

static gboolean
account_is_taken (SlPlan *merged, const char *id)
{
  return sl_plan_get_account (merged, id) != NULL;
}

static gboolean
channel_is_taken (SlPlan *merged, const char *id)
{
  return sl_plan_get_channel (merged, id) != NULL;
}

/* The same id whenever the same plans are merged. History and the user's own order go by it. */
static char *
choose_id (SlPlan *merged, const char *id, gboolean (*is_taken) (SlPlan *merged, const char *id))
{
  g_autofree char *other = NULL;
  char            *numbered = NULL;

  if (!is_taken (merged, id))
    return g_strdup (id);
  other = g_strconcat (OTHER_ID_PREFIX, id, NULL);
  if (strlen (other) > MAX_ID_BYTES - MAX_NUMBER_BYTES)
    other[MAX_ID_BYTES - MAX_NUMBER_BYTES] = '\0';
  if (!is_taken (merged, other))
    return g_steal_pointer (&other);
  for (guint number = 2; numbered == NULL || is_taken (merged, numbered); number++)
    {
      g_free (numbered);
      numbered = g_strdup_printf ("%s-%u", other, number);
    }
  return numbered;
}

/* Where the account names channels, they are those of its own plan, whatever they are called now.
 */
static char **
rename_channels (char **channels, GHashTable *renamed)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (channels == NULL)
    return NULL;
  for (guint i = 0; channels[i] != NULL; i++)
    {
      const char *id = g_hash_table_lookup (renamed, channels[i]);

      g_strv_builder_add (builder, id != NULL ? id : channels[i]);
    }
  return g_strv_builder_end (builder);
}

/* An organisation's plan says whom to watch; that it could also make this computer send a stored
 * password to a server of its choice must not be. Without a user name a server is only knocked at.
 */
static GPtrArray *
take_users_away (GPtrArray *servers)
{
  GPtrArray *doors = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_server_unref);

  for (guint i = 0; i < servers->len; i++)
    {
      const SlServer *server = g_ptr_array_index (servers, i);

      g_ptr_array_add (doors, sl_server_new (server->protocol, server->security, server->host,
                                             server->port, NULL));
    }
  return doors;
}

static void
merge_channels (SlPlan *merged, SlPlan *own, SlPlan *plan, GHashTable *renamed)
{
  GPtrArray  *channels = sl_plan_get_channels (plan);
  const char *name = sl_organisation_get_name (sl_plan_get_organisation (plan));

  for (guint i = 0; i < channels->len; i++)
    {
      const SlChannel *channel = g_ptr_array_index (channels, i);
      SlChannel       *copy = sl_channel_copy (channel);

      g_free (copy->id);
      copy->id = choose_id (merged, channel->id, channel_is_taken);
      g_free (copy->managed_by);
      copy->managed_by = g_strdup (name);
      /* When somebody else practised says nothing of this user. */
      copy->last_practised = sl_plan_get_practised (own, copy->id);
      g_hash_table_insert (renamed, channel->id, copy->id);
      sl_plan_take_channel (merged, copy);
    }
}

static void
merge_accounts (SlPlan *merged, SlPlan *plan, GHashTable *renamed)
{
  GPtrArray  *accounts = sl_plan_get_accounts (plan);
  const char *name = sl_organisation_get_name (sl_plan_get_organisation (plan));

  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccount *account = g_ptr_array_index (accounts, i);
      SlAccount       *copy = sl_account_copy (account);

      g_free (copy->id);
      copy->id = choose_id (merged, account->id, account_is_taken);
      g_free (copy->managed_by);
      copy->managed_by = g_strdup (name);
      g_strfreev (copy->channels);
      copy->channels = rename_channels (account->channels, renamed);
      g_ptr_array_unref (copy->servers);
      copy->servers = take_users_away (account->servers);
      g_clear_pointer (&copy->sign_in, sl_sign_in_free);
      sl_plan_take_account (merged, copy);
    }
}

static void
copy_own (SlPlan *merged, SlPlan *own)
{
  GPtrArray *accounts = sl_plan_get_accounts (own);
  GPtrArray *channels = sl_plan_get_channels (own);
  GPtrArray *templates = sl_plan_get_templates (own);

  for (guint i = 0; i < accounts->len; i++)
    sl_plan_take_account (merged, sl_account_copy (g_ptr_array_index (accounts, i)));
  for (guint i = 0; i < channels->len; i++)
    sl_plan_take_channel (merged, sl_channel_copy (g_ptr_array_index (channels, i)));
  for (guint i = 0; i < templates->len; i++)
    sl_plan_set_template (merged, g_ptr_array_index (templates, i), NULL);
  sl_plan_set_organisation_source (merged, sl_plan_get_organisation_address (own),
                                   sl_plan_get_organisation_key (own), NULL);
  sl_plan_set_unknown (merged, sl_plan_get_unknown (own));
}

/* A message of the user's with the same id says it in the user's own words. */
static void
merge_templates (SlPlan *merged, SlPlan *plan)
{
  GPtrArray *templates = sl_plan_get_templates (plan);

  for (guint i = 0; i < templates->len; i++)
    {
      const SlTemplate *template = g_ptr_array_index (templates, i);

      if (sl_plan_get_template (merged, template->id) == NULL)
        sl_plan_set_template (merged, template, NULL);
    }
}

/* The upper one that has something to tell, or else the upper one. */
static const SlOrganisation *
choose_organisation (GPtrArray *below)
{
  const SlOrganisation *chosen = NULL;

  for (guint i = 0; i < below->len; i++)
    {
      const SlOrganisation *organisation = sl_plan_get_organisation (g_ptr_array_index (below, i));

      if (organisation != NULL && organisation->notice != NULL)
        return organisation;
      if (chosen == NULL)
        chosen = organisation;
    }
  return chosen;
}

/**
 * sl_plan_merge:
 * @own: the user's own plan
 * @below: (element-type SlPlan): organisations' plans, the upper one first; may be empty
 *
 * Puts plans on top of each other. The user's entries come first and unchanged. Each entry of an
 * organisation follows with #SlAccount.managed_by or #SlChannel.managed_by set; if its id is taken
 * it gets another one, so that nothing is lost. Its accounts are watched without signing in: the
 * user names of their servers, and how they would sign in, are left out. What was practised with its channels is taken from the
 * user's plan. Pure: the same plans give the same result.
 *
 * The result is for reading; it is not to be written to the user's file.
 *
 * Returns: (transfer full): the plan in force
 */
SlPlan *
sl_plan_merge (SlPlan *own, GPtrArray *below)
{
  SlPlan *merged = sl_plan_new ();

  copy_own (merged, own);
  for (guint i = 0; i < below->len; i++)
    {
      SlPlan *plan = g_ptr_array_index (below, i);
      g_autoptr (GHashTable) renamed = g_hash_table_new (g_str_hash, g_str_equal);

      merge_channels (merged, own, plan, renamed);
      merge_accounts (merged, plan, renamed);
      merge_templates (merged, plan);
    }
  sl_plan_set_organisation (merged, choose_organisation (below), NULL);
  return merged;
}
