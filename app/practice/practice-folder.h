/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char *sl_practice_folder_new (int *lock, GError **error);
void  sl_practice_folder_remove (const char *path);
void  sl_practice_folder_sweep (void);
