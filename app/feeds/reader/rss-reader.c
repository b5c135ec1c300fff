/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-text.h"
#include "feed-word.h"
#include "health-judge.h"
#include "incident-shape.h"
#include "news-feed.h"
#include "readers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Any list of news of a status page, RSS 2.0 or Atom, see news-feed.c; two forms:
 *
 *  - history: what happened. The newest entry of an incident says whether it is over, as
 *    "Status: Resolved" or "Resolved - Mail works again."; an incident that is not over and not old
 *    is trouble. Nothing else follows: an empty, old or quiet list proves no health.
 *  - states, of Zoho and StatusIQ: one entry a part, titled "Zoho Mail-IMAP - Operational".
 *
 * A part in trouble is named by the entry's categories or by "[Part]" at the start of its title.
 *
 * Source: the feeds of Statuspage, incident.io, Better Stack and Zoho; samples in
 * tests/data/feeds/rss. */

#define FRESH_SECONDS (48 * 60 * 60)

static const SlFeedWord state_words[] = {
  { "Operational", SL_HEALTH_OPERATIONAL },
  { "Informational", SL_HEALTH_DEGRADED },
  { "Under Maintenance", SL_HEALTH_MAINTENANCE },
  { "Degraded Performance", SL_HEALTH_DEGRADED },
  { "Partial Outage", SL_HEALTH_PARTIAL_OUTAGE },
  { "Major Outage", SL_HEALTH_MAJOR_OUTAGE },
  { NULL },
};

/* What an entry's phase means for now; a phase that is not listed is not counted. */
static const SlFeedWord phase_words[] = {
  { "investigating", SL_HEALTH_DEGRADED },
  { "identified", SL_HEALTH_DEGRADED },
  { "monitoring", SL_HEALTH_DEGRADED },
  { "update", SL_HEALTH_DEGRADED },
  { "went down", SL_HEALTH_DEGRADED },
  { "scheduled", SL_HEALTH_MAINTENANCE },
  { "in progress", SL_HEALTH_MAINTENANCE },
  { "verifying", SL_HEALTH_MAINTENANCE },
  { NULL },
};

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  return root == NULL && sl_news_feed_sniff (body);
}

/* Splits "Part - State" in its two halves, in new memory; FALSE if the state is not known. */
static gboolean
split_state (const SlNewsItem *item, char **part, const char **word)
{
  const char *dash = g_strrstr (item->title, " - ");

  if (dash == NULL || dash == item->title
      || sl_feed_word_lookup (state_words, dash + 3) == SL_HEALTH_UNKNOWN)
    return FALSE;
  *part = g_strndup (item->title, dash - item->title);
  *word = dash + 3;
  return TRUE;
}

static gboolean
lists_states (const SlNewsFeed *feed)
{
  for (guint i = 0; i < feed->items->len; i++)
    {
      g_autofree char *part = NULL;
      const char      *word;

      if (!split_state (feed->items->pdata[i], &part, &word))
        return FALSE;
    }
  return feed->items->len > 0;
}

static gint64
find_newest (const SlNewsFeed *feed)
{
  gint64 newest = feed->built;

  for (guint i = 0; i < feed->items->len; i++)
    newest = MAX (newest, ((SlNewsItem *) feed->items->pdata[i])->updated);
  return newest;
}

/* Returns the newest entry of each @get_key, in the feed's order; borrowed. */
static GPtrArray *
fold (const SlNewsFeed *feed, char *(*get_key) (const SlNewsItem *item))
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *folded = g_ptr_array_new ();

  for (guint i = 0; i < feed->items->len; i++)
    {
      SlNewsItem *item = feed->items->pdata[i];
      char       *key = get_key (item);
      guint       place = GPOINTER_TO_UINT (g_hash_table_lookup (places, key));

      if (place == 0)
        {
          g_ptr_array_add (folded, item);
          g_hash_table_insert (places, key, GUINT_TO_POINTER (folded->len));
          continue;
        }
      if (item->updated > ((SlNewsItem *) folded->pdata[place - 1])->updated)
        folded->pdata[place - 1] = item;
      g_free (key);
    }
  return folded;
}

static char *
get_part (const SlNewsItem *item)
{
  const char *word;
  char       *part = NULL;

  split_state (item, &part, &word);
  return part;
}

static void
hear_states (SlHealthJudge *judge, const SlNewsFeed *feed, gint64 now)
{
  g_autoptr (GPtrArray) items = fold (feed, get_part);

  sl_health_judge_set_page_of_parts (judge);
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *part = NULL;
      const char      *word = NULL;

      split_state (items->pdata[i], &part, &word);
      sl_health_judge_hear_component (
          judge,
          &(SlHealthComponent){ .name = part, .state = sl_feed_word_lookup (state_words, word) },
          NULL, word);
    }
  if (find_newest (feed) < now - FRESH_SECONDS)
    sl_health_judge_doubt (judge, _ ("The newest entry of the list is more than two days old."));
}

/* Better Stack writes one entry that a part went down and another one that it recovered. */
#define DOWN_PATTERN "^(?<part>.+) (?<phase>went down|recovered)$"

static char *
match (const char *pattern, const char *text, const char *group)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) found = NULL;

  if (text == NULL || !g_regex_match (regex, text, 0, &found))
    return NULL;
  return g_match_info_fetch_named (found, group);
}

static char *
get_incident (const SlNewsItem *item)
{
  char *part = match (DOWN_PATTERN, item->title, "part");

  if (part != NULL)
    return part;
  return g_strdup (item->id != NULL ? item->id : item->link != NULL ? item->link : item->title);
}

#define PHASES                                                                                     \
  "investigating|identified|monitoring|update|resolved|completed|postmortem|scheduled|"            \
  "in progress|verifying|cancelled"

/* The first phase in the text is the newest one. */
static char *
read_phase (const SlNewsItem *item, const char *text)
{
  static const char *const patterns[] = {
    "\\bStatus: (?<phase>" PHASES ")\\b",
    "\\b(?<phase>" PHASES ") [-–—] ",
  };
  char *phase = match (DOWN_PATTERN, item->title, "phase");

  if (phase == NULL)
    phase = match ("\\[(?<phase>" PHASES ")\\]", item->title, "phase");
  for (gsize i = 0; phase == NULL && i < G_N_ELEMENTS (patterns); i++)
    phase = match (patterns[i], text, "phase");
  return phase;
}

static void
touch_parts (SlHealthIncident *incident, const SlNewsItem *item)
{
  g_autofree char *part = match ("^\\[(?<part>[^]]+)\\]", item->title, "part");
  g_autofree char *down = match (DOWN_PATTERN, item->title, "part");

  if (part != NULL)
    sl_incident_shape_touch (incident, part);
  if (down != NULL)
    sl_incident_shape_touch (incident, down);
  for (guint i = 0; i < item->categories->len; i++)
    sl_incident_shape_touch (incident, item->categories->pdata[i]);
}

/* Returns what the entry tells of now, %NULL if nothing. */
static SlHealthIncident *
read_item (const SlNewsItem *item, gint64 now)
{
  g_autofree char  *text = sl_feed_text_clean (item->text);
  g_autofree char  *title = sl_feed_text_clean (item->title);
  g_autofree char  *phase = read_phase (item, text);
  SlHealthState     impact = sl_feed_word_lookup (phase_words, phase);
  SlHealthIncident *incident;

  if (impact == SL_HEALTH_UNKNOWN || item->updated < now - FRESH_SECONDS)
    return NULL;
  incident = sl_health_incident_new (item->id != NULL ? item->id : "",
                                     title != NULL ? title : _ ("Service degradation"));
  incident->text = g_steal_pointer (&text);
  incident->phase = g_steal_pointer (&phase);
  incident->impact = impact;
  incident->open
      = impact != SL_HEALTH_MAINTENANCE || g_ascii_strcasecmp (incident->phase, "scheduled") != 0;
  incident->started = item->published;
  incident->updated = item->updated;
  incident->url = sl_feed_text_link (item->link);
  touch_parts (incident, item);
  return incident;
}

/* What an incident touches is in trouble: the list names no other parts. */
static void
hear_parts (SlHealthJudge *judge, const SlHealthIncident *incident)
{
  for (gsize i = 0; incident->components[i] != NULL; i++)
    sl_health_judge_hear_component (judge,
                                    &(SlHealthComponent){ .id = incident->components[i],
                                                          .name = incident->components[i],
                                                          .state = incident->impact },
                                    NULL, NULL);
}

static void
hear_history (SlHealthJudge *judge, const SlNewsFeed *feed, gint64 now)
{
  g_autoptr (GPtrArray) items = fold (feed, get_incident);
  g_autoptr (GPtrArray) incidents = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      SlHealthIncident *incident = read_item (items->pdata[i], now);

      if (incident == NULL)
        continue;
      g_ptr_array_add (incidents, incident);
      if (incident->impact != SL_HEALTH_MAINTENANCE)
        hear_parts (judge, incident);
    }
  for (guint i = 0; i < incidents->len; i++)
    {
      SlHealthIncident *incident = incidents->pdata[i];

      if (incident->impact == SL_HEALTH_MAINTENANCE)
        sl_health_judge_add_maintenance (judge, incident);
      else
        sl_health_judge_add_incident (judge, incident, NULL);
    }
  sl_health_judge_doubt (judge, _ ("The list of news reports no open incident; that all is well "
                                   "it cannot say."));
}

static SlHealth *
read_feed (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_rss_reader.platform, components);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlNewsFeed) feed = sl_news_feed_parse (body, &error);

  if (feed == NULL)
    return sl_health_new_unknown (sl_rss_reader.platform, error->message);
  sl_health_judge_set_page_name (judge, feed->title);
  sl_health_judge_set_posted (judge, find_newest (feed));
  if (lists_states (feed))
    hear_states (judge, feed, now);
  else
    hear_history (judge, feed, now);
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_rss_reader = { "rss", recognises, read_feed };
