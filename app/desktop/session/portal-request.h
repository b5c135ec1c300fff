/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#define SL_PORTAL_NAME "org.freedesktop.portal.Desktop"
#define SL_PORTAL_PATH "/org/freedesktop/portal/desktop"
#define SL_PORTAL_REQUEST_INTERFACE "org.freedesktop.portal.Request"

void      sl_portal_request_async (GDBusConnection    *connection,
                                   const char         *interface,
                                   const char         *method,
                                   GVariant           *options,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
GVariant *sl_portal_request_finish (GAsyncResult *result, GError **error);
gboolean  sl_portal_request_is_own (const char *path);
