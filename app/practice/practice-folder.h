/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char *sl_practice_folder_new (GError **error);
void  sl_practice_folder_remove (const char *path);
