/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "desktop-notices.h"

#include "notify-thread.h"

struct _SlDesktopNotices
{
  GObject parent_instance;

  char             *application_name;
  SlNotifyListener *listener;
};

static void sl_desktop_notices_service_init (SlNoticeServiceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlDesktopNotices,
                               sl_desktop_notices,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_NOTICE_SERVICE,
                                                      sl_desktop_notices_service_init))

static void
on_activated (const char *id, const char *activation_token, gpointer owner)
{
  sl_notice_service_emit_activated (SL_NOTICE_SERVICE (owner), id, activation_token);
}

static void
on_closed (const char *id, gpointer owner)
{
  sl_notice_service_emit_closed (SL_NOTICE_SERVICE (owner), id);
}

/* The task has no source object: the other thread could otherwise hold the last reference to it. */
static void
show_async (SlNoticeService    *service,
            const SlNotice     *notice,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  SlDesktopNotices *self = SL_DESKTOP_NOTICES (service);
  GTask            *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, show_async);
  sl_notify_thread_show (self->listener, self->application_name, notice, task);
}

static gboolean
show_finish (SlNoticeService *service, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
withdraw (SlNoticeService *service, const char *id)
{
  sl_notify_thread_withdraw (SL_DESKTOP_NOTICES (service)->listener, id);
}

static void
flush (SlNoticeService *service)
{
  sl_notify_thread_flush ();
}

static void
sl_desktop_notices_service_init (SlNoticeServiceInterface *iface)
{
  iface->bus_name = "org.freedesktop.Notifications";
  iface->tells_closing = TRUE;
  iface->show_async = show_async;
  iface->show_finish = show_finish;
  iface->withdraw = withdraw;
  iface->flush = flush;
}

static void
sl_desktop_notices_finalize (GObject *object)
{
  SlDesktopNotices *self = SL_DESKTOP_NOTICES (object);

  g_free (self->application_name);
  g_clear_pointer (&self->listener, sl_notify_listener_stop);
  G_OBJECT_CLASS (sl_desktop_notices_parent_class)->finalize (object);
}

static void
sl_desktop_notices_class_init (SlDesktopNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_desktop_notices_finalize;
}

static void
sl_desktop_notices_init (SlDesktopNotices *self)
{
  self->listener = sl_notify_listener_new (on_activated, on_closed, self);
}

/**
 * sl_desktop_notices_new:
 * @application_name: shown by some daemons; the first one in a process counts
 *
 * Returns: (transfer full): the notification daemon of the session bus
 */
SlNoticeService *
sl_desktop_notices_new (const char *application_name)
{
  SlDesktopNotices *self = g_object_new (SL_TYPE_DESKTOP_NOTICES, NULL);

  self->application_name = g_strdup (application_name);
  return SL_NOTICE_SERVICE (self);
}
