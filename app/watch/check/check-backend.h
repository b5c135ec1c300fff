/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"

/**
 * SlCheckBackend:
 * @run_async: begins a check; @data is the backend's own
 * @run_finish: returns its result
 * @data: for @run_async
 *
 * Who makes the checks: the sign-in layer, or a test's script. It outlives the watcher.
 */
typedef struct
{
  void (*run_async) (gpointer              data,
                     const SlCheckRequest *request,
                     GCancellable         *cancellable,
                     GAsyncReadyCallback   callback,
                     gpointer              user_data);
  SlCheckResult *(*run_finish) (GAsyncResult *result, GError **error);
  gpointer data;
} SlCheckBackend;

extern const SlCheckBackend sl_check_backend_real;
