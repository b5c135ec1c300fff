/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "token-reply.h"

#include <gio/gio.h>

/**
 * SlTokenRequest:
 *
 * One question to a token endpoint: a form whose fields may be secrets. Built up, then sent once.
 */
typedef struct _SlTokenRequest SlTokenRequest;

SlTokenRequest *sl_token_request_new (const char *url);
void            sl_token_request_free (SlTokenRequest *request);
void            sl_token_request_add (SlTokenRequest *request, const char *name, const char *value);
void            sl_token_request_add_secret (SlTokenRequest *request, const char *name, const SlSecret *value);
void            sl_token_request_send_async (SlTokenRequest     *request,
                                             GTlsDatabase       *trust,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
SlTokenReply   *sl_token_request_send_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTokenRequest, sl_token_request_free)
