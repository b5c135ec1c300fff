/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "feed-reading.h"

#include "feed-reader.h"

/**
 * sl_feed_reading_new:
 * @provider: whose feed
 * @feed: one of its feeds
 *
 * Returns: (transfer full): a reading that knows nothing yet
 */
SlFeedReading *
sl_feed_reading_new (SlProvider *provider, const SlProviderFeed *feed)
{
  SlFeedReading *reading = g_new0 (SlFeedReading, 1);

  reading->provider = sl_provider_ref (provider);
  reading->feed = feed;
  return reading;
}

/**
 * sl_feed_reading_free:
 * @reading: (transfer full): a reading
 */
void
sl_feed_reading_free (SlFeedReading *reading)
{
  sl_provider_unref (reading->provider);
  g_clear_pointer (&reading->health, sl_health_unref);
  g_clear_pointer (&reading->statement, sl_health_unref);
  g_free (reading);
}

/* "auto" in a provider's file: the reader finds out. */
static const char *
platform_of (const SlProviderFeed *feed)
{
  return g_strcmp0 (feed->platform, "auto") == 0 ? NULL : feed->platform;
}

static GStrv
join_components (const SlProviderFeed *feed)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **) feed->mail_components);
  g_strv_builder_addv (builder, (const char **) feed->identity_components);
  return g_strv_builder_end (builder);
}

static gboolean
is_trouble_of (const SlProviderFeed *feed, GBytes *body, gint64 now, char **components)
{
  g_autoptr (SlHealth) health
      = sl_feed_read (platform_of (feed), body, now, (const char *const *) components);

  return sl_health_state_is_trouble (health->state);
}

/* The page is read once more for each side, so that the readers alone decide what touches what. */
static SlTouches
find_touches (const SlProviderFeed *feed, const SlHealth *health, GBytes *body, gint64 now)
{
  SlTouches touches = SL_TOUCHES_NOTHING;

  if (!sl_health_state_is_trouble (health->state))
    return touches;
  if (feed->identity_components[0] == NULL)
    return SL_TOUCHES_MAIL;
  if (feed->mail_components[0] == NULL)
    return SL_TOUCHES_IDENTITY;
  if (is_trouble_of (feed, body, now, feed->mail_components))
    touches |= SL_TOUCHES_MAIL;
  if (is_trouble_of (feed, body, now, feed->identity_components))
    touches |= SL_TOUCHES_IDENTITY;
  return touches;
}

/**
 * sl_feed_reading_take:
 * @reading: a reading
 * @body: what was fetched
 * @now: Unix seconds
 *
 * Reads what was fetched.
 *
 * Returns: whether the feed says something else than before
 */
gboolean
sl_feed_reading_take (SlFeedReading *reading, GBytes *body, gint64 now)
{
  g_auto (GStrv) components = join_components (reading->feed);
  SlHealth *health
      = sl_feed_read (platform_of (reading->feed), body, now, (const char *const *) components);
  gboolean changed = reading->health == NULL || reading->health->state != health->state
                     || reading->health->posted != health->posted;

  g_clear_pointer (&reading->health, sl_health_unref);
  reading->health = health;
  if (health->state == SL_HEALTH_UNKNOWN)
    return changed;

  g_clear_pointer (&reading->statement, sl_health_unref);
  reading->statement = sl_health_ref (health);
  reading->stated = now;
  reading->touches = find_touches (reading->feed, health, body, now);
  if (reading->touches == SL_TOUCHES_NOTHING)
    reading->admitted = 0;
  else if (reading->admitted == 0)
    reading->admitted = health->posted > 0 ? MIN (health->posted, now) : now;
  return changed;
}

static const SlHealthIncident *
find_incident (const SlFeedReading *reading)
{
  if (reading->touches == SL_TOUCHES_NOTHING || reading->statement->incidents->len == 0)
    return NULL;
  /* The readers put the worst one that touches the wanted components first. */
  return reading->statement->incidents->pdata[0];
}

/**
 * sl_feed_reading_make_snapshot:
 * @reading: a reading
 *
 * Returns: (transfer full) (nullable): what the diagnosis sees of it; %NULL if it never said
 * anything
 */
SlFeedSnapshot *
sl_feed_reading_make_snapshot (const SlFeedReading *reading)
{
  const SlHealthIncident *incident;
  SlFeedSnapshot         *snapshot;

  if (reading->statement == NULL)
    return NULL;

  snapshot
      = sl_feed_snapshot_new (reading->provider->id, reading->stated, reading->statement->state);
  snapshot->feed = g_strdup (reading->feed->url);
  snapshot->incident_touches = reading->touches;
  incident = find_incident (reading);
  if (incident != NULL)
    {
      snapshot->incident_title = g_strdup (incident->title);
      snapshot->incident_started = incident->started;
      snapshot->incident_url = g_strdup (incident->url);
    }
  return snapshot;
}
