/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "portal-notices.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Notification"

struct _SlPortalNotices
{
  GObject parent_instance;

  GDBusConnection *connection;
};

static void sl_portal_notices_service_init (SlNoticeServiceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlPortalNotices,
                               sl_portal_notices,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_NOTICE_SERVICE,
                                                      sl_portal_notices_service_init))

static const char *
priority_for (SlNoticeUrgency urgency)
{
  switch (urgency)
    {
    case SL_NOTICE_LOW:
      return "low";
    case SL_NOTICE_URGENT:
      return "urgent";
    case SL_NOTICE_NORMAL:
    default:
      return "normal";
    }
}

static GVariant *
to_variant (const SlNotice *notice)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "title", "s", notice->title);
  g_variant_dict_insert (&dict, "body", "s", notice->body);
  g_variant_dict_insert (&dict, "priority", "s", priority_for (notice->urgency));
  g_variant_dict_insert (&dict, "default-action", "s", "app.show-fallback");
  g_variant_dict_insert_value (&dict, "default-action-target",
                               g_variant_new_string (notice->target));
  if (notice->icon_name != NULL)
    {
      g_autoptr (GIcon) icon = g_themed_icon_new (notice->icon_name);
      g_autoptr (GVariant) serialized = g_icon_serialize (icon);

      g_variant_dict_insert_value (&dict, "icon", serialized);
    }
  return g_variant_dict_end (&dict);
}

static void
call_portal (SlPortalNotices    *self,
             const char         *method,
             GVariant           *parameters,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  g_dbus_connection_call (self->connection, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE, method,
                          parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, callback, user_data);
}

static void
on_add_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
withdraw (SlNoticeService *service, const char *id)
{
  call_portal (SL_PORTAL_NOTICES (service), "RemoveNotification", g_variant_new ("(s)", id), NULL,
               NULL);
}

static void
show_async (SlNoticeService    *service,
            const SlNotice     *notice,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  GTask *task = g_task_new (service, NULL, callback, user_data);

  /* Never replaced in place: xdg-desktop-portal-gtk 1.14 lists an id that is added again twice, and
   * the click frees it twice (fdonotification.c, fdo_add_notification). Its end loses the click. */
  withdraw (service, notice->id);
  g_task_set_source_tag (task, show_async);
  call_portal (SL_PORTAL_NOTICES (service), "AddNotification",
               g_variant_new ("(s@a{sv})", notice->id, to_variant (notice)), on_add_ready, task);
}

static gboolean
show_finish (SlNoticeService *service, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
sl_portal_notices_service_init (SlNoticeServiceInterface *iface)
{
  iface->bus_name = PORTAL_NAME;
  iface->show_async = show_async;
  iface->show_finish = show_finish;
  iface->withdraw = withdraw;
}

static void
sl_portal_notices_finalize (GObject *object)
{
  g_clear_object (&SL_PORTAL_NOTICES (object)->connection);
  G_OBJECT_CLASS (sl_portal_notices_parent_class)->finalize (object);
}

static void
sl_portal_notices_class_init (SlPortalNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_portal_notices_finalize;
}

static void
sl_portal_notices_init (SlPortalNotices *self)
{
}

/**
 * sl_portal_notices_new:
 * @connection: the session bus
 *
 * Returns: (transfer full): the notification portal
 *
 * Source: XDG Desktop Portal, org.freedesktop.portal.Notification, version 1.
 */
SlNoticeService *
sl_portal_notices_new (GDBusConnection *connection)
{
  SlPortalNotices *self = g_object_new (SL_TYPE_PORTAL_NOTICES, NULL);

  self->connection = g_object_ref (connection);
  return SL_NOTICE_SERVICE (self);
}
