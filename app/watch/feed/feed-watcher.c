/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "feed-watcher.h"

#include "feed-source.h"

/* What a channel's provider said so long ago says nothing of today: two of the longest waits
 * between two readings of its page. */
#define MAX_STATEMENT_AGE_SECONDS (90 * 60)

struct _SlFeedWatcher
{
  GObject parent_instance;

  SlClock             *clock;
  const SlFeedBackend *backend; /* NULL once disposed */
  SlHistory           *history;
  GPtrArray           *sources; /* SlFeedSource */
  GCancellable        *cancellable;
};

G_DEFINE_FINAL_TYPE (SlFeedWatcher, sl_feed_watcher, G_TYPE_OBJECT)

enum
{
  SIGNAL_READ,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sl_feed_watcher_dispose (GObject *object)
{
  SlFeedWatcher *self = SL_FEED_WATCHER (object);

  /* What is being fetched holds a reference to us, but the backend may go now. */
  self->backend = NULL;
  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (sl_feed_watcher_parent_class)->dispose (object);
}

static void
sl_feed_watcher_finalize (GObject *object)
{
  SlFeedWatcher *self = SL_FEED_WATCHER (object);

  g_object_unref (self->clock);
  g_object_unref (self->history);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->sources);
  G_OBJECT_CLASS (sl_feed_watcher_parent_class)->finalize (object);
}

static void
sl_feed_watcher_class_init (SlFeedWatcherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_feed_watcher_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_feed_watcher_finalize;
  signals[SIGNAL_READ]
      = g_signal_new ("read", SL_TYPE_FEED_WATCHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 4, G_TYPE_STRING, SL_TYPE_OUTCOME, G_TYPE_UINT, G_TYPE_BOOLEAN);
}

static void
sl_feed_watcher_init (SlFeedWatcher *self)
{
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_feed_source_free);
  self->cancellable = g_cancellable_new ();
}

/**
 * sl_feed_watcher_new:
 * @clock: tells the time
 * @backend: fetches; it must outlive this object
 * @history: where is kept what the feeds said
 *
 * Returns: (transfer full): a feed watcher without feeds
 */
SlFeedWatcher *
sl_feed_watcher_new (SlClock *clock, const SlFeedBackend *backend, SlHistory *history)
{
  SlFeedWatcher *self = g_object_new (SL_TYPE_FEED_WATCHER, NULL);

  self->clock = g_object_ref (clock);
  self->backend = backend;
  self->history = g_object_ref (history);
  return self;
}

static void
add_provider (SlFeedWatcher *self, SlProvider *provider, gboolean of_account)
{
  for (guint i = 0; i < provider->feeds->len; i++)
    {
      const SlProviderFeed *feed = provider->feeds->pdata[i];
      SlFeedSource         *source = sl_feed_source_ensure (self->sources, feed->url);

      g_ptr_array_add (source->readings, sl_feed_reading_new (provider, feed));
      if (of_account)
        source->n_accounts++;
    }
}

/**
 * sl_feed_watcher_set_providers:
 * @self: a feed watcher
 * @providers: (element-type SlProvider): the accounts' providers; each once
 * @channel_providers: (element-type SlProvider): the channels' providers; each once
 *
 * Says which feeds are wanted from now on. What is known of those that stay is kept.
 */
void
sl_feed_watcher_set_providers (SlFeedWatcher *self,
                               GPtrArray     *providers,
                               GPtrArray     *channel_providers)
{
  g_autoptr (GPtrArray) old_sources = NULL;

  g_return_if_fail (SL_IS_FEED_WATCHER (self));

  old_sources = g_steal_pointer (&self->sources);
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_feed_source_free);
  for (guint i = 0; i < providers->len; i++)
    add_provider (self, providers->pdata[i], TRUE);
  for (guint i = 0; i < channel_providers->len; i++)
    {
      /* What an account's provider says is read already. */
      if (!g_ptr_array_find (providers, channel_providers->pdata[i], NULL))
        add_provider (self, channel_providers->pdata[i], FALSE);
    }
  for (guint i = 0; i < self->sources->len; i++)
    sl_feed_source_inherit (self->sources->pdata[i], old_sources);
}

/**
 * sl_feed_watcher_list_urls:
 * @self: a feed watcher
 *
 * Returns: (transfer full) (element-type utf8): the feeds' addresses, each once
 */
GPtrArray *
sl_feed_watcher_list_urls (SlFeedWatcher *self)
{
  GPtrArray *urls = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (SL_IS_FEED_WATCHER (self), urls);

  for (guint i = 0; i < self->sources->len; i++)
    g_ptr_array_add (urls, g_strdup (((SlFeedSource *) self->sources->pdata[i])->url));
  return urls;
}

/* Fetching */

typedef struct
{
  SlFeedWatcher *watcher;
  GCancellable  *cancellable; /* its own: the watcher's may be a new one by then */
  char          *url;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_object_unref (fetch->watcher);
  g_object_unref (fetch->cancellable);
  g_free (fetch->url);
  g_free (fetch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetch, fetch_free)

static void
take_body (SlFeedWatcher *self, SlFeedSource *source, GBytes *body, gint64 now)
{
  g_clear_pointer (&source->error, g_free);
  source->reached = now;
  for (guint i = 0; i < source->readings->len; i++)
    {
      SlFeedReading *reading = source->readings->pdata[i];

      if (sl_feed_reading_take (reading, body, now))
        sl_history_add_feed (self->history, reading->provider->id, source->url, reading->health,
                             now);
    }
}

static void
on_fetched (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Fetch) fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlFeedResponse) response = NULL;
  SlFeedWatcher *self = fetch->watcher;
  SlFeedSource  *source = sl_feed_source_find (self->sources, fetch->url);
  gint64         now = sl_clock_get_unix_seconds (self->clock);
  SlOutcome      outcome = SL_OUTCOME_OK;
  gboolean       troubled = sl_feed_watcher_has_trouble (self, fetch->url);

  if (self->backend == NULL)
    return;
  response = self->backend->fetch_finish (self->backend->data, result, &error);
  if (source == NULL || g_cancellable_is_cancelled (fetch->cancellable))
    return;

  source->fetching = FALSE;
  source->checked = now;
  if (response != NULL)
    {
      take_body (self, source, response->body, now);
    }
  else
    {
      outcome = SL_OUTCOME_TIMEOUT;
      sl_feed_source_take_error (source, error, now);
    }
  g_signal_emit (self, signals[SIGNAL_READ], 0, fetch->url, outcome,
                 self->backend->get_retry_after_seconds (self->backend->data, fetch->url),
                 troubled && !sl_feed_watcher_has_trouble (self, fetch->url));
}

/**
 * sl_feed_watcher_fetch:
 * @self: a feed watcher
 * @url: one of its addresses
 *
 * Fetches and reads a feed; "read" follows.
 */
void
sl_feed_watcher_fetch (SlFeedWatcher *self, const char *url)
{
  SlFeedSource *source;
  Fetch        *fetch;

  g_return_if_fail (SL_IS_FEED_WATCHER (self));

  source = sl_feed_source_find (self->sources, url);
  if (source == NULL || source->fetching)
    return;
  source->fetching = TRUE;
  fetch = g_new (Fetch, 1);
  fetch->watcher = g_object_ref (self);
  fetch->cancellable = g_object_ref (self->cancellable);
  fetch->url = g_strdup (url);
  self->backend->fetch_async (self->backend->data, url, self->cancellable, on_fetched, fetch);
}

/**
 * sl_feed_watcher_cancel:
 * @self: a feed watcher
 *
 * Gives up what is being fetched; no "read" follows.
 */
void
sl_feed_watcher_cancel (SlFeedWatcher *self)
{
  g_return_if_fail (SL_IS_FEED_WATCHER (self));

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < self->sources->len; i++)
    ((SlFeedSource *) self->sources->pdata[i])->fetching = FALSE;
}

/**
 * sl_feed_watcher_is_busy:
 * @self: a feed watcher
 *
 * Returns: whether a feed is being fetched
 */
gboolean
sl_feed_watcher_is_busy (SlFeedWatcher *self)
{
  g_return_val_if_fail (SL_IS_FEED_WATCHER (self), FALSE);

  for (guint i = 0; i < self->sources->len; i++)
    {
      if (((SlFeedSource *) self->sources->pdata[i])->fetching)
        return TRUE;
    }
  return FALSE;
}

/* What they say */

/**
 * sl_feed_watcher_serves:
 * @self: a feed watcher
 * @url: an address
 * @provider_id: (nullable): a provider
 *
 * Returns: whether the feed at @url is one of the provider's
 */
gboolean
sl_feed_watcher_serves (SlFeedWatcher *self, const char *url, const char *provider_id)
{
  SlFeedSource *source;

  g_return_val_if_fail (SL_IS_FEED_WATCHER (self), FALSE);

  source = sl_feed_source_find (self->sources, url);
  for (guint i = 0; source != NULL && provider_id != NULL && i < source->readings->len; i++)
    {
      const SlFeedReading *reading = source->readings->pdata[i];

      if (g_str_equal (reading->provider->id, provider_id))
        return TRUE;
    }
  return FALSE;
}

/**
 * sl_feed_watcher_serves_account:
 * @self: a feed watcher
 * @url: an address
 *
 * Returns: whether the feed at @url is one of an account's provider
 */
gboolean
sl_feed_watcher_serves_account (SlFeedWatcher *self, const char *url)
{
  const SlFeedSource *source;

  g_return_val_if_fail (SL_IS_FEED_WATCHER (self), FALSE);

  source = sl_feed_source_find (self->sources, url);
  return source != NULL && source->n_accounts > 0;
}

/**
 * sl_feed_watcher_has_trouble:
 * @self: a feed watcher
 * @url: an address
 *
 * Returns: whether the feed reports trouble to any of its providers
 */
gboolean
sl_feed_watcher_has_trouble (SlFeedWatcher *self, const char *url)
{
  SlFeedSource *source;

  g_return_val_if_fail (SL_IS_FEED_WATCHER (self), FALSE);

  source = sl_feed_source_find (self->sources, url);
  for (guint i = 0; source != NULL && i < source->readings->len; i++)
    {
      if (((SlFeedReading *) source->readings->pdata[i])->touches != SL_TOUCHES_NOTHING)
        return TRUE;
    }
  return FALSE;
}

/**
 * sl_feed_watcher_get_admitted:
 * @self: a feed watcher
 * @provider_id: (nullable): a provider
 *
 * Returns: when the provider's feeds first reported the trouble they report now, Unix seconds, 0 if
 *   they report none
 */
gint64
sl_feed_watcher_get_admitted (SlFeedWatcher *self, const char *provider_id)
{
  gint64 first = 0;

  g_return_val_if_fail (SL_IS_FEED_WATCHER (self), 0);

  for (guint i = 0; i < self->sources->len; i++)
    {
      const SlFeedReading *reading
          = sl_feed_source_find_reading (self->sources->pdata[i], provider_id);

      if (reading != NULL && reading->admitted != 0 && (first == 0 || reading->admitted < first))
        first = reading->admitted;
    }
  return first;
}

/**
 * sl_feed_watcher_get_contact:
 * @self: a feed watcher
 * @reached: (out): when any feed's server last answered, Unix seconds, 0 if never
 * @failed: (out): when one last did not
 *
 * Tells how the line is, as far as the feeds know. A channel's page that does not answer says
 * nothing of the line: it may be shut out here.
 */
void
sl_feed_watcher_get_contact (SlFeedWatcher *self, gint64 *reached, gint64 *failed)
{
  *reached = 0;
  *failed = 0;

  g_return_if_fail (SL_IS_FEED_WATCHER (self));

  for (guint i = 0; i < self->sources->len; i++)
    {
      const SlFeedSource *source = self->sources->pdata[i];

      *reached = MAX (*reached, source->reached);
      if (source->n_accounts > 0)
        *failed = MAX (*failed, source->failed);
    }
}

/**
 * sl_feed_watcher_add_evidence:
 * @self: a feed watcher
 * @provider_id: (nullable): a provider
 * @evidence: evidence for one of its accounts
 *
 * Adds what the provider's feeds said last.
 */
void
sl_feed_watcher_add_evidence (SlFeedWatcher *self, const char *provider_id, SlEvidence *evidence)
{
  g_return_if_fail (SL_IS_FEED_WATCHER (self));

  for (guint i = 0; i < self->sources->len; i++)
    {
      const SlFeedReading *reading
          = sl_feed_source_find_reading (self->sources->pdata[i], provider_id);
      SlFeedSnapshot *snapshot = reading != NULL ? sl_feed_reading_make_snapshot (reading) : NULL;

      if (snapshot != NULL)
        sl_evidence_add_feed (evidence, snapshot);
    }
}

/**
 * sl_feed_watcher_add_status:
 * @self: a feed watcher
 * @provider_id: (nullable): a provider
 * @feeds: (element-type SlFeedStatus): a list to add to
 *
 * Adds the provider's feeds as the status shows them.
 */
void
sl_feed_watcher_add_status (SlFeedWatcher *self, const char *provider_id, GPtrArray *feeds)
{
  g_return_if_fail (SL_IS_FEED_WATCHER (self));

  for (guint i = 0; i < self->sources->len; i++)
    {
      const SlFeedSource  *source = self->sources->pdata[i];
      const SlFeedReading *reading = sl_feed_source_find_reading (source, provider_id);

      if (reading != NULL)
        g_ptr_array_add (feeds, sl_feed_source_make_status (source, reading));
    }
}

static gboolean
is_outdated (SlFeedWatcher *self, const SlFeedReading *reading)
{
  return ABS (sl_clock_get_unix_seconds (self->clock) - reading->stated)
         > MAX_STATEMENT_AGE_SECONDS;
}

/**
 * sl_feed_watcher_add_channel_status:
 * @self: a feed watcher
 * @feeds: (element-type SlFeedStatus): a list to add to
 *
 * Adds the feeds of the providers on which channels depend and no account does. What was said too
 * long ago is not repeated.
 */
void
sl_feed_watcher_add_channel_status (SlFeedWatcher *self, GPtrArray *feeds)
{
  g_return_if_fail (SL_IS_FEED_WATCHER (self));

  for (guint i = 0; i < self->sources->len; i++)
    {
      const SlFeedSource *source = self->sources->pdata[i];

      for (guint j = source->n_accounts; j < source->readings->len; j++)
        {
          const SlFeedReading *reading = source->readings->pdata[j];
          SlFeedStatus        *status = sl_feed_source_make_status (source, reading);

          if (status->health != NULL && status->health->state != SL_HEALTH_UNKNOWN
              && is_outdated (self, reading))
            g_clear_pointer (&status->health, sl_health_unref);
          g_ptr_array_add (feeds, status);
        }
    }
}

/**
 * sl_feed_watcher_list_troubled:
 * @self: a feed watcher
 *
 * Returns: (transfer full) (array zero-terminated=1): the ids of all providers, of accounts and of
 *   channels, whose feeds report trouble
 */
char **
sl_feed_watcher_list_troubled (SlFeedWatcher *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  g_return_val_if_fail (SL_IS_FEED_WATCHER (self), NULL);

  for (guint i = 0; i < self->sources->len; i++)
    {
      const SlFeedSource *source = self->sources->pdata[i];

      for (guint j = 0; j < source->readings->len; j++)
        {
          const SlFeedReading *reading = source->readings->pdata[j];

          if (reading->health != NULL && sl_health_state_is_trouble (reading->health->state)
              && !is_outdated (self, reading))
            g_strv_builder_add (ids, reading->provider->id);
        }
    }
  return g_strv_builder_end (ids);
}
