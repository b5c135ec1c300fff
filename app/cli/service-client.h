/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watch-dbus.h"

/* How the commands reach the background service: over D-Bus, blocking, as a command has nothing else
 * to do meanwhile. */

SlDBusWatch *sl_service_client_connect (int *exit_code);
gboolean     sl_service_client_is_present (SlDBusWatch *service);
int          sl_service_client_fail (GError *error);
char        *sl_service_client_find_account (SlDBusWatch *service, const char *name);
