/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "loopback-page.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

/* RFC 6749 names no limit; the longest codes seen are below 2 KiB. */
#define MAX_CODE_BYTES 8192
#define MAX_ERROR_BYTES 64

struct _SlLoopbackPage
{
  GObject     parent_instance;
  SoupServer *server; /* NULL once closed */
  char       *state;
  char       *address;
  gboolean    answered;
};

G_DEFINE_FINAL_TYPE (SlLoopbackPage, sl_loopback_page, G_TYPE_OBJECT)

static guint answered_signal;

static void
sl_loopback_page_dispose (GObject *object)
{
  sl_loopback_page_close (SL_LOOPBACK_PAGE (object));
  G_OBJECT_CLASS (sl_loopback_page_parent_class)->dispose (object);
}

static void
sl_loopback_page_finalize (GObject *object)
{
  SlLoopbackPage *self = SL_LOOPBACK_PAGE (object);

  g_free (self->state);
  g_free (self->address);
  G_OBJECT_CLASS (sl_loopback_page_parent_class)->finalize (object);
}

static void
sl_loopback_page_class_init (SlLoopbackPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_loopback_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_loopback_page_finalize;
  answered_signal = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
sl_loopback_page_init (SlLoopbackPage *self)
{
}

static void
say (SoupServerMessage *message, guint status, const char *title, const char *text)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char    *safe_title = g_markup_escape_text (title, -1);
  g_autofree char    *safe_text = g_markup_escape_text (text, -1);
  char               *page = g_strdup_printf (
                    "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>%s</title>"
                                  "<meta name=\"viewport\" content=\"width=device-width\">"
                                  "<style>:root{color-scheme:light dark}body{font:1.1em/1.5 sans-serif;max-width:30em;"
                                  "margin:20vh auto;padding:0 1em}</style></head><body dir=\"auto\"><h1>%s</h1><p "
                                  "dir=\"auto\">%s</p></body></html>",
                    safe_title, safe_title, safe_text);

  /* The address of this page holds the code: nothing may keep it or pass it on. */
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Connection", "close");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, page,
                                    strlen (page));
}

static void
turn_away (SoupServerMessage *message, guint status)
{
  say (message, status, _ ("Nothing to see here"),
       _ ("Storm Lantern waits here for the answer of a sign-in, and this is not it."));
}

static const char *
look_up (GHashTable *query, const char *name, gsize max_bytes)
{
  const char *value = query != NULL ? g_hash_table_lookup (query, name) : NULL;

  return value != NULL && *value != '\0' && strlen (value) <= max_bytes ? value : NULL;
}

static void
answer (SlLoopbackPage *self, SoupServerMessage *message, const char *code, const char *error)
{
  self->answered = TRUE;
  if (code != NULL)
    say (message, SOUP_STATUS_OK, _ ("Thank you"),
         _ ("You can close this page and go back to Storm Lantern."));
  else
    say (message, SOUP_STATUS_OK, _ ("Nothing was allowed"),
         _ ("You can close this page and try again in Storm Lantern."));
  g_signal_emit (self, answered_signal, 0, code, error);
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  SlLoopbackPage *self = SL_LOOPBACK_PAGE (user_data);
  const char     *state = look_up (query, "state", MAX_CODE_BYTES);
  const char     *code = look_up (query, "code", MAX_CODE_BYTES);
  const char     *error = look_up (query, "error", MAX_ERROR_BYTES);

  if (soup_server_message_get_method (message) != SOUP_METHOD_GET)
    turn_away (message, SOUP_STATUS_METHOD_NOT_ALLOWED);
  else if (!g_str_equal (path, "/"))
    turn_away (message, SOUP_STATUS_NOT_FOUND);
  else if (self->answered)
    turn_away (message, SOUP_STATUS_GONE);
  else if (g_strcmp0 (state, self->state) != 0 || (code == NULL) == (error == NULL))
    turn_away (message, SOUP_STATUS_BAD_REQUEST);
  else
    answer (self, message, code, error);
}

static gboolean
close_later (gpointer user_data)
{
  sl_loopback_page_close (SL_LOOPBACK_PAGE (user_data));
  return G_SOURCE_REMOVE;
}

/* The thanks are out: the page has done its work. */
static void
on_request_finished (SoupServer *server, SoupServerMessage *message, SlLoopbackPage *self)
{
  if (self->answered)
    g_idle_add_full (G_PRIORITY_DEFAULT, close_later, g_object_ref (self), g_object_unref);
}

/* "localhost" may mean either address to a browser; the second one is a courtesy. */
static void
listen_on_second_address (SlLoopbackPage *self, guint16 port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("::1", port);

  soup_server_listen (self->server, address, 0, NULL);
}

static int
listen (SlLoopbackPage *self, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  GSList *uris;
  int     port;

  if (!soup_server_listen (self->server, address, 0, error))
    {
      g_prefix_error (error, "%s ", _ ("No answer can be received from the browser:"));
      return 0;
    }
  uris = soup_server_get_uris (self->server);
  port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return port;
}

/**
 * sl_loopback_page_new:
 * @host: "127.0.0.1" or "localhost", by which the browser will call it
 * @state: the word that the true answer carries
 * @error: set if no port can be had
 *
 * Returns: (transfer full) (nullable): a page that is ready
 */
SlLoopbackPage *
sl_loopback_page_new (const char *host, const char *state, GError **error)
{
  g_autoptr (SlLoopbackPage) self = g_object_new (SL_TYPE_LOOPBACK_PAGE, NULL);
  int port;

  self->state = g_strdup (state);
  self->server = soup_server_new ("server-header", NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  g_signal_connect (self->server, "request-finished", G_CALLBACK (on_request_finished), self);
  port = listen (self, error);
  if (port == 0)
    return NULL;
  if (g_str_equal (host, "localhost"))
    listen_on_second_address (self, (guint16) port);
  self->address = g_strdup_printf ("http://%s:%d", host, port);
  return g_steal_pointer (&self);
}

/**
 * sl_loopback_page_get_address:
 * @self: a page
 *
 * Returns: (transfer none): where it is, such as "http://127.0.0.1:40000"
 */
const char *
sl_loopback_page_get_address (SlLoopbackPage *self)
{
  g_return_val_if_fail (SL_IS_LOOPBACK_PAGE (self), NULL);

  return self->address;
}

/**
 * sl_loopback_page_close:
 * @self: a page
 *
 * Takes it away. May be called twice.
 */
void
sl_loopback_page_close (SlLoopbackPage *self)
{
  g_return_if_fail (SL_IS_LOOPBACK_PAGE (self));

  if (self->server == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->server, self);
  soup_server_remove_handler (self->server, NULL);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}
