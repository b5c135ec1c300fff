/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users see when a JMAP server behaves, misbehaves or lies. */
#include "check-fixture.h"

#define TLS SL_SECURITY_TLS
#define DOOR SL_CHECK_KIND_DOOR
#define SIGNIN SL_CHECK_KIND_SIGNIN

#define JSON "application/json "
#define ASKED "TLS\nREQUEST GET /.well-known/jmap HTTP/1.1\n"
#define MAIL "urn:ietf:params:jmap:mail"
#define SESSION_REPLY                                                                              \
  "REPLY 200 " JSON "{\"capabilities\":{\"" MAIL "\":{}},\"primaryAccounts\":{\"" MAIL             \
  "\":\"u1\"},\"apiUrl\":\"/jmap/api\"}\nREQUEST POST /jmap/api HTTP/1.1\n"
#define SESSION ASKED SESSION_REPLY
#define RESPONSE(calls)                                                                            \
  "REPLY 200 " JSON "{\"methodResponses\":[" calls "],\"sessionState\":\"0\"}\n"
#define FOUND "[\"Mailbox/query\",{\"ids\":[\"m\"]},\"q\"],"

/* clang-format off */
static const FixtureCase cases[] = {
  { "jmap/good-sign-in", TLS, SIGNIN,
    SESSION RESPONSE (FOUND "[\"Mailbox/get\",{\"list\":[{\"id\":\"m\",\"role\":\"inbox\"}]},\"g\"]"), GOOD, "ok", "done", 2 },
  { "jmap/good-door", TLS, DOOR, ASKED "HEADER WWW-Authenticate: Basic realm=\"x\"\nREPLY 401 -\n", GOOD, "ok", "done", 0 },
  { "jmap/open-door", TLS, DOOR, ASKED "REPLY 200 " JSON "{}\n", GOOD, "ok", "done", 0 },
  { "jmap/no-jmap-behind-the-door", TLS, DOOR, ASKED "REPLY 404 text/html <html><title>Not Found</title>\n", GOOD, "protocol-error", "greeting", 0 },
  { "jmap/redirected-to-the-session", TLS, SIGNIN,
    ASKED "HEADER Location: /jmap/session\nREPLY 302 -\nREQUEST GET /jmap/session HTTP/1.1\nREPLY 401 -\n",
    GOOD, "auth-rejected", "authentication", 2 },
  { "jmap/redirected-to-a-stranger", TLS, SIGNIN,
    ASKED "HEADER Location: https://mail.example.org/jmap/session\nREPLY 302 -\n", GOOD, "server-moved", "authentication", 1 },
  { "jmap/redirected-out-of-encryption", TLS, SIGNIN,
    ASKED "HEADER Location: http://localhost/jmap/session\nREPLY 302 -\n", GOOD, "protocol-error", "authentication", 1 },
  { "jmap/refused", TLS, SIGNIN, ASKED "HEADER WWW-Authenticate: Basic realm=\"x\"\nREPLY 401 -\n", GOOD, "auth-rejected", "authentication", 1 },
  { "jmap/passwords-retired", TLS, SIGNIN, ASKED "HEADER WWW-Authenticate: Bearer realm=\"Basic\"\nREPLY 401 -\n",
    GOOD, "auth-method-disabled", "authentication", 1 },
  { "jmap/not-allowed", TLS, SIGNIN, ASKED "REPLY 403 -\n", GOOD, "mailbox-refused", "authentication", 1 },
  { "jmap/throttled", TLS, SIGNIN, ASKED "HEADER Retry-After: 120\nREPLY 429 -\n", GOOD, "throttled", "authentication", 1 },
  { "jmap/sign-in-unavailable", TLS, SIGNIN, ASKED "REPLY 503 -\n", GOOD, "auth-unavailable", "authentication", 1 },
  { "jmap/mailbox-unavailable", TLS, SIGNIN, SESSION "REPLY 502 -\n", GOOD, "mailbox-unavailable", "mailbox", 2 },
  { "jmap/refused-at-the-mailbox", TLS, SIGNIN, SESSION "REPLY 401 -\n", GOOD, "auth-rejected", "mailbox", 2 },
  { "jmap/no-inbox", TLS, SIGNIN,
    SESSION RESPONSE ("[\"Mailbox/query\",{\"ids\":[]},\"q\"],[\"Mailbox/get\",{\"list\":[]},\"g\"]"), GOOD, "mailbox-refused", "mailbox", 2 },
  { "jmap/no-mail-for-this-user", TLS, SIGNIN,
    ASKED "REPLY 200 " JSON "{\"capabilities\":{},\"primaryAccounts\":{},\"apiUrl\":\"/jmap/api\"}\n", GOOD, "mailbox-refused", "mailbox", 1 },
  { "jmap/store-broken", TLS, SIGNIN, SESSION RESPONSE ("[\"error\",{\"type\":\"serverUnavailable\"},\"q\"]"), GOOD, "mailbox-unavailable", "mailbox", 2 },
  { "jmap/limit", TLS, SIGNIN,
    SESSION "REPLY 400 application/problem+json {\"type\":\"urn:ietf:params:jmap:error:limit\",\"limit\":\"maxConcurrentRequests\",\"status\":400}\n",
    GOOD, "too-many-connections", "mailbox", 2 },
  { "jmap/page-in-place-of-session", TLS, SIGNIN, ASKED "REPLY 200 text/html <html><title>Welcome</title>\n", GOOD, "protocol-error", "authentication", 1 },
  { "jmap/portal", TLS, SIGNIN, ASKED "REPLY 200 text/html <html><!-- <WISPAccessGatewayParam> -->\n", GOOD, "captive-portal", "authentication", 1 },
  { "jmap/network-wants-sign-in", TLS, DOOR, ASKED "REPLY 511 -\n", GOOD, "captive-portal", "greeting", 0 },
  { "jmap/session-without-encryption", TLS, SIGNIN,
    ASKED "REPLY 200 " JSON "{\"capabilities\":{},\"primaryAccounts\":{\"" MAIL "\":\"u1\"},\"apiUrl\":\"http://localhost/api\"}\n",
    GOOD, "protocol-error", "authentication", 1 },
  { "jmap/session-is-no-object", TLS, SIGNIN, ASKED "REPLY 200 " JSON "[]\n", GOOD, "protocol-error", "authentication", 1 },
  { "jmap/deep-session", TLS, SIGNIN, ASKED "s: HTTP/1.1 200 OK\\r\\n\\r\\n\nFLOOD [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n",
    GOOD, "protocol-error", "authentication", 1 },
  { "jmap/endless-session", TLS, SIGNIN, ASKED "s: HTTP/1.1 200 OK\\r\\n\\r\\n\nLINES some words\n", GOOD, "protocol-error", "authentication", 1 },
  { "jmap/endless-headers", TLS, SIGNIN, ASKED "s: HTTP/1.1 200 OK\\r\\n\nLINES X-More: some words\n", GOOD, "connection-reset", "authentication", 1 },
  { "jmap/half-an-answer", TLS, SIGNIN, ASKED "s: HTTP/1.1 200 OK\\r\\nContent-Length: 100\\r\\n\\r\\n{\nCLOSE", GOOD, "connection-reset", "authentication", 1 },
  { "jmap/silent", TLS, SIGNIN, ASKED "STALL", GOOD, "timeout", "authentication", 1 },
  { "jmap/silent-door", TLS, DOOR, ASKED "STALL", GOOD, "greeting-missing", "greeting", 0 },
  { "jmap/closed", TLS, SIGNIN, ASKED "CLOSE", GOOD, "connection-reset", "authentication", 1 },
  { "jmap/cut", TLS, SIGNIN, ASKED "RESET", GOOD, "connection-reset", "authentication", 1 },
  { "jmap/no-http-at-all", TLS, SIGNIN, ASKED "S: * OK IMAP4rev1\nCLOSE", GOOD, "protocol-error", "authentication", 1 },
  { "jmap/certificate-expired", TLS, SIGNIN, "TLS", EXPIRED, "certificate-expired", "tls", 0 },
  { "jmap/certificate-untrusted", TLS, SIGNIN, "TLS", SELF_SIGNED, "certificate-untrusted", "tls", 0 },
  { "jmap/certificate-of-another-host", TLS, SIGNIN, "TLS", OTHER_HOST, "certificate-hostname", "tls", 0 },
};
/* clang-format on */

/* The handshake is shown to it twice: the second time to hear what it says instead. */
static void
test_portal_in_clear (void)
{
  g_autoptr (SlScriptedServer) server = sl_scripted_server_new (
      "ANY\nS: HTTP/1.1 302 Found\nS: Location: http://portal.example.org/\ns: \\r\\n\nCLOSE",
      NULL);
  g_autoptr (SlCheckResult) result = fixture_run (server, SL_PROTOCOL_JMAP, TLS, SIGNIN);

  fixture_assert_outcome (result, "captive-portal", "tls");
  g_assert_cmpuint (fixture_count (server->clear->str, "HTTP"), ==, 0);
}

static void
test_wait_is_told (void)
{
  g_autoptr (SlScriptedServer) server = sl_scripted_server_new (
      ASKED "HEADER Retry-After: 120\nREPLY 503 text/html <html><title> Back\tsoon </title>\n",
      sl_test_certificates_get ()->good);
  g_autoptr (SlCheckResult) result = fixture_run (server, SL_PROTOCOL_JMAP, TLS, SIGNIN);

  fixture_assert_outcome (result, "auth-unavailable", "authentication");
  g_assert_cmpuint (result->retry_after_seconds, ==, 120);
  g_assert_cmpstr (result->server_text, ==, "Back soon");
  g_assert_cmpstr (result->response_code, ==, "503");
  g_assert_cmpstr (result->mechanism, ==, "Basic");
  g_assert_cmpstr (result->address, ==, "127.0.0.1");
  g_assert_cmpstr (result->tls_version, ==, "TLS 1.3");
}

/* The second check asks for the inbox at once; when that fails, the third begins anew. */
static void
test_session_is_remembered (void)
{
  g_autoptr (SlScriptedServer) server = sl_scripted_server_new (
      SESSION RESPONSE (FOUND "[\"Mailbox/get\",{\"list\":[{\"id\":\"m\"}]},\"g\"]"),
      sl_test_certificates_get ()->good);
  g_autoptr (SlCheckRequest) request
      = fixture_request (SL_PROTOCOL_JMAP, TLS, SIGNIN, server->port);

  request->polite = FALSE;
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (SlCheckResult) result = sl_check_run (request, NULL);

      g_assert_cmpint (sl_outcome_is_good (result->outcome), ==, i != 1);
    }
  sl_scripted_server_stop (server);
  g_assert_cmpstr (server->surprise, ==,
                   "expected “GET /.well-known/jmap HTTP/1.1”, received “POST /jmap/api HTTP/1.1”");
}

/* A polite check asks for the session anew, but not for the way there. */
static void
test_session_address_is_remembered (void)
{
  g_autoptr (SlScriptedServer) server = sl_scripted_server_new (
      "TLS\nREQUEST GET /.well-known/jmap *\nHEADER Location: /session\nREPLY 307 -\n"
      "REQUEST GET /session *\n" SESSION_REPLY RESPONSE (
          FOUND "[\"Mailbox/get\",{\"list\":[{\"id\":\"m\"}]},\"g\"]"),
      sl_test_certificates_get ()->good);
  g_autoptr (SlCheckRequest) request
      = fixture_request (SL_PROTOCOL_JMAP, TLS, SIGNIN, server->port);
  g_autoptr (SlCheckResult) first = NULL;
  g_autoptr (SlCheckResult) second = NULL;

  request->polite = TRUE;
  first = sl_check_run (request, NULL);
  second = sl_check_run (request, NULL);
  sl_scripted_server_stop (server);
  fixture_assert_outcome (first, "ok", "done");
  g_assert_false (sl_outcome_is_good (second->outcome));
  g_assert_cmpstr (server->surprise, ==,
                   "expected “GET /.well-known/jmap *”, received “GET /session HTTP/1.1”");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_cases (SL_PROTOCOL_JMAP, cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/signin/jmap/portal-in-clear", test_portal_in_clear);
  g_test_add_func ("/signin/jmap/wait-is-told", test_wait_is_told);
  g_test_add_func ("/signin/jmap/session-is-remembered", test_session_is_remembered);
  g_test_add_func ("/signin/jmap/session-address-is-remembered",
                   test_session_address_is_remembered);
  return g_test_run ();
}
