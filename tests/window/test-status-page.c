/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "own-providers.h"
#include "status-page.h"
#include "window-fixture.h"

#include <locale.h>

/* "Watch another status page", as the user does it. */

static const char small_page[]
    = "{'url': <'https://status.example.org/api/v2/summary.json'>, 'page-url': "
      "<'https://status.example.org'>, 'platform': <'statuspage'>, 'page': <'Example Mail'>, "
      "'state': <'operational'>, 'components': <[{'id': <'a1'>, 'name': <'Sending <beta>'>, "
      "'group': "
      "<'Mail'>, 'state': <'operational'>}, {'id': <'a2'>, 'name': <'Sign-in'>, 'state': "
      "<'partial-outage'>}]>}";

static const char changed_page[]
    = "{'url': <'https://status.example.org/api/v2/summary.json'>, 'page-url': "
      "<'https://status.example.org'>, 'platform': <'statuspage'>, 'page': <'Example Mail'>, "
      "'state': <'operational'>, 'components': <[{'id': <'a1'>, 'name': <'Sending <beta>'>, "
      "'state': <'operational'>}]>}";

static void
type (WindowFixture *fixture, const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (window_fixture_find_row (fixture, row)), text);
}

static const char address_row[] = "Address, such as status.example.org";

static void
look_for_it (WindowFixture *fixture)
{
  window_fixture_activate (fixture, "win.watch-page", NULL);
  window_fixture_settle (fixture);
  type (fixture, address_row, "  status.example.org ");
  window_fixture_click (fixture, "Look for It");
  window_fixture_await_call (fixture, "FindStatusPage status.example.org");
}

static SlStatusPage *
load (const char *id)
{
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();

  g_assert_null (sl_provider_catalogue_get_warnings (catalogue)[0]);
  return sl_status_page_load (catalogue, id);
}

static void
await_no_file (const char *id)
{
  while (sl_own_providers_has (id))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_check (GtkWidget *widget, const char *unused)
{
  return GTK_IS_CHECK_BUTTON (widget);
}

static gboolean
is_chosen (WindowFixture *fixture, const char *part)
{
  GtkWidget *row = window_fixture_find_row (fixture, part);

  return gtk_check_button_get_active (GTK_CHECK_BUTTON (window_fixture_find (row, is_check, NULL)));
}

static gboolean
is_button (GtkWidget *widget, const char *label)
{
  return GTK_IS_BUTTON (widget)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static void
check_adding (WindowFixture *fixture)
{
  g_autoptr (SlStatusPage) page = NULL;
  g_autofree char *plan = NULL;
  GtkWidget       *check;

  g_assert_null (window_fixture_find (fixture->window, is_button, "Watch"));
  sl_fake_watch_service_set_page (fixture->service, small_page);
  window_fixture_click (fixture, "Look for It");
  window_fixture_await_text (fixture, "None is chosen: the page as a whole is watched.");
  window_fixture_await_text (fixture, "Found, and it can be read (statuspage).");
  g_assert_true (window_fixture_shows (fixture, "Outage in part"));
  check = window_fixture_find (window_fixture_find_row (fixture, "Sending <beta>"), is_check, NULL);
  gtk_test_accessible_assert_property (check, GTK_ACCESSIBLE_PROPERTY_LABEL, "Sending <beta>");
  g_assert_true (gtk_widget_activate (window_fixture_find_row (fixture, "Sign-in")));
  window_fixture_await_text (fixture, "1 part is chosen; the others do not matter.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (window_fixture_find_row (fixture, "Name"))),
                   ==, "Example Mail");
  type (fixture, "Name", "My Mail");
  window_fixture_click (fixture, "Watch");
  window_fixture_await_text (fixture, "My Mail");

  page = load ("my-mail");
  g_assert_nonnull (page);
  g_assert_cmpstr (page->name, ==, "My Mail");
  g_assert_cmpstr (page->url, ==, "https://status.example.org/api/v2/summary.json");
  g_assert_cmpstrv (page->components, ((const char *[]){ "a2", NULL }));
  plan = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (plan, "\"provider\" : \"my-mail\""));
}

static void
check_editing (WindowFixture *fixture)
{
  g_autoptr (SlStatusPage) page = NULL;

  sl_fake_watch_service_set_page (fixture->service, changed_page);
  window_fixture_activate (fixture, "win.edit-account", NULL);
  window_fixture_await_call (fixture, "FindStatusPage https://status.example.org");
  window_fixture_await_text (fixture, "No longer on the page");
  g_assert_true (is_chosen (fixture, "a2"));
  g_assert_false (is_chosen (fixture, "Sending <beta>"));
  g_assert_true (gtk_widget_activate (window_fixture_find_row (fixture, "a2")));
  g_assert_true (gtk_widget_activate (window_fixture_find_row (fixture, "Sending <beta>")));
  type (fixture, "Name", "Our Mail");
  window_fixture_click (fixture, "Save");
  window_fixture_await_text (fixture, "Our Mail");
  page = load ("my-mail");
  g_assert_cmpstr (page->name, ==, "Our Mail");
  g_assert_cmpstrv (page->components, ((const char *[]){ "a1", NULL }));
}

static gboolean
is_close_button (GtkWidget *widget, const char *unused)
{
  return GTK_IS_BUTTON (widget)
         && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "window-close-symbolic")
                == 0;
}

static void
check_removing (WindowFixture *fixture)
{
  window_fixture_activate (fixture, "win.remove-account", NULL);
  window_fixture_await_text (fixture, "Our Mail is no longer watched.");
  g_assert_true (sl_own_providers_has ("my-mail"));
  window_fixture_click (fixture, "Undo");
  window_fixture_await_text (fixture, "Our Mail");
  g_assert_true (sl_own_providers_has ("my-mail"));
  window_fixture_activate (fixture, "win.show-account", "my-mail");
  window_fixture_activate (fixture, "win.remove-account", NULL);
  window_fixture_await_text (fixture, "Our Mail is no longer watched.");
  g_signal_emit_by_name (window_fixture_find (fixture->window, is_close_button, NULL), "clicked");
  await_no_file ("my-mail");
}

static void
check_life_of_a_page (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "All mail works.");
  look_for_it (fixture);
  window_fixture_await_text (fixture, "This may take a minute.");
  window_fixture_click (fixture, "Cancel");
  window_fixture_await_call (fixture, "CancelFindStatusPage");
  check_adding (fixture);
  check_editing (fixture);
  check_removing (fixture);
}

/* What goes wrong is said in the service's words, and the next try begins clean. */
static void
check_mistakes (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "All mail works.");
  window_fixture_activate (fixture, "win.watch-provider", NULL);
  window_fixture_settle (fixture);
  g_assert_true (
      gtk_widget_activate (window_fixture_find_row (fixture, "Watch another status page")));
  window_fixture_settle (fixture);
  g_assert_false (gtk_widget_get_sensitive (window_fixture_find_button (fixture, "Look for It")));
  type (fixture, address_row, "www.example.org");
  sl_fake_watch_service_refuse (fixture->service, SL_APPLICATION_ID ".Error.NoStatusPage",
                                "www.example.org has no status page.");
  window_fixture_click (fixture, "Look for It");
  window_fixture_await_text (fixture, "www.example.org has no status page.");
  g_assert_null (window_fixture_find (fixture->window, is_button, "Watch"));
  type (fixture, address_row, "status.example.org");
  g_assert_false (window_fixture_shows (fixture, "www.example.org has no status page."));
  sl_fake_watch_service_set_page (fixture->service, small_page);
  window_fixture_click (fixture, "Look for It");
  window_fixture_await_text (fixture, "Found, and it can be read");
  /* It belongs to the address it was found at. */
  type (fixture, address_row, "other.example.org");
  g_assert_false (window_fixture_shows (fixture, "Found, and it can be read"));
  g_assert_null (window_fixture_find (fixture->window, is_button, "Watch"));
  g_assert_false (sl_own_providers_has ("example-mail"));
}

/* A name that is taken by what came with the program hides nothing. */
static void
check_taken_name (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *plan = NULL;

  window_fixture_await_text (fixture, "All mail works.");
  sl_fake_watch_service_set_page (fixture->service, small_page);
  look_for_it (fixture);
  window_fixture_await_text (fixture, "Found, and it can be read");
  type (fixture, "Name", "Posteo");
  window_fixture_click (fixture, "Watch");
  window_fixture_await_text (fixture, "Posteo");
  plan = window_fixture_read_plan (fixture);
  g_assert_false (sl_own_providers_has ("posteo"));
  g_assert_true (sl_own_providers_has ("posteo-2"));
  g_assert_nonnull (strstr (plan, "posteo-2"));
  g_assert_true (sl_own_providers_remove ("posteo-2", NULL));
}

static void
check_without_service (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_activate (fixture, "win.watch-page", NULL);
  window_fixture_settle (fixture);
  type (fixture, address_row, "status.example.org");
  window_fixture_click (fixture, "Look for It");
  window_fixture_await_text (fixture, "The background service does not answer.");
}

static gboolean
is_search (GtkWidget *widget, const char *unused)
{
  return GTK_IS_SEARCH_ENTRY (widget);
}

static char *
compose_large_page (void)
{
  GString *text
      = g_string_new ("{'url': <'https://status.example.org/api/v2/summary.json'>, 'state': "
                      "<'operational'>, 'components': <[");

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (text,
                            "%s{'id': <'p%u'>, 'name': <'Place %u'>, 'state': <'operational'>}",
                            i == 0 ? "" : ", ", i, i);
  g_string_append (text, "]>}");
  return g_string_free (text, FALSE);
}

static void
check_many_parts (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *page = compose_large_page ();
  g_autoptr (SlStatusPage) kept = NULL;
  GtkWidget *search;

  window_fixture_await_text (fixture, "All mail works.");
  sl_fake_watch_service_set_page (fixture->service, page);
  look_for_it (fixture);
  window_fixture_await_text (fixture, "None is chosen");
  search = window_fixture_find (fixture->window, is_search, NULL);
  g_assert_nonnull (search);
  gtk_editable_set_text (GTK_EDITABLE (search), "place 499");
  g_signal_emit_by_name (search, "search-changed");
  window_fixture_settle (fixture);
  g_assert_false (window_fixture_shows (fixture, "Place 498"));
  g_assert_true (gtk_widget_activate (window_fixture_find_row (fixture, "Place 499")));
  gtk_editable_set_text (GTK_EDITABLE (search), "nowhere");
  g_signal_emit_by_name (search, "search-changed");
  window_fixture_await_text (fixture, "No part is called that.");
  /* Without a name the page goes by its server. */
  type (fixture, "Name", " ");
  window_fixture_click (fixture, "Watch");
  window_fixture_await_text (fixture, "status.example.org");
  kept = load ("status-example-org");
  g_assert_nonnull (kept);
  g_assert_cmpstrv (kept->components, ((const char *[]){ "p499", NULL }));
  g_assert_true (sl_own_providers_remove ("status-example-org", NULL));
}

#define MAX_TABS 40 /* more than the page has places for the keyboard */

static GtkWidget *
get_focus (WindowFixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  g_assert_nonnull (focus);
  return focus;
}

static gboolean
is_focus_at (WindowFixture *fixture, GtkWidget *wanted)
{
  GtkWidget *focus = get_focus (fixture);

  return focus == wanted || gtk_widget_is_ancestor (focus, wanted);
}

/* What the Tab key does, until the keyboard is there. */
static void
tab_to (WindowFixture *fixture, GtkWidget *wanted)
{
  g_assert_nonnull (wanted);
  window_fixture_settle (fixture);
  for (guint i = 0; i < MAX_TABS && !is_focus_at (fixture, wanted); i++)
    gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
  g_assert_true (is_focus_at (fixture, wanted));
}

/* Enter and Space on what has the focus. */
static void
activate_focus (WindowFixture *fixture)
{
  g_signal_emit_by_name (get_focus (fixture), "activate");
}

/* From the address to the watched page with the keyboard alone. */
static void
check_by_keyboard (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (SlStatusPage) kept = NULL;

  window_fixture_await_text (fixture, "All mail works.");
  window_fixture_activate (fixture, "win.watch-page", NULL);
  window_fixture_settle (fixture);
  g_assert_true (is_focus_at (fixture, window_fixture_find_row (fixture, address_row)));
  type (fixture, address_row, "status.example.org");
  tab_to (fixture, window_fixture_find_button (fixture, "Look for It"));
  activate_focus (fixture);
  window_fixture_await_text (fixture, "Looking for the status page at status.example.org.");
  /* While it searches, the next place for the keyboard is what ends the search. */
  tab_to (fixture, window_fixture_find_button (fixture, "Cancel"));
  activate_focus (fixture);
  window_fixture_await_call (fixture, "CancelFindStatusPage");
  g_assert_true (is_focus_at (fixture, window_fixture_find_row (fixture, address_row)));

  sl_fake_watch_service_set_page (fixture->service, small_page);
  activate_focus (fixture);
  window_fixture_await_text (fixture, "Found, and it can be read");
  g_assert_true (is_focus_at (fixture, window_fixture_find_row (fixture, "Name")));
  tab_to (fixture, window_fixture_find_row (fixture, "Sending <beta>"));
  activate_focus (fixture);
  window_fixture_await_text (fixture, "1 part is chosen; the others do not matter.");
  tab_to (fixture, window_fixture_find_button (fixture, "Watch"));
  activate_focus (fixture);
  while (!sl_own_providers_has ("example-mail"))
    g_main_context_iteration (NULL, TRUE);
  kept = load ("example-mail");
  g_assert_nonnull (kept);
  g_assert_cmpstrv (kept->components, ((const char *[]){ "a1", NULL }));
  g_assert_true (sl_own_providers_remove ("example-mail", NULL));
}

typedef struct
{
  const char *path;
  const char *scene; /* NULL: no service */
  WindowBody  body;
} Case;

static const Case cases[] = {
  { "/window/status-page/added-edited-removed", "ok", check_life_of_a_page },
  { "/window/status-page/mistakes", "ok", check_mistakes },
  { "/window/status-page/taken-name", "ok", check_taken_name },
  { "/window/status-page/without-service", NULL, check_without_service },
  { "/window/status-page/many-parts", "ok", check_many_parts },
  { "/window/status-page/by-keyboard", "ok", check_by_keyboard },
};

static void
run_case (gconstpointer data)
{
  const Case   *run = data;
  WindowFixture fixture = { NULL };

  window_fixture_init (&fixture, "plan.json");
  if (run->scene != NULL)
    window_fixture_start_service (&fixture, run->scene);
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
