/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-address.h"
#include "feed-probe.h"

#include <libsoup/soup.h>
#include <string.h>

/* Somebody types the address of a page for people; what is there is another matter. */

#define STATUSPAGE                                                                                 \
  "{\"page\":{\"id\":\"exampleorg12\",\"name\":\"A\"},\"status\":{\"indicator\":\"none\"}}"
#define INCIDENT_IO                                                                                \
  "{\"page\":{\"id\":\"01JMDK9XYNY6RXSED6SDWW50WY\"},\"status\":{\"indicator\":\"none\"}}"
#define INSTATUS                                                                                   \
  "{\"page\":{\"name\":\"A\",\"url\":\"https://status.example.org\",\"status\":\"UP\"}}"
#define BETTER_STACK                                                                               \
  "{\"data\":{\"id\":\"1\",\"type\":\"status_page\",\"attributes\":{\"aggregate_state\":"          \
  "\"operational\"}},\"included\":[]}"
#define STATUS_IO                                                                                  \
  "{\"result\":{\"status_overall\":{\"updated\":\"2026-09-16T08:00:00Z\",\"status\":\"Fine\","     \
  "\"status_code\":100},\"status\":[]}}"
#define NEWS                                                                                       \
  "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>A</title><item><title>B</title>"    \
  "<guid>1</guid><pubDate>Wed, 16 Sep 2026 08:00:00 GMT</pubDate></item></channel></rss>"
#define PEOPLE "<!DOCTYPE html><html><head><title>A</title></head><body>All is well.</body></html>"
#define PEOPLE_STATUS_IO                                                                           \
  "<!DOCTYPE html><html><script>var statuspageId = \"533c6539221ae15e3f000031\";</script></html>"
#define PEOPLE_NEWS                                                                                \
  "<!DOCTYPE html><html><head><link rel=\"alternate\" type=\"application/rss+xml\" "               \
  "href=\"/history.rss\"></head></html>"

typedef struct
{
  const char *name;
  const char *typed;
  const char *place; /* nullable: nothing is found */
  const char *body;
  const char *platform;
  const char *page;      /* what is at the typed address */
  gboolean    catch_all; /* every other address answers with the page, too, and 200 */
} Case;

static const Case cases[] = {
  { "statuspage", "/", "/api/v2/summary.json", STATUSPAGE, "statuspage", PEOPLE },
  { "statuspage-in-a-catch-all", "/", "/api/v2/summary.json", STATUSPAGE, "statuspage", PEOPLE,
    TRUE },
  { "feed-itself", "/api/v2/summary.json", "/api/v2/summary.json", STATUSPAGE, "statuspage" },
  { "deep-link", "/incidents/1", "/api/v2/summary.json", STATUSPAGE, "statuspage", PEOPLE },
  { "incident-io", "/", "/api/v2/summary.json", INCIDENT_IO, "incident-io", PEOPLE },
  /* It answers at Statuspage's address in its own shape. */
  { "instatus", "/", "/api/v2/summary.json", INSTATUS, "instatus", PEOPLE },
  { "instatus-own-address", "/", "/summary.json", INSTATUS, "instatus", PEOPLE, TRUE },
  { "better-stack", "/", "/index.json", BETTER_STACK, "better-stack", PEOPLE, TRUE },
  { "status-io", "/", "/1.0/status/533c6539221ae15e3f000031", STATUS_IO, "status-io",
    PEOPLE_STATUS_IO },
  { "news", "/", "/history.rss", NEWS, "rss", PEOPLE_NEWS, TRUE },
  { "no-status-page", "/", NULL, NULL, NULL, PEOPLE },
  { "no-status-page-in-a-catch-all", "/", NULL, NULL, NULL, PEOPLE, TRUE },
};

typedef struct
{
  SoupServer   *server;
  char         *base;
  const Case   *run;
  guint         n_requests;
  GCancellable *cancellable;
  SlFeedFind   *found;
  GError       *error;
  gboolean      done;
} Fixture;

static void
answer (SoupServerMessage *message, const char *type, const char *body)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_STATIC, body, strlen (body));
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  Fixture    *fixture = user_data;
  const Case *run = fixture->run;

  fixture->n_requests++;
  if (g_strcmp0 (path, run->place) == 0)
    answer (message, run->body[0] == '<' ? "application/rss+xml" : "application/json", run->body);
  else if (run->page != NULL && (run->catch_all || g_str_equal (path, run->typed)))
    answer (message, "text/html", run->page);
  else
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  if (fixture->cancellable != NULL)
    g_cancellable_cancel (fixture->cancellable);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  fixture->run = data;
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, on_request, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->cancellable);
  sl_feed_find_free (fixture->found);
  g_clear_error (&fixture->error);
  g_free (fixture->base);
}

static void
on_probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->found = sl_feed_probe_finish (result, &fixture->error);
  fixture->done = TRUE;
}

static void
probe (Fixture *fixture, const char *typed)
{
  g_autoptr (SlFeedFetcher) fetcher = sl_feed_fetcher_new ();
  g_autofree char *url = g_strconcat (fixture->base, typed, NULL);

  sl_feed_probe_async (fetcher, url, fixture->cancellable, on_probed, fixture);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_case (Fixture *fixture, gconstpointer data)
{
  const Case      *run = data;
  g_autofree char *place = NULL;

  probe (fixture, run->typed);
  if (run->place == NULL)
    {
      g_assert_error (fixture->error, SL_FEED_ERROR, SL_FEED_ERROR_TYPE);
      g_assert_nonnull (strstr (fixture->error->message, "127.0.0.1"));
      return;
    }
  g_assert_no_error (fixture->error);
  place = g_strconcat (fixture->base, run->place, NULL);
  g_assert_cmpstr (fixture->found->url, ==, place);
  g_assert_cmpstr (fixture->found->platform, ==, run->platform);
  g_assert_cmpuint (g_bytes_get_size (fixture->found->body), ==, strlen (run->body));
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  fixture->cancellable = g_cancellable_new ();
  probe (fixture, "/");
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
}

static void
test_typed_addresses (void)
{
  static const char *const addresses[][2] = {
    { "status.example.org", "https://status.example.org" },
    { "  status.example.org/path \n", "https://status.example.org/path" },
    { "https://status.example.org", "https://status.example.org" },
    { "http://status.example.org/a?b", "https://status.example.org/a?b" },
    { "HTTP://status.example.org", "https://status.example.org" },
    /* Without encryption only this computer is asked; a port is there for a reason. */
    { "http://127.0.0.1:3001/status/a", "http://127.0.0.1:3001/status/a" },
    { "http://localhost/", "http://localhost/" },
    { "http://status.example.org:8080/", "http://status.example.org:8080/" },
    { "ftp://status.example.org", "ftp://status.example.org" },
    { "", "https://" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *completed = sl_feed_address_complete (addresses[i][0]);

      g_assert_cmpstr (completed, ==, addresses[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feeds/probe/typed-addresses", test_typed_addresses);
  g_test_add ("/feeds/probe/cancelled", Fixture, &cases[0], set_up, test_cancelled, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/feeds/probe/%s", cases[i].name);

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
    }
  return g_test_run ();
}
