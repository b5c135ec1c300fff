/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "certificate.h"
#include "mail-actor.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define PLAIN_GOOD "AHByYWN0aWNlAHByYWN0aWNl"
#define CLIENT_TIMEOUT_SECONDS 20
#define ENDLESS_BYTES (64 * 1024)

/* A server, and a client that runs on a thread of its own, as a real check does. */
typedef struct
{
  SlMailActor  *actor;
  GTlsDatabase *trust;
  char         *trust_path;
} Fixture;

typedef struct
{
  Fixture    *fixture;
  const char *host;
  const char *says; /* everything at once */
  char       *heard;
  GError     *error;
  gboolean    over;
} Client;

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *authority_pem = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = sl_practice_certificate_new (&authority_pem, &error);
  int fd = g_file_open_tmp ("authority-XXXXXX.pem", &fixture->trust_path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (fixture->trust_path, authority_pem, -1, &error);
  g_assert_no_error (error);
  fixture->trust = g_tls_file_database_new (fixture->trust_path, &error);
  g_assert_no_error (error);
  fixture->actor = sl_mail_actor_new (certificate, "practice", &error);
  g_assert_no_error (error);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  sl_mail_actor_stop (fixture->actor);
  /* The sessions let go of the server one after the other. */
  g_object_add_weak_pointer (G_OBJECT (fixture->actor), (gpointer *) &fixture->actor);
  g_object_unref (fixture->actor);
  while (fixture->actor != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&fixture->trust);
  g_unlink (fixture->trust_path);
  g_free (fixture->trust_path);
}

static void
on_tls_event (GSocketClient      *socket_client,
              GSocketClientEvent  event,
              GSocketConnectable *where,
              GIOStream          *stream,
              Client             *client)
{
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    g_tls_connection_set_database (G_TLS_CONNECTION (stream), client->fixture->trust);
}

static char *
read_all (GInputStream *stream, GError **error)
{
  GString *text = g_string_new (NULL);
  char     chunk[1024];
  gssize   length;

  while ((length = g_input_stream_read (stream, chunk, sizeof chunk, NULL, error)) > 0)
    g_string_append_len (text, chunk, length);
  return g_string_free (text, FALSE);
}

static gpointer
run_client (gpointer data)
{
  Client *client = data;
  g_autoptr (GSocketClient) socket_client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) late = NULL;

  g_socket_client_set_tls (socket_client, TRUE);
  g_socket_client_set_timeout (socket_client, CLIENT_TIMEOUT_SECONDS);
  g_signal_connect (socket_client, "event", G_CALLBACK (on_tls_event), client);
  connection = g_socket_client_connect_to_host (socket_client, client->host,
                                                sl_mail_actor_get_port (client->fixture->actor),
                                                NULL, &client->error);
  if (connection != NULL)
    {
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                 client->says, strlen (client->says), NULL, NULL, NULL);
      client->heard = read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), &late);
    }
  client->over = TRUE;
  g_main_context_wakeup (NULL);
  return NULL;
}

static void
talk (Client *client)
{
  GThread *thread = g_thread_new ("client", run_client, client);

  while (!client->over)
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
}

static void
client_clear (Client *client)
{
  g_free (client->heard);
  g_clear_error (&client->error);
}

static void
assert_hears (Fixture *fixture, const char *host, const char *says, const char *wanted)
{
  Client client = { fixture, host, says };

  talk (&client);
  g_assert_no_error (client.error);
  g_assert_nonnull (strstr (client.heard, wanted));
  client_clear (&client);
}

static void
test_pipelined (Fixture *fixture, gconstpointer data)
{
  assert_hears (fixture, "127.0.0.1",
                "a AUTHENTICATE PLAIN " PLAIN_GOOD "\r\nb EXAMINE INBOX\r\nc LOGOUT\r\n",
                "b OK [READ-ONLY] EXAMINE completed.\r\n* BYE Logging out\r\nc OK");
  g_assert_cmpuint (sl_mail_actor_get_signins (fixture->actor), ==, 1);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  assert_hears (fixture, "localhost", "a LOGOUT\r\n", "a OK");
}

static void
test_slow (Fixture *fixture, gconstpointer data)
{
  sl_mail_actor_set_act (fixture->actor, SL_MAIL_ACT_SLOW, 30, NULL);
  assert_hears (fixture, "127.0.0.1", "a AUTHENTICATE PLAIN " PLAIN_GOOD "\r\nb LOGOUT\r\n",
                "a OK ");
}

static void
test_refuse_and_return (Fixture *fixture, gconstpointer data)
{
  Client  client = { fixture, "127.0.0.1", "a LOGOUT\r\n" };
  guint16 port = sl_mail_actor_get_port (fixture->actor);
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_mail_actor_set_act (fixture->actor, SL_MAIL_ACT_REFUSE, 0, &error));
  talk (&client);
  g_assert_error (client.error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  client_clear (&client);

  g_assert_true (sl_mail_actor_set_act (fixture->actor, SL_MAIL_ACT_HEALTHY, 0, &error));
  g_assert_cmpuint (sl_mail_actor_get_port (fixture->actor), ==, port);
  assert_hears (fixture, "127.0.0.1", "a LOGOUT\r\n", "a OK");
}

static void
test_endless_line (Fixture *fixture, gconstpointer data)
{
  g_autofree char *endless = g_strnfill (ENDLESS_BYTES, 'x');
  Client           client = { fixture, "127.0.0.1", endless };

  talk (&client);
  g_assert_no_error (client.error);
  g_assert_true (g_str_has_prefix (client.heard, "* OK "));
  client_clear (&client);
}

static void
test_untrusted (Fixture *fixture, gconstpointer data)
{
  Client client = { fixture, "127.0.0.1", "" };

  g_clear_object (&fixture->trust);
  fixture->trust = g_tls_backend_get_default_database (g_tls_backend_get_default ());
  talk (&client);
  g_assert_error (client.error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
  client_clear (&client);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/practice/mail/pipelined-signin", test_pipelined);
  add ("/practice/mail/certificate-names-localhost", test_names);
  add ("/practice/mail/slow", test_slow);
  add ("/practice/mail/refuse-and-return", test_refuse_and_return);
  add ("/practice/mail/endless-line", test_endless_line);
  add ("/practice/mail/nobody-else-trusts-it", test_untrusted);
  return g_test_run ();
}
