/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "discovery-report.h"

#include "enums.h"
#include "json-setters.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static JsonObject *
settings_to_json (const SlDiscoveredSettings *settings)
{
  JsonObject *object = json_object_new ();
  g_auto (GStrv) servers = sl_server_list_to_uris (settings->servers);

  sl_json_set_text (object, "name", settings->name);
  sl_json_set_text (object, "provider", settings->provider);
  sl_json_set_texts (object, "servers", servers);
  sl_json_set_text (object, "user_name", settings->user_template);
  json_object_set_boolean_member (object, "password", settings->takes_password);
  json_object_set_boolean_member (object, "oauth2", settings->takes_oauth2);
  json_object_set_int_member (object, "refused", settings->n_refused);
  return object;
}

/**
 * sl_discovery_report_to_json:
 * @discovery: a search that is over
 * @domain: whose
 *
 * Writes `{"domain","sources":[{"source","state","detail","settings":{"name","provider",
 * "servers":[],"user_name","password","oauth2","refused"}}]}`, the most trustworthy source first;
 * what is unknown is null.
 *
 * Returns: (transfer full): the object
 */
JsonObject *
sl_discovery_report_to_json (SlDiscovery *discovery, const char *domain)
{
  JsonObject *object = json_object_new ();
  JsonArray  *sources = json_array_new ();

  for (int i = 0; i < SL_N_DISCOVERY_SOURCES; i++)
    {
      const SlDiscoveryStep *step = sl_discovery_get_step (discovery, (SlDiscoverySource) i);
      JsonObject            *entry = json_object_new ();

      sl_json_set_text (entry, "source", sl_discovery_source_to_nick ((SlDiscoverySource) i));
      sl_json_set_text (entry, "state", sl_enum_to_nick (SL_TYPE_DISCOVERY_STATE, step->state));
      sl_json_set_text (entry, "detail", step->detail);
      if (step->settings != NULL)
        json_object_set_object_member (entry, "settings", settings_to_json (step->settings));
      else
        json_object_set_null_member (entry, "settings");
      json_array_add_object_element (sources, entry);
    }
  json_object_set_string_member (object, "domain", domain);
  json_object_set_array_member (object, "sources", sources);
  return object;
}

static const char *
get_mark (SlDiscoveryState state)
{
  switch (state)
    {
    case SL_DISCOVERY_FOUND:
      return "✓";
    case SL_DISCOVERY_FAILED:
      return "✗";
    case SL_DISCOVERY_WAITING:
    case SL_DISCOVERY_NOTHING:
    case SL_DISCOVERY_CANCELLED:
    default:
      return "–";
    }
}

static void
print_settings (const SlDiscoveredSettings *settings)
{
  printf ("\n%s\n", sl_discovery_source_get_explanation (settings->source));
  if (settings->name != NULL)
    printf ("%s %s\n", _ ("Provider:"), settings->name);
  for (guint i = 0; i < settings->servers->len; i++)
    {
      g_autofree char *uri = sl_server_to_uri (settings->servers->pdata[i]);

      printf ("%s %s\n", _ ("Server:"), uri);
    }
  printf ("%s %s\n", _ ("User name:"), settings->user_template);
  if (!settings->takes_password)
    printf ("%s\n", _ ("Mail programs sign in there with OAuth 2 only."));
}

/**
 * sl_discovery_report_print:
 * @discovery: a search that is over
 *
 * Prints for people what each source said, then the best settings and why they may be right.
 */
void
sl_discovery_report_print (SlDiscovery *discovery)
{
  const SlDiscoveredSettings *best = sl_discovery_get_best (discovery);

  for (int i = 0; i < SL_N_DISCOVERY_SOURCES; i++)
    {
      const SlDiscoveryStep *step = sl_discovery_get_step (discovery, (SlDiscoverySource) i);

      printf ("%s %s: %s\n", get_mark (step->state),
              sl_discovery_source_get_label ((SlDiscoverySource) i),
              step->detail != NULL ? step->detail : "");
    }
  if (best != NULL)
    print_settings (best);
}
