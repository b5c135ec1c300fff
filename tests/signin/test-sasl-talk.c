/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users see when a server asks back, refuses a token or does not prove itself. The patterns
 * show that nothing is sent behind an answer before the server has replied. */
#include "check-fixture.h"
#include "scram.h"

#include <string.h>

typedef struct
{
  const char *name;
  SlProtocol  protocol;
  gboolean    is_token;
  const char *script;
  const char *outcome;
  const char *text; /* nullable: part of what is shown of the server's words */
} Case;

#define IMAP SL_PROTOCOL_IMAP
#define POP3 SL_PROTOCOL_POP3
#define SMTP SL_PROTOCOL_SMTP
#define OFFER(mechanisms)                                                                          \
  "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR LOGINDISABLED " mechanisms "] ready\n"
#define EHLO(mechanisms)                                                                           \
  "TLS\nS: 220 mail\nC: EHLO *\nS: 250-mail\nS: 250-PIPELINING\nS: 250 AUTH " mechanisms "\n"
#define CAPA(mechanisms)                                                                           \
  "TLS\nS: +OK\nC: CAPA\nS: +OK\nS: PIPELINING\nS: SASL " mechanisms "\nS: .\n"
#define INBOX "C: a5 EXAMINE INBOX\nS: a5 OK\nC: a6 LOGOUT\nS: a6 OK\nCLOSE"
#define LEAVE "C: a6 LOGOUT\nS: a6 OK\nCLOSE"
/* {"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"} and {"status":"503"} */
#define GOOGLE                                                                                     \
  "eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ" \
  "=="
#define TROUBLE "eyJzdGF0dXMiOiI1MDMifQ=="
#define NONSENSE "W1tbW1tbW1s="

/* clang-format off */
static const Case cases[] = {
  { "token-accepted", IMAP, TRUE, OFFER ("AUTH=XOAUTH2") "C: a4 AUTHENTICATE XOAUTH2 dXNlcj*\nS: a4 OK\n" INBOX, "ok", NULL },
  { "token-without-initial-response", IMAP, TRUE,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] hi\nC: a4 AUTHENTICATE XOAUTH2\nS: +\nC: dXNlcj*\nS: a4 OK\n" INBOX, "ok", NULL },
  { "token-refused", IMAP, TRUE,
    OFFER ("AUTH=XOAUTH2") "C: a4 AUTHENTICATE XOAUTH2 *\nS: + " GOOGLE "\nC: \nS: a4 NO [AUTHENTICATIONFAILED] Invalid credentials\n" LEAVE,
    "token-rejected", "https://mail.google.com/" },
  { "token-refused-without-code", IMAP, TRUE,
    OFFER ("AUTH=XOAUTH2") "C: a4 AUTHENTICATE XOAUTH2 *\nS: a4 NO AUTHENTICATE failed.\n" LEAVE, "token-rejected", "AUTHENTICATE failed." },
  { "token-server-in-trouble", IMAP, TRUE,
    OFFER ("AUTH=XOAUTH2") "C: a4 AUTHENTICATE XOAUTH2 *\nS: + " TROUBLE "\nC: \nS: a4 NO no\n" LEAVE, "auth-unavailable", "503" },
  { "token-refused-with-nonsense", IMAP, TRUE,
    OFFER ("AUTH=XOAUTH2") "C: a4 AUTHENTICATE XOAUTH2 *\nS: + " NONSENSE "\nC: \nS: a4 NO no\n" LEAVE, "token-rejected", NULL },
  { "token-refused-and-accepted", IMAP, TRUE,
    OFFER ("AUTH=XOAUTH2") "C: a4 AUTHENTICATE XOAUTH2 *\nS: + " GOOGLE "\nC: \nS: a4 OK\n" LEAVE, "protocol-error", NULL },
  { "endless-questions", IMAP, TRUE,
    OFFER ("AUTH=XOAUTH2") "C: a4 AUTHENTICATE XOAUTH2 *\nS: + " GOOGLE "\nC: \nS: + " GOOGLE "\nC: ?\n" LEAVE, "protocol-error", NULL },
  { "bearer-refused", IMAP, TRUE,
    OFFER ("AUTH=OAUTHBEARER") "C: a4 AUTHENTICATE OAUTHBEARER bixhPWFubk*\nS: + " GOOGLE "\nC: AQ==\nS: a4 NO no\n" LEAVE,
    "token-rejected", "400" },
  { "no-way-for-a-token", IMAP, TRUE, OFFER ("AUTH=PLAIN") LEAVE, "auth-method-disabled", NULL },
  { "pop3-token-refused", POP3, TRUE,
    CAPA ("XOAUTH2") "C: AUTH XOAUTH2 *\nS: + " GOOGLE "\nC: \nS: -ERR [AUTH] no\nC: QUIT\nS: +OK\nCLOSE", "token-rejected", "400" },
  { "smtp-token-refused", SMTP, TRUE,
    EHLO ("XOAUTH2") "C: AUTH XOAUTH2 *\nS: 334 " GOOGLE "\nC: \nS: 535 5.7.8 no\nC: QUIT\nS: 221\nCLOSE", "token-rejected", "400" },
  { "smtp-token-accepted", SMTP, TRUE, EHLO ("PLAIN XOAUTH2") "C: AUTH XOAUTH2 *\nS: 235 ok\nC: QUIT\nS: 221\nCLOSE", "ok", NULL },
  { "cram-md5", SMTP, FALSE,
    EHLO ("CRAM-MD5") "C: AUTH CRAM-MD5\nS: 334 PDFAZXhhbXBsZS5vcmc+\nC: *\nS: 235 ok\nC: QUIT\nS: 221\nCLOSE", "ok", NULL },
};

/* What is offered beside PLAIN, so that a build without SCRAM has something to choose: not run there. */
static const Case scram_cases[] = {
  { "scram-bound-to-the-connection", IMAP, FALSE,
    OFFER ("AUTH=PLAIN AUTH=SCRAM-SHA-256 AUTH=SCRAM-SHA-256-PLUS")
    "C: a4 AUTHENTICATE SCRAM-SHA-256-PLUS cD10bHMtZXhwb3J0ZXIs*\nS: a4 NO [UNAVAILABLE] later\n" LEAVE, "auth-unavailable", NULL },
  { "scram-refused", IMAP, FALSE,
    OFFER ("AUTH=PLAIN AUTH=SCRAM-SHA-256") "C: a4 AUTHENTICATE SCRAM-SHA-256 *\nS: a4 NO [AUTHENTICATIONFAILED] no\n" LEAVE, "auth-rejected", NULL },
  { "scram-yes-without-proof", IMAP, FALSE,
    OFFER ("AUTH=PLAIN AUTH=SCRAM-SHA-256") "C: a4 AUTHENTICATE SCRAM-SHA-256 *\nS: a4 OK welcome\n" LEAVE, "protocol-error", NULL },
  { "scram-with-nonsense", IMAP, FALSE,
    OFFER ("AUTH=PLAIN AUTH=SCRAM-SHA-1") "C: a4 AUTHENTICATE SCRAM-SHA-1 *\nS: + " NONSENSE "\nC: ?\nS: a4 BAD\n" LEAVE, "protocol-error", NULL },
  { "smtp-scram-never-falls-back", SMTP, FALSE,
    EHLO ("PLAIN LOGIN SCRAM-SHA-256") "C: AUTH SCRAM-SHA-256 *\nS: 535 5.7.8 no\nC: QUIT\nS: 221\nCLOSE", "auth-rejected", NULL },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case *checked = data;
  g_autoptr (SlScriptedServer) server
      = sl_scripted_server_new (checked->script, sl_test_certificates_get ()->good);
  g_autoptr (SlCheckRequest) request
      = fixture_request (checked->protocol, SL_SECURITY_TLS, SL_CHECK_KIND_SIGNIN, server->port);
  g_autoptr (SlCheckResult) result = NULL;

  request->is_token = checked->is_token;
  if (checked->is_token)
    {
      sl_secret_unref (request->secret);
      request->secret = sl_secret_new ("ya29.token-of-the-test", -1);
    }
  result = sl_check_run (request, NULL);
  sl_scripted_server_stop (server);
  g_assert_cmpstr (server->surprise, ==, NULL);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, checked->outcome);
  if (checked->text != NULL)
    g_assert_nonnull (strstr (result->server_text, checked->text));
  g_assert_cmpuint (fixture_count (server->encrypted->str, "AUTHENTICATE ")
                        + fixture_count (server->encrypted->str, "\nAUTH "),
                    <=, 1);
  g_assert_null (strstr (server->encrypted->str, FIXTURE_PASSWORD));
}

static void
add_cases (const Case *added, gsize n_added)
{
  for (gsize i = 0; i < n_added; i++)
    {
      g_autofree char *path = g_strconcat ("/signin/sasl-talk/", added[i].name, NULL);

      g_test_add_data_func (path, &added[i], test_case);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases (cases, G_N_ELEMENTS (cases));
  if (sl_scram_is_available ())
    add_cases (scram_cases, G_N_ELEMENTS (scram_cases));
  return g_test_run ();
}
