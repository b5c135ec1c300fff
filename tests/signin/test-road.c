/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The road to a server: two address families of which one is broken, names that are gone, proxies
 * that work and that do not. */
#include "check-fixture.h"
#include "fake-resolver.h"
#include "route.h"

#include <string.h>

#define HOST "imap.example.org"
#define CONNECT "REQUEST CONNECT imap.example.org:*\n"

static SlFakeResolver *resolver;

static SlCheckResult *
knock_at (SlProtocol protocol, guint16 port, const char *proxy)
{
  g_autoptr (SlServer) server = sl_server_new (protocol, SL_SECURITY_TLS, HOST, port, NULL);
  g_autoptr (SlCheckRequest) request = sl_check_request_new (server, SL_CHECK_KIND_DOOR, NULL);

  g_set_object (&request->trust, sl_test_certificates_get ()->trust);
  request->step_timeout_ms = FIXTURE_CHECK_MS;
  if (proxy != NULL)
    request->proxy_resolver = g_simple_proxy_resolver_new (proxy, NULL);
  return sl_check_run (request, NULL);
}

static SlCheckResult *
knock (guint16 port, const char *proxy)
{
  return knock_at (SL_PROTOCOL_IMAP, port, proxy);
}

static SlScriptedServer *
new_server (const char *script)
{
  return sl_scripted_server_new (script, sl_test_certificates_get ()->web);
}

/* Nobody listens on ::1, as if IPv6 were broken: the check works, and says so. */
static void
test_broken_family (void)
{
  g_autoptr (SlScriptedServer) server = new_server ("TLS\nS: * OK ready\nC: *\nCLOSE");
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);
  g_autoptr (SlCheckResult) result = NULL;

  if (!sl_route_leads_to (loopback))
    {
      g_test_skip ("This computer has no IPv6 at all.");
      return;
    }
  sl_fake_resolver_add_address (resolver, HOST, "::1");
  sl_fake_resolver_add_address (resolver, HOST, "127.0.0.1");
  result = knock (server->port, NULL);
  fixture_assert_outcome (result, "ok", "done");
  g_assert_cmpstr (result->address, ==, "127.0.0.1");
  g_assert_cmpstr (result->failed_family, ==, "IPv6");
  g_assert_cmpstr (result->tried[0], ==, "::1");
  g_assert_cmpstr (result->tried[1], ==, "127.0.0.1");
  sl_fake_resolver_forget (resolver);
}

/* An address of a family that this computer has no way into is not broken. */
static void
test_one_family (void)
{
  g_autoptr (SlScriptedServer) server = new_server ("TLS\nS: * OK ready\nC: *\nCLOSE");
  g_autoptr (SlCheckResult) result = NULL;

  sl_fake_resolver_add_address (resolver, HOST, "127.0.0.1");
  result = knock (server->port, NULL);
  fixture_assert_outcome (result, "ok", "done");
  g_assert_null (result->failed_family);
  g_assert_cmpuint (g_strv_length (result->tried), ==, 1);
  g_assert_null (result->proxy);
  sl_fake_resolver_forget (resolver);
}

/* What was tried is told when nothing answers, so that a name that is gone can be told from an
 * address that is. */
static void
test_silent_address (void)
{
  g_autoptr (SlScriptedServer) server = new_server ("CLOSE");
  guint16 port = server->port;
  g_autoptr (SlCheckResult) result = NULL;

  sl_scripted_server_stop (server);
  sl_fake_resolver_add_address (resolver, HOST, "127.0.0.1");
  result = knock (port, NULL);
  fixture_assert_outcome (result, "connection-refused", "connect");
  g_assert_null (result->address);
  g_assert_cmpstr (result->tried[0], ==, "127.0.0.1");
  sl_fake_resolver_forget (resolver);
}

static void
test_proxy (void)
{
  g_autoptr (SlScriptedServer) server = new_server (
      CONNECT "s: HTTP/1.0 200 Connected\\r\\n\\r\\n\nTLS\nS: * OK ready\nC: *\nCLOSE");
  g_autofree char *proxy = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  g_autoptr (SlCheckResult) result = knock (993, proxy);

  sl_scripted_server_stop (server);
  g_assert_cmpstr (server->surprise, ==, NULL);
  fixture_assert_outcome (result, "ok", "done");
  g_assert_cmpstr (result->proxy, ==, proxy);
  g_assert_null (result->failed_family);
}

/* What a SOCKS proxy hears and says, byte by byte. Source: RFC 1928, 3 to 6; RFC 1929, 2. */

#define BYTES_2 "ANY\nANY\n"
#define BYTES_3 BYTES_2 "ANY\n"
#define BYTES_4 BYTES_2 BYTES_2
/* Version, command, reserved, kind, length, imap.example.org, port. */
#define SOCKS_REQUEST BYTES_4 "ANY\n" BYTES_4 BYTES_4 BYTES_4 BYTES_4 BYTES_2
#define SOCKS_NO_PASSWORD BYTES_3 "s: \\005\nNUL\n"
#define SOCKS_ADDRESS "NUL\ns: \\001\nNUL\nNUL\nNUL\nNUL\nNUL\nNUL\n"
#define SOCKS_CONNECTED SOCKS_REQUEST "s: \\005\nNUL\n" SOCKS_ADDRESS
#define SOCKS_NOT_CONNECTED(why) SOCKS_REQUEST "s: \\005" why "\n" SOCKS_ADDRESS "CLOSE"

typedef struct
{
  const char *name;
  SlProtocol  protocol;
  const char *user; /* as in the proxy's address */
  const char *script;
  const char *outcome;
} SocksCase;

/* clang-format off */
static const SocksCase socks_cases[] = {
  { "imap", SL_PROTOCOL_IMAP, "", SOCKS_NO_PASSWORD SOCKS_CONNECTED "TLS\nS: * OK ready\nC: *\nCLOSE", "ok" },
  { "pop3", SL_PROTOCOL_POP3, "", SOCKS_NO_PASSWORD SOCKS_CONNECTED "TLS\nS: +OK ready\nC: *\nCLOSE", "ok" },
  { "smtp", SL_PROTOCOL_SMTP, "", SOCKS_NO_PASSWORD SOCKS_CONNECTED "TLS\nS: 220 ready\nC: EHLO *\nS: 250 ready\nC: QUIT\nCLOSE", "ok" },
  { "jmap", SL_PROTOCOL_JMAP, "", SOCKS_NO_PASSWORD SOCKS_CONNECTED "TLS\nREQUEST GET *\nREPLY 401 -\n", "ok" },
  { "https", SL_PROTOCOL_HTTPS, "", SOCKS_NO_PASSWORD SOCKS_CONNECTED "TLS\nREQUEST GET *\nREPLY 200 -\n", "ok" },
  /* "ann" and "secret" */
  { "password", SL_PROTOCOL_IMAP, "ann:secret@",
    BYTES_4 "s: \\005\\002\n" BYTES_4 BYTES_4 BYTES_4 "s: \\001\nNUL\n" SOCKS_CONNECTED "TLS\nS: * OK ready\nC: *\nCLOSE", "ok" },
  { "password-refused", SL_PROTOCOL_IMAP, "ann:secret@",
    BYTES_4 "s: \\005\\002\n" BYTES_4 BYTES_4 BYTES_4 "s: \\001\\001\nCLOSE", "proxy-failed" },
  { "password-wanted", SL_PROTOCOL_IMAP, "", BYTES_3 "s: \\005\\377\nCLOSE", "proxy-failed" },
  { "password-wanted-jmap", SL_PROTOCOL_JMAP, "", BYTES_3 "s: \\005\\377\nCLOSE", "proxy-failed" },
  { "proxy-fails", SL_PROTOCOL_IMAP, "", SOCKS_NO_PASSWORD SOCKS_NOT_CONNECTED ("\\001"), "proxy-failed" },
  { "proxy-forbids", SL_PROTOCOL_IMAP, "", SOCKS_NO_PASSWORD SOCKS_NOT_CONNECTED ("\\002"), "proxy-failed" },
  /* What it tells of the server is the server's. */
  { "server-silent", SL_PROTOCOL_IMAP, "", SOCKS_NO_PASSWORD SOCKS_NOT_CONNECTED ("\\004"), "connection-timeout" },
  { "server-refuses", SL_PROTOCOL_IMAP, "", SOCKS_NO_PASSWORD SOCKS_NOT_CONNECTED ("\\005"), "connection-refused" },
  { "server-refuses-jmap", SL_PROTOCOL_JMAP, "", SOCKS_NO_PASSWORD SOCKS_NOT_CONNECTED ("\\005"), "connection-refused" },
};
/* clang-format on */

static gboolean
holds (const GString *bytes, const char *text)
{
  for (gsize i = 0; i + strlen (text) <= bytes->len; i++)
    if (memcmp (bytes->str + i, text, strlen (text)) == 0)
      return TRUE;
  return FALSE;
}

static void
test_socks (gconstpointer data)
{
  const SocksCase *checked = data;
  g_autoptr (SlScriptedServer) server = new_server (checked->script);
  g_autofree char *named = g_strdup_printf ("socks5://127.0.0.1:%u", server->port);
  g_autofree char *proxy = g_strdup_printf ("socks5://%s127.0.0.1:%u", checked->user, server->port);
  g_autoptr (SlCheckResult) result = knock_at (checked->protocol, 993, proxy);

  sl_scripted_server_stop (server);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, checked->outcome);
  g_assert_cmpstr (result->proxy, ==, named);
  /* The name is looked up by the proxy, which may know more than this computer. */
  if (sl_outcome_is_good (result->outcome))
    g_assert_true (holds (server->clear, HOST));
}

static void
test_proxy_for_the_web (void)
{
  g_autoptr (SlScriptedServer) server = new_server (
      CONNECT "s: HTTP/1.0 200 Connected\\r\\n\\r\\n\nTLS\nREQUEST GET *\nREPLY 401 -\n");
  g_autofree char *proxy = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  g_autoptr (SlCheckResult) result = knock_at (SL_PROTOCOL_JMAP, 443, proxy);

  sl_scripted_server_stop (server);
  g_assert_cmpstr (server->surprise, ==, NULL);
  fixture_assert_outcome (result, "ok", "done");
  g_assert_cmpstr (result->proxy, ==, proxy);
}

static void
assert_proxy_is_blamed (SlCheckResult *result)
{
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "proxy-failed");
  g_assert_nonnull (result->proxy);
  g_assert_null (strstr (result->proxy, "secret"));
}

/* The answer is the proxy's, not the server's. */
static void
test_proxy_refuses_the_web (gconstpointer status)
{
  g_autofree char *script
      = g_strdup_printf (CONNECT "s: HTTP/1.0 %s\\r\\n\\r\\n\nCLOSE", (const char *) status);
  g_autoptr (SlScriptedServer) server = new_server (script);
  g_autofree char *proxy = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  g_autoptr (SlCheckResult) result = knock_at (SL_PROTOCOL_JMAP, 443, proxy);

  assert_proxy_is_blamed (result);
}

static void
test_proxy_wants_a_password (void)
{
  g_autoptr (SlScriptedServer) server
      = new_server (CONNECT "s: HTTP/1.0 407 Authentication Required\\r\\n\\r\\n\nCLOSE");
  g_autofree char *proxy = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  g_autoptr (SlCheckResult) result = knock (993, proxy);

  assert_proxy_is_blamed (result);
}

static void
test_proxy_is_down (gconstpointer data)
{
  static const SlProtocol protocols[] = { SL_PROTOCOL_IMAP, SL_PROTOCOL_JMAP };
  g_autoptr (SlScriptedServer) server = new_server ("CLOSE");
  g_autofree char *proxy
      = g_strdup_printf ("%s://ann:secret@127.0.0.1:%u", (const char *) data, server->port);

  sl_scripted_server_stop (server);
  for (gsize i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      g_autoptr (SlCheckResult) result = knock_at (protocols[i], 993, proxy);

      assert_proxy_is_blamed (result);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  resolver = sl_fake_resolver_install ();
  g_test_add_func ("/signin/road/broken-family", test_broken_family);
  g_test_add_func ("/signin/road/one-family", test_one_family);
  g_test_add_func ("/signin/road/silent-address", test_silent_address);
  g_test_add_func ("/signin/road/proxy", test_proxy);
  g_test_add_func ("/signin/road/proxy-for-the-web/good", test_proxy_for_the_web);
  g_test_add_data_func ("/signin/road/proxy-for-the-web/password", "407 Authentication Required",
                        test_proxy_refuses_the_web);
  g_test_add_data_func ("/signin/road/proxy-for-the-web/forbidden", "403 Forbidden",
                        test_proxy_refuses_the_web);
  g_test_add_data_func ("/signin/road/proxy-for-the-web/failed", "502 Bad Gateway",
                        test_proxy_refuses_the_web);
  g_test_add_func ("/signin/road/proxy-wants-a-password", test_proxy_wants_a_password);
  for (gsize i = 0; i < G_N_ELEMENTS (socks_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signin/road/socks/", socks_cases[i].name, NULL);

      g_test_add_data_func (path, &socks_cases[i], test_socks);
    }
  g_test_add_data_func ("/signin/road/http-proxy-is-down", "http", test_proxy_is_down);
  g_test_add_data_func ("/signin/road/socks-proxy-is-down", "socks5", test_proxy_is_down);
  return g_test_run ();
}
