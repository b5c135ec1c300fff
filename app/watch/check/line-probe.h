/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-backend.h"
#include "clock.h"

#define SL_LINE_PROBE_SPACING_MS (60 * 1000) /* a line does not come and go faster than it is asked for */
#define SL_LINE_PROBE_TIMEOUT_MS (10 * 1000) /* so that three doors fit before a failure is confirmed */

/**
 * SlLineProbe:
 *
 * Tells the user's own line from the provider when nothing else does: it knocks at the doors of
 * well-known mail servers, one after the other until one answers. No credential, no address of the
 * user's, and only on demand: when an account fails and neither a feed nor another account has
 * answered since. Without servers it does nothing. Owned by the watcher.
 *
 * Signals: over (): the question is answered; see sl_line_probe_get_contact()
 */
#define SL_TYPE_LINE_PROBE (sl_line_probe_get_type ())
G_DECLARE_FINAL_TYPE (SlLineProbe, sl_line_probe, SL, LINE_PROBE, GObject)

SlLineProbe *sl_line_probe_new (SlClock *clock, const SlCheckBackend *backend);
void         sl_line_probe_set_servers (SlLineProbe *self, GPtrArray *servers);
void         sl_line_probe_ask (SlLineProbe *self, const char *avoided_host);
void         sl_line_probe_cancel (SlLineProbe *self);
void         sl_line_probe_get_contact (SlLineProbe *self, gint64 *reached, gint64 *failed);
