/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"
#include "installation.h"
#include "memory-guard.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdlib.h>

/* Every command, in the order of --help. A new one: its file command-NAME.c, a line here, a line in
 * meson.build, its words in data/man/stormlanternctl.1 and data/completions/stormlanternctl. */
static const SlCommand *const commands[] = {
  &sl_command_check,
  &sl_command_feed,
  &sl_command_diagnose,
  &sl_command_status,
  &sl_command_check_now,
  &sl_command_pause,
  &sl_command_resume,
  &sl_command_mute,
  &sl_command_plan,
  &sl_command_providers,
  &sl_command_drill,
  NULL,
};

static void
print_help (void)
{
  g_print (
      _ ("Usage: stormlanternctl COMMAND [OPTION…]\n\n"
         "Tells whether your mail sign-in works, whose fault it is if not, and which way to go.\n\n"
         "Commands:\n"));
  for (guint i = 0; commands[i] != NULL; i++)
    g_print ("  %-10s  %s\n", commands[i]->name, _ (commands[i]->summary));
  g_print (_ ("\n"
              "Options:\n"
              "  -h, --help  Show this help, or that of a command: stormlanternctl COMMAND --help\n"
              "  --version   Show the version\n\n"
              "Exit status: 0 fine, 1 the answer is “not fine”, 2 bad usage or bad input,\n"
              "3 the service or the system failed.\n"));
}

static const SlCommand *
find_command (const char *name)
{
  for (guint i = 0; commands[i] != NULL; i++)
    {
      if (g_str_equal (commands[i]->name, name))
        return commands[i];
    }
  return NULL;
}

static int
run (int argc, char **argv)
{
  const SlCommand *command;

  if (argc < 2)
    return sl_command_fail (SL_EXIT_USAGE,
                            _ ("No command was given. Try “stormlanternctl --help”."));
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    {
      print_help ();
      return SL_EXIT_FINE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("stormlanternctl %s\n", SL_VERSION);
      return SL_EXIT_FINE;
    }

  command = find_command (argv[1]);
  if (command == NULL)
    return sl_command_fail (SL_EXIT_USAGE,
                            /* Translators: %s is what the user typed */
                            _ ("There is no command “%s”. Try “stormlanternctl --help”."), argv[1]);
  return command->run (argc - 1, argv + 1);
}

int
main (int argc, char **argv)
{
  sl_memory_guard_forbid_core_dumps ();
  sl_memory_guard_hide_memory ();
  setlocale (LC_ALL, "");
  sl_installation_bind_translations ();

  return run (argc, argv);
}
