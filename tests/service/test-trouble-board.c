/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trouble-board.h"

#include "await.h"
#include "fake-notifications.h"

#define NOON 1800000000

static SlPrivateBus *bus;

typedef struct
{
  SlFakeNotifications *daemon;
  SlNotifier          *notifier;
  SlTroubleBoard      *board;
  SlPlan              *plan;
  SlProviderCatalogue *catalogue;
  char                *clicked; /* nullable */
} Fixture;

static void
on_activated (SlNotifier *notifier, const char *target, const char *token, Fixture *fixture)
{
  g_free (fixture->clicked);
  fixture->clicked = g_strdup (target);
}

static void
set_up (Fixture *fixture, gconstpointer practice)
{
  fixture->daemon = sl_fake_notifications_start (bus, TRUE);
  fixture->notifier = sl_notifier_new (bus->connection, "Lantern");
  g_signal_connect (fixture->notifier, "activated", G_CALLBACK (on_activated), fixture);
  fixture->plan = sl_plan_new ();
  fixture->catalogue = sl_provider_catalogue_new ();
  fixture->board = sl_trouble_board_new (fixture->notifier, practice != NULL);
  sl_trouble_board_set_plan (fixture->board, fixture->plan, fixture->catalogue);
}

static void
tear_down (Fixture *fixture, gconstpointer practice)
{
  g_assert_finalize_object (fixture->board);
  g_object_unref (fixture->plan);
  g_object_unref (fixture->catalogue);
  g_assert_finalize_object (fixture->notifier);
  sl_fake_notifications_stop (fixture->daemon);
  g_free (fixture->clicked);
}

static SlVerdict *
make_verdict (SlState state, SlCause cause, const char *headline)
{
  SlVerdict *verdict = sl_verdict_new (state, cause);

  g_free (verdict->headline);
  verdict->headline = g_strdup (headline);
  return verdict;
}

/* Accounts are called like their ids; all but "other" are at the same provider. */
static SlAccountStatus *
make_status (const char *id, SlVerdict *verdict)
{
  SlAccountStatus *status = sl_account_status_new (id, id, verdict);
  gboolean         other = g_str_equal (id, "other");

  status->provider = g_strdup (other ? "example-two" : "example");
  status->provider_name = g_strdup (other ? "Other Mail" : "Example Mail");
  return status;
}

static void
tell (Fixture *fixture, const char *id, SlState to, SlCause cause, const char *headline)
{
  g_autoptr (SlVerdict) verdict = make_verdict (to, cause, headline);
  g_autoptr (SlAccountStatus) status = make_status (id, verdict);
  g_autoptr (SlTransition) transition
      = sl_transition_new (id, id, to == SL_STATE_OK ? SL_STATE_OUTAGE : SL_STATE_OK, verdict);

  transition->time = NOON;
  transition->trouble_since = to == SL_STATE_OK ? NOON - 47 * 60 : 0;
  transition->notify = TRUE;
  transition->urgent = g_str_equal (id, "important") && to == SL_STATE_OUTAGE;
  sl_trouble_board_tell (fixture->board, transition, status);
}

static void
tell_outage (Fixture *fixture, const char *id)
{
  tell (fixture, id, SL_STATE_OUTAGE, SL_CAUSE_PROVIDER_UNCONFIRMED, "Example Mail is down.");
}

static void
refresh (Fixture *fixture, const char *id, SlState state, SlCause cause, const char *headline)
{
  g_autoptr (SlVerdict) verdict = make_verdict (state, cause, headline);
  g_autoptr (SlAccountStatus) status = make_status (id, verdict);

  sl_trouble_board_refresh (fixture->board, id, status);
}

static SlFakeNotice *
await_notice (Fixture *fixture, guint count)
{
  sl_await (fixture->daemon->notices->len >= count);
  g_assert_cmpuint (fixture->daemon->notices->len, ==, count);
  return sl_fake_notifications_newest (fixture->daemon);
}

static void
test_accounts_of_one_provider_share_a_notice (Fixture *fixture, gconstpointer data)
{
  SlFakeNotice *notice;

  tell_outage (fixture, "work");
  await_notice (fixture, 1);
  tell_outage (fixture, "private");
  notice = await_notice (fixture, 2);
  g_assert_cmpuint (notice->replaces, ==, 1);
  g_assert_cmpstr (notice->summary, ==, "Example Mail is down.");
  g_assert_cmpstr (notice->body, ==, "Accounts: work, private.");
  g_assert_cmpstr (notice->action, ==, "Show what to do");
  tell (fixture, "other", SL_STATE_OUTAGE, SL_CAUSE_PROVIDER, "Other Mail is down.");
  notice = await_notice (fixture, 3);
  g_assert_cmpuint (notice->replaces, ==, 0);
}

static void
test_the_last_recovery_speaks_for_all (Fixture *fixture, gconstpointer data)
{
  SlFakeNotice *notice;

  tell_outage (fixture, "work");
  tell_outage (fixture, "private");
  tell (fixture, "work", SL_STATE_OK, SL_CAUSE_NONE, "Fine.");
  notice = await_notice (fixture, 3);
  g_assert_cmpstr (notice->summary, ==, "Example Mail is down.");
  g_assert_cmpstr (notice->body, ==, "");
  tell (fixture, "private", SL_STATE_OK, SL_CAUSE_NONE, "Fine.");
  notice = await_notice (fixture, 4);
  g_assert_cmpuint (notice->replaces, ==, 1);
  g_assert_cmpstr (notice->summary, ==, "Example Mail works again.");
  g_assert_nonnull (strstr (notice->body, "Accounts: work, private."));
  g_assert_nonnull (strstr (notice->body, "47 minutes"));
  g_assert_cmpstr (notice->action, ==, "Show details");
  g_assert_cmpint (notice->urgency, ==, 0);
  g_assert_cmpuint (fixture->daemon->closed->len, ==, 0);
}

/* Whichever of them the failure finds first, the user looks for them where they have put them. */
static void
test_accounts_are_listed_in_the_users_order (Fixture *fixture, gconstpointer data)
{
  static const char *const order[] = { "important", "work", "private" };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autoptr (SlAccount) account = sl_account_new (order[i], order[i]);

      sl_plan_set_account (fixture->plan, account, NULL);
    }
  tell_outage (fixture, "private");
  tell_outage (fixture, "forgotten");
  tell_outage (fixture, "important");
  tell_outage (fixture, "work");
  g_assert_cmpstr (await_notice (fixture, 4)->body, ==,
                   "Accounts: important, work, private, forgotten.");
  sl_fake_notifications_click (fixture->daemon, 1, NULL);
  sl_await (fixture->clicked != NULL);
  g_assert_cmpstr (fixture->clicked, ==, "important");
  for (guint i = G_N_ELEMENTS (order); i > 0; i--)
    tell (fixture, order[i - 1], SL_STATE_OK, SL_CAUSE_NONE, "Fine.");
  tell (fixture, "forgotten", SL_STATE_OK, SL_CAUSE_NONE, "Fine.");
  sl_await (g_str_has_prefix (sl_fake_notifications_newest (fixture->daemon)->body,
                              "Accounts: important, work, private, forgotten."));
}

static void
test_recoveries_without_a_notice_are_told_once (Fixture *fixture, gconstpointer data)
{
  SlFakeNotice *notice;

  tell (fixture, "work", SL_STATE_OK, SL_CAUSE_NONE, "Fine.");
  notice = await_notice (fixture, 1);
  g_assert_cmpuint (notice->replaces, ==, 0);
  tell (fixture, "private", SL_STATE_OK, SL_CAUSE_NONE, "Fine.");
  notice = await_notice (fixture, 2);
  g_assert_cmpuint (notice->replaces, ==, 1);
  g_assert_cmpstr (notice->summary, ==, "Example Mail works again.");
  tell (fixture, "other", SL_STATE_OK, SL_CAUSE_NONE, "Fine.");
  g_assert_cmpuint (await_notice (fixture, 3)->replaces, ==, 0);
}

static void
test_a_click_opens_an_account_that_is_out (Fixture *fixture, gconstpointer data)
{
  tell_outage (fixture, "work");
  tell_outage (fixture, "private");
  tell (fixture, "work", SL_STATE_OK, SL_CAUSE_NONE, "Fine.");
  await_notice (fixture, 3);
  sl_fake_notifications_click (fixture->daemon, 1, NULL);
  sl_await (fixture->clicked != NULL);
  g_assert_cmpstr (fixture->clicked, ==, "private");
}

static void
test_an_important_account_makes_it_urgent (Fixture *fixture, gconstpointer data)
{
  tell_outage (fixture, "work");
  g_assert_cmpint (await_notice (fixture, 1)->urgency, ==, 1);
  tell_outage (fixture, "important");
  g_assert_cmpint (await_notice (fixture, 2)->urgency, ==, 2);
  tell (fixture, "important", SL_STATE_OK, SL_CAUSE_NONE, "Fine.");
  g_assert_cmpint (await_notice (fixture, 3)->urgency, ==, 1);
}

static void
test_a_new_cause_changes_the_notice_in_place (Fixture *fixture, gconstpointer data)
{
  SlFakeNotice *notice;

  tell_outage (fixture, "work");
  await_notice (fixture, 1);
  refresh (fixture, "work", SL_STATE_OUTAGE, SL_CAUSE_PROVIDER_UNCONFIRMED,
           "Example Mail is down.");
  refresh (fixture, "nobody", SL_STATE_OUTAGE, SL_CAUSE_PROVIDER, "Nobody knows.");
  refresh (fixture, "work", SL_STATE_OUTAGE, SL_CAUSE_PROVIDER, "Example Mail admits it.");
  notice = await_notice (fixture, 2);
  g_assert_cmpuint (notice->replaces, ==, 1);
  g_assert_cmpstr (notice->summary, ==, "Example Mail admits it.");
}

/* What the user has closed stays closed, until there is something new to tell. */
static void
test_a_closed_notice_stays_closed (Fixture *fixture, gconstpointer data)
{
  tell_outage (fixture, "work");
  await_notice (fixture, 1);
  sl_fake_notifications_dismiss (fixture->daemon, 1);
  tell (fixture, "other", SL_STATE_OUTAGE, SL_CAUSE_PROVIDER, "Other Mail is down.");
  await_notice (fixture, 2);
  refresh (fixture, "work", SL_STATE_OUTAGE, SL_CAUSE_PROVIDER, "Example Mail admits it.");
  tell (fixture, "work", SL_STATE_OK, SL_CAUSE_NONE, "Fine.");
  g_assert_cmpstr (await_notice (fixture, 3)->summary, ==, "Example Mail works again.");
}

static void
test_another_trouble_takes_the_first_ones_place (Fixture *fixture, gconstpointer data)
{
  SlFakeNotice *notice;

  tell_outage (fixture, "work");
  tell (fixture, "work", SL_STATE_ACTION_NEEDED, SL_CAUSE_CREDENTIAL, "Refused.");
  notice = await_notice (fixture, 2);
  g_assert_cmpstr (notice->summary, ==, "Refused.");
  sl_await (fixture->daemon->closed->len == 1);
  g_assert_cmpuint (g_array_index (fixture->daemon->closed, guint, 0), ==, 1);
}

static void
test_what_is_gone_muted_or_paused_is_taken_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlVerdict) outage
      = make_verdict (SL_STATE_OUTAGE, SL_CAUSE_PROVIDER_UNCONFIRMED, "Example Mail is down.");
  g_autoptr (SlAccountStatus) muted = make_status ("private", outage);
  g_autoptr (GPtrArray) left = NULL;

  tell_outage (fixture, "work");
  tell_outage (fixture, "private");
  await_notice (fixture, 2);
  muted->muted_until = G_MAXINT64;
  sl_trouble_board_refresh (fixture->board, "private", muted);
  g_assert_cmpstr (await_notice (fixture, 3)->body, ==, "");
  sl_trouble_board_refresh (fixture->board, "work", NULL);
  sl_await (fixture->daemon->closed->len == 1);

  tell (fixture, "other", SL_STATE_OUTAGE, SL_CAUSE_PROVIDER, "Other Mail is down.");
  await_notice (fixture, 4);
  refresh (fixture, "other", SL_STATE_PAUSED, SL_CAUSE_NONE, "Paused.");
  sl_await (fixture->daemon->closed->len == 2);
  left = sl_trouble_board_list_accounts (fixture->board);
  g_assert_cmpuint (left->len, ==, 0);
}

static void
test_silent_changes_take_down_what_is_over (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    SlState to;
    guint   n_closed;
  } rows[] = { { SL_STATE_OFFLINE, 0 }, { SL_STATE_UNKNOWN, 0 }, { SL_STATE_OK, 1 } };

  tell_outage (fixture, "work");
  await_notice (fixture, 1);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SlVerdict) verdict = make_verdict (rows[i].to, SL_CAUSE_NONE, "Silence.");
      g_autoptr (SlTransition) transition
          = sl_transition_new ("work", "work", SL_STATE_OUTAGE, verdict);
      g_autoptr (GPtrArray) left = NULL;

      sl_trouble_board_note (fixture->board, transition);
      left = sl_trouble_board_list_accounts (fixture->board);
      g_assert_cmpuint (left->len, ==, 1 - rows[i].n_closed);
    }
  sl_await (fixture->daemon->closed->len == 1);
}

/* Its starter takes it down by the account's id. */
static void
test_a_practice_says_so (Fixture *fixture, gconstpointer data)
{
  tell_outage (fixture, "work");
  g_assert_cmpstr (await_notice (fixture, 1)->summary, ==, "Practice: Example Mail is down.");
  sl_notifier_withdraw (fixture->notifier, "work");
  sl_await (fixture->daemon->closed->len == 1);
}

static void
test_the_end_takes_everything_down (Fixture *fixture, gconstpointer data)
{
  tell_outage (fixture, "work");
  tell (fixture, "other", SL_STATE_OUTAGE, SL_CAUSE_PROVIDER, "Other Mail is down.");
  await_notice (fixture, 2);
  sl_trouble_board_clear (fixture->board);
  sl_await (fixture->daemon->closed->len == 2);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = sl_private_bus_start ();
#define ADD(name, practice, function)                                                              \
  g_test_add ("/service/trouble-board/" name, Fixture, practice, set_up, function, tear_down)
  ADD ("groups", NULL, test_accounts_of_one_provider_share_a_notice);
  ADD ("order", NULL, test_accounts_are_listed_in_the_users_order);
  ADD ("recovery", NULL, test_the_last_recovery_speaks_for_all);
  ADD ("recovery-alone", NULL, test_recoveries_without_a_notice_are_told_once);
  ADD ("click", NULL, test_a_click_opens_an_account_that_is_out);
  ADD ("important", NULL, test_an_important_account_makes_it_urgent);
  ADD ("new-cause", NULL, test_a_new_cause_changes_the_notice_in_place);
  ADD ("closed", NULL, test_a_closed_notice_stays_closed);
  ADD ("other-trouble", NULL, test_another_trouble_takes_the_first_ones_place);
  ADD ("stale", NULL, test_what_is_gone_muted_or_paused_is_taken_down);
  ADD ("silent", NULL, test_silent_changes_take_down_what_is_over);
  ADD ("practice", "yes", test_a_practice_says_so);
  ADD ("end", NULL, test_the_end_takes_everything_down);
#undef ADD
  status = g_test_run ();
  sl_private_bus_stop (bus);
  return status;
}
