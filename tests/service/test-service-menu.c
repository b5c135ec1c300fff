/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "service-actions.h"
#include "service-menu.h"

#include "temporary-folder.h"

#include <string.h>

/* A menu as the user reads it: one line an entry, submenus indented. */
static void
print_menu (GMenuModel *menu, const char *indent, GString *text)
{
  g_autofree char *deeper = g_strconcat (indent, "  ", NULL);

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autoptr (GMenuModel) submenu = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SUBMENU);
      g_autofree char *label = NULL;
      g_autofree char *action = NULL;

      if (section != NULL)
        {
          print_menu (section, indent, text);
          continue;
        }
      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action);
      g_string_append_printf (text, "%s%s [%s]\n", indent, label, action != NULL ? action : "");
      if (submenu != NULL)
        print_menu (submenu, deeper, text);
    }
}

static char *
read_menu (SlServiceMenu *menu)
{
  GString *text = g_string_new (NULL);

  sl_service_menu_update (menu);
  print_menu (sl_service_menu_get_model (menu), "", text);
  return g_string_free (text, FALSE);
}

static SlEngine *
create_engine (const char *practice)
{
  g_autoptr (SlPreferences) preferences = sl_preferences_new ();
  g_autoptr (SlProblems) problems = sl_problems_new ();
  g_autoptr (GError) error = NULL;
  SlServiceOptions options = { .practice = (char *) practice, .speed = 1 };
  SlEngine        *engine = sl_engine_new (&options, preferences, problems, &error);

  g_assert_no_error (error);
  return engine;
}

static void
test_user_menu (void)
{
  g_autoptr (SlEngine) engine = create_engine (NULL);
  g_autoptr (SlServiceMenu) menu = sl_service_menu_new (engine);
  g_autofree char *headline = sl_watcher_dup_headline (sl_engine_get_watcher (engine));
  g_autofree char *wanted = g_strconcat (headline,
                                         " [tray.open]\n"
                                         "Open Storm Lantern [tray.open]\n"
                                         "Reach people another way [tray.show-fallback]\n"
                                         "Check now [tray.check-now]\n"
                                         "Pause []\n"
                                         "  1 hour [tray.pause]\n"
                                         "  4 hours [tray.pause]\n"
                                         "  Until tomorrow [tray.pause-until-tomorrow]\n"
                                         "  Until resumed [tray.pause]\n"
                                         "Practise an outage [tray.practise]\n"
                                         "Preferences [tray.preferences]\n"
                                         "Quit [tray.quit]\n",
                                         NULL);
  g_autofree char *text = read_menu (menu);
  g_autofree char *paused = NULL;

  g_assert_cmpstr (text, ==, wanted);
  sl_watcher_pause (sl_engine_get_watcher (engine), 0);
  paused = read_menu (menu);
  g_assert_nonnull (strstr (paused, "Resume [tray.resume]\n"));
  g_assert_null (strstr (paused, "Check now"));
}

static void
test_practice_menu (void)
{
  g_autoptr (SlEngine) engine = create_engine (SL_PRACTICE_DEFAULT_SCENARIO);
  g_autoptr (SlServiceMenu) menu = sl_service_menu_new (engine);
  g_autofree char *text = read_menu (menu);

  g_assert_nonnull (strstr (text, "End the practice [tray.quit]\n"));
  g_assert_null (strstr (text, "Reach people another way"));
  g_assert_null (strstr (text, "Pause"));
  g_assert_null (strstr (text, "Preferences"));
  g_assert_null (strstr (text, "Practise an outage"));
}

static void
set_accounts (SlEngine *engine, guint count)
{
  g_autoptr (SlPlan) plan = sl_plan_new ();

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%u", i);
      g_autofree char *name = g_strdup_printf ("Mail_%u", i);
      g_autoptr (SlAccount) account = sl_account_new (id, name);
      g_autoptr (GError) error = NULL;

      sl_plan_set_account (plan, account, &error);
      g_assert_no_error (error);
    }
  sl_watcher_set_plan (sl_engine_get_watcher (engine), plan);
}

static void
assert_has (SlServiceMenu *menu, const char *part)
{
  g_autofree char *text = read_menu (menu);

  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in the menu:\n%s", part, text);
}

static void
test_accounts (void)
{
  g_autoptr (SlEngine) engine = create_engine (NULL);
  g_autoptr (SlServiceMenu) menu = sl_service_menu_new (engine);
  g_autoptr (GError) error = NULL;

  sl_watcher_resume (sl_engine_get_watcher (engine));
  set_accounts (engine, 2);
  assert_has (menu, "Mail__0: Unknown []\n"
                    "  Not checked yet. [tray.show-fallback]\n"
                    "  Check now [tray.check-account]\n"
                    "  Mute this account [tray.mute]\n"
                    "Mail__1: Unknown []\n");
  sl_watcher_mute (sl_engine_get_watcher (engine), "a0", G_MAXUINT32, &error);
  g_assert_no_error (error);
  assert_has (menu, "  Check now [tray.check-account]\n"
                    "  Unmute this account [tray.unmute]\n"
                    "Mail__1: Unknown []\n");
  set_accounts (engine, 9);
  assert_has (menu, "Accounts []\n  Mail__0: Unknown []\n    Not checked yet.");
}

/* An unchanged menu says nothing, so that it does not flicker while it is open. */
static void
on_items_changed (GMenuModel *model, int position, int removed, int added, guint *changes)
{
  (*changes)++;
}

static void
test_quiet_when_unchanged (void)
{
  g_autoptr (SlEngine) engine = create_engine (NULL);
  g_autoptr (SlServiceMenu) menu = sl_service_menu_new (engine);
  GMenuModel *model = sl_service_menu_get_model (menu);
  guint       changes = 0;

  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (model, i, G_MENU_LINK_SECTION);

      g_signal_connect (section, "items-changed", G_CALLBACK (on_items_changed), &changes);
    }
  sl_service_menu_update (menu);
  g_assert_cmpuint (changes, ==, 0);
}

int
main (int argc, char **argv)
{
  /* G_TEST_OPTION_ISOLATE_DIRS of GLib 2.74 leaks with every test after the first. */
  char *folder = temporary_folder_new ();
  int   status;

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/menu/user", test_user_menu);
  g_test_add_func ("/service/menu/practice", test_practice_menu);
  g_test_add_func ("/service/menu/quiet-when-unchanged", test_quiet_when_unchanged);
  g_test_add_func ("/service/menu/accounts", test_accounts);
  status = g_test_run ();
  temporary_folder_remove (folder);
  return status;
}
