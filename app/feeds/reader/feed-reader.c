/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-reader.h"

#include "feed-fetcher.h"
#include "json-guard.h"
#include "readers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Every platform, in the order of detection: the most people first, but a shape that is also a part
 * of another one before it. A new one: its file NAME-reader.c and a line here. */
static const SlFeedReader *const readers[] = {
  &sl_microsoft_reader,    &sl_google_workspace_reader,
  &sl_apple_reader,        &sl_incident_io_reader,
  &sl_statuspage_reader,   &sl_azure_reader,
  &sl_slack_reader,        &sl_instatus_reader,
  &sl_better_stack_reader, &sl_status_io_reader,
  &sl_sorry_reader,        &sl_uptime_kuma_reader,
  &sl_gatus_reader,        &sl_cstate_reader,
  &sl_statuspal_reader,    &sl_freshstatus_reader,
  &sl_status_iq_reader,    &sl_cachet_reader,
  &sl_signal_reader,       &sl_rss_reader,
};

/**
 * sl_feed_reader_lookup:
 * @platform: (nullable): a platform's stable name
 *
 * Returns: (transfer none) (nullable): its reader, %NULL if there is none
 */
const SlFeedReader *
sl_feed_reader_lookup (const char *platform)
{
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      if (g_strcmp0 (readers[i]->platform, platform) == 0)
        return readers[i];
    }
  return NULL;
}

/**
 * sl_feed_reader_list:
 *
 * Returns: (transfer none): the stable names of all platforms, ended by %NULL
 */
const char *const *
sl_feed_reader_list (void)
{
  static const char *platforms[G_N_ELEMENTS (readers) + 1];

  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    platforms[i] = readers[i]->platform;
  return platforms;
}

static const char *
skip_spaces (const char *at, const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;
  return at;
}

static const char *
skip_name (const char *at, const char *end)
{
  while (at < end && (g_ascii_isalnum (*at) || *at == '_' || *at == '$' || *at == '.'))
    at++;
  return at;
}

static const char *
skip_ending (const char *start, const char *end)
{
  while (end > start && (g_ascii_isspace (end[-1]) || end[-1] == ';'))
    end--;
  return end;
}

/* Finds the object within "callback({…});", the way pages answer to script tags. */
static gboolean
find_callback_argument (const char  *data,
                        gsize        length,
                        const char **argument,
                        gsize       *argument_length)
{
  const char *end = skip_ending (data, data + length);
  const char *name = skip_spaces (data, end);
  const char *open = skip_spaces (skip_name (name, end), end);

  if (open == name || end - open < 2 || *open != '(' || end[-1] != ')')
    return FALSE;
  *argument = open + 1;
  *argument_length = end - open - 2;
  return TRUE;
}

static JsonNode *
parse_body (GBytes *body, GError **error)
{
  gsize       length;
  const char *data = g_bytes_get_data (body, &length);

  if (data != NULL && length <= SL_FEED_MAX_BYTES)
    find_callback_argument (data, length, &data, &length);
  return sl_json_guard_parse (data != NULL ? data : "", length, error);
}

static const SlFeedReader *
detect (GBytes *body, JsonNode *root)
{
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      if (readers[i]->recognises (body, root))
        return readers[i];
    }
  return NULL;
}

/**
 * sl_feed_reader_detect:
 * @body: an answer
 *
 * Tells the platform by the fields only it has, never by the address: pages move from one platform
 * to another without notice.
 *
 * Returns: (transfer none) (nullable): the reader, %NULL if no platform is recognised
 */
const SlFeedReader *
sl_feed_reader_detect (GBytes *body)
{
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (body != NULL, NULL);

  root = parse_body (body, NULL);
  return detect (body, root);
}

/**
 * sl_feed_reader_reads_page:
 * @page: a web page
 *
 * Returns: whether it is the answer of a platform that is one
 */
gboolean
sl_feed_reader_reads_page (GBytes *page)
{
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      if (readers[i]->web_page && readers[i]->recognises (page, NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
begins_with (const char *at, const char *end, const char *start)
{
  gsize length = strlen (start);

  return (gsize) (end - at) >= length && g_ascii_strncasecmp (at, start, length) == 0;
}

/* Names what the answer begins like, %NULL if that is not markup. */
static const char *
explain_markup (GBytes *body)
{
  gsize       length;
  const char *data = g_bytes_get_data (body, &length);
  const char *at = data != NULL ? data : "";
  const char *end = at + length;

  if (begins_with (at, end, "\xEF\xBB\xBF"))
    at += 3;
  at = skip_spaces (at, end);
  if (begins_with (at, end, "<?xml"))
    return _ ("The answer is XML, but no list of news.");
  if (begins_with (at, end, "<"))
    return _ ("The answer is a web page, not the data of a status page.");
  return NULL;
}

static char *
explain_no_json (GBytes *body, const GError *error)
{
  const char *markup;

  if (g_bytes_get_size (body) == 0)
    return g_strdup (_ ("The answer is empty."));
  markup = explain_markup (body);
  if (markup != NULL && g_error_matches (error, SL_FEED_ERROR, SL_FEED_ERROR_TYPE))
    return g_strdup (markup);
  return g_strdup (error->message);
}

static char *
explain_platform (const SlFeedReader *wanted, const SlFeedReader *detected)
{
  if (detected == NULL)
    return g_strdup (_ ("The answer is not from a kind of status page that is known."));
  /* Translators: both %s are stable names of kinds of status pages, such as "statuspage" */
  return g_strdup_printf (_ ("The answer is not from “%s” but from “%s”."), wanted->platform,
                          detected->platform);
}

/**
 * sl_feed_read:
 * @platform: (nullable): the stable name of the platform it should be from, %NULL or "auto" to
 *   detect it
 * @body: an answer, from anywhere
 * @now: Unix seconds
 * @components: (nullable): ids or names of the wanted parts; empty: the whole page
 *
 * Reads an answer: first what protects the parser (size, UTF-8, depth), then the anchor of its
 * platform, then the reader. Never fails: what cannot be read is unknown, with a reason.
 *
 * Returns: (transfer full): the reading; its platform is "unknown" if none was recognised
 */
SlHealth *
sl_feed_read (const char *platform, GBytes *body, gint64 now, const char *const *components)
{
  gboolean            any = platform == NULL || g_str_equal (platform, SL_FEED_PLATFORM_AUTO);
  const SlFeedReader *wanted = sl_feed_reader_lookup (platform);
  const SlFeedReader *detected;
  const char         *name = any ? "unknown" : platform;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;

  g_return_val_if_fail (body != NULL, NULL);

  if (!any && wanted == NULL)
    {
      /* Translators: %s is what should be the stable name of a kind of status pages */
      reason = g_strdup_printf (_ ("“%s” is not a kind of status page that is known."), platform);
      return sl_health_new_unknown (platform, reason);
    }
  root = parse_body (body, &error);
  detected = wanted != NULL && wanted->recognises (body, root) ? wanted : detect (body, root);
  if (detected == NULL && error != NULL)
    {
      reason = explain_no_json (body, error);
      return sl_health_new_unknown (name, reason);
    }
  if (detected == NULL || (wanted != NULL && detected != wanted))
    {
      reason = explain_platform (wanted, detected);
      return sl_health_new_unknown (name, reason);
    }
  return detected->read (body, root, now, components);
}
