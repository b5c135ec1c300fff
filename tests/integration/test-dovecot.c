/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users see with a real Dovecot: IMAP, POP3 and submission, with TLS and STARTTLS. */
#include "check.h"
#include "counting-relay.h"
#include "dovecot-process.h"

#include <string.h>

/* As mail_max_userip_connections in dovecot.py. */
#define MOST_CONNECTIONS 4

/* Longer than any answer here takes. */
#define SILENCE_MS 1500

typedef struct
{
  const char *user;
  const char *password; /* NULL for the right one */
  const char *imap;     /* the outcome with each protocol */
  const char *pop3;
  const char *smtp;
} Visitor;

static const Visitor visitors[] = {
  { "good@example.org", NULL, "ok", "ok", "ok" },
  { "good@example.org", "wrong horse", "auth-rejected", "auth-rejected", "auth-rejected" },
  { "nobody@example.org", NULL, "auth-rejected", "auth-rejected", "auth-rejected" },
  { "disabled@example.org", NULL, "auth-disabled", "auth-disabled", "auth-disabled" },
  { "unavailable@example.org", NULL, "auth-unavailable", "auth-unavailable", "auth-unavailable" },
  { "expired@example.org", NULL, "auth-expired", "auth-expired", "auth-expired" },
  /* Dovecot tells nobody that its password database said so. */
  { "locked@example.org", NULL, "auth-rejected", "auth-rejected", "auth-rejected" },
  { "faulty@example.org", NULL, "auth-unavailable", "auth-unavailable", "auth-unavailable" },
  { "moved@example.org", NULL, "auth-unavailable", "auth-unavailable", "auth-unavailable" },
  { "broken@example.org", NULL, "mailbox-unavailable", "mailbox-unavailable", "ok" },
};

static const struct
{
  const char *service;
  SlProtocol  protocol;
  SlSecurity  security;
} services[] = {
  { "imap", SL_PROTOCOL_IMAP, SL_SECURITY_STARTTLS },
  { "imaps", SL_PROTOCOL_IMAP, SL_SECURITY_TLS },
  { "pop3", SL_PROTOCOL_POP3, SL_SECURITY_STARTTLS },
  { "pop3s", SL_PROTOCOL_POP3, SL_SECURITY_TLS },
  { "submission", SL_PROTOCOL_SMTP, SL_SECURITY_STARTTLS },
  { "submissions", SL_PROTOCOL_SMTP, SL_SECURITY_TLS },
};

static SlDovecotProcess *dovecot = NULL;

static SlCheckRequest *
make_request (gsize service, guint16 port, const char *user, const char *password)
{
  g_autoptr (SlServer) server = sl_server_new (services[service].protocol,
                                               services[service].security, "localhost", port, user);
  g_autoptr (SlSecret) secret
      = sl_secret_new (password != NULL ? password : sl_dovecot_process_get_password (dovecot), -1);
  SlCheckRequest *request = sl_check_request_new (server, SL_CHECK_KIND_SIGNIN, secret);

  request->trust = g_object_ref (sl_dovecot_process_get_trust (dovecot));
  return request;
}

static const char *
get_expected (const Visitor *visitor, SlProtocol protocol)
{
  if (protocol == SL_PROTOCOL_IMAP)
    return visitor->imap;
  return protocol == SL_PROTOCOL_POP3 ? visitor->pop3 : visitor->smtp;
}

static void
test_service (gconstpointer data)
{
  gsize   service = GPOINTER_TO_SIZE (data);
  guint16 port = sl_dovecot_process_get_port (dovecot, services[service].service);

  for (gsize i = 0; i < G_N_ELEMENTS (visitors); i++)
    {
      g_autoptr (SlCheckRequest) request
          = make_request (service, port, visitors[i].user, visitors[i].password);
      g_autoptr (SlCheckResult) result = sl_check_run (request, NULL);

      g_test_message ("%s: %s", visitors[i].user, result->server_text);
      g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==,
                       get_expected (&visitors[i], services[service].protocol));
      g_assert_cmpstr (result->tls_version, ==, "TLS 1.3");
      g_assert_cmpstr (result->mechanism, ==, "PLAIN");
    }
}

static void
test_door (gconstpointer data)
{
  gsize service = GPOINTER_TO_SIZE (data);
  g_autoptr (SlCheckRequest) request
      = make_request (service, sl_dovecot_process_get_port (dovecot, services[service].service),
                      "good@example.org", NULL);
  g_autoptr (SlCheckResult) result = NULL;

  request->kind = SL_CHECK_KIND_DOOR;
  result = sl_check_run (request, NULL);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "ok");
  g_assert_cmpint (result->timings_ms[SL_STAGE_AUTHENTICATION], ==, -1);
}

/* The password is taken, and then nobody answers. */
static void
test_silent_back_end (gconstpointer data)
{
  gsize service = GPOINTER_TO_SIZE (data);
  g_autoptr (SlCheckRequest) request
      = make_request (service, sl_dovecot_process_get_port (dovecot, services[service].service),
                      "silent@example.org", NULL);
  g_autoptr (SlCheckResult) result = NULL;

  request->step_timeout_ms = SILENCE_MS;
  result = sl_check_run (request, NULL);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "timeout");
  g_assert_cmpstr (sl_stage_to_nick (result->stage), ==, "authentication");
  g_assert_cmpint (result->timings_ms[SL_STAGE_GREETING], >=, 0);
}

static void
test_untrusted (void)
{
  g_autoptr (SlCheckRequest) request
      = make_request (1, sl_dovecot_process_get_port (dovecot, "imaps"), "good@example.org", NULL);
  g_autoptr (SlCheckResult) result = NULL;

  g_clear_object (&request->trust);
  result = sl_check_run (request, NULL);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "certificate-untrusted");
}

/* From 127.0.0.1 Dovecot takes passwords in clear; seen from elsewhere it demands encryption. */
static void
test_seen_from_elsewhere (gconstpointer data)
{
  gsize   service = GPOINTER_TO_SIZE (data);
  guint16 port = sl_dovecot_process_get_port (dovecot, services[service].service);
  g_autoptr (SlCountingRelay) relay = sl_counting_relay_new (port, "127.0.0.2");
  g_autoptr (SlCheckRequest) request
      = make_request (service, relay->port, "good@example.org", NULL);
  g_autoptr (SlCheckResult) result = sl_check_run (request, NULL);

  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "ok");
  sl_counting_relay_stop (relay);
  g_test_message ("%u waits", relay->n_waits);
  /* Behind the request to encrypt, nothing is readable. */
  g_assert_null (g_strstr_len (relay->sent->str, (gssize) relay->sent->len, "AUTH"));
  g_assert_null (g_strstr_len (relay->sent->str, (gssize) relay->sent->len, "good@example.org"));
}

static GIOStream *
hold_connection (void)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
      client, "127.0.0.1", sl_dovecot_process_get_port (dovecot, "imap"), NULL, NULL);
  g_autoptr (GDataInputStream) input = NULL;
  g_autofree char *login = g_strdup_printf ("x LOGIN good@example.org \"%s\"\r\n",
                                            sl_dovecot_process_get_password (dovecot));
  gboolean         signed_in = FALSE;

  g_assert_nonnull (connection);
  input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (input), FALSE);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), login,
                             strlen (login), NULL, NULL, NULL);
  while (!signed_in)
    {
      g_autofree char *line = g_data_input_stream_read_line (input, NULL, NULL, NULL);

      g_assert_nonnull (line);
      signed_in = g_str_has_prefix (line, "x OK");
    }
  return G_IO_STREAM (g_steal_pointer (&connection));
}

static void
test_too_many_connections (void)
{
  GIOStream *held[MOST_CONNECTIONS];
  g_autoptr (SlCheckRequest) request
      = make_request (1, sl_dovecot_process_get_port (dovecot, "imaps"), "good@example.org", NULL);
  g_autoptr (SlCheckResult) result = NULL;

  for (int i = 0; i < MOST_CONNECTIONS; i++)
    held[i] = hold_connection ();
  result = sl_check_run (request, NULL);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "too-many-connections");
  g_assert_cmpstr (result->response_code, ==, "LIMIT");
  for (int i = 0; i < MOST_CONNECTIONS; i++)
    g_object_unref (held[i]);
}

static void
add_tests (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autofree char *signin = g_strdup_printf ("/dovecot/%s/sign-in", services[i].service);
      g_autofree char *door = g_strdup_printf ("/dovecot/%s/door", services[i].service);
      g_autofree char *silent
          = g_strdup_printf ("/dovecot/%s/silent-back-end", services[i].service);
      g_autofree char *elsewhere
          = g_strdup_printf ("/dovecot/%s/seen-from-elsewhere", services[i].service);

      g_test_add_data_func (signin, GSIZE_TO_POINTER (i), test_service);
      g_test_add_data_func (door, GSIZE_TO_POINTER (i), test_door);
      g_test_add_data_func (silent, GSIZE_TO_POINTER (i), test_silent_back_end);
      g_test_add_data_func (elsewhere, GSIZE_TO_POINTER (i), test_seen_from_elsewhere);
    }
  g_test_add_func ("/dovecot/untrusted", test_untrusted);
  g_test_add_func ("/dovecot/too-many-connections", test_too_many_connections);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  dovecot = sl_dovecot_process_new (argv[1], argv[2], NULL, &error);
  if (dovecot == NULL)
    {
      g_print ("1..0 # SKIP %s\n", error->message);
      return 0;
    }
  add_tests ();
  result = g_test_run ();
  sl_dovecot_process_free (dovecot);
  return result;
}
