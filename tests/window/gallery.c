/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "installation.h"
#include "window-fixture.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

/* Draws every page in one dress to build/screenshots/window-*.png, to be looked at; any warning
 * fails. */

typedef struct
{
  const char *name;
  const char *scene; /* NULL: no service */
  const char *plan;
  const char *action; /* what opens the page, NULL: the first page */
  const char *target;
  const char *awaited; /* a part of a sentence of the service, or a whole one of the window; NULL:
                          nothing */
} Page;

static const Page pages[] = {
  { "welcome", "empty", NULL, NULL, NULL, NULL },
  { "overview-ok", "ok", "plan.json", NULL, NULL, "All mail works" },
  { "overview-outage", "outage", "plan.json", NULL, NULL, "It is not you" },
  { "overview-offline", "offline", "plan.json", NULL, NULL, "You are offline" },
  { "overview-no-service", NULL, "plan.json", NULL, NULL, NULL },
  { "overview-broken-plan", "ok", "{ \"accounts\": [", NULL, NULL, "All mail works" },
  { "account-outage", "outage", "plan.json", "win.show-account", "work",
    "Outlook sign-in is down" },
  { "account-outage-end", "outage", "plan.json", "win.show-account", "work",
    "Outlook sign-in is down" },
  { "account-slow-end", "outage", "plan.json", "win.show-account", "club", "posteo is slow" },
  { "account-ok", "ok", "plan.json", "win.show-account", "work", "Outlook works" },
  { "account-slow", "outage", "plan.json", "win.show-account", "club", "posteo is slow" },
  { "account-refused", "refused", "plan.json", "win.show-account", "private", "was refused" },
  { "account-certificate", "certificate", "plan.json", "win.show-account", "private",
    "Look at It…" },
  { "account-new", "new", "plan.json", "win.show-account", "work", "Not checked yet" },
  { "account-no-service", NULL, "plan.json", "win.show-account", "work", NULL },
  { "account-no-channels", "outage", "{}", "win.show-account", "work", "Outlook sign-in is down" },
  { "provider-outage", "outage", "plan.json", "win.show-provider", "outlook", NULL },
  { "provider-disagrees", "disagree", "plan.json", "win.show-provider", "outlook", NULL },
  { "practice", "ok", "plan.json", "win.show-account", "practice", "Practice Mail" },
  { "practice-choice", "ok", "plan.json", "app.practise", NULL, "What should happen?" },
  { "fallback-outage", "outage", "plan.json", "win.show-fallback", "work",
    "Outlook sign-in is down" },
  { "fallback-offline", "offline", "plan.json", "win.show-fallback", "work", "You are offline" },
  { "fallback-no-service", NULL, "plan.json", "win.show-fallback", "work", NULL },
  { "fallback-no-channels", "outage", "{}", "win.show-fallback", "work",
    "Outlook sign-in is down" },
  { "fallback-practice", "ok", "plan.json", "win.show-fallback", "practice", "Practice Mail" },
  { "plan", "ok", "plan.json", "win.show-plan", NULL, NULL },
  { "plan-empty", "ok", "{}", "win.show-plan", NULL, NULL },
  { "edit-message", "ok", "plan.json", "win.edit-template", "mail-is-down", NULL },
  { "qr", "outage", "plan.json", "win.show-qr", "bridge", NULL },
  { "add-account", "ok", "plan.json", "win.add-account", NULL, NULL },
  { "signin-browser", "ok", "plan.json", "win.add-account", NULL, NULL },
  { "signin-waiting", "ok", "plan.json", "win.add-account", NULL, NULL },
  { "signin-again", "tokens", "tokens.json", "win.show-account", "work", "was refused" },
  { "signin-again-end", "tokens", "tokens.json", "win.show-account", "work", "was refused" },
  { "online-account", "tokens", "tokens.json", "win.show-account", "private", "Online Accounts" },
  { "online-account-ok-end", "tokens", "tokens.json", "win.show-account", "club", "posteo works" },
  { "add-provider", "ok", "plan.json", "win.watch-provider", NULL, NULL },
  { "add-page", "ok", "plan.json", "win.watch-page", NULL, NULL },
  { "add-page-waiting", "ok", "plan.json", "win.watch-page", NULL, NULL },
  { "add-page-found", "ok", "plan.json", "win.watch-page", NULL, NULL },
  { "add-page-refused", "ok", "plan.json", "win.watch-page", NULL, NULL },
  { "add-channel", "ok", "plan.json", "win.add-channel", NULL, NULL },
  { "edit-channel", "ok", "plan.json", "win.edit-channel", "teams", NULL },
};

#define LARGE_TEXT_DPI 120   /* a quarter larger: "Large Text" of GNOME */
#define LARGEST_TEXT_DPI 192 /* twice as large */

static const char *dress = "light";

static gboolean
is_narrow (void)
{
  return g_str_has_suffix (dress, "narrow") || g_str_equal (dress, "german");
}

static void
wear_dress (WindowFixture *fixture)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean         dark = g_str_has_prefix (dress, "dark");

  adw_style_manager_set_color_scheme (style, dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                  : ADW_COLOR_SCHEME_FORCE_LIGHT);
  if (g_str_has_prefix (dress, "large"))
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                  (is_narrow () ? LARGE_TEXT_DPI : LARGEST_TEXT_DPI) * PANGO_SCALE, NULL);
  if (is_narrow ())
    gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 720);
}

static const char found_page[]
    = "{'url': <'https://status.example.org/api/v2/summary.json'>, 'page-url': "
      "<'https://status.example.org'>, 'platform': <'statuspage'>, 'page': <'Example Mail & "
      "More'>, "
      "'state': <'degraded'>, 'components': <[{'id': <'a1'>, 'name': <'Sending and receiving'>, "
      "'group': <'Mail'>, 'state': <'operational'>}, {'id': <'a2'>, 'name': <'Sign-in'>, 'group': "
      "<'Accounts'>, 'state': <'partial-outage'>}, {'id': <'a3'>, 'name': <'Webmail'>, 'group': "
      "<'Mail'>, 'state': <'operational'>}, {'id': <'a4'>, 'name': <'Calendar <beta>'>, 'state': "
      "<'maintenance'>}, {'id': <'a5'>, 'name': <'Contacts'>, 'state': <'operational'>}, {'id': "
      "<'a6'>, 'name': <'Files'>, 'state': <'operational'>}, {'id': <'a7'>, 'name': <'A part of "
      "the "
      "service with a name that is longer than any window of a telephone is wide'>, 'state': "
      "<'unknown'>}, {'id': <'a8'>, 'name': <'Payments'>, 'state': <'operational'>}, {'id': "
      "<'a9'>, "
      "'name': <'Website'>, 'state': <'operational'>}]>}";

static gboolean
is_address_row (GtkWidget *widget, const char *unused)
{
  return ADW_IS_ENTRY_ROW (widget);
}

/* The search for a status page in its four states. */
static void
search_page (WindowFixture *fixture, const char *page)
{
  GtkWidget *address = window_fixture_find (fixture->window, is_address_row, NULL);

  if (g_str_equal (page, "add-page"))
    return;
  if (g_str_equal (page, "add-page-found"))
    sl_fake_watch_service_set_page (fixture->service, found_page);
  if (g_str_equal (page, "add-page-refused"))
    sl_fake_watch_service_refuse (fixture->service, SL_APPLICATION_ID ".Error.NoStatusPage",
                                  "www.example.org has no status page of a kind that is known, "
                                  "there or at the usual places.");
  gtk_editable_set_text (GTK_EDITABLE (address), "status.example.org");
  window_fixture_click (fixture, _ ("Look for It"));
  window_fixture_await_call (fixture, "FindStatusPage status.example.org");
  if (g_str_equal (page, "add-page-found"))
    window_fixture_await_text (fixture, _ ("Which parts matter to you?"));
  if (g_str_equal (page, "add-page-refused"))
    window_fixture_await_text (fixture, "www.example.org");
}

static gboolean
is_expander (GtkWidget *widget, const char *unused)
{
  return ADW_IS_EXPANDER_ROW (widget);
}

static void
open_updates (WindowFixture *fixture)
{
  window_fixture_settle (fixture);
  adw_expander_row_set_expanded (
      ADW_EXPANDER_ROW (window_fixture_find (fixture->window, is_expander, NULL)), TRUE);
}

/* The sign-in part of the account editor: before and while the browser is asked. */
static void
sign_in (WindowFixture *fixture, const char *page)
{
  GtkWidget *address = window_fixture_find (fixture->window, is_address_row, NULL);

  gtk_editable_set_text (GTK_EDITABLE (address), "ann@outlook.com");
  window_fixture_settle (fixture);
  if (g_str_equal (page, "signin-browser"))
    return;
  gtk_editable_set_text (GTK_EDITABLE (window_fixture_find_row (fixture, _ ("Client ID"))),
                         "0f0e0d0c-client");
  window_fixture_click (fixture, _ ("Open Browser"));
  window_fixture_await_text (fixture, _ ("Waiting for your browser. Sign in there and allow access "
                                         "to your mail."));
}

static gboolean
is_scrolled (GtkWidget *widget, const char *unused)
{
  return GTK_IS_SCROLLED_WINDOW (widget);
}

static void
scroll_to_end (WindowFixture *fixture)
{
  GtkWidget     *scrolled = window_fixture_find (fixture->window, is_scrolled, NULL);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  window_fixture_settle (fixture);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
draw_window (WindowFixture *fixture, gconstpointer data)
{
  const Page      *page = data;
  g_autofree char *name = g_strdup_printf ("%s-%s", page->name, dress);

  wear_dress (fixture);
  if (g_strcmp0 (page->action, "win.show-provider") == 0)
    {
      window_fixture_activate (fixture, "win.show-account", "work");
      window_fixture_await_text (fixture, "It is");
    }
  /* A page is only looked for once the service is there. */
  if (g_strcmp0 (page->action, "win.watch-page") == 0)
    window_fixture_await_text (fixture, "All mail works");
  if (g_strcmp0 (page->action, "app.practise") == 0)
    g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "practise",
                                    NULL);
  else if (page->action != NULL)
    window_fixture_activate (fixture, page->action, page->target);
  if (g_str_equal (page->name, "qr"))
    fixture->window = window_fixture_find_dialog (fixture);
  if (page->scene == NULL)
    window_fixture_await_text (fixture, _ ("The background service is not running."));
  if (page->awaited != NULL)
    window_fixture_await_text (fixture, _ (page->awaited));
  if (g_str_equal (page->name, "provider-outage"))
    open_updates (fixture);
  if (g_strcmp0 (page->action, "win.watch-page") == 0)
    search_page (fixture, page->name);
  if (g_strcmp0 (page->action, "win.add-account") == 0 && g_str_has_prefix (page->name, "signin-"))
    sign_in (fixture, page->name);
  if (g_str_equal (dress, "german"))
    g_assert_cmpstr (_ ("Why we say so"), ==, "Warum wir das sagen");
  if (g_str_has_suffix (page->name, "-end"))
    scroll_to_end (fixture);
  window_fixture_screenshot (fixture, name);
}

/* From GNU libc 2.39 on nothing is translated in C.UTF-8, whatever LANGUAGE says; before, and in
 * every other locale, German must be there. */
static gboolean
is_untranslatable (void)
{
#ifdef __GLIBC__
  return g_str_has_prefix (setlocale (LC_MESSAGES, NULL), "C")
         && g_ascii_strtoull (gnu_get_libc_version () + strlen ("2."), NULL, 10) >= 39;
#else
  return FALSE;
#endif
}

static void
draw_page (gconstpointer data)
{
  const Page   *page = data;
  WindowFixture fixture = { NULL };

  if (g_str_equal (dress, "german") && is_untranslatable ())
    {
      g_test_skip ("There is no locale but C.UTF-8, in which nothing is translated.");
      return;
    }
  fixture.right_to_left = g_str_equal (dress, "right-to-left");
  window_fixture_init (&fixture, page->plan);
  if (page->scene != NULL)
    window_fixture_start_service (&fixture,
                                  g_str_equal (page->scene, "empty") ? NULL : page->scene);
  if (g_str_has_suffix (page->name, "practice"))
    window_fixture_start_practice (&fixture, "practice");
  window_fixture_run (&fixture, draw_window, page);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    dress = argv[1];
  if (g_str_equal (dress, "german"))
    g_setenv ("LANGUAGE", "de", TRUE);
  if (!g_str_equal (dress, "german") || setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    setlocale (LC_ALL, "");
  sl_installation_bind_translations ();
  if (g_str_has_suffix (dress, "contrast"))
    g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/window/gallery/%s/%s", dress, pages[i].name);

      g_test_add_data_func (path, &pages[i], draw_page);
    }
  return g_test_run ();
}
