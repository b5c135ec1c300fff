/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine with its real clock, real checks and a real socket; only the times are short. */
#include "await.h"
#include "memory-secrets.h"
#include "scripted-server.h"
#include "temporary-folder.h"
#include "test-certificates.h"
#include "watcher.h"

#include <string.h>

#define GREETING "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\nC: *\n"
/* The second step answers a sign-in and a goodbye alike: their tags differ. */
#define REFUSES GREETING "S: a4 NO [AUTHENTICATIONFAILED] wrong password\nS: * BYE\nS: a6 OK\nCLOSE"
#define ACCEPTS GREETING "S: a4 OK done\nS: a5 OK [READ-ONLY] done\nS: * BYE\nS: a6 OK\nCLOSE"

static const SlWatchIntervals intervals = {
  .door_ms = 100,
  .signin_ms = 150,
  .feed_ms = 100,
  .feed_incident_ms = 100,
  .feed_channel_ms = 2000,
  .confirm_ms = 50,
  .wake_quiet_ms = 20,
  .backoff_unit_ms = 50,
};

typedef struct
{
  char             *folder;
  SlScriptedServer *server;
  SlWatcher        *watcher;
} Fixture;

static void
set_plan (Fixture *fixture)
{
  g_autofree char *json = g_strdup_printf (
      "{\"version\":1,\"accounts\":[{\"id\":\"work\",\"name\":\"Work\",\"servers\":"
      "[\"imaps://ann@localhost:%u\"]}]}",
      fixture->server->port);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (json, -1, &error);

  g_assert_no_error (error);
  sl_watcher_set_plan (fixture->watcher, plan);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const SlTestCertificates *certificates = sl_test_certificates_get ();
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new ();
  g_autoptr (SlMemorySecrets) secrets = sl_memory_secrets_new ();
  g_autoptr (SlSecret) secret = sl_secret_new ("Sturmlaterne-7", -1);

  fixture->folder = temporary_folder_new ();
  fixture->server = sl_scripted_server_new (data, certificates->good);
  sl_memory_secrets_set (secrets, "work", secret);
  fixture->watcher
      = sl_watcher_new (fixture->folder, catalogue, SL_SECRET_SOURCE (secrets), &intervals);
  sl_watcher_set_trust (fixture->watcher, certificates->trust);
  sl_watcher_set_connectivity (fixture->watcher, SL_CONNECTIVITY_FULL, FALSE);
  set_plan (fixture);
  sl_watcher_start (fixture->watcher);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->watcher);
  sl_scripted_server_free (fixture->server);
  temporary_folder_remove (fixture->folder);
}

static guint
count_presented (Fixture *fixture)
{
  const char *text = fixture->server->encrypted->str;
  guint       n_times = 0;

  while ((text = strstr (text, "AUTHENTICATE")) != NULL)
    {
      n_times++;
      text++;
    }
  return n_times;
}

static void
test_a_refused_password_meets_the_wire_once (Fixture *fixture, gconstpointer data)
{
  sl_await (sl_watcher_get_state (fixture->watcher) == SL_STATE_ACTION_NEEDED);
  sl_await (g_atomic_int_get (&fixture->server->n_connections) >= 8);
  sl_watcher_stop (fixture->watcher);
  sl_scripted_server_stop (fixture->server);
  g_assert_cmpuint (count_presented (fixture), ==, 1);
}

static void
test_an_outage_of_a_real_socket (Fixture *fixture, gconstpointer data)
{
  sl_await (sl_watcher_get_state (fixture->watcher) == SL_STATE_OK);
  sl_scripted_server_stop (fixture->server);
  sl_await (sl_watcher_get_state (fixture->watcher) == SL_STATE_OUTAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/watch/live/refused-once", Fixture, REFUSES, set_up,
              test_a_refused_password_meets_the_wire_once, tear_down);
  g_test_add ("/watch/live/outage", Fixture, ACCEPTS, set_up, test_an_outage_of_a_real_socket,
              tear_down);
  return g_test_run ();
}
