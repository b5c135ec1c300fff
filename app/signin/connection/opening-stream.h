/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SL_OPENING_BYTES 8

/**
 * SlOpeningStream:
 *
 * Lies between a socket and TLS and remembers the first bytes that came, so that a failed handshake
 * can be told apart: a web server's answer, text in clear, or TLS. It promises to change nothing.
 * Owned by the mail stream.
 */
#define SL_TYPE_OPENING_STREAM (sl_opening_stream_get_type ())
G_DECLARE_FINAL_TYPE (SlOpeningStream, sl_opening_stream, SL, OPENING_STREAM, GFilterInputStream)

SlOpeningStream *sl_opening_stream_new (GInputStream *base);
gboolean         sl_opening_stream_is_http (const SlOpeningStream *self);
gboolean         sl_opening_stream_is_tls (const SlOpeningStream *self);
gboolean         sl_opening_stream_was_cut (const SlOpeningStream *self);

G_END_DECLS
