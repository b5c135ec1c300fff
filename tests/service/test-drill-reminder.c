/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drill-reminder.h"

#include "await.h"
#include "fake-notifications.h"
#include "manual-clock.h"
#include "memory-secrets.h"
#include "temporary-folder.h"

#define HOUR (60 * 60)
#define DAY (24 * HOUR)
#define NOW (G_GINT64_CONSTANT (20000) * DAY + DAY / 3)

static SlPrivateBus *bus;

/* Which Day It Is Due */

static const struct
{
  const char *name;
  gint64      practised;
  gint64      reminded;
  gboolean    is_due;
} rows[] = {
  { "never-practised", 0, 0, FALSE },
  { "yesterday", NOW - DAY, 0, FALSE },
  { "in-89-days", NOW - 89 * DAY, 0, FALSE },
  { "in-90-days", NOW - 90 * DAY, 0, TRUE },
  { "long-ago", NOW - 900 * DAY, 0, TRUE },
  { "reminded-already", NOW - 100 * DAY, NOW - 10 * DAY, FALSE },
  { "reminded-of-an-earlier-one", NOW - 100 * DAY, NOW - 150 * DAY, TRUE },
  { "clock-was-ahead", NOW + 30 * DAY, 0, FALSE },
};

static void
test_is_due (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);

  g_assert_cmpint (sl_drill_reminder_is_due (rows[row].practised, rows[row].reminded, NOW), ==,
                   rows[row].is_due);
}

/* What the User Sees */

typedef struct
{
  char                *folder;
  SlFakeNotifications *daemon;
  SlNotifier          *notifier;
  GSettings           *settings;
  SlPreferences       *preferences;
  SlDrillLog          *log;
  SlWatcher           *watcher;
  ManualClock         *clock;
  SlDrillReminder     *reminder; /* nullable: the service is not running */
} Fixture;

static SlWatcher *
create_watcher (const char *state_dir)
{
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new ();
  g_autoptr (SlMemorySecrets) secrets = sl_memory_secrets_new ();

  return sl_watcher_new (state_dir, catalogue, SL_SECRET_SOURCE (secrets),
                         &sl_watch_intervals_default);
}

/* It is eight o'clock in the morning. */
static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = NULL;

  fixture->folder = temporary_folder_new ();
  path = g_build_filename (fixture->folder, "drills.json", NULL);
  fixture->daemon = sl_fake_notifications_start (bus, TRUE);
  fixture->notifier = sl_notifier_new (bus->connection, "Lantern");
  fixture->settings = g_settings_new ("io.github.stormlantern.StormLantern");
  fixture->preferences = sl_preferences_new ();
  fixture->log = sl_drill_log_new (path);
  fixture->watcher = create_watcher (fixture->folder);
  fixture->clock = manual_clock_new ();
  manual_clock_advance (fixture->clock, DAY + 8 * HOUR - MANUAL_CLOCK_START % DAY);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->reminder);
  g_settings_reset (fixture->settings, "quiet-hours");
  g_settings_reset (fixture->settings, "practice-reminder");
  g_assert_cmpuint (manual_clock_get_n_timers (fixture->clock), ==, 0);
  g_object_unref (fixture->log);
  g_object_unref (fixture->preferences);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->watcher);
  g_object_unref (fixture->clock);
  g_assert_finalize_object (fixture->notifier);
  sl_fake_notifications_stop (fixture->daemon);
  temporary_folder_remove (fixture->folder);
}

static void
practise (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  sl_drill_log_add (fixture->log,
                    sl_drill_result_new (sl_clock_get_unix_seconds (SL_CLOCK (fixture->clock)),
                                         "slow-mail", "Mail works, but very slowly"),
                    &error);
  g_assert_no_error (error);
}

static void
start (Fixture *fixture)
{
  fixture->reminder = sl_drill_reminder_new (fixture->log, fixture->notifier, fixture->preferences,
                                             fixture->watcher, SL_CLOCK (fixture->clock));
}

static void
check_count (Fixture *fixture, guint count)
{
  /* One more notice, so that nothing that was sent before it is missed. */
  sl_notifier_show (fixture->notifier, "mark", "Mark", "", SL_NOTICE_LOW, NULL);
  sl_await (fixture->daemon->notices->len > 0
            && g_str_equal (sl_fake_notifications_newest (fixture->daemon)->summary, "Mark"));
  g_ptr_array_remove_index (fixture->daemon->notices, fixture->daemon->notices->len - 1);
  g_assert_cmpuint (fixture->daemon->notices->len, ==, count);
  sl_notifier_withdraw (fixture->notifier, "mark");
}

static void
test_reminds_once_after_90_days (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  g_assert_cmpuint (manual_clock_get_n_timers (fixture->clock), ==, 0);
  practise (fixture);
  manual_clock_advance (fixture->clock, 89 * DAY);
  check_count (fixture, 0);
  manual_clock_advance (fixture->clock, DAY);
  check_count (fixture, 1);
  g_assert_cmpstr (sl_fake_notifications_newest (fixture->daemon)->summary, ==,
                   "Would you still reach everybody without mail?");
  g_assert_nonnull (strstr (sl_fake_notifications_newest (fixture->daemon)->body, "90 days ago"));
  manual_clock_advance (fixture->clock, 200 * DAY);
  check_count (fixture, 1);
  /* Practised again, in the terminal for all it knows: 90 days more. */
  practise (fixture);
  manual_clock_advance (fixture->clock, 91 * DAY);
  check_count (fixture, 2);
}

static void
test_waits_for_the_end_of_quiet_hours (Fixture *fixture, gconstpointer unused)
{
  practise (fixture);
  g_settings_set_boolean (fixture->settings, "quiet-hours", TRUE);
  manual_clock_advance (fixture->clock, 90 * DAY + 15 * HOUR);
  start (fixture);
  check_count (fixture, 0);
  /* From 23 o'clock to half past six. */
  manual_clock_advance (fixture->clock, 7 * HOUR + HOUR / 2);
  check_count (fixture, 0);
  /* A computer that is on for two hours more still tells it. */
  manual_clock_advance (fixture->clock, 2 * HOUR);
  check_count (fixture, 1);
}

static void
test_can_be_switched_off (Fixture *fixture, gconstpointer unused)
{
  practise (fixture);
  g_settings_set_boolean (fixture->settings, "practice-reminder", FALSE);
  start (fixture);
  manual_clock_advance (fixture->clock, 100 * DAY);
  check_count (fixture, 0);
  g_assert_cmpuint (manual_clock_get_n_timers (fixture->clock), ==, 0);
  g_settings_set_boolean (fixture->settings, "practice-reminder", TRUE);
  manual_clock_advance (fixture->clock, DAY);
  check_count (fixture, 1);
}

/* Also when the service was not running on the day. */
static void
test_reminds_as_it_starts (Fixture *fixture, gconstpointer unused)
{
  practise (fixture);
  manual_clock_advance (fixture->clock, 100 * DAY);
  start (fixture);
  check_count (fixture, 1);
  g_clear_object (&fixture->reminder);
  start (fixture);
  check_count (fixture, 1);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = sl_private_bus_start ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/service/drill-reminder/%s", rows[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_is_due);
    }
  add ("/service/drill-reminder/reminds-once-after-90-days", test_reminds_once_after_90_days);
  add ("/service/drill-reminder/waits-for-the-end-of-quiet-hours",
       test_waits_for_the_end_of_quiet_hours);
  add ("/service/drill-reminder/can-be-switched-off", test_can_be_switched_off);
  add ("/service/drill-reminder/reminds-as-it-starts", test_reminds_as_it_starts);
  status = g_test_run ();
  sl_private_bus_stop (bus);
  return status;
}
