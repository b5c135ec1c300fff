/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users see of web addresses: sign-in pages, discovery documents, Exchange, Graph, calendars.
 */
#include "check-fixture.h"

#include <string.h>

#define JSON "application/json "
#define XML "text/xml "
#define PAGE "text/html <html><title>Sign in</title></html>\n"
#define DISCOVERY "/common/v2.0/.well-known/openid-configuration"
#define INBOX "/v1.0/me/mailFolders/inbox"
#define EWS "/EWS/Exchange.asmx"
#define EWS_REPLY(response)                                                                        \
  "REPLY 200 " XML                                                                                 \
  "<s:Envelope xmlns:s=\"s\" xmlns:m=\"m\"><s:Body><m:GetFolderResponse>" response                 \
  "</m:GetFolderResponse></s:Body></s:Envelope>\n"
#define TOKEN "eyJ0eXAiOiJKV1QifQ.Sturm.laterne"

typedef enum
{
  DOOR,
  PASSWORD,
  ACCESS_TOKEN,
} How;

typedef struct
{
  const char *name;
  How         how;
  const char *path;
  const char *script; /* behind TLS */
  const char *outcome;
  const char *stage;
  guint       n_presented;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "page", DOOR, "", "REQUEST GET / HTTP/1.1\nREPLY 200 " PAGE, "ok", "done", 0 },
  { "page-elsewhere", DOOR, "/owa/", "REQUEST GET /owa/ HTTP/1.1\nHEADER Location: /owa/auth\nREPLY 302 -\nREQUEST GET /owa/auth HTTP/1.1\nREPLY 200 " PAGE, "ok", "done", 0 },
  { "page-gone", DOOR, "", "REQUEST GET / HTTP/1.1\nREPLY 404 " PAGE, "protocol-error", "greeting", 0 },
  { "page-broken", DOOR, "", "REQUEST GET / HTTP/1.1\nREPLY 500 " PAGE, "greeting-rejected", "greeting", 0 },
  { "page-busy", DOOR, "", "REQUEST GET / HTTP/1.1\nHEADER Retry-After: 5\nREPLY 429 -\n", "throttled", "greeting", 0 },
  { "page-in-circles", DOOR, "", "REQUEST GET / HTTP/1.1\nHEADER Location: /\nREPLY 302 -\nREQUEST *\nHEADER Location: /\nREPLY 302 -\nREQUEST *\n"
    "HEADER Location: /\nREPLY 302 -\nREQUEST *\nHEADER Location: /\nREPLY 302 -\nREQUEST *\nHEADER Location: /\nREPLY 302 -\nREQUEST *\n"
    "HEADER Location: /\nREPLY 302 -\n", "protocol-error", "greeting", 0 },
  { "page-behind-a-password", PASSWORD, "/mail", "REQUEST GET /mail HTTP/1.1\nREPLY 200 " PAGE, "ok", "done", 1 },

  { "discovery", DOOR, DISCOVERY, "REQUEST GET " DISCOVERY " HTTP/1.1\nREPLY 200 " JSON "{\"issuer\":\"https://x\",\"token_endpoint\":\"https://x/t\"}\n", "ok", "done", 0 },
  { "discovery-is-a-page", DOOR, DISCOVERY, "REQUEST *\nREPLY 200 " PAGE, "protocol-error", "greeting", 0 },
  { "discovery-is-something-else", DOOR, DISCOVERY, "REQUEST *\nREPLY 200 " JSON "{\"issuer\":1,\"token_endpoint\":2}\n", "protocol-error", "greeting", 0 },
  { "discovery-fails", DOOR, DISCOVERY, "REQUEST *\nREPLY 503 -\n", "greeting-rejected", "greeting", 0 },
  { "discovery-forbidden", DOOR, DISCOVERY, "REQUEST *\nREPLY 403 -\n", "mailbox-refused", "greeting", 0 },

  { "graph", ACCESS_TOKEN, INBOX, "REQUEST GET " INBOX " HTTP/1.1\nREPLY 200 " JSON "{\"id\":\"AAMk\",\"displayName\":\"Inbox\"}\n", "ok", "done", 1 },
  { "graph-door", DOOR, INBOX, "REQUEST *\nREPLY 401 " JSON "{\"error\":{\"code\":\"InvalidAuthenticationToken\"}}\n", "ok", "done", 0 },
  { "graph-token-refused", ACCESS_TOKEN, INBOX, "REQUEST *\nREPLY 401 " JSON "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\"Access token has expired.\"}}\n",
    "token-rejected", "authentication", 1 },
  { "graph-throttled", ACCESS_TOKEN, INBOX, "REQUEST *\nHEADER Retry-After: 10\nREPLY 429 " JSON "{\"error\":{\"code\":\"ApplicationThrottled\"}}\n",
    "throttled", "authentication", 1 },
  { "graph-no-mailbox", ACCESS_TOKEN, INBOX, "REQUEST *\nREPLY 404 " JSON "{\"error\":{\"code\":\"MailboxNotEnabledForRESTAPI\",\"message\":\"x\"}}\n",
    "mailbox-refused", "authentication", 1 },
  { "graph-access-denied", ACCESS_TOKEN, INBOX, "REQUEST *\nREPLY 403 " JSON "{\"error\":{\"code\":\"ErrorAccessDenied\",\"message\":\"x\"}}\n",
    "mailbox-refused", "authentication", 1 },
  { "graph-fails", ACCESS_TOKEN, INBOX, "REQUEST *\nREPLY 503 " JSON "{\"error\":{\"code\":\"serviceNotAvailable\"}}\n", "auth-unavailable", "authentication", 1 },
  { "graph-is-a-page", ACCESS_TOKEN, INBOX, "REQUEST *\nREPLY 200 " PAGE, "protocol-error", "mailbox", 1 },
  { "graph-sends-away", ACCESS_TOKEN, INBOX, "REQUEST *\nHEADER Location: https://login.example.org/\nREPLY 302 -\n", "protocol-error", "authentication", 1 },

  { "exchange", PASSWORD, EWS, "REQUEST POST " EWS " HTTP/1.1\n" EWS_REPLY ("<m:ResponseCode>NoError</m:ResponseCode>"), "ok", "done", 1 },
  { "exchange-busy", PASSWORD, EWS,
    "REQUEST *\n" EWS_REPLY ("<m:ResponseCode>ErrorServerBusy</m:ResponseCode><t:Value Name=\"BackOffMilliseconds\">297749</t:Value>"), "throttled", "mailbox", 1 },
  { "exchange-store-down", PASSWORD, EWS, "REQUEST *\n" EWS_REPLY ("<m:ResponseCode>ErrorMailboxStoreUnavailable</m:ResponseCode>"), "mailbox-unavailable", "mailbox", 1 },
  { "exchange-refused", PASSWORD, EWS, "REQUEST *\nHEADER WWW-Authenticate: Negotiate\nHEADER WWW-Authenticate: Basic realm=\"mail\"\nREPLY 401 -\n",
    "auth-rejected", "authentication", 1 },
  { "exchange-without-passwords", PASSWORD, EWS, "REQUEST *\nHEADER WWW-Authenticate: Negotiate\nHEADER WWW-Authenticate: NTLM\nREPLY 401 -\n",
    "auth-method-disabled", "authentication", 1 },
  { "exchange-not-for-you", PASSWORD, EWS, "REQUEST *\nREPLY 403 " PAGE, "mailbox-refused", "authentication", 1 },
  { "exchange-says-nothing", PASSWORD, EWS, "REQUEST *\nREPLY 200 " XML "<s:Envelope/>\n", "protocol-error", "mailbox", 1 },
  { "exchange-sends-a-post-away", PASSWORD, EWS, "REQUEST *\nHEADER Location: /owa\nREPLY 302 -\n", "protocol-error", "authentication", 1 },

  { "calendar", PASSWORD, "/.well-known/caldav",
    "REQUEST PROPFIND /.well-known/caldav HTTP/1.1\nHEADER Location: /dav/\nREPLY 308 -\nREQUEST PROPFIND /dav/ HTTP/1.1\n"
    "REPLY 207 " XML "<?xml version=\"1.0\"?><d:multistatus xmlns:d=\"DAV:\"/>\n", "ok", "done", 2 },
  { "contacts-refused", PASSWORD, "/remote.php/dav/", "REQUEST PROPFIND /remote.php/dav/ HTTP/1.1\nHEADER WWW-Authenticate: Basic realm=\"x\"\nREPLY 401 -\n",
    "auth-rejected", "authentication", 1 },
  { "calendar-is-a-page", PASSWORD, "/dav/", "REQUEST *\nREPLY 200 " PAGE, "protocol-error", "mailbox", 1 },
  { "calendar-down", PASSWORD, "/dav/", "REQUEST *\nREPLY 504 -\n", "auth-unavailable", "authentication", 1 },
};
/* clang-format on */

static guint
count_credentials (const char *received)
{
  return fixture_count (received, "YW5uQGV4YW1wbGUub3JnOlN0dXJtbGF0ZXJuZS03") /* ann@…:Sturm… */
         + fixture_count (received, TOKEN);
}

static void
test_case (gconstpointer data)
{
  const Case      *checked = data;
  g_autofree char *script = g_strconcat ("TLS\n", checked->script, NULL);
  g_autoptr (SlScriptedServer) server
      = sl_scripted_server_new (script, sl_test_certificates_get ()->good);
  g_autoptr (SlCheckRequest) request = fixture_request (
      SL_PROTOCOL_HTTPS, SL_SECURITY_TLS,
      checked->how == DOOR ? SL_CHECK_KIND_DOOR : SL_CHECK_KIND_SIGNIN, server->port);
  g_autofree char *uri
      = g_strdup_printf ("https://ann%%40example.org@localhost:%u%s", server->port, checked->path);
  g_autoptr (SlCheckResult) result = NULL;

  sl_server_unref (request->server);
  request->server = sl_server_new_from_uri (uri, NULL);
  request->is_token = checked->how == ACCESS_TOKEN;
  if (request->is_token)
    {
      sl_secret_unref (request->secret);
      request->secret = sl_secret_new (TOKEN, -1);
    }
  result = sl_check_run (request, NULL);
  sl_scripted_server_stop (server);
  g_assert_cmpstr (server->surprise, ==, NULL);
  fixture_assert_outcome (result, checked->outcome, checked->stage);
  fixture_assert_no_secret (result);
  g_assert_cmpuint (count_credentials (server->encrypted->str), ==, checked->n_presented);
  g_assert_cmpuint (server->clear->len, ==, 0);
  g_assert_cmpuint (server->n_connections, ==, 1);
}

static void
test_discovery_takes_no_credential (void)
{
  g_autoptr (SlServer) server = sl_server_new_from_uri ("https://ann@localhost:9" DISCOVERY, NULL);
  g_autoptr (SlSecret) secret = sl_secret_new (FIXTURE_PASSWORD, -1);
  g_autoptr (SlCheckRequest) request = sl_check_request_new (server, SL_CHECK_KIND_SIGNIN, secret);
  g_autoptr (SlCheckResult) result = sl_check_run (request, NULL);

  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "auth-method-disabled");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signin/http/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/signin/http/discovery-takes-no-credential",
                   test_discovery_takes_no_credential);
  return g_test_run ();
}
