/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-notifications.h"

#include "notifications-dbus.h"

#define REASON_DISMISSED 2
#define REASON_WITHDRAWN 3

static void
fake_notice_free (gpointer data)
{
  SlFakeNotice *notice = data;

  g_free (notice->icon);
  g_free (notice->summary);
  g_free (notice->body);
  g_free (notice->action);
  g_free (notice);
}

static void
answer_capabilities (SlFakeNotifications *daemon, GDBusMethodInvocation *invocation)
{
  const char *with_actions[] = { "body", "actions", NULL };
  const char *without[] = { "body", NULL };

  sl_dbus_notifications_complete_get_capabilities (daemon->skeleton, invocation,
                                                   daemon->has_actions ? with_actions : without);
}

static gboolean
on_get_capabilities (SlFakeNotifications *daemon, GDBusMethodInvocation *invocation)
{
  if (daemon->is_stuck)
    g_queue_push_tail (&daemon->kept, invocation);
  else
    answer_capabilities (daemon, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_get_server_information (SlFakeNotifications *daemon, GDBusMethodInvocation *invocation)
{
  sl_dbus_notifications_complete_get_server_information (daemon->skeleton, invocation, daemon->name,
                                                         daemon->vendor, "1", "1.2");
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_notify (SlFakeNotifications   *daemon,
           GDBusMethodInvocation *invocation,
           const char            *application,
           guint                  replaces,
           const char            *icon,
           const char            *summary,
           const char            *body,
           const char *const     *actions,
           GVariant              *hints,
           int                    timeout)
{
  SlFakeNotice *notice;

  if (daemon->refusals > 0)
    {
      daemon->refusals--;
      g_dbus_method_invocation_return_error (invocation, G_IO_ERROR, G_IO_ERROR_FAILED, "No");
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  notice = g_new0 (SlFakeNotice, 1);
  notice->replaces = replaces;
  notice->id = replaces != 0 ? replaces : ++daemon->last_id;
  /* Specification 1.1 has a hint for it, which libnotify uses since 0.8.4. */
  if (*icon == '\0')
    g_variant_lookup (hints, "image-path", "&s", &icon);
  notice->icon = g_strdup (icon);
  notice->summary = g_strdup (summary);
  notice->body = g_strdup (body);
  if (actions[0] != NULL && g_str_equal (actions[0], "default"))
    notice->action = g_strdup (actions[1]);
  notice->timeout = timeout;
  g_variant_lookup (hints, "urgency", "y", &notice->urgency);
  g_ptr_array_add (daemon->notices, notice);
  if (daemon->is_late)
    g_queue_push_tail (&daemon->late, invocation);
  else
    sl_dbus_notifications_complete_notify (daemon->skeleton, invocation, notice->id);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_close (SlFakeNotifications *daemon, GDBusMethodInvocation *invocation, guint id)
{
  g_array_append_val (daemon->closed, id);
  sl_dbus_notifications_complete_close_notification (daemon->skeleton, invocation);
  sl_dbus_notifications_emit_notification_closed (daemon->skeleton, id, REASON_WITHDRAWN);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/**
 * sl_fake_notifications_start:
 * @bus: the test's bus
 * @has_actions: whether its notices can be clicked
 *
 * Returns: (transfer full): a daemon that owns the well-known name
 */
SlFakeNotifications *
sl_fake_notifications_start (SlPrivateBus *bus, gboolean has_actions)
{
  SlFakeNotifications *daemon = g_new0 (SlFakeNotifications, 1);
  g_autoptr (GError) error = NULL;

  daemon->connection = sl_private_bus_connect (bus);
  daemon->has_actions = has_actions;
  daemon->name = "fake";
  daemon->vendor = "tests";
  daemon->notices = g_ptr_array_new_with_free_func (fake_notice_free);
  daemon->closed = g_array_new (FALSE, FALSE, sizeof (guint));
  daemon->skeleton = sl_dbus_notifications_skeleton_new ();
  g_object_connect (daemon->skeleton, "swapped-signal::handle-get-capabilities",
                    on_get_capabilities, daemon, "swapped-signal::handle-get-server-information",
                    on_get_server_information, daemon, "swapped-signal::handle-notify", on_notify,
                    daemon, "swapped-signal::handle-close-notification", on_close, daemon, NULL);
  g_dbus_interface_skeleton_export (daemon->skeleton, daemon->connection,
                                    "/org/freedesktop/Notifications", &error);
  g_assert_no_error (error);
  sl_private_bus_own_name (daemon->connection, "org.freedesktop.Notifications");
  return daemon;
}

/**
 * sl_fake_notifications_newest:
 * @daemon: the daemon
 *
 * Returns: (transfer none): the newest call of Notify
 */
SlFakeNotice *
sl_fake_notifications_newest (SlFakeNotifications *daemon)
{
  g_assert_cmpuint (daemon->notices->len, >, 0);
  return g_ptr_array_index (daemon->notices, daemon->notices->len - 1);
}

/**
 * sl_fake_notifications_click:
 * @daemon: the daemon
 * @id: a notice's number
 * @token: (nullable): an activation token to give away before
 *
 * Clicks a notice.
 */
void
sl_fake_notifications_click (SlFakeNotifications *daemon, guint id, const char *token)
{
  if (token != NULL)
    sl_dbus_notifications_emit_activation_token (daemon->skeleton, id, token);
  for (guint i = 0; i <= daemon->echoes; i++)
    sl_dbus_notifications_emit_action_invoked (daemon->skeleton, id, "default");
  sl_fake_notifications_dismiss (daemon, id);
}

/**
 * sl_fake_notifications_dismiss:
 * @daemon: the daemon
 * @id: a notice's number
 *
 * The user closes a notice.
 */
void
sl_fake_notifications_dismiss (SlFakeNotifications *daemon, guint id)
{
  sl_dbus_notifications_emit_notification_closed (daemon->skeleton, id, REASON_DISMISSED);
}

/**
 * sl_fake_notifications_release:
 * @daemon: a stuck or late daemon
 *
 * Lets it answer everything that it has kept, and work from now on.
 */
void
sl_fake_notifications_release (SlFakeNotifications *daemon)
{
  GDBusMethodInvocation *invocation;

  daemon->is_stuck = FALSE;
  while ((invocation = g_queue_pop_head (&daemon->kept)) != NULL)
    answer_capabilities (daemon, invocation);
  daemon->is_late = FALSE;
  while ((invocation = g_queue_pop_head (&daemon->late)) != NULL)
    sl_dbus_notifications_complete_notify (daemon->skeleton, invocation, daemon->last_id);
}

/**
 * sl_fake_notifications_leave:
 * @daemon: the daemon
 *
 * Gives up the well-known name, as one that is about to end does.
 */
void
sl_fake_notifications_leave (SlFakeNotifications *daemon)
{
  sl_private_bus_give_up_name (daemon->connection, "org.freedesktop.Notifications");
}

/**
 * sl_fake_notifications_stop:
 * @daemon: (transfer full): the daemon
 */
void
sl_fake_notifications_stop (SlFakeNotifications *daemon)
{
  g_dbus_interface_skeleton_unexport (daemon->skeleton);
  g_dbus_connection_close_sync (daemon->connection, NULL, NULL);
  g_object_unref (daemon->skeleton);
  g_object_unref (daemon->connection);
  g_ptr_array_unref (daemon->notices);
  g_array_unref (daemon->closed);
  g_free (daemon);
}
