/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-result.h"
#include "secret.h"
#include "server.h"

#include <gio/gio.h>

/* Limits of every check (design: "nothing is read unbounded"). */
#define SL_MAX_LINE_BYTES (8 * 1024)
#define SL_MAX_REPLY_BYTES (64 * 1024)
#define SL_STEP_TIMEOUT_MS (10 * 1000)
#define SL_CHECK_TIMEOUT_MS (45 * 1000)

/**
 * SlCheckRequest:
 * @server: where
 * @kind: door (no credential is sent) or sign-in
 * @secret: (nullable): needed for a sign-in with password or token, %NULL for EXTERNAL
 * @is_token: @secret is an OAuth 2 access token, not a password
 * @trust: (nullable): certificates to trust instead of the system's (--ca-file, practice, tests)
 * @pinned_key: (nullable): SHA-256 of the accepted certificate's SubjectPublicKeyInfo, lower-case
 * hex
 * @client_certificate: (nullable): shown to a server that asks for one, and the sign-in itself
 * where there is no @secret (EXTERNAL)
 * @proxy_resolver: (nullable): which proxies to use, instead of what the desktop says (tests)
 * @usual_ms: what each stage usually takes here, 0 if unknown, see sl_slowness_find()
 * @after_refusal: a sign-in was refused within the last minute, so servers may answer late
 * @step_timeout_ms: limit for one step, %SL_STEP_TIMEOUT_MS by default
 * @check_timeout_ms: limit for the whole check, %SL_CHECK_TIMEOUT_MS by default
 * @polite: always wait for the greeting before signing in; else it is sent ahead to a server that
 *   took that sign-in well the last time, see sl_server_memory_allows_haste()
 *
 * One check to make. Owned by the caller until it is handed to sl_check_run_async().
 */
typedef struct
{
  SlServer        *server;
  SlCheckKind      kind;
  SlSecret        *secret;
  gboolean         is_token;
  GTlsDatabase    *trust;
  char            *pinned_key;
  GTlsCertificate *client_certificate;
  GProxyResolver  *proxy_resolver;
  int              usual_ms[SL_N_STAGES];
  gboolean         after_refusal;
  guint            step_timeout_ms;
  guint            check_timeout_ms;
  gboolean         polite;
} SlCheckRequest;

SlCheckRequest *sl_check_request_new (SlServer *server, SlCheckKind kind, SlSecret *secret);
SlCheckRequest *sl_check_request_copy (const SlCheckRequest *request);
void            sl_check_request_free (SlCheckRequest *request);

SlCheckResult *sl_check_run (const SlCheckRequest *request, GCancellable *cancellable);
void           sl_check_run_async (const SlCheckRequest *request,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
SlCheckResult *sl_check_run_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlCheckRequest, sl_check_request_free)
