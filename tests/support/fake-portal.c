/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-portal.h"

#include "desktop-dbus.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

static gboolean
on_close (SlFakePortal *portal, GDBusMethodInvocation *invocation)
{
  portal->n_closed++;
  sl_dbus_portal_request_complete_close (NULL, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
drop_request (gpointer request)
{
  g_dbus_interface_skeleton_unexport (request);
  g_object_unref (request);
}

static char *
make_path (SlFakePortal *portal, GDBusMethodInvocation *invocation, const char *token)
{
  g_autofree char *sender = g_strdup (g_dbus_method_invocation_get_sender (invocation) + 1);

  if (portal->is_old)
    return g_strdup_printf (PORTAL_PATH "/request/old/%s", token);
  g_strdelimit (sender, ".", '_');
  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
}

static void
export_request (SlFakePortal *portal, const char *path)
{
  SlDBusPortalRequest *request = sl_dbus_portal_request_skeleton_new ();
  g_autoptr (GError) error = NULL;

  g_signal_connect_swapped (request, "handle-close", G_CALLBACK (on_close), portal);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (request), portal->connection, path,
                                    &error);
  g_assert_no_error (error);
  g_ptr_array_add (portal->requests, request);
}

static gboolean
on_request_background (SlFakePortal          *portal,
                       GDBusMethodInvocation *invocation,
                       const char            *parent_window,
                       GVariant              *options)
{
  const char      *token = NULL;
  g_autofree char *path = NULL;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  path = make_path (portal, invocation, token);
  export_request (portal, path);
  g_ptr_array_add (portal->wishes, g_variant_ref (options));
  if (portal->is_hasty)
    sl_fake_portal_answer (portal, portal->mood);
  sl_dbus_portal_background_complete_request_background (portal->skeleton, invocation, path);
  if (!portal->is_hasty && portal->mood != SL_FAKE_PORTAL_THINKS)
    sl_fake_portal_answer (portal, portal->mood);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_set_status (SlFakePortal *portal, GDBusMethodInvocation *invocation, GVariant *options)
{
  char *message = NULL;

  g_assert_true (g_variant_lookup (options, "message", "s", &message));
  g_ptr_array_add (portal->sentences, message);
  sl_dbus_portal_background_complete_set_status (portal->skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/**
 * sl_fake_portal_start:
 * @bus: the test's bus
 *
 * Returns: (transfer full): a portal that grants everything
 */
SlFakePortal *
sl_fake_portal_start (SlPrivateBus *bus)
{
  SlFakePortal *portal = g_new0 (SlFakePortal, 1);
  g_autoptr (GError) error = NULL;

  portal->connection = sl_private_bus_connect (bus);
  portal->wishes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  portal->requests = g_ptr_array_new_with_free_func (drop_request);
  portal->sentences = g_ptr_array_new_with_free_func (g_free);
  portal->skeleton = sl_dbus_portal_background_skeleton_new ();
  g_object_connect (portal->skeleton, "swapped-signal::handle-request-background",
                    on_request_background, portal, "swapped-signal::handle-set-status",
                    on_set_status, portal, NULL);
  g_dbus_interface_skeleton_export (portal->skeleton, portal->connection, PORTAL_PATH, &error);
  g_assert_no_error (error);
  sl_private_bus_own_name (portal->connection, PORTAL_NAME);
  return portal;
}

/**
 * sl_fake_portal_answer:
 * @portal: a portal that was asked
 * @mood: how
 *
 * Answers the newest question. What is granted is what was wished.
 */
void
sl_fake_portal_answer (SlFakePortal *portal, SlFakePortalMood mood)
{
  GVariant    *wish = g_ptr_array_index (portal->wishes, portal->wishes->len - 1);
  gboolean     granted = mood == SL_FAKE_PORTAL_GRANTS;
  gboolean     autostart = FALSE;
  guint        response = 0;
  GVariantDict results = G_VARIANT_DICT_INIT (NULL);

  g_variant_lookup (wish, "autostart", "b", &autostart);
  g_variant_dict_insert (&results, "background", "b", granted);
  g_variant_dict_insert (&results, "autostart", "b", granted && autostart);
  if (mood == SL_FAKE_PORTAL_CANCELS)
    response = 1;
  else if (mood == SL_FAKE_PORTAL_FAILS)
    response = 2;
  sl_dbus_portal_request_emit_response (
      g_ptr_array_index (portal->requests, portal->requests->len - 1), response,
      g_variant_dict_end (&results));
}

/**
 * sl_fake_portal_stop:
 * @portal: (transfer full): the portal
 *
 * Ends it as a portal ends: its connection is closed.
 */
void
sl_fake_portal_stop (SlFakePortal *portal)
{
  g_ptr_array_unref (portal->requests);
  g_dbus_interface_skeleton_unexport (portal->skeleton);
  g_dbus_connection_close_sync (portal->connection, NULL, NULL);
  g_object_unref (portal->skeleton);
  g_object_unref (portal->connection);
  g_ptr_array_unref (portal->wishes);
  g_ptr_array_unref (portal->sentences);
  g_free (portal);
}
