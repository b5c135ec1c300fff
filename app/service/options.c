/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "options.h"

#include "practice.h"

#include <glib/gi18n-lib.h>

#define LONGEST_INTERVAL_MS (24 * 60 * 60 * 1000)

static const struct
{
  const char *name;
  size_t      offset;
} interval_names[] = {
  { "door_ms", offsetof (SlWatchIntervals, door_ms) },
  { "signin_ms", offsetof (SlWatchIntervals, signin_ms) },
  { "feed_ms", offsetof (SlWatchIntervals, feed_ms) },
  { "feed_incident_ms", offsetof (SlWatchIntervals, feed_incident_ms) },
  { "feed_channel_ms", offsetof (SlWatchIntervals, feed_channel_ms) },
  { "confirm_ms", offsetof (SlWatchIntervals, confirm_ms) },
  { "wake_quiet_ms", offsetof (SlWatchIntervals, wake_quiet_ms) },
  { "backoff_unit_ms", offsetof (SlWatchIntervals, backoff_unit_ms) },
};

static gboolean
parse_interval (SlWatchIntervals *intervals, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  guint64 value;

  for (guint i = 0; i < G_N_ELEMENTS (interval_names); i++)
    {
      if (!g_str_equal (parts[0] != NULL ? parts[0] : "", interval_names[i].name))
        continue;
      if (!g_ascii_string_to_unsigned (parts[1] != NULL ? parts[1] : "", 10, 0, LONGEST_INTERVAL_MS,
                                       &value, error))
        return FALSE;
      G_STRUCT_MEMBER (guint, intervals, interval_names[i].offset) = value;
      return TRUE;
    }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: %s is what the user typed */
               _ ("“%s” is no interval; write it like signin_ms=500,feed_ms=500"), text);
  return FALSE;
}

static SlWatchIntervals *
parse_intervals (const char *text, GError **error)
{
  g_autofree SlWatchIntervals *intervals
      = g_memdup2 (&sl_watch_intervals_default, sizeof *intervals);
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  gboolean is_empty = parts[0] == NULL;

  if (is_empty && !parse_interval (intervals, text, error))
    return NULL;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!parse_interval (intervals, parts[i], error))
        return NULL;
    }
  return g_steal_pointer (&intervals);
}

/* --practice takes a scenario or stands alone. */
static gboolean
on_practice (const char *name, const char *value, gpointer data, GError **error)
{
  SlServiceOptions *options = data;

  g_free (options->practice);
  options->practice = g_strdup (value != NULL ? value : SL_PRACTICE_DEFAULT_SCENARIO);
  return TRUE;
}

static gboolean
on_intervals (const char *name, const char *value, gpointer data, GError **error)
{
  SlServiceOptions *options = data;

  g_free (options->intervals);
  options->intervals = parse_intervals (value, error);
  return options->intervals != NULL;
}

static GOptionGroup *
create_group (SlServiceOptions *options)
{
  const GOptionEntry entries[] = {
    { "practice", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK, on_practice,
      N_ ("Act out an outage on this computer instead of watching your mail, then end"),
      N_ ("SCENARIO") },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &options->speed, N_ ("Of the practice; 1 is real time"),
      N_ ("N") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->show_version, N_ ("Show the version"), NULL },
    { "intervals", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_CALLBACK, on_intervals, NULL, NULL },
    { "ca-file", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &options->ca_file, NULL, NULL },
    { "lifeline", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options->has_lifeline, NULL, NULL },
    { NULL },
  };
  GOptionGroup *group = g_option_group_new ("watch", "", "", options, NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  return group;
}

/**
 * sl_service_options_parse:
 * @argc: (inout): number of arguments
 * @argv: (inout): arguments
 * @error: set to #GOptionError, one sentence
 *
 * Parses the command line; shows the help and ends the process for --help.
 *
 * Returns: (transfer full) (nullable): the options
 */
SlServiceOptions *
sl_service_options_parse (int *argc, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (SlServiceOptions) options = g_new0 (SlServiceOptions, 1);

  options->speed = 1;
  g_option_context_set_summary (context, _ ("Watches whether your mail sign-in works. "
                                            "Usually started by your desktop."));
  g_option_context_set_main_group (context, create_group (options));
  if (!g_option_context_parse (context, argc, argv, error))
    return NULL;
  if (*argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   /* Translators: %s is what the user typed */
                   _ ("“%s” was not expected"), (*argv)[1]);
      return NULL;
    }
  return g_steal_pointer (&options);
}

/**
 * sl_service_options_free:
 * @options: the options
 */
void
sl_service_options_free (SlServiceOptions *options)
{
  g_free (options->practice);
  g_free (options->intervals);
  g_free (options->ca_file);
  g_free (options);
}
