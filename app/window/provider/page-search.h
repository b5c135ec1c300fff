/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watch-client.h"

/* The service's search for a status page, which may take some minutes. */
void      sl_page_search_async (SlWatchClient      *client,
                                const char         *address,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
GVariant *sl_page_search_finish (GAsyncResult *result, GError **error);
