/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "application.h"
#include "installation.h"
#include "memory-guard.h"
#include "settings.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* As stormlanternctl's. */
#define EXIT_FAILED 3

int
main (int argc, char *argv[])
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (SlApplication) application = NULL;

  sl_memory_guard_forbid_core_dumps ();
  setlocale (LC_ALL, "");
  sl_installation_bind_translations ();
  settings = sl_settings_new ();
  if (settings == NULL)
    {
      g_printerr (
          "stormlantern: %s\n",
          _ ("The settings of Storm Lantern are missing on this computer. Install it again."));
      return EXIT_FAILED;
    }
  application = sl_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
