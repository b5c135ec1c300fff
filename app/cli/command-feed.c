/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"

#include "feed-address.h"
#include "feed-fetcher.h"
#include "feed-probe.h"
#include "feed-reader.h"
#include "feed-report.h"
#include "input-file.h"
#include "iso-time.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  gboolean json;
  char    *platform;
  char   **components;
  char    *now_text;
  gint64   now;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->platform);
  g_strfreev (options->components);
  g_free (options->now_text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static int
judge_options (Options *options)
{
  options->now = g_get_real_time () / G_TIME_SPAN_SECOND;
  if (options->now_text != NULL && !sl_iso_time_parse (options->now_text, &options->now))
    return sl_command_fail (SL_EXIT_USAGE,
                            /* Translators: %s is what should be a time */
                            _ ("--now takes a time such as 2026-09-16T09:14:00Z, not “%s”."),
                            options->now_text);
  if (g_strcmp0 (options->platform, SL_FEED_PLATFORM_AUTO) == 0)
    g_clear_pointer (&options->platform, g_free);
  if (options->platform != NULL && sl_feed_reader_lookup (options->platform) == NULL)
    {
      g_autofree char *known = g_strjoinv (", ", (char **) sl_feed_reader_list ());

      return sl_command_fail (
          SL_EXIT_USAGE,
          /* Translators: the first %s was typed, the second is a list of names */
          _ ("There is no platform “%s”; known are %s."), options->platform, known);
    }
  return SL_EXIT_FINE;
}

typedef struct
{
  char    *url; /* nullable: where the feed was found */
  GBytes  *body;
  GError  *error;
  gboolean done;
} Answer;

static void
clear_answer (Answer *answer)
{
  g_free (answer->url);
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_clear_error (&answer->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (SlFeedResponse) response
      = sl_feed_fetcher_fetch_finish (SL_FEED_FETCHER (source), result, &answer->error);

  if (response != NULL)
    answer->body = g_bytes_ref (response->body);
  answer->done = TRUE;
}

static void
on_probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (SlFeedFind) found = sl_feed_probe_finish (result, &answer->error);

  if (found != NULL)
    {
      answer->url = g_strdup (found->url);
      answer->body = g_bytes_ref (found->body);
    }
  answer->done = TRUE;
}

static const char *
get_platform (const Options *options)
{
  return options->platform != NULL ? options->platform : "unknown";
}

/* An answer that is no status page is a reading, an unknown one; no answer is a failure. */
static SlHealth *
explain (const Options *options, const GError *error, int *exit_code)
{
  if (g_error_matches (error, SL_FEED_ERROR, SL_FEED_ERROR_TYPE)
      || g_error_matches (error, SL_FEED_ERROR, SL_FEED_ERROR_SIZE))
    return sl_health_new_unknown (get_platform (options), error->message);
  *exit_code = sl_command_fail (SL_EXIT_FAILED, "%s", error->message);
  return NULL;
}

/* Who does not name the platform may give the address of the page for people; @feed_url is then set
 * to what a provider file needs. */
static SlHealth *
fetch (const Options *options, const char *url, char **feed_url, int *exit_code)
{
  g_autoptr (SlFeedFetcher) fetcher = sl_feed_fetcher_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) address = sl_feed_address_parse (url, &error);
  g_auto (Answer) answer = { NULL };

  if (address == NULL)
    {
      *exit_code = sl_command_fail (SL_EXIT_USAGE, "%s", error->message);
      return NULL;
    }
  if (options->platform != NULL)
    sl_feed_fetcher_fetch_async (fetcher, url, NULL, on_fetched, &answer);
  else
    sl_feed_probe_async (fetcher, url, NULL, on_probed, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  if (answer.body == NULL)
    return explain (options, answer.error, exit_code);
  *feed_url = g_steal_pointer (&answer.url);
  return sl_feed_read (options->platform, answer.body, options->now,
                       (const char *const *) options->components);
}

static SlHealth *
read_file (const Options *options, const char *path, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  gsize length;
  char *data = sl_input_file_read (path, SL_FEED_MAX_BYTES, &length, &error);

  if (data == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    return sl_health_new_unknown (get_platform (options), error->message);
  if (data == NULL)
    {
      *exit_code = sl_command_fail (SL_EXIT_USAGE, "%s", error->message);
      return NULL;
    }
  body = g_bytes_new_take (data, length);
  return sl_feed_read (options->platform, body, options->now,
                       (const char *const *) options->components);
}

static SlHealth *
read_source (const Options *options, const char *source, char **feed_url, int *exit_code)
{
  if (strstr (source, "://") != NULL)
    return fetch (options, source, feed_url, exit_code);
  return read_file (options, source, exit_code);
}

static int
feed (const Options *options, const char *source)
{
  gboolean         chosen = options->components != NULL && options->components[0] != NULL;
  int              exit_code = SL_EXIT_FAILED;
  g_autofree char *report = NULL;
  g_autofree char *feed_url = NULL;
  g_autoptr (SlHealth) health = read_source (options, source, &feed_url, &exit_code);

  if (health == NULL)
    return exit_code;
  report = options->json ? sl_feed_report_to_json (health)
                         : sl_feed_report_to_text (health, options->now, chosen);
  fputs (report, stdout);
  if (feed_url != NULL && !options->json)
    /* Translators: an address, and a kind of status page such as "statuspage" */
    printf (_ ("\nFound at %s (%s).\n"), feed_url, health->platform);
  return health->state == SL_HEALTH_OPERATIONAL ? SL_EXIT_FINE : SL_EXIT_NOT_FINE;
}

static int
run (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print one JSON object on one line"),
      NULL },
    { "platform", 0, 0, G_OPTION_ARG_STRING, &options.platform,
      N_ ("Read it as NAME instead of detecting the platform"), N_ ("NAME") },
    { "component", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.components,
      N_ ("Judge this part only; may be given again"), N_ ("ID-or-NAME") },
    { "now", 0, 0, G_OPTION_ARG_STRING, &options.now_text, N_ ("Read it as if it were that time"),
      N_ ("ISO8601") },
    { NULL },
  };
  int exit_code;

  if (!sl_command_parse (&sl_command_feed, entries, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 2)
    return sl_command_fail (SL_EXIT_USAGE,
                            _ ("feed takes one file or address; “-” is standard input."));
  exit_code = judge_options (&options);
  return exit_code == SL_EXIT_FINE ? feed (&options, argv[1]) : exit_code;
}

const SlCommand sl_command_feed = {
  .name = "feed",
  .usage = "FILE|URL",
  .summary = N_ ("Read a status page: what does the provider admit?"),
  .run = run,
};
