/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"

#include "input-file.h"
#include "plan-edit.h"
#include "plan-file.h"
#include "plan-report.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

typedef struct
{
  gboolean json;
  char    *name;
  char    *kind;
  char    *instructions;
} Options;

/* One thing that can be done with a plan. The operands are what follows its name. */
typedef struct
{
  const char *name;
  int         n_operands_min;
  int         n_operands_max;
  gboolean    takes_json;
  gboolean    takes_name;
  gboolean    takes_channel_words; /* --kind, --instructions */
  int (*run) (const Options *options, char **operands);
} Verb;

static void
clear_options (Options *options)
{
  g_free (options->name);
  g_free (options->kind);
  g_free (options->instructions);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* A mistake in the plan is bad input; a disk that does not obey is the system's failure. */
static int
fail_with (const GError *error)
{
  gboolean is_system = g_error_matches (error, SL_PLAN_ERROR, SL_PLAN_ERROR_FILE)
                       || g_error_matches (error, SL_PLAN_ERROR, SL_PLAN_ERROR_CHANGED);

  return sl_command_fail (is_system ? SL_EXIT_FAILED : SL_EXIT_USAGE, "%s", error->message);
}

static SlPlanFile *
open_plan_file (void)
{
  g_autofree char *path = sl_plan_file_default_path ();

  return sl_plan_file_new (path);
}

/* The plan in the named file, or the user's own. */
static SlPlan *
load_plan (const char *path, GError **error)
{
  g_autoptr (SlPlanFile) file = NULL;
  g_autofree char *text = NULL;
  gsize            length = 0;
  SlPlan          *plan;

  if (path == NULL)
    {
      file = open_plan_file ();
      return sl_plan_file_load (file, error);
    }
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

static int export(const Options *options, char **operands)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = load_plan (NULL, &error);
  g_autofree char *text = NULL;

  if (plan == NULL)
    return fail_with (error);
  text = sl_plan_to_json (plan);
  printf ("%s", text);
  return SL_EXIT_FINE;
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
  if (id == NULL || !sl_plan_file_save (file, plan, &error))
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

static const Verb verbs[] = {
  { "show", 0, 1, TRUE, FALSE, FALSE, show },
  { "lint", 0, 1, TRUE, FALSE, FALSE, lint },
  { "export", 0, 0, FALSE, FALSE, FALSE, export },
  { "add-account", 1, 2, FALSE, TRUE, FALSE, add_account },
  { "add-channel", 2, 2, FALSE, FALSE, TRUE, add_channel },
};

static const Verb *
find_verb (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, name))
      return &verbs[i];
  return NULL;
}

static gboolean
takes_options (const Verb *verb, const Options *options)
{
  return (verb->takes_json || !options->json) && (verb->takes_name || options->name == NULL)
         && (verb->takes_channel_words || (options->kind == NULL && options->instructions == NULL));
}

static int
run_verb (const Options *options, int n_operands, char **operands)
{
  const Verb *verb = n_operands > 0 ? find_verb (operands[0]) : NULL;

  if (verb == NULL)
    return sl_command_fail (SL_EXIT_USAGE,
                            _ ("plan takes one of show, lint, export, add-account, add-channel. "
                               "Try “stormlanternctl plan --help”."));
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
      N_ ("With show and lint: print one JSON object on one line"), NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name,
      N_ ("With add-account: your own name for it"), N_ ("NAME") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind,
      N_ ("With add-channel: phone, sms, chat, video, mail, web, in-person or other"),
      N_ ("KIND") },
    { "instructions", 0, 0, G_OPTION_ARG_STRING, &options.instructions,
      N_ ("With add-channel: what to do there"), N_ ("TEXT") },
    { NULL },
  };
  int exit_code;

  if (!sl_command_parse (&sl_command_plan, entries, &argc, &argv, &exit_code))
    return exit_code;
  return run_verb (&options, argc - 1, argv + 1);
}

const SlCommand sl_command_plan = {
  .name = "plan",
  .usage
  = "show [FILE] | lint [FILE] | export | add-account ADDRESS [URI] | add-channel NAME ADDRESS",
  .summary = N_ ("Show, check and extend the plan: accounts and backup channels"),
  .run = run,
};
