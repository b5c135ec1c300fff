/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-secret-portal.h"

#include <gio/gunixfdlist.h>
#include <string.h>
#include <unistd.h>

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define MASTER_SECRET_BYTES 64

/* Source: XDG Desktop Portal, org.freedesktop.portal.Secret, version 1. */
static const char secret_xml[] = "<node><interface name='org.freedesktop.portal.Secret'>"
                                 "<method name='RetrieveSecret'>"
                                 "<arg type='h' name='fd' direction='in'/>"
                                 "<arg type='a{sv}' name='options' direction='in'/>"
                                 "<arg type='o' name='handle' direction='out'/></method>"
                                 "<property name='version' type='u' access='read'/>"
                                 "</interface></node>";

typedef struct
{
  char *sender;
  char *path;
  int   pipe;
} Request;

static void
request_free (Request *request)
{
  g_free (request->sender);
  g_free (request->path);
  g_free (request);
}

static Request *
request_new (GDBusMethodInvocation *invocation)
{
  GUnixFDList *descriptors
      = g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (invocation));
  Request         *request = g_new0 (Request, 1);
  const char      *token = "t";
  gint             index;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) options = NULL;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(h@a{sv})", &index,
                 &options);
  g_variant_lookup (options, "handle_token", "&s", &token);
  request->sender = g_strdup (g_dbus_method_invocation_get_sender (invocation));
  name = g_strdelimit (g_strdup (request->sender + 1), ".", '_');
  request->path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", name, token);
  request->pipe = g_unix_fd_list_get (descriptors, index, NULL);
  g_assert_cmpint (request->pipe, >=, 0);
  return request;
}

static void
answer (SlFakeSecretPortal *portal, Request *request)
{
  char secret[MASTER_SECRET_BYTES];
  g_autoptr (GError) error = NULL;

  memset (secret, 'm', sizeof secret);
  g_assert_cmpint (write (request->pipe, secret, sizeof secret), ==, sizeof secret);
  close (request->pipe);
  g_dbus_connection_emit_signal (portal->connection, request->sender, request->path,
                                 "org.freedesktop.portal.Request", "Response",
                                 g_variant_new_parsed ("(uint32 0, @a{sv} {})"), &error);
  g_assert_no_error (error);
}

static void
on_call (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  SlFakeSecretPortal    *portal = user_data;
  SlFakeSecretPortalMood mood = g_atomic_int_get (&portal->mood);
  Request               *request = request_new (invocation);

  g_ptr_array_add (portal->open, request);
  if (mood == SL_FAKE_SECRET_PORTAL_ANSWERS_FIRST)
    answer (portal, request);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request->path));
  if (mood == SL_FAKE_SECRET_PORTAL_REPLIES_FIRST)
    answer (portal, request);
  if (mood != SL_FAKE_SECRET_PORTAL_THINKS)
    g_ptr_array_remove (portal->open, request);
  g_atomic_int_inc (&portal->n_asked);
}

static GVariant *
on_get (GDBusConnection *connection,
        const char      *sender,
        const char      *path,
        const char      *interface,
        const char      *property,
        GError         **error,
        gpointer         user_data)
{
  return g_variant_new_uint32 (1);
}

static gpointer
serve (gpointer user_data)
{
  static const GDBusInterfaceVTable vtable = { on_call, on_get, NULL, { 0 } };
  SlFakeSecretPortal               *portal = user_data;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (secret_xml, NULL);

  g_main_context_push_thread_default (portal->context);
  g_assert_cmpuint (g_dbus_connection_register_object (portal->connection, PORTAL_PATH,
                                                       node->interfaces[0], &vtable, portal, NULL,
                                                       NULL),
                    >, 0);
  sl_private_bus_own_name (portal->connection, PORTAL_NAME);
  g_main_loop_run (portal->loop);
  g_main_context_pop_thread_default (portal->context);
  return NULL;
}

/**
 * sl_fake_secret_portal_start:
 * @bus: the test's bus
 * @mood: how it answers
 *
 * Returns: (transfer full): a portal that is on the bus, or will be before anything else happens
 */
SlFakeSecretPortal *
sl_fake_secret_portal_start (SlPrivateBus *bus, SlFakeSecretPortalMood mood)
{
  SlFakeSecretPortal *portal = g_new0 (SlFakeSecretPortal, 1);

  portal->mood = mood;
  portal->connection = sl_private_bus_connect (bus);
  portal->open = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  portal->context = g_main_context_new ();
  portal->loop = g_main_loop_new (portal->context, FALSE);
  portal->thread = g_thread_new ("secret-portal", serve, portal);
  while (!g_main_loop_is_running (portal->loop))
    g_thread_yield ();
  return portal;
}

static gboolean
answer_all (gpointer user_data)
{
  SlFakeSecretPortal *portal = user_data;

  for (guint i = 0; i < portal->open->len; i++)
    answer (portal, portal->open->pdata[i]);
  g_ptr_array_set_size (portal->open, 0);
  return G_SOURCE_REMOVE;
}

/**
 * sl_fake_secret_portal_answer:
 * @portal: a portal that was asked
 *
 * Answers what is still open, as if the user had unlocked the keyring now.
 */
void
sl_fake_secret_portal_answer (SlFakeSecretPortal *portal)
{
  g_main_context_invoke (portal->context, answer_all, portal);
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/**
 * sl_fake_secret_portal_stop:
 * @portal: (transfer full): the portal
 *
 * Ends it as a portal ends: its connection is closed, and what is open gets no answer.
 */
void
sl_fake_secret_portal_stop (SlFakeSecretPortal *portal)
{
  g_main_context_invoke (portal->context, quit, portal->loop);
  g_thread_join (portal->thread);
  g_dbus_connection_close_sync (portal->connection, NULL, NULL);
  for (guint i = 0; i < portal->open->len; i++)
    close (((Request *) portal->open->pdata[i])->pipe);
  g_ptr_array_unref (portal->open);
  g_object_unref (portal->connection);
  g_main_loop_unref (portal->loop);
  g_main_context_unref (portal->context);
  g_free (portal);
}
