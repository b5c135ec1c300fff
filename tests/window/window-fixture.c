/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "window-fixture.h"

#include "application.h"
#include "layout-check.h"
#include "watch-client.h"

#include <glib/gstdio.h>

#define DEADLINE_SECONDS 20
#define FRAMES_TO_SETTLE 3
#define NARROWEST_WINDOW 360 /* px: a phone upright */
#define LARGE_TEXT_DPI 120   /* "Large Text" of GNOME; still larger text may want a wider window */

/* Waiting */

static gboolean
on_deadline (gpointer late)
{
  *(gboolean *) late = TRUE;
  return G_SOURCE_REMOVE;
}

static void
await_flag (const gboolean *flag)
{
  gboolean late = FALSE;
  guint    source = g_timeout_add_seconds (DEADLINE_SECONDS, on_deadline, &late);

  while (!*flag && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (source);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer frames_left)
{
  if (--*(int *) frames_left > 0)
    return G_SOURCE_CONTINUE;
  return G_SOURCE_REMOVE;
}

/* Some frames are drawn and nothing else is waiting to be done. */
void
window_fixture_settle (WindowFixture *fixture)
{
  int frames_left = FRAMES_TO_SETTLE;

  gtk_widget_add_tick_callback (fixture->window, on_tick, &frames_left, NULL);
  while (frames_left > 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* Looking */

GtkWidget *
window_fixture_find (GtkWidget *root, WindowPredicate predicate, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (predicate (root, text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = window_fixture_find (child, predicate, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
window_fixture_is_label (GtkWidget *widget, const char *text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static gboolean
is_row (GtkWidget *widget, const char *title)
{
  return ADW_IS_PREFERENCES_ROW (widget)
         && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static gboolean
is_button (GtkWidget *widget, const char *label)
{
  return GTK_IS_BUTTON (widget)
         && (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0
             || g_strcmp0 (gtk_widget_get_tooltip_text (widget), label) == 0);
}

gboolean
window_fixture_shows (WindowFixture *fixture, const char *text)
{
  return window_fixture_find (fixture->window, window_fixture_is_label, text) != NULL;
}

void
window_fixture_await_text (WindowFixture *fixture, const char *text)
{
  gboolean late = FALSE;
  guint    source = g_timeout_add_seconds (DEADLINE_SECONDS, on_deadline, &late);

  while (!late && !window_fixture_shows (fixture, text))
    g_main_context_iteration (NULL, TRUE);
  if (late)
    g_error ("the window does not show “%s”", text);
  g_source_remove (source);
}

void
window_fixture_await_call (WindowFixture *fixture, const char *line)
{
  SlFakeWatchService *service
      = fixture->service_asked != NULL ? fixture->service_asked : fixture->service;
  gboolean late = FALSE;
  guint    source = g_timeout_add_seconds (DEADLINE_SECONDS, on_deadline, &late);

  while (!late && !sl_fake_watch_service_was_asked (service, line))
    g_main_context_iteration (NULL, TRUE);
  if (late)
    g_error ("the service was not asked “%s”", line);
  g_source_remove (source);
}

GtkWidget *
window_fixture_find_row (WindowFixture *fixture, const char *title)
{
  GtkWidget *row = window_fixture_find (fixture->window, is_row, title);

  if (row == NULL)
    g_error ("the window has no row “%s”", title);
  return row;
}

GtkWidget *
window_fixture_find_button (WindowFixture *fixture, const char *label)
{
  GtkWidget *button = window_fixture_find (fixture->window, is_button, label);

  if (button == NULL)
    g_error ("the window has no button “%s”", label);
  return button;
}

void
window_fixture_click (WindowFixture *fixture, const char *label)
{
  g_signal_emit_by_name (window_fixture_find_button (fixture, label), "clicked");
}

void
window_fixture_activate (WindowFixture *fixture, const char *action, const char *target)
{
  if (target != NULL)
    g_assert_true (gtk_widget_activate_action (fixture->window, action, "s", target));
  else
    g_assert_true (gtk_widget_activate_action (fixture->window, action, NULL));
}

/* The window that stands in front of the main one. */
GtkWidget *
window_fixture_find_dialog (WindowFixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (gtk_window_get_transient_for (link->data) == GTK_WINDOW (fixture->window)
        && gtk_widget_get_mapped (link->data))
      return link->data;
  g_error ("the window has no dialog");
}

/* Scenes */

static gboolean
replace_moment (const GMatchInfo *match, GString *result, gpointer user_data)
{
  g_autofree char *offset = g_match_info_fetch (match, 1);
  gint64           now = g_get_real_time () / G_USEC_PER_SEC;

  g_string_append_printf (result, "%" G_GINT64_FORMAT, now + g_ascii_strtoll (offset, NULL, 10));
  return FALSE;
}

static GVariant *
load_scene (const char *name)
{
  g_autofree char *file_name = g_strconcat (name, ".txt", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "window", file_name, NULL);
  g_autoptr (GRegex) moments = g_regex_new ("NOW([+-][0-9]+)", 0, 0, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *dated = NULL;
  GVariant        *scene;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  dated = g_regex_replace_eval (moments, text, -1, 0, 0, replace_moment, NULL, &error);
  g_assert_no_error (error);
  scene = g_variant_parse (G_VARIANT_TYPE_VARDICT, dated, NULL, NULL, &error);
  g_assert_no_error (error);
  return scene;
}

/* Most scenes have neither; a scene's moments are in seconds. */
static void
set_practices (GVariant *scene, SlDBusWatch *skeleton)
{
  g_autoptr (GVariant) drills = g_variant_lookup_value (scene, "drills", NULL);
  gint64 noticed;
  double reach_seconds;

  if (drills != NULL)
    sl_dbus_watch_set_drills (skeleton, drills);
  if (g_variant_lookup (scene, "stopwatch", "(xd)", &noticed, &reach_seconds))
    sl_dbus_watch_set_stopwatch (skeleton, g_variant_new ("(xd)", noticed * 1000, reach_seconds));
}

void
window_fixture_set_scene (SlFakeWatchService *service, const char *scene_name)
{
  g_autoptr (GVariant) scene = load_scene (scene_name);
  g_autoptr (GVariant) problems = g_variant_lookup_value (scene, "problems", NULL);
  g_autoptr (GVariant) drill = g_variant_lookup_value (scene, "drill", NULL);
  g_autoptr (GVariant) accounts = g_variant_lookup_value (scene, "accounts", NULL);
  SlDBusWatch *skeleton = sl_fake_watch_service_get_skeleton (service);
  const char  *state, *headline;
  gboolean     practice;

  set_practices (scene, skeleton);
  g_variant_lookup (scene, "state", "&s", &state);
  g_variant_lookup (scene, "headline", "&s", &headline);
  g_variant_lookup (scene, "practice", "b", &practice);
  sl_dbus_watch_set_state (skeleton, state);
  sl_dbus_watch_set_headline (skeleton, headline);
  sl_dbus_watch_set_practice (skeleton, practice);
  sl_dbus_watch_set_problems (skeleton, problems);
  sl_dbus_watch_set_drill (skeleton, drill);
  sl_dbus_watch_set_accounts (skeleton, accounts);
}

/* Warnings */

static gboolean
has_message_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (ADW_IS_MESSAGE_DIALOG (link->data))
      return TRUE;
  return FALSE;
}

/* Every warning is fatal but one that GTK 4.18 gives of libadwaita's own message dialogs: they
 * measure their heading for less than it needs (adw-message-dialog.c, measure_heading). */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && fields[i].length < 0
        && g_str_has_prefix (fields[i].value, "Trying to measure GtkLabel")
        && has_message_dialog ())
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

/* Life */

/* The bus cannot start the service, as if it were installed but broken; the fake one starts by
 * itself. */
static const char *
make_service_dir (void)
{
  static char     *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  folder = g_build_filename (g_get_user_cache_dir (), "bus-services", NULL);
  path = g_build_filename (folder, SL_WATCH_BUS_NAME ".service", NULL);
  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, "[D-BUS Service]\nName=" SL_WATCH_BUS_NAME "\nExec=/nonexistent\n", -1,
                       &error);
  g_assert_no_error (error);
  return folder;
}

/* One private bus for all cases of a program: GTK and the session's singleton connection keep it.
 * It ends with the program. */
static void
ensure_bus (void)
{
  static GTestDBus *bus = NULL;
  g_autofree char  *display = g_strdup (g_getenv ("DISPLAY"));

  if (bus != NULL)
    return;
  g_log_set_writer_func (write_log, NULL, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (bus, make_service_dir ());
  g_test_dbus_up (bus);
  /* It takes the display away, so that nothing finds the real bus by it. */
  g_setenv ("DISPLAY", display, TRUE);
}

/* plan: the text of a plan, or NULL for none; "NAME.json" for one in tests/data/window. */
void
window_fixture_init (WindowFixture *fixture, const char *plan)
{
  g_autofree char *text = NULL;
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "stormlantern", NULL);
  g_autoptr (GError) error = NULL;

  ensure_bus ();
  fixture->plan_path = g_build_filename (folder, "plan.json", NULL);
  g_mkdir_with_parents (folder, 0700);
  g_unlink (fixture->plan_path);
  if (plan != NULL && g_str_has_suffix (plan, ".json"))
    {
      g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "data", "window", plan, NULL);

      g_file_get_contents (sample, &text, NULL, &error);
    }
  else
    text = g_strdup (plan);
  g_assert_no_error (error);
  if (text != NULL)
    g_file_set_contents (fixture->plan_path, text, -1, &error);
  g_assert_no_error (error);
}

void
window_fixture_start_service (WindowFixture *fixture, const char *scene)
{
  fixture->service = sl_fake_watch_service_new (SL_WATCH_BUS_NAME);
  if (scene != NULL)
    window_fixture_set_scene (fixture->service, scene);
}

void
window_fixture_start_practice (WindowFixture *fixture, const char *scene)
{
  fixture->practice = sl_fake_watch_service_new (SL_PRACTICE_BUS_NAME);
  window_fixture_set_scene (fixture->practice, scene);
}

static void
on_finalized (gpointer gone, GObject *object)
{
  *(gboolean *) gone = TRUE;
}

static void
on_activated (GtkApplication *application, WindowFixture *fixture)
{
  GtkWindow *main_window;
  gboolean   gone = FALSE;

  main_window = gtk_application_get_active_window (application);
  fixture->window = GTK_WIDGET (main_window);
  g_assert_nonnull (fixture->window);
  window_fixture_settle (fixture);
  fixture->body (fixture, fixture->data);
  fixture->window = GTK_WIDGET (main_window);

  g_object_weak_ref (G_OBJECT (fixture->window), on_finalized, &gone);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  await_flag (&gone);
  g_application_quit (G_APPLICATION (application));
}

static void
on_started (GApplication *application, WindowFixture *fixture)
{
  if (fixture->right_to_left)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* Runs the application, and body in it once its window is shown; the window must die at the end. */
void
window_fixture_run (WindowFixture *fixture, WindowBody body, gconstpointer data)
{
  g_autoptr (SlApplication) application = sl_application_new ();

  fixture->body = body;
  fixture->data = data;
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_signal_connect_after (application, "startup", G_CALLBACK (on_started), fixture);
  g_signal_connect_after (application, "activate", G_CALLBACK (on_activated), fixture);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 0, NULL), ==, 0);

  g_clear_object (&fixture->service);
  g_clear_object (&fixture->practice);
  g_unlink (fixture->plan_path);
  g_clear_pointer (&fixture->plan_path, g_free);
}

char *
window_fixture_read_plan (WindowFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (fixture->plan_path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Nothing that is shown may be wider than the narrowest window; its frame comes on top, and only
 * where there is no compositor. */
static void
check_width (WindowFixture *fixture, const char *name)
{
  GtkWidget *content = gtk_widget_get_first_child (fixture->window);
  int        minimum_width, dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  if (dpi > LARGE_TEXT_DPI * PANGO_SCALE)
    return;
  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
  if (minimum_width > NARROWEST_WINDOW)
    g_test_fail_printf ("%s needs %d px, but a window may be as narrow as %d px", name,
                        minimum_width, NARROWEST_WINDOW);
}

/* What the user sees, as a picture; for people to look at. It must fit into a narrow window. */
void
window_fixture_screenshot (WindowFixture *fixture, const char *name)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (fixture->window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "..", "screenshots", NULL);
  g_autofree char *path = g_strdup_printf ("%s/window-%s.png", folder, name);
  g_autoptr (GdkTexture) texture = NULL;
  GskRenderNode *node;
  int            width, height;

  window_fixture_settle (fixture);
  check_width (fixture, name);
  layout_check (fixture->window);
  width = gdk_paintable_get_intrinsic_width (paintable);
  height = gdk_paintable_get_intrinsic_height (paintable);
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (fixture->window)),
                                         node, NULL);
  gsk_render_node_unref (node);
  g_mkdir_with_parents (folder, 0755);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
