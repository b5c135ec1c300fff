/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "temporary-folder.h"
#include "tracker.h"

#define NOW 1800000000
#define MINUTE 60

/* One verdict a minute, written as letters: o ok, D degraded, A action needed, X outage, f offline,
 * u unknown, . pending. The transitions that follow, each "FROM>TO": "!" told, "(N)" a recovery
 * from N minutes of trouble. */
typedef struct
{
  const char *name;
  const char *verdicts;
  const char *expected;
} Case;

static const Case cases[] = {
  { "first-ok", "ooo", "u>o" },
  { "outage", "oXXXo", "u>o o>X! X>o!(3)" },
  { "counts-from-first-failure", "o.XXo", "u>o o>X! X>o!(3)" },
  { "false-alarm", "o.o.o", "u>o" },
  { "over-unknown", "oXuo", "u>o o>X! X>u u>o!(2)" },
  { "over-offline", "oXffo", "u>o o>X! X>f f>o!(3)" },
  { "told-once", "oXfXfXo", "u>o o>X! X>f f>X X>f f>X X>o!(5)" },
  { "told-once-over-unknown", "XuXuo", "u>X! X>u u>X X>u u>o!(4)" },
  { "offline-is-no-news", "offo", "u>o o>f f>o" },
  { "grows", "oDXo", "u>o o>D! D>X! X>o!(2)" },
  { "eases", "oXDo", "u>o o>X! X>D! D>o!(2)" },
  { "needs-you", "oAo", "u>o o>A! A>o!(1)" },
  { "from-outage-to-you", "XAo", "u>X! X>A! A>o!(2)" },
  { "two-troubles", "oXoXo", "u>o o>X! X>o!(1) o>X! X>o!(1)" },
};

static SlState
state_of (char letter, SlState before)
{
  switch (letter)
    {
    case 'o':
      return SL_STATE_OK;
    case 'D':
      return SL_STATE_DEGRADED;
    case 'A':
      return SL_STATE_ACTION_NEEDED;
    case 'X':
      return SL_STATE_OUTAGE;
    case 'f':
      return SL_STATE_OFFLINE;
    case 'u':
      return SL_STATE_UNKNOWN;
    default:
      return before;
    }
}

static char
letter_of (SlState state)
{
  for (const char *letter = "oDAXfu"; *letter != '\0'; letter++)
    {
      if (state_of (*letter, SL_STATE_PAUSED) == state)
        return *letter;
    }
  return '?';
}

typedef struct
{
  char      *folder;
  SlHistory *history;
  SlTracker *tracker;
  gint64     now;
  gboolean   quiet;
  gint64     posted;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = temporary_folder_new ();
  fixture->history = sl_history_new (fixture->folder, NOW);
  fixture->tracker = sl_tracker_new ("work", fixture->history);
  fixture->now = NOW;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sl_tracker_free (fixture->tracker);
  g_object_unref (fixture->history);
  temporary_folder_remove (fixture->folder);
}

static void
restart (Fixture *fixture)
{
  sl_tracker_free (fixture->tracker);
  fixture->tracker = sl_tracker_new ("work", fixture->history);
}

static SlTransition *
take (Fixture *fixture, char letter)
{
  g_autoptr (SlVerdict) verdict = sl_verdict_new (
      state_of (letter, sl_tracker_get_state (fixture->tracker)), SL_CAUSE_UNKNOWN);
  SlTrackerFacts facts = { .now = fixture->now,
                           .account_name = "Work",
                           .provider = "example",
                           .quiet = fixture->quiet,
                           .provider_posted = fixture->posted };

  verdict->pending = letter == '.';
  fixture->now += MINUTE;
  return sl_tracker_take (fixture->tracker, verdict, &facts);
}

static void
describe (GString *text, const SlTransition *transition)
{
  g_string_append_printf (text, "%s%c>%c%s", text->len > 0 ? " " : "", letter_of (transition->from),
                          letter_of (transition->to), transition->notify ? "!" : "");
  if (transition->trouble_since != 0)
    g_string_append_printf (text, "(%d)",
                            (int) ((transition->time - transition->trouble_since) / MINUTE));
}

static char *
take_all (Fixture *fixture, const char *verdicts)
{
  GString *text = g_string_new (NULL);

  for (; *verdicts != '\0'; verdicts++)
    {
      g_autoptr (SlTransition) transition = take (fixture, *verdicts);

      if (transition != NULL)
        describe (text, transition);
    }
  return g_string_free (text, FALSE);
}

static void
test_sequence (Fixture *fixture, gconstpointer data)
{
  const Case      *the_case = data;
  g_autofree char *transitions = take_all (fixture, the_case->verdicts);

  g_assert_cmpstr (transitions, ==, the_case->expected);
}

static void
test_sequence_with_restarts (Fixture *fixture, gconstpointer data)
{
  const Case      *the_case = data;
  g_autofree char *first = take_all (fixture, "oXX");
  g_autofree char *second = NULL;

  restart (fixture);
  g_assert_cmpint (sl_tracker_get_state (fixture->tracker), ==, SL_STATE_OUTAGE);
  second = take_all (fixture, the_case->verdicts);
  g_assert_cmpstr (second, ==, the_case->expected);
}

static const Case restart_cases[] = {
  { "recovers", "o", "X>o!(2)" },
  { "lasts", "XXo", "X>o!(4)" },
  { "offline-first", "fo", "X>f f>o!(3)" },
};

static void
test_mute_is_silent (Fixture *fixture, gconstpointer data)
{
  g_autofree char *transitions = NULL;

  sl_tracker_mute (fixture->tracker, NOW + 10 * MINUTE);
  restart (fixture);
  g_assert_cmpint (sl_tracker_get_muted_until (fixture->tracker, NOW), ==, NOW + 10 * MINUTE);
  transitions = take_all (fixture, "oXoXXXXXXXXXXXo");
  /* The second trouble was known when the mute ended, so nobody is told of it either. */
  g_assert_cmpstr (transitions, ==, "u>o o>X X>o(1) o>X X>o(11)");
  g_assert_cmpint (sl_tracker_get_muted_until (fixture->tracker, fixture->now), ==, 0);
}

static void
test_quiet_hours_tell_later_what_lasts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *night = NULL;
  g_autofree char *morning = NULL;

  fixture->quiet = TRUE;
  night = take_all (fixture, "oXoXX");
  g_assert_cmpstr (night, ==, "u>o o>X X>o(1) o>X");
  fixture->quiet = FALSE;
  morning = take_all (fixture, "XXo");
  g_assert_cmpstr (morning, ==, "X>X! X>o!(4)");
}

static void
test_the_providers_lag_is_measured (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlTransition) outage = NULL;
  g_autoptr (SlTransition) recovery = NULL;

  g_clear_pointer (&outage, sl_transition_unref);
  outage = take (fixture, 'X');
  g_assert_null (take (fixture, 'X'));
  fixture->posted = NOW + 31 * MINUTE;
  g_assert_null (take (fixture, 'X'));
  restart (fixture);
  fixture->posted = 0;
  recovery = take (fixture, 'o');
  g_assert_cmpint (recovery->provider_lag_seconds, ==, 31 * MINUTE);
}

static void
test_a_provider_that_never_posts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlTransition) outage = take (fixture, 'X');
  g_autoptr (SlTransition) recovery = take (fixture, 'o');

  g_assert_cmpint (outage->provider_lag_seconds, ==, -1);
  g_assert_cmpint (recovery->provider_lag_seconds, ==, -1);
}

static void
add_cases (const char *prefix,
           const Case *list,
           gsize       n_cases,
           void (*function) (Fixture *, gconstpointer))
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strconcat (prefix, list[i].name, NULL);

      g_test_add (path, Fixture, &list[i], set_up, function, tear_down);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases ("/watch/tracker/", cases, G_N_ELEMENTS (cases), test_sequence);
  add_cases ("/watch/tracker/restart/", restart_cases, G_N_ELEMENTS (restart_cases),
             test_sequence_with_restarts);
  g_test_add ("/watch/tracker/mute", Fixture, NULL, set_up, test_mute_is_silent, tear_down);
  g_test_add ("/watch/tracker/quiet-hours", Fixture, NULL, set_up,
              test_quiet_hours_tell_later_what_lasts, tear_down);
  g_test_add ("/watch/tracker/lag", Fixture, NULL, set_up, test_the_providers_lag_is_measured,
              tear_down);
  g_test_add ("/watch/tracker/no-lag", Fixture, NULL, set_up, test_a_provider_that_never_posts,
              tear_down);
  return g_test_run ();
}
