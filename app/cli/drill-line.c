/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "drill-line.h"

#include <glib.h>

#define INDENT "          " /* as wide as the time */

/**
 * sl_drill_line_print:
 * @text: what happened
 *
 * Prints it with the time of now.
 */
void
sl_drill_line_print (const char *text)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *clock = g_date_time_format (now, "%H:%M:%S");

  g_print ("%s  %s\n", clock, text);
}

/**
 * sl_drill_line_continue:
 * @text: (nullable): more about it; nothing is printed if it is empty
 */
void
sl_drill_line_continue (const char *text)
{
  if (text != NULL && *text != '\0')
    g_print (INDENT "%s\n", text);
}
