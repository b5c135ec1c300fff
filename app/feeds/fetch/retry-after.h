/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * SlRetryAfter:
 *
 * Which servers asked to be left alone, and for how long. Owned by the fetcher.
 */
typedef struct _SlRetryAfter SlRetryAfter;

guint         sl_retry_after_parse (const char *text, gint64 now);
SlRetryAfter *sl_retry_after_new (void);
void          sl_retry_after_free (SlRetryAfter *waits);
void          sl_retry_after_remember (SlRetryAfter *waits, const char *server, guint seconds);
guint         sl_retry_after_get_seconds (SlRetryAfter *waits, const char *server);
