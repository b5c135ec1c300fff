/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-result.h"

#include <gio/gio.h>

/**
 * SlRoadNote:
 * @tried: (element-type utf8): addresses that were tried, in this order
 * @first: (nullable): the address that was tried first
 * @proxy: (nullable): the proxy that was asked
 * @talked_to_proxy: the proxy took the connection
 *
 * What is noted of the road to a server while GSocketClient connects: which addresses, which family,
 * which proxy. Part of the mail stream and of the web visit.
 */
typedef struct
{
  GPtrArray    *tried;
  GInetAddress *first;
  char         *proxy;
  gboolean      talked_to_proxy;
} SlRoadNote;

void sl_road_note_init (SlRoadNote *self);
void sl_road_note_clear (SlRoadNote *self);
void sl_road_note_on_event (SlRoadNote *self, GSocketClientEvent event, GIOStream *stream);
void sl_road_note_explain (const SlRoadNote *self, GError **error);
void sl_road_note_write (const SlRoadNote *self, SlCheckResult *result);
