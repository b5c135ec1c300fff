/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "discovered-settings.h"

#include "user-template.h"

#include <string.h>

/**
 * sl_discovered_settings_new:
 * @source: who says so
 *
 * Returns: (transfer full): settings without servers, whose user name is the mail address
 */
SlDiscoveredSettings *
sl_discovered_settings_new (SlDiscoverySource source)
{
  SlDiscoveredSettings *settings = g_new0 (SlDiscoveredSettings, 1);

  settings->source = source;
  settings->servers = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_server_unref);
  settings->user_template = g_strdup (SL_USER_TEMPLATE_ADDRESS);
  settings->takes_password = TRUE;
  return settings;
}

/**
 * sl_discovered_settings_free:
 * @settings: (transfer full) (nullable): settings
 */
void
sl_discovered_settings_free (SlDiscoveredSettings *settings)
{
  if (settings == NULL)
    return;
  g_free (settings->name);
  g_free (settings->provider);
  g_ptr_array_unref (settings->servers);
  g_free (settings->user_template);
  g_free (settings);
}

/* IMAP tells most; encryption from the first byte cannot be taken away by anybody in between
 * (RFC 8314, 3). */
static int
weigh (const SlServer *server)
{
  static const SlProtocol order[]
      = { SL_PROTOCOL_IMAP, SL_PROTOCOL_POP3, SL_PROTOCOL_SMTP, SL_PROTOCOL_JMAP };
  int weight = 2 * (int) G_N_ELEMENTS (order);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (server->protocol == order[i])
      weight = 2 * (int) i;
  return weight + (server->security == SL_SECURITY_TLS ? 0 : 1);
}

static int
compare_servers (gconstpointer first, gconstpointer second)
{
  return weigh (*(SlServer *const *) first) - weigh (*(SlServer *const *) second);
}

/**
 * sl_discovered_settings_sort:
 * @settings: settings
 *
 * Puts the server that is worth signing in to first: IMAP before POP3 before SMTP, TLS before
 * STARTTLS, and otherwise in the order of the source.
 */
void
sl_discovered_settings_sort (SlDiscoveredSettings *settings)
{
  /* GPtrArray's sort is stable. */
  g_ptr_array_sort (settings->servers, compare_servers);
}

/**
 * sl_discovered_settings_clean_host:
 * @host: what a stranger calls a server
 *
 * A stranger's words become part of an address: only what can be a host's name does.
 *
 * Source: RFC 1123, 2.1; RFC 5890 for names that are not ASCII.
 *
 * Returns: (transfer full) (nullable): the name in lower-case ASCII, without a dot at its end
 */
char *
sl_discovered_settings_clean_host (const char *host)
{
  g_autofree char *clean = sl_server_clean_host (host);

  /* A name without a dot would be looked for in the user's own network. */
  if (clean == NULL || strchr (clean, '.') == NULL || strchr (clean, ':') != NULL)
    return NULL;
  return g_steal_pointer (&clean);
}

/**
 * sl_discovered_settings_to_variant:
 * @settings: settings
 *
 * Writes one element of "settings" of the signal DiscoveryProgress of the D-Bus interface.
 *
 * Returns: (transfer floating): an a{sv}
 */
GVariant *
sl_discovered_settings_to_variant (const SlDiscoveredSettings *settings)
{
  g_auto (GStrv) servers = sl_server_list_to_uris (settings->servers);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "source", "s", sl_discovery_source_to_nick (settings->source));
  g_variant_dict_insert (&dict, "explanation", "s",
                         sl_discovery_source_get_explanation (settings->source));
  if (settings->name != NULL)
    g_variant_dict_insert (&dict, "name", "s", settings->name);
  if (settings->provider != NULL)
    g_variant_dict_insert (&dict, "provider", "s", settings->provider);
  g_variant_dict_insert (&dict, "servers", "^as", servers);
  g_variant_dict_insert (&dict, "user-template", "s", settings->user_template);
  g_variant_dict_insert (&dict, "password", "b", settings->takes_password);
  g_variant_dict_insert (&dict, "oauth2", "b", settings->takes_oauth2);
  g_variant_dict_insert (&dict, "refused", "u", settings->n_refused);
  return g_variant_dict_end (&dict);
}
