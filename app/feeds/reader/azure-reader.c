/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-text.h"
#include "feed-time.h"
#include "feed-word.h"
#include "health-judge.h"
#include "incident-shape.h"
#include "json-getters.h"
#include "news-feed.h"
#include "readers.h"

#include <glib/gi18n-lib.h>

/* Azure, https://rssfeed.azure.status.microsoft/en-us/status/feed/, RSS:
 *
 *   <channel><title>Azure Status</title><lastBuildDate/>
 *     <item> <guid/> <title/> <description/> <pubDate/> <category/>* services and regions </item>
 *
 * and Azure DevOps, https://status.dev.azure.com/_apis/status/health, JSON:
 *
 *   { "lastUpdated", "status": { "health", "message" },
 *     "services": [ { "id", "geographies": [ { "id", "name", "health" } ] } ] }
 *
 * The first is healthy when it is empty and was made a moment ago. It does not say how bad things
 * are, and names only what is in trouble: a part that is chosen and not named is not known.
 *
 * Source: answers of both; samples in tests/data/feeds/azure. */

#define FEED_TITLE "Azure Status"
#define FRESH_SECONDS (30 * 60)

static const SlFeedWord words[] = {
  { "healthy", SL_HEALTH_OPERATIONAL },
  { "advisory", SL_HEALTH_DEGRADED },
  { "degraded", SL_HEALTH_PARTIAL_OUTAGE },
  { "unhealthy", SL_HEALTH_MAJOR_OUTAGE },
  { NULL },
};

static gboolean
recognises_json (JsonNode *root)
{
  JsonObject *object = sl_json_get_root (root);
  JsonArray  *services = sl_json_get_array (object, "services");

  return sl_json_get_string (sl_json_get_object (object, "status"), "health") != NULL
         && sl_json_get_length (services) > 0
         && sl_json_get_array (sl_json_get_element (services, 0), "geographies") != NULL;
}

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  g_autoptr (SlNewsFeed) feed = NULL;

  if (root != NULL)
    return recognises_json (root);
  feed = sl_news_feed_sniff (body) ? sl_news_feed_parse (body, NULL) : NULL;
  return feed != NULL && g_strcmp0 (feed->title, FEED_TITLE) == 0;
}

static void
read_service (SlHealthJudge *judge, JsonObject *service)
{
  JsonArray  *places = sl_health_judge_take_list (judge, service, "geographies");
  const char *service_id = sl_json_get_string (service, "id");

  for (guint i = 0; i < sl_json_get_length (places); i++)
    {
      JsonObject       *place = sl_json_get_element (places, i);
      const char       *word = sl_json_get_string (place, "health");
      g_autofree char  *place_id = sl_json_dup_word (place, "id");
      g_autofree char  *id = g_strjoin ("/", service_id, place_id, NULL);
      SlHealthComponent component = {
        .id = id,
        .name = (char *) sl_json_get_string (place, "name"),
        .group = (char *) service_id,
        .state = sl_feed_word_lookup (words, word),
      };

      sl_health_judge_hear_component (judge, &component, service_id, word);
    }
}

static SlHealth *
read_json (JsonNode *root, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_azure_reader.platform, components);
  JsonObject *object = json_node_get_object (root);
  JsonArray  *services = sl_health_judge_take_list (judge, object, "services");
  const char *word = sl_json_get_string (sl_json_get_object (object, "status"), "health");

  sl_health_judge_set_page_name (judge, "Azure DevOps");
  sl_health_judge_set_page_state (judge, sl_feed_word_lookup (words, word), word);
  sl_health_judge_set_posted (judge,
                              sl_feed_time_from_text (sl_json_get_string (object, "lastUpdated")));
  for (guint i = 0; i < sl_json_get_length (services); i++)
    read_service (judge, sl_json_get_element (services, i));
  return sl_health_judge_finish (judge);
}

/* The end of an incident is told in its title, then it disappears. */
static gboolean
is_over (const SlNewsItem *item)
{
  return g_regex_match_simple ("\\[?\\b(resolved|mitigated)\\b\\]?", item->title, G_REGEX_CASELESS,
                               0);
}

static void
hear_categories (SlHealthJudge *judge, const SlNewsItem *item)
{
  for (guint i = 0; i < item->categories->len; i++)
    sl_health_judge_hear_component (judge,
                                    &(SlHealthComponent){ .id = item->categories->pdata[i],
                                                          .name = item->categories->pdata[i],
                                                          .state = SL_HEALTH_DEGRADED },
                                    NULL, NULL);
}

static void
hear_item (SlHealthJudge *judge, const SlNewsItem *item)
{
  g_autofree char  *title = sl_feed_text_clean (item->title);
  SlHealthIncident *incident;

  incident = sl_health_incident_new (item->id != NULL ? item->id : "",
                                     title != NULL ? title : _ ("Service degradation"));
  incident->text = sl_feed_text_clean (item->text);
  incident->impact = SL_HEALTH_DEGRADED;
  incident->started = item->published;
  incident->updated = item->updated;
  incident->url = sl_feed_text_link (item->link);
  for (guint i = 0; i < item->categories->len; i++)
    sl_incident_shape_touch (incident, item->categories->pdata[i]);
  sl_health_judge_add_incident (judge, incident, NULL);
}

static SlHealth *
read_feed (const SlNewsFeed *feed, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_azure_reader.platform, components);

  sl_health_judge_set_page_name (judge, "Azure");
  sl_health_judge_set_page_state (judge, SL_HEALTH_OPERATIONAL, NULL);
  sl_health_judge_set_posted (judge, feed->built);
  if (feed->built < now - FRESH_SECONDS)
    sl_health_judge_doubt (judge,
                           _ ("The page has not been refreshed for more than half an hour."));
  for (guint i = 0; i < feed->items->len; i++)
    {
      if (!is_over (feed->items->pdata[i]))
        hear_categories (judge, feed->items->pdata[i]);
    }
  for (guint i = 0; i < feed->items->len; i++)
    {
      if (!is_over (feed->items->pdata[i]))
        hear_item (judge, feed->items->pdata[i]);
    }
  return sl_health_judge_finish (judge);
}

static SlHealth *
read_answer (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlNewsFeed) feed = root == NULL ? sl_news_feed_parse (body, &error) : NULL;

  if (root != NULL)
    return read_json (root, components);
  if (feed == NULL)
    return sl_health_new_unknown (sl_azure_reader.platform, error->message);
  return read_feed (feed, now, components);
}

const SlFeedReader sl_azure_reader = { "azure", recognises, read_answer };
