/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "feed-watcher.h"

#include "feed-reading.h"

typedef struct
{
  char      *url;
  GPtrArray *readings; /* SlFeedReading */
  gint64     checked;  /* when it was last asked, Unix seconds */
  gint64     reached;  /* when its server last answered, whatever it said */
  gint64     failed;   /* when nothing answered */
  char      *error;    /* nullable: why it could not be fetched */
  gboolean   fetching;
} Source;

struct _SlFeedWatcher
{
  GObject parent_instance;

  SlClock             *clock;
  const SlFeedBackend *backend; /* NULL once disposed */
  SlHistory           *history;
  GPtrArray           *sources; /* Source */
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
source_free (gpointer data)
{
  Source *source = data;

  g_free (source->url);
  g_ptr_array_unref (source->readings);
  g_free (source->error);
  g_free (source);
}

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
  self->sources = g_ptr_array_new_with_free_func (source_free);
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

static Source *
find_source (GPtrArray *sources, const char *url)
{
  for (guint i = 0; i < sources->len; i++)
    {
      Source *source = sources->pdata[i];

      if (g_str_equal (source->url, url))
        return source;
    }
  return NULL;
}

static Source *
ensure_source (GPtrArray *sources, const char *url)
{
  Source *source = find_source (sources, url);

  if (source != NULL)
    return source;
  source = g_new0 (Source, 1);
  source->url = g_strdup (url);
  source->readings = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_feed_reading_free);
  g_ptr_array_add (sources, source);
  return source;
}

/* Takes over what is known already; a reading of the same provider object reads the same parts. */
static void
inherit (Source *source, GPtrArray *old_sources)
{
  Source *old = find_source (old_sources, source->url);

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
 * sl_feed_watcher_set_providers:
 * @self: a feed watcher
 * @providers: (element-type SlProvider): whose feeds are wanted; each once
 *
 * Says which feeds are wanted from now on. What is known of those that stay is kept.
 */
void
sl_feed_watcher_set_providers (SlFeedWatcher *self, GPtrArray *providers)
{
  g_autoptr (GPtrArray) old_sources = NULL;

  g_return_if_fail (SL_IS_FEED_WATCHER (self));

  old_sources = g_steal_pointer (&self->sources);
  self->sources = g_ptr_array_new_with_free_func (source_free);
  for (guint i = 0; i < providers->len; i++)
    {
      SlProvider *provider = providers->pdata[i];

      for (guint j = 0; j < provider->feeds->len; j++)
        {
          const SlProviderFeed *feed = provider->feeds->pdata[j];
          Source               *source = ensure_source (self->sources, feed->url);

          g_ptr_array_add (source->readings, sl_feed_reading_new (provider, feed));
        }
    }
  for (guint i = 0; i < self->sources->len; i++)
    inherit (self->sources->pdata[i], old_sources);
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
    g_ptr_array_add (urls, g_strdup (((Source *) self->sources->pdata[i])->url));
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
take_body (SlFeedWatcher *self, Source *source, GBytes *body, gint64 now)
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

/* A server that answered with an error was reached all the same. */
static void
take_error (Source *source, const GError *error, gint64 now)
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

static void
on_fetched (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Fetch) fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlFeedResponse) response = NULL;
  SlFeedWatcher *self = fetch->watcher;
  Source        *source = find_source (self->sources, fetch->url);
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
      take_error (source, error, now);
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
  Source *source;
  Fetch  *fetch;

  g_return_if_fail (SL_IS_FEED_WATCHER (self));

  source = find_source (self->sources, url);
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
    ((Source *) self->sources->pdata[i])->fetching = FALSE;
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
      if (((Source *) self->sources->pdata[i])->fetching)
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
  Source *source;

  g_return_val_if_fail (SL_IS_FEED_WATCHER (self), FALSE);

  source = find_source (self->sources, url);
  for (guint i = 0; source != NULL && provider_id != NULL && i < source->readings->len; i++)
    {
      const SlFeedReading *reading = source->readings->pdata[i];

      if (g_str_equal (reading->provider->id, provider_id))
        return TRUE;
    }
  return FALSE;
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
  Source *source;

  g_return_val_if_fail (SL_IS_FEED_WATCHER (self), FALSE);

  source = find_source (self->sources, url);
  for (guint i = 0; source != NULL && i < source->readings->len; i++)
    {
      if (((SlFeedReading *) source->readings->pdata[i])->touches != SL_TOUCHES_NOTHING)
        return TRUE;
    }
  return FALSE;
}

/* The provider's reading at one source, NULL if it has none there. */
static SlFeedReading *
find_reading (const Source *source, const char *provider_id)
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
      const SlFeedReading *reading = find_reading (self->sources->pdata[i], provider_id);

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
 * Tells how the line is, as far as the feeds know.
 */
void
sl_feed_watcher_get_contact (SlFeedWatcher *self, gint64 *reached, gint64 *failed)
{
  *reached = 0;
  *failed = 0;

  g_return_if_fail (SL_IS_FEED_WATCHER (self));

  for (guint i = 0; i < self->sources->len; i++)
    {
      const Source *source = self->sources->pdata[i];

      *reached = MAX (*reached, source->reached);
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
      const SlFeedReading *reading = find_reading (self->sources->pdata[i], provider_id);
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
      const Source        *source = self->sources->pdata[i];
      const SlFeedReading *reading = find_reading (source, provider_id);
      SlFeedStatus        *status;

      if (reading == NULL)
        continue;
      status = sl_feed_status_new (reading->provider->id, reading->provider->name);
      status->page_url = g_strdup (g_hash_table_lookup (reading->provider->help, "status-page"));
      status->checked = source->checked;
      status->health = reading->health != NULL ? sl_health_ref (reading->health) : NULL;
      status->error = g_strdup (source->error);
      g_ptr_array_add (feeds, status);
    }
}
