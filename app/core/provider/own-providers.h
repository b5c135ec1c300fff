/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The user's own provider files. */
#define SL_PROVIDER_MAX_FILE_BYTES (256 * 1024) /* the largest we ship has 4 KiB */

char    *sl_own_providers_get_folder (void);
char    *sl_own_providers_get_path (const char *id);
gboolean sl_own_providers_has (const char *id);
gboolean sl_own_providers_write (const char *id, const char *text, GError **error);
gboolean sl_own_providers_remove (const char *id, GError **error);
