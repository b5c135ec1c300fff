/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* An empty folder for one test, removed with all that is in it at the end. */
char *temporary_folder_new (void);
guint temporary_folder_count (const char *path, const char *part_of_name);
void  temporary_folder_remove (char *path);

/* The same, and the program finds and keeps its files there. Before anything asks for such a folder. */
char *temporary_folder_isolate (void);
