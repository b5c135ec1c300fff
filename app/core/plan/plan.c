/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "plan.h"

#include "plan-private.h"

#include <glib/gi18n-lib.h>

#define MAX_MADE_ID_BYTES 48 /* leaves room for a number within an id's 64 */

G_DEFINE_FINAL_TYPE (SlPlan, sl_plan, G_TYPE_OBJECT)
/* clang-format off */
G_DEFINE_QUARK (sl-plan-error-quark, sl_plan_error)
/* clang-format on */

static void
sl_plan_finalize (GObject *object)
{
  SlPlan *self = SL_PLAN (object);

  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->channels);
  sl_organisation_free (self->organisation);
  g_free (self->organisation_address);
  g_free (self->organisation_key);
  g_hash_table_unref (self->practised);
  g_ptr_array_unref (self->templates);
  g_clear_pointer (&self->unknown, json_object_unref);
  G_OBJECT_CLASS (sl_plan_parent_class)->finalize (object);
}

static void
sl_plan_class_init (SlPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_plan_finalize;
}

static void
sl_plan_init (SlPlan *self)
{
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_account_free);
  self->channels = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_channel_free);
  self->practised = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->templates = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_template_free);
}

/**
 * sl_plan_new:
 *
 * Returns: (transfer full): an empty plan
 */
SlPlan *
sl_plan_new (void)
{
  return g_object_new (SL_TYPE_PLAN, NULL);
}

/**
 * sl_plan_get_accounts:
 * @self: a plan
 *
 * Returns: (transfer none) (element-type SlAccount): its accounts in the user's order; do not
 * change them
 */
GPtrArray *
sl_plan_get_accounts (SlPlan *self)
{
  g_return_val_if_fail (SL_IS_PLAN (self), NULL);

  return self->accounts;
}

/**
 * sl_plan_get_channels:
 * @self: a plan
 *
 * Returns: (transfer none) (element-type SlChannel): its channels in the user's order; do not
 * change them
 */
GPtrArray *
sl_plan_get_channels (SlPlan *self)
{
  g_return_val_if_fail (SL_IS_PLAN (self), NULL);

  return self->channels;
}

/* Where the account stands, or the length if there is none. */
static guint
find_account (SlPlan *self, const char *id)
{
  guint i;

  for (i = 0; i < self->accounts->len; i++)
    {
      const SlAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_strcmp0 (account->id, id) == 0)
        break;
    }
  return i;
}

static guint
find_channel (SlPlan *self, const char *id)
{
  guint i;

  for (i = 0; i < self->channels->len; i++)
    {
      const SlChannel *channel = g_ptr_array_index (self->channels, i);

      if (g_strcmp0 (channel->id, id) == 0)
        break;
    }
  return i;
}

/**
 * sl_plan_get_templates:
 * @self: a plan
 *
 * Returns: (transfer none) (element-type SlTemplate): its messages in the user's order; do not
 * change them
 */
GPtrArray *
sl_plan_get_templates (SlPlan *self)
{
  g_return_val_if_fail (SL_IS_PLAN (self), NULL);

  return self->templates;
}

/**
 * sl_plan_get_account:
 * @self: a plan
 * @id: (nullable): an account's id
 *
 * Returns: (transfer none) (nullable): the account
 */
SlAccount *
sl_plan_get_account (SlPlan *self, const char *id)
{
  guint index;

  g_return_val_if_fail (SL_IS_PLAN (self), NULL);

  index = find_account (self, id);
  return index < self->accounts->len ? g_ptr_array_index (self->accounts, index) : NULL;
}

/**
 * sl_plan_get_channel:
 * @self: a plan
 * @id: (nullable): a channel's id
 *
 * Returns: (transfer none) (nullable): the channel
 */
SlChannel *
sl_plan_get_channel (SlPlan *self, const char *id)
{
  guint index;

  g_return_val_if_fail (SL_IS_PLAN (self), NULL);

  index = find_channel (self, id);
  return index < self->channels->len ? g_ptr_array_index (self->channels, index) : NULL;
}

static guint
find_template (SlPlan *self, const char *id)
{
  guint i;

  for (i = 0; i < self->templates->len; i++)
    {
      const SlTemplate *template = g_ptr_array_index (self->templates, i);

      if (g_strcmp0 (template->id, id) == 0)
        break;
    }
  return i;
}

/**
 * sl_plan_get_template:
 * @self: a plan
 * @id: (nullable): a message's id
 *
 * Returns: (transfer none) (nullable): the message
 */
SlTemplate *
sl_plan_get_template (SlPlan *self, const char *id)
{
  guint index;

  g_return_val_if_fail (SL_IS_PLAN (self), NULL);

  index = find_template (self, id);
  return index < self->templates->len ? g_ptr_array_index (self->templates, index) : NULL;
}

/* Puts @copy where an entry of the same id stands, or at the end. */
static gboolean
put (GPtrArray *entries, guint index, guint max_entries, gpointer copy, GError **error)
{
  if (index == entries->len && entries->len >= max_entries)
    {
      g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_SIZE,
                   /* Translators: %u is a number of entries. */
                   _ ("A plan has at most %u entries of this kind; remove one first"), max_entries);
      return FALSE;
    }
  g_ptr_array_insert (entries, index, copy);
  if (index + 1 < entries->len)
    g_ptr_array_remove_index (entries, index + 1);
  return TRUE;
}

/* Sets the sentence “NAME FAULT”. */
gboolean
sl_plan_fail_with_fault (const char *name, const char *fault, GError **error)
{
  g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE, "“%s” %s", name != NULL ? name : "",
               fault);
  return FALSE;
}

/**
 * sl_plan_set_account:
 * @self: a plan
 * @account: (transfer none): an account; a copy of it is kept
 * @error: set to %SL_PLAN_ERROR_VALUE or %SL_PLAN_ERROR_SIZE
 *
 * Replaces the account of the same id, or adds one at the end.
 *
 * Returns: whether it was accepted
 */
gboolean
sl_plan_set_account (SlPlan *self, const SlAccount *account, GError **error)
{
  const char *fault = sl_account_find_fault (account);
  g_autoptr (SlAccount) copy = NULL;

  g_return_val_if_fail (SL_IS_PLAN (self), FALSE);

  if (fault != NULL)
    return sl_plan_fail_with_fault (account->name, fault, error);
  copy = sl_account_copy (account);
  if (!put (self->accounts, find_account (self, copy->id), SL_PLAN_MAX_ACCOUNTS, copy, error))
    return FALSE;
  g_steal_pointer (&copy);
  return TRUE;
}

/**
 * sl_plan_set_channel:
 * @self: a plan
 * @channel: (transfer none): a channel; a copy of it is kept
 * @error: set to %SL_PLAN_ERROR_VALUE or %SL_PLAN_ERROR_SIZE
 *
 * Replaces the channel of the same id, or adds one at the end.
 *
 * Returns: whether it was accepted
 */
gboolean
sl_plan_set_channel (SlPlan *self, const SlChannel *channel, GError **error)
{
  const char *fault = sl_channel_find_fault (channel);
  g_autoptr (SlChannel) copy = NULL;

  g_return_val_if_fail (SL_IS_PLAN (self), FALSE);

  if (fault != NULL)
    return sl_plan_fail_with_fault (channel->name, fault, error);
  copy = sl_channel_copy (channel);
  if (!put (self->channels, find_channel (self, copy->id), SL_PLAN_MAX_CHANNELS, copy, error))
    return FALSE;
  g_steal_pointer (&copy);
  return TRUE;
}

/**
 * sl_plan_set_template:
 * @self: a plan
 * @template: (transfer none): a message; a copy of it is kept
 * @error: set to %SL_PLAN_ERROR_VALUE or %SL_PLAN_ERROR_SIZE
 *
 * Replaces the message of the same id, or adds one at the end.
 *
 * Returns: whether it was accepted
 */
gboolean
sl_plan_set_template (SlPlan *self, const SlTemplate *template, GError **error)
{
  const char *fault = sl_template_find_fault (template);
  g_autoptr (SlTemplate) copy = NULL;

  g_return_val_if_fail (SL_IS_PLAN (self), FALSE);

  if (fault != NULL)
    return sl_plan_fail_with_fault (template->name, fault, error);
  copy = sl_template_copy (template);
  if (!put (self->templates, find_template (self, copy->id), SL_PLAN_MAX_TEMPLATES, copy, error))
    return FALSE;
  g_steal_pointer (&copy);
  return TRUE;
}

/**
 * sl_plan_remove_template:
 * @self: a plan
 * @id: a message's id
 *
 * Returns: whether there was such a message
 */
gboolean
sl_plan_remove_template (SlPlan *self, const char *id)
{
  guint index;

  g_return_val_if_fail (SL_IS_PLAN (self), FALSE);

  index = find_template (self, id);
  if (index == self->templates->len)
    return FALSE;
  g_ptr_array_remove_index (self->templates, index);
  return TRUE;
}

/**
 * sl_plan_remove_account:
 * @self: a plan
 * @id: an account's id
 *
 * Returns: whether there was such an account
 */
gboolean
sl_plan_remove_account (SlPlan *self, const char *id)
{
  guint index;

  g_return_val_if_fail (SL_IS_PLAN (self), FALSE);

  index = find_account (self, id);
  if (index == self->accounts->len)
    return FALSE;
  g_ptr_array_remove_index (self->accounts, index);
  return TRUE;
}

static void
forget_channel (SlAccount *account, const char *id)
{
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();

  if (account->channels == NULL)
    return;
  for (guint i = 0; account->channels[i] != NULL; i++)
    if (!g_str_equal (account->channels[i], id))
      g_strv_builder_add (kept, account->channels[i]);
  g_strfreev (account->channels);
  account->channels = g_strv_builder_end (kept);
}

/**
 * sl_plan_remove_channel:
 * @self: a plan
 * @id: a channel's id
 *
 * Removes a channel, also from the accounts that name it.
 *
 * Returns: whether there was such a channel
 */
gboolean
sl_plan_remove_channel (SlPlan *self, const char *id)
{
  guint index;

  g_return_val_if_fail (SL_IS_PLAN (self), FALSE);

  index = find_channel (self, id);
  if (index == self->channels->len)
    return FALSE;
  for (guint i = 0; i < self->accounts->len; i++)
    forget_channel (g_ptr_array_index (self->accounts, i), id);
  g_ptr_array_remove_index (self->channels, index);
  return TRUE;
}

/**
 * sl_plan_list_channels:
 * @self: a plan
 * @account: an account
 *
 * Returns: (transfer container) (element-type SlChannel): the channels that serve @account in the
 *   user's order: those it names and the plan has, or all if it names none
 */
GPtrArray *
sl_plan_list_channels (SlPlan *self, const SlAccount *account)
{
  GPtrArray *list = g_ptr_array_new ();

  g_return_val_if_fail (SL_IS_PLAN (self), list);

  if (account->channels == NULL)
    g_ptr_array_extend (list, self->channels, NULL, NULL);
  for (guint i = 0; account->channels != NULL && account->channels[i] != NULL; i++)
    {
      SlChannel *channel = sl_plan_get_channel (self, account->channels[i]);

      if (channel != NULL)
        g_ptr_array_add (list, channel);
    }
  return list;
}

/* "Müller & Söhne" becomes "mueller-soehne" or "muller-sohne", as the C library transliterates. */
static char *
make_slug (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  GString         *slug = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && slug->len < MAX_MADE_ID_BYTES; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (slug, g_ascii_tolower (*p));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0)
    g_string_append (slug, "entry");
  return g_string_free (slug, FALSE);
}

static gboolean
id_is_taken (SlPlan *self, const char *id)
{
  return sl_plan_get_account (self, id) != NULL || sl_plan_get_channel (self, id) != NULL
         || sl_plan_get_template (self, id) != NULL;
}

/**
 * sl_plan_make_id:
 * @self: a plan
 * @name: the user's name for a new account or channel
 *
 * Returns: (transfer full): a valid id like @name that nothing in the plan has yet
 */
char *
sl_plan_make_id (SlPlan *self, const char *name)
{
  g_autofree char *slug = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (SL_IS_PLAN (self), NULL);

  slug = make_slug (name);
  id = g_strdup (slug);
  for (guint number = 2; id_is_taken (self, id); number++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", slug, number);
    }
  return g_steal_pointer (&id);
}

/**
 * sl_plan_get_unknown:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): members of the file's top level that this version does not
 * know
 */
JsonObject *
sl_plan_get_unknown (SlPlan *self)
{
  g_return_val_if_fail (SL_IS_PLAN (self), NULL);

  return self->unknown;
}

/**
 * sl_plan_set_unknown:
 * @self: a plan
 * @unknown: (nullable) (transfer none): members that shall survive a rewrite; not changed any more
 */
void
sl_plan_set_unknown (SlPlan *self, JsonObject *unknown)
{
  g_return_if_fail (SL_IS_PLAN (self));

  if (unknown != NULL)
    json_object_ref (unknown);
  g_clear_pointer (&self->unknown, json_object_unref);
  self->unknown = unknown;
}

/* For sl_plan_merge(): appends an entry whose id is free, however many there are. */
void
sl_plan_take_account (SlPlan *self, SlAccount *account)
{
  g_ptr_array_add (self->accounts, account);
}

void
sl_plan_take_channel (SlPlan *self, SlChannel *channel)
{
  g_ptr_array_add (self->channels, channel);
}
