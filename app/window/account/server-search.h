/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watch-client.h"

/**
 * SlServerSearch:
 *
 * One search for a domain's mail servers, made by the service. Promises to end: also when the
 * service leaves, and with the object. Owned by the discovery view.
 *
 * Signal: changed (): there is something new to show
 */
#define SL_TYPE_SERVER_SEARCH (sl_server_search_get_type ())
G_DECLARE_FINAL_TYPE (SlServerSearch, sl_server_search, SL, SERVER_SEARCH, GObject)

SlServerSearch *sl_server_search_new (SlWatchClient *client, const char *domain);
void            sl_server_search_cancel (SlServerSearch *self);
gboolean        sl_server_search_is_over (SlServerSearch *self);
const char     *sl_server_search_get_problem (SlServerSearch *self);
GVariant       *sl_server_search_dup_sources (SlServerSearch *self);
