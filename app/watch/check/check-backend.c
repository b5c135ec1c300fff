/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "check-backend.h"

static void
run_async (gpointer              data,
           const SlCheckRequest *request,
           GCancellable         *cancellable,
           GAsyncReadyCallback   callback,
           gpointer              user_data)
{
  sl_check_run_async (request, cancellable, callback, user_data);
}

const SlCheckBackend sl_check_backend_real = {
  .run_async = run_async,
  .run_finish = sl_check_run_finish,
};
