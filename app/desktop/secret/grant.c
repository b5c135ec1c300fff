/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "grant.h"

#include "json-text.h"

#include <string.h>

/* {"token_url": "https://…", "client_id": "…", "client_secret": "…", "scope": "… …",
 *  "hosts": ["…"], "refresh_token": "…"} */

/**
 * sl_grant_free:
 * @grant: (transfer full) (nullable): a grant
 */
void
sl_grant_free (SlGrant *grant)
{
  if (grant == NULL)
    return;
  g_free (grant->token_url);
  g_free (grant->client_id);
  g_clear_pointer (&grant->client_secret, sl_secret_unref);
  g_free (grant->scope);
  g_strfreev (grant->hosts);
  g_clear_pointer (&grant->refresh_token, sl_secret_unref);
  g_free (grant);
}

/**
 * sl_grant_copy:
 * @grant: a grant
 *
 * Returns: (transfer full): an equal one
 */
SlGrant *
sl_grant_copy (const SlGrant *grant)
{
  SlGrant *copy = g_new0 (SlGrant, 1);

  copy->token_url = g_strdup (grant->token_url);
  copy->client_id = g_strdup (grant->client_id);
  copy->client_secret = grant->client_secret != NULL ? sl_secret_ref (grant->client_secret) : NULL;
  copy->scope = g_strdup (grant->scope);
  copy->hosts = g_strdupv (grant->hosts);
  copy->refresh_token = grant->refresh_token != NULL ? sl_secret_ref (grant->refresh_token) : NULL;
  return copy;
}

static const char *
peek_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static char **
read_hosts (JsonObject *object)
{
  JsonNode  *node = json_object_get_member (object, "hosts");
  JsonArray *array
      = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) hosts = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_strv_builder_add (hosts, json_node_get_string (element));
    }
  return g_strv_builder_end (hosts);
}

static SlSecret *
read_secret (JsonObject *object, const char *name)
{
  const char *text = peek_text (object, name);

  return text != NULL && *text != '\0' ? sl_secret_new (text, -1) : NULL;
}

/**
 * sl_grant_new_from_secret:
 * @secret: what was in the keyring
 *
 * Returns: (transfer full) (nullable): the grant; %NULL if it is none
 */
SlGrant *
sl_grant_new_from_secret (const SlSecret *secret)
{
  gsize       length;
  const char *data = sl_secret_peek (secret, &length);
  g_autoptr (JsonNode) root = sl_json_parse (data, (gssize) length, NULL);
  g_autoptr (SlGrant) grant = g_new0 (SlGrant, 1);
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  grant->token_url = g_strdup (peek_text (object, "token_url"));
  grant->client_id = g_strdup (peek_text (object, "client_id"));
  grant->client_secret = read_secret (object, "client_secret");
  grant->scope = g_strdup (peek_text (object, "scope"));
  grant->hosts = read_hosts (object);
  grant->refresh_token = read_secret (object, "refresh_token");
  if (grant->token_url == NULL || grant->client_id == NULL || grant->refresh_token == NULL)
    return NULL;
  return g_steal_pointer (&grant);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_hosts (JsonBuilder *builder, char **hosts)
{
  json_builder_set_member_name (builder, "hosts");
  json_builder_begin_array (builder);
  for (guint i = 0; hosts[i] != NULL; i++)
    json_builder_add_string_value (builder, hosts[i]);
  json_builder_end_array (builder);
}

static void
add_secret (JsonBuilder *builder, const char *name, const SlSecret *secret)
{
  add_text (builder, name, secret != NULL ? sl_secret_peek (secret, NULL) : NULL);
}

/**
 * sl_grant_to_secret:
 * @grant: a grant
 *
 * Returns: (transfer full) (nullable): what to put into the keyring; %NULL if it is too long for it
 */
SlSecret *
sl_grant_to_secret (const SlGrant *grant)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  SlSecret *secret = NULL;
  char     *text;
  gsize     length;

  json_builder_begin_object (builder);
  add_text (builder, "token_url", grant->token_url);
  add_text (builder, "client_id", grant->client_id);
  add_secret (builder, "client_secret", grant->client_secret);
  add_text (builder, "scope", grant->scope);
  add_hosts (builder, grant->hosts);
  add_secret (builder, "refresh_token", grant->refresh_token);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  length = strlen (text);
  if (length <= SL_SECRET_MAX_BYTES)
    secret = sl_secret_new (text, (gssize) length);
  explicit_bzero (text, length);
  g_free (text);
  return secret;
}
