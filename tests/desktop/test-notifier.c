/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notifier.h"

#include "await.h"
#include "desktop-dbus.h"
#include "fake-notifications.h"
#include "notice-service.h"
#include "portal-notices.h"

static SlPrivateBus *bus;

typedef struct
{
  SlNotifier *notifier;
  char       *clicked; /* "id token" */
  guint       n_clicks;
} Fixture;

static void
on_activated (SlNotifier *notifier, const char *id, const char *token, Fixture *fixture)
{
  fixture->n_clicks++;
  g_free (fixture->clicked);
  fixture->clicked = g_strdup_printf ("%s %s", id, token != NULL ? token : "none");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->notifier = sl_notifier_new (bus->connection, "Lantern");
  g_signal_connect (fixture->notifier, "activated", G_CALLBACK (on_activated), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->notifier);
  g_free (fixture->clicked);
}

static void
show_outage (Fixture *fixture, const char *id)
{
  sl_notifier_show (fixture->notifier, id, "AT&T <down>", "Use R&D's <phone>.", SL_NOTICE_URGENT,
                    "dialog-warning");
}

static void
test_a_notice_is_shown_as_plain_text (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, TRUE);
  SlFakeNotice        *notice;

  show_outage (fixture, "work");
  sl_await (daemon->notices->len == 1);
  notice = sl_fake_notifications_newest (daemon);
  g_assert_cmpstr (notice->summary, ==, "AT and T ‹down›");
  g_assert_cmpstr (notice->body, ==, "Use R and D's ‹phone›.");
  g_assert_cmpstr (notice->icon, ==, "dialog-warning");
  g_assert_cmpstr (notice->action, ==, "Show what to do");
  g_assert_cmpint (notice->urgency, ==, 2);
  g_assert_null (sl_notifier_get_problem (fixture->notifier));
  sl_fake_notifications_stop (daemon);
}

/* Names and messages come from elsewhere; whatever they hold, there is one notice and it can be
 * read. */
static void
test_a_hostile_text_is_tamed (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, TRUE);
  g_autofree char     *long_name = g_strnfill (10000, 'w');
  g_autofree char     *title = g_strdup_printf ("a\nb\u202ec <i>&amp; %s", long_name);
  SlFakeNotice        *notice;

  sl_notifier_show (fixture->notifier, "work", title, long_name, SL_NOTICE_NORMAL, NULL);
  sl_await (daemon->notices->len == 1);
  notice = sl_fake_notifications_newest (daemon);
  g_assert_true (g_str_has_prefix (notice->summary, "a bc ‹i› and amp; www"));
  g_assert_cmpint (g_utf8_strlen (notice->summary, -1), ==, 120);
  g_assert_cmpint (g_utf8_strlen (notice->body, -1), ==, 180);
  sl_fake_notifications_stop (daemon);
}

/* MATE's daemon takes them away after seven seconds. What others do is the user's own choice. */
static void
test_an_urgent_notice_stays (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, TRUE);

  show_outage (fixture, "work");
  sl_await (daemon->notices->len == 1);
  g_assert_cmpint (sl_fake_notifications_newest (daemon)->timeout, ==, -1);
  sl_fake_notifications_stop (daemon);
  sl_await (sl_notifier_get_problem (fixture->notifier) != NULL);
  daemon = sl_fake_notifications_start (bus, TRUE);
  daemon->vendor = "MATE";
  sl_await (daemon->notices->len == 1);
  g_assert_cmpint (sl_fake_notifications_newest (daemon)->timeout, ==, 0);
  sl_notifier_show (fixture->notifier, "work", "Works again.", "", SL_NOTICE_LOW, NULL);
  sl_await (daemon->notices->len == 2);
  g_assert_cmpint (sl_fake_notifications_newest (daemon)->timeout, ==, -1);
  sl_fake_notifications_stop (daemon);
}

/* Xfce's daemon cuts a title to one line, and with it the sentence that matters. */
static void
test_a_long_title_goes_where_it_is_not_cut (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, TRUE);
  const char          *title = "Example Mail cannot be reached. It is not you.";

  daemon->name = "Xfce Notify Daemon";
  sl_notifier_show (fixture->notifier, "work", title, "Use: Bridge.", SL_NOTICE_NORMAL, NULL);
  sl_await (daemon->notices->len == 1);
  g_assert_cmpstr (sl_fake_notifications_newest (daemon)->summary, ==, "Lantern");
  g_assert_cmpstr (sl_fake_notifications_newest (daemon)->body, ==,
                   "Example Mail cannot be reached. It is not you.\nUse: Bridge.");
  sl_notifier_show (fixture->notifier, "work", title, "", SL_NOTICE_NORMAL, NULL);
  sl_await (daemon->notices->len == 2);
  g_assert_cmpstr (sl_fake_notifications_newest (daemon)->body, ==, title);
  sl_notifier_show (fixture->notifier, "work", "Works again.", "Fine.", SL_NOTICE_LOW, NULL);
  sl_await (daemon->notices->len == 3);
  g_assert_cmpstr (sl_fake_notifications_newest (daemon)->summary, ==, "Works again.");
  g_assert_cmpstr (sl_fake_notifications_newest (daemon)->body, ==, "Fine.");
  sl_fake_notifications_stop (daemon);
}

/* GNOME Shell shows nothing of low urgency. */
static void
test_what_is_calm_is_shown_on_gnome_too (Fixture *fixture, gconstpointer data)
{
  static const char *const desktops[] = { "XFCE", "ubuntu:GNOME" };
  SlFakeNotifications     *daemon = sl_fake_notifications_start (bus, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (desktops); i++)
    {
      g_setenv ("XDG_CURRENT_DESKTOP", desktops[i], TRUE);
      sl_notifier_show (fixture->notifier, desktops[i], "Works again.", "", SL_NOTICE_LOW, NULL);
      sl_await (daemon->notices->len == i + 1);
      g_assert_cmpint (sl_fake_notifications_newest (daemon)->urgency, ==, i);
    }
  g_unsetenv ("XDG_CURRENT_DESKTOP");
  sl_fake_notifications_stop (daemon);
}

static void
test_a_second_notice_takes_the_first_ones_place (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, TRUE);

  show_outage (fixture, "work");
  sl_await (daemon->notices->len == 1);
  sl_notifier_show (fixture->notifier, "work", "Works again.", "", SL_NOTICE_LOW, NULL);
  sl_await (daemon->notices->len == 2);
  g_assert_cmpuint (sl_fake_notifications_newest (daemon)->replaces, ==, 1);
  g_assert_cmpint (sl_fake_notifications_newest (daemon)->urgency, ==, 0);
  show_outage (fixture, "private");
  sl_await (daemon->notices->len == 3);
  g_assert_cmpuint (sl_fake_notifications_newest (daemon)->replaces, ==, 0);
  sl_fake_notifications_stop (daemon);
}

static void
test_a_click_brings_id_and_token (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, TRUE);

  show_outage (fixture, "work");
  sl_await (daemon->notices->len == 1);
  sl_fake_notifications_click (daemon, 1, "token-7");
  sl_await (fixture->clicked != NULL);
  g_assert_cmpstr (fixture->clicked, ==, "work token-7");

  /* Another one, and this time the daemon gives no token. */
  g_clear_pointer (&fixture->clicked, g_free);
  show_outage (fixture, "private");
  sl_await (daemon->notices->len == 2);
  sl_fake_notifications_click (daemon, 2, NULL);
  sl_await (fixture->clicked != NULL);
  g_assert_cmpstr (fixture->clicked, ==, "private none");
  sl_fake_notifications_stop (daemon);
}

/* GNOME Shell 43 tells of a click as often as the notice was changed, which would raise the window
 * as often. */
static void
test_a_click_counts_once (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, TRUE);

  daemon->echoes = 2;
  show_outage (fixture, "work");
  show_outage (fixture, "private");
  sl_await (daemon->notices->len == 2);
  sl_fake_notifications_click (daemon, 1, NULL);
  sl_fake_notifications_click (daemon, 2, NULL);
  sl_await (g_strcmp0 (fixture->clicked, "private none") == 0);
  sl_notifier_show (fixture->notifier, "last", "Last", "", SL_NOTICE_NORMAL, NULL);
  sl_await (daemon->notices->len == 3);
  sl_await (sl_notifier_is_open (fixture->notifier, "last"));
  g_assert_cmpuint (fixture->n_clicks, ==, 2);
  sl_fake_notifications_stop (daemon);
}

static void
test_a_notice_can_be_withdrawn (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, TRUE);

  show_outage (fixture, "work");
  sl_notifier_withdraw (fixture->notifier, "nobody");
  sl_notifier_withdraw (fixture->notifier, "work");
  sl_await (daemon->closed->len == 1);
  g_assert_cmpuint (g_array_index (daemon->closed, guint, 0), ==, 1);
  sl_fake_notifications_stop (daemon);
}

static void
test_a_daemon_without_clicks_gets_no_action (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, FALSE);

  show_outage (fixture, "work");
  sl_await (daemon->notices->len == 1);
  g_assert_null (sl_fake_notifications_newest (daemon)->action);
  sl_fake_notifications_stop (daemon);
}

static void
test_a_notice_waits_for_a_daemon (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon;

  sl_await (sl_notifier_get_problem (fixture->notifier) != NULL);
  show_outage (fixture, "work");
  show_outage (fixture, "given-up");
  sl_notifier_withdraw (fixture->notifier, "given-up");
  daemon = sl_fake_notifications_start (bus, TRUE);
  sl_await (daemon->notices->len == 1);
  sl_await (sl_notifier_get_problem (fixture->notifier) == NULL);
  g_assert_cmpstr (sl_fake_notifications_newest (daemon)->summary, ==, "AT and T ‹down›");
  sl_fake_notifications_stop (daemon);
}

static void
test_a_restarted_daemon_is_asked_anew (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, TRUE);

  show_outage (fixture, "work");
  sl_await (daemon->notices->len == 1);
  sl_fake_notifications_stop (daemon);
  sl_await (sl_notifier_get_problem (fixture->notifier) != NULL);
  daemon = sl_fake_notifications_start (bus, FALSE);
  sl_await (sl_notifier_get_problem (fixture->notifier) == NULL);
  show_outage (fixture, "work");
  sl_await (daemon->notices->len == 1);
  g_assert_cmpuint (sl_fake_notifications_newest (daemon)->replaces, ==, 0);
  g_assert_null (sl_fake_notifications_newest (daemon)->action);
  sl_fake_notifications_stop (daemon);
}

/* What hung there went with the daemon: what the user had not closed is told by the next one. */
static void
test_a_new_daemon_gets_what_hung_at_the_old (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, TRUE);

  sl_notifier_show (fixture->notifier, "seen", "Seen", "", SL_NOTICE_NORMAL, NULL);
  sl_await (daemon->notices->len == 1);
  sl_notifier_show (fixture->notifier, "calm", "Works again", "", SL_NOTICE_LOW, NULL);
  sl_await (daemon->notices->len == 2);
  show_outage (fixture, "over");
  sl_await (daemon->notices->len == 3);
  show_outage (fixture, "work");
  sl_await (daemon->notices->len == 4);
  sl_fake_notifications_dismiss (daemon, 1);
  sl_await (!sl_notifier_is_open (fixture->notifier, "seen"));
  g_assert_true (sl_notifier_is_open (fixture->notifier, "work"));
  sl_fake_notifications_stop (daemon);
  sl_await (sl_notifier_get_problem (fixture->notifier) != NULL);
  sl_notifier_withdraw (fixture->notifier, "over");

  daemon = sl_fake_notifications_start (bus, TRUE);
  sl_await (daemon->notices->len == 1);
  g_assert_cmpstr (sl_fake_notifications_newest (daemon)->summary, ==, "AT and T ‹down›");
  g_assert_cmpuint (sl_fake_notifications_newest (daemon)->replaces, ==, 0);
  sl_fake_notifications_click (daemon, 1, NULL);
  sl_await (fixture->clicked != NULL);
  g_assert_cmpstr (fixture->clicked, ==, "work none");
  sl_notifier_show (fixture->notifier, "last", "Last", "", SL_NOTICE_NORMAL, NULL);
  sl_await (daemon->notices->len == 2);
  g_assert_cmpstr (sl_fake_notifications_newest (daemon)->summary, ==, "Last");
  sl_fake_notifications_stop (daemon);
}

/* The notice was sent before anybody was known to be there, and the daemon that showed it has gone
 * when its answer is heard. */
static void
test_a_late_answer_is_not_the_next_daemons (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *first = sl_fake_notifications_start (bus, TRUE);
  SlFakeNotifications *second;

  first->is_late = TRUE;
  show_outage (fixture, "work");
  sl_await (first->notices->len == 1);
  sl_fake_notifications_leave (first);
  sl_await (sl_notifier_get_problem (fixture->notifier) != NULL);
  sl_fake_notifications_release (first);
  sl_await (sl_notifier_get_problem (fixture->notifier) == NULL);

  second = sl_fake_notifications_start (bus, TRUE);
  sl_await (second->notices->len == 1);
  sl_fake_notifications_stop (second);
  sl_fake_notifications_stop (first);
}

static void
test_a_daemon_that_fails_is_asked_again (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, TRUE);

  sl_notifier_set_retry_ms (fixture->notifier, 1);
  daemon->refusals = 2;
  show_outage (fixture, "work");
  sl_await (daemon->notices->len == 1);
  sl_await (sl_notifier_get_problem (fixture->notifier) == NULL);
  sl_fake_notifications_stop (daemon);
}

/* It is better than to wait for the next attempt. */
static void
test_a_success_brings_what_failed_before (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, TRUE);

  daemon->refusals = 1;
  show_outage (fixture, "work");
  sl_await (sl_notifier_get_problem (fixture->notifier) != NULL);
  sl_notifier_show (fixture->notifier, "private", "Private", "", SL_NOTICE_NORMAL, NULL);
  sl_await (daemon->notices->len == 2);
  sl_fake_notifications_stop (daemon);
}

/* The daemon answers from this very thread: if the notifier waited, both would wait forever. */
static void
test_a_stuck_daemon_does_not_stop_us (Fixture *fixture, gconstpointer data)
{
  SlFakeNotifications *daemon = sl_fake_notifications_start (bus, TRUE);

  daemon->is_stuck = TRUE;
  show_outage (fixture, "work");
  sl_await (daemon->kept.length == 1);
  show_outage (fixture, "private");
  sl_notifier_withdraw (fixture->notifier, "private");
  g_assert_cmpuint (daemon->notices->len, ==, 0);
  sl_fake_notifications_release (daemon);
  sl_await (daemon->notices->len == 2);
  sl_await (daemon->closed->len == 1);
  sl_fake_notifications_stop (daemon);
}

static gboolean
on_add (SlDBusPortalNotification *portal,
        GDBusMethodInvocation    *invocation,
        const char               *id,
        GVariant                 *notice,
        GPtrArray                *calls)
{
  g_autofree char *text = g_variant_print (notice, FALSE);

  g_ptr_array_add (calls, g_strdup_printf ("add %s %s", id, text));
  sl_dbus_portal_notification_complete_add_notification (portal, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_remove (SlDBusPortalNotification *portal,
           GDBusMethodInvocation    *invocation,
           const char               *id,
           GPtrArray                *calls)
{
  g_ptr_array_add (calls, g_strdup_printf ("remove %s", id));
  sl_dbus_portal_notification_complete_remove_notification (portal, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in “%s”", part, text);
}

/* A notifier inside a sandbox and a portal of the test's own; calls has one line a call. */
typedef struct
{
  GDBusConnection          *connection;
  SlDBusPortalNotification *portal;
  GPtrArray                *calls;
  SlNotifier               *notifier;
} PortalFixture;

static void
set_up_portal (PortalFixture *fixture, gconstpointer data)
{
  g_autoptr (SlNoticeService) service = sl_portal_notices_new (bus->connection);

  fixture->notifier = sl_notifier_new_for_service (bus->connection, service);
  fixture->connection = sl_private_bus_connect (bus);
  fixture->portal = sl_dbus_portal_notification_skeleton_new ();
  fixture->calls = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (fixture->portal, "handle-add-notification", G_CALLBACK (on_add),
                    fixture->calls);
  g_signal_connect (fixture->portal, "handle-remove-notification", G_CALLBACK (on_remove),
                    fixture->calls);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (fixture->portal),
                                    fixture->connection, "/org/freedesktop/portal/desktop", NULL);
  sl_await (sl_notifier_get_problem (fixture->notifier) != NULL);
  sl_private_bus_own_name (fixture->connection, "org.freedesktop.portal.Desktop");
  sl_await (sl_notifier_get_problem (fixture->notifier) == NULL);
  sl_notifier_show (fixture->notifier, "work", "Down", "Use <phone>", SL_NOTICE_URGENT,
                    "dialog-warning");
  sl_await (fixture->calls->len == 2);
}

static void
tear_down_portal (PortalFixture *fixture, gconstpointer data)
{
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (fixture->portal));
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_clear_object (&fixture->notifier);
  g_clear_object (&fixture->portal);
  g_clear_object (&fixture->connection);
  g_clear_pointer (&fixture->calls, g_ptr_array_unref);
}

static const char *
nth_call (const PortalFixture *fixture, guint n)
{
  return g_ptr_array_index (fixture->calls, n);
}

static void
test_a_sandbox_uses_the_portal (PortalFixture *fixture, gconstpointer data)
{
  assert_contains (nth_call (fixture, 1), "add work {");
  assert_contains (nth_call (fixture, 1), "'body': <'Use ‹phone›'>");
  assert_contains (nth_call (fixture, 1), "'priority': <'urgent'>");
  assert_contains (nth_call (fixture, 1), "'default-action': <'app.show-fallback'>");
  assert_contains (nth_call (fixture, 1), "'default-action-target': <'work'>");
  assert_contains (nth_call (fixture, 1), "'dialog-warning'");
  sl_notifier_withdraw (fixture->notifier, "work");
  sl_await (fixture->calls->len == 3);
  g_assert_cmpstr (nth_call (fixture, 2), ==, "remove work");
}

/* xdg-desktop-portal-gtk 1.14 (Debian 12) lists a notice that is added twice twice, and dies of the
 * click on it before the window has been started. */
static void
test_a_portal_never_sees_an_id_twice (PortalFixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (nth_call (fixture, 0), ==, "remove work");
  sl_notifier_show (fixture->notifier, "work", "Still down", "", SL_NOTICE_URGENT, NULL);
  sl_await (fixture->calls->len == 4);
  g_assert_cmpstr (nth_call (fixture, 2), ==, "remove work");
  assert_contains (nth_call (fixture, 3), "'Still down'");
}

/* It frees a notice that is removed while its daemon has not answered yet, and writes the answer
 * there all the same: the notice stays on the screen and its click opens nothing. */
static void
test_a_portal_gets_time_for_a_notice (PortalFixture *fixture, gconstpointer data)
{
  sl_notifier_show (fixture->notifier, "work", "Still down", "", SL_NOTICE_URGENT, NULL);
  sl_notifier_show (fixture->notifier, "work", "The provider knows", "", SL_NOTICE_URGENT, NULL);
  sl_notifier_show (fixture->notifier, "private", "Down", "", SL_NOTICE_URGENT, NULL);
  sl_await (fixture->calls->len == 6);
  g_assert_cmpstr (nth_call (fixture, 2), ==, "remove private");
  assert_contains (nth_call (fixture, 3), "add private {");
  g_assert_cmpstr (nth_call (fixture, 4), ==, "remove work");
  assert_contains (nth_call (fixture, 5), "'The provider knows'");
  sl_notifier_show (fixture->notifier, "work", "Up again", "", SL_NOTICE_NORMAL, NULL);
  sl_notifier_withdraw (fixture->notifier, "work");
  sl_await (fixture->calls->len == 7);
  g_assert_cmpstr (nth_call (fixture, 6), ==, "remove work");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = sl_private_bus_start ();
#define ADD(name, function)                                                                        \
  g_test_add ("/desktop/notifier/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("plain-text", test_a_notice_is_shown_as_plain_text);
  ADD ("hostile-text", test_a_hostile_text_is_tamed);
  ADD ("urgent-stays", test_an_urgent_notice_stays);
  ADD ("long-title", test_a_long_title_goes_where_it_is_not_cut);
  ADD ("calm-on-gnome", test_what_is_calm_is_shown_on_gnome_too);
  ADD ("replace", test_a_second_notice_takes_the_first_ones_place);
  ADD ("click", test_a_click_brings_id_and_token);
  ADD ("click-once", test_a_click_counts_once);
  ADD ("withdraw", test_a_notice_can_be_withdrawn);
  ADD ("no-actions", test_a_daemon_without_clicks_gets_no_action);
  ADD ("no-daemon", test_a_notice_waits_for_a_daemon);
  ADD ("restart", test_a_restarted_daemon_is_asked_anew);
  ADD ("taken-over", test_a_new_daemon_gets_what_hung_at_the_old);
  ADD ("late-answer", test_a_late_answer_is_not_the_next_daemons);
  ADD ("retry", test_a_daemon_that_fails_is_asked_again);
  ADD ("success-after-failure", test_a_success_brings_what_failed_before);
  ADD ("stuck", test_a_stuck_daemon_does_not_stop_us);
#undef ADD
  g_test_add ("/desktop/notifier/sandbox/shown", PortalFixture, NULL, set_up_portal,
              test_a_sandbox_uses_the_portal, tear_down_portal);
  g_test_add ("/desktop/notifier/sandbox/replaced", PortalFixture, NULL, set_up_portal,
              test_a_portal_never_sees_an_id_twice, tear_down_portal);
  g_test_add ("/desktop/notifier/sandbox/hurried", PortalFixture, NULL, set_up_portal,
              test_a_portal_gets_time_for_a_notice, tear_down_portal);
  status = g_test_run ();
  sl_private_bus_stop (bus);
  return status;
}
