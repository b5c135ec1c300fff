/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "notice.h"

/**
 * The one thread in which libnotify is used. All functions may be called from the main thread only and
 * return at once, but for the flush. A listener stands for one #SlDesktopNotices; ids of different
 * listeners are apart.
 */
typedef void (*SlNotifyActivated) (const char *id, const char *activation_token, gpointer owner);
typedef void (*SlNotifyClosed) (const char *id, gpointer owner);

typedef struct _SlNotifyListener SlNotifyListener;

SlNotifyListener *sl_notify_listener_new (SlNotifyActivated activated, SlNotifyClosed closed, gpointer owner);
void              sl_notify_listener_stop (SlNotifyListener *listener);

void sl_notify_thread_show (SlNotifyListener *listener,
                            const char       *application_name,
                            const SlNotice   *notice,
                            GTask            *task);
void sl_notify_thread_withdraw (SlNotifyListener *listener, const char *id);
void sl_notify_thread_flush (void);
