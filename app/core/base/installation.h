/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char *sl_installation_get_data_file (const char *name);
char *sl_installation_get_program (const char *name);
char *sl_installation_get_config_dir (void);
char *sl_installation_get_state_dir (void);
gboolean sl_installation_is_sandboxed (void);
char **sl_installation_list_system_plans (void);
void  sl_installation_bind_translations (void);
