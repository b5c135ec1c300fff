/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"

#include "discovery-report.h"
#include "json-line.h"
#include "provider-catalogue.h"
#include "provider-report.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* Takes the object. */
static void
print_object (JsonObject *object)
{
  g_autofree char *line = sl_json_line_new (object);

  fputs (line, stdout);
}

static int
list (SlProviderCatalogue *catalogue, gboolean json)
{
  g_autoptr (GPtrArray) providers = sl_provider_catalogue_list (catalogue, NULL);
  JsonObject *object;
  JsonArray  *array;

  if (!json)
    {
      sl_provider_report_print_list (providers);
      return SL_EXIT_FINE;
    }
  object = json_object_new ();
  array = json_array_new ();
  for (guint i = 0; i < providers->len; i++)
    json_array_add_object_element (array,
                                   sl_provider_report_to_json (g_ptr_array_index (providers, i)));
  json_object_set_array_member (object, "providers", array);
  print_object (object);
  return SL_EXIT_FINE;
}

/* Looks for the settings of a domain that is not known here. */
static int
search (SlProviderCatalogue *catalogue, const char *address, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *domain = sl_discovery_parse_domain (address, &error);
  g_autoptr (SlDiscovery) discovery = NULL;

  if (domain == NULL)
    return sl_command_fail (SL_EXIT_USAGE, "%s", error->message);
  discovery = sl_discovery_new (catalogue, domain, NULL);
  sl_discovery_start (discovery);
  while (!sl_discovery_is_over (discovery))
    g_main_context_iteration (NULL, TRUE);
  if (json)
    print_object (sl_discovery_report_to_json (discovery, domain));
  else
    sl_discovery_report_print (discovery);
  return sl_discovery_get_best (discovery) != NULL ? SL_EXIT_FINE : SL_EXIT_NOT_FINE;
}

static int
show_nothing (const char *address, gboolean json)
{
  if (json)
    print_object (json_object_new ());
  else
    /* Translators: %s is a mail address */
    printf (_ ("Nothing is known of the provider of %s.\n"), address);
  return SL_EXIT_NOT_FINE;
}

static int
show (SlProviderCatalogue *catalogue, const char *address, gboolean json, gboolean offline)
{
  const SlProvider *provider = sl_provider_catalogue_lookup_address (catalogue, address);

  if (provider == NULL)
    return offline ? show_nothing (address, json) : search (catalogue, address, json);
  if (json)
    print_object (sl_provider_report_to_json (provider));
  else
    sl_provider_report_print (provider);
  return SL_EXIT_FINE;
}

static int
run (int argc, char **argv)
{
  gboolean           json = FALSE, offline = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print one JSON object on one line"), NULL },
    { "offline", 0, 0, G_OPTION_ARG_NONE, &offline,
      N_ ("Ask nobody: only look into the list that came with the program"), NULL },
    { NULL },
  };
  g_autoptr (SlProviderCatalogue) catalogue = NULL;
  g_autoptr (SlAccount) account = sl_account_new ("a", "A");
  int exit_code;

  if (!sl_command_parse (&sl_command_providers, entries, &argc, &argv, &exit_code))
    return exit_code;
  if (argc > 2)
    return sl_command_fail (SL_EXIT_USAGE, _ ("providers takes at most one mail address."));
  account->address = argc == 2 ? g_strdup (argv[1]) : NULL;
  if (sl_account_find_fault (account) != NULL)
    return sl_command_fail (SL_EXIT_USAGE,
                            _ ("providers takes a mail address such as name@example.org."));

  catalogue = sl_provider_catalogue_new_default ();
  for (const char *const *warning = sl_provider_catalogue_get_warnings (catalogue);
       *warning != NULL; warning++)
    sl_command_fail (SL_EXIT_FINE, "%s", *warning);
  return argc == 2 ? show (catalogue, argv[1], json, offline) : list (catalogue, json);
}

const SlCommand sl_command_providers = {
  .name = "providers",
  .usage = "[ADDRESS]",
  .summary = N_ ("List the known providers, or find the servers of a mail address"),
  .run = run,
};
