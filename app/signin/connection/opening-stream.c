/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "opening-stream.h"

#include <string.h>

/* Record types of TLS that a server may open with: alert and handshake. Source: RFC 8446, 5.1. */
#define TLS_RECORD_ALERT 21
#define TLS_RECORD_HANDSHAKE 22

struct _SlOpeningStream
{
  GFilterInputStream parent_instance;

  guint8   opening[SL_OPENING_BYTES];
  gsize    n_opening;
  gboolean was_cut;
};

static void sl_opening_stream_pollable_init (GPollableInputStreamInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlOpeningStream,
                               sl_opening_stream,
                               G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      sl_opening_stream_pollable_init))

static void
remember (SlOpeningStream *self, const void *buffer, gsize n_read)
{
  gsize n_new = MIN (n_read, SL_OPENING_BYTES - self->n_opening);

  memcpy (self->opening + self->n_opening, buffer, n_new);
  self->n_opening += n_new;
}

/* TLS reports a connection that was ended or cut as bytes that are not TLS. */
static gssize
take_note (
    SlOpeningStream *self, const void *buffer, gssize n_read, GError *failure, GError **error)
{
  if (n_read > 0)
    remember (self, buffer, (gsize) n_read);
  self->was_cut |= n_read == 0;
  if (failure != NULL)
    {
      self->was_cut |= g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
      g_propagate_error (error, failure);
    }
  return n_read;
}

static GPollableInputStream *
get_base (gpointer self)
{
  return G_POLLABLE_INPUT_STREAM (g_filter_input_stream_get_base_stream (self));
}

static gssize
sl_opening_stream_read (
    GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  GInputStream *base = G_INPUT_STREAM (get_base (stream));
  GError       *failure = NULL;
  gssize        n_read = g_input_stream_read (base, buffer, count, cancellable, &failure);

  return take_note (SL_OPENING_STREAM (stream), buffer, n_read, failure, error);
}

static gssize
sl_opening_stream_read_nonblocking (GPollableInputStream *stream,
                                    void                 *buffer,
                                    gsize                 count,
                                    GError              **error)
{
  GError *failure = NULL;
  gssize  n_read
      = g_pollable_input_stream_read_nonblocking (get_base (stream), buffer, count, NULL, &failure);

  return take_note (SL_OPENING_STREAM (stream), buffer, n_read, failure, error);
}

static gboolean
sl_opening_stream_can_poll (GPollableInputStream *stream)
{
  return g_pollable_input_stream_can_poll (get_base (stream));
}

static gboolean
sl_opening_stream_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (get_base (stream));
}

static GSource *
sl_opening_stream_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) readable
      = g_pollable_input_stream_create_source (get_base (stream), cancellable);

  return g_pollable_source_new_full (stream, readable, NULL);
}

static void
sl_opening_stream_pollable_init (GPollableInputStreamInterface *interface)
{
  interface->can_poll = sl_opening_stream_can_poll;
  interface->is_readable = sl_opening_stream_is_readable;
  interface->create_source = sl_opening_stream_create_source;
  interface->read_nonblocking = sl_opening_stream_read_nonblocking;
}

static void
sl_opening_stream_class_init (SlOpeningStreamClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = sl_opening_stream_read;
}

static void
sl_opening_stream_init (SlOpeningStream *self)
{
}

/**
 * sl_opening_stream_new:
 * @base: the socket's stream; must be pollable
 *
 * Returns: (transfer full): a stream over @base
 */
SlOpeningStream *
sl_opening_stream_new (GInputStream *base)
{
  return g_object_new (SL_TYPE_OPENING_STREAM, "base-stream", base, "close-base-stream", FALSE,
                       NULL);
}

/**
 * sl_opening_stream_is_http:
 * @self: a stream
 *
 * Returns: whether a web server opened the conversation
 */
gboolean
sl_opening_stream_is_http (const SlOpeningStream *self)
{
  static const char *const openings[] = { "HTTP/", "<html", "<HTML", "<!DOC", "<!doc" };

  for (gsize i = 0; i < G_N_ELEMENTS (openings); i++)
    if (self->n_opening >= strlen (openings[i])
        && memcmp (self->opening, openings[i], strlen (openings[i])) == 0)
      return TRUE;
  return FALSE;
}

/**
 * sl_opening_stream_is_tls:
 * @self: a stream
 *
 * Returns: whether what came first could be TLS; also if nothing came
 */
gboolean
sl_opening_stream_is_tls (const SlOpeningStream *self)
{
  return self->n_opening == 0 || self->opening[0] == TLS_RECORD_ALERT
         || self->opening[0] == TLS_RECORD_HANDSHAKE;
}

/**
 * sl_opening_stream_was_cut:
 * @self: a stream
 *
 * Returns: whether the server ended the connection, or reset it
 */
gboolean
sl_opening_stream_was_cut (const SlOpeningStream *self)
{
  return self->was_cut;
}
