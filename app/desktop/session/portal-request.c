/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A portal answers a method at once with the path of a request, and the request tells by a signal
 * what came of it, perhaps minutes later: the user may be asked in between. */
#define G_LOG_DOMAIN "sl-desktop"

#include "portal-request.h"

#define REQUESTS_PATH SL_PORTAL_PATH "/request/"
#define TOKEN_PREFIX "stormlantern"

/* Nobody thinks about a question for longer, and a portal that lost it never answers. */
#define PATIENCE_SECONDS (5 * 60)

enum
{
  RESPONSE_GRANTED,
  RESPONSE_CANCELLED,
};

/* What is to be undone once the answer is there. */
typedef struct
{
  char    *path;
  guint    subscription;
  guint    name_watch;
  guint    patience;
  GSource *cancelled; /* nullable */
  gboolean done;
} Request;

static GDBusConnection *
get_connection (GTask *task)
{
  return g_task_get_source_object (task);
}

static void
request_free (Request *request)
{
  g_free (request->path);
  g_free (request);
}

static gboolean
is_done (GTask *task)
{
  return ((Request *) g_task_get_task_data (task))->done;
}

/* Everything that waits holds the task; it is let go here. */
static void
stop_waiting (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  request->done = TRUE;
  if (request->subscription != 0)
    g_dbus_connection_signal_unsubscribe (get_connection (task), request->subscription);
  request->subscription = 0;
  g_clear_handle_id (&request->name_watch, g_bus_unwatch_name);
  g_clear_handle_id (&request->patience, g_source_remove);
  if (request->cancelled != NULL)
    {
      g_source_destroy (request->cancelled);
      g_clear_pointer (&request->cancelled, g_source_unref);
    }
}

static void
fail (GTask *task, GError *error)
{
  stop_waiting (task);
  g_task_return_error (task, error);
}

/* Lets the portal take its question back. */
static void
close_request (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  g_dbus_connection_call (get_connection (task), SL_PORTAL_NAME, request->path,
                          SL_PORTAL_REQUEST_INTERFACE, "Close", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
on_response (GDBusConnection *connection,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  GTask *task = user_data;
  guint  response;

  g_autoptr (GTask) kept = g_object_ref (task);
  g_autoptr (GVariant) results = NULL;

  if (is_done (task) || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response == RESPONSE_CANCELLED)
    fail (task, g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the user said no"));
  else if (response != RESPONSE_GRANTED)
    fail (task, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "it ended with %u", response));
  else
    {
      stop_waiting (task);
      g_task_return_pointer (task, g_steal_pointer (&results), (GDestroyNotify) g_variant_unref);
    }
}

static void
subscribe (GTask *task, const char *path)
{
  Request *request = g_task_get_task_data (task);
  guint    before = request->subscription;

  g_free (request->path);
  request->path = g_strdup (path);
  request->subscription = g_dbus_connection_signal_subscribe (
      get_connection (task), SL_PORTAL_NAME, SL_PORTAL_REQUEST_INTERFACE, "Response", path, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_response, g_object_ref (task), g_object_unref);
  if (before != 0)
    g_dbus_connection_signal_unsubscribe (get_connection (task), before);
}

static void
on_portal_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  g_autoptr (GTask) kept = g_object_ref (user_data);

  if (!is_done (kept))
    fail (kept, g_error_new (G_IO_ERROR, G_IO_ERROR_CLOSED, "the portal ended"));
}

static gboolean
on_patience_over (gpointer user_data)
{
  g_autoptr (GTask) kept = g_object_ref (user_data);

  close_request (kept);
  fail (kept, g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no answer came"));
  return G_SOURCE_CONTINUE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) kept = g_object_ref (user_data);

  close_request (kept);
  fail (kept, g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "not wanted any more"));
  return G_SOURCE_CONTINUE;
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  Request    *request = g_task_get_task_data (task);
  const char *path;

  if (is_done (task))
    return;
  if (reply == NULL)
    {
      fail (task, g_steal_pointer (&error));
      return;
    }
  g_variant_get (reply, "(&o)", &path);
  /* Portals before version 0.9 make up a path of their own. */
  if (!g_str_equal (path, request->path))
    subscribe (task, path);
  request->name_watch = g_bus_watch_name_on_connection (
      G_DBUS_CONNECTION (source), SL_PORTAL_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
      on_portal_vanished, g_object_ref (task), g_object_unref);
}

static char *
make_path (GDBusConnection *connection, const char *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (connection) + 1);

  g_strdelimit (sender, ".", '_');
  return g_strconcat (REQUESTS_PATH, sender, "/", token, NULL);
}

static GVariant *
add_token (GVariant *options, const char *token)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (options);

  g_variant_dict_insert (&dict, "handle_token", "s", token);
  return g_variant_dict_end (&dict);
}

static void
begin_waiting (GTask *task, const char *path)
{
  Request      *request = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  /* Before the call, because the answer may be quicker than the reply. */
  subscribe (task, path);
  request->patience = g_timeout_add_seconds_full (
      G_PRIORITY_DEFAULT, PATIENCE_SECONDS, on_patience_over, g_object_ref (task), g_object_unref);
  if (cancellable == NULL)
    return;
  request->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (request->cancelled, G_SOURCE_FUNC (on_cancelled), g_object_ref (task),
                         g_object_unref);
  g_source_attach (request->cancelled, NULL);
}

/**
 * sl_portal_request_async:
 * @connection: the session bus
 * @interface: a portal's interface
 * @method: one whose arguments are a parent window and options, and whose reply is a request
 * @options: (transfer floating): a{sv}, without "handle_token"
 * @cancellable: (nullable): takes the question back
 * @callback: called with the answer, within five minutes
 * @user_data: for @callback
 *
 * Asks the desktop for something that the user may have to allow.
 *
 * Source: XDG Desktop Portal, org.freedesktop.portal.Request.
 */
void
sl_portal_request_async (GDBusConnection    *connection,
                         const char         *interface,
                         const char         *method,
                         GVariant           *options,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask           *task = g_task_new (connection, cancellable, callback, user_data);
  g_autofree char *token = g_strdup_printf (TOKEN_PREFIX "%u", g_random_int ());
  g_autofree char *path = make_path (connection, token);

  g_autoptr (GVariant) wishes = g_variant_ref_sink (options);

  g_task_set_source_tag (task, sl_portal_request_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_new0 (Request, 1), (GDestroyNotify) request_free);
  begin_waiting (task, path);
  g_dbus_connection_call (connection, SL_PORTAL_NAME, SL_PORTAL_PATH, interface, method,
                          g_variant_new ("(s@a{sv})", "", add_token (wishes, token)),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_called,
                          task);
}

/**
 * sl_portal_request_finish:
 * @result: from the callback
 * @error: %G_IO_ERROR_CANCELLED: the user or the caller does not want it; a #GDBusError: there is
 * no such portal; %G_IO_ERROR_TIMED_OUT, %G_IO_ERROR_CLOSED or %G_IO_ERROR_FAILED: no answer
 *
 * Returns: (transfer full) (nullable): what the portal says of it, a{sv}; that it was answered does
 *   not mean that all was granted
 */
GVariant *
sl_portal_request_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sl_portal_request_is_own:
 * @path: of a request whose answer has come
 *
 * A library in this process may ask a portal as well, and its answers come over the same
 * connection.
 *
 * Returns: whether sl_portal_request_async() asked for it; a portal before version 0.9 does not let
 *   one tell
 */
gboolean
sl_portal_request_is_own (const char *path)
{
  return strstr (path, "/" TOKEN_PREFIX) != NULL;
}
