/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

gboolean sl_route_exists (void);
gboolean sl_route_leads_to (GInetAddress *address);
