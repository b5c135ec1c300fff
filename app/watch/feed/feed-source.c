/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "feed-source.h"

#include "feed-fetcher.h"

/**
 * sl_feed_source_free:
 * @source: (transfer full): a source
 */
void
sl_feed_source_free (SlFeedSource *source)
{
  g_free (source->url);
  g_ptr_array_unref (source->readings);
  g_free (source->error);
  g_free (source);
}

/**
 * sl_feed_source_find:
 * @sources: (element-type SlFeedSource): where to look
 * @url: an address
 *
 * Returns: (transfer none) (nullable): the source at @url
 */
SlFeedSource *
sl_feed_source_find (GPtrArray *sources, const char *url)
{
  for (guint i = 0; i < sources->len; i++)
    {
      SlFeedSource *source = sources->pdata[i];

      if (g_str_equal (source->url, url))
        return source;
    }
  return NULL;
}

/**
 * sl_feed_source_ensure:
 * @sources: (element-type SlFeedSource): where to look, and what to add to
 * @url: an address
 *
 * Returns: (transfer none): the source at @url, made if there was none
 */
SlFeedSource *
sl_feed_source_ensure (GPtrArray *sources, const char *url)
{
  SlFeedSource *source = sl_feed_source_find (sources, url);

  if (source != NULL)
    return source;
  source = g_new0 (SlFeedSource, 1);
  source->url = g_strdup (url);
  source->readings = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_feed_reading_free);
  g_ptr_array_add (sources, source);
  return source;
}

/**
 * sl_feed_source_inherit:
 * @source: a new source
 * @old_sources: (element-type SlFeedSource): those that go
 *
 * Takes over what is known already; a reading of the same provider object reads the same parts.
 */
void
sl_feed_source_inherit (SlFeedSource *source, GPtrArray *old_sources)
{
  SlFeedSource *old = sl_feed_source_find (old_sources, source->url);

  if (old == NULL)
    return;
  source->checked = old->checked;
  source->reached = old->reached;
  source->failed = old->failed;
  source->error = g_strdup (old->error);
  source->fetching = old->fetching;
  for (guint i = 0; i < source->readings->len; i++)
    {
      SlFeedReading *reading = source->readings->pdata[i];

      for (guint j = 0; j < old->readings->len; j++)
        {
          SlFeedReading *known = old->readings->pdata[j];

          if (known->feed != reading->feed || known->provider != reading->provider)
            continue;
          reading->health = g_steal_pointer (&known->health);
          reading->statement = g_steal_pointer (&known->statement);
          reading->stated = known->stated;
          reading->touches = known->touches;
          reading->admitted = known->admitted;
        }
    }
}

/**
 * sl_feed_source_take_error:
 * @source: a source
 * @error: why it could not be fetched
 * @now: Unix seconds
 *
 * A server that answered with an error was reached all the same.
 */
void
sl_feed_source_take_error (SlFeedSource *source, const GError *error, gint64 now)
{
  g_free (source->error);
  source->error = g_strdup (error->message);
  if (g_error_matches (error, SL_FEED_ERROR, SL_FEED_ERROR_STATUS)
      || g_error_matches (error, SL_FEED_ERROR, SL_FEED_ERROR_SERVER)
      || g_error_matches (error, SL_FEED_ERROR, SL_FEED_ERROR_BUSY))
    source->reached = now;
  else if (g_error_matches (error, SL_FEED_ERROR, SL_FEED_ERROR_NETWORK))
    source->failed = now;
}

/**
 * sl_feed_source_find_reading:
 * @source: a source
 * @provider_id: (nullable): a provider
 *
 * Returns: (transfer none) (nullable): what the source says to the provider, %NULL if it has none
 *   there
 */
SlFeedReading *
sl_feed_source_find_reading (const SlFeedSource *source, const char *provider_id)
{
  for (guint i = 0; i < source->readings->len; i++)
    {
      SlFeedReading *reading = source->readings->pdata[i];

      if (g_strcmp0 (reading->provider->id, provider_id) == 0)
        return reading;
    }
  return NULL;
}

/**
 * sl_feed_source_make_status:
 * @source: a source
 * @reading: one of its readings
 *
 * Returns: (transfer full): the feed as the status shows it
 */
SlFeedStatus *
sl_feed_source_make_status (const SlFeedSource *source, const SlFeedReading *reading)
{
  SlFeedStatus *status = sl_feed_status_new (reading->provider->id, reading->provider->name);

  status->page_url = g_strdup (g_hash_table_lookup (reading->provider->help, "status-page"));
  status->checked = source->checked;
  status->health = reading->health != NULL ? sl_health_ref (reading->health) : NULL;
  status->error = g_strdup (source->error);
  return status;
}
