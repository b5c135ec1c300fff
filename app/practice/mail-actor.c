/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "mail-actor.h"

#include "mail-session.h"
#include "practice-error.h"

#include <glib/gi18n-lib.h>
#include <sys/socket.h>

#define LISTEN_BACKLOG 16

struct _SlMailActor
{
  GObject          parent_instance;
  GTlsCertificate *certificate;
  char            *password;
  GSocket         *holder; /* keeps the port while nobody listens */
  guint16          port;
  GSocketService  *service; /* nullable: while connections are refused */
  GCancellable    *cancellable;
  SlMailAct        act;
  guint            delay_ms;
  guint            signins;
};

G_DEFINE_FINAL_TYPE (SlMailActor, sl_mail_actor, G_TYPE_OBJECT)

static void
close_listener (SlMailActor *self)
{
  if (self->service == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
}

static void
sl_mail_actor_dispose (GObject *object)
{
  SlMailActor *self = SL_MAIL_ACTOR (object);

  sl_mail_actor_stop (self);
  g_clear_object (&self->certificate);
  g_clear_object (&self->holder);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sl_mail_actor_parent_class)->dispose (object);
}

static void
sl_mail_actor_finalize (GObject *object)
{
  SlMailActor *self = SL_MAIL_ACTOR (object);

  g_free (self->password);

  G_OBJECT_CLASS (sl_mail_actor_parent_class)->finalize (object);
}

static void
sl_mail_actor_class_init (SlMailActorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_mail_actor_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_mail_actor_finalize;
}

static void
sl_mail_actor_init (SlMailActor *self)
{
  self->cancellable = g_cancellable_new ();
}

/* SO_REUSEPORT lets the holder and the listener share the port; the holder never listens, so that
 * the system refuses connections as soon as the listener is closed. */
static GSocket *
bind_loopback (guint16 port, GError **error)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);

  socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL || !g_socket_set_option (socket, SOL_SOCKET, SO_REUSEPORT, 1, error)
      || !g_socket_bind (socket, address, TRUE, error))
    {
      g_prefix_error (error, "%s: ", _ ("The practice found no free port on this computer"));
      return NULL;
    }
  return g_steal_pointer (&socket);
}

static gboolean
on_incoming (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             SlMailActor       *self)
{
  g_autoptr (GIOStream) stream
      = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);

  if (stream != NULL)
    sl_mail_session_begin (self, stream, self->cancellable);
  return TRUE;
}

static gboolean
open_listener (SlMailActor *self, GError **error)
{
  g_autoptr (GSocket) socket = bind_loopback (self->port, error);
  g_autoptr (GSocketService) service = g_socket_service_new ();

  if (socket == NULL)
    return FALSE;
  g_socket_set_listen_backlog (socket, LISTEN_BACKLOG);
  if (!g_socket_listen (socket, error)
      || !g_socket_listener_add_socket (G_SOCKET_LISTENER (service), socket, NULL, error))
    return FALSE;
  g_signal_connect (service, "incoming", G_CALLBACK (on_incoming), self);
  g_socket_service_start (service);
  self->service = g_steal_pointer (&service);
  return TRUE;
}

/**
 * sl_mail_actor_new:
 * @certificate: with its private key
 * @password: the only password that signs in
 * @error: set if no port could be had
 *
 * Listens at once, healthy.
 *
 * Returns: (transfer full) (nullable): the server
 */
SlMailActor *
sl_mail_actor_new (GTlsCertificate *certificate, const char *password, GError **error)
{
  g_autoptr (SlMailActor) self = g_object_new (SL_TYPE_MAIL_ACTOR, NULL);
  g_autoptr (GSocketAddress) address = NULL;

  self->certificate = g_object_ref (certificate);
  self->password = g_strdup (password);
  self->holder = bind_loopback (0, error);
  address = self->holder != NULL ? g_socket_get_local_address (self->holder, error) : NULL;
  if (address == NULL)
    return NULL;
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  return open_listener (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * sl_mail_actor_stop:
 * @self: a mail server
 *
 * Closes the port and ends every connection. May be called twice.
 */
void
sl_mail_actor_stop (SlMailActor *self)
{
  close_listener (self);
  g_cancellable_cancel (self->cancellable);
}

/**
 * sl_mail_actor_get_port:
 * @self: a mail server
 *
 * Returns: its TCP port on 127.0.0.1
 */
guint16
sl_mail_actor_get_port (SlMailActor *self)
{
  return self->port;
}

/**
 * sl_mail_actor_set_act:
 * @self: a mail server
 * @act: how to behave from now on, in open connections too
 * @delay_ms: for %SL_MAIL_ACT_SLOW: how late the answer to a sign-in comes
 * @error: set if the port could not be opened again
 *
 * Returns: whether it acts so
 */
gboolean
sl_mail_actor_set_act (SlMailActor *self, SlMailAct act, guint delay_ms, GError **error)
{
  self->act = act;
  self->delay_ms = act == SL_MAIL_ACT_SLOW ? delay_ms : 0;

  if (act == SL_MAIL_ACT_REFUSE)
    close_listener (self);
  else if (self->service == NULL)
    return open_listener (self, error);
  return TRUE;
}

/**
 * sl_mail_actor_get_act:
 * @self: a mail server
 *
 * Returns: how it behaves
 */
SlMailAct
sl_mail_actor_get_act (SlMailActor *self)
{
  return self->act;
}

/**
 * sl_mail_actor_get_delay_ms:
 * @self: a mail server
 *
 * Returns: how late the answer to a sign-in comes, in milliseconds
 */
guint
sl_mail_actor_get_delay_ms (SlMailActor *self)
{
  return self->delay_ms;
}

/**
 * sl_mail_actor_get_password:
 * @self: a mail server
 *
 * Returns: (transfer none): the password that signs in; it is public and protects nothing
 */
const char *
sl_mail_actor_get_password (SlMailActor *self)
{
  return self->password;
}

/**
 * sl_mail_actor_set_password:
 * @self: a mail server
 * @password: the only password that signs in from now on, in new connections
 */
void
sl_mail_actor_set_password (SlMailActor *self, const char *password)
{
  char *former = self->password;

  self->password = g_strdup (password);
  g_free (former);
}

/**
 * sl_mail_actor_add_signins:
 * @self: a mail server
 * @count: credentials that a connection has just seen
 */
void
sl_mail_actor_add_signins (SlMailActor *self, guint count)
{
  self->signins += count;
}

/**
 * sl_mail_actor_get_signins:
 * @self: a mail server
 *
 * Returns: how many credentials were presented so far, in all connections
 */
guint
sl_mail_actor_get_signins (SlMailActor *self)
{
  return self->signins;
}
