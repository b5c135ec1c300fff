/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "notice-service.h"

/**
 * SlDesktopNotices:
 *
 * Notices through libnotify, outside a sandbox. libnotify waits for the daemon's answer, up to half a
 * minute for one that hangs, and it is one for the whole process; so all of it lives in one thread
 * with a main context of its own, and only results and clicks come back.
 */
#define SL_TYPE_DESKTOP_NOTICES (sl_desktop_notices_get_type ())
G_DECLARE_FINAL_TYPE (SlDesktopNotices, sl_desktop_notices, SL, DESKTOP_NOTICES, GObject)

SlNoticeService *sl_desktop_notices_new (const char *application_name);
