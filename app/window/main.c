/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "application.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* Set to try a translation that is not installed. */
#define LOCALE_DIR_VARIABLE "STORMLANTERN_LOCALE_DIR"

int
main (int argc, char *argv[])
{
  g_autoptr (SlApplication) application = NULL;
  const char *locale_dir = g_getenv (LOCALE_DIR_VARIABLE);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : SL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = sl_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
