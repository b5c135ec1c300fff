/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "window-fixture.h"

#include <locale.h>

#define QUESTION "Start Storm Lantern when you log in?"
#define REFUSAL                                                                                    \
  "Your desktop does not let Storm Lantern start at login. Allow it to run in the background in "  \
  "the desktop's settings, under Apps, and try again."

static SlDBusWatch *
get_service (WindowFixture *fixture)
{
  return sl_fake_watch_service_get_skeleton (fixture->service);
}

static void
set_problem (WindowFixture *fixture, const char *sentence)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

  if (sentence != NULL)
    g_variant_builder_add (&builder, "{ss}", "autostart", sentence);
  sl_dbus_watch_set_problems (get_service (fixture), g_variant_builder_end (&builder));
}

/* Starting at Login */

static void
check_yes (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "All mail works.");
  g_assert_false (window_fixture_shows (fixture, QUESTION));
  sl_dbus_watch_set_autostart (get_service (fixture), "off");
  window_fixture_await_text (fixture, QUESTION);
  window_fixture_screenshot (fixture, "login-question");
  window_fixture_click (fixture, "Start at Login");
  window_fixture_await_call (fixture, "SetAutostart 1");
  sl_dbus_watch_set_autostart (get_service (fixture), "asking");
  sl_dbus_watch_set_autostart (get_service (fixture), "on");
  window_fixture_await_text (fixture, "Storm Lantern starts when you log in.");
}

static void
check_refused (WindowFixture *fixture, gconstpointer data)
{
  sl_dbus_watch_set_autostart (get_service (fixture), "off");
  window_fixture_await_text (fixture, QUESTION);
  window_fixture_click (fixture, "Start at Login");
  window_fixture_await_call (fixture, "SetAutostart 1");
  sl_dbus_watch_set_autostart (get_service (fixture), "asking");
  set_problem (fixture, REFUSAL);
  sl_dbus_watch_set_autostart (get_service (fixture), "off");
  window_fixture_await_text (fixture, "Starting at login was not allowed.");
  window_fixture_await_text (fixture, REFUSAL);
  g_assert_false (window_fixture_shows (fixture, QUESTION));
  window_fixture_screenshot (fixture, "login-refused");
}

static void
check_no (WindowFixture *fixture, gconstpointer data)
{
  sl_dbus_watch_set_autostart (get_service (fixture), "off");
  window_fixture_await_text (fixture, QUESTION);
  window_fixture_click (fixture, "Not Now");
  window_fixture_settle (fixture);
  g_assert_false (window_fixture_shows (fixture, QUESTION));
  g_assert_false (sl_fake_watch_service_was_asked (fixture->service, "SetAutostart 1"));
}

static void
check_not_in_trouble (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_set_scene (fixture->service, "outage");
  window_fixture_await_text (fixture, "It is not you");
  sl_dbus_watch_set_autostart (get_service (fixture), "off");
  window_fixture_settle (fixture);
  g_assert_false (window_fixture_shows (fixture, QUESTION));
  window_fixture_set_scene (fixture->service, "ok");
  window_fixture_await_text (fixture, QUESTION);
}

static void
forget_question (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SL_APPLICATION_ID);

  g_settings_reset (settings, "autostart-asked");
}

/* The Preferences */

static gboolean
is_switch (GtkWidget *widget, const char *unused)
{
  return GTK_IS_SWITCH (widget);
}

static void
open_preferences (WindowFixture *fixture)
{
  window_fixture_activate (fixture, "app.preferences", NULL);
  window_fixture_settle (fixture);
  fixture->window = window_fixture_find_dialog (fixture);
}

static GtkSwitch *
find_login_switch (WindowFixture *fixture)
{
  GtkWidget *row = window_fixture_find_row (fixture, "Start when you log in");

  return GTK_SWITCH (window_fixture_find (row, is_switch, NULL));
}

/* It lies below the edge: the focus draws it up. */
static void
show_login_row (WindowFixture *fixture, const char *name)
{
  gtk_widget_grab_focus (window_fixture_find_row (fixture, "Start when you log in"));
  window_fixture_settle (fixture);
  window_fixture_screenshot (fixture, name);
}

static void
check_switch (WindowFixture *fixture, gconstpointer data)
{
  sl_dbus_watch_set_autostart (get_service (fixture), "off");
  window_fixture_await_text (fixture, "All mail works.");
  open_preferences (fixture);
  g_assert_false (gtk_switch_get_active (find_login_switch (fixture)));
  gtk_switch_set_active (find_login_switch (fixture), TRUE);
  window_fixture_await_call (fixture, "SetAutostart 1");
  sl_dbus_watch_set_autostart (get_service (fixture), "asking");
  window_fixture_await_text (fixture, "Your desktop is being asked…");
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (find_login_switch (fixture))));
  set_problem (fixture, REFUSAL);
  sl_dbus_watch_set_autostart (get_service (fixture), "off");
  window_fixture_await_text (fixture, REFUSAL);
  g_assert_false (gtk_switch_get_active (find_login_switch (fixture)));
  show_login_row (fixture, "login-switch-refused");

  /* Somebody else switches it on: the switch says so and asks for nothing. */
  set_problem (fixture, NULL);
  sl_dbus_watch_set_autostart (get_service (fixture), "on");
  window_fixture_await_text (fixture, "To notice at once");
  g_assert_true (gtk_switch_get_active (find_login_switch (fixture)));
  gtk_switch_set_active (find_login_switch (fixture), FALSE);
  window_fixture_await_call (fixture, "SetAutostart 0");
}

static void
check_panel (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "All mail works.");
  sl_dbus_watch_set_autostart (get_service (fixture), "off");
  open_preferences (fixture);
  g_assert_false (window_fixture_shows (fixture, "Lantern in the panel"));
  g_assert_false (window_fixture_shows (fixture, "Icons of the theme"));
  show_login_row (fixture, "preferences-without-panel");
  sl_dbus_watch_set_tray_visible (get_service (fixture), TRUE);
  window_fixture_await_text (fixture, "Lantern in the panel");
  window_fixture_await_text (fixture, "Icons of the theme");
}

/* The End */

static void
check_quit (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "All mail works.");
  window_fixture_activate (fixture, "app.quit", NULL);
  window_fixture_await_call (fixture, "Quit");
}

static void
check_close_all (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "All mail works.");
  window_fixture_activate (fixture, "app.close-all", NULL);
  window_fixture_settle (fixture);
  g_assert_false (sl_fake_watch_service_was_asked (fixture->service, "Quit"));
}

static const struct
{
  const char *path;
  WindowBody  body;
} cases[] = {
  { "/window/background/login/yes", check_yes },
  { "/window/background/login/refused", check_refused },
  { "/window/background/login/no", check_no },
  { "/window/background/login/trouble", check_not_in_trouble },
  { "/window/background/login/switch", check_switch },
  { "/window/background/panel", check_panel },
  { "/window/background/quit", check_quit },
  { "/window/background/close-all", check_close_all },
};

static void
run_case (gconstpointer data)
{
  WindowFixture fixture = { NULL };

  forget_question ();
  window_fixture_init (&fixture, "plan.json");
  window_fixture_start_service (&fixture, "ok");
  window_fixture_run (&fixture, cases[GPOINTER_TO_UINT (data)].body, NULL);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, GUINT_TO_POINTER (i), run_case);
  return g_test_run ();
}
