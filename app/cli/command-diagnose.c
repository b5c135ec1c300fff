/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"

#include "diagnosis.h"
#include "input-file.h"
#include "json-line.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static void
print_json (const SlVerdict *verdict)
{
  g_autofree char *line = sl_json_line_new (sl_verdict_to_json (verdict));

  fputs (line, stdout);
}

static void
print_text (const SlVerdict *verdict)
{
  printf ("%s\n", verdict->headline);
  if (*verdict->advice != '\0')
    printf ("%s\n", verdict->advice);
  if (verdict->evidence[0] != NULL)
    printf ("\n%s\n", _ ("Why we say so:"));
  for (gsize i = 0; verdict->evidence[i] != NULL; i++)
    printf ("  - %s\n", verdict->evidence[i]);
}

static int
diagnose (const char *path, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlEvidence) evidence = NULL;
  g_autoptr (SlVerdict) verdict = NULL;
  gsize            length = 0;
  g_autofree char *text = sl_input_file_read (path, SL_EVIDENCE_MAX_BYTES, &length, &error);

  if (text == NULL)
    return sl_command_fail (SL_EXIT_USAGE, "%s", error->message);
  evidence = sl_evidence_new_from_json (text, (gssize) length, &error);
  if (evidence == NULL)
    return sl_command_fail (SL_EXIT_USAGE,
                            /* Translators: a file's name and the reason */
                            _ ("%s is no evidence file: %s."), path, error->message);

  verdict = sl_diagnose (evidence);
  if (json)
    print_json (verdict);
  else
    print_text (verdict);
  return verdict->state == SL_STATE_OK || verdict->state == SL_STATE_PAUSED ? SL_EXIT_FINE
                                                                            : SL_EXIT_NOT_FINE;
}

static int
run (int argc, char **argv)
{
  gboolean           json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print one JSON object on one line"), NULL },
    { NULL },
  };
  int exit_code;

  if (!sl_command_parse (&sl_command_diagnose, entries, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 2)
    return sl_command_fail (SL_EXIT_USAGE,
                            _ ("diagnose takes one evidence file, or “-” for standard input."));
  return diagnose (argv[1], json);
}

const SlCommand sl_command_diagnose = {
  .name = "diagnose",
  .usage = "FILE",
  .summary = N_ ("Say whose fault it is, from a recorded evidence file"),
  .run = run,
};
