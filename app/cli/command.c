/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"

#include "sentence.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/**
 * sl_command_fail:
 * @exit_code: what the command will return
 * @format: one sentence: what went wrong, where, and what to do
 * @...: its arguments
 *
 * Says on standard error why a command fails: exactly one line, whatever the arguments hold.
 *
 * Returns: @exit_code, so that a command can return the call
 */
int
sl_command_fail (SlExit exit_code, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *sentence = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  for (char *character = text; *character != '\0'; character++)
    {
      if (g_ascii_iscntrl (*character))
        *character = ' ';
    }
  sentence = sl_sentence_end (g_strchomp (text));
  g_printerr ("stormlanternctl: %s\n", sentence);
  return exit_code;
}

/* GOption leaves the separator in place when a later argument begins with "-". */
static void
remove_separator (int *argc, char **argv)
{
  for (int i = 1; i < *argc; i++)
    {
      if (!g_str_equal (argv[i], "--"))
        continue;
      memmove (argv + i, argv + i + 1, (*argc - i) * sizeof (char *));
      (*argc)--;
      return;
    }
}

/* The usage goes in as a parameter, not as the program's name, which GOption takes from the
 * process. */
static GOptionContext *
create_context (const SlCommand *command)
{
  g_autofree char *program = g_strdup_printf ("stormlanternctl %s", command->name);
  GOptionContext  *context = g_option_context_new (command->usage);

  g_set_prgname (program);
  g_option_context_set_summary (context, _ (command->summary));
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  return context;
}

/* GOption takes "--json=no" for "--json". */
static gboolean
refuse_values (const GOptionEntry *entries, int argc, char **argv, GError **error)
{
  for (int i = 1; i < argc && !g_str_equal (argv[i], "--"); i++)
    {
      for (guint j = 0; entries != NULL && entries[j].long_name != NULL; j++)
        {
          g_autofree char *prefix = g_strdup_printf ("--%s=", entries[j].long_name);

          if (entries[j].arg != G_OPTION_ARG_NONE || !g_str_has_prefix (argv[i], prefix))
            continue;
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       /* Translators: %s is an option's name */
                       _ ("--%s takes no value"), entries[j].long_name);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * sl_command_parse:
 * @command: the command whose arguments these are
 * @entries: (nullable): its options, ended by an empty entry
 * @argc: (inout): number of arguments; afterwards the operands and the command's name alone
 * @argv: (inout): arguments; argv[0] is the command's name
 * @exit_code: (out): set if the command must not run
 *
 * Parses the options of a command, and answers --help.
 *
 * Returns: whether to go on; otherwise return @exit_code: help was shown, or the usage was wrong
 *   and one line on standard error said so
 */
gboolean
sl_command_parse (
    const SlCommand *command, const GOptionEntry *entries, int *argc, char ***argv, int *exit_code)
{
  g_autoptr (GOptionContext) context = create_context (command);
  g_autoptr (GError) error = NULL;
  gboolean           help = FALSE;
  const GOptionEntry help_entries[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_ ("Show this help"), NULL },
    { NULL },
  };

  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help_entries, GETTEXT_PACKAGE);

  if (!refuse_values (entries, *argc, *argv, &error)
      || !g_option_context_parse (context, argc, argv, &error))
    {
      *exit_code = sl_command_fail (
          SL_EXIT_USAGE,
          /* Translators: the first %s is the reason, the second a command's name */
          _ ("%s. Try “stormlanternctl %s --help”."), error->message, command->name);
      return FALSE;
    }
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      g_print ("%s", text);
      *exit_code = SL_EXIT_FINE;
      return FALSE;
    }
  remove_separator (argc, *argv);
  return TRUE;
}
