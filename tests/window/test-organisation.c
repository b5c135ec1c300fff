/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "window-fixture.h"

#include <glib/gstdio.h>
#include <locale.h>

/* What an organisation's plan adds to the window. With a dress other than "light" only drawn, to
 * build/screenshots/, to be looked at. */

#define SYSTEM_PLAN                                                                                \
  "{\"organisation\": {\"name\": \"Example Organisation\"}, \"accounts\": [{\"id\": \"mail\","     \
  " \"name\": \"Company mail\", \"servers\": [\"imaps://mail.example.org\"]}],"                    \
  " \"channels\": [{\"id\": \"bridge\", \"name\": \"Bridge of the help desk\","                    \
  " \"address\": \"tel:+49-30-7654321\", \"instructions\": \"Say your name.\"}]}"
#define OWN_PLAN                                                                                   \
  "{\"organisation_address\": \"https://example.org/plan.json\", \"channels\":"                    \
  " [{\"id\": \"mine\", \"name\": \"My sister\", \"address\": \"tel:+49-30-1\"}]}"
#define CHANNELS_PLAN                                                                              \
  "{\"organisation\": {\"name\": \"Example Organisation\"}, \"channels\": [{\"id\": \"bridge\","   \
  " \"name\": \"Bridge of the help desk\", \"address\": \"tel:+49-30-7654321\"}]}"
#define NOTICE "We know.\nDo not call the help desk; use the bridge."
#define KEY "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="

static const char *dress = "light";

static char *
find_system_plan (void)
{
  return g_build_filename (g_get_system_config_dirs ()[0], "stormlantern", "plan.json", NULL);
}

static void
write_system_plan (const char *text)
{
  g_autofree char *path = find_system_plan ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* members: a dictionary in GVariant's text form */
static void
set_organisation (WindowFixture *fixture, const char *members)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) organisation
      = g_variant_parse (G_VARIANT_TYPE_VARDICT, members, NULL, NULL, &error);

  g_assert_no_error (error);
  sl_dbus_watch_set_organisation (sl_fake_watch_service_get_skeleton (fixture->service),
                                  organisation);
}

static void
set_notice (WindowFixture *fixture)
{
  g_autofree char *members = g_strdup_printf ("{'name': <'Example Organisation'>, 'notice': <'We "
                                              "know.\\nDo not call the help desk; use the "
                                              "bridge.'>, 'notice-until': <int64 %" G_GINT64_FORMAT
                                              ">, 'notice-url': <'https://example.org/now'>}",
                                              g_get_real_time () / G_USEC_PER_SEC + 3600);

  set_organisation (fixture, members);
}

static void
screenshot (WindowFixture *fixture, const char *name)
{
  g_autofree char *full = g_strdup_printf ("organisation-%s-%s", name, dress);

  window_fixture_screenshot (fixture, full);
}

static void
wear_dress (WindowFixture *fixture)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (style, g_str_equal (dress, "dark")
                                                 ? ADW_COLOR_SCHEME_FORCE_DARK
                                                 : ADW_COLOR_SCHEME_FORCE_LIGHT);
  if (g_str_equal (dress, "narrow"))
    gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 720);
}

/* The Notice */

static void
check_notice (WindowFixture *fixture, gconstpointer data)
{
  wear_dress (fixture);
  window_fixture_await_text (fixture, "It is not you");
  g_assert_false (window_fixture_shows (fixture, "Message from"));
  set_notice (fixture);
  window_fixture_await_text (fixture, "Message from Example Organisation");
  g_assert_true (window_fixture_shows (fixture, "use the bridge"));
  g_assert_true (window_fixture_shows (fixture, "Valid until "));
  /* It never hides what was found. */
  g_assert_true (window_fixture_shows (fixture, "It is not you"));
  screenshot (fixture, "overview");
  window_fixture_activate (fixture, "win.show-account", "work");
  window_fixture_await_text (fixture, "Message from Example Organisation");
  screenshot (fixture, "account");
  window_fixture_activate (fixture, "win.show-fallback", "work");
  window_fixture_await_text (fixture, "Message from Example Organisation");
  screenshot (fixture, "fallback");
  set_organisation (fixture, "{'name': <'Example Organisation'>}");
  window_fixture_settle (fixture);
  while (window_fixture_shows (fixture, "Message from"))
    g_main_context_iteration (NULL, TRUE);
}

/* Without the service the plan and the clock say whether it is valid. */
static void
check_notice_without_service (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "The background service is not running.");
  g_assert_true (window_fixture_shows (fixture, "Message from Example Organisation"));
  write_system_plan (
      "{\"organisation\": {\"name\": \"Example Organisation\", \"notice\": {\"text\": "
      "\"We knew.\", \"valid_until\": \"2020-01-01T00:00:00Z\"}}}");
  while (window_fixture_shows (fixture, "Message from"))
    g_main_context_iteration (NULL, TRUE);
}

/* What it gives may be ways to talk alone: then the user still has mail to add. */
static void
check_no_account (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "Bridge of the help desk");
  g_assert_true (window_fixture_shows (fixture, "Add my mail"));
  g_assert_true (window_fixture_shows (fixture, "Watch a provider without a password"));
  screenshot (fixture, "no-account");
  window_fixture_set_scene (fixture->service, "ok");
  while (window_fixture_shows (fixture, "Add my mail"))
    g_main_context_iteration (NULL, TRUE);
}

/* What it manages */

static gboolean
is_image (GtkWidget *widget, const char *icon_name)
{
  return GTK_IS_IMAGE (widget)
         && g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (widget)), icon_name) == 0;
}

static void
check_managed_rows (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  wear_dress (fixture);
  window_fixture_await_text (fixture, "Managed by Example Organisation");
  row = window_fixture_find_row (fixture, "Bridge of the help desk");
  g_assert_nonnull (window_fixture_find (row, is_image, "edit-copy-symbolic"));
  g_assert_null (window_fixture_find (row, is_image, "document-edit-symbolic"));
  g_assert_false (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)) != NULL);
  row = window_fixture_find_row (fixture, "My sister");
  g_assert_nonnull (window_fixture_find (row, is_image, "document-edit-symbolic"));
  screenshot (fixture, "rows");
  /* Neither opens its editor. */
  window_fixture_activate (fixture, "win.edit-channel", "bridge");
  window_fixture_settle (fixture);
  window_fixture_find_row (fixture, "Bridge of the help desk");
  window_fixture_activate (fixture, "win.show-account", "mail");
  window_fixture_await_text (fixture, "Managed by Example Organisation");
}

static void
check_copy (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  window_fixture_await_text (fixture, "Managed by Example Organisation");
  window_fixture_activate (fixture, "win.copy-channel", "bridge");
  window_fixture_await_text (fixture, "is yours now");
  text = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (text, "Say your name."));
  g_assert_null (strstr (text, "managed_by"));
  window_fixture_click (fixture, "Undo");
  window_fixture_settle (fixture);
  g_free (text);
  text = window_fixture_read_plan (fixture);
  g_assert_null (strstr (text, "Say your name."));
  g_assert_nonnull (strstr (text, "My sister"));
}

/* The Preferences */

static GtkWidget *
open_preferences (WindowFixture *fixture)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "preferences",
                                  NULL);
  window_fixture_settle (fixture);
  return window_fixture_find_dialog (fixture);
}

static gboolean
is_entry (GtkWidget *widget, const char *unused)
{
  return ADW_IS_ENTRY_ROW (widget);
}

static gboolean
is_scroller (GtkWidget *widget, const char *unused)
{
  return GTK_IS_SCROLLED_WINDOW (widget);
}

static void
scroll_down (WindowFixture *fixture)
{
  GtkWidget     *scroller = window_fixture_find (fixture->window, is_scroller, NULL);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  window_fixture_settle (fixture);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
check_states (WindowFixture *fixture)
{
  set_organisation (fixture, "{'address': <'https://example.org/plan.json'>, 'name': <'Example "
                             "Organisation'>, 'fetched': <int64 1764000000>, 'signed': <true>, "
                             "'key': <'" KEY "'>, 'key-given': <false>}");
  window_fixture_await_text (fixture, "Signed with the key that was met first");
  g_assert_true (window_fixture_shows (fixture, "11qY AYKx "));
  scroll_down (fixture);
  screenshot (fixture, "preferences");
  window_fixture_click (fixture, "Refresh now");
  window_fixture_await_call (fixture, "RefreshOrganisation");
  window_fixture_click (fixture, "Forget Key");
  window_fixture_await_call (fixture, "ForgetOrganisationKey");
  set_organisation (
      fixture, "{'address': <'https://example.org/plan.json'>, 'name': <'Example Organisation'>,"
               " 'fetched': <int64 1764000000>, 'signed': <false>, 'problem': <'The plan of your "
               "organisation could not be refreshed. example.org answers with a web page, not "
               "with a plan; the address may be wrong, or a sign-in may be wanted there.'>}");
  window_fixture_await_text (fixture, "answers with a web page");
  g_assert_true (window_fixture_shows (fixture, "Not signed"));
  scroll_down (fixture);
  screenshot (fixture, "preferences-problem");
}

static void
check_preferences (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget       *address;
  g_autofree char *text = NULL;

  wear_dress (fixture);
  fixture->window = open_preferences (fixture);
  wear_dress (fixture);
  window_fixture_await_text (fixture, "A plan came with this computer");
  address = window_fixture_find (fixture->window, is_entry, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (address)), ==,
                   "https://example.org/plan.json");
  check_states (fixture);

  window_fixture_click (fixture, "Remove this plan");
  window_fixture_await_text (fixture, "The organisation's plan is removed.");
  text = window_fixture_read_plan (fixture);
  g_assert_null (strstr (text, "organisation_address"));
  window_fixture_click (fixture, "Undo");
  g_free (text);
  text = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (text, "https://example.org/plan.json"));
  g_assert_nonnull (strstr (text, "My sister"));
}

static void
check_empty_preferences (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget       *address;
  g_autofree char *text = NULL;

  fixture->window = open_preferences (fixture);
  wear_dress (fixture);
  window_fixture_await_text (fixture, "Your organisation can give you a plan");
  scroll_down (fixture);
  screenshot (fixture, "preferences-empty");
  address = window_fixture_find (fixture->window, is_entry, NULL);
  gtk_editable_set_text (GTK_EDITABLE (address), "http://example.org/plan.json");
  window_fixture_await_text (fixture, "The address must begin with https://");
  g_assert_true (gtk_widget_has_css_class (address, "error"));
  g_signal_emit_by_name (address, "apply");
  scroll_down (fixture);
  screenshot (fixture, "preferences-wrong");
  gtk_editable_set_text (GTK_EDITABLE (address), " https://example.org/plan.json ");
  g_assert_false (gtk_widget_has_css_class (address, "error"));
  g_signal_emit_by_name (address, "apply");
  text = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (text, "\"https://example.org/plan.json\""));
}

typedef struct
{
  const char *name;
  const char *scene; /* NULL: no service */
  const char *own;
  const char *system; /* NULL: none */
  WindowBody  body;
  gboolean    is_drawn;
} Case;

static const Case cases[] = {
  { "notice", "outage", "plan.json", NULL, check_notice, TRUE },
  { "notice-without-service", NULL, "plan.json",
    "{\"organisation\": {\"name\": \"Example Organisation\", \"notice\": {\"text\": \"We know.\","
    " \"valid_until\": \"2900-01-01T00:00:00Z\"}}}",
    check_notice_without_service, FALSE },
  { "no-account", "empty", "{}", CHANNELS_PLAN, check_no_account, TRUE },
  { "managed", "ok", OWN_PLAN, SYSTEM_PLAN, check_managed_rows, TRUE },
  { "copy", "ok", OWN_PLAN, SYSTEM_PLAN, check_copy, FALSE },
  { "preferences", "ok", OWN_PLAN, SYSTEM_PLAN, check_preferences, TRUE },
  { "preferences-empty", "ok", "plan.json", NULL, check_empty_preferences, TRUE },
};

static void
run_case (gconstpointer data)
{
  const Case      *one = data;
  g_autofree char *system = find_system_plan ();
  WindowFixture    fixture = { NULL };

  fixture.right_to_left = g_str_equal (dress, "right-to-left");
  if (one->system != NULL)
    write_system_plan (one->system);
  window_fixture_init (&fixture, one->own);
  if (one->scene != NULL)
    window_fixture_start_service (&fixture, g_str_equal (one->scene, "empty") ? NULL : one->scene);
  window_fixture_run (&fixture, one->body, one);
  g_unlink (system);
}

int
main (int argc, char *argv[])
{
  g_autofree char *system = g_build_filename (g_getenv ("HOME"), "system", NULL);

  g_setenv ("XDG_CONFIG_DIRS", system, TRUE);
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    dress = argv[1];
  setlocale (LC_ALL, "");
  if (g_str_equal (dress, "contrast"))
    g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/window/organisation/%s/%s", dress, cases[i].name);

      if (cases[i].is_drawn || g_str_equal (dress, "light"))
        g_test_add_data_func (path, &cases[i], run_case);
    }
  return g_test_run ();
}
