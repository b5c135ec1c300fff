/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sign-in is sent ahead of the greeting only to a server that took it well last time. In the
 * scripts the server of "hasty" tests greets only after it has received everything. */
#include "server-memory.h"

#include "certificate-reader.h"
#include "check-fixture.h"

#include <string.h>

#define OFFER "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready"
#define IMAP_FLIGHT "C: a4 AUTHENTICATE PLAIN *\nC: a5 EXAMINE INBOX\nC: a6 LOGOUT\n"
#define IMAP_ANSWERS "S: a4 OK\nS: a5 OK\nS: a6 OK\nCLOSE"
#define IMAP_POLITE "TLS\nS: " OFFER "\n" IMAP_FLIGHT IMAP_ANSWERS
#define IMAP_HASTY "TLS\n" IMAP_FLIGHT "S: " OFFER "\n" IMAP_ANSWERS
#define POP3_FLIGHT "C: AUTH PLAIN *\nC: STAT\nC: QUIT\n"
#define POP3_ANSWERS "S: +OK\nS: +OK 0 0\nS: +OK\nCLOSE"
#define POP3_LINES "SASL PLAIN\nPIPELINING\n"

typedef struct
{
  const char *name;
  SlProtocol  protocol;
  const char *remembered;
  gboolean    polite;
  gboolean    hasty;
  const char *script;
  const char *outcome;
} Case;

#define IMAP SL_PROTOCOL_IMAP
#define POP3 SL_PROTOCOL_POP3
#define SMTP SL_PROTOCOL_SMTP

/* clang-format off */
static const Case cases[] = {
  { "imap/hasty", IMAP, "IMAP4rev1 SASL-IR AUTH=PLAIN", FALSE, TRUE, IMAP_HASTY, "ok" },
  { "imap/hasty-login-command", IMAP, "IMAP4rev1", FALSE, TRUE,
    "TLS\nC: a4 LOGIN *\nC: a5 EXAMINE INBOX\nC: a6 LOGOUT\nS: * OK hi\n" IMAP_ANSWERS, "ok" },
  { "imap/hasty-and-refused", IMAP, "IMAP4rev1 SASL-IR AUTH=PLAIN", FALSE, TRUE,
    "TLS\n" IMAP_FLIGHT "S: " OFFER "\nS: a4 NO [AUTHENTICATIONFAILED] no\nCLOSE", "auth-rejected" },
  { "imap/hasty-and-turned-away", IMAP, "IMAP4rev1 SASL-IR AUTH=PLAIN", FALSE, TRUE,
    "TLS\n" IMAP_FLIGHT "S: * BYE overloaded\nCLOSE", "greeting-rejected" },
  { "imap/polite-if-asked-for", IMAP, "IMAP4rev1 SASL-IR AUTH=PLAIN", TRUE, FALSE, IMAP_POLITE, "ok" },
  { "imap/polite-first-time", IMAP, NULL, FALSE, FALSE, IMAP_POLITE, "ok" },
  { "imap/polite-without-initial-response", IMAP, "IMAP4rev1 AUTH=PLAIN", FALSE, FALSE, IMAP_POLITE, "ok" },
  { "imap/polite-does-not-ask-what-is-known", IMAP, "IMAP4rev1 SASL-IR AUTH=PLAIN", TRUE, FALSE,
    "TLS\nS: * OK Gimap ready\n" IMAP_FLIGHT IMAP_ANSWERS, "ok" },
  { "imap/greeting-before-memory", IMAP, "IMAP4rev1 AUTH=PLAIN", TRUE, FALSE,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1] hi\nC: a4 LOGIN *\nC: a5 *\nC: a6 *\n" IMAP_ANSWERS, "ok" },
  { "pop3/hasty", POP3, POP3_LINES, FALSE, TRUE, "TLS\n" POP3_FLIGHT "S: +OK ready\n" POP3_ANSWERS, "ok" },
  { "pop3/polite-does-not-ask-what-is-known", POP3, POP3_LINES, TRUE, FALSE,
    "TLS\nS: +OK ready\n" POP3_FLIGHT POP3_ANSWERS, "ok" },
  { "pop3/polite-without-pipelining", POP3, "SASL PLAIN\n", FALSE, FALSE,
    "TLS\nS: +OK ready\nC: AUTH PLAIN *\nS: +OK\nC: STAT\nS: +OK 0 0\nC: QUIT\nS: +OK\nCLOSE", "ok" },
  { "smtp/never-hasty", SMTP, "anything", FALSE, FALSE,
    "TLS\nS: 220 mail\nC: EHLO *\nS: 250-mail\nS: 250 AUTH PLAIN\nC: AUTH PLAIN *\nS: 235\nC: QUIT\nS: 221\nCLOSE", "ok" },
};
/* clang-format on */

static char *
dup_key (void)
{
  return sl_certificate_reader_dup_key (sl_test_certificates_get ()->good);
}

static void
test_case (gconstpointer data)
{
  const Case *checked = data;
  g_autoptr (SlScriptedServer) server
      = sl_scripted_server_new (checked->script, sl_test_certificates_get ()->good);
  g_autoptr (SlCheckRequest) request
      = fixture_request (checked->protocol, SL_SECURITY_TLS, SL_CHECK_KIND_SIGNIN, server->port);
  g_autoptr (SlCheckResult) result = NULL;
  g_autoptr (SlServerMemory) memory = NULL;
  g_autofree char *key = dup_key ();

  request->polite = checked->polite;
  if (checked->remembered != NULL)
    sl_server_memory_keep (request->server, key, checked->remembered);
  result = sl_check_run (request, NULL);
  sl_scripted_server_stop (server);
  g_assert_cmpstr (server->surprise, ==, NULL);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, checked->outcome);
  g_assert_cmpint (result->pipelined, ==, checked->hasty);
  /* After a failure everything is asked again; over SMTP nothing is ever kept. */
  memory = sl_server_memory_recall (request->server, key);
  if (strcmp (checked->outcome, "ok") != 0)
    g_assert_null (memory);
  else if (checked->protocol != SMTP)
    g_assert_nonnull (memory);
}

/* The certificate of the script is good, but it is not the one of the last time. */
static void
test_other_key (void)
{
  g_autoptr (SlScriptedServer) server
      = sl_scripted_server_new (IMAP_POLITE, sl_test_certificates_get ()->good);
  g_autoptr (SlCheckRequest) request
      = fixture_request (IMAP, SL_SECURITY_TLS, SL_CHECK_KIND_SIGNIN, server->port);
  g_autoptr (SlCheckResult) result = NULL;

  request->polite = FALSE;
  sl_server_memory_keep (request->server, "00", "IMAP4rev1 SASL-IR AUTH=PLAIN");
  result = sl_check_run (request, NULL);
  sl_scripted_server_stop (server);
  g_assert_cmpstr (server->surprise, ==, NULL);
  g_assert_false (result->pipelined);
}

static gboolean
may_be_hurried (const char *host, SlSecurity security)
{
  g_autoptr (SlServer) server = sl_server_new (IMAP, security, host, 993, "ann");
  g_autoptr (SlSecret) secret = sl_secret_new ("pw", -1);
  g_autoptr (SlCheckRequest) request = sl_check_request_new (server, SL_CHECK_KIND_SIGNIN, secret);
  g_autoptr (SlServerMemory) memory = NULL;

  request->polite = FALSE;
  sl_server_memory_keep (server, "k", "");
  memory = sl_server_memory_recall (server, "k");
  sl_server_memory_forget (server);
  return sl_server_memory_allows_haste (memory, request);
}

static void
test_never_hurried (void)
{
  g_assert_true (may_be_hurried ("imap.example.org", SL_SECURITY_TLS));
  g_assert_true (may_be_hurried ("imap.notgmail.com", SL_SECURITY_TLS));
  g_assert_false (may_be_hurried ("imap.example.org", SL_SECURITY_STARTTLS));
  g_assert_false (may_be_hurried ("imap.gmail.com", SL_SECURITY_TLS));
  g_assert_false (may_be_hurried ("outlook.office365.com", SL_SECURITY_TLS));
  g_assert_false (may_be_hurried ("imap-mail.outlook.com", SL_SECURITY_TLS));
}

static void
test_forgets_every_user (void)
{
  g_autoptr (SlServer) ann = sl_server_new (IMAP, SL_SECURITY_TLS, "mail.example.org", 993, "ann");
  g_autoptr (SlServer) bob = sl_server_new (IMAP, SL_SECURITY_TLS, "mail.example.org", 993, "bob");
  g_autoptr (SlServer) door = sl_server_new (IMAP, SL_SECURITY_TLS, "mail.example.org", 993, NULL);
  g_autoptr (SlServerMemory) of_ann = NULL;
  g_autoptr (SlServerMemory) of_bob = NULL;

  sl_server_memory_keep (ann, "k", "IMAP4rev1");
  of_ann = sl_server_memory_recall (ann, "k");
  g_assert_cmpstr (of_ann->capabilities, ==, "IMAP4rev1");
  of_bob = sl_server_memory_recall (bob, "k");
  g_assert_null (of_bob);
  sl_server_memory_forget (door);
  g_clear_pointer (&of_ann, sl_server_memory_free);
  of_ann = sl_server_memory_recall (ann, "k");
  g_assert_null (of_ann);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signin/server-memory/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/signin/server-memory/polite-to-another-key", test_other_key);
  g_test_add_func ("/signin/server-memory/never-hurried", test_never_hurried);
  g_test_add_func ("/signin/server-memory/forgets-every-user", test_forgets_every_user);
  return g_test_run ();
}
