/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "provider-report.h"

#include "json-setters.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define N_DOMAINS_SHOWN 4

/**
 * sl_provider_report_print_list:
 * @providers: (element-type SlProvider): providers
 *
 * Prints one line for each: id, name, kinds.
 */
void
sl_provider_report_print_list (GPtrArray *providers)
{
  for (guint i = 0; i < providers->len; i++)
    {
      const SlProvider *provider = g_ptr_array_index (providers, i);
      g_autofree char  *kinds = g_strjoinv (", ", provider->kinds);

      printf ("%-14s  %s (%s)\n", provider->id, provider->name, kinds);
    }
}

/* "label: a, b, c" of at most @n_max entries. */
static void
print_words (const char *label, char **words, guint n_max)
{
  guint n_words = g_strv_length (words);

  if (n_words == 0)
    return;
  printf ("%s ", label);
  for (guint i = 0; i < MIN (n_words, n_max); i++)
    printf ("%s%s", i > 0 ? ", " : "", words[i]);
  printf ("%s\n", n_words > n_max ? ", …" : "");
}

static void
print_links (const SlProvider *provider)
{
  GHashTableIter iter;
  gpointer       key;
  gpointer       value;

  for (guint i = 0; i < provider->feeds->len; i++)
    {
      const SlProviderFeed *feed = g_ptr_array_index (provider->feeds, i);

      printf ("%s %s (%s)\n", _ ("Health feed:"), feed->url, feed->platform);
    }
  g_hash_table_iter_init (&iter, provider->help);
  while (g_hash_table_iter_next (&iter, &key, &value))
    printf ("%s: %s\n", (const char *) key, (const char *) value);
}

/**
 * sl_provider_report_print:
 * @provider: a provider
 *
 * Prints what is known of it for people.
 */
void
sl_provider_report_print (const SlProvider *provider)
{
  printf ("%s: %s\n", provider->id, provider->name);
  print_words (_ ("Domains:"), provider->domains, N_DOMAINS_SHOWN);
  for (guint i = 0; i < provider->servers->len; i++)
    {
      g_autofree char *uri = sl_server_to_uri (g_ptr_array_index (provider->servers, i));

      printf ("%s %s\n", _ ("Server:"), uri);
    }
  print_words (_ ("Signs in with:"), provider->signin, G_MAXUINT);
  print_words (_ ("Depends on:"), provider->depends, G_MAXUINT);
  print_links (provider);
}

static void
set_feeds (JsonObject *object, GPtrArray *feeds)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < feeds->len; i++)
    {
      const SlProviderFeed *feed = g_ptr_array_index (feeds, i);
      JsonObject           *entry = json_object_new ();

      json_object_set_string_member (entry, "platform", feed->platform);
      json_object_set_string_member (entry, "url", feed->url);
      sl_json_set_texts (entry, "mail_components", feed->mail_components);
      sl_json_set_texts (entry, "identity_components", feed->identity_components);
      json_array_add_object_element (array, entry);
    }
  json_object_set_array_member (object, "feeds", array);
}

static void
set_help (JsonObject *object, GHashTable *help)
{
  JsonObject    *links = json_object_new ();
  GHashTableIter iter;
  gpointer       key;
  gpointer       value;

  g_hash_table_iter_init (&iter, help);
  while (g_hash_table_iter_next (&iter, &key, &value))
    json_object_set_string_member (links, key, value);
  json_object_set_object_member (object, "help", links);
}

/**
 * sl_provider_report_to_json:
 * @provider: a provider
 *
 * Returns: (transfer full): its id and what its file says, as data/provider.schema.json describes
 * it
 */
JsonObject *
sl_provider_report_to_json (const SlProvider *provider)
{
  JsonObject *object = json_object_new ();
  g_auto (GStrv) servers = sl_server_list_to_uris (provider->servers);

  json_object_set_string_member (object, "id", provider->id);
  json_object_set_string_member (object, "name", provider->name);
  sl_json_set_texts (object, "kinds", provider->kinds);
  sl_json_set_texts (object, "domains", provider->domains);
  sl_json_set_texts (object, "servers", servers);
  json_object_set_string_member (object, "user_name", provider->user_name);
  sl_json_set_texts (object, "signin", provider->signin);
  set_feeds (object, provider->feeds);
  sl_json_set_texts (object, "doors", provider->doors);
  sl_json_set_texts (object, "depends", provider->depends);
  set_help (object, provider->help);
  return object;
}
