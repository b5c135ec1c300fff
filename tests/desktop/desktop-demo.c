/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the tray icon and notices on a real desktop, as it is told on standard input:
 *
 *   state NAME            the lantern shows a state       practice NAME   the same with the flag
 *   icons names           the lantern has names too       icons pixmaps   it has none, as at first
 *   notice ID TITLE       an urgent notice                withdraw ID     takes it back
 *
 * What happens is written to standard output, a line each: "host yes", "host no", "click",
 * "menu ACTION", "notice ID". It ends with its input. */
#include "notifier.h"
#include "tray.h"

#include <gio/gunixinputstream.h>

#define MAX_WORDS 3

typedef struct
{
  GMainLoop          *loop;
  GDataInputStream   *input;
  GSimpleActionGroup *actions;
  GMenu              *menu;
  SlTray             *tray;
  SlNotifier         *notifier;
} Demo;

static void read_line (Demo *demo);

static void
obey (Demo *demo, char **words)
{
  SlState state;

  if (words[0] == NULL || words[1] == NULL)
    return;
  if (sl_state_from_nick (words[1], &state))
    {
      sl_tray_set_state (demo->tray, state, g_str_equal (words[0], "practice"));
      sl_tray_set_tool_tip (demo->tray, sl_state_get_label (state), NULL);
    }
  else if (g_str_equal (words[0], "icons"))
    sl_tray_set_named (demo->tray, g_str_equal (words[1], "names"));
  else if (g_str_equal (words[0], "notice") && words[2] != NULL)
    sl_notifier_show (demo->notifier, words[1], words[2],
                      "Your password is fine. Use the telephone bridge.", SL_NOTICE_URGENT, NULL);
  else if (g_str_equal (words[0], "withdraw"))
    sl_notifier_withdraw (demo->notifier, words[1]);
}

static void
on_line_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Demo            *demo = user_data;
  g_autofree char *line
      = g_data_input_stream_read_line_finish_utf8 (demo->input, result, NULL, NULL);
  g_auto (GStrv) words = NULL;

  if (line == NULL)
    {
      g_main_loop_quit (demo->loop);
      return;
    }
  words = g_strsplit (line, " ", MAX_WORDS);
  obey (demo, words);
  read_line (demo);
}

static void
read_line (Demo *demo)
{
  g_data_input_stream_read_line_async (demo->input, G_PRIORITY_DEFAULT, NULL, on_line_ready, demo);
}

static void
say (const char *what, const char *about)
{
  g_print ("%s %s\n", what, about);
}

static void
on_host_present_changed (SlTray *tray)
{
  say ("host", sl_tray_is_host_present (tray) ? "yes" : "no");
}

static void
on_click (void)
{
  say ("click", "");
}

static void
on_menu_item (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  say ("menu", g_action_get_name (G_ACTION (action)));
}

static void
on_notice_clicked (SlNotifier *notifier, const char *id)
{
  say ("notice", id);
}

static void
fill_menu (Demo *demo)
{
  const GActionEntry entries[] = {
    { "open", on_menu_item },
    { "mute", NULL, NULL, "true" },
  };
  g_autoptr (GMenu) section = g_menu_new ();

  demo->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (demo->actions), entries, G_N_ELEMENTS (entries),
                                   NULL);
  demo->menu = g_menu_new ();
  g_menu_append (demo->menu, "_Open Storm Lantern", "tray.open");
  g_menu_append (section, "_Mute notices", "tray.mute");
  g_menu_append_section (demo->menu, NULL, G_MENU_MODEL (section));
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  Demo demo = { NULL };

  if (connection == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  demo.loop = g_main_loop_new (NULL, FALSE);
  demo.input = g_data_input_stream_new (input);
  fill_menu (&demo);
  demo.tray = sl_tray_new (connection, SL_APPLICATION_ID, "Storm Lantern", G_MENU_MODEL (demo.menu),
                           G_ACTION_GROUP (demo.actions));
  g_signal_connect (demo.tray, "notify::host-present", G_CALLBACK (on_host_present_changed), NULL);
  g_signal_connect_swapped (demo.tray, "activate", G_CALLBACK (on_click), NULL);
  demo.notifier = sl_notifier_new (connection, "Storm Lantern");
  g_signal_connect (demo.notifier, "activated", G_CALLBACK (on_notice_clicked), NULL);
  read_line (&demo);
  g_main_loop_run (demo.loop);

  g_object_unref (demo.notifier);
  g_object_unref (demo.tray);
  g_object_unref (demo.menu);
  g_object_unref (demo.actions);
  g_object_unref (demo.input);
  g_main_loop_unref (demo.loop);
  return 0;
}
