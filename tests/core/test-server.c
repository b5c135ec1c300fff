/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server.h"

#include <string.h>

typedef struct
{
  const char *uri;
  SlProtocol  protocol;
  SlSecurity  security;
  const char *host;
  guint16     port;
  const char *user;
  const char *path;
  const char *written; /* NULL: the same as uri */
} GoodCase;

static const GoodCase good_cases[] = {
  { "imaps://ann%40example.org@imap.example.org", SL_PROTOCOL_IMAP, SL_SECURITY_TLS,
    "imap.example.org", 993, "ann@example.org", NULL, NULL },
  { "imap://ann@imap.example.org:1143", SL_PROTOCOL_IMAP, SL_SECURITY_STARTTLS, "imap.example.org",
    1143, "ann", NULL, NULL },
  { "IMAPS://Imap.Example.ORG:993/", SL_PROTOCOL_IMAP, SL_SECURITY_TLS, "imap.example.org", 993,
    NULL, NULL, "imaps://imap.example.org" },
  { "pop3s://pop.example.org", SL_PROTOCOL_POP3, SL_SECURITY_TLS, "pop.example.org", 995, NULL,
    NULL, NULL },
  { "pop3://pop.example.org", SL_PROTOCOL_POP3, SL_SECURITY_STARTTLS, "pop.example.org", 110, NULL,
    NULL, NULL },
  { "smtps://smtp.example.org", SL_PROTOCOL_SMTP, SL_SECURITY_TLS, "smtp.example.org", 465, NULL,
    NULL, NULL },
  { "smtp://smtp.example.org", SL_PROTOCOL_SMTP, SL_SECURITY_STARTTLS, "smtp.example.org", 587,
    NULL, NULL, NULL },
  { "jmap://ann@example.org/.well-known/jmap", SL_PROTOCOL_JMAP, SL_SECURITY_TLS, "example.org",
    443, "ann", "/.well-known/jmap", NULL },
  { "https://www.example.org/door?a=b%20c", SL_PROTOCOL_HTTPS, SL_SECURITY_TLS, "www.example.org",
    443, NULL, "/door?a=b%20c", NULL },
  { "imaps://[2001:DB8::1]:1993", SL_PROTOCOL_IMAP, SL_SECURITY_TLS, "2001:db8::1", 1993, NULL,
    NULL, "imaps://[2001:db8::1]:1993" },
  { "imaps://127.0.0.1:65535", SL_PROTOCOL_IMAP, SL_SECURITY_TLS, "127.0.0.1", 65535, NULL, NULL,
    NULL },
  { "imaps://m%C3%BCller@m%C3%BCller.example", SL_PROTOCOL_IMAP, SL_SECURITY_TLS,
    "xn--mller-kva.example", 993, "müller", NULL, "imaps://m%C3%BCller@xn--mller-kva.example" },
  { "imaps://a%2Fb%3Ac%25@mail.example.org.", SL_PROTOCOL_IMAP, SL_SECURITY_TLS, "mail.example.org",
    993, "a/b:c%", NULL, "imaps://a%2Fb%3Ac%25@mail.example.org" },
};

static void
test_good (gconstpointer data)
{
  const GoodCase *expected = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlServer) server = sl_server_new_from_uri (expected->uri, &error);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (server->protocol, ==, expected->protocol);
  g_assert_cmpint (server->security, ==, expected->security);
  g_assert_cmpstr (server->host, ==, expected->host);
  g_assert_cmpint (server->port, ==, expected->port);
  g_assert_cmpstr (server->user, ==, expected->user);
  g_assert_cmpstr (server->path, ==, expected->path);
  written = sl_server_to_uri (server);
  g_assert_cmpstr (written, ==, expected->written != NULL ? expected->written : expected->uri);
}

typedef struct
{
  const char   *uri;
  SlServerError code;
} BadCase;

static const BadCase bad_cases[] = {
  { "", SL_SERVER_ERROR_SYNTAX },
  { "imap.example.org", SL_SERVER_ERROR_SYNTAX },
  { "http://example.org", SL_SERVER_ERROR_SCHEME },
  { "ftp://example.org", SL_SERVER_ERROR_SCHEME },
  { "imaps-://example.org", SL_SERVER_ERROR_SCHEME },
  { "\xff\xfe://example.org", SL_SERVER_ERROR_SCHEME },
  { "imaps://", SL_SERVER_ERROR_SYNTAX },
  { "imaps://ann@", SL_SERVER_ERROR_SYNTAX },
  { "imaps://:993", SL_SERVER_ERROR_SYNTAX },
  { "imaps://example.org:0", SL_SERVER_ERROR_SYNTAX },
  { "imaps://example.org:65536", SL_SERVER_ERROR_SYNTAX },
  { "imaps://example.org:99999999999999999999", SL_SERVER_ERROR_SYNTAX },
  { "imaps://example.org:imap", SL_SERVER_ERROR_SYNTAX },
  { "imaps://example.org:-1", SL_SERVER_ERROR_SYNTAX },
  { "imaps://ann@example.org@imap.example.org", SL_SERVER_ERROR_SYNTAX },
  { "imaps://example .org", SL_SERVER_ERROR_SYNTAX },
  { "imaps://exam%00ple.org", SL_SERVER_ERROR_SYNTAX },
  { "imaps://a..example.org", SL_SERVER_ERROR_SYNTAX },
  { "imaps://-bad.example.org", SL_SERVER_ERROR_SYNTAX },
  { "imaps://[2001:db8::1", SL_SERVER_ERROR_SYNTAX },
  { "imaps://[::zz]", SL_SERVER_ERROR_SYNTAX },
  { "imaps://[fe80::1%25eth0]", SL_SERVER_ERROR_SYNTAX },
  { "imaps://example.org/INBOX", SL_SERVER_ERROR_SYNTAX },
  { "imaps://example.org?x", SL_SERVER_ERROR_SYNTAX },
  { "https://example.org/#part", SL_SERVER_ERROR_SYNTAX },
  { "imaps://ann%0d%0aA1%20LOGOUT@example.org", SL_SERVER_ERROR_SYNTAX },
  { "imaps://ann%00@example.org", SL_SERVER_ERROR_SYNTAX },
  { "imaps://ann%ff@example.org", SL_SERVER_ERROR_SYNTAX },
  { "imaps://ann%zz@example.org", SL_SERVER_ERROR_SYNTAX },
  { "imaps://ann:hunter2@example.org", SL_SERVER_ERROR_PASSWORD },
  { "imaps://ann:@example.org", SL_SERVER_ERROR_PASSWORD },
  { "https://:hunter2@example.org/", SL_SERVER_ERROR_PASSWORD },
  { "imaps://ann:hunter2@example.org:99999", SL_SERVER_ERROR_SYNTAX },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *bad = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (sl_server_new_from_uri (bad->uri, &error));
  g_assert_error (error, SL_SERVER_ERROR, (int) bad->code);
  g_assert_null (strstr (error->message, "hunter2"));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_too_long (void)
{
  g_autofree char *host = g_strnfill (5000, 'a');
  g_autofree char *uri = g_strconcat ("imaps://", host, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (sl_server_new_from_uri (uri, &error));
  g_assert_error (error, SL_SERVER_ERROR, SL_SERVER_ERROR_SYNTAX);
  g_assert_cmpint (strlen (error->message), <, 300);
}

static void
test_new_fills_in (void)
{
  g_autoptr (SlServer) server
      = sl_server_new (SL_PROTOCOL_SMTP, SL_SECURITY_STARTTLS, "Mail.Example.org", 0, "ann@x y");
  g_autoptr (SlServer) web
      = sl_server_new (SL_PROTOCOL_HTTPS, SL_SECURITY_STARTTLS, "www.example.org", 0, NULL);
  g_autofree char *uri = sl_server_to_uri (server);

  g_assert_cmpstr (uri, ==, "smtp://ann%40x%20y@mail.example.org");
  g_assert_cmpint (server->port, ==, 587);
  g_assert_cmpint (web->security, ==, SL_SECURITY_TLS);
  g_assert_cmpint (sl_server_default_port (SL_PROTOCOL_IMAP, SL_SECURITY_TLS), ==, 993);
  g_assert_cmpint (sl_server_default_port (SL_PROTOCOL_POP3, SL_SECURITY_STARTTLS), ==, 110);
}

static void
test_path_stays_with_another_user (void)
{
  g_autoptr (SlServer) server
      = sl_server_new_from_uri ("jmap://api.example.org:8443/jmap/session?x=1", NULL);
  g_autoptr (SlServer) anns = sl_server_new_for_user (server, "ann@example.org");
  g_autofree char *uri = sl_server_to_uri (anns);

  g_assert_cmpstr (uri, ==, "jmap://ann%40example.org@api.example.org:8443/jmap/session?x=1");
}

static void
test_path_is_for_http_only (void)
{
  g_autoptr (SlServer) page = sl_server_new_with_path (SL_PROTOCOL_HTTPS, SL_SECURITY_STARTTLS,
                                                       "Mail.example.org", 0, NULL, "/login?a=b");
  g_autoptr (SlServer) root
      = sl_server_new_with_path (SL_PROTOCOL_JMAP, SL_SECURITY_TLS, "example.org", 0, "ann", "/");
  g_autoptr (SlServer) mail = sl_server_new_with_path (SL_PROTOCOL_IMAP, SL_SECURITY_TLS,
                                                       "example.org", 0, "ann", "/inbox");
  g_autofree char *page_uri = sl_server_to_uri (page);
  g_autofree char *root_uri = sl_server_to_uri (root);

  g_assert_cmpstr (page_uri, ==, "https://mail.example.org/login?a=b");
  g_assert_cmpstr (root_uri, ==, "jmap://ann@example.org");
  g_assert_null (mail->path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (good_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/server/understood/%zu", i);

      g_test_add_data_func (path, &good_cases[i], test_good);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/server/refused/%zu", i);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/core/server/too-long", test_too_long);
  g_test_add_func ("/core/server/defaults", test_new_fills_in);
  g_test_add_func ("/core/server/path-stays", test_path_stays_with_another_user);
  g_test_add_func ("/core/server/path-is-for-http-only", test_path_is_for_http_only);
  return g_test_run ();
}
