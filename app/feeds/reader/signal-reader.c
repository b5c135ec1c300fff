/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-text.h"
#include "health-judge.h"
#include "readers.h"

#include <string.h>

/* https://status.signal.org, a web page that says one sentence:
 *
 *   <title>Signal Status</title> … <span id="symbol">&check;</span> … Signal is up and running.
 *
 * What it says when Signal is down was never seen: every other sentence is unknown.
 *
 * Source: the page; samples in tests/data/feeds/signal. */

#define TITLE "Signal Status"
#define TITLE_TAG "<title>" TITLE "</title>"
#define UP_SENTENCE "Signal is up and running."

/* The page has 700 bytes. */
#define MAX_PAGE_BYTES 8000

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  gsize       length;
  const char *data = g_bytes_get_data (body, &length);

  return root == NULL && length > 0 && length <= MAX_PAGE_BYTES
         && g_strstr_len (data, length, TITLE_TAG) != NULL;
}

/* Steps over the title and the check mark before the sentence. */
static const char *
find_sentence (const char *text)
{
  static const char *const before[] = { TITLE, "&check;", "✓" };

  for (gsize i = 0; i < G_N_ELEMENTS (before); i++)
    {
      if (g_str_has_prefix (text, before[i]))
        text += strlen (before[i]);
      text += strspn (text, " ");
    }
  return text;
}

static SlHealth *
read_page (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_signal_reader.platform, components);
  gsize            length;
  const char      *data = g_bytes_get_data (body, &length);
  g_autofree char *page = g_strndup (data, length);
  g_autofree char *text = sl_feed_text_clean (page);
  const char      *sentence = text != NULL ? find_sentence (text) : NULL;
  gboolean         up = g_strcmp0 (sentence, UP_SENTENCE) == 0;

  sl_health_judge_set_page_name (judge, "Signal");
  sl_health_judge_set_page_state (judge, up ? SL_HEALTH_OPERATIONAL : SL_HEALTH_UNKNOWN, sentence);
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_signal_reader = { "signal", recognises, read_page, TRUE };
