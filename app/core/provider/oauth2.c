/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "oauth2.h"

#include "sign-in.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* {"authorize_url": "https://…/{tenant}/…", "token_url": "https://…", "scopes": ["…"],
 *  "tenant": "common", "redirect_host": "localhost", "parameters": {"access_type": "offline"},
 *  "client": "microsoft"}
 * The first three are required. A sample: data/providers/microsoft-identity.json. */

#define TENANT_MARK "{tenant}"
#define LOOPBACK "127.0.0.1"

/* What this program was built with, see meson_options.txt. A client of an installed program cannot
 * keep a secret; where a provider gives it one all the same, it is no more than a second name.
 * Source: RFC 8252, 8.5. */
typedef struct
{
  const char *name;
  const char *id;
  const char *secret;
} BuiltInClient;

static const BuiltInClient built_in_clients[] = {
  { "microsoft", SL_MICROSOFT_CLIENT_ID, "" },
  { "google", SL_GOOGLE_CLIENT_ID, SL_GOOGLE_CLIENT_SECRET },
  { "yahoo", SL_YAHOO_CLIENT_ID, "" },
  { "fastmail", SL_FASTMAIL_CLIENT_ID, "" },
};

/**
 * sl_oauth2_free:
 * @oauth2: (transfer full) (nullable): a description
 */
void
sl_oauth2_free (SlOAuth2 *oauth2)
{
  if (oauth2 == NULL)
    return;
  g_free (oauth2->authorize_url);
  g_free (oauth2->token_url);
  g_strfreev (oauth2->scopes);
  g_free (oauth2->tenant);
  g_free (oauth2->redirect_host);
  g_strfreev (oauth2->parameters);
  g_free (oauth2->client);
  g_free (oauth2);
}

/* A token must never travel in clear, not even on this computer: no exception for loopback. */
static gboolean
is_secure_address (const char *text)
{
  g_autofree char *filled = NULL;
  g_autoptr (GUri) uri = NULL;
  g_auto (GStrv) parts = NULL;
  const char *host;

  if (text == NULL)
    return FALSE;
  parts = g_strsplit (text, TENANT_MARK, -1);
  filled = g_strjoinv ("tenant", parts);
  uri = g_uri_parse (filled, G_URI_FLAGS_ENCODED, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  return host != NULL && *host != '\0' && g_str_equal (g_uri_get_scheme (uri), "https")
         && g_uri_get_userinfo (uri) == NULL
         && g_uri_get_fragment (uri) == NULL
         /* What is put into the path must not choose the host. */
         && (strstr (text, TENANT_MARK) == NULL
             || strchr (text + strlen ("https://"), '/') < strstr (text, TENANT_MARK));
}

static gboolean
read_address (const SlJsonFields *fields, const char *name, char **value, GError **error)
{
  if (!sl_json_fields_read_line (fields, name, value, error))
    return FALSE;
  return is_secure_address (*value)
         || sl_json_fields_fail (fields, name, error, _ ("must be an https address"));
}

static gboolean
read_scopes (const SlJsonFields *fields, SlOAuth2 *oauth2, GError **error)
{
  if (!sl_json_fields_read_lines (fields, "scopes", &oauth2->scopes, error))
    return FALSE;
  if (oauth2->scopes == NULL || oauth2->scopes[0] == NULL)
    return sl_json_fields_fail (fields, "scopes", error, _ ("is missing"));
  for (guint i = 0; oauth2->scopes[i] != NULL; i++)
    if (*oauth2->scopes[i] == '\0' || strchr (oauth2->scopes[i], ' ') != NULL)
      return sl_json_fields_fail (fields, "scopes", error, _ ("must be words without spaces"));
  return TRUE;
}

static gboolean
read_redirect_host (const SlJsonFields *fields, SlOAuth2 *oauth2, GError **error)
{
  if (!sl_json_fields_read_line (fields, "redirect_host", &oauth2->redirect_host, error))
    return FALSE;
  if (oauth2->redirect_host == NULL)
    oauth2->redirect_host = g_strdup (LOOPBACK);
  return g_str_equal (oauth2->redirect_host, LOOPBACK)
         || g_str_equal (oauth2->redirect_host, "localhost")
         || sl_json_fields_fail (fields, "redirect_host", error,
                                 _ ("must be 127.0.0.1 or localhost"));
}

static gboolean
read_parameters (const SlJsonFields *fields, SlOAuth2 *oauth2, GError **error)
{
  g_autoptr (GStrvBuilder) pairs = g_strv_builder_new ();
  JsonObject    *object = NULL;
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  if (!sl_json_fields_read_object (fields, "parameters", &object, error))
    return FALSE;
  if (object != NULL)
    {
      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &name, &node))
        {
          if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
            return sl_json_fields_fail (fields, "parameters", error, _ ("must hold texts only"));
          g_strv_builder_add_many (pairs, name, json_node_get_string (node), NULL);
        }
    }
  oauth2->parameters = g_strv_builder_end (pairs);
  return TRUE;
}

static gboolean
read_tenant (const SlJsonFields *fields, SlOAuth2 *oauth2, GError **error)
{
  gboolean wanted = strstr (oauth2->authorize_url, TENANT_MARK) != NULL
                    || strstr (oauth2->token_url, TENANT_MARK) != NULL;

  if (!sl_json_fields_read_line (fields, "tenant", &oauth2->tenant, error))
    return FALSE;
  if (wanted ? !sl_sign_in_tenant_is_valid (oauth2->tenant) : oauth2->tenant != NULL)
    return sl_json_fields_fail (fields, "tenant", error,
                                _ ("must go together with {tenant} in the addresses"));
  return TRUE;
}

/**
 * sl_oauth2_new_from_fields:
 * @fields: the object of a provider file
 * @error: set in the caller's domain, with the place of the fault
 *
 * Source: data/provider.schema.json.
 *
 * Returns: (transfer full) (nullable): the description, or %NULL with @error set
 */
SlOAuth2 *
sl_oauth2_new_from_fields (const SlJsonFields *fields, GError **error)
{
  g_autoptr (SlOAuth2) oauth2 = g_new0 (SlOAuth2, 1);

  if (!read_address (fields, "authorize_url", &oauth2->authorize_url, error)
      || !read_address (fields, "token_url", &oauth2->token_url, error)
      || !read_scopes (fields, oauth2, error) || !read_tenant (fields, oauth2, error)
      || !read_redirect_host (fields, oauth2, error) || !read_parameters (fields, oauth2, error)
      || !sl_json_fields_read_line (fields, "client", &oauth2->client, error))
    return NULL;
  return g_steal_pointer (&oauth2);
}

/**
 * sl_oauth2_fill_url:
 * @oauth2: a description
 * @url: one of its addresses
 * @tenant: (nullable): the user's own, valid by sl_sign_in_tenant_is_valid(); %NULL: the usual one
 *
 * Returns: (transfer full): the address to use
 */
char *
sl_oauth2_fill_url (const SlOAuth2 *oauth2, const char *url, const char *tenant)
{
  g_auto (GStrv) parts = g_strsplit (url, TENANT_MARK, -1);
  const char *filling = sl_sign_in_tenant_is_valid (tenant) ? tenant : oauth2->tenant;

  return g_strjoinv (filling != NULL ? filling : "", parts);
}

static const BuiltInClient *
find_client (const SlOAuth2 *oauth2)
{
  for (gsize i = 0; i < G_N_ELEMENTS (built_in_clients); i++)
    if (g_strcmp0 (oauth2->client, built_in_clients[i].name) == 0)
      return &built_in_clients[i];
  return NULL;
}

static const char *
text_or_null (const char *text)
{
  return *text != '\0' ? text : NULL;
}

/**
 * sl_oauth2_get_built_in_client_id:
 * @oauth2: a description
 *
 * Returns: (transfer none) (nullable): the client this program was built with; %NULL: the user
 * needs one of their own
 */
const char *
sl_oauth2_get_built_in_client_id (const SlOAuth2 *oauth2)
{
  const BuiltInClient *client = find_client (oauth2);

  return client != NULL ? text_or_null (client->id) : NULL;
}

/**
 * sl_oauth2_get_built_in_client_secret:
 * @oauth2: a description
 *
 * Returns: (transfer none) (nullable): what the provider wants to hear together with that client
 */
const char *
sl_oauth2_get_built_in_client_secret (const SlOAuth2 *oauth2)
{
  const BuiltInClient *client = find_client (oauth2);

  return client != NULL ? text_or_null (client->secret) : NULL;
}
