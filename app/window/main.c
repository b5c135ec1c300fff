/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "application.h"
#include "installation.h"

#include <locale.h>

int
main (int argc, char *argv[])
{
  g_autoptr (SlApplication) application = NULL;

  setlocale (LC_ALL, "");
  sl_installation_bind_translations ();
  application = sl_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
