/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tray-menu.h"

#include "await.h"
#include "private-bus.h"

#define MENU_PATH "/MenuBar"

static SlPrivateBus *bus;

typedef struct
{
  GSimpleActionGroup *actions;
  GMenu              *model;
  SlTrayMenu         *menu;
  GDBusConnection    *host;
  guint               subscription;
  GPtrArray          *activated; /* "action target" */
  GPtrArray          *news;      /* "signal parameters" */
} Fixture;

static void
on_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture         *fixture = user_data;
  g_autofree char *target = parameter != NULL ? g_variant_print (parameter, FALSE) : g_strdup ("");

  g_ptr_array_add (fixture->activated,
                   g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)), target));
}

static void
on_news (GDBusConnection *connection,
         const char      *sender,
         const char      *path,
         const char      *interface,
         const char      *signal,
         GVariant        *parameters,
         gpointer         user_data)
{
  Fixture         *fixture = user_data;
  g_autofree char *text = g_variant_print (parameters, FALSE);

  g_ptr_array_add (fixture->news, g_strdup_printf ("%s %s", signal, text));
}

/* 1 Open | 2 --- | 3 Mute (check) | 4 Often, 5 Seldom (radio) | 6 Text | 7 Pause > 8 hour, 9 gone |
 * 10 --- | 11 Quit */
static void
fill_model (GMenu *model)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) empty = g_menu_new ();
  g_autoptr (GMenu) submenu = g_menu_new ();
  g_autoptr (GMenuItem) hidden = g_menu_item_new ("Gone", "tray.gone");

  g_menu_append (model, "_Open", "tray.open");
  g_menu_append_section (model, NULL, G_MENU_MODEL (empty));
  g_menu_append (section, "Mute", "tray.mute");
  g_menu_append (section, "Often", "tray.pace::often");
  g_menu_append (section, "Seldom", "tray.pace::seldom");
  g_menu_append (section, "Only text", NULL);
  g_menu_append (submenu, "An hour", "tray.pause(uint32 3600)");
  g_menu_item_set_attribute (hidden, "hidden-when", "s", "action-missing");
  g_menu_append_item (submenu, hidden);
  g_menu_append_submenu (section, "Pause", G_MENU_MODEL (submenu));
  g_menu_append_section (model, NULL, G_MENU_MODEL (section));
  g_menu_append (model, "Quit", "tray.quit");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const GActionEntry entries[] = {
    { "open", on_activated },         { "mute", NULL, NULL, "false" },
    { "pace", NULL, "s", "'often'" }, { "pause", on_activated, "u" },
    { "quit", on_activated },
  };
  g_autoptr (GError) error = NULL;

  fixture->activated = g_ptr_array_new_with_free_func (g_free);
  fixture->news = g_ptr_array_new_with_free_func (g_free);
  fixture->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions), entries, G_N_ELEMENTS (entries),
                                   fixture);
  fixture->model = g_menu_new ();
  fill_model (fixture->model);
  fixture->menu
      = sl_tray_menu_new (G_MENU_MODEL (fixture->model), G_ACTION_GROUP (fixture->actions));
  g_assert_true (sl_tray_menu_export (fixture->menu, bus->connection, MENU_PATH, &error));
  fixture->host = sl_private_bus_connect (bus);
  fixture->subscription = g_dbus_connection_signal_subscribe (
      fixture->host, NULL, "com.canonical.dbusmenu", NULL, MENU_PATH, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_news, fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_dbus_connection_signal_unsubscribe (fixture->host, fixture->subscription);
  g_assert_finalize_object (fixture->menu);
  g_object_unref (fixture->model);
  g_object_unref (fixture->actions);
  g_dbus_connection_close_sync (fixture->host, NULL, NULL);
  g_object_unref (fixture->host);
  g_ptr_array_unref (fixture->activated);
  g_ptr_array_unref (fixture->news);
}

static GVariant *
call_menu (Fixture *fixture, const char *method, const char *parameters, GError **error)
{
  g_autofree char *name = g_strconcat ("com.canonical.dbusmenu.", method, NULL);

  return sl_private_bus_call (fixture->host, g_dbus_connection_get_unique_name (bus->connection),
                              MENU_PATH, name, g_variant_new_parsed (parameters), error);
}

static char *
answer_to (Fixture *fixture, const char *method, const char *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = call_menu (fixture, method, parameters, &error);

  g_assert_no_error (error);
  return g_variant_print (reply, FALSE);
}

static void
assert_refused (Fixture *fixture, const char *method, const char *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = call_menu (fixture, method, parameters, &error);

  g_assert_null (reply);
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
}

static void
append_outline (GString *outline, GVariant *layout)
{
  g_autoptr (GVariant) properties = NULL;
  g_autoptr (GVariant) children = NULL;
  GVariantIter iter;
  GVariant    *child;
  const char  *word = "";
  int          id, toggle;

  g_variant_get (layout, "(i@a{sv}@av)", &id, &properties, &children);
  g_string_append_printf (outline, "%d", id);
  if (g_variant_lookup (properties, "type", "&s", &word)
      || g_variant_lookup (properties, "label", "&s", &word))
    g_string_append_printf (outline, " %s", word);
  if (g_variant_lookup (properties, "toggle-type", "&s", &word)
      && g_variant_lookup (properties, "toggle-state", "i", &toggle))
    g_string_append_printf (outline, " %s=%d", word, toggle);
  if (g_variant_lookup (properties, "children-display", "&s", &word))
    g_string_append_c (outline, '>');
  g_variant_iter_init (&iter, children);
  while (g_variant_iter_loop (&iter, "v", &child))
    {
      g_string_append (outline, " [");
      append_outline (outline, child);
      g_string_append_c (outline, ']');
    }
}

static char *
outline_of (Fixture *fixture, const char *parameters, guint *revision)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = call_menu (fixture, "GetLayout", parameters, &error);
  g_autoptr (GVariant) layout = NULL;
  GString *outline = g_string_new (NULL);

  g_assert_no_error (error);
  g_variant_get (reply, "(u@(ia{sv}av))", revision, &layout);
  append_outline (outline, layout);
  return g_string_free (outline, FALSE);
}

static void
assert_outline (Fixture *fixture, const char *parameters, const char *expected)
{
  guint            revision;
  g_autofree char *outline = outline_of (fixture, parameters, &revision);

  g_assert_cmpstr (outline, ==, expected);
}

static void
test_the_layout_is_the_model (Fixture *fixture, gconstpointer data)
{
  assert_outline (fixture, "(0, -1, @as [])",
                  "0> [1 _Open] [2 separator] [3 Mute checkmark=0] [4 Often radio=1]"
                  " [5 Seldom radio=0] [6 Only text] [7 Pause> [8 An hour] [9 Gone]]"
                  " [10 separator] [11 Quit]");
  assert_outline (fixture, "(0, 0, @as [])", "0>");
  assert_outline (fixture, "(7, 1, ['label'])", "7 Pause> [8 An hour] [9 Gone]");
  assert_outline (fixture, "(8, -1, @as [])", "8 An hour");
  assert_refused (fixture, "GetLayout", "(99, -1, @as [])");
  assert_refused (fixture, "GetLayout", "(-1, -1, @as [])");
}

static void
test_the_version_is_three (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) reply
      = sl_private_bus_call (fixture->host, g_dbus_connection_get_unique_name (bus->connection),
                             MENU_PATH, "org.freedesktop.DBus.Properties.GetAll",
                             g_variant_new ("(s)", "com.canonical.dbusmenu"), NULL);
  g_autoptr (GVariant) all = g_variant_get_child_value (reply, 0);
  guint            version = 0;
  g_autofree char *status = NULL;

  g_assert_true (g_variant_lookup (all, "Version", "u", &version));
  g_assert_true (g_variant_lookup (all, "Status", "s", &status));
  g_assert_cmpuint (version, ==, 3);
  g_assert_cmpstr (status, ==, "normal");
}

static void
test_properties_can_be_asked_for (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = answer_to (fixture, "GetProperty", "(11, 'label')");
  g_autofree char *text = answer_to (fixture, "GetProperty", "(6, 'enabled')");
  g_autofree char *gone = answer_to (fixture, "GetProperty", "(9, 'visible')");
  g_autoptr (GVariant) group
      = call_menu (fixture, "GetGroupProperties", "([3, 99, 6], ['label'])", NULL);
  g_autoptr (GVariant) all = call_menu (fixture, "GetGroupProperties", "(@ai [], @as [])", NULL);
  g_autoptr (GVariant) two = g_variant_get_child_value (group, 0);
  g_autoptr (GVariant) twelve = g_variant_get_child_value (all, 0);

  g_assert_cmpstr (one, ==, "(<'Quit'>,)");
  g_assert_cmpstr (text, ==, "(<false>,)");
  g_assert_cmpstr (gone, ==, "(<false>,)");
  g_assert_cmpuint (g_variant_n_children (two), ==, 2);
  g_assert_cmpuint (g_variant_n_children (twelve), ==, 12);
  assert_refused (fixture, "GetProperty", "(11, 'colour')");
  assert_refused (fixture, "GetProperty", "(99, 'label')");
}

static void
test_clicks_activate_actions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *click = answer_to (fixture, "Event", "(1, 'clicked', <''>, uint32 0)");
  g_autofree char *hover = answer_to (fixture, "Event", "(11, 'hovered', <0>, uint32 0)");
  g_autofree char *text = answer_to (fixture, "Event", "(6, 'clicked', <0>, uint32 0)");
  g_autofree char *group = answer_to (
      fixture, "EventGroup", "([(8, 'clicked', <0>, uint32 0), (99, 'clicked', <0>, uint32 0)],)");

  g_assert_cmpstr (group, ==, "([99],)");
  g_assert_cmpuint (fixture->activated->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (fixture->activated, 0), ==, "open ");
  g_assert_cmpstr (g_ptr_array_index (fixture->activated, 1), ==, "pause 3600");
  assert_refused (fixture, "Event", "(99, 'clicked', <0>, uint32 0)");
}

static void
test_toggles_follow_their_actions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *check = answer_to (fixture, "Event", "(3, 'clicked', <0>, uint32 0)");
  g_autofree char *radio = answer_to (fixture, "Event", "(5, 'clicked', <0>, uint32 0)");

  sl_await (fixture->news->len > 0);
  g_assert_true (
      g_str_has_prefix (g_ptr_array_index (fixture->news, 0), "ItemsPropertiesUpdated "));
  assert_outline (fixture, "(3, 0, @as [])", "3 Mute checkmark=1");
  assert_outline (fixture, "(4, 0, @as [])", "4 Often radio=0");
  assert_outline (fixture, "(5, 0, @as [])", "5 Seldom radio=1");
}

static void
test_a_disabled_action_cannot_be_clicked (Fixture *fixture, gconstpointer data)
{
  GAction         *quit = g_action_map_lookup_action (G_ACTION_MAP (fixture->actions), "quit");
  g_autofree char *enabled = NULL;
  g_autofree char *click = NULL;

  g_simple_action_set_enabled (G_SIMPLE_ACTION (quit), FALSE);
  sl_await (fixture->news->len == 1);
  enabled = answer_to (fixture, "GetProperty", "(11, 'enabled')");
  click = answer_to (fixture, "Event", "(11, 'clicked', <0>, uint32 0)");
  g_assert_cmpstr (enabled, ==, "(<false>,)");
  g_assert_cmpuint (fixture->activated->len, ==, 0);
}

static void
test_a_lost_action_takes_its_toggle_along (Fixture *fixture, gconstpointer data)
{
  g_action_map_remove_action (G_ACTION_MAP (fixture->actions), "mute");
  sl_await (fixture->news->len == 1);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->news, 0), "toggle-state"));
  assert_outline (fixture, "(3, 0, @as [])", "3 Mute");
}

static void
test_a_host_that_reads_one_level_is_told_of_the_next (Fixture *fixture, gconstpointer data)
{
  guint            revision;
  g_autofree char *first = outline_of (fixture, "(0, 1, @as [])", &revision);
  g_autofree char *expected = g_strdup_printf ("LayoutUpdated (%u, 7)", revision);

  sl_await (fixture->news->len > 0);
  g_assert_cmpstr (g_ptr_array_index (fixture->news, 0), ==, expected);
  assert_outline (fixture, "(7, 1, @as [])", "7 Pause> [8 An hour] [9 Gone]");
  g_assert_cmpuint (fixture->news->len, ==, 1);
}

static void
test_a_new_structure_has_new_numbers (Fixture *fixture, gconstpointer data)
{
  guint            before, after;
  g_autofree char *first = outline_of (fixture, "(0, -1, @as [])", &before);
  g_autofree char *second = NULL;

  g_menu_remove_all (fixture->model);
  g_menu_append (fixture->model, "New", "tray.open");
  sl_await (fixture->news->len > 0);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (fixture->news, 0), "LayoutUpdated "));
  g_assert_cmpuint (fixture->news->len, ==, 1);
  second = outline_of (fixture, "(0, -1, @as [])", &after);
  g_assert_cmpstr (second, ==, "0> [12 New]");
  g_assert_cmpuint (after, >, before);
  assert_refused (fixture, "Event", "(1, 'clicked', <0>, uint32 0)");
}

static void
test_a_changed_submenu_is_a_new_structure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenu) submenu = g_menu_new ();
  guint            revision;
  g_autofree char *outline = NULL;

  g_menu_remove_all (fixture->model);
  g_menu_append_submenu (fixture->model, "More", G_MENU_MODEL (submenu));
  sl_await (fixture->news->len == 1);
  g_menu_append (submenu, "Inside", "tray.open");
  sl_await (fixture->news->len == 2);
  outline = outline_of (fixture, "(0, -1, @as [])", &revision);
  g_assert_cmpstr (outline, ==, "0> [13 More> [14 Inside]]");
}

static void
test_hosts_may_ask_before_they_show (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = answer_to (fixture, "AboutToShow", "(0,)");
  g_autofree char *group = answer_to (fixture, "AboutToShowGroup", "([0, 7, 99],)");

  g_assert_cmpstr (one, ==, "(false,)");
  g_assert_cmpstr (group, ==, "([], [99])");
  assert_refused (fixture, "AboutToShow", "(99,)");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = sl_private_bus_start ();
#define ADD(name, function)                                                                        \
  g_test_add ("/desktop/tray-menu/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("layout", test_the_layout_is_the_model);
  ADD ("version", test_the_version_is_three);
  ADD ("properties", test_properties_can_be_asked_for);
  ADD ("clicks", test_clicks_activate_actions);
  ADD ("toggles", test_toggles_follow_their_actions);
  ADD ("disabled", test_a_disabled_action_cannot_be_clicked);
  ADD ("lost-action", test_a_lost_action_takes_its_toggle_along);
  ADD ("one-level", test_a_host_that_reads_one_level_is_told_of_the_next);
  ADD ("new-structure", test_a_new_structure_has_new_numbers);
  ADD ("submenu", test_a_changed_submenu_is_a_new_structure);
  ADD ("about-to-show", test_hosts_may_ask_before_they_show);
#undef ADD
  status = g_test_run ();
  sl_private_bus_stop (bus);
  return status;
}
