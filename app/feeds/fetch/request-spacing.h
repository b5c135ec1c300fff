/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A server is asked at most this often, however many of its addresses are wanted. */
#define SL_REQUEST_SPACING_MS 250

/**
 * SlRequestSpacing:
 *
 * When each server may be asked next. Owned by the fetcher.
 */
typedef struct _SlRequestSpacing SlRequestSpacing;

SlRequestSpacing *sl_request_spacing_new (void);
void              sl_request_spacing_free (SlRequestSpacing *spacing);
guint             sl_request_spacing_reserve (SlRequestSpacing *spacing, const char *server, gint64 now_ms);
