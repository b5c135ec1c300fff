/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users see when an IMAP server behaves, misbehaves or lies. */
#include "check-fixture.h"

#include "certificate-reader.h"
#include "ticket-server.h"

#include <string.h>

#define TLS SL_SECURITY_TLS
#define STARTTLS SL_SECURITY_STARTTLS
#define DOOR SL_CHECK_KIND_DOOR
#define SIGNIN SL_CHECK_KIND_SIGNIN

#define GREETING "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\n"
#define FLIGHT GREETING "C: a4 AUTHENTICATE PLAIN *\n"
#define SIGNED_IN FLIGHT "S: a4 OK done\n"
#define CLEAR "S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\n"
#define UPGRADE CLEAR "C: a2 STARTTLS\n"

/* clang-format off */
static const FixtureCase cases[] = {
  { "imap/good-sign-in", TLS, SIGNIN,
    SIGNED_IN "C: a5 EXAMINE INBOX\nC: a6 LOGOUT\nS: * 3 EXISTS\nS: a5 OK [READ-ONLY] done\nS: * BYE\nS: a6 OK\nCLOSE",
    GOOD, "ok", "done", 1 },
  { "imap/good-door", TLS, DOOR, GREETING "C: a6 LOGOUT\nS: * BYE\nS: a6 OK\nCLOSE", GOOD, "ok", "done", 0 },
  { "imap/capabilities-asked-when-greeting-lacks-them", TLS, SIGNIN,
    "TLS\nS: * OK Gimap ready\nC: a3 CAPABILITY\nS: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\nS: a3 OK\n"
    "C: a4 AUTHENTICATE PLAIN *\nS: * CAPABILITY IMAP4rev1\nS: a4 OK\nS: a5 OK\nS: a6 OK\nCLOSE",
    GOOD, "ok", "done", 1 },
  { "imap/plain-without-initial-response", TLS, SIGNIN,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\nC: a4 AUTHENTICATE PLAIN\nS: +\nC: *\nS: a4 OK\nS: a5 OK\nCLOSE",
    GOOD, "ok", "done", 1 },
  { "imap/login-command-without-plain", TLS, SIGNIN,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1] ready\nC: a4 LOGIN \"ann@example.org\" \"*\"\nS: a4 OK\nS: a5 OK\nCLOSE",
    GOOD, "ok", "done", 1 },
  { "imap/login-mechanism-when-command-is-disabled", TLS, SIGNIN,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=LOGIN] ready\nC: a4 AUTHENTICATE LOGIN\nS: + VXNlcm5hbWU6\n"
    "C: YW5uQGV4YW1wbGUub3Jn\nS: + UGFzc3dvcmQ6\nC: *\nS: a4 OK\nS: a5 OK\nCLOSE",
    GOOD, "ok", "done", 1 },
  { "imap/no-way-to-sign-in", TLS, SIGNIN,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2] ready\nC: a6 LOGOUT\nS: a6 OK\nCLOSE",
    GOOD, "auth-method-disabled", "authentication", 0 },
  { "imap/greeting-announced-before-it-comes", TLS, SIGNIN,
    "TLS\nS: * OK Waiting for authentication process to respond..\nS: * OK Waiting for authentication process to respond..\n"
    "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\nC: a4 *\nS: a4 OK\nS: a5 OK\nCLOSE",
    GOOD, "ok", "done", 1 },
  { "imap/signed-in-by-the-connection", TLS, SIGNIN,
    "TLS\nS: * PREAUTH welcome\nC: a5 EXAMINE INBOX\nS: a5 OK\nC: a6 LOGOUT\nS: a6 OK\nCLOSE",
    GOOD, "ok", "done", 0 },
  { "imap/lower-case-server", TLS, SIGNIN,
    "TLS\nS: * ok [capability imap4rev1 sasl-ir auth=plain] ready\nC: a4 *\nS: A4 no [unavailable] later\nCLOSE",
    GOOD, "auth-unavailable", "authentication", 1 },
  { "imap/no-carriage-returns-and-a-zero-byte", TLS, SIGNIN,
    "TLS\ns: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] r\nNUL\nS: eady\nC: a4 *\nS: a4 OK\nS: a5 OK\nCLOSE",
    GOOD, "ok", "done", 1 },

  { "imap/goodbye-instead-of-greeting", TLS, SIGNIN, "TLS\nS: * BYE overloaded\nCLOSE",
    GOOD, "greeting-rejected", "greeting", 0 },
  { "imap/too-many-connections-at-greeting", TLS, SIGNIN, "TLS\nS: * BYE Too many concurrent connections\nCLOSE",
    GOOD, "too-many-connections", "greeting", 0 },
  { "imap/refused", TLS, SIGNIN, FLIGHT "S: a4 NO [AUTHENTICATIONFAILED] no\nS: a5 BAD first sign in\nS: a6 OK\nCLOSE",
    GOOD, "auth-rejected", "authentication", 1 },
  { "imap/refused-without-code", TLS, SIGNIN, FLIGHT "S: a4 NO LOGIN failed.\nS: a5 BAD\nS: a6 OK\nCLOSE",
    GOOD, "auth-rejected", "authentication", 1 },
  { "imap/other-code-is-temporary", TLS, SIGNIN, FLIGHT "S: a4 NO [SOMETHING odd] later\nCLOSE",
    GOOD, "auth-unavailable", "authentication", 1 },
  { "imap/goodbye-instead-of-answer", TLS, SIGNIN, FLIGHT "S: * BYE [UNAVAILABLE] Temporary System Error\nCLOSE",
    GOOD, "auth-unavailable", "authentication", 1 },
  { "imap/goodbye-before-refusal", TLS, SIGNIN, FLIGHT "S: * BYE too many\nS: a4 NO [AUTHENTICATIONFAILED] no\nCLOSE",
    GOOD, "auth-rejected", "authentication", 1 },
  { "imap/unasked-continuation", TLS, SIGNIN, FLIGHT "S: + more\nCLOSE",
    GOOD, "protocol-error", "authentication", 1 },
  { "imap/mailbox-broken", TLS, SIGNIN, SIGNED_IN "S: a5 NO [SERVERBUG] see log\nS: a6 OK\nCLOSE",
    GOOD, "mailbox-unavailable", "mailbox", 1 },
  { "imap/mailbox-not-permitted", TLS, SIGNIN, SIGNED_IN "S: a5 NO [NOPERM] no\nS: a6 OK\nCLOSE",
    GOOD, "mailbox-refused", "mailbox", 1 },

  { "imap/starttls", STARTTLS, SIGNIN,
    UPGRADE "S: a2 OK go\nTLS\nC: a3 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\nS: a3 OK\n"
    "C: a4 *\nS: a4 OK\nS: a5 OK\nS: a6 OK\nCLOSE", GOOD, "ok", "done", 1 },
  { "imap/starttls-door", STARTTLS, DOOR, UPGRADE "S: a2 OK go\nTLS\nC: a6 LOGOUT\nS: a6 OK\nCLOSE",
    GOOD, "ok", "done", 0 },
  { "imap/starttls-not-offered", STARTTLS, SIGNIN,
    "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\nC: a6 LOGOUT\nS: a6 OK\nCLOSE",
    GOOD, "starttls-missing", "greeting", 0 },
  { "imap/starttls-refused", STARTTLS, SIGNIN, UPGRADE "S: a2 NO not today\nC: a6 LOGOUT\nS: a6 OK\nCLOSE",
    GOOD, "starttls-missing", "greeting", 0 },
  { "imap/starttls-signed-in-already", STARTTLS, SIGNIN,
    "S: * PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] hello\nC: a6 LOGOUT\nCLOSE",
    GOOD, "starttls-missing", "greeting", 0 },
  { "imap/starttls-text-injected", STARTTLS, SIGNIN,
    UPGRADE "s: a2 OK go\\r\\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\\r\\n", GOOD, "protocol-error", "tls", 0 },
  { "imap/starttls-goes-on-in-clear", STARTTLS, SIGNIN,
    UPGRADE "S: a2 OK go\nANY\nS: * OK come on", GOOD, "protocol-error", "tls", 0 },
  { "imap/starttls-closed-instead", STARTTLS, SIGNIN, UPGRADE "S: a2 OK go\nCLOSE",
    GOOD, "connection-reset", "tls", 0 },
  { "imap/starttls-certificate-untrusted", STARTTLS, SIGNIN, UPGRADE "S: a2 OK go\nTLS",
    SELF_SIGNED, "certificate-untrusted", "tls", 0 },

  { "imap/certificate-expired", TLS, SIGNIN, "TLS", EXPIRED, "certificate-expired", "tls", 0 },
  { "imap/certificate-untrusted", TLS, SIGNIN, "TLS", SELF_SIGNED, "certificate-untrusted", "tls", 0 },
  { "imap/certificate-of-another-host", TLS, SIGNIN, "TLS", OTHER_HOST, "certificate-hostname", "tls", 0 },
  { "imap/web-server-on-the-tls-port", TLS, SIGNIN,
    "ANY\nS: HTTP/1.1 302 Found\nS: Location: http://portal.example/\nS: ", GOOD, "captive-portal", "tls", 0 },
  { "imap/web-server-behind-tls", TLS, SIGNIN, "TLS\nS: HTTP/1.1 400 Bad Request",
    GOOD, "protocol-error", "greeting", 0 },
  { "imap/web-server-on-the-clear-port", STARTTLS, SIGNIN, "S: HTTP/1.0 200 OK",
    GOOD, "captive-portal", "greeting", 0 },
  { "imap/clear-text-on-the-tls-port", TLS, SIGNIN, "S: * OK [CAPABILITY IMAP4rev1] hello",
    GOOD, "tls-failed", "tls", 0 },

  { "imap/silent-at-tls", TLS, SIGNIN, "STALL", GOOD, "connection-timeout", "tls", 0 },
  { "imap/silent-at-greeting", TLS, SIGNIN, "TLS\nSTALL", GOOD, "greeting-missing", "greeting", 0 },
  { "imap/half-greeting", TLS, SIGNIN, "TLS\ns: * OK [CAPAB\nSTALL", GOOD, "greeting-missing", "greeting", 0 },
  { "imap/silent-at-sign-in", TLS, SIGNIN, FLIGHT "STALL", GOOD, "timeout", "authentication", 1 },
  { "imap/half-answer", TLS, SIGNIN, FLIGHT "s: a4 O\nSTALL", GOOD, "timeout", "authentication", 1 },
  { "imap/silent-at-mailbox", TLS, SIGNIN, SIGNED_IN "STALL", GOOD, "timeout", "mailbox", 1 },
  { "imap/silent-at-goodbye", TLS, SIGNIN, SIGNED_IN "S: a5 OK\nSTALL", GOOD, "ok", "done", 1 },

  { "imap/closed-at-tls", TLS, SIGNIN, "CLOSE", GOOD, "connection-reset", "tls", 0 },
  { "imap/cut-at-tls", TLS, SIGNIN, "ANY\nRESET", GOOD, "connection-reset", "tls", 0 },
  { "imap/closed-at-greeting", TLS, SIGNIN, "TLS\nCLOSE", GOOD, "greeting-missing", "greeting", 0 },
  { "imap/cut-at-greeting", TLS, SIGNIN, "TLS\nRESET", GOOD, "greeting-missing", "greeting", 0 },
  { "imap/closed-at-sign-in", TLS, SIGNIN, FLIGHT "CLOSE", GOOD, "connection-reset", "authentication", 1 },
  { "imap/cut-at-sign-in", TLS, SIGNIN, FLIGHT "RESET", GOOD, "connection-reset", "authentication", 1 },
  { "imap/closed-at-mailbox", TLS, SIGNIN, SIGNED_IN "CLOSE", GOOD, "connection-reset", "mailbox", 1 },
  { "imap/closed-at-starttls", STARTTLS, SIGNIN, UPGRADE "CLOSE", GOOD, "greeting-missing", "greeting", 0 },

  { "imap/endless-greeting", TLS, SIGNIN, "TLS\nFLOOD xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    GOOD, "protocol-error", "greeting", 0 },
  { "imap/endless-waiting-lines", TLS, SIGNIN, "TLS\nLINES * OK Waiting for authentication process to respond..",
    GOOD, "protocol-error", "greeting", 0 },
  { "imap/endless-reply", TLS, SIGNIN, FLIGHT "LINES * OK still at it", GOOD, "protocol-error", "authentication", 1 },
  { "imap/endless-line-in-mailbox", TLS, SIGNIN, SIGNED_IN "FLOOD * 1 FETCH (BODY", GOOD, "protocol-error", "mailbox", 1 },
  { "imap/no-imap-at-all", TLS, SIGNIN, "TLS\nS: SSH-2.0-server", GOOD, "protocol-error", "greeting", 0 },
  { "imap/capabilities-kept-secret", TLS, SIGNIN, "TLS\nS: * OK hi\nC: a3 CAPABILITY\nS: a3 OK\nC: a6 LOGOUT\nCLOSE",
    GOOD, "protocol-error", "greeting", 0 },
  { "imap/empty-lines", TLS, SIGNIN, "TLS\nS: \nS: ", GOOD, "protocol-error", "greeting", 0 },
  { "imap/tagged-greeting", TLS, SIGNIN, "TLS\nS: a4 OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi",
    GOOD, "protocol-error", "greeting", 0 },
};
/* clang-format on */

static void
test_result_tells_everything (void)
{
  const char *script
      = "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] The Microsoft Exchange IMAP4 "
        "service is "
        "ready. [bQBhAGkAbAAuAGUAeABhAG0AcABsAGUALgBvAHIAZwA=]\n"
        "C: a4 *\nS: * OK working\n"
        "S: a4 BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds\n"
        "S: * BYE Connection closed. 14\nCLOSE";
  g_autoptr (SlScriptedServer) server
      = sl_scripted_server_new (script, sl_test_certificates_get ()->good);
  g_autoptr (SlCheckResult) result = fixture_run (server, SL_PROTOCOL_IMAP, TLS, SIGNIN);

  fixture_assert_outcome (result, "throttled", "authentication");
  g_assert_cmpuint (result->retry_after_seconds, ==, 300);
  g_assert_cmpstr (result->server_text, ==,
                   "Request is throttled. Suggested Backoff Time: 299961 milliseconds");
  g_assert_cmpstr (result->server_name, ==, "mail.example.org");
  g_assert_cmpstr (result->mechanism, ==, "PLAIN");
  g_assert_cmpstr (result->address, ==, "127.0.0.1");
  g_assert_cmpstr (result->tls_version, ==, "TLS 1.3");
  g_assert_false (result->pipelined);
  g_assert_cmpint (result->timings_ms[SL_STAGE_AUTHENTICATION], >=, 0);
  g_assert_cmpint (result->timings_ms[SL_STAGE_MAILBOX], ==, -1);
  g_assert_cmpint (result->timings_ms[SL_STAGE_DONE], >=, 0);
  g_assert_cmpint (result->time, >, 0);
}

/* A server that repeats what it was told must not get it into a report. */
static void
test_repeated_secret_is_hidden (void)
{
  g_autofree char *response = fixture_plain_response ();
  g_autofree char *script = g_strdup_printf (
      FLIGHT "S: a4 NO [AUTHENTICATIONFAILED] not %s and not " FIXTURE_PASSWORD "!\nCLOSE",
      response);
  g_autoptr (SlScriptedServer) server
      = sl_scripted_server_new (script, sl_test_certificates_get ()->good);
  g_autoptr (SlCheckResult) result = fixture_run (server, SL_PROTOCOL_IMAP, TLS, SIGNIN);

  g_assert_cmpstr (result->server_text, ==, "not ••• and not •••!");
}

static void
test_sign_in_is_one_flight (void)
{
  g_autoptr (SlScriptedServer) server = sl_scripted_server_new (
      SIGNED_IN "S: a5 OK\nS: a6 OK\nCLOSE", sl_test_certificates_get ()->good);
  g_autoptr (SlCheckResult) result = fixture_run (server, SL_PROTOCOL_IMAP, TLS, SIGNIN);
  g_autofree char *response = fixture_plain_response ();
  g_autofree char *expected = g_strdup_printf ("a4 AUTHENTICATE PLAIN %s\r\n", response);

  fixture_assert_outcome (result, "ok", "done");
  g_assert_cmpstr (server->encrypted->str, ==, expected);
}

static void
test_pinned_certificate_is_accepted (void)
{
  g_autoptr (SlScriptedServer) server = sl_scripted_server_new (
      SIGNED_IN "S: a5 OK\nS: a6 OK\nCLOSE", sl_test_certificates_get ()->self_signed);
  g_autoptr (SlCheckRequest) request
      = fixture_request (SL_PROTOCOL_IMAP, TLS, SIGNIN, server->port);
  g_autoptr (SlCheckResult) refused = NULL;
  g_autoptr (SlCheckResult) accepted = NULL;

  request->pinned_key = g_strnfill (64, '0');
  refused = sl_check_run (request, NULL);
  fixture_assert_outcome (refused, "certificate-changed", "tls");
  g_assert_cmpstr (refused->certificate->key, !=, request->pinned_key);
  g_assert_cmpstr (refused->certificate->accepted_key, ==, request->pinned_key);
  g_assert_true (refused->certificate->self_signed);

  g_free (request->pinned_key);
  request->pinned_key = sl_certificate_reader_dup_key (sl_test_certificates_get ()->self_signed);
  accepted = sl_check_run (request, NULL);
  fixture_assert_outcome (accepted, "ok", "done");
}

static void
on_finished (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(SlCheckResult **) user_data = sl_check_run_finish (result, NULL);
}

static void
test_cancelled (void)
{
  g_autoptr (SlScriptedServer) server
      = sl_scripted_server_new ("TLS\nSTALL", sl_test_certificates_get ()->good);
  g_autoptr (SlCheckRequest) request
      = fixture_request (SL_PROTOCOL_IMAP, TLS, SIGNIN, server->port);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SlCheckResult) result = NULL;

  sl_check_run_async (request, cancellable, on_finished, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "cancelled");
}

static void
test_several_at_once (void)
{
  enum
  {
    N = 9
  };
  g_autoptr (SlScriptedServer) server = sl_scripted_server_new (
      GREETING "C: a6 LOGOUT\nS: a6 OK\nCLOSE", sl_test_certificates_get ()->good);
  g_autoptr (SlCheckRequest) request = fixture_request (SL_PROTOCOL_IMAP, TLS, DOOR, server->port);
  SlCheckResult *results[N] = { NULL };

  for (int i = 0; i < N; i++)
    sl_check_run_async (request, NULL, on_finished, &results[i]);
  for (int i = 0; i < N; i++)
    {
      while (results[i] == NULL)
        g_main_context_iteration (NULL, TRUE);
      fixture_assert_outcome (results[i], "ok", "done");
      sl_check_result_unref (results[i]);
    }
}

static void
test_nobody_listens (void)
{
  g_autoptr (SlScriptedServer) server
      = sl_scripted_server_new ("CLOSE", sl_test_certificates_get ()->good);
  g_autoptr (SlCheckResult) result = NULL;

  sl_scripted_server_stop (server);
  result = fixture_run (server, SL_PROTOCOL_IMAP, TLS, DOOR);
  fixture_assert_outcome (result, "connection-refused", "connect");
}

/* A listener whose queue is full drops what comes, as a filter does that swallows packets. */
static void
test_packets_are_swallowed (void)
{
  enum
  {
    N_CALLERS = 4
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) given = NULL;
  g_autoptr (GSocket) listener
      = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (SlCheckRequest) request = NULL;
  g_autoptr (SlCheckResult) result = NULL;
  GSocket *callers[N_CALLERS];

  g_assert_true (g_socket_bind (listener, wanted, FALSE, &error));
  g_socket_set_listen_backlog (listener, 0);
  g_assert_true (g_socket_listen (listener, &error));
  given = g_socket_get_local_address (listener, NULL);
  for (int i = 0; i < N_CALLERS; i++)
    {
      callers[i]
          = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
      g_socket_set_blocking (callers[i], FALSE);
      g_socket_connect (callers[i], given, NULL, NULL);
    }
  request = fixture_request (SL_PROTOCOL_IMAP, TLS, SIGNIN,
                             g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (given)));
  request->step_timeout_ms = FIXTURE_STEP_MS;
  result = sl_check_run (request, NULL);
  fixture_assert_outcome (result, "connection-timeout", "connect");
  for (int i = 0; i < N_CALLERS; i++)
    g_object_unref (callers[i]);
}

static void
test_whole_check_has_a_limit (void)
{
  g_autoptr (SlScriptedServer) server
      = sl_scripted_server_new ("TLS\nSTALL", sl_test_certificates_get ()->good);
  g_autoptr (SlCheckRequest) request
      = fixture_request (SL_PROTOCOL_IMAP, TLS, SIGNIN, server->port);
  g_autoptr (SlCheckResult) result = NULL;

  request->step_timeout_ms = 100 * FIXTURE_CHECK_MS;
  request->check_timeout_ms = FIXTURE_STEP_MS;
  result = sl_check_run (request, NULL);
  fixture_assert_outcome (result, "greeting-missing", "greeting");
}

static void
test_tls_versions (void)
{
  static const struct
  {
    const char *priority;
    const char *outcome;
    const char *stage;
    const char *tls_version;
  } versions[] = {
    { "NORMAL:-VERS-ALL:+VERS-TLS1.3", "ok", "done", "TLS 1.3" },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.2", "ok", "done", "TLS 1.2" },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.1:+SHA1:%VERIFY_ALLOW_SIGN_WITH_SHA1", "tls-failed", "tls",
      NULL },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.0:+SHA1:%VERIFY_ALLOW_SIGN_WITH_SHA1", "tls-failed", "tls",
      NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autoptr (SlTicketServer) server
          = sl_ticket_server_new (sl_test_certificates_get ()->good, versions[i].priority);
      g_autoptr (SlCheckRequest) request
          = fixture_request (SL_PROTOCOL_IMAP, TLS, SIGNIN, server->port);
      g_autoptr (SlCheckResult) result = sl_check_run (request, NULL);

      g_test_message ("%s", versions[i].priority);
      fixture_assert_outcome (result, versions[i].outcome, versions[i].stage);
      g_assert_cmpstr (result->tls_version, ==, versions[i].tls_version);
    }
}

static void
test_nothing_to_try (void)
{
  g_autoptr (SlServer) without_user = sl_server_new (SL_PROTOCOL_IMAP, TLS, "localhost", 993, NULL);
  g_autoptr (SlServer) web = sl_server_new (SL_PROTOCOL_HTTPS, TLS, "localhost", 443, FIXTURE_USER);
  g_autoptr (SlCheckRequest) incomplete = sl_check_request_new (without_user, SIGNIN, NULL);
  g_autoptr (SlCheckRequest) web_without_secret = sl_check_request_new (web, SIGNIN, NULL);
  g_autoptr (SlCheckResult) first = sl_check_run (incomplete, NULL);
  g_autoptr (SlCheckResult) second = sl_check_run (web_without_secret, NULL);

  fixture_assert_outcome (first, "cancelled", "network");
  fixture_assert_outcome (second, "cancelled", "network");
}

static void
test_name_does_not_exist (void)
{
  g_autoptr (SlServer) server = sl_server_new (SL_PROTOCOL_IMAP, TLS, "nowhere.invalid", 993, NULL);
  g_autoptr (SlCheckRequest) request = sl_check_request_new (server, DOOR, NULL);
  g_autoptr (SlCheckResult) result = sl_check_run (request, NULL);

  /* In a sealed test machine there may be no name server, or no network at all. */
  if (result->outcome == SL_OUTCOME_OFFLINE)
    fixture_assert_outcome (result, "offline", "network");
  else if (result->outcome == SL_OUTCOME_DNS_FAILED)
    fixture_assert_outcome (result, "dns-failed", "dns");
  else
    fixture_assert_outcome (result, "dns-not-found", "dns");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_cases (SL_PROTOCOL_IMAP, cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/signin/imap/result-tells-everything", test_result_tells_everything);
  g_test_add_func ("/signin/imap/repeated-secret-is-hidden", test_repeated_secret_is_hidden);
  g_test_add_func ("/signin/imap/sign-in-is-one-line", test_sign_in_is_one_flight);
  g_test_add_func ("/signin/imap/pinned-certificate", test_pinned_certificate_is_accepted);
  g_test_add_func ("/signin/imap/cancelled", test_cancelled);
  g_test_add_func ("/signin/imap/several-at-once", test_several_at_once);
  g_test_add_func ("/signin/imap/nobody-listens", test_nobody_listens);
  g_test_add_func ("/signin/imap/name-does-not-exist", test_name_does_not_exist);
  g_test_add_func ("/signin/imap/packets-are-swallowed", test_packets_are_swallowed);
  g_test_add_func ("/signin/imap/whole-check-has-a-limit", test_whole_check_has_a_limit);
  g_test_add_func ("/signin/imap/tls-versions", test_tls_versions);
  g_test_add_func ("/signin/imap/nothing-to-try", test_nothing_to_try);
  return g_test_run ();
}
