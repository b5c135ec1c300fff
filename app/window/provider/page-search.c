/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "page-search.h"

#include "call-error.h"

#include <glib/gi18n-lib.h>

/* The service gives up long before: some ten places of one server, each within its own time. */
#define TIMEOUT_MS (5 * 60 * 1000)

static GError *
explain (GError *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  sentence = sl_call_error_to_sentence (error);
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, sentence);
}

typedef struct
{
  gulong handler;
} Search;

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Search *search = g_task_get_task_data (task);
  g_autoptr (GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);

  if (reply != NULL)
    g_task_return_pointer (task, g_variant_get_child_value (reply, 0),
                           (GDestroyNotify) g_variant_unref);
  else
    g_task_return_error (task, explain (error));
  g_cancellable_disconnect (g_task_get_cancellable (task), search->handler);
}

/* At once: a search that begins next must not be the one that is cancelled. */
static void
on_cancelled (GCancellable *cancellable, gpointer proxy)
{
  g_dbus_proxy_call (G_DBUS_PROXY (proxy), "CancelFindStatusPage", NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                     NULL, NULL, NULL);
}

/**
 * sl_page_search_async:
 * @client: the service
 * @address: what somebody typed
 * @cancellable: (nullable): ends the search, in the service, too
 * @callback: called when it is over
 * @user_data: for @callback
 *
 * Lets the service look for a status page.
 */
void
sl_page_search_async (SlWatchClient      *client,
                      const char         *address,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask       *task = g_task_new (client, cancellable, callback, user_data);
  Search      *search = g_new0 (Search, 1);
  SlDBusWatch *proxy = sl_watch_client_get_proxy (client);

  g_task_set_source_tag (task, sl_page_search_async);
  g_task_set_task_data (task, search, g_free);
  if (proxy != NULL)
    {
      if (cancellable != NULL)
        search->handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                                 g_object_ref (proxy), g_object_unref);
      g_dbus_proxy_call (G_DBUS_PROXY (proxy), "FindStatusPage", g_variant_new ("(s)", address),
                         G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, cancellable, on_answered, task);
      return;
    }
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                           _ ("The background service does not answer."));
  g_object_unref (task);
}

/**
 * sl_page_search_finish:
 * @result: as given to the callback
 * @error: set to one sentence
 *
 * Returns: (transfer full) (nullable): the page, an a{sv} as FindStatusPage of the D-Bus interface
 *   describes it
 */
GVariant *
sl_page_search_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
