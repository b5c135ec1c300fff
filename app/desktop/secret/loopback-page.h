/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlLoopbackPage:
 *
 * A web page on this computer only, on a random port, that the browser is led back to after the user
 * allowed something. It takes one answer, recognised by its state word, thanks politely and is gone;
 * whatever else comes is turned away and changes nothing.
 *
 * Signals: answered (char *code, char *error): exactly one of them is not %NULL
 *
 * Source: RFC 8252, 7.3 and 8.3.
 */
#define SL_TYPE_LOOPBACK_PAGE (sl_loopback_page_get_type ())
G_DECLARE_FINAL_TYPE (SlLoopbackPage, sl_loopback_page, SL, LOOPBACK_PAGE, GObject)

SlLoopbackPage *sl_loopback_page_new (const char *host, const char *state, GError **error);
const char     *sl_loopback_page_get_address (SlLoopbackPage *self);
void            sl_loopback_page_close (SlLoopbackPage *self);
