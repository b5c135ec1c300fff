/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "grant.h"

#include "json-getters.h"
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

static SlSecret *
read_secret (JsonObject *object, const char *name)
{
  const char *text = sl_json_get_string (object, name);

  return text != NULL ? sl_secret_new (text, -1) : NULL;
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
  JsonObject *object = sl_json_get_root (root);

  if (object == NULL)
    return NULL;
  grant->token_url = g_strdup (sl_json_get_string (object, "token_url"));
  grant->client_id = g_strdup (sl_json_get_string (object, "client_id"));
  grant->client_secret = read_secret (object, "client_secret");
  grant->scope = g_strdup (sl_json_get_string (object, "scope"));
  grant->hosts = sl_json_dup_words (sl_json_get_array (object, "hosts"), NULL);
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
