/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The road to a server: two address families of which one is broken, names that are gone, proxies
 * that work and that do not. */
#include "check-fixture.h"
#include "fake-resolver.h"
#include "route.h"

#define HOST "imap.example.org"
#define CONNECT "REQUEST CONNECT imap.example.org:*\n"

static SlFakeResolver *resolver;

static SlCheckResult *
knock (guint16 port, const char *proxy)
{
  g_autoptr (SlServer) server = sl_server_new (SL_PROTOCOL_IMAP, SL_SECURITY_TLS, HOST, port, NULL);
  g_autoptr (SlCheckRequest) request = sl_check_request_new (server, SL_CHECK_KIND_DOOR, NULL);

  g_set_object (&request->trust, sl_test_certificates_get ()->trust);
  request->step_timeout_ms = FIXTURE_CHECK_MS;
  if (proxy != NULL)
    request->proxy_resolver = g_simple_proxy_resolver_new (proxy, NULL);
  return sl_check_run (request, NULL);
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

static void
assert_proxy_is_blamed (SlCheckResult *result)
{
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "proxy-failed");
  g_assert_nonnull (result->proxy);
  g_assert_null (strstr (result->proxy, "secret"));
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
  g_autoptr (SlScriptedServer) server = new_server ("CLOSE");
  g_autofree char *proxy
      = g_strdup_printf ("%s://ann:secret@127.0.0.1:%u", (const char *) data, server->port);
  g_autoptr (SlCheckResult) result = NULL;

  sl_scripted_server_stop (server);
  result = knock (993, proxy);
  assert_proxy_is_blamed (result);
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
  g_test_add_func ("/signin/road/proxy-wants-a-password", test_proxy_wants_a_password);
  g_test_add_data_func ("/signin/road/http-proxy-is-down", "http", test_proxy_is_down);
  g_test_add_data_func ("/signin/road/socks-proxy-is-down", "socks5", test_proxy_is_down);
  return g_test_run ();
}
