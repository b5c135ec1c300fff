/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "notice-service.h"

G_DEFINE_INTERFACE (SlNoticeService, sl_notice_service, G_TYPE_OBJECT)

enum
{
  ACTIVATED,
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sl_notice_service_default_init (SlNoticeServiceInterface *iface)
{
  signals[ACTIVATED]
      = g_signal_new ("activated", SL_TYPE_NOTICE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[CLOSED] = g_signal_new ("closed", SL_TYPE_NOTICE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

/**
 * sl_notice_service_get_bus_name:
 * @self: a service
 *
 * Returns: (transfer none): the name whose owner shows the notices
 */
const char *
sl_notice_service_get_bus_name (SlNoticeService *self)
{
  return SL_NOTICE_SERVICE_GET_IFACE (self)->bus_name;
}

/**
 * sl_notice_service_tells_closing:
 * @self: a service
 *
 * Returns: whether it says when a notice is no longer there
 */
gboolean
sl_notice_service_tells_closing (SlNoticeService *self)
{
  return SL_NOTICE_SERVICE_GET_IFACE (self)->tells_closing;
}

/**
 * sl_notice_service_show_async:
 * @self: a service
 * @notice: what to show; copied
 * @callback: called when it is shown or has failed
 * @user_data: for @callback
 */
void
sl_notice_service_show_async (SlNoticeService    *self,
                              const SlNotice     *notice,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  SL_NOTICE_SERVICE_GET_IFACE (self)->show_async (self, notice, callback, user_data);
}

/**
 * sl_notice_service_show_finish:
 * @self: a service
 * @result: from the callback
 * @error: what the bus or the daemon said
 *
 * Returns: whether the notice is shown
 */
gboolean
sl_notice_service_show_finish (SlNoticeService *self, GAsyncResult *result, GError **error)
{
  return SL_NOTICE_SERVICE_GET_IFACE (self)->show_finish (self, result, error);
}

/**
 * sl_notice_service_withdraw:
 * @self: a service
 * @id: a notice's id; one that is not shown is fine
 */
void
sl_notice_service_withdraw (SlNoticeService *self, const char *id)
{
  SL_NOTICE_SERVICE_GET_IFACE (self)->withdraw (self, id);
}

/**
 * sl_notice_service_flush:
 * @self: a service
 *
 * Blocks until what was said before is on the bus, or for a second.
 */
void
sl_notice_service_flush (SlNoticeService *self)
{
  if (SL_NOTICE_SERVICE_GET_IFACE (self)->flush != NULL)
    SL_NOTICE_SERVICE_GET_IFACE (self)->flush (self);
}

/**
 * sl_notice_service_emit_activated:
 * @self: a service
 * @target: whose page the clicked notice opens
 * @activation_token: (nullable): the right to raise a window
 *
 * For implementations: emits "activated".
 */
void
sl_notice_service_emit_activated (SlNoticeService *self,
                                  const char      *target,
                                  const char      *activation_token)
{
  g_signal_emit (self, signals[ACTIVATED], 0, target, activation_token);
}

/**
 * sl_notice_service_emit_closed:
 * @self: a service
 * @id: a notice that is no longer there
 *
 * For implementations: emits "closed".
 */
void
sl_notice_service_emit_closed (SlNoticeService *self, const char *id)
{
  g_signal_emit (self, signals[CLOSED], 0, id);
}
