/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "layout-check.h"
#include "plan-file.h"
#include "watch-client.h"
#include "window-fixture.h"

#include <glib/gstdio.h>
#include <locale.h>

#define MAX_TAB_STOPS 40
#define NO_CHANNELS "{ \"accounts\": [ { \"id\": \"work\", \"name\": \"Work\" } ] }"

/* What the user sees */

static gboolean
is_image_of_row (GtkWidget *widget, const char *unused)
{
  return GTK_IS_IMAGE (widget);
}

static void
check_overview (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *row, *image;

  window_fixture_await_text (fixture, "Outlook sign-in is down. It is not you.");
  row = window_fixture_find_row (fixture, "Work");
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                                   "Outlook sign-in is down. It is not you. Since "));
  image = window_fixture_find (row, is_image_of_row, NULL);
  gtk_test_accessible_assert_property (image, GTK_ACCESSIBLE_PROPERTY_LABEL, "Outage");
  window_fixture_find_row (fixture, "Private");
  g_assert_true (window_fixture_shows (fixture, "Works"));
  g_assert_true (window_fixture_shows (fixture, "Trouble"));

  window_fixture_set_scene (fixture->service, "ok");
  window_fixture_await_text (fixture, "All mail works.");
  g_assert_false (window_fixture_shows (fixture, "Outage"));
}

static void
check_account_page (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "It is not you");
  window_fixture_activate (fixture, "win.show-account", "work");
  window_fixture_await_text (fixture, "Call the bridge first");
  g_assert_true (window_fixture_shows (fixture, "Conference bridge"));
  g_assert_true (window_fixture_shows (fixture, "+49-30-1234567"));
  g_assert_true (window_fixture_shows (fixture, "The server wrote: “NO [UNAVAILABLE]"));
  g_assert_true (window_fixture_shows (fixture, "Users may be unable to sign in to Outlook"));
  gtk_test_accessible_assert_property (window_fixture_find_button (fixture, "Call"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Call Conference bridge");
}

/* Who said what when the mail server was never asked, and what keeps the account safe. */
static void
check_tokens (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "Your sign-in for ann@example.org was refused.");
  window_fixture_click (fixture, "Show what to do");
  window_fixture_await_text (fixture, "Nothing was sent to the mail server");
  g_assert_true (window_fixture_shows (fixture, "The sign-in service wrote: “invalid_grant"));
  g_assert_true (window_fixture_shows (fixture, "What was refused will not be repeated"));
  g_assert_false (window_fixture_shows (fixture, "Passed"));
  g_assert_true (gtk_widget_get_mapped (window_fixture_find_button (fixture, "Open Browser")));
  window_fixture_activate (fixture, "win.show-account", "private");
  window_fixture_await_text (fixture, "It wants you to sign in there again.");
  g_assert_false (window_fixture_shows (fixture, "wrote"));
  g_assert_false (window_fixture_shows (fixture, "will be repeated"));
  window_fixture_activate (fixture, "win.show-account", "club");
  window_fixture_await_text (
      fixture, "Signs in 4 times an hour; nothing that was refused will be repeated.");
}

static void
check_earlier_updates (WindowFixture *fixture)
{
  GtkWidget *row = window_fixture_find_row (fixture, "2 earlier updates");

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  window_fixture_await_text (fixture, "Some users <in Europe> may be affected & see an error");
  window_fixture_find_row (fixture, "At an unknown time");
  g_assert_true (window_fixture_shows (fixture, " · investigating"));
  /* News leaves open what was opened. */
  window_fixture_set_scene (fixture->service, "outage");
  window_fixture_settle (fixture);
  row = window_fixture_find_row (fixture, "2 earlier updates");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
}

static void
check_provider_page (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *row, *image;

  window_fixture_await_text (fixture, "It is not you");
  window_fixture_activate (fixture, "win.show-account", "work");
  window_fixture_await_text (fixture, "What they write");
  g_assert_true (gtk_widget_activate (window_fixture_find_row (fixture, "Microsoft")));
  window_fixture_await_text (fixture, "The parts that matter to you");
  g_assert_true (window_fixture_shows (fixture, "Their status page speaks of an outage in part."));
  g_assert_true (window_fixture_shows (fixture, "they last posted"));
  g_assert_true (window_fixture_shows (fixture, "investigating · Since "));
  g_assert_true (window_fixture_shows (fixture, "The next update follows at 10:30."));
  g_assert_true (window_fixture_shows (fixture, "Storage moves to new machines"));
  row = window_fixture_find_row (fixture, "Sign-in");
  image = window_fixture_find (row, is_image_of_row, NULL);
  gtk_test_accessible_assert_property (image, GTK_ACCESSIBLE_PROPERTY_LABEL, "Outage");
  g_assert_true (window_fixture_shows (fixture, "Outage in part"));
  window_fixture_find_row (fixture, "Calendar <beta>");
  g_assert_true (window_fixture_shows (
      fixture,
      "Reading all status pages took 412.3\302\240kB today and 380.0\302\240kB yesterday."));
  check_earlier_updates (fixture);
  window_fixture_find_button (fixture, "Open Their Page");

  window_fixture_set_scene (fixture->service, "disagree");
  window_fixture_await_text (fixture, "Their page says all is well, but your sign-in fails.");
  g_assert_false (window_fixture_shows (fixture, "Outage in part"));
  g_assert_false (window_fixture_shows (fixture, "Planned work"));
  window_fixture_set_scene (fixture->service, "new");
  window_fixture_await_text (fixture, "Nobody reads their status page at the moment.");
  window_fixture_click (fixture, "Back");
  window_fixture_await_text (fixture, "Not checked yet");
}

static gboolean
is_button_called (GtkWidget *widget, const char *label)
{
  return GTK_IS_BUTTON (widget)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static void
check_practice_is_marked (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "All mail works.");
  window_fixture_activate (fixture, "win.show-account", "practice");
  window_fixture_await_text (fixture, "Practice Mail sign-in is failing.");
  g_assert_true (window_fixture_shows (fixture, "Sign-in fails, the status page is still green"));
  window_fixture_activate (fixture, "win.show-account", "work");
  window_fixture_await_text (fixture, "Outlook works.");
  g_assert_false (window_fixture_shows (fixture, "Practice"));
}

static void
set_stopwatch (WindowFixture *fixture, gint64 noticed_ms, double reach_seconds)
{
  sl_dbus_watch_set_stopwatch (sl_fake_watch_service_get_skeleton (fixture->practice),
                               g_variant_new ("(xd)", noticed_ms, reach_seconds));
}

/* Choosing starts it and shows it; a broken file says what is wrong; earlier results are told. */
static void
check_choosing_a_practice (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "Practised 62 days ago, reached in 1 min 20 s.");
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "practise", NULL);
  window_fixture_await_text (fixture, "Takes about 1 minute.");
  window_fixture_find_row (fixture, "Sign-in fails on a Monday morning");
  g_assert_true (window_fixture_shows (fixture, "torn.json: An object was expected."));
  g_assert_true (window_fixture_shows (fixture, "Practised 100 days ago, nobody was reached."));
  g_assert_true (window_fixture_shows (fixture, "with Conference bridge"));
  g_assert_false (gtk_list_box_row_get_activatable (
      GTK_LIST_BOX_ROW (window_fixture_find_row (fixture, "torn"))));
  g_signal_emit_by_name (window_fixture_find_row (fixture, "Mail works, but very slowly"),
                         "activate");
  window_fixture_await_call (fixture, "StartDrill slow-mail");
  window_fixture_await_text (fixture, "The practice begins in a moment.");
  window_fixture_start_practice (fixture, "practice");
  window_fixture_await_text (fixture, "Practice Mail sign-in is failing.");
}

/* The time runs from the first notice to the button; nothing is noted before there was one. */
static void
check_stopwatch (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *before = window_fixture_read_plan (fixture);
  g_autofree char *early = NULL;
  g_autofree char *after = NULL;

  window_fixture_activate (fixture, "win.show-account", "practice");
  window_fixture_await_text (fixture, "Practice Mail sign-in is failing.");
  g_assert_false (window_fixture_shows (fixture, "since the first sign of trouble"));
  window_fixture_activate (fixture, "win.reached", "bridge");
  window_fixture_await_text (fixture, "Nothing has gone wrong yet: wait for the lantern.");
  early = window_fixture_read_plan (fixture);
  g_assert_cmpstr (early, ==, before);

  set_stopwatch (fixture, g_get_real_time () / 1000, -1);
  window_fixture_await_text (fixture, "since the first sign of trouble");
  window_fixture_click (fixture, "I Reached Them");
  fixture->service_asked = fixture->practice;
  window_fixture_await_call (fixture, "Reached ");
  window_fixture_activate (fixture, "win.reached", "bridge");
  window_fixture_await_call (fixture, "Reached bridge");
  after = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (strstr (after, "\"bridge\""), "last_practised"));

  set_stopwatch (fixture, g_get_real_time () / 1000, 80);
  window_fixture_await_text (fixture, "You reached them in 1 min 20 s.");
  g_assert_null (window_fixture_find (fixture->window, is_button_called, "I Reached Them"));
  window_fixture_click (fixture, "Stop");
  window_fixture_await_call (fixture, "StopDrill");
  g_clear_object (&fixture->practice);
  fixture->service_asked = NULL;
  window_fixture_await_text (fixture, "The practice is over.");
  g_assert_true (window_fixture_shows (fixture, "You reached them in 1 min 20 s."));
  window_fixture_click (fixture, "Practise Again");
  window_fixture_await_text (fixture, "Takes about 1 minute.");
}

/* A practice with a plan of its own, in a folder that goes with it, as the real one does it. */
static char *
begin_practice_with (WindowFixture *fixture, const char *channel)
{
  g_autofree char *text
      = g_strdup_printf ("{ \"channels\": [ { \"id\": \"way\", \"name\": \"%s\", \"kind\": "
                         "\"phone\", \"address\": \"tel:+12025550123\" } ] }",
                         channel);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("practice-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "plan.json", NULL);

  g_assert_no_error (error);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  fixture->practice = sl_fake_watch_service_new (SL_PRACTICE_BUS_NAME);
  sl_dbus_watch_set_plan_path (sl_fake_watch_service_get_skeleton (fixture->practice), path);
  window_fixture_set_scene (fixture->practice, "practice");
  return g_steal_pointer (&path);
}

static void
end_practice (WindowFixture *fixture, char *plan_path)
{
  g_autofree char *path = plan_path;
  g_autofree char *folder = g_path_get_dirname (path);

  g_clear_object (&fixture->practice);
  g_unlink (path);
  g_rmdir (folder);
  window_fixture_await_text (fixture, "The practice is over.");
}

static void
check_one_after_the_other (WindowFixture *fixture, const char *action)
{
  char *path = begin_practice_with (fixture, "First bridge");

  window_fixture_activate (fixture, action, SL_PRACTICE_ACCOUNT_ID);
  window_fixture_await_text (fixture, "First bridge");
  set_stopwatch (fixture, g_get_real_time () / 1000, 80);
  window_fixture_await_text (fixture, "You reached them in 1 min 20 s.");
  end_practice (fixture, path);
  g_assert_true (window_fixture_shows (fixture, "You reached them in 1 min 20 s."));
  g_assert_true (window_fixture_shows (fixture, "First bridge"));
  g_assert_false (window_fixture_shows (fixture, "Who would you call?"));

  path = begin_practice_with (fixture, "Second bridge");
  set_stopwatch (fixture, 0, -1);
  sl_dbus_watch_set_drill (sl_fake_watch_service_get_skeleton (fixture->practice),
                           g_variant_new ("(dds)", 0.0, 0.0, ""));
  window_fixture_await_text (fixture, "Second bridge");
  g_assert_false (window_fixture_shows (fixture, "First bridge"));
  g_assert_false (window_fixture_shows (fixture, "You reached them"));
  g_assert_false (window_fixture_shows (fixture, "The practice is over."));
  g_assert_null (window_fixture_find (fixture->window, is_button_called, "Practise Again"));
  end_practice (fixture, path);
}

/* On a page that stays open nothing is left of the practice before. */
static void
check_second_practice (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "Works");
  check_one_after_the_other (fixture, "win.show-account");
  check_one_after_the_other (fixture, "win.show-fallback");
}

/* Until the practice says what is practised, nobody is asked to write something down. */
static void
check_practice_to_come (WindowFixture *fixture, gconstpointer data)
{
  const char *actions[] = { "win.show-account", "win.show-fallback" };

  window_fixture_await_text (fixture, "Works");
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      window_fixture_activate (fixture, actions[i], SL_PRACTICE_ACCOUNT_ID);
      window_fixture_await_text (fixture, "The practice begins in a moment.");
      g_assert_false (window_fixture_shows (fixture, "Who would you call?"));
      g_assert_false (window_fixture_shows (fixture, "Reach people this way"));
    }
}

/* What is the user's own is not marked, but says that a practice runs. */
static void
check_practice_is_mentioned (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "A practice is running. What you see here is your own mail.");
  window_fixture_click (fixture, "Show");
  window_fixture_await_text (fixture, "Practice Mail sign-in is failing.");
  g_clear_object (&fixture->practice);
  window_fixture_await_text (fixture, "The practice is over.");
  window_fixture_activate (fixture, "win.back", NULL);
  window_fixture_await_text (fixture, "All mail works.");
}

static void
check_reminder_leads_to_the_practice (WindowFixture *fixture, gconstpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "show-fallback",
                                  g_variant_new_string ("practise/reminder"));
  window_fixture_await_text (fixture, "Takes about 1 minute.");
}

/* The service comes and goes */

static void
check_service_arrives (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "The background service is not running.");
  window_fixture_find_row (fixture, "Work");
  window_fixture_start_service (fixture, "ok");
  window_fixture_await_text (fixture, "All mail works.");
  g_assert_false (window_fixture_shows (fixture, "The background service is not running."));
  g_clear_object (&fixture->service);
  window_fixture_await_text (fixture, "Nobody keeps watch");
  /* One click from there whom to call. */
  window_fixture_click (fixture, "Reach People");
  window_fixture_await_text (fixture, "Nobody keeps watch at the moment, but here is your plan.");
  g_assert_true (window_fixture_shows (fixture, "+49-30-1234567"));
}

static void
check_page_before_service (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_activate (fixture, "win.show-account", "work");
  window_fixture_await_text (fixture, "Call the bridge first");
  window_fixture_start_service (fixture, "outage");
  window_fixture_await_text (fixture, "Outlook sign-in is down. It is not you.");
  g_assert_true (window_fixture_shows (fixture, "Conference bridge"));
}

static void
check_refusal_is_asked (WindowFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog = NULL;

  window_fixture_await_text (fixture, "was refused");
  window_fixture_activate (fixture, "win.show-account", "private");
  window_fixture_await_text (fixture, "Enter the password");
  sl_fake_watch_service_refuse (fixture->service,
                                "io.github.stormlantern.StormLantern.Error.Refused", "Refused.");
  window_fixture_click (fixture, "Check Now");
  while (dialog == NULL)
    {
      g_autoptr (GList) windows = gtk_window_list_toplevels ();

      g_main_context_iteration (NULL, TRUE);
      for (GList *link = windows; link != NULL; link = link->next)
        if (ADW_IS_MESSAGE_DIALOG (link->data))
          dialog = link->data;
    }
  g_assert_false (sl_fake_watch_service_was_asked (fixture->service, "CheckNow private force"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "try");
  window_fixture_await_call (fixture, "CheckNow private force");
}

static void
check_new_password (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  window_fixture_await_text (fixture, "was refused");
  window_fixture_activate (fixture, "win.show-account", "private");
  window_fixture_await_text (fixture, "Enter the password");
  row = window_fixture_find_row (fixture, "Password");
  gtk_editable_set_text (GTK_EDITABLE (row), "new secret");
  g_signal_emit_by_name (row, "apply");
  window_fixture_await_call (fixture, "StoreSecret private");
  g_assert_cmpstr (sl_fake_watch_service_get_secret (fixture->service), ==, "new secret");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  window_fixture_await_call (fixture, "CheckNow private");
}

/* Certificates */

static GtkWidget *
find_dialog (WindowFixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (link->data))
        return link->data;
    }
  g_assert_not_reached ();
}

#define FINGERPRINT "0123 4567 89ab cdef"
#define KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void
check_trusting_a_key (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget       *window = fixture->window;
  g_autofree char *before = window_fixture_read_plan (fixture);
  g_autofree char *trusted = NULL;
  g_autofree char *removed = NULL;

  window_fixture_await_text (fixture, "Something stands between");
  window_fixture_activate (fixture, "win.show-account", "private");
  window_fixture_await_text (fixture, "Nobody vouches for the certificate of mail.example.net");
  window_fixture_click (fixture, "Look at It…");
  window_fixture_settle (fixture);
  g_assert_nonnull (
      window_fixture_find (find_dialog (fixture), window_fixture_is_label, FINGERPRINT));
  fixture->window = find_dialog (fixture);
  window_fixture_screenshot (fixture, "trust-dialog");
  fixture->window = window;
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (fixture)), "trust");
  window_fixture_await_text (fixture, "You trust mail.example.net since");
  g_assert_false (window_fixture_shows (fixture, "Nobody vouches"));
  trusted = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (trusted, KEY));

  window_fixture_click (fixture, "No longer trust mail.example.net");
  window_fixture_await_text (fixture, "The key of mail.example.net is no longer trusted.");
  removed = window_fixture_read_plan (fixture);
  g_assert_null (strstr (removed, KEY));
  g_assert_null (strstr (before, KEY));
  window_fixture_click (fixture, "Undo");
  window_fixture_await_text (fixture, "You trust mail.example.net since");
}

static void
check_stages (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "It is not you");
  window_fixture_activate (fixture, "win.show-account", "work");
  window_fixture_await_text (fixture, "Signs in 4 times an hour; no refused password will be "
                                      "repeated.");
  g_assert_true (window_fixture_shows (fixture, "Failed after 64 ms · usually 110 ms"));
  g_assert_true (window_fixture_shows (fixture, "NO [UNAVAILABLE] Temporary"));
  g_assert_true (window_fixture_shows (fixture, "Passed in 18 ms · usually 20 ms"));
  g_assert_true (window_fixture_shows (fixture, "Not reached"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (window_fixture_find_row (fixture, "Connection")),
                                 TRUE);
  window_fixture_await_text (fixture, "IPv4 192.0.2.7");
  g_assert_true (window_fixture_shows (fixture, "IPv6 did not get through."));
}

static void
check_not_trusting_a_key (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *plan = NULL;

  window_fixture_await_text (fixture, "Something stands between");
  window_fixture_activate (fixture, "win.show-account", "private");
  window_fixture_await_text (fixture, "Nobody vouches for the certificate of mail.example.net");
  window_fixture_click (fixture, "Look at It…");
  window_fixture_settle (fixture);
  gtk_window_close (GTK_WINDOW (find_dialog (fixture)));
  window_fixture_settle (fixture);
  plan = window_fixture_read_plan (fixture);
  g_assert_null (strstr (plan, KEY));
  /* A refused password is no reason to offer it. */
  window_fixture_activate (fixture, "win.show-account", "work");
  window_fixture_settle (fixture);
  g_assert_false (window_fixture_shows (fixture, "Nobody vouches"));
}

/* The plan */

static void
type (WindowFixture *fixture, const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (window_fixture_find_row (fixture, row)), text);
}

static void
check_adding_an_account (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *plan = NULL;

  g_signal_emit_by_name (window_fixture_find_row (fixture, "Add my mail"), "activate");
  window_fixture_settle (fixture);
  type (fixture, "Mail address", "ann@example.org");
  type (fixture, "Password", "top secret");
  window_fixture_click (fixture, "Save");
  window_fixture_await_text (fixture, "Enter the name of its server");
  g_assert_false (g_file_test (fixture->plan_path, G_FILE_TEST_EXISTS));

  type (fixture, "Server", "mail.example.org");
  type (fixture, "Name for this account", "Work");
  adw_action_row_activate (ADW_ACTION_ROW (window_fixture_find_row (fixture, "Important account")));
  window_fixture_click (fixture, "Save");
  plan = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (plan, "\"important\" : true"));
  g_assert_nonnull (strstr (plan, "imaps://ann%40example.org@mail.example.org"));
  g_assert_null (strstr (plan, "top secret"));
  g_assert_false (sl_fake_watch_service_was_asked (fixture->service, "StoreSecret work"));

  window_fixture_set_scene (fixture->service, "new");
  window_fixture_await_call (fixture, "StoreSecret work");
  g_assert_cmpstr (sl_fake_watch_service_get_secret (fixture->service), ==, "top secret");
  window_fixture_await_call (fixture, "CheckNow work");
  window_fixture_await_text (fixture, "Checking now…");
}

#define SOURCE(source, label, state, rest)                                                         \
  "{'source': <'" source "'>, 'label': <'" label "'>, 'state': <'" state "'>" rest "}"
#define FOUND(host, text)                                                                          \
  ", 'detail': <'" host "'>, 'settings': <{'explanation': <'" text                                 \
  "'>, 'servers': <['imaps://" host                                                                \
  "', 'smtps://smtp.example.org']>, 'user-template': <'%EMAILLOCALPART%'>, "                       \
  "'name': <'Example Mail'>}>"

/* The service tells how far its search is. */
static void
tell_progress (WindowFixture *fixture, gboolean over, const char *text)
{
  GVariant *sources = g_variant_parse (G_VARIANT_TYPE ("aa{sv}"), text, NULL, NULL, NULL);

  g_assert_nonnull (sources);
  sl_dbus_watch_emit_discovery_progress (sl_fake_watch_service_get_skeleton (fixture->service), 1,
                                         over, sources);
}

static const char *
get_row_text (WindowFixture *fixture, const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (window_fixture_find_row (fixture, title)));
}

static void
check_finding_servers (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_activate (fixture, "win.add-account", NULL);
  window_fixture_settle (fixture);
  type (fixture, "Mail address", "ann@example.org");
  window_fixture_await_text (fixture, "Only the domain is sent, never your address.");
  window_fixture_click (fixture, "Look for Them");
  window_fixture_await_call (fixture, "Discover example.org");
  window_fixture_settle (fixture);
  tell_progress (
      fixture, FALSE,
      "[" SOURCE ("autoconfig", "The provider’s own settings", "waiting", "") "," SOURCE (
          "services", "Service records", "found",
          FOUND ("srv.example.org", "The name servers say so.")) "," SOURCE ("guess", "Usual names",
                                                                             "failed", "") "]");
  window_fixture_await_text (fixture, "The name servers say so.");
  g_assert_cmpstr (get_row_text (fixture, "Server"), ==, "srv.example.org");
  g_assert_cmpstr (get_row_text (fixture, "User name"), ==, "ann");
  window_fixture_screenshot (fixture, "finding-servers");
  window_fixture_click (fixture, "Cancel");
  window_fixture_await_call (fixture, "CancelDiscovery 1");

  /* A better source comes later, and the user likes the other one better. */
  tell_progress (
      fixture, TRUE,
      "[" SOURCE (
          "autoconfig", "The provider’s own settings", "found",
          FOUND ("own.example.org",
                 "The provider says so.")) "," SOURCE ("services", "Service records", "found",
                                                       FOUND ("srv.example.org",
                                                              "The name servers say so.")) "]");
  window_fixture_await_text (fixture, "The provider says so.");
  g_assert_cmpstr (get_row_text (fixture, "Server"), ==, "own.example.org");
  window_fixture_click (fixture, "Use");
  g_assert_cmpstr (get_row_text (fixture, "Server"), ==, "srv.example.org");
  g_assert_cmpstr (get_row_text (fixture, "Name for this account"), ==, "Example Mail");
}

static void
check_finding_nothing (WindowFixture *fixture, gconstpointer data)
{
  sl_fake_watch_service_refuse (fixture->service, "io.github.stormlantern.StormLantern.Error.Busy",
                                "Too many searches are under way. Try again in a moment.");
  window_fixture_activate (fixture, "win.add-account", NULL);
  window_fixture_settle (fixture);
  type (fixture, "Mail address", "ann@example.org");
  window_fixture_click (fixture, "Look for Them");
  window_fixture_await_text (fixture, "Too many searches are under way.");
  window_fixture_click (fixture, "Look for Them");
  window_fixture_settle (fixture);
  tell_progress (fixture, TRUE, "[" SOURCE ("services", "Service records", "nothing", "") "]");
  window_fixture_await_text (fixture, "Nobody knows them.");
  type (fixture, "Mail address", "ann@gmail.com");
  window_fixture_settle (fixture);
  g_assert_false (window_fixture_shows (fixture, "Nobody knows them."));
}

static void
check_known_provider (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *server;

  window_fixture_activate (fixture, "win.add-account", NULL);
  window_fixture_settle (fixture);
  type (fixture, "Mail address", "ann@gmail.com");
  server = window_fixture_find_row (fixture, "Server");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (server)), ==, "imap.gmail.com");
  g_assert_true (window_fixture_shows (fixture, "app password"));
}

static void
check_watching_a_provider (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *plan = NULL;

  window_fixture_activate (fixture, "win.watch-provider", NULL);
  window_fixture_settle (fixture);
  g_signal_emit_by_name (window_fixture_find_row (fixture, "Gmail"), "activate");
  plan = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (plan, "\"gmail\""));
  window_fixture_await_text (fixture, "One moment…");
}

static void
check_adding_a_channel (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *plan = NULL;

  window_fixture_await_text (fixture, "All mail works.");
  window_fixture_activate (fixture, "win.add-channel", NULL);
  window_fixture_settle (fixture);
  type (fixture, "Address", "+49 30 765432");
  type (fixture, "Name", "Night desk");
  window_fixture_click (fixture, "Add");
  window_fixture_await_text (fixture, "Night desk");
  plan = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (plan, "tel:+4930765432"));
}

static void
check_reached (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *plan = NULL;

  window_fixture_activate (fixture, "win.show-account", "work");
  window_fixture_await_text (fixture, "Conference bridge");
  window_fixture_activate (fixture, "win.reached", "bridge");
  window_fixture_await_text (fixture, "Noted: this way works.");
  window_fixture_await_text (fixture, "Last reached: ");
  plan = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (strstr (plan, "\"bridge\""), "last_practised"));
}

static void
check_undo (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *removed = NULL;
  g_autofree char *restored = NULL;
  g_autoptr (SlPlan) plan_before = NULL;
  g_autofree char *expected = NULL;

  before = window_fixture_read_plan (fixture);
  plan_before = sl_plan_new_from_json (before, -1, NULL);
  expected = sl_plan_to_json (plan_before);
  window_fixture_activate (fixture, "win.show-account", "work");
  window_fixture_await_text (fixture, "Call the bridge first");
  window_fixture_activate (fixture, "win.remove-account", NULL);
  window_fixture_await_text (fixture, "Work is no longer watched.");
  removed = window_fixture_read_plan (fixture);
  g_assert_null (strstr (removed, "\"work\""));
  window_fixture_click (fixture, "Undo");
  restored = window_fixture_read_plan (fixture);
  g_assert_cmpstr (restored, ==, expected);
  g_assert_false (sl_fake_watch_service_was_asked (fixture->service, "ClearSecret work"));
}

static void
check_broken_plan (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *plan = NULL;

  window_fixture_await_text (fixture, "plan.json");
  window_fixture_find_button (fixture, "Open Folder");
  window_fixture_activate (fixture, "win.add-channel", NULL);
  window_fixture_settle (fixture);
  type (fixture, "Address", "tel:+4930765432");
  window_fixture_click (fixture, "Add");
  window_fixture_await_text (fixture, "plan.json");
  plan = window_fixture_read_plan (fixture);
  g_assert_cmpstr (plan, ==, "{ \"accounts\": [");
}

/* The keyboard */

static GtkWidget *
focus_by_tab (WindowFixture *fixture, GtkWidget *wanted)
{
  for (int i = 0; i < MAX_TAB_STOPS; i++)
    {
      GtkWidget *focus;

      gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      if (focus == wanted || (focus != NULL && gtk_widget_is_ancestor (focus, wanted)))
        return focus;
    }
  return NULL;
}

static void
check_keyboard (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "It is not you");
  g_assert_nonnull (
      focus_by_tab (fixture, window_fixture_find_button (fixture, "Show what to do")));
  g_assert_nonnull (focus_by_tab (fixture, window_fixture_find_row (fixture, "Work")));
  window_fixture_activate (fixture, "win.show-account", "work");
  window_fixture_await_text (fixture, "Call the bridge first");
  /* The order of what can have the focus is that of where it is drawn. */
  window_fixture_settle (fixture);
  g_assert_nonnull (focus_by_tab (fixture, window_fixture_find_button (fixture, "Call")));
  g_assert_nonnull (
      focus_by_tab (fixture, window_fixture_find_button (fixture, "Copy the address")));
  g_assert_nonnull (focus_by_tab (fixture, window_fixture_find_button (fixture, "Back")));
  window_fixture_click (fixture, "Back");
  window_fixture_await_text (fixture, "Other ways to talk");
}

/* A page may be asked for while another one still slides in or out. */
static void
check_hasty_pages (WindowFixture *fixture, gconstpointer data)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  window_fixture_await_text (fixture, "It is not you");
  window_fixture_activate (fixture, "win.show-account", "club");
  window_fixture_await_text (fixture, "posteo is slow");
  window_fixture_activate (fixture, "win.show-account", "work");
  window_fixture_settle (fixture);
  window_fixture_activate (fixture, "win.show-account", "private");
  window_fixture_activate (fixture, "win.add-channel", NULL);
  window_fixture_settle (fixture);
  window_fixture_activate (fixture, "win.back", NULL);
  window_fixture_activate (fixture, "win.show-account", "work");
  window_fixture_await_text (fixture, "Call the bridge first");
  window_fixture_settle (fixture);
  window_fixture_activate (fixture, "win.back", NULL);
  window_fixture_await_text (fixture, "Other ways to talk");
}

typedef struct
{
  const char *path;
  const char *plan;
  const char *scene; /* NULL: no service */
  WindowBody  body;
} Case;

/* The keyboard leaves a row of several lines as it came, in both directions. */
static void
check_leaving_text (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *upper, *lower, *focus;

  window_fixture_await_text (fixture, "It is not you");
  window_fixture_activate (fixture, "win.edit-channel", "teams");
  window_fixture_settle (fixture);
  upper = window_fixture_find_row (fixture, "Who is reached there, one on each line");
  lower = window_fixture_find_row (fixture, "How to use it");
  gtk_widget_grab_focus (lower);
  gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_BACKWARD);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (gtk_widget_is_ancestor (focus, upper));
  gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (gtk_widget_is_ancestor (focus, lower));
}

static gboolean
is_main_menu (GtkWidget *widget, const char *unused)
{
  return GTK_IS_MENU_BUTTON (widget) && gtk_menu_button_get_primary (GTK_MENU_BUTTON (widget));
}

/* A page that was opened from the menu is left: the keyboard goes on in the page before it. */
static void
check_back_to_keyboard (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *menu = window_fixture_find (fixture->window, is_main_menu, NULL);
  GtkWidget *focus;

  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  window_fixture_settle (fixture);
  window_fixture_activate (fixture, "win.import-plan", NULL);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu));
  window_fixture_await_text (fixture, "From the web");
  window_fixture_settle (fixture);
  window_fixture_activate (fixture, "win.back", NULL);
  window_fixture_settle (fixture);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_get_mapped (focus));
}

/* The reasons come after the page was laid out without any; then there is room for them. */
static void
check_late_evidence (WindowFixture *fixture, gconstpointer data)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 720);
  window_fixture_activate (fixture, "win.show-account", "work");
  window_fixture_await_text (fixture, "No check has ended yet.");
  window_fixture_settle (fixture);
  window_fixture_set_scene (fixture->service, "outage");
  window_fixture_await_text (fixture, "Microsoft reports an incident");
  window_fixture_settle (fixture);
  layout_check (fixture->window);
}

static const Case cases[] = {
  { "/window/overview-says-each-state-in-words", "plan.json", "outage", check_overview },
  { "/window/account-shows-the-way-round", "plan.json", "outage", check_account_page },
  { "/window/account-without-a-password", "tokens.json", "tokens", check_tokens },
  { "/window/provider-page-quotes-all-of-it", "plan.json", "outage", check_provider_page },
  { "/window/practice-is-marked", "plan.json", "ok", check_practice_is_marked },
  { "/window/practice-is-chosen", "plan.json", "ok", check_choosing_a_practice },
  { "/window/practice-takes-the-time", "plan.json", "ok", check_stopwatch },
  { "/window/practice-after-practice", NO_CHANNELS, "ok", check_second_practice },
  { "/window/practice-to-come", NO_CHANNELS, "ok", check_practice_to_come },
  { "/window/practice-is-mentioned", "plan.json", "ok", check_practice_is_mentioned },
  { "/window/reminder-leads-to-the-practice", "plan.json", "ok",
    check_reminder_leads_to_the_practice },
  { "/window/service-may-come-and-go", "plan.json", NULL, check_service_arrives },
  { "/window/opens-at-the-page-before-the-service", "plan.json", NULL, check_page_before_service },
  { "/window/asks-before-a-refused-password", "plan.json", "refused", check_refusal_is_asked },
  { "/window/takes-a-new-password", "plan.json", "refused", check_new_password },
  { "/window/adds-an-account", NULL, "", check_adding_an_account },
  { "/window/knows-the-provider", NULL, "", check_known_provider },
  { "/window/watches-a-provider", NULL, "", check_watching_a_provider },
  { "/window/adds-a-channel", "plan.json", "ok", check_adding_a_channel },
  { "/window/trusts-a-key-when-asked", "plan.json", "certificate", check_trusting_a_key },
  { "/window/shows-stages", "plan.json", "outage", check_stages },
  { "/window/trusts-no-key-unasked", "plan.json", "certificate", check_not_trusting_a_key },
  { "/window/finds-servers", "plan.json", "ok", check_finding_servers },
  { "/window/finds-no-servers", "plan.json", "ok", check_finding_nothing },
  { "/window/makes-room-for-evidence", "plan.json", "new", check_late_evidence },
  { "/window/notes-who-was-reached", "plan.json", "outage", check_reached },
  { "/window/undoes-a-removal", "plan.json", "outage", check_undo },
  { "/window/keeps-a-broken-plan", "{ \"accounts\": [", "ok", check_broken_plan },
  { "/window/pages-in-haste", "plan.json", "outage", check_hasty_pages },
  { "/window/goes-back-by-keyboard", "plan.json", "outage", check_back_to_keyboard },
  { "/window/leaves-text-by-keyboard", "plan.json", "outage", check_leaving_text },
  { "/window/works-by-keyboard", "plan.json", "outage", check_keyboard },
};

static void
run_case (gconstpointer data)
{
  const Case   *run = data;
  WindowFixture fixture = { NULL };

  window_fixture_init (&fixture, run->plan);
  if (run->scene != NULL)
    window_fixture_start_service (&fixture, *run->scene != '\0' ? run->scene : NULL);
  if (run->body == check_practice_is_marked || run->body == check_stopwatch
      || run->body == check_practice_is_mentioned)
    window_fixture_start_practice (&fixture, "practice");
  if (run->body == check_stopwatch)
    set_stopwatch (&fixture, 0, -1);
  window_fixture_run (&fixture, run->body, NULL);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], run_case);
  return g_test_run ();
}
