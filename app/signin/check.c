/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "check.h"

#include "conversation.h"
#include "http-check.h"
#include "imap-check.h"
#include "jmap-check.h"
#include "pop3-check.h"
#include "smtp-check.h"

/* A pool of our own: name resolution waits in GIO's, which checks must not fill. Four at once are
 * enough for the accounts of one person, and polite to one provider. */
#define POOL_THREADS 4

/**
 * sl_check_request_new:
 * @server: where
 * @kind: door or sign-in; a sign-in needs a user in @server
 * @secret: (nullable): the password or token; needed for a sign-in
 *
 * Returns: (transfer full): a request with the default limits, that waits for the greeting
 */
SlCheckRequest *
sl_check_request_new (SlServer *server, SlCheckKind kind, SlSecret *secret)
{
  SlCheckRequest *request = g_new0 (SlCheckRequest, 1);

  request->server = sl_server_ref (server);
  request->kind = kind;
  request->secret = secret != NULL ? sl_secret_ref (secret) : NULL;
  request->step_timeout_ms = SL_STEP_TIMEOUT_MS;
  request->check_timeout_ms = SL_CHECK_TIMEOUT_MS;
  request->polite = TRUE;
  return request;
}

/**
 * sl_check_request_copy:
 * @request: a request
 *
 * Returns: (transfer full): a copy
 */
SlCheckRequest *
sl_check_request_copy (const SlCheckRequest *request)
{
  SlCheckRequest *copy = g_new (SlCheckRequest, 1);

  *copy = *request;
  sl_server_ref (copy->server);
  if (copy->secret != NULL)
    sl_secret_ref (copy->secret);
  if (copy->trust != NULL)
    g_object_ref (copy->trust);
  if (copy->client_certificate != NULL)
    g_object_ref (copy->client_certificate);
  copy->pinned_key = g_strdup (request->pinned_key);
  if (copy->proxy_resolver != NULL)
    g_object_ref (copy->proxy_resolver);
  return copy;
}

/**
 * sl_check_request_free:
 * @request: (transfer full) (nullable): a request
 */
void
sl_check_request_free (SlCheckRequest *request)
{
  if (request == NULL)
    return;
  sl_server_unref (request->server);
  g_clear_pointer (&request->secret, sl_secret_unref);
  g_clear_object (&request->trust);
  g_clear_object (&request->client_certificate);
  g_free (request->pinned_key);
  g_clear_object (&request->proxy_resolver);
  g_free (request);
}

static void
converse (SlConversation *conversation)
{
  switch (conversation->request->server->protocol)
    {
    case SL_PROTOCOL_IMAP:
      sl_imap_check (conversation);
      break;
    case SL_PROTOCOL_POP3:
      sl_pop3_check (conversation);
      break;
    case SL_PROTOCOL_SMTP:
      sl_smtp_check (conversation);
      break;
    case SL_PROTOCOL_JMAP:
      sl_jmap_check (conversation);
      break;
    case SL_PROTOCOL_HTTPS:
      sl_http_check (conversation);
      break;
    default:
      break;
    }
}

/* What speaks HTTP connects by itself. */
static gboolean
open_connection (SlConversation *conversation)
{
  SlProtocol protocol = conversation->request->server->protocol;

  return protocol == SL_PROTOCOL_JMAP || protocol == SL_PROTOCOL_HTTPS
         || sl_conversation_open (conversation);
}

/* A request that asks for nothing this layer can do is answered with "cancelled": nothing was
 * tried. Only SASL signs in with a certificate alone. */
static gboolean
can_run (const SlCheckRequest *request)
{
  SlProtocol protocol = request->server->protocol;
  gboolean   has_credential = request->secret != NULL;

  if (protocol == SL_PROTOCOL_IMAP || protocol == SL_PROTOCOL_POP3 || protocol == SL_PROTOCOL_SMTP)
    has_credential = has_credential || request->client_certificate != NULL;
  return request->kind == SL_CHECK_KIND_DOOR || (has_credential && request->server->user != NULL);
}

/**
 * sl_check_run:
 * @request: what to check; a sign-in needs a user and a secret, or a client certificate
 * @cancellable: (nullable): ends it early
 *
 * Makes one check. Blocks, at most for the request's time, so never call it on the main thread.
 *
 * Returns: (transfer full): what was found; a failed sign-in is a result like any other. For what
 *   cannot be tried at all the outcome is "cancelled"
 */
SlCheckResult *
sl_check_run (const SlCheckRequest *request, GCancellable *cancellable)
{
  g_autoptr (SlConversation) conversation = NULL;

  if (!can_run (request))
    return sl_check_result_new (request->kind, request->server->protocol, SL_OUTCOME_CANCELLED,
                                SL_STAGE_NETWORK);
  conversation = sl_conversation_new (request, cancellable);
  if (open_connection (conversation))
    converse (conversation);
  return sl_conversation_finish (conversation);
}

static void
run_task (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;

  g_task_return_pointer (task,
                         sl_check_run (g_task_get_task_data (task), g_task_get_cancellable (task)),
                         (GDestroyNotify) sl_check_result_unref);
}

static GThreadPool *
get_pool (void)
{
  static gsize        once = 0;
  static GThreadPool *pool = NULL;

  if (g_once_init_enter (&once))
    {
      pool = g_thread_pool_new (run_task, NULL, POOL_THREADS, FALSE, NULL);
      g_once_init_leave (&once, 1);
    }
  return pool;
}

/**
 * sl_check_run_async:
 * @request: what to check; copied
 * @cancellable: (nullable): ends it early; the result then says "cancelled"
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Makes one check on one of the layer's own threads. See sl_check_run().
 */
void
sl_check_run_async (const SlCheckRequest *request,
                    GCancellable         *cancellable,
                    GAsyncReadyCallback   callback,
                    gpointer              user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sl_check_run_async);
  /* Being cancelled is an outcome; what was found until then is kept. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, sl_check_request_copy (request),
                        (GDestroyNotify) sl_check_request_free);
  g_thread_pool_push (get_pool (), task, NULL);
}

/**
 * sl_check_run_finish:
 * @result: the result handed to the callback
 * @error: not set by any check; room for what GTask may report
 *
 * Returns: (transfer full): what was found
 */
SlCheckResult *
sl_check_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
