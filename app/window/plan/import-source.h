/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watch-client.h"

#include <gtk/gtk.h>

/**
 * SlImportSource:
 *
 * Asks where the plan is that shall be imported: a file on this computer, or an address, from which
 * the service fetches it. It changes nothing. Owned by the page stack.
 *
 * Signal: fetched (char *text, char *address): a plan came from the address
 */
#define SL_TYPE_IMPORT_SOURCE (sl_import_source_get_type ())
G_DECLARE_FINAL_TYPE (SlImportSource, sl_import_source, SL, IMPORT_SOURCE, GtkBox)

GtkWidget *sl_import_source_new (SlWatchClient *client);
