/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "installation.h"
#include "window-fixture.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* Draws every page in one dress to build/screenshots/window-*.png, to be looked at; any warning
 * fails. */

typedef struct
{
  const char *name;
  const char *scene; /* NULL: no service */
  const char *plan;
  const char *action; /* what opens the page, NULL: the first page */
  const char *target;
  const char *awaited; /* NULL: nothing */
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
  { "account-ok", "ok", "plan.json", "win.show-account", "work", "Outlook works" },
  { "account-slow", "outage", "plan.json", "win.show-account", "club", "posteo is slow" },
  { "account-refused", "refused", "plan.json", "win.show-account", "private", "was refused" },
  { "account-new", "new", "plan.json", "win.show-account", "work", "Not checked yet" },
  { "account-no-service", NULL, "plan.json", "win.show-account", "work", NULL },
  { "account-no-channels", "outage", "{}", "win.show-account", "work", "Outlook sign-in is down" },
  { "provider-outage", "outage", "plan.json", "win.show-provider", "outlook", NULL },
  { "provider-disagrees", "disagree", "plan.json", "win.show-provider", "outlook", NULL },
  { "practice", "ok", "plan.json", "win.show-account", "practice", "Practice Mail" },
  { "add-account", "ok", "plan.json", "win.add-account", NULL, NULL },
  { "add-provider", "ok", "plan.json", "win.watch-provider", NULL, NULL },
  { "add-channel", "ok", "plan.json", "win.add-channel", NULL, NULL },
  { "edit-channel", "ok", "plan.json", "win.edit-channel", "teams", NULL },
};

static const char *dress = "light";

static void
wear_dress (WindowFixture *fixture)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean         dark = g_str_equal (dress, "dark");

  adw_style_manager_set_color_scheme (style, dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                  : ADW_COLOR_SCHEME_FORCE_LIGHT);
  if (g_str_equal (dress, "narrow") || g_str_equal (dress, "german"))
    gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 720);
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
  if (page->action != NULL)
    window_fixture_activate (fixture, page->action, page->target);
  if (page->scene == NULL)
    window_fixture_await_text (fixture, _ ("Nobody keeps watch at the moment."));
  if (page->awaited != NULL)
    window_fixture_await_text (fixture, page->awaited);
  if (g_str_equal (dress, "german"))
    g_assert_cmpstr (_ ("Why we say so"), ==, "Warum wir das sagen");
  window_fixture_screenshot (fixture, name);
}

static void
draw_page (gconstpointer data)
{
  const Page   *page = data;
  WindowFixture fixture = { NULL };

  fixture.right_to_left = g_str_equal (dress, "right-to-left");
  window_fixture_init (&fixture, page->plan);
  if (page->scene != NULL)
    window_fixture_start_service (&fixture,
                                  g_str_equal (page->scene, "empty") ? NULL : page->scene);
  if (g_str_equal (page->name, "practice"))
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
  setlocale (LC_ALL, "");
  sl_installation_bind_translations ();
  if (g_str_equal (dress, "contrast"))
    g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/window/gallery/%s/%s", dress, pages[i].name);

      g_test_add_data_func (path, &pages[i], draw_page);
    }
  return g_test_run ();
}
