/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certificate that nobody vouches for and that the user accepted, with every protocol: with its
 * key the check goes on and the credential is presented once; with another key, or none, nothing
 * is. */
#include "certificate-reader.h"
#include "check-fixture.h"

#define SESSION                                                                                    \
  "{\"capabilities\":{},\"primaryAccounts\":{\"urn:ietf:params:jmap:mail\":\"u\"},"                \
  "\"apiUrl\":\"/api\"}"
#define INBOX                                                                                      \
  "{\"methodResponses\":[[\"Mailbox/query\",{\"ids\":[\"m\"]},\"q\"],"                             \
  "[\"Mailbox/get\",{\"list\":[{\"id\":\"m\"}]},\"g\"]]}"

typedef struct
{
  const char *name;
  const char *uri; /* up to the port, and behind it */
  const char *path;
  const char *clear;  /* before TLS */
  const char *script; /* behind it, to the end */
} Case;

/* clang-format off */
static const Case cases[] = {
  { "imaps", "imaps://", "", "",
    "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\nC: *\nS: a4 OK\nS: a5 OK\nS: a6 OK\nCLOSE" },
  { "imap", "imap://", "", "S: * OK [CAPABILITY IMAP4rev1 STARTTLS] hi\nC: a2 STARTTLS\nS: a2 OK\n",
    "C: a3 *\nS: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\nS: a3 OK\nC: *\nS: a4 OK\nS: a5 OK\nS: a6 OK\nCLOSE" },
  { "pop3s", "pop3s://", "", "",
    "S: +OK\nC: CAPA\nS: +OK\nS: SASL PLAIN\nS: .\nC: AUTH *\nS: +OK\nC: STAT\nS: +OK 0 0\nC: QUIT\nS: +OK\nCLOSE" },
  { "pop3", "pop3://", "", "S: +OK\nC: CAPA\nS: +OK\nS: STLS\nS: .\nC: STLS\nS: +OK\n",
    "C: CAPA\nS: +OK\nS: SASL PLAIN\nS: .\nC: AUTH *\nS: +OK\nC: STAT\nS: +OK 0 0\nC: QUIT\nS: +OK\nCLOSE" },
  { "smtps", "smtps://", "", "",
    "S: 220 hi\nC: EHLO *\nS: 250-hi\nS: 250 AUTH PLAIN\nC: AUTH *\nS: 235 ok\nC: QUIT\nS: 221\nCLOSE" },
  { "smtp", "smtp://", "", "S: 220 hi\nC: EHLO *\nS: 250-hi\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n",
    "C: EHLO *\nS: 250-hi\nS: 250 AUTH PLAIN\nC: AUTH *\nS: 235 ok\nC: QUIT\nS: 221\nCLOSE" },
  { "jmap", "jmap://", "/session", "",
    "REQUEST GET /session *\nREPLY 200 application/json " SESSION "\nREQUEST POST /api *\nREPLY 200 application/json " INBOX "\n" },
  { "https", "https://", "/dav/", "",
    "REQUEST PROPFIND *\nREPLY 207 text/xml <d:multistatus xmlns:d=\"DAV:\"/>\n" },
};
/* clang-format on */

static SlCheckRequest *
make_request (const Case *checked, guint16 port, const char *accepted_key)
{
  g_autofree char *uri
      = g_strdup_printf ("%sann%%40example.org@localhost:%u%s", checked->uri, port, checked->path);
  SlCheckRequest *request
      = fixture_request (SL_PROTOCOL_IMAP, SL_SECURITY_TLS, SL_CHECK_KIND_SIGNIN, port);

  sl_server_unref (request->server);
  request->server = sl_server_new_from_uri (uri, NULL);
  request->pinned_key = g_strdup (accepted_key);
  return request;
}

static void
assert_outcome (const Case *checked, const char *accepted_key, const char *outcome)
{
  g_autofree char *script = g_strconcat (checked->clear, "TLS\n", checked->script, NULL);
  g_autoptr (SlScriptedServer) server
      = sl_scripted_server_new (script, sl_test_certificates_get ()->self_signed);
  g_autoptr (SlCheckRequest) request = make_request (checked, server->port, accepted_key);
  g_autoptr (SlCheckResult) result = sl_check_run (request, NULL);

  sl_scripted_server_stop (server);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, outcome);
  if (sl_outcome_is_good (result->outcome))
    {
      g_assert_cmpstr (server->surprise, ==, NULL);
      return;
    }
  g_assert_cmpstr (sl_stage_to_nick (result->stage), ==, "tls");
  g_assert_cmpuint (server->encrypted->len, ==, 0);
  g_assert_nonnull (result->certificate);
  g_assert_cmpstr (result->certificate->accepted_key, ==, accepted_key);
}

static void
test_case (gconstpointer data)
{
  g_autofree char *key = sl_certificate_reader_dup_key (sl_test_certificates_get ()->self_signed);
  g_autofree char *another = g_strnfill (64, '0');

  assert_outcome (data, key, "ok");
  assert_outcome (data, another, "certificate-changed");
  assert_outcome (data, NULL, "certificate-untrusted");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signin/accepted-key/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
