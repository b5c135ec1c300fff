/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scripted-server.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* No test may hang on a client that neither speaks nor goes. */
#define LONGEST_WAIT_SECONDS 20

typedef struct
{
  SlScriptedServer  *server;
  GSocketConnection *connection;
  GIOStream         *stream; /* the connection, later TLS over it */
  gboolean           encrypted;
  GString           *headers; /* of the next web answer */
} Visit;

static gboolean
send_bytes (Visit *visit, const char *data, gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (visit->stream), data, length,
                                    NULL, NULL, NULL);
}

static gboolean
send_text (Visit *visit, const char *text, gboolean as_line)
{
  g_autofree char *unescaped = g_strcompress (text);
  g_autofree char *data = g_strconcat (unescaped, as_line ? "\r\n" : "", NULL);

  return send_bytes (visit, data, strlen (data));
}

static gboolean
send_without_end (Visit *visit, const char *text, gboolean as_lines)
{
  while (send_text (visit, text, as_lines))
    continue;
  return FALSE;
}

static gboolean
receive_byte (Visit *visit, char *byte)
{
  SlScriptedServer *server = visit->server;

  if (g_input_stream_read (g_io_stream_get_input_stream (visit->stream), byte, 1, NULL, NULL) != 1)
    return FALSE;
  g_string_append_c (visit->encrypted ? server->encrypted : server->clear, *byte);
  return TRUE;
}

static GString *
receive_any_line (Visit *visit)
{
  GString *line = g_string_new (NULL);
  char     byte;

  while (receive_byte (visit, &byte) && byte != '\n')
    if (byte != '\r')
      g_string_append_c (line, byte);
  return line;
}

static gboolean
receive_line (Visit *visit, const char *pattern)
{
  g_autoptr (GString) line = receive_any_line (visit);

  if (g_pattern_match_simple (pattern, line->str))
    return TRUE;
  if (visit->server->surprise == NULL)
    visit->server->surprise = g_strdup_printf ("expected “%s”, received “%s”", pattern, line->str);
  return FALSE;
}

static gboolean
receive_request (Visit *visit, const char *pattern)
{
  const char length_header[] = "content-length:";
  guint      length = 0;
  char       byte;

  if (!receive_line (visit, pattern))
    return FALSE;
  while (TRUE)
    {
      g_autoptr (GString) line = receive_any_line (visit);

      if (line->len == 0)
        break;
      if (g_ascii_strncasecmp (line->str, length_header, strlen (length_header)) == 0)
        length = (guint) atoi (line->str + strlen (length_header));
    }
  for (guint i = 0; i < length; i++)
    if (!receive_byte (visit, &byte))
      return FALSE;
  return TRUE;
}

/* "401 application/json {…}" or "204 -". */
static gboolean
send_reply (Visit *visit, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 3);
  const char      *body = g_strv_length (parts) == 3 ? parts[2] : "";
  g_autofree char *reply = g_strdup_printf (
      "HTTP/1.1 %s Scripted\r\nContent-Type: %s\r\nContent-Length: %zu\r\n%s\r\n%s", parts[0],
      strcmp (parts[1], "-") != 0 ? parts[1] : "text/plain", strlen (body), visit->headers->str,
      body);

  g_string_truncate (visit->headers, 0);
  return send_bytes (visit, reply, strlen (reply));
}

static gboolean
receive_rest (Visit *visit)
{
  char byte;

  while (receive_byte (visit, &byte))
    continue;
  return FALSE;
}

static gboolean
start_tls (Visit *visit)
{
  GIOStream *tls = g_tls_server_connection_new (visit->stream, visit->server->certificate, NULL);

  g_object_unref (visit->stream);
  visit->stream = tls;
  visit->encrypted = TRUE;
  return g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, NULL);
}

/* With nothing left to wait for, closing sends RST instead of FIN. */
static gboolean
cut (Visit *visit)
{
  GSocket            *socket = g_socket_connection_get_socket (visit->connection);
  const struct linger at_once = { 1, 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_socket_close (socket, NULL);
  return FALSE;
}

static const char *
get_argument (const char *step, const char *name)
{
  return g_str_has_prefix (step, name) ? step + strlen (name) : NULL;
}

static gboolean
take_wordless_step (Visit *visit, const char *step)
{
  char byte;

  if (strcmp (step, "TLS") == 0)
    return start_tls (visit);
  if (strcmp (step, "ANY") == 0)
    return receive_byte (visit, &byte);
  if (strcmp (step, "NUL") == 0)
    return send_bytes (visit, "", 1);
  if (strcmp (step, "STALL") == 0)
    return receive_rest (visit);
  if (strcmp (step, "RESET") == 0)
    return cut (visit);
  if (strcmp (step, "CLOSE") == 0)
    return FALSE;
  return step[0] == '#' || step[0] == '\0';
}

static gboolean
take_step (Visit *visit, const char *step)
{
  const char *argument;

  if ((argument = get_argument (step, "S: ")) != NULL)
    return send_text (visit, argument, TRUE);
  if ((argument = get_argument (step, "s: ")) != NULL)
    return send_text (visit, argument, FALSE);
  if ((argument = get_argument (step, "C: ")) != NULL)
    return receive_line (visit, argument);
  if ((argument = get_argument (step, "REQUEST ")) != NULL)
    return receive_request (visit, argument);
  if ((argument = get_argument (step, "REPLY ")) != NULL)
    return send_reply (visit, argument);
  if ((argument = get_argument (step, "HEADER ")) != NULL)
    {
      g_string_append_printf (visit->headers, "%s\r\n", argument);
      return TRUE;
    }
  if ((argument = get_argument (step, "FLOOD ")) != NULL)
    return send_without_end (visit, argument, FALSE);
  if ((argument = get_argument (step, "LINES ")) != NULL)
    return send_without_end (visit, argument, TRUE);
  return take_wordless_step (visit, step);
}

static void
serve (SlScriptedServer *self, GSocketConnection *connection)
{
  Visit visit
      = { self, connection, g_object_ref (G_IO_STREAM (connection)), FALSE, g_string_new (NULL) };
  gboolean going_on = TRUE;

  g_socket_set_timeout (g_socket_connection_get_socket (connection), LONGEST_WAIT_SECONDS);
  self->n_connections++;
  for (gsize i = 0; self->steps[i] != NULL && going_on; i++)
    going_on = take_step (&visit, self->steps[i]);
  if (going_on)
    receive_rest (&visit);
  g_io_stream_close (visit.stream, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_object_unref (visit.stream);
  g_string_free (visit.headers, TRUE);
}

static gpointer
run (gpointer data)
{
  SlScriptedServer *self = data;

  while (TRUE)
    {
      g_autoptr (GSocketConnection) connection
          = g_socket_listener_accept (self->server.listener, NULL, self->server.stopping, NULL);

      if (connection == NULL)
        return NULL;
      serve (self, connection);
    }
}

/**
 * sl_scripted_server_new:
 * @script: the steps, one a line
 * @certificate: (nullable): what it shows at TLS
 *
 * Returns: (transfer full): a server that listens
 */
SlScriptedServer *
sl_scripted_server_new (const char *script, GTlsCertificate *certificate)
{
  SlScriptedServer *self = g_new0 (SlScriptedServer, 1);

  self->steps = g_strsplit (script, "\n", -1);
  self->certificate = certificate;
  self->clear = g_string_new (NULL);
  self->encrypted = g_string_new (NULL);
  sl_loopback_thread_start (&self->server, "scripted-server", run, self);
  self->port = self->server.port;
  return self;
}

/**
 * sl_scripted_server_stop:
 * @self: a server
 *
 * Waits until the present client has gone, then ends. What was received may be read afterwards.
 */
void
sl_scripted_server_stop (SlScriptedServer *self)
{
  sl_loopback_thread_stop (&self->server);
}

/**
 * sl_scripted_server_free:
 * @self: (transfer full) (nullable): a server
 */
void
sl_scripted_server_free (SlScriptedServer *self)
{
  if (self == NULL)
    return;
  sl_loopback_thread_clear (&self->server);
  g_strfreev (self->steps);
  g_string_free (self->clear, TRUE);
  g_string_free (self->encrypted, TRUE);
  g_free (self->surprise);
  g_free (self);
}
