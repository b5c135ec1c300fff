/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "notice-service.h"

/**
 * SlPortalNotices:
 *
 * Notices from inside a sandbox, through the notification portal. A click makes the portal call the
 * window program's action "show-fallback" itself, with the token; nothing comes back here.
 *
 * What follows within a second of a notice with the same id waits until the portal has had that second.
 *
 * The portal is called directly because GNotification needs a GApplication, which the background
 * service is not, and libnotify drops the token in a sandbox.
 */
#define SL_TYPE_PORTAL_NOTICES (sl_portal_notices_get_type ())
G_DECLARE_FINAL_TYPE (SlPortalNotices, sl_portal_notices, SL, PORTAL_NOTICES, GObject)

SlNoticeService *sl_portal_notices_new (GDBusConnection *connection);
