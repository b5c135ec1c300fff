/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret.h"

#include <gio/gio.h>

void      sl_secret_reader_read_async (int                 fd,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
SlSecret *sl_secret_reader_read_finish (GAsyncResult *result, GError **error);
