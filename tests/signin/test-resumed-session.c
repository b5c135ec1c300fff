/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user accepted a certificate once; later the acceptance is taken back. GIO resumes TLS sessions
 * within a process and then never asks about the certificate again, so a check that relied on being
 * asked would sign in. GIO resumes nothing after g_test_init(), therefore this program does without
 * it and writes its TAP itself. */
#include "certificate-reader.h"
#include "check-fixture.h"
#include "ticket-server.h"

#include <string.h>

#define N_LATER_CHECKS 3
#define N_CONNECTIONS 4

static int n_tests = 0;
static int n_failed = 0;

static void
report (gboolean passed, const char *truth)
{
  n_failed += !passed;
  g_print ("%s %d - %s\n", passed ? "ok" : "not ok", ++n_tests, truth);
}

static SlOutcome
sign_in (SlProtocol protocol, guint16 port, const char *pinned_key)
{
  g_autoptr (SlCheckRequest) request
      = fixture_request (protocol, SL_SECURITY_TLS, SL_CHECK_KIND_SIGNIN, port);
  g_autoptr (SlCheckResult) result = NULL;

  request->pinned_key = g_strdup (pinned_key);
  result = sl_check_run (request, NULL);
  return result->outcome;
}

/* What GIO itself does: the trap is real. */
static gboolean
accept_anything (GTlsConnection      *connection,
                 GTlsCertificate     *certificate,
                 GTlsCertificateFlags errors,
                 gpointer             n_asked)
{
  (*(int *) n_asked)++;
  return TRUE;
}

static void
on_event (GSocketClient      *client,
          GSocketClientEvent  event,
          GSocketConnectable *connectable,
          GIOStream          *stream,
          gpointer            n_asked)
{
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    g_signal_connect (stream, "accept-certificate", G_CALLBACK (accept_anything), n_asked);
}

static int
count_questions (guint16 port, int n_connections)
{
  int n_asked = 0;

  for (int i = 0; i < n_connections; i++)
    {
      g_autoptr (GSocketClient) client = g_socket_client_new ();
      g_autoptr (GSocketConnection) connection = NULL;
      char greeting[256];

      g_socket_client_set_tls (client, TRUE);
      g_signal_connect (client, "event", G_CALLBACK (on_event), &n_asked);
      connection = g_socket_client_connect_to_host (client, "localhost", port, NULL, NULL);
      if (connection == NULL)
        continue;
      /* The session's ticket comes with the first bytes. */
      g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), greeting,
                           sizeof greeting, NULL, NULL);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    }
  return n_asked;
}

/* It speaks neither, but that shows only behind the handshake. */
static gboolean
is_untrusted_again (SlProtocol protocol, guint16 port, const char *key)
{
  gboolean untrusted = sign_in (protocol, port, key) != SL_OUTCOME_CERTIFICATE_UNTRUSTED;

  for (int i = 0; i < N_LATER_CHECKS; i++)
    untrusted &= sign_in (protocol, port, NULL) == SL_OUTCOME_CERTIFICATE_UNTRUSTED;
  return untrusted;
}

int
main (void)
{
  GTlsCertificate *certificate = sl_test_certificates_get ()->self_signed;
  g_autofree char *key = sl_certificate_reader_dup_key (certificate);
  g_autofree char *response = fixture_plain_response ();
  g_autoptr (SlTicketServer) server = sl_ticket_server_new (certificate, NULL);
  gboolean always_untrusted = TRUE;
  gboolean web_untrusted = TRUE;
  int      n_asked = count_questions (server->port, N_CONNECTIONS);

  g_print ("1..10\n");
  if (n_asked == N_CONNECTIONS)
    g_print ("ok %d # SKIP GIO resumed no session here\n", ++n_tests);
  else
    report (n_asked == 1, "GIO does not ask about the certificate of a resumed session");
  report (sign_in (SL_PROTOCOL_IMAP, server->port, key) == SL_OUTCOME_OK,
          "an accepted certificate is good enough");
  for (int i = 0; i < N_LATER_CHECKS; i++)
    always_untrusted
        &= sign_in (SL_PROTOCOL_IMAP, server->port, NULL) == SL_OUTCOME_CERTIFICATE_UNTRUSTED;
  report (always_untrusted, "without the acceptance it is untrusted again, every time");
  /* It speaks no HTTP, but takes the request. */
  report (sign_in (SL_PROTOCOL_JMAP, server->port, key) != SL_OUTCOME_CERTIFICATE_UNTRUSTED,
          "the same holds for libsoup: accepted");
  for (int i = 0; i < N_LATER_CHECKS; i++)
    web_untrusted
        &= sign_in (SL_PROTOCOL_JMAP, server->port, NULL) == SL_OUTCOME_CERTIFICATE_UNTRUSTED;
  report (web_untrusted, "and untrusted again, every time");
  report (is_untrusted_again (SL_PROTOCOL_POP3, server->port, key), "the same holds for POP3");
  report (is_untrusted_again (SL_PROTOCOL_SMTP, server->port, key), "the same holds for SMTP");
  sl_ticket_server_stop (server);
  report (fixture_count (server->received->str, "Authorization: Basic ") == 1,
          "and one request left, with the password, when it was accepted");
  report (fixture_count (server->received->str, "HTTP/1.1") == 1, "and not a byte of another");
  report (fixture_count (server->received->str, response) == 1, "and the password left once only");
  g_print ("# GIO asked %d times in %d connections; %u sessions were resumed\n", n_asked,
           N_CONNECTIONS, server->n_resumed);
  return n_failed == 0 ? 0 : 1;
}
