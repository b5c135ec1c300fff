/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "portal-notices.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Notification"
/* How long a portal needs until the daemon behind it has answered. */
#define SETTLE_MS 1000

struct _SlPortalNotices
{
  GObject parent_instance;

  GDBusConnection *connection;
  GHashTable      *settling; /* id -> Settling: what was handed over a moment ago */
};

static void sl_portal_notices_service_init (SlNoticeServiceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlPortalNotices,
                               sl_portal_notices,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_NOTICE_SERVICE,
                                                      sl_portal_notices_service_init))

/* A notice that the daemon may not have yet, and what is to become of it then. */
typedef struct
{
  SlPortalNotices *notices; /* owns this */
  char            *id;
  guint            timer; /* 0 until the portal has replied */
  GTask           *next;  /* nullable: to be shown in its place, its data is the notice */
  gboolean         withdrawn;
} Settling;

static void
settling_free (Settling *settling)
{
  g_clear_handle_id (&settling->timer, g_source_remove);
  g_clear_object (&settling->next);
  g_free (settling->id);
  g_free (settling);
}

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
  g_variant_dict_insert (&dict, "priority", "s",
                         priority_for (sl_notice_get_spoken_urgency (notice)));
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
remove_now (SlPortalNotices *self, const char *id)
{
  call_portal (self, "RemoveNotification", g_variant_new ("(s)", id), NULL, NULL);
}

static void add_now (SlPortalNotices *self, GTask *task);

static gboolean
on_settled (gpointer user_data)
{
  Settling        *settling = user_data;
  SlPortalNotices *self = settling->notices;
  g_autoptr (GTask) next = g_steal_pointer (&settling->next);

  settling->timer = 0;
  if (settling->withdrawn && next == NULL)
    remove_now (self, settling->id);
  g_hash_table_remove (self->settling, settling->id);
  if (next != NULL)
    add_now (self, g_steal_pointer (&next));
  return G_SOURCE_REMOVE;
}

static void
on_add_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  SlPortalNotices *self = g_task_get_source_object (task);
  const SlNotice  *notice = g_task_get_task_data (task);
  Settling        *settling = g_hash_table_lookup (self->settling, notice->id);

  settling->timer = g_timeout_add (reply != NULL ? SETTLE_MS : 0, on_settled, settling);
  if (reply != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Never replaced in place: xdg-desktop-portal-gtk 1.14 lists an id that is added again twice, and
 * the click frees it twice (fdonotification.c, fdo_add_notification). Its end loses the click. */
static void
add_now (SlPortalNotices *self, GTask *task)
{
  const SlNotice *notice = g_task_get_task_data (task);
  Settling       *settling = g_new0 (Settling, 1);

  settling->notices = self;
  settling->id = g_strdup (notice->id);
  g_hash_table_replace (self->settling, settling->id, settling);
  remove_now (self, notice->id);
  call_portal (self, "AddNotification",
               g_variant_new ("(s@a{sv})", notice->id, to_variant (notice)), on_add_ready, task);
}

/* What never came to the screen counts as shown: a newer word has taken its place. */
static void
drop_next (Settling *settling)
{
  g_autoptr (GTask) next = g_steal_pointer (&settling->next);

  if (next != NULL)
    g_task_return_boolean (next, TRUE);
}

static void
withdraw (SlNoticeService *service, const char *id)
{
  SlPortalNotices *self = SL_PORTAL_NOTICES (service);
  Settling        *settling = g_hash_table_lookup (self->settling, id);

  if (settling == NULL)
    {
      remove_now (self, id);
      return;
    }
  drop_next (settling);
  settling->withdrawn = TRUE;
}

static void
show_async (SlNoticeService    *service,
            const SlNotice     *notice,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  SlPortalNotices *self = SL_PORTAL_NOTICES (service);
  Settling        *settling = g_hash_table_lookup (self->settling, notice->id);
  GTask           *task = g_task_new (service, NULL, callback, user_data);

  g_task_set_source_tag (task, show_async);
  g_task_set_task_data (task, sl_notice_copy (notice), (GDestroyNotify) sl_notice_free);
  if (settling == NULL)
    {
      add_now (self, task);
      return;
    }
  /* The portal frees a notice that is removed before the daemon has answered, and writes the answer
   * there all the same (notification_sent): it stays on the screen and its click opens nothing. */
  drop_next (settling);
  settling->next = task;
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

/* At the end there is no time left to wait. */
static void
remove_withdrawn (SlPortalNotices *self)
{
  GHashTableIter iter;
  gpointer       settling;

  g_hash_table_iter_init (&iter, self->settling);
  while (g_hash_table_iter_next (&iter, NULL, &settling))
    if (((Settling *) settling)->withdrawn)
      remove_now (self, ((Settling *) settling)->id);
}

static void
sl_portal_notices_finalize (GObject *object)
{
  SlPortalNotices *self = SL_PORTAL_NOTICES (object);

  remove_withdrawn (self);
  g_hash_table_unref (self->settling);
  g_clear_object (&self->connection);
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
  self->settling
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) settling_free);
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
