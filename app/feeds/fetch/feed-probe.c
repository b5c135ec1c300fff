/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-probe.h"

#include "feed-address.h"
#include "feed-reader.h"
#include "web-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Pages whose feed is at another place than the usual ones. */
static const struct
{
  const char *host;
  const char *path; /* the beginning of the typed one */
  const char *url;
} known_pages[] = {
  { "status.cloud.microsoft", "/", "https://status.cloud.microsoft/api/posts/m365Consumer" },
  { "www.google.com", "/appsstatus", "https://www.google.com/appsstatus/dashboard/incidents.json" },
  { "www.apple.com", "/support/systemstatus",
    "https://www.apple.com/support/systemstatus/data/system_status_en_US.js" },
  { "slack-status.com", "/", "https://slack-status.com/api/v2.0.0/current" },
  { "status.slack.com", "/", "https://slack-status.com/api/v2.0.0/current" },
  { "azure.status.microsoft", "/", "https://rssfeed.azure.status.microsoft/en-us/status/feed/" },
  { "status.dev.azure.com", "/", "https://status.dev.azure.com/_apis/status/health" },
};

/* Where platforms answer, on the page's own host: Statuspage and its look-alikes, Instatus, Better
 * Stack and cState. */
static const char *const usual_paths[] = {
  "/api/v2/summary.json",
  "/summary.json",
  "/index.json",
};

/* Those people run themselves, and Sorry: Gatus, Cachet 2, Cachet 3. */
static const char *const more_paths[] = {
  "/api/v1/status",
  "/api/v1/endpoints/statuses",
  "/api/status",
};

typedef struct
{
  SlFeedFetcher *fetcher;
  GUri          *typed;
  GQueue        *places; /* char *, addresses still to be asked, in order */
  char          *place;  /* the one that is being asked */
  GError        *error;  /* of the typed address */
  gboolean       planned;
} Probe;

static void ask_next (GTask *task);

static void
probe_free (gpointer data)
{
  Probe *probe = data;

  g_object_unref (probe->fetcher);
  g_uri_unref (probe->typed);
  g_queue_free_full (probe->places, g_free);
  g_free (probe->place);
  g_clear_error (&probe->error);
  g_free (probe);
}

/**
 * sl_feed_find_free:
 * @find: (transfer full) (nullable): what was found
 */
void
sl_feed_find_free (SlFeedFind *find)
{
  if (find == NULL)
    return;
  g_free (find->url);
  g_bytes_unref (find->body);
  g_free (find);
}

static void
plan_place (Probe *probe, const char *reference)
{
  g_autoptr (GUri) address = sl_feed_address_resolve (probe->typed, reference, NULL);

  if (address != NULL)
    g_queue_push_tail (probe->places, g_uri_to_string_partial (address, G_URI_HIDE_FRAGMENT));
}

static void
plan_named (Probe *probe, const char *folder, const char *name)
{
  g_autofree char *reference = g_strconcat (folder, name, NULL);

  plan_place (probe, reference);
}

/* The last part of "/status/NAME"; that page of Uptime Kuma which has no name is "default". */
static char *
get_slug (GUri *typed)
{
  const char *path = g_uri_get_path (typed);
  const char *slug = g_str_has_prefix (path, "/status/") ? path + strlen ("/status/") : "default";
  gsize       length = strcspn (slug, "/");

  return length > 0 ? g_strndup (slug, length) : g_strdup ("default");
}

/* What to ask when the typed address itself is no feed. @page is what is there, if anything. */
static void
plan (Probe *probe, GBytes *page)
{
  g_autofree char *id = page != NULL ? sl_web_page_find_status_io_id (page) : NULL;
  g_autofree char *news = page != NULL ? sl_web_page_find_news_link (page) : NULL;
  g_autofree char *slug = get_slug (probe->typed);

  probe->planned = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (usual_paths); i++)
    plan_place (probe, usual_paths[i]);
  if (id != NULL)
    {
      plan_named (probe, "/1.0/status/", id);
      plan_named (probe, "https://api.status.io/1.0/status/", id);
    }
  plan_named (probe, "/api/status-page/heartbeat/", slug);
  for (gsize i = 0; i < G_N_ELEMENTS (more_paths); i++)
    plan_place (probe, more_paths[i]);
  if (news != NULL)
    plan_place (probe, news);
}

/* Whether what went wrong at one place says anything about the others of the same server. */
static gboolean
ends_all (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, SL_FEED_ERROR, SL_FEED_ERROR_NETWORK)
         || g_error_matches (error, SL_FEED_ERROR, SL_FEED_ERROR_BUSY);
}

static void
find (GTask *task, const SlFeedReader *reader, GBytes *body)
{
  Probe      *probe = g_task_get_task_data (task);
  SlFeedFind *found = g_new0 (SlFeedFind, 1);

  found->url = g_strdup (probe->place);
  found->platform = reader->platform;
  found->body = g_bytes_ref (body);
  g_task_return_pointer (task, found, (GDestroyNotify) sl_feed_find_free);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlFeedResponse) response
      = sl_feed_fetcher_fetch_finish (SL_FEED_FETCHER (source), result, &error);
  Probe              *probe = g_task_get_task_data (task);
  GBytes             *body = response != NULL ? response->body : NULL;
  const SlFeedReader *reader = body != NULL ? sl_feed_reader_detect (body) : NULL;

  if (reader != NULL)
    find (task, reader, body);
  else if (error != NULL && ends_all (error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      if (!probe->planned)
        {
          probe->error = g_steal_pointer (&error);
          plan (probe, body);
        }
      ask_next (task);
    }
}

/* Nothing is guessed: an address that is not there stays an error, all else is no status page. */
static void
give_up (GTask *task)
{
  Probe *probe = g_task_get_task_data (task);

  if (probe->error != NULL)
    g_task_return_error (task, g_steal_pointer (&probe->error));
  else
    g_task_return_new_error (
        task, SL_FEED_ERROR, SL_FEED_ERROR_TYPE,
        /* Translators: %s is a host name */
        _ ("%s has no status page of a kind that is known, there or at the usual places."),
        g_uri_get_host (probe->typed));
}

static void
ask_next (GTask *task)
{
  Probe *probe = g_task_get_task_data (task);

  g_free (probe->place);
  probe->place = g_queue_pop_head (probe->places);
  if (probe->place == NULL)
    give_up (task);
  else if (!probe->planned)
    sl_feed_fetcher_fetch_page_async (probe->fetcher, probe->place, g_task_get_cancellable (task),
                                      on_answered, g_object_ref (task));
  else
    sl_feed_fetcher_fetch_async (probe->fetcher, probe->place, g_task_get_cancellable (task),
                                 on_answered, g_object_ref (task));
}

static const char *
find_known_page (GUri *typed)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_pages); i++)
    {
      if (g_ascii_strcasecmp (known_pages[i].host, g_uri_get_host (typed)) == 0
          && (g_str_has_prefix (g_uri_get_path (typed), known_pages[i].path)
              || g_str_equal (known_pages[i].path, "/")))
        return known_pages[i].url;
    }
  return NULL;
}

/**
 * sl_feed_probe_async:
 * @fetcher: fetches
 * @url: what somebody typed: the address of a feed, or of a status page for people
 * @cancellable: (nullable): ends the search
 * @callback: called on the main context when it is over
 * @user_data: for @callback
 *
 * Asks the address itself, then the places where platforms keep their feeds, one after the other,
 * until an answer carries the anchor of a platform. Nothing is taken for granted by its address.
 *
 * Source: the order is the one by which the most people are served with the fewest requests.
 */
void
sl_feed_probe_async (SlFeedFetcher      *fetcher,
                     const char         *url,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) typed = sl_feed_address_parse (url, &error);
  Probe      *probe;
  const char *known;

  if (typed == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  known = find_known_page (typed);
  probe = g_new0 (Probe, 1);
  probe->fetcher = g_object_ref (fetcher);
  probe->typed = g_steal_pointer (&typed);
  probe->places = g_queue_new ();
  if (known != NULL && !g_str_has_prefix (url, known))
    g_queue_push_tail (probe->places, g_strdup (known));
  else
    g_queue_push_tail (probe->places, g_strdup (url));
  g_task_set_task_data (task, probe, probe_free);
  ask_next (task);
}

/**
 * sl_feed_probe_finish:
 * @result: as given to the callback
 * @error: set to one of #SlFeedError with a sentence that names the host
 *
 * Returns: (transfer full) (nullable): what was found, or %NULL with @error set
 */
SlFeedFind *
sl_feed_probe_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
