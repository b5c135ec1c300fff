/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tray.h"

#include "await.h"
#include "fake-watcher.h"
#include "temporary-folder.h"

static SlPrivateBus *bus;

typedef struct
{
  GSimpleActionGroup *actions;
  GMenu              *menu;
  SlTray             *tray;
  GDBusConnection    *host;
  GPtrArray          *clicks;       /* tokens, "" for none */
  GPtrArray          *item_signals; /* names */
  guint               subscription;
} Fixture;

static void
on_activate (SlTray *tray, const char *token, Fixture *fixture)
{
  g_ptr_array_add (fixture->clicks, g_strdup (token != NULL ? token : ""));
}

static void
on_item_signal (GDBusConnection *connection,
                const char      *sender,
                const char      *path,
                const char      *interface,
                const char      *signal,
                GVariant        *parameters,
                gpointer         user_data)
{
  Fixture *fixture = user_data;

  g_ptr_array_add (fixture->item_signals, g_strdup (signal));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->actions = g_simple_action_group_new ();
  fixture->menu = g_menu_new ();
  fixture->clicks = g_ptr_array_new_with_free_func (g_free);
  fixture->item_signals = g_ptr_array_new_with_free_func (g_free);
  fixture->host = sl_private_bus_connect (bus);
  fixture->subscription = g_dbus_connection_signal_subscribe (
      fixture->host, NULL, NULL, NULL, "/StatusNotifierItem", NULL, G_DBUS_SIGNAL_FLAGS_NONE,
      on_item_signal, fixture, NULL);
  fixture->tray = sl_tray_new (bus->connection, "org.example.Lantern", "Lantern",
                               G_MENU_MODEL (fixture->menu), G_ACTION_GROUP (fixture->actions));
  g_signal_connect (fixture->tray, "activate", G_CALLBACK (on_activate), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_dbus_connection_signal_unsubscribe (fixture->host, fixture->subscription);
  g_assert_finalize_object (fixture->tray);
  g_object_unref (fixture->menu);
  g_object_unref (fixture->actions);
  g_dbus_connection_close_sync (fixture->host, NULL, NULL);
  g_object_unref (fixture->host);
  g_ptr_array_unref (fixture->clicks);
  g_ptr_array_unref (fixture->item_signals);
}

static GVariant *
get_property (Fixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = sl_private_bus_call (fixture->host, g_dbus_connection_get_unique_name (bus->connection),
                             "/StatusNotifierItem", "org.freedesktop.DBus.Properties.Get",
                             g_variant_new ("(ss)", "org.kde.StatusNotifierItem", name), &error);
  GVariant *value;

  g_assert_no_error (error);
  g_variant_get (reply, "(v)", &value);
  return value;
}

static void
call_item (Fixture *fixture, const char *method, GVariant *parameters)
{
  g_autofree char *name = g_strconcat ("org.kde.StatusNotifierItem.", method, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = sl_private_bus_call (fixture->host, g_dbus_connection_get_unique_name (bus->connection),
                             "/StatusNotifierItem", name, parameters, &error);

  g_assert_no_error (error);
}

static void
test_registers_its_path_with_the_watcher (Fixture *fixture, gconstpointer data)
{
  SlFakeWatcher   *watcher = sl_fake_watcher_start (bus, TRUE);
  g_autofree char *expected = g_strdup_printf ("%s /StatusNotifierItem",
                                               g_dbus_connection_get_unique_name (bus->connection));

  sl_await (sl_tray_is_host_present (fixture->tray));
  g_assert_cmpuint (watcher->items->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (watcher->items, 0), ==, expected);
  sl_fake_watcher_stop (watcher);
  sl_await (!sl_tray_is_host_present (fixture->tray));
}

static void
test_comes_back_after_the_panel_restarts (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 3; i++)
    {
      SlFakeWatcher *watcher = sl_fake_watcher_start (bus, TRUE);

      sl_await (watcher->items->len == 1);
      sl_await (sl_tray_is_host_present (fixture->tray));
      sl_fake_watcher_stop (watcher);
      sl_await (!sl_tray_is_host_present (fixture->tray));
    }
}

static void
test_knows_a_watcher_without_a_host (Fixture *fixture, gconstpointer data)
{
  SlFakeWatcher *watcher = sl_fake_watcher_start (bus, FALSE);

  sl_await (watcher->items->len == 1);
  sl_fake_watcher_set_host (watcher, TRUE);
  sl_await (sl_tray_is_host_present (fixture->tray));
  sl_fake_watcher_set_host (watcher, FALSE);
  sl_await (!sl_tray_is_host_present (fixture->tray));
  sl_fake_watcher_stop (watcher);
}

static void
test_works_without_any_watcher (Fixture *fixture, gconstpointer data)
{
  sl_tray_set_state (fixture->tray, SL_STATE_OUTAGE, FALSE);
  sl_tray_set_tool_tip (fixture->tray, "Outage", NULL);
  g_assert_false (sl_tray_is_host_present (fixture->tray));
}

static void
test_gives_hosts_what_they_need (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *property;
    const char *value;
  } expected[] = {
    { "Category", "'ApplicationStatus'" },
    { "Id", "'org.example.Lantern'" },
    { "Title", "'Lantern'" },
    { "Status", "'Active'" },
    { "WindowId", "0" },
    { "IconName", "''" },
    { "IconThemePath", "''" },
    { "IconAccessibleDesc", "'Unknown'" },
    { "OverlayIconName", "''" },
    { "OverlayIconPixmap", "[]" },
    { "AttentionIconName", "''" },
    { "AttentionMovieName", "''" },
    { "ToolTip", "('', [], 'Lantern', '')" },
    { "Menu", "'/MenuBar'" },
    { "ItemIsMenu", "false" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GVariant) value = get_property (fixture, expected[i].property);
      g_autofree char *text = g_variant_print (value, FALSE);

      g_assert_cmpstr (text, ==, expected[i].value);
    }
}

static void
test_a_new_state_is_a_new_picture (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) unknown = get_property (fixture, "IconPixmap");
  g_autoptr (GVariant) outage = NULL;
  g_autoptr (GVariant) attention = NULL;
  g_autoptr (GVariant) description = NULL;

  sl_tray_set_state (fixture->tray, SL_STATE_OUTAGE, FALSE);
  sl_await (g_ptr_array_find_with_equal_func (fixture->item_signals, "NewIcon", g_str_equal, NULL));
  outage = get_property (fixture, "IconPixmap");
  attention = get_property (fixture, "AttentionIconPixmap");
  description = get_property (fixture, "IconAccessibleDesc");
  g_assert_cmpuint (g_variant_n_children (outage), ==, 5);
  g_assert_false (g_variant_equal (unknown, outage));
  g_assert_true (g_variant_equal (attention, outage));
  g_assert_cmpstr (g_variant_get_string (description, NULL), ==, "Outage");
}

static void
test_the_same_state_again_is_no_news (Fixture *fixture, gconstpointer data)
{
  sl_tray_set_state (fixture->tray, SL_STATE_UNKNOWN, FALSE);
  sl_tray_set_tool_tip (fixture->tray, "Lantern", "");
  sl_tray_set_tool_tip (fixture->tray, "News", "");
  sl_await (fixture->item_signals->len > 0);
  g_assert_cmpuint (fixture->item_signals->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->item_signals, 0), ==, "NewToolTip");
}

static void
test_the_tool_tip_is_plain_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) value = NULL;
  g_autofree char *text = NULL;

  sl_tray_set_tool_tip (fixture->tray, "T&T <down>", "a & b");
  value = get_property (fixture, "ToolTip");
  text = g_variant_print (value, FALSE);
  g_assert_cmpstr (text, ==, "('', [], 'T and T ‹down›', 'a and b')");
}

static void
test_every_click_opens_with_its_token (Fixture *fixture, gconstpointer data)
{
  call_item (fixture, "Activate", g_variant_new ("(ii)", 1, 2));
  call_item (fixture, "ProvideXdgActivationToken", g_variant_new ("(s)", "token-1"));
  call_item (fixture, "ProvideXdgActivationToken", g_variant_new ("(s)", ""));
  call_item (fixture, "Activate", g_variant_new ("(ii)", 1, 2));
  call_item (fixture, "SecondaryActivate", g_variant_new ("(ii)", 1, 2));
  call_item (fixture, "XAyatanaSecondaryActivate", g_variant_new ("(u)", 12345));
  call_item (fixture, "ContextMenu", g_variant_new ("(ii)", 1, 2));
  call_item (fixture, "Scroll", g_variant_new ("(is)", 1, "vertical"));
  g_assert_cmpuint (fixture->clicks->len, ==, 5);
  g_assert_cmpstr (g_ptr_array_index (fixture->clicks, 0), ==, "");
  g_assert_cmpstr (g_ptr_array_index (fixture->clicks, 1), ==, "token-1");
  g_assert_cmpstr (g_ptr_array_index (fixture->clicks, 2), ==, "");
}

static void
test_a_menu_click_can_take_the_token (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = NULL;

  call_item (fixture, "ProvideXdgActivationToken", g_variant_new ("(s)", "token-2"));
  token = sl_tray_take_activation_token (fixture->tray);
  g_assert_cmpstr (token, ==, "token-2");
  g_assert_null (sl_tray_take_activation_token (fixture->tray));
}

static void
test_a_watcher_that_refuses_is_asked_again (Fixture *fixture, gconstpointer data)
{
  SlFakeWatcher *watcher = sl_fake_watcher_start (bus, FALSE);

  watcher->refuses = TRUE;
  sl_await (watcher->refusals == 1);
  g_assert_false (sl_tray_is_host_present (fixture->tray));
  watcher->refuses = FALSE;
  sl_fake_watcher_set_host (watcher, TRUE);
  sl_await (sl_tray_is_host_present (fixture->tray));
  g_assert_cmpuint (watcher->items->len, ==, 1);
  sl_fake_watcher_stop (watcher);
}

static void
test_unknown_properties_are_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "XAyatanaLabel", "XAyatanaOrderingIndex", "", "Icon\nName" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) reply = sl_private_bus_call (
          fixture->host, g_dbus_connection_get_unique_name (bus->connection), "/StatusNotifierItem",
          "org.freedesktop.DBus.Properties.Get",
          g_variant_new ("(ss)", "org.kde.StatusNotifierItem", names[i]), &error);

      g_assert_null (reply);
      g_assert_nonnull (error);
    }
}

static char *
count_properties (GDBusConnection *host)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = sl_private_bus_call (host, g_dbus_connection_get_unique_name (bus->connection),
                             "/StatusNotifierItem", "org.freedesktop.DBus.Properties.GetAll",
                             g_variant_new ("(s)", "org.kde.StatusNotifierItem"), &error);
  g_autoptr (GVariant) all = NULL;

  g_assert_no_error (error);
  all = g_variant_get_child_value (reply, 0);
  return g_strdup_printf ("%" G_GSIZE_FORMAT, g_variant_n_children (all));
}

static void
test_two_hosts_see_the_same (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusConnection) second = sl_private_bus_connect (bus);
  g_autofree char *here = count_properties (fixture->host);
  g_autofree char *there = count_properties (second);

  g_assert_cmpstr (here, ==, there);
  g_assert_cmpstr (here, ==, "18");
  call_item (fixture, "Activate", g_variant_new ("(ii)", 0, 0));
  g_assert_cmpuint (fixture->clicks->len, ==, 1);
  g_dbus_connection_close_sync (second, NULL, NULL);
  call_item (fixture, "Activate", g_variant_new ("(ii)", 0, 0));
  g_assert_cmpuint (fixture->clicks->len, ==, 2);
}

static void
test_a_second_item_with_the_same_id_does_no_harm (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusConnection) connection = sl_private_bus_connect (bus);
  SlTray        *second = sl_tray_new (connection, "org.example.Lantern", "Lantern",
                                       G_MENU_MODEL (fixture->menu), G_ACTION_GROUP (fixture->actions));
  SlFakeWatcher *watcher = sl_fake_watcher_start (bus, TRUE);

  sl_await (watcher->items->len == 2);
  sl_await (sl_tray_is_host_present (fixture->tray) && sl_tray_is_host_present (second));
  call_item (fixture, "Activate", g_variant_new ("(ii)", 0, 0));
  g_assert_cmpuint (fixture->clicks->len, ==, 1);
  g_assert_finalize_object (second);
  call_item (fixture, "Activate", g_variant_new ("(ii)", 0, 0));
  g_assert_cmpuint (fixture->clicks->len, ==, 2);
  sl_fake_watcher_stop (watcher);
  sl_await (!sl_tray_is_host_present (fixture->tray));
  g_dbus_connection_close_sync (connection, NULL, NULL);
}

/* On the same connection the place is taken: that is said, and nothing breaks. */
static void
test_a_taken_place_is_said (Fixture *fixture, gconstpointer data)
{
  SlTray *second;

  g_test_expect_message ("sl-desktop", G_LOG_LEVEL_MESSAGE, "*cannot be put on the bus*");
  second = sl_tray_new (bus->connection, "org.example.Lantern", "Lantern",
                        G_MENU_MODEL (fixture->menu), G_ACTION_GROUP (fixture->actions));
  g_test_assert_expected_messages ();
  sl_tray_set_state (second, SL_STATE_OUTAGE, FALSE);
  g_assert_false (sl_tray_is_host_present (second));
  g_assert_finalize_object (second);
  call_item (fixture, "Activate", g_variant_new ("(ii)", 0, 0));
  g_assert_cmpuint (fixture->clicks->len, ==, 1);
}

static void
test_a_restarted_service_registers_again (Fixture *fixture, gconstpointer data)
{
  SlFakeWatcher *watcher = sl_fake_watcher_start (bus, TRUE);

  sl_await (sl_tray_is_host_present (fixture->tray));
  g_assert_finalize_object (fixture->tray);
  fixture->tray = sl_tray_new (bus->connection, "org.example.Lantern", "Lantern",
                               G_MENU_MODEL (fixture->menu), G_ACTION_GROUP (fixture->actions));
  sl_await (sl_tray_is_host_present (fixture->tray));
  g_assert_cmpuint (watcher->items->len, ==, 2);
  sl_fake_watcher_stop (watcher);
  sl_await (!sl_tray_is_host_present (fixture->tray));
}

static char *
get_name (Fixture *fixture)
{
  g_autoptr (GVariant) name = get_property (fixture, "IconName");

  return g_variant_dup_string (name, NULL);
}

static void
install_icon (const char *name)
{
  g_autofree char *folder
      = g_build_filename (g_get_user_data_dir (), "icons/hicolor/scalable/apps", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, "<svg/>", -1, &error);
  g_assert_no_error (error);
}

/* Only what is installed is named: a name that no theme has is drawn as a broken picture. */
static void
test_icons_of_the_theme (Fixture *fixture, gconstpointer data)
{
  g_autofree char *unwanted = NULL;
  g_autofree char *missing = NULL;
  g_autofree char *found = NULL;
  g_autofree char *off = NULL;
  g_autoptr (GVariant) pixmaps = NULL;

  install_icon (SL_APPLICATION_ID "-outage.svg");
  sl_tray_set_state (fixture->tray, SL_STATE_OUTAGE, FALSE);
  unwanted = get_name (fixture);
  sl_tray_set_named (fixture->tray, TRUE);
  found = get_name (fixture);
  sl_tray_set_state (fixture->tray, SL_STATE_OK, FALSE);
  missing = get_name (fixture);
  pixmaps = get_property (fixture, "IconPixmap");
  sl_tray_set_state (fixture->tray, SL_STATE_OUTAGE, FALSE);
  sl_tray_set_named (fixture->tray, FALSE);
  off = get_name (fixture);
  g_assert_cmpstr (unwanted, ==, "");
  g_assert_cmpstr (found, ==, SL_APPLICATION_ID "-outage");
  g_assert_cmpstr (missing, ==, "");
  g_assert_cmpuint (g_variant_n_children (pixmaps), ==, 5);
  g_assert_cmpstr (off, ==, "");
}

int
main (int argc, char **argv)
{
  char *folder = temporary_folder_new ();
  int   status;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_DATA_DIRS", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  bus = sl_private_bus_start ();
#define ADD(name, function)                                                                        \
  g_test_add ("/desktop/tray/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("registers", test_registers_its_path_with_the_watcher);
  ADD ("panel-restart", test_comes_back_after_the_panel_restarts);
  ADD ("no-host", test_knows_a_watcher_without_a_host);
  ADD ("no-watcher", test_works_without_any_watcher);
  ADD ("properties", test_gives_hosts_what_they_need);
  ADD ("new-state", test_a_new_state_is_a_new_picture);
  ADD ("same-state", test_the_same_state_again_is_no_news);
  ADD ("tool-tip", test_the_tool_tip_is_plain_text);
  ADD ("clicks", test_every_click_opens_with_its_token);
  ADD ("menu-token", test_a_menu_click_can_take_the_token);
  ADD ("refusing-watcher", test_a_watcher_that_refuses_is_asked_again);
  ADD ("unknown-properties", test_unknown_properties_are_refused);
  ADD ("two-hosts", test_two_hosts_see_the_same);
  ADD ("same-id", test_a_second_item_with_the_same_id_does_no_harm);
  ADD ("taken-place", test_a_taken_place_is_said);
  ADD ("service-restart", test_a_restarted_service_registers_again);
  ADD ("icon-names", test_icons_of_the_theme);
#undef ADD
  status = g_test_run ();
  sl_private_bus_stop (bus);
  temporary_folder_remove (folder);
  return status;
}
