/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "notifier.h"

/**
 * SlNoticeService:
 *
 * Somebody on the bus who shows notices: a notification daemon or a portal. Calls never block. An
 * implementation knows nothing of problems and of trying again; that is the notifier's.
 *
 * Signals: activated (char *target, char *activation_token nullable): the user clicked the notice.
 * closed (char *id): a notice that was shown is no longer there; only where @tells_closing
 */
#define SL_TYPE_NOTICE_SERVICE (sl_notice_service_get_type ())
G_DECLARE_INTERFACE (SlNoticeService, sl_notice_service, SL, NOTICE_SERVICE, GObject)

struct _SlNoticeServiceInterface
{
  GTypeInterface parent;

  const char *bus_name;
  gboolean    tells_closing;

  void (*show_async) (SlNoticeService    *self,
                      const SlNotice     *notice,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  gboolean (*show_finish) (SlNoticeService *self, GAsyncResult *result, GError **error);
  void (*withdraw) (SlNoticeService *self, const char *id);
  void (*flush) (SlNoticeService *self); /* nullable */
};

const char *sl_notice_service_get_bus_name (SlNoticeService *self);
gboolean    sl_notice_service_tells_closing (SlNoticeService *self);
void        sl_notice_service_show_async (SlNoticeService    *self,
                                          const SlNotice     *notice,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
gboolean    sl_notice_service_show_finish (SlNoticeService *self, GAsyncResult *result, GError **error);
void        sl_notice_service_withdraw (SlNoticeService *self, const char *id);
void        sl_notice_service_flush (SlNoticeService *self);
void        sl_notice_service_emit_activated (SlNoticeService *self, const char *target, const char *activation_token);
void        sl_notice_service_emit_closed (SlNoticeService *self, const char *id);

/* Declared here and not in notifier.h, so that the service's author sees one way to make a notifier. */
SlNotifier *sl_notifier_new_for_service (GDBusConnection *connection, SlNoticeService *service);
void        sl_notifier_set_retry_ms (SlNotifier *self, guint retry_ms);
