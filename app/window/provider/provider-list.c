/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "provider-list.h"

#include <glib/gi18n-lib.h>

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const SlProvider *first = *(const SlProvider *const *) a;
  const SlProvider *second = *(const SlProvider *const *) b;

  return g_utf8_collate (first->name, second->name);
}

/**
 * sl_provider_list_new:
 * @catalogue: the providers that are known
 *
 * Returns: (transfer full): all of them
 */
SlProviderList *
sl_provider_list_new (SlProviderCatalogue *catalogue)
{
  SlProviderList *self = g_new0 (SlProviderList, 1);
  g_autoptr (GPtrArray) providers = sl_provider_catalogue_list (catalogue, NULL);

  self->names = gtk_string_list_new (NULL);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_sort (providers, compare_names);
  gtk_string_list_append (self->names, "");
  for (guint i = 0; i < providers->len; i++)
    {
      const SlProvider *provider = g_ptr_array_index (providers, i);

      gtk_string_list_append (self->names, provider->name);
      g_ptr_array_add (self->ids, g_strdup (provider->id));
    }
  sl_provider_list_set_inferred (self, NULL);
  return self;
}

/**
 * sl_provider_list_free:
 * @self: (transfer full): a list
 */
void
sl_provider_list_free (SlProviderList *self)
{
  g_object_unref (self->names);
  g_ptr_array_unref (self->ids);
  g_free (self);
}

/**
 * sl_provider_list_set_inferred:
 * @self: a list
 * @provider: (nullable): what the address tells
 *
 * Writes it into the first place.
 */
void
sl_provider_list_set_inferred (SlProviderList *self, const SlProvider *provider)
{
  g_autofree char *text = NULL;
  const char      *texts[] = { NULL, NULL };

  if (provider != NULL)
    /* Translators: %s is a provider such as "Microsoft Teams", found out from an address. */
    text = g_strdup_printf (_ ("%s (by its address)"), provider->name);
  else
    text = g_strdup (_ ("Nobody known"));
  texts[0] = text;
  if (g_strcmp0 (gtk_string_list_get_string (self->names, 0), text) != 0)
    gtk_string_list_splice (self->names, 0, 1, texts);
}

/**
 * sl_provider_list_get_id:
 * @self: a list
 * @position: a place in it
 *
 * Returns: (transfer none) (nullable): the provider's id, %NULL for what the address tells
 */
const char *
sl_provider_list_get_id (const SlProviderList *self, guint position)
{
  return position > 0 && position <= self->ids->len ? g_ptr_array_index (self->ids, position - 1)
                                                    : NULL;
}

/**
 * sl_provider_list_find:
 * @self: a list
 * @id: (nullable): a provider's id; one that is not known gets a place at the end, so that it is
 * not lost
 *
 * Returns: its place
 */
guint
sl_provider_list_find (SlProviderList *self, const char *id)
{
  guint index;

  if (id == NULL)
    return 0;
  if (g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, &index))
    return index + 1;
  gtk_string_list_append (self->names, id);
  g_ptr_array_add (self->ids, g_strdup (id));
  return self->ids->len;
}
