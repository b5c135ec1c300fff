/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "manual-clock.h"
#include "organisation-watcher.h"
#include "plan-layers.h"
#include "signing-key.h"
#include "temporary-folder.h"
#include "test-certificates.h"
#include "tls-web.h"

#include <glib/gstdio.h>
#include <string.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define ETAG "\"one\""

#define PLAN(name, members)                                                                        \
  "{\"organisation\": {\"name\": \"" name "\"" members "}, \"channels\": [{\"id\": \"bridge\"}]}"

/* What the server answers; the test changes it under way. */
typedef struct
{
  guint       status;
  const char *type;
  char       *body;
  GBytes     *signature; /* NULL: 404 */
  gboolean    has_etag;
  guint       retry_after_seconds;
  const char *location;
} Page;

typedef struct
{
  SoupServer            *server;
  char                  *address;
  char                  *kept_path;
  Page                   page;
  guint                  requests;
  guint                  not_modified;
  ManualClock           *clock;
  SlFeedFetcher         *fetcher;
  SlFeedBackend          backend;
  SlOrganisationWatcher *watcher;
} World;

/* The Server */

static void
answer_signature (World *world, SoupServerMessage *message)
{
  if (world->page.signature == NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message),
                                  world->page.signature);
}

static void
answer_plan (World *world, SoupServerMessage *message)
{
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *response = soup_server_message_get_response_headers (message);
  g_autofree char    *seconds = g_strdup_printf ("%u", world->page.retry_after_seconds);

  world->requests++;
  if (world->page.retry_after_seconds > 0)
    soup_message_headers_append (response, "Retry-After", seconds);
  if (world->page.location != NULL)
    soup_message_headers_append (response, "Location", world->page.location);
  if (world->page.has_etag)
    soup_message_headers_append (response, "ETag", ETAG);
  if (world->page.has_etag
      && g_strcmp0 (soup_message_headers_get_one (request, "If-None-Match"), ETAG) == 0)
    {
      world->not_modified++;
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return;
    }
  soup_server_message_set_status (message, world->page.status, NULL);
  soup_server_message_set_response (message, world->page.type, SOUP_MEMORY_COPY, world->page.body,
                                    strlen (world->page.body));
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  World *world = user_data;

  if (g_str_has_suffix (path, ".sig"))
    answer_signature (world, message);
  else
    answer_plan (world, message);
}

static void
start_server (World *world, GTlsCertificate *certificate)
{
  world->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (world->server, NULL, on_request, world, NULL);
  world->address = g_strdup_printf ("https://localhost:%u/plan.json?a=b",
                                    (guint) sl_tls_web_listen (world->server, certificate));
}

static void
set_body (World *world, const char *body)
{
  g_free (world->page.body);
  world->page.body = g_strdup (body);
  world->page.status = SOUP_STATUS_OK;
  world->page.type = "application/json";
}

static void
set_signature (World *world, GBytes *signature)
{
  g_clear_pointer (&world->page.signature, g_bytes_unref);
  world->page.signature = signature;
}

/* The Watcher */

static void
create_watcher (World *world)
{
  world->watcher = sl_organisation_watcher_new (SL_CLOCK (world->clock), &world->backend);
  sl_organisation_watcher_set_online (world->watcher, TRUE);
}

static void
world_set_up (World *world, gconstpointer unused)
{
  start_server (world, sl_test_certificates_get ()->good);
  world->kept_path = sl_plan_layers_find_kept_path (world->address);
  set_body (world, PLAN ("Acme", ""));
  world->clock = manual_clock_new ();
  world->fetcher = sl_feed_fetcher_new ();
  sl_feed_fetcher_set_trust (world->fetcher, sl_test_certificates_get ()->trust);
  sl_feed_backend_init_any (&world->backend, world->fetcher);
  create_watcher (world);
}

static void
world_tear_down (World *world, gconstpointer unused)
{
  sl_organisation_watcher_set_source (world->watcher, NULL, NULL);
  sl_organisation_watcher_stop (world->watcher);
  g_object_unref (world->watcher);
  g_object_unref (world->fetcher);
  g_object_unref (world->clock);
  if (world->server != NULL)
    sl_tls_web_stop (world->server);
  g_clear_object (&world->server);
  set_signature (world, NULL);
  g_free (world->page.body);
  g_free (world->address);
  g_free (world->kept_path);
}

static const SlOrganisationState *
get_state (World *world)
{
  return sl_organisation_watcher_get_state (world->watcher);
}

static void
settle (World *world)
{
  while (get_state (world)->is_fetching)
    g_main_context_iteration (NULL, TRUE);
}

static void
fetch (World *world, const char *key)
{
  sl_organisation_watcher_set_source (world->watcher, world->address, key);
  settle (world);
}

static void
refresh (World *world)
{
  sl_organisation_watcher_refresh (world->watcher);
  settle (world);
}

/* Fires what is due on the way, one answer after the other. */
static void
wait_seconds (World *world, gint64 seconds)
{
  for (gint64 minute = 0; minute < seconds / MINUTE; minute++)
    {
      manual_clock_advance (world->clock, MINUTE);
      settle (world);
    }
}

static void
assert_kept (World *world, const char *body)
{
  g_autofree char *kept = NULL;

  if (body == NULL)
    {
      g_assert_false (g_file_test (world->kept_path, G_FILE_TEST_EXISTS));
      return;
    }
  g_assert_true (g_file_get_contents (world->kept_path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, body);
}

static void
assert_problem (World *world, const char *word)
{
  if (word == NULL)
    {
      g_assert_cmpstr (get_state (world)->problem, ==, NULL);
      return;
    }
  g_assert_nonnull (get_state (world)->problem);
  g_assert_nonnull (strstr (get_state (world)->problem, word));
  g_assert_null (strchr (get_state (world)->problem, '\n'));
}

/* Fetching */

static void
test_fetched_and_shown (World *world, gconstpointer unused)
{
  g_autofree char *own = g_build_filename (g_get_user_config_dir (), "plan.json", NULL);
  g_autofree char *text = g_strdup_printf ("{\"organisation_address\": \"%s\"}", world->address);
  g_autoptr (SlPlanLayers) layers = NULL;
  const SlChannel *bridge;

  g_mkdir_with_parents (g_get_user_config_dir (), 0700);
  g_assert_true (g_file_set_contents (own, text, -1, NULL));
  fetch (world, NULL);
  assert_problem (world, NULL);
  assert_kept (world, PLAN ("Acme", ""));
  g_assert_cmpint (get_state (world)->fetched, ==, MANUAL_CLOCK_START);
  g_assert_false (get_state (world)->is_signed);
  layers = sl_plan_layers_new (own);
  bridge = sl_plan_get_channel (sl_plan_layers_get_plan (layers), "bridge");
  g_assert_cmpstr (bridge->managed_by, ==, "Acme");
  g_unlink (own);
}

static void
test_unchanged_costs_one_line (World *world, gconstpointer unused)
{
  GStatBuf before, after;

  world->page.has_etag = TRUE;
  fetch (world, NULL);
  g_assert_cmpint (g_stat (world->kept_path, &before), ==, 0);
  wait_seconds (world, 2 * HOUR);
  g_assert_cmpuint (world->not_modified, ==, world->requests - 1);
  g_assert_cmpuint (world->not_modified, >=, 1);
  g_assert_cmpint (get_state (world)->fetched, >, MANUAL_CLOCK_START);
  g_assert_cmpint (g_stat (world->kept_path, &after), ==, 0);
  g_assert_true (before.st_ino == after.st_ino);
}

static void
test_bad_answers_keep_the_last_good (World *world, gconstpointer unused)
{
  g_autofree char *large = g_strnfill (3 * 1024 * 1024 / 2, ' ');
  g_autofree char *huge = g_strnfill (5 * 1024 * 1024, ' ');
  const struct
  {
    guint       status;
    const char *type;
    const char *body;
    const char *word;
  } cases[] = {
    { 200, "text/html", "<html>Sign in</html>", "web page" },
    { 200, "application/json", "<!DOCTYPE html><title>Sign in</title>", "web page" },
    { 200, "application/json", "", "empty" },
    { 200, "application/json", "{\"channels\": [", "no usable plan" },
    { 200, "application/json", "{\"channels\": [{\"id\": \"NO\"}]}", "channels[0]" },
    { 200, "application/json", "{\"version\": 2}", "newer" },
    { 200, "application/json", large, "larger than 1 MiB" },
    { 200, "application/json", huge, "larger than 1 MiB" },
    { 404, "application/json", "{}", "404" },
    { 500, "application/json", "{}", "500" },
  };

  fetch (world, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      set_body (world, cases[i].body);
      world->page.status = cases[i].status;
      world->page.type = cases[i].type;
      refresh (world);
      assert_problem (world, cases[i].word);
      assert_kept (world, PLAN ("Acme", ""));
      g_assert_cmpint (get_state (world)->fetched, ==, MANUAL_CLOCK_START);
    }
  set_body (world, PLAN ("Better", ""));
  refresh (world);
  assert_problem (world, NULL);
  assert_kept (world, PLAN ("Better", ""));
}

static void
test_never_without_encryption (World *world, gconstpointer unused)
{
  fetch (world, NULL);
  world->page.status = SOUP_STATUS_FOUND;
  world->page.location = "http://127.0.0.1/plan.json";
  refresh (world);
  assert_problem (world, "not secure");
  assert_kept (world, PLAN ("Acme", ""));
}

static void
test_another_ones_certificate (World *world, gconstpointer unused)
{
  g_clear_pointer (&world->address, g_free);
  g_clear_pointer (&world->kept_path, g_free);
  sl_tls_web_stop (world->server);
  g_object_unref (world->server);
  start_server (world, sl_test_certificates_get ()->other_host);
  world->kept_path = sl_plan_layers_find_kept_path (world->address);
  fetch (world, NULL);
  assert_problem (world, "certificate");
  assert_kept (world, NULL);
}

/* Signatures */

static char *
make_signed_plan (SigningKey *key, const char *name)
{
  g_autofree char *public_key = signing_key_get_public (key);

  return g_strdup_printf ("{\"organisation\": {\"name\": \"%s\", \"key\": \"%s\"}}", name,
                          public_key);
}

static void
set_signed (World *world, SigningKey *key, const char *name)
{
  g_autofree char *body = make_signed_plan (key, name);

  set_body (world, body);
  set_signature (world, signing_key_sign (key, body, TRUE));
}

static void
test_key_is_kept_on_first_use (World *world, gconstpointer unused)
{
  g_autoptr (SigningKey) key = signing_key_new ();
  g_autofree char *public_key = signing_key_get_public (key);
  g_autofree char *second = make_signed_plan (key, "Two");

  set_signed (world, key, "One");
  fetch (world, NULL);
  assert_problem (world, NULL);
  g_assert_true (get_state (world)->is_signed);
  g_assert_false (get_state (world)->key_is_given);
  g_assert_cmpstr (get_state (world)->key, ==, public_key);

  /* Raw bytes and base64 are both signatures. */
  set_body (world, second);
  set_signature (world, signing_key_sign (key, second, FALSE));
  refresh (world);
  assert_problem (world, NULL);
  assert_kept (world, second);
}

static void
test_tampering_is_noticed (World *world, gconstpointer unused)
{
  g_autoptr (SigningKey) key = signing_key_new ();
  g_autoptr (SigningKey) other = signing_key_new ();
  g_autofree char *good = make_signed_plan (key, "Good");
  g_autofree char *tampered = make_signed_plan (key, "Evil");
  const char      *unsigned_plan = PLAN ("Unsigned", "");

  set_signed (world, key, "Good");
  fetch (world, NULL);
  assert_kept (world, good);

  set_body (world, tampered);
  refresh (world);
  assert_problem (world, "signature does not fit");
  set_signature (world, signing_key_sign (other, tampered, TRUE));
  refresh (world);
  assert_problem (world, "signature does not fit");
  set_signature (world, g_bytes_new_static ("short", 5));
  refresh (world);
  assert_problem (world, "signature does not fit");
  set_signature (world, NULL);
  refresh (world);
  assert_problem (world, "not signed");
  /* That the signature is not asked for any more does not help either. */
  set_body (world, unsigned_plan);
  refresh (world);
  assert_problem (world, "not signed");
  set_signed (world, other, "Evil");
  refresh (world);
  assert_problem (world, "another key");
  assert_kept (world, good);
  g_assert_true (get_state (world)->is_signed);
}

static void
test_changed_key_is_taken_when_asked_for (World *world, gconstpointer unused)
{
  g_autoptr (SigningKey) key = signing_key_new ();
  g_autoptr (SigningKey) other = signing_key_new ();
  g_autofree char *other_public_key = signing_key_get_public (other);

  set_signed (world, key, "One");
  fetch (world, NULL);
  set_signed (world, other, "Two");
  refresh (world);
  assert_problem (world, "another key");
  sl_organisation_watcher_forget_key (world->watcher);
  settle (world);
  assert_problem (world, NULL);
  g_assert_cmpstr (get_state (world)->key, ==, other_public_key);
}

static void
test_given_key (World *world, gconstpointer unused)
{
  g_autoptr (SigningKey) key = signing_key_new ();
  g_autoptr (SigningKey) other = signing_key_new ();
  g_autofree char *public_key = signing_key_get_public (key);
  g_autofree char *other_public_key = signing_key_get_public (other);

  /* A plan need not name the key that is known anyway. */
  set_signature (world, signing_key_sign (key, world->page.body, TRUE));
  fetch (world, other_public_key);
  assert_problem (world, "signature does not fit");
  assert_kept (world, NULL);
  fetch (world, public_key);
  assert_problem (world, NULL);
  assert_kept (world, world->page.body);
  g_assert_true (get_state (world)->key_is_given);
  sl_organisation_watcher_forget_key (world->watcher);
  g_assert_cmpstr (get_state (world)->key, ==, public_key);
  /* What was signed by nobody in particular does not stay when a key is given. */
  fetch (world, other_public_key);
  assert_kept (world, NULL);
}

static void
test_key_survives_a_restart (World *world, gconstpointer unused)
{
  g_autoptr (SigningKey) key = signing_key_new ();
  g_autofree char *public_key = signing_key_get_public (key);
  guint            before;

  set_signed (world, key, "One");
  fetch (world, NULL);
  before = world->requests;
  sl_organisation_watcher_stop (world->watcher);
  g_object_unref (world->watcher);
  create_watcher (world);
  fetch (world, NULL);
  g_assert_cmpuint (world->requests, ==, before);
  g_assert_cmpstr (get_state (world)->key, ==, public_key);
  g_assert_true (get_state (world)->is_signed);
  set_body (world, PLAN ("Unsigned", ""));
  refresh (world);
  assert_problem (world, "not fit");
}

/* When */

static void
test_calm_is_rare_and_trouble_often (World *world, gconstpointer unused)
{
  guint calm, trouble;

  fetch (world, NULL);
  wait_seconds (world, 8 * HOUR);
  calm = world->requests;
  g_assert_cmpuint (calm, >=, 7);
  g_assert_cmpuint (calm, <=, 11);
  /* Where it costs money a third of it must do, but not in trouble. */
  sl_organisation_watcher_set_metered (world->watcher, TRUE);
  wait_seconds (world, 9 * HOUR);
  g_assert_cmpuint (world->requests - calm, >=, 2);
  g_assert_cmpuint (world->requests - calm, <=, 5);
  calm = world->requests;
  sl_organisation_watcher_set_trouble (world->watcher, TRUE);
  settle (world);
  wait_seconds (world, 2 * MINUTE);
  g_assert_cmpuint (world->requests, ==, calm + 1);
  wait_seconds (world, 2 * HOUR);
  trouble = world->requests - calm;
  g_assert_cmpuint (trouble, >=, 10);
  g_assert_cmpuint (trouble, <=, 17);
}

static void
test_busy_server_is_left_alone (World *world, gconstpointer unused)
{
  fetch (world, NULL);
  world->page.status = SOUP_STATUS_SERVICE_UNAVAILABLE;
  world->page.retry_after_seconds = 3 * HOUR;
  refresh (world);
  assert_problem (world, "503");
  world->page.retry_after_seconds = 0;
  g_assert_cmpuint (world->requests, ==, 2);
  wait_seconds (world, 2 * HOUR);
  g_assert_cmpuint (world->requests, ==, 2);
  /* Also if the user has no patience. */
  refresh (world);
  assert_problem (world, "left alone");
  g_assert_cmpuint (world->requests, ==, 2);
}

static void
test_without_network_nothing_is_asked (World *world, gconstpointer unused)
{
  fetch (world, NULL);
  sl_organisation_watcher_set_online (world->watcher, FALSE);
  g_assert_cmpuint (manual_clock_get_n_timers (world->clock), ==, 0);
  wait_seconds (world, 5 * HOUR);
  g_assert_cmpuint (world->requests, ==, 1);
  assert_kept (world, PLAN ("Acme", ""));
  assert_problem (world, NULL);
  sl_organisation_watcher_set_online (world->watcher, TRUE);
  settle (world);
  g_assert_cmpuint (world->requests, ==, 2);
}

static void
test_silent_server (World *world, gconstpointer unused)
{
  fetch (world, NULL);
  sl_tls_web_stop (world->server);
  g_clear_object (&world->server);
  refresh (world);
  assert_problem (world, "localhost");
  assert_kept (world, PLAN ("Acme", ""));
  g_assert_cmpuint (manual_clock_get_n_timers (world->clock), ==, 1);
}

static void
test_no_address_no_timer (World *world, gconstpointer unused)
{
  g_autofree char *state_path = g_strconcat (world->kept_path, ".state", NULL);

  g_assert_cmpuint (manual_clock_get_n_timers (world->clock), ==, 0);
  fetch (world, NULL);
  g_assert_cmpuint (manual_clock_get_n_timers (world->clock), ==, 1);
  g_assert_true (g_file_test (state_path, G_FILE_TEST_EXISTS));
  sl_organisation_watcher_set_source (world->watcher, NULL, NULL);
  g_assert_cmpuint (manual_clock_get_n_timers (world->clock), ==, 0);
  assert_kept (world, NULL);
  g_assert_false (g_file_test (state_path, G_FILE_TEST_EXISTS));
  g_assert_null (get_state (world)->address);
}

static void
test_full_disk_is_told (World *world, gconstpointer unused)
{
  g_autofree char *folder = g_path_get_dirname (world->kept_path);
  g_autofree char *parent = g_path_get_dirname (folder);

  /* A file where the folder should be fails as a full disk does, also for root. */
  g_mkdir_with_parents (parent, 0700);
  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  fetch (world, NULL);
  assert_problem (world, "cannot be kept");
  g_assert_cmpint (get_state (world)->fetched, ==, 0);
  g_unlink (folder);
  refresh (world);
  assert_problem (world, NULL);
  assert_kept (world, PLAN ("Acme", ""));
}

static void
test_gone_in_the_middle (World *world, gconstpointer unused)
{
  sl_organisation_watcher_set_source (world->watcher, world->address, NULL);
  g_assert_true (get_state (world)->is_fetching);
  sl_organisation_watcher_set_source (world->watcher, NULL, NULL);
  g_assert_false (get_state (world)->is_fetching);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  assert_kept (world, NULL);
}

static void
add (const char *path, void (*body) (World *, gconstpointer))
{
  g_test_add (path, World, NULL, world_set_up, body, world_tear_down);
}

int
main (int argc, char **argv)
{
  char *folder = temporary_folder_isolate ();
  int   result;

  g_test_init (&argc, &argv, NULL);
  add ("/watch/organisation/fetched-and-shown", test_fetched_and_shown);
  add ("/watch/organisation/unchanged", test_unchanged_costs_one_line);
  add ("/watch/organisation/bad-answers", test_bad_answers_keep_the_last_good);
  add ("/watch/organisation/only-https", test_never_without_encryption);
  add ("/watch/organisation/certificate", test_another_ones_certificate);
  add ("/watch/organisation/first-use", test_key_is_kept_on_first_use);
  add ("/watch/organisation/tampered", test_tampering_is_noticed);
  add ("/watch/organisation/changed-key", test_changed_key_is_taken_when_asked_for);
  add ("/watch/organisation/given-key", test_given_key);
  add ("/watch/organisation/restart", test_key_survives_a_restart);
  add ("/watch/organisation/how-often", test_calm_is_rare_and_trouble_often);
  add ("/watch/organisation/retry-after", test_busy_server_is_left_alone);
  add ("/watch/organisation/offline", test_without_network_nothing_is_asked);
  add ("/watch/organisation/silent", test_silent_server);
  add ("/watch/organisation/no-address", test_no_address_no_timer);
  add ("/watch/organisation/full-disk", test_full_disk_is_told);
  add ("/watch/organisation/cancelled", test_gone_in_the_middle);
  result = g_test_run ();
  temporary_folder_remove (folder);
  return result;
}
