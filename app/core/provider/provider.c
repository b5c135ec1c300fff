/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "provider.h"

#include "account.h"
#include "json-fields.h"
#include "json-text.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* clang-format off */
G_DEFINE_QUARK (sl-provider-error-quark, sl_provider_error)
/* clang-format on */

/* {"name", "kinds": ["mail", …], "domains": ["example.org", "*.example.org"], "mx":
 * ["*.example.org"], "servers": ["imaps://imap.example.org", …], "user_name": "address", "signin":
 * ["oauth2", …], "oauth2": {see oauth2.c}, "feeds": [{"platform", "url", "mail_components": ["…"], "identity_components":
 * ["…"]}], "doors": ["https://…"], "identity_doors": ["https://…"], "depends": ["…"],
 *  "address_patterns": ["https://…*"], "help": {"app-password": "https://…"}, "sources": ["…"]}
 * Only "name" and "kinds" are required. A sample: data/providers/gmail.json. */

static const char *const kind_words[]
    = { "mail", "chat", "video", "phone", "identity", "other", NULL };
static const char *const signin_words[] = { "password", "app-password", "oauth2", NULL };
static const char *const user_name_words[] = { "address", "local-part", NULL };
static const char *const help_words[] = { "app-password", "status-page", "web-mail", NULL };

static SlJsonFields
fields_at (JsonObject *object, const char *place)
{
  return (SlJsonFields){ object, place, SL_PROVIDER_ERROR, SL_PROVIDER_ERROR_VALUE };
}

static gboolean
check_words (const SlJsonFields *fields,
             const char         *name,
             char              **words,
             const char *const  *allowed,
             GError            **error)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (!g_strv_contains (allowed, words[i]))
      {
        g_autofree char *choice = g_strjoinv (", ", (char **) allowed);

        return sl_json_fields_fail (fields, name, error,
                                    /* Translators: %s is a list of words. */
                                    _ ("must be of these words: %s"), choice);
      }
  return TRUE;
}

/* https, or plain http on this computer: the practice's status page has no certificate. */
static gboolean
is_web_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;
  return g_str_equal (g_uri_get_scheme (uri), "http")
         && (g_str_equal (host, "localhost") || g_str_equal (host, "127.0.0.1")
             || g_str_equal (host, "::1"));
}

static gboolean
check_web_address (const SlJsonFields *fields, const char *name, const char *text, GError **error)
{
  return (text != NULL && is_web_address (text))
         || sl_json_fields_fail (fields, name, error, _ ("must be an https address"));
}

/* An absent list is an empty one. */
static gboolean
read_lines (const SlJsonFields *fields, const char *name, char ***lines, GError **error)
{
  if (!sl_json_fields_read_lines (fields, name, lines, error))
    return FALSE;
  if (*lines == NULL)
    *lines = g_new0 (char *, 1);
  return TRUE;
}

static gboolean
read_words (const SlJsonFields *fields,
            const char         *name,
            const char *const  *allowed,
            char             ***words,
            GError            **error)
{
  return read_lines (fields, name, words, error)
         && check_words (fields, name, *words, allowed, error);
}

static gboolean
read_web_addresses (const SlJsonFields *fields, const char *name, char ***addresses, GError **error)
{
  if (!read_lines (fields, name, addresses, error))
    return FALSE;
  for (guint i = 0; (*addresses)[i] != NULL; i++)
    if (!check_web_address (fields, name, (*addresses)[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_ids (const SlJsonFields *fields, const char *name, char ***ids, GError **error)
{
  if (!read_lines (fields, name, ids, error))
    return FALSE;
  for (guint i = 0; (*ids)[i] != NULL; i++)
    if (!sl_account_id_is_valid ((*ids)[i]))
      return sl_json_fields_fail (fields, name, error,
                                  _ ("must be of 1 to 64 of the characters a-z, 0-9 and -"));
  return TRUE;
}

static gboolean
read_user_name (const SlJsonFields *fields, SlProvider *provider, GError **error)
{
  if (!sl_json_fields_read_line (fields, "user_name", &provider->user_name, error))
    return FALSE;
  if (provider->user_name == NULL)
    provider->user_name = g_strdup ("address");
  return check_words (fields, "user_name", (char *[]){ provider->user_name, NULL }, user_name_words,
                      error);
}

static gboolean
read_servers (const SlJsonFields *fields, GPtrArray *servers, GError **error)
{
  g_auto (GStrv) uris = NULL;

  if (!read_lines (fields, "servers", &uris, error))
    return FALSE;
  for (guint i = 0; uris[i] != NULL; i++)
    {
      g_autoptr (GError) server_error = NULL;
      g_autoptr (SlServer) server = sl_server_new_from_uri (uris[i], &server_error);

      if (server == NULL)
        return sl_json_fields_fail (fields, "servers:", error, "%s", server_error->message);
      if (server->user != NULL)
        return sl_json_fields_fail (fields, "servers", error, _ ("must not name a user"));
      g_ptr_array_add (servers, g_steal_pointer (&server));
    }
  return TRUE;
}

static gboolean
read_oauth2 (const SlJsonFields *fields, SlOAuth2 **oauth2, GError **error)
{
  SlJsonFields inner = fields_at (NULL, "oauth2");

  if (!sl_json_fields_read_object (fields, "oauth2", &inner.object, error))
    return FALSE;
  if (inner.object == NULL)
    return TRUE;
  *oauth2 = sl_oauth2_new_from_fields (&inner, error);
  return *oauth2 != NULL;
}

static void
feed_free (gpointer data)
{
  SlProviderFeed *feed = data;

  g_free (feed->platform);
  g_free (feed->url);
  g_strfreev (feed->mail_components);
  g_strfreev (feed->identity_components);
  g_free (feed);
}

static gboolean
read_feed (const SlJsonFields *fields, SlProviderFeed *feed, GError **error)
{
  if (!sl_json_fields_read_line (fields, "platform", &feed->platform, error)
      || !sl_json_fields_read_line (fields, "url", &feed->url, error))
    return FALSE;
  if (!sl_account_id_is_valid (feed->platform))
    return sl_json_fields_fail (fields, "platform", error,
                                _ ("must name a feed reader, or be auto"));
  return check_web_address (fields, "url", feed->url, error)
         && read_lines (fields, "mail_components", &feed->mail_components, error)
         && read_lines (fields, "identity_components", &feed->identity_components, error);
}

static gboolean
read_feeds (const SlJsonFields *fields, GPtrArray *feeds, GError **error)
{
  JsonArray *array = NULL;

  if (!sl_json_fields_read_array (fields, "feeds", &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *place = g_strdup_printf ("feeds[%u]", i);
      JsonNode        *node = json_array_get_element (array, i);
      SlProviderFeed  *feed = g_new0 (SlProviderFeed, 1);
      SlJsonFields     inner = fields_at (NULL, place);

      g_ptr_array_add (feeds, feed);
      if (!JSON_NODE_HOLDS_OBJECT (node))
        return sl_json_fields_fail (&inner, NULL, error, _ ("must be a group in curly brackets"));
      inner.object = json_node_get_object (node);
      if (!read_feed (&inner, feed, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_help (const SlJsonFields *fields, GHashTable *help, GError **error)
{
  JsonObject  *object = NULL;
  SlJsonFields inner;

  if (!sl_json_fields_read_object (fields, "help", &object, error))
    return FALSE;
  if (object == NULL)
    return TRUE;
  inner = fields_at (object, "help");
  for (guint i = 0; help_words[i] != NULL; i++)
    {
      g_autofree char *address = NULL;

      if (!sl_json_fields_read_line (&inner, help_words[i], &address, error))
        return FALSE;
      if (address == NULL)
        continue;
      if (!check_web_address (&inner, help_words[i], address, error))
        return FALSE;
      g_hash_table_insert (help, g_strdup (help_words[i]), g_steal_pointer (&address));
    }
  return TRUE;
}

static gboolean
read_identity (const SlJsonFields *fields, SlProvider *provider, GError **error)
{
  if (!sl_json_fields_read_line (fields, "name", &provider->name, error)
      || !read_words (fields, "kinds", kind_words, &provider->kinds, error))
    return FALSE;
  if (provider->name == NULL || *provider->name == '\0')
    return sl_json_fields_fail (fields, "name", error, _ ("is missing"));
  if (provider->kinds[0] == NULL)
    return sl_json_fields_fail (fields, "kinds", error, _ ("is missing"));
  return TRUE;
}

static gboolean
read_mail (const SlJsonFields *fields, SlProvider *provider, GError **error)
{
  return read_lines (fields, "domains", &provider->domains, error)
         && read_lines (fields, "mx", &provider->mx, error)
         && read_servers (fields, provider->servers, error)
         && read_user_name (fields, provider, error)
         && read_words (fields, "signin", signin_words, &provider->signin, error);
}

static gboolean
read_provider (const SlJsonFields *fields, SlProvider *provider, GError **error)
{
  return read_identity (fields, provider, error) && read_mail (fields, provider, error)
         && read_oauth2 (fields, &provider->oauth2, error)
         && read_feeds (fields, provider->feeds, error)
         && read_web_addresses (fields, "doors", &provider->doors, error)
         && read_web_addresses (fields, "identity_doors", &provider->identity_doors, error)
         && read_ids (fields, "depends", &provider->depends, error)
         && read_lines (fields, "address_patterns", &provider->address_patterns, error)
         && read_help (fields, provider->help, error)
         && read_lines (fields, "sources", &provider->sources, error);
}

static SlProvider *
provider_alloc (const char *id)
{
  SlProvider *provider = g_atomic_rc_box_new0 (SlProvider);

  provider->id = g_strdup (id);
  provider->servers = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_server_unref);
  provider->feeds = g_ptr_array_new_with_free_func (feed_free);
  provider->help = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return provider;
}

/**
 * sl_provider_new_from_json:
 * @id: the provider's id, the file's name without ".json"
 * @data: the file's text
 * @length: bytes in @data, or -1 if it ends in a zero byte; the caller limits it
 * @error: set to an #SlProviderError; the message is the end of a sentence that begins with the
 * file's name
 *
 * Reads one provider. Unknown members are ignored, so that a newer catalogue stays readable.
 *
 * Source: data/provider.schema.json.
 *
 * Returns: (transfer full) (nullable): the provider, or %NULL with @error set
 */
SlProvider *
sl_provider_new_from_json (const char *id, const char *data, gssize length, GError **error)
{
  g_autoptr (GError) json_error = NULL;
  g_autoptr (JsonNode) root = sl_json_parse (data, length, &json_error);
  g_autoptr (SlProvider) provider = NULL;
  SlJsonFields fields;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, SL_PROVIDER_ERROR, SL_PROVIDER_ERROR_SYNTAX,
                           root == NULL ? json_error->message
                                        : _ ("a provider is a group in curly brackets"));
      return NULL;
    }
  fields = fields_at (json_node_get_object (root), "");
  if (!sl_account_id_is_valid (id))
    {
      sl_json_fields_fail (
          &fields, NULL, error,
          _ ("the file's name must be of 1 to 64 of the characters a-z, 0-9 and -"));
      return NULL;
    }
  provider = provider_alloc (id);
  return read_provider (&fields, provider, error) ? g_steal_pointer (&provider) : NULL;
}

/**
 * sl_provider_ref:
 * @provider: a provider
 *
 * Returns: (transfer full): @provider with one more reference; may be called in any thread
 */
SlProvider *
sl_provider_ref (SlProvider *provider)
{
  return g_atomic_rc_box_acquire (provider);
}

static void
provider_clear (gpointer data)
{
  SlProvider *provider = data;

  g_free (provider->id);
  g_free (provider->name);
  g_strfreev (provider->kinds);
  g_strfreev (provider->domains);
  g_strfreev (provider->mx);
  g_ptr_array_unref (provider->servers);
  g_free (provider->user_name);
  g_strfreev (provider->signin);
  sl_oauth2_free (provider->oauth2);
  g_ptr_array_unref (provider->feeds);
  g_strfreev (provider->doors);
  g_strfreev (provider->identity_doors);
  g_strfreev (provider->depends);
  g_strfreev (provider->address_patterns);
  g_hash_table_unref (provider->help);
  g_strfreev (provider->sources);
}

/**
 * sl_provider_unref:
 * @provider: (transfer full): a provider
 *
 * Gives up one reference; may be called in any thread.
 */
void
sl_provider_unref (SlProvider *provider)
{
  g_atomic_rc_box_release_full (provider, provider_clear);
}
