/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"

#include "input-file.h"
#include "organisation-fetch.h"
#include "plan-edit.h"
#include "plan-exchangers.h"
#include "plan-export.h"
#include "plan-layers.h"
#include "plan-watch-page.h"
#include "plan-report.h"
#include "plan-transfer.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define NO_ORGANISATION "none" /* typed and printed; not translated */

typedef struct
{
  gboolean json;
  char    *name;
  char    *online_account;
  char    *kind;
  char    *instructions;
  gboolean yes;
  gboolean dry_run;
  gboolean without_addresses;
  gboolean online;
  char    *key;
  char   **components;
} Options;

/* Which options were given, and which a verb takes. */
enum
{
  JSON = 1 << 0,
  NAME = 1 << 1,
  ONLINE_ACCOUNT = 1 << 2,
  KIND = 1 << 3,
  INSTRUCTIONS = 1 << 4,
  YES = 1 << 5,
  DRY_RUN = 1 << 6,
  WITHOUT_ADDRESSES = 1 << 7,
  ONLINE = 1 << 8,
  KEY = 1 << 9,
  COMPONENTS = 1 << 10,
};

/* One thing that can be done with a plan. The operands are what follows its name. */
typedef struct
{
  const char *name;
  int         n_operands_min;
  int         n_operands_max;
  guint       takes;
  int (*run) (const Options *options, char **operands);
} Verb;

static void
clear_options (Options *options)
{
  g_free (options->name);
  g_free (options->online_account);
  g_free (options->kind);
  g_free (options->instructions);
  g_free (options->key);
  g_strfreev (options->components);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* A mistake in the plan is bad input; a disk or a network that does not obey is the system's
 * failure.
 */
static int
fail_with (const GError *error)
{
  gboolean is_system
      = g_error_matches (error, SL_PLAN_ERROR, SL_PLAN_ERROR_FILE)
        || g_error_matches (error, SL_PLAN_ERROR, SL_PLAN_ERROR_CHANGED)
        || g_error_matches (error, SL_ORGANISATION_ERROR, SL_ORGANISATION_ERROR_NETWORK)
        || (error->domain == SL_FEED_ERROR && error->code != SL_FEED_ERROR_ADDRESS);

  return sl_command_fail (is_system ? SL_EXIT_FAILED : SL_EXIT_USAGE, "%s", error->message);
}

static SlPlanFile *
open_plan_file (void)
{
  g_autofree char *path = sl_plan_file_default_path ();

  return sl_plan_file_new (path);
}

static SlPlan *
load_own (GError **error)
{
  g_autoptr (SlPlanFile) file = open_plan_file ();

  return sl_plan_file_load (file, error);
}

/* The user's own plan with the organisation's below it. */
static SlPlan *
load_layers (GError **error)
{
  g_autofree char *path = sl_plan_file_default_path ();
  g_autoptr (SlPlan) own = load_own (error);
  g_autoptr (SlPlanLayers) layers = own != NULL ? sl_plan_layers_new (path) : NULL;

  return layers != NULL ? g_object_ref (sl_plan_layers_get_plan (layers)) : NULL;
}

/* The plan in the named file, or the plan in force. */
static SlPlan *
load_plan (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize            length = 0;
  SlPlan          *plan;

  if (path == NULL)
    return load_layers (error);
  text = sl_input_file_read (path, SL_PLAN_MAX_BYTES, &length, error);
  if (text == NULL)
    return NULL;
  plan = sl_plan_new_from_json (text, (gssize) length, error);
  if (plan == NULL)
    /* Translators: %s is a file's name; the reason follows. */
    g_prefix_error (error, _ ("%s is no usable plan: "), path);
  return plan;
}

static int
show (const Options *options, char **operands)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = load_plan (operands[0], &error);

  if (plan == NULL)
    return fail_with (error);
  if (options->json)
    sl_plan_report_print_json (plan);
  else
    sl_plan_report_print (plan);
  return SL_EXIT_FINE;
}

static int
write_out (const Options *options, char **operands)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) own = load_own (&error);
  g_autoptr (SlPlan) plan = NULL;
  g_autofree char *text = NULL;

  if (own == NULL)
    return fail_with (error);
  plan = sl_plan_export (own, !options->without_addresses);
  text = sl_plan_to_json (plan);
  printf ("%s", text);
  return SL_EXIT_FINE;
}

static SlPlanImport *
compare (SlPlan *own, const char *source, GError **error)
{
  g_autoptr (GBytes) text = sl_plan_transfer_read (source, error);
  gsize         length;
  const char   *data;
  SlPlanImport *import;

  if (text == NULL)
    return NULL;
  data = g_bytes_get_data (text, &length);
  import = sl_plan_import_new (own, data != NULL ? data : "", (gssize) length, error);
  if (import == NULL)
    /* Translators: %s is a file's name; the reason follows. */
    g_prefix_error (error, _ ("%s is no usable plan: "), source);
  return import;
}

/* What is told before anybody is asked must stand alone as JSON, so there it is told at the end. */
static int
apply (const Options *options, SlPlanFile *file, const SlPlanImport *import)
{
  g_autoptr (GError) error = NULL;
  gboolean is_wanted = import->changes->len > 0 && !options->dry_run;

  if (!options->json)
    sl_plan_transfer_print (import);
  if (is_wanted && !options->yes)
    is_wanted = !options->json && sl_plan_transfer_ask ();
  if (is_wanted && !sl_plan_file_save (file, import->result, &error))
    return fail_with (error);
  if (options->json)
    sl_plan_transfer_print_json (import, is_wanted);
  else if (import->changes->len > 0)
    printf ("%s\n", is_wanted ? _ ("Imported. Nothing of yours was removed.")
                              : _ ("Nothing was changed. To import this, add --yes."));
  return is_wanted || import->changes->len == 0 || options->dry_run ? SL_EXIT_FINE
                                                                    : SL_EXIT_NOT_FINE;
}

static int
read_in (const Options *options, char **operands)
{
  g_autoptr (SlPlanFile) file = open_plan_file ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) own = sl_plan_file_load (file, &error);
  g_autoptr (SlPlanImport) import = own != NULL ? compare (own, operands[0], &error) : NULL;

  return import != NULL ? apply (options, file, import) : fail_with (error);
}

static int
lint (const Options *options, char **operands)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = load_plan (operands[0], &error);
  g_autoptr (SlProviderCatalogue) catalogue = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (plan == NULL)
    return fail_with (error);
  catalogue = sl_provider_catalogue_new_default ();
  if (options->online && !sl_plan_exchangers_ask (catalogue, plan))
    fprintf (stderr, "%s\n", _ ("The name servers do not answer; what is known already counts."));
  findings = sl_plan_lint (plan, catalogue, g_get_real_time () / G_USEC_PER_SEC);
  if (options->json)
    sl_plan_report_print_findings_json (findings);
  else
    sl_plan_report_print_findings (findings);
  return findings->len == 0 ? SL_EXIT_FINE : SL_EXIT_NOT_FINE;
}

static int
add_account (const Options *options, char **operands)
{
  g_autoptr (SlPlanFile) file = open_plan_file ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = sl_plan_file_load (file, &error);
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  g_autofree char *id = NULL;

  if (plan != NULL)
    id = sl_plan_edit_add_account (plan, catalogue, operands[0], operands[1], options->name,
                                   &error);
  if (id == NULL
      || (options->online_account != NULL
          && !sl_plan_edit_set_online_account (plan, id, options->online_account, &error))
      || !sl_plan_file_save (file, plan, &error))
    return fail_with (error);
  printf ("%s\n", id);
  return SL_EXIT_FINE;
}

static int
add_channel (const Options *options, char **operands)
{
  g_autoptr (SlPlanFile) file = open_plan_file ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = sl_plan_file_load (file, &error);
  g_autofree char *id = NULL;

  if (plan != NULL)
    id = sl_plan_edit_add_channel (plan, operands[0], operands[1], options->kind,
                                   options->instructions, &error);
  if (id == NULL || !sl_plan_file_save (file, plan, &error))
    return fail_with (error);
  printf ("%s\n", id);
  return SL_EXIT_FINE;
}

static gboolean
set_organisation (SlPlan *plan, const char *address, const char *key, GError **error)
{
  if (address == NULL && key != NULL)
    {
      g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE,
                   _ ("A key belongs to an address; give both."));
      return FALSE;
    }
  return sl_plan_set_organisation_source (plan, address, key, error);
}

static int
add_page (const Options *options, char **operands)
{
  g_autoptr (SlPlanFile) file = open_plan_file ();
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sl_plan_watch_page (file, operands[0], options->name,
                                            (const char *const *) options->components, &error);

  if (id == NULL)
    return fail_with (error);
  printf ("%s\n", id);
  return SL_EXIT_FINE;
}

static int
print_organisation (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = load_own (&error);
  const char *address;

  if (plan == NULL)
    return fail_with (error);
  if (options->key != NULL)
    return sl_command_fail (SL_EXIT_USAGE, _ ("A key belongs to an address; give both."));
  address = sl_plan_get_organisation_address (plan);
  printf ("%s\n", address != NULL ? address : NO_ORGANISATION);
  return SL_EXIT_FINE;
}

/* A key that was given for one address does not speak for another. */
static int
organisation (const Options *options, char **operands)
{
  g_autoptr (SlPlanFile) file = open_plan_file ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = NULL;
  const char *address = g_strcmp0 (operands[0], NO_ORGANISATION) != 0 ? operands[0] : NULL;
  const char *key = options->key;

  if (operands[0] == NULL)
    return print_organisation (options);
  plan = sl_plan_file_load (file, &error);
  if (plan != NULL && key == NULL && address != NULL
      && g_strcmp0 (address, sl_plan_get_organisation_address (plan)) == 0)
    key = sl_plan_get_organisation_key (plan);
  if (plan == NULL || !set_organisation (plan, address, key, &error)
      || !sl_plan_file_save (file, plan, &error))
    return fail_with (error);
  return SL_EXIT_FINE;
}

static const Verb verbs[] = {
  { "show", 0, 1, JSON, show },
  { "lint", 0, 1, JSON | ONLINE, lint },
  { "export", 0, 0, WITHOUT_ADDRESSES, write_out },
  { "import", 1, 1, JSON | YES | DRY_RUN, read_in },
  { "add-account", 1, 2, NAME | ONLINE_ACCOUNT, add_account },
  { "add-channel", 2, 2, KIND | INSTRUCTIONS, add_channel },
  { "add-page", 1, 1, NAME | COMPONENTS, add_page },
  { "organisation", 0, 1, KEY, organisation },
};

static const Verb *
find_verb (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, name))
      return &verbs[i];
  return NULL;
}

static guint
list_given (const Options *options)
{
  const struct
  {
    gboolean given;
    guint    option;
  } rows[] = {
    { options->json, JSON },
    { options->name != NULL, NAME },
    { options->online_account != NULL, ONLINE_ACCOUNT },
    { options->kind != NULL, KIND },
    { options->instructions != NULL, INSTRUCTIONS },
    { options->yes, YES },
    { options->dry_run, DRY_RUN },
    { options->without_addresses, WITHOUT_ADDRESSES },
    { options->online, ONLINE },
    { options->key != NULL, KEY },
    { options->components != NULL, COMPONENTS },
  };
  guint given = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    given |= rows[i].given ? rows[i].option : 0;
  return given;
}

static gboolean
takes_options (const Verb *verb, const Options *options)
{
  guint given = list_given (options);

  return (given & ~verb->takes) == 0 && (given & (YES | DRY_RUN)) != (YES | DRY_RUN);
}

static int
run_verb (const Options *options, int n_operands, char **operands)
{
  const Verb *verb = n_operands > 0 ? find_verb (operands[0]) : NULL;

  if (verb == NULL)
    return sl_command_fail (
        SL_EXIT_USAGE,
        _ ("plan takes one of show, lint, export, import, add-account, add-channel, add-page, "
           "organisation. Try “stormlanternctl plan --help”."));
  if (n_operands - 1 < verb->n_operands_min || n_operands - 1 > verb->n_operands_max
      || !takes_options (verb, options))
    return sl_command_fail (SL_EXIT_USAGE,
                            /* Translators: %s is a word such as lint */
                            _ ("plan %s does not take these arguments. Try “stormlanternctl plan "
                               "--help”."),
                            verb->name);
  for (int i = 1; i < n_operands; i++)
    if (!g_utf8_validate (operands[i], -1, NULL))
      return sl_command_fail (SL_EXIT_USAGE, _ ("An argument is not UTF-8 text."));
  return verb->run (options, operands + 1);
}

static int
run (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json,
      N_ ("With show, lint and import: print one JSON object on one line"), NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name,
      N_ ("With add-account and add-page: your own name for it"), N_ ("NAME") },
    { "online-account", 0, 0, G_OPTION_ARG_STRING, &options.online_account,
      N_ ("With add-account: sign in with this account of GNOME Online Accounts"), N_ ("ID") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind,
      N_ ("With add-channel: phone, sms, chat, video, mail, web, in-person or other"),
      N_ ("KIND") },
    { "instructions", 0, 0, G_OPTION_ARG_STRING, &options.instructions,
      N_ ("With add-channel: what to do there"), N_ ("TEXT") },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &options.yes, N_ ("With import: do not ask"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
      N_ ("With import: only show the difference"), NULL },
    { "without-addresses", 0, 0, G_OPTION_ARG_NONE, &options.without_addresses,
      N_ ("With export: leave out your mail addresses and user names"), NULL },
    { "online", 0, 0, G_OPTION_ARG_NONE, &options.online,
      N_ ("With lint: ask the name servers who takes the mail of the plan's domains"), NULL },
    { "component", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.components,
      N_ ("With add-page: only this part matters; may be given again"), N_ ("ID-or-NAME") },
    { "key", 0, 0, G_OPTION_ARG_STRING, &options.key,
      N_ ("With organisation: the Ed25519 key that must have signed its plan"), N_ ("BASE64") },
    { NULL },
  };
  int exit_code;

  if (!sl_command_parse (&sl_command_plan, entries, &argc, &argv, &exit_code))
    return exit_code;
  return run_verb (&options, argc - 1, argv + 1);
}

const SlCommand sl_command_plan = {
  .name = "plan",
  .usage = "show [FILE] | lint [FILE] | export | import FILE|URL | add-account ADDRESS [URI] | "
           "add-channel NAME ADDRESS | add-page URL | organisation [URL|none]",
  .summary = N_ ("Show, check and extend the plan: accounts and backup channels"),
  .run = run,
};
