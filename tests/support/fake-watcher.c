/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-watcher.h"

#include "desktop-dbus.h"

static gboolean
on_register_item (SlFakeWatcher *watcher, GDBusMethodInvocation *invocation, const char *service)
{
  if (watcher->refuses)
    {
      watcher->refusals++;
      g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                             "not today");
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  g_ptr_array_add (
      watcher->items,
      g_strdup_printf ("%s %s", g_dbus_method_invocation_get_sender (invocation), service));
  sl_dbus_status_notifier_watcher_complete_register_status_notifier_item (watcher->skeleton,
                                                                          invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/**
 * sl_fake_watcher_start:
 * @bus: the test's bus
 * @has_host: whether a host shows what is registered
 *
 * Returns: (transfer full): a watcher that owns the well-known name
 */
SlFakeWatcher *
sl_fake_watcher_start (SlPrivateBus *bus, gboolean has_host)
{
  SlFakeWatcher *watcher = g_new0 (SlFakeWatcher, 1);
  g_autoptr (GError) error = NULL;

  watcher->connection = sl_private_bus_connect (bus);
  watcher->items = g_ptr_array_new_with_free_func (g_free);
  watcher->skeleton = sl_dbus_status_notifier_watcher_skeleton_new ();
  sl_dbus_status_notifier_watcher_set_is_status_notifier_host_registered (watcher->skeleton,
                                                                          has_host);
  g_signal_connect_swapped (watcher->skeleton, "handle-register-status-notifier-item",
                            G_CALLBACK (on_register_item), watcher);
  g_dbus_interface_skeleton_export (watcher->skeleton, watcher->connection,
                                    "/StatusNotifierWatcher", &error);
  g_assert_no_error (error);
  sl_private_bus_own_name (watcher->connection, "org.kde.StatusNotifierWatcher");
  return watcher;
}

/**
 * sl_fake_watcher_set_host:
 * @watcher: the watcher
 * @has_host: whether a host shows what is registered
 *
 * Lets a host come or go, with the signal for it.
 */
void
sl_fake_watcher_set_host (SlFakeWatcher *watcher, gboolean has_host)
{
  sl_dbus_status_notifier_watcher_set_is_status_notifier_host_registered (watcher->skeleton,
                                                                          has_host);
  if (has_host)
    sl_dbus_status_notifier_watcher_emit_status_notifier_host_registered (watcher->skeleton);
  else
    sl_dbus_status_notifier_watcher_emit_status_notifier_host_unregistered (watcher->skeleton);
}

/**
 * sl_fake_watcher_stop:
 * @watcher: (transfer full): the watcher
 *
 * Ends it as a panel ends: its connection is closed.
 */
void
sl_fake_watcher_stop (SlFakeWatcher *watcher)
{
  g_dbus_interface_skeleton_unexport (watcher->skeleton);
  g_dbus_connection_close_sync (watcher->connection, NULL, NULL);
  g_object_unref (watcher->skeleton);
  g_object_unref (watcher->connection);
  g_ptr_array_unref (watcher->items);
  g_free (watcher);
}
