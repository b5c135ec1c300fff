/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baseline.h"
#include "evidence-builder.h"
#include "world.h"

#define NOW MANUAL_CLOCK_START

static const struct
{
  const char *name;
  gint64      failing_since;
  gint64      reached;
  gint64      failed;
  SlBaseline  expected;
} baseline_cases[] = {
  { "nothing tried", 0, 0, 0, SL_BASELINE_UNKNOWN },
  { "answered lately", 0, NOW - 60, 0, SL_BASELINE_REACHABLE },
  { "answered long ago", 0, NOW - 301, 0, SL_BASELINE_UNKNOWN },
  { "answered before the failure", NOW - 30, NOW - 60, 0, SL_BASELINE_UNKNOWN },
  { "answered after the failure", NOW - 60, NOW - 30, 0, SL_BASELINE_REACHABLE },
  { "silent", 0, 0, NOW - 60, SL_BASELINE_UNREACHABLE },
  { "silent since the failure", NOW - 60, NOW - 90, NOW - 30, SL_BASELINE_UNREACHABLE },
  { "one answered, one did not", 0, NOW - 60, NOW - 30, SL_BASELINE_REACHABLE },
};

static void
test_baseline (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (baseline_cases); i++)
    {
      SlBaselineFacts facts = { NOW, baseline_cases[i].failing_since, baseline_cases[i].reached,
                                baseline_cases[i].failed };

      g_test_message ("%s", baseline_cases[i].name);
      g_assert_cmpint (sl_baseline_judge (&facts), ==, baseline_cases[i].expected);
    }
}

static const SlFeedBackend no_backend = { NULL };

typedef struct
{
  World          world;
  SlHistory     *history;
  SlFeedWatcher *feeds;
  GPtrArray     *accounts;
} Fixture;

static SlWatchedAccount *
add_account (Fixture *fixture, const char *id, const char *provider_id, const char *uri)
{
  g_autoptr (SlAccount) account = sl_account_new (id, id);
  SlProvider       *provider = sl_provider_catalogue_lookup (fixture->world.catalogue, provider_id);
  SlWatchedAccount *watched;

  account->provider = g_strdup (provider_id);
  if (uri != NULL)
    g_ptr_array_add (account->servers, sl_server_new_from_uri (uri, NULL));
  watched = sl_watched_account_new (account, provider, fixture->history, NOW);
  g_ptr_array_add (fixture->accounts, watched);
  return watched;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  world_set_up (&fixture->world, NULL);
  fixture->history = sl_history_new (fixture->world.folder, NOW);
  fixture->feeds
      = sl_feed_watcher_new (SL_CLOCK (fixture->world.clock), &no_backend, fixture->history);
  fixture->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_watched_account_free);
  add_account (fixture, "mine", "example", "imaps://ann@imap.example.org");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->accounts);
  g_object_unref (fixture->feeds);
  g_object_unref (fixture->history);
  world_tear_down (&fixture->world, NULL);
}

static void
add_result (SlWatchedAccount *watched, SlCheckKind kind, SlOutcome outcome, gint64 time)
{
  g_autoptr (SlCheckResult) result
      = sl_check_result_new (kind, SL_PROTOCOL_IMAP, outcome, SL_STAGE_DONE);

  result->time = time;
  result->timings_ms[SL_STAGE_DONE] = 100;
  sl_watched_account_add_result (watched, result);
}

static SlEvidence *
build (Fixture *fixture, SlConnectivity connectivity, gint64 connectivity_since)
{
  g_autoptr (SlLineProbe) line
      = sl_line_probe_new (SL_CLOCK (fixture->world.clock), &sl_check_backend_real);
  g_autoptr (SlIdentityWatcher) identity
      = sl_identity_watcher_new (SL_CLOCK (fixture->world.clock), &no_backend);
  SlEvidenceSources sources = {
    NOW, connectivity, connectivity_since, fixture->accounts, fixture->feeds, line, identity
  };

  return sl_evidence_build (fixture->accounts->pdata[0], &sources);
}

static void
test_evidence_knows_the_account (Fixture *fixture, gconstpointer data)
{
  SlWatchedAccount *mine = fixture->accounts->pdata[0];
  g_autoptr (SlEvidence) evidence = NULL;

  for (int i = 0; i < 6; i++)
    add_result (mine, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK, NOW - 100 + i);
  evidence = build (fixture, SL_CONNECTIVITY_FULL, 0);
  g_assert_cmpstr (evidence->provider_name, ==, "Example");
  g_assert_cmpstr (evidence->host, ==, "imap.example.org");
  g_assert_true (evidence->signin_configured);
  g_assert_cmpint (evidence->last_success, ==, NOW - 95);
  g_assert_cmpint (evidence->usual_total_ms, ==, 100);
  g_assert_cmpuint (evidence->checks->len, ==, 6);
  g_assert_cmpint (evidence->baseline, ==, SL_BASELINE_UNKNOWN);
}

static void
test_evidence_knows_how_long_it_lasts (Fixture *fixture, gconstpointer data)
{
  SlWatchedAccount *mine = fixture->accounts->pdata[0];
  SlTrackerFacts    facts = { .now = NOW - 500, .account_name = "Mail" };
  g_autoptr (SlVerdict) outage = sl_verdict_new (SL_STATE_OUTAGE, SL_CAUSE_PROVIDER);
  g_autoptr (SlTransition) transition = NULL;
  g_autoptr (SlEvidence) evidence = build (fixture, SL_CONNECTIVITY_FULL, 0);

  g_assert_cmpint (evidence->state_since, ==, 0);
  g_free (outage->headline);
  outage->headline = g_strdup ("It is down.");
  transition = sl_tracker_take (mine->tracker, outage, &facts);
  sl_evidence_free (evidence);
  evidence = build (fixture, SL_CONNECTIVITY_FULL, 0);
  g_assert_cmpint (evidence->previous_state, ==, SL_STATE_OUTAGE);
  g_assert_cmpint (evidence->state_since, ==, NOW - 500);
}

static void
test_another_provider_proves_the_line (Fixture *fixture, gconstpointer data)
{
  SlWatchedAccount *sibling
      = add_account (fixture, "sibling", "example", "imaps://b@x.example.org");
  SlWatchedAccount *other = add_account (fixture, "other", "sister", "imaps://b@y.example.org");
  g_autoptr (SlEvidence) before = NULL;
  g_autoptr (SlEvidence) after = NULL;
  g_autoptr (SlEvidence) doubted = NULL;

  add_result (sibling, SL_CHECK_KIND_DOOR, SL_OUTCOME_OK, NOW - 20);
  before = build (fixture, SL_CONNECTIVITY_FULL, 0);
  g_assert_cmpint (before->baseline, ==, SL_BASELINE_UNKNOWN);
  add_result (other, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_AUTH_REJECTED, NOW - 10);
  after = build (fixture, SL_CONNECTIVITY_FULL, 0);
  g_assert_cmpint (after->baseline, ==, SL_BASELINE_REACHABLE);
  g_assert_cmpuint (after->others->len, ==, 2);
  doubted = build (fixture, SL_CONNECTIVITY_LIMITED, NOW - 5);
  g_assert_cmpint (doubted->baseline, ==, SL_BASELINE_UNKNOWN);
}

static void
test_without_a_route_failures_do_not_count (Fixture *fixture, gconstpointer data)
{
  SlWatchedAccount *mine = fixture->accounts->pdata[0];
  g_autoptr (SlEvidence) evidence = NULL;

  add_result (mine, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK, NOW - 20);
  add_result (mine, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_AUTH_UNAVAILABLE, NOW - 10);
  evidence = build (fixture, SL_CONNECTIVITY_LOCAL, NOW);
  g_assert_cmpuint (evidence->checks->len, ==, 1);
  g_assert_cmpint (evidence->baseline, ==, SL_BASELINE_UNREACHABLE);
}

static void
test_doors_never_push_out_the_refusal (Fixture *fixture, gconstpointer data)
{
  SlWatchedAccount *mine = fixture->accounts->pdata[0];

  add_result (mine, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_AUTH_REJECTED, NOW - 2000);
  for (int i = 0; i < 1000; i++)
    add_result (mine, SL_CHECK_KIND_DOOR, SL_OUTCOME_OK, NOW - 1000 + i);
  g_assert_cmpuint (mine->checks->len, <, 50);
  g_assert_nonnull (sl_watched_account_find_newest (mine, SL_CHECK_KIND_SIGNIN));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/watch/evidence-builder/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/evidence-builder/baseline", test_baseline);
  ADD ("account", test_evidence_knows_the_account);
  ADD ("duration", test_evidence_knows_how_long_it_lasts);
  ADD ("other-provider", test_another_provider_proves_the_line);
  ADD ("no-route", test_without_a_route_failures_do_not_count);
  ADD ("bounded", test_doors_never_push_out_the_refusal);
  return g_test_run ();
}
