/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read out of the answers of web servers, whatever language they speak. */
#include "http-error.h"
#include "http-service.h"
#include "jmap-session.h"
#include "reply-outcome.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  const char *name;
  guint       status;
  const char *type;
  const char *body;
  const char *code;
  const char *text;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "empty", 503, NULL, "", "503", "Service Unavailable" },
  { "graph", 401, "application/json", "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\"Expired.\"}}", "401 InvalidAuthenticationToken", "Expired." },
  { "oauth", 400, "application/json", "{\"error\":\"invalid_token\",\"error_description\":\"No.\"}", "400 invalid_token", "No." },
  { "problem", 400, "application/problem+json", "{\"type\":\"urn:ietf:params:jmap:error:limit\",\"limit\":\"maxSizeRequest\",\"detail\":\"Too big\"}", "400 limit", "maxSizeRequest: Too big" },
  { "problem-with-an-address", 403, "application/problem+json", "{\"type\":\"https://example.org/no\",\"title\":\"No\"}", "403 https://example.org/no", "No" },
  { "json-without-a-word", 500, "application/json", "{\"error\":{\"code\":7}}", "500", "Internal Server Error" },
  { "json-that-is-none", 500, "application/json", "{\"error\"", "500", "Internal Server Error" },
  { "json-array", 500, "application/json", "[]", "500", "Internal Server Error" },
  { "page", 502, "text/html", "<html><HEAD><Title lang=en>Bad day</title>", "502", "Bad day" },
  { "page-by-its-looks", 502, "text/plain", "\n <!DOCTYPE HTML><title>Bad day</title>", "502", "Bad day" },
  { "page-without-end", 502, "text/html", "<html><title>Bad day", "502", "Bad Gateway" },
  { "soap-fault", 500, "text/xml", "<s:Envelope xmlns:s='x'><s:Body><s:Fault><faultstring>Broken</faultstring></s:Fault></s:Body></s:Envelope>", "500", "Broken" },
  { "exchange", 200, "text/xml", "<E><m:MessageText xmlns:m='m'>Busy.</m:MessageText><m:ResponseCode xmlns:m='m'>ErrorServerBusy</m:ResponseCode></E>", "200 ErrorServerBusy", "Busy." },
  { "xml-cut-short", 500, "text/xml", "<a><ResponseCode>ErrorInt", "500", "Internal Server Error" },
};
/* clang-format on */

static SlHttpAnswer *
make_answer (guint status, const char *type, const char *body)
{
  SlHttpAnswer *answer = g_new0 (SlHttpAnswer, 1);

  answer->status = status;
  answer->content_type = g_strdup (type);
  answer->body = g_strdup (body);
  answer->length = strlen (body);
  return answer;
}

static void
test_read (gconstpointer data)
{
  const Case *read = data;
  g_autoptr (SlHttpAnswer) answer = make_answer (read->status, read->type, read->body);
  g_autoptr (SlHttpError) error = sl_http_error_read (answer);

  g_assert_cmpstr (error->code, ==, read->code);
  g_assert_cmpstr (error->text, ==, read->text);
  g_assert_nonnull (strstr (error->words, read->text));
}

static void
test_wait (void)
{
  g_assert_cmpuint (sl_http_wait_parse ("120", 0), ==, 120);
  g_assert_cmpuint (sl_http_wait_parse ("99999999999999999999", 0), ==, 0);
  g_assert_cmpuint (sl_http_wait_parse ("86401", 0), ==, 86400);
  g_assert_cmpuint (sl_http_wait_parse ("Thu, 01 Jan 1970 00:02:00 GMT", 60), ==, 60);
  g_assert_cmpuint (sl_http_wait_parse ("Thu, 01 Jan 1970 00:00:00 GMT", 60), ==, 0);
  g_assert_cmpuint (sl_http_wait_parse ("-3", 0), ==, 0);
  g_assert_cmpuint (sl_http_wait_parse ("soon", 0), ==, 0);
  g_assert_cmpuint (sl_http_wait_parse (NULL, 0), ==, 0);
  g_assert_cmpuint (sl_reply_retry_after_seconds ("Retry-After: 7\nBackOffMilliseconds: 9001"), ==,
                    10);
}

static void
test_offers (void)
{
  g_autoptr (SlHttpAnswer) answer = make_answer (401, NULL, "");

  g_assert_true (sl_http_answer_offers (answer, "Basic"));
  answer->challenge = g_strdup ("Bearer realm=\"Basic auth\", error=\"x\", Basic realm=\"y\"");
  g_assert_true (sl_http_answer_offers (answer, "Basic"));
  g_assert_true (sl_http_answer_offers (answer, "bearer"));
  g_assert_false (sl_http_answer_offers (answer, "Negotiate"));
  g_free (answer->challenge);
  answer->challenge = g_strdup ("Bearer realm=\"Basic\"");
  g_assert_false (sl_http_answer_offers (answer, "Basic"));
}

static SlHttpServiceKind
find_kind (const char *uri)
{
  g_autoptr (SlServer) server = sl_server_new_from_uri (uri, NULL);

  return sl_http_service_find (server)->kind;
}

static void
test_services (void)
{
  g_assert_cmpint (find_kind ("https://www.example.org"), ==, SL_HTTP_SERVICE_PAGE);
  g_assert_cmpint (find_kind ("https://www.example.org/david"), ==, SL_HTTP_SERVICE_PAGE);
  g_assert_cmpint (
      find_kind ("https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"),
      ==, SL_HTTP_SERVICE_OPENID);
  g_assert_cmpint (find_kind ("https://graph.microsoft.com"), ==, SL_HTTP_SERVICE_GRAPH);
  g_assert_cmpint (find_kind ("https://localhost/v1.0/me/mailFolders/inbox"), ==,
                   SL_HTTP_SERVICE_GRAPH);
  g_assert_cmpint (find_kind ("https://mail.example.org/ews/exchange.asmx"), ==,
                   SL_HTTP_SERVICE_EWS);
  g_assert_cmpint (find_kind ("https://example.org/.well-known/carddav"), ==, SL_HTTP_SERVICE_DAV);
  g_assert_cmpint (find_kind ("https://cloud.example.org/remote.php/dav/"), ==,
                   SL_HTTP_SERVICE_DAV);
  g_assert_cmpint (find_kind ("https://caldav.example.org"), ==, SL_HTTP_SERVICE_DAV);
}

static void
test_session (void)
{
  static const char *const bad[] = {
    "",
    "[]",
    "{}",
    "{\"apiUrl\":7,\"capabilities\":{}}",
    "{\"apiUrl\":\"ftp://x/"
    "\",\"capabilities\":{},\"primaryAccounts\":{\"urn:ietf:params:jmap:mail\":\"u\"}}",
    "{\"apiUrl\":\"https:///"
    "\",\"capabilities\":{},\"primaryAccounts\":{\"urn:ietf:params:jmap:mail\":\"u\"}}",
    "{\"apiUrl\":\"/"
    "a\",\"capabilities\":{},\"primaryAccounts\":{\"urn:ietf:params:jmap:mail\":\"u\\\"\"}}",
  };
  static const char good[]
      = "{\"apiUrl\":\"https://API.example.org/x\",\"capabilities\":{},\"primaryAccounts\":{"
        "\"urn:ietf:params:jmap:mail\":\"u-1\"}}";
  g_autoptr (GUri) base = g_uri_parse ("https://example.org/s", SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (SlJmapSession) session = NULL;
  g_autoptr (SlJmapSession) again = NULL;
  g_autofree char *text = NULL;
  gboolean         no_mail;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (sl_jmap_session_parse (bad[i], strlen (bad[i]), base, &no_mail));
  session = sl_jmap_session_parse (good, strlen (good), base, &no_mail);
  g_assert_nonnull (session);
  text = sl_jmap_session_to_text (session);
  again = sl_jmap_session_recall (text);
  g_assert_cmpstr (again->account, ==, "u-1");
  g_assert_cmpstr (g_uri_get_path (again->api_address), ==, "/x");
  g_assert_null (sl_jmap_session_recall ("https://example.org\nhttps://example.org/api"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signin/http-error/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_read);
    }
  g_test_add_func ("/signin/http-answer/wait", test_wait);
  g_test_add_func ("/signin/http-answer/offers", test_offers);
  g_test_add_func ("/signin/http-service/find", test_services);
  g_test_add_func ("/signin/jmap-session/parse", test_session);
  return g_test_run ();
}
