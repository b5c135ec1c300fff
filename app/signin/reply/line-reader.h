/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * SlLineReader:
 *
 * Cuts a server's bytes into lines. It promises bounded memory: a line above %SL_MAX_LINE_BYTES or
 * a reply above %SL_MAX_REPLY_BYTES is an error, whatever the server sends. Does no I/O.
 * Owned by the mail stream; not thread-safe.
 */
typedef struct _SlLineReader SlLineReader;

SlLineReader *sl_line_reader_new (void);
void          sl_line_reader_free (SlLineReader *self);
void          sl_line_reader_start_reply (SlLineReader *self);
void          sl_line_reader_feed (SlLineReader *self, const char *data, gsize length);
gboolean      sl_line_reader_take_line (SlLineReader *self, char **line, GError **error);
gboolean      sl_line_reader_is_empty (const SlLineReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlLineReader, sl_line_reader_free)
