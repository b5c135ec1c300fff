/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Byte by byte, for every mechanism over IMAP, POP3 and SMTP: a refused credential is not presented
 * a second time, whatever else the server would take, and nothing of it travels before TLS is there
 * and the certificate is good. */
#include "check-fixture.h"
#include "scram.h"

#include <string.h>

#define TOKEN "ya29.token-of-the-test"
/* "Username:", "Password:", "<example.org>" and {"status":"400"}, as servers ask. */
#define ASK_USER "VXNlcm5hbWU6"
#define ASK_PASSWORD "UGFzc3dvcmQ6"
#define ASK_DIGEST "PDFAZXhhbXBsZS5vcmc+"
#define NO_TOKEN "eyJzdGF0dXMiOiI0MDAifQ=="
/* Shorter words are no credential. */
#define SHORTEST_WORD_BYTES 8

typedef struct
{
  const char *name;
  const char *offer; /* itself and what is weaker, so that there is something to fall back to */
  gboolean    first_in_line;    /* the first answer travels with the command */
  gboolean    may_be_pipelined; /* the way to the mailbox travels behind it */
  gboolean    is_token;
  guint       n_secrets; /* how many words hold the secret itself */
  const char *questions[3];
} Mechanism;

/* clang-format off */
static const Mechanism mechanisms[] = {
  { "PLAIN", "PLAIN LOGIN", TRUE, TRUE, FALSE, 1, { NULL } },
  { "LOGIN", "LOGIN", FALSE, TRUE, FALSE, 1, { ASK_USER, ASK_PASSWORD, NULL } },
  { "CRAM-MD5", "CRAM-MD5", FALSE, FALSE, FALSE, 0, { ASK_DIGEST, NULL } },
  { "XOAUTH2", "XOAUTH2 PLAIN LOGIN", TRUE, FALSE, TRUE, 1, { NO_TOKEN, NULL } },
  { "OAUTHBEARER", "OAUTHBEARER PLAIN LOGIN", TRUE, FALSE, TRUE, 1, { NO_TOKEN, NULL } },
  { "SCRAM-SHA-1", "SCRAM-SHA-1 PLAIN LOGIN", TRUE, FALSE, FALSE, 0, { NULL } },
  { "SCRAM-SHA-256", "SCRAM-SHA-256 SCRAM-SHA-1 PLAIN LOGIN", TRUE, FALSE, FALSE, 0, { NULL } },
  { "SCRAM-SHA-1-PLUS", "SCRAM-SHA-1-PLUS SCRAM-SHA-1 PLAIN LOGIN", TRUE, FALSE, FALSE, 0, { NULL } },
  { "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS SCRAM-SHA-256 SCRAM-SHA-1 PLAIN LOGIN", TRUE, FALSE, FALSE, 0, { NULL } },
};

typedef struct
{
  const char *name;
  SlProtocol  protocol;
  const char *greeting;     /* %s: the mechanisms */
  const char *clear;        /* up to the request to encrypt */
  const char *capabilities; /* %s: the mechanisms; asked behind TLS */
  const char *separator;    /* before each mechanism's name */
  const char *command;
  const char *question;
  const char *temporary;
  const char *refusal;
  const char *goodbye; /* the next thing that may be heard */
} Protocol;

static const Protocol protocols[] = {
  { "imap", SL_PROTOCOL_IMAP, "S: * OK [CAPABILITY IMAP4rev1 SASL-IR LOGINDISABLED%s] ready\n",
    "S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready\nC: a2 STARTTLS\nS: a2 OK\n",
    "C: a3 CAPABILITY\nS: * CAPABILITY IMAP4rev1 SASL-IR LOGINDISABLED%s\nS: a3 OK\n",
    " AUTH=", "C: a4 AUTHENTICATE ", "S: + ", "S: a4 NO [UNAVAILABLE] later\n", "S: a4 NO [AUTHENTICATIONFAILED] no\n",
    "C: a6 LOGOUT\nCLOSE" },
  { "pop3", SL_PROTOCOL_POP3, "S: +OK\nC: CAPA\nS: +OK\nS: SASL%s\nS: .\n",
    "S: +OK\nC: CAPA\nS: +OK\nS: SASL PLAIN\nS: STLS\nS: .\nC: STLS\nS: +OK\n",
    "C: CAPA\nS: +OK\nS: SASL%s\nS: .\n",
    " ", "C: AUTH ", "S: + ", "S: -ERR [SYS/TEMP] later\n", "S: -ERR [AUTH] no\n", "C: QUIT\nCLOSE" },
  { "smtp", SL_PROTOCOL_SMTP, "S: 220 mail\nC: EHLO *\nS: 250-mail\nS: 250 AUTH%s\n",
    "S: 220 mail\nC: EHLO *\nS: 250-mail\nS: 250-AUTH PLAIN\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n",
    "C: EHLO *\nS: 250-mail\nS: 250 AUTH%s\n",
    " ", "C: AUTH ", "S: 334 ", "S: 454 4.7.0 later\n", "S: 535 5.7.8 no\n", "C: QUIT\nCLOSE" },
};
/* clang-format on */

typedef enum
{
  REFUSED,
  POSTPONED,
  UNTRUSTED,
} Ending;

static const char *const endings[] = { "refused", "postponed", "untrusted" };

typedef struct
{
  const Protocol  *protocol;
  const Mechanism *mechanism;
  SlSecurity       security;
  Ending           ending;
} Case;

static char *
offer (const Case *checked)
{
  g_auto (GStrv) names = g_strsplit (checked->mechanism->offer, " ", -1);
  GString *offered = g_string_new (NULL);

  for (gsize i = 0; names[i] != NULL; i++)
    g_string_append_printf (offered, "%s%s", checked->protocol->separator, names[i]);
  return g_string_free (offered, FALSE);
}

/* printf's format is one of the table's. */
static void
append_offer (GString *script, const char *format, const char *offered)
{
  g_auto (GStrv) halves = g_strsplit (format, "%s", 2);

  g_string_append_printf (script, "%s%s%s", halves[0], offered, halves[1]);
}

static char *
write_script (const Case *checked)
{
  const Protocol  *protocol = checked->protocol;
  const Mechanism *mechanism = checked->mechanism;
  g_autofree char *offered = offer (checked);
  GString         *script = g_string_new (NULL);

  if (checked->security == SL_SECURITY_STARTTLS)
    g_string_append (script, protocol->clear);
  g_string_append (script, "TLS\n");
  append_offer (script,
                checked->security == SL_SECURITY_TLS ? protocol->greeting : protocol->capabilities,
                offered);
  g_string_append_printf (script, "%s%s%s\n", protocol->command, mechanism->name,
                          mechanism->first_in_line ? " *" : "");
  for (gsize i = 0; mechanism->questions[i] != NULL; i++)
    g_string_append_printf (script, "%s%s\nC: *\n", protocol->question, mechanism->questions[i]);
  g_string_append (script, checked->ending == POSTPONED ? protocol->temporary : protocol->refusal);
  if (protocol->protocol == SL_PROTOCOL_IMAP && mechanism->may_be_pipelined)
    g_string_append (script, "C: a5 EXAMINE INBOX\n");
  g_string_append (script, protocol->goodbye);
  return g_string_free (script, FALSE);
}

static gboolean
holds (const char *word, const char *part)
{
  g_autofree guchar *decoded = NULL;
  gsize              length = 0;

  if (strstr (word, part) != NULL)
    return TRUE;
  if (strlen (word) < SHORTEST_WORD_BYTES)
    return FALSE;
  decoded = g_base64_decode (word, &length);
  for (gsize i = 0; i + strlen (part) <= length; i++)
    if (memcmp (decoded + i, part, strlen (part)) == 0)
      return TRUE;
  return FALSE;
}

/* As it is, and in base64. */
static guint
count_words_with (const GString *received, const char *part)
{
  g_auto (GStrv) words = g_strsplit_set (received->str, " \r\n", -1);
  guint n_found = 0;

  for (gsize i = 0; words[i] != NULL; i++)
    n_found += holds (words[i], part);
  return n_found;
}

static guint
count_commands (const GString *received)
{
  static const char *const begins[]
      = { "AUTHENTICATE ", "\nAUTH ", "LOGIN \"", "\nUSER ", "\nPASS " };
  guint n_found = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (begins); i++)
    n_found += fixture_count (received->str, begins[i]);
  return n_found;
}

static const char *
get_outcome (const Case *checked)
{
  if (checked->ending == UNTRUSTED)
    return "certificate-untrusted";
  if (checked->ending == POSTPONED)
    return "auth-unavailable";
  return checked->mechanism->is_token ? "token-rejected" : "auth-rejected";
}

static void
assert_bytes (const Case *checked, const SlScriptedServer *server)
{
  const char *secret = checked->mechanism->is_token ? TOKEN : FIXTURE_PASSWORD;
  gboolean    presented = checked->ending != UNTRUSTED;

  g_assert_cmpuint (server->n_connections, ==, 1);
  g_assert_cmpuint (count_commands (server->clear), ==, 0);
  g_assert_cmpuint (count_words_with (server->clear, secret), ==, 0);
  g_assert_cmpuint (count_words_with (server->clear, FIXTURE_USER), ==, 0);
  g_assert_cmpuint (count_commands (server->encrypted), ==, presented ? 1 : 0);
  g_assert_cmpuint (count_words_with (server->encrypted, secret), ==,
                    presented ? checked->mechanism->n_secrets : 0);
  if (!presented)
    g_assert_cmpuint (server->encrypted->len, ==, 0);
}

static void
test_case (gconstpointer data)
{
  const Case               *checked = data;
  const SlTestCertificates *certificates = sl_test_certificates_get ();
  g_autofree char          *script = write_script (checked);
  g_autoptr (SlScriptedServer) server = sl_scripted_server_new (
      script, checked->ending == UNTRUSTED ? certificates->self_signed : certificates->good);
  g_autoptr (SlCheckRequest) request = fixture_request (
      checked->protocol->protocol, checked->security, SL_CHECK_KIND_SIGNIN, server->port);
  g_autoptr (SlCheckResult) result = NULL;

  request->is_token = checked->mechanism->is_token;
  if (request->is_token)
    {
      sl_secret_unref (request->secret);
      request->secret = sl_secret_new (TOKEN, -1);
    }
  result = sl_check_run (request, NULL);
  sl_scripted_server_stop (server);
  if (checked->ending != UNTRUSTED)
    g_assert_cmpstr (server->surprise, ==, NULL);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, get_outcome (checked));
  if (checked->ending != UNTRUSTED)
    g_assert_cmpstr (result->mechanism, ==, checked->mechanism->name);
  assert_bytes (checked, server);
}

static void
add_case (Case checked)
{
  g_autofree char *path = g_strdup_printf (
      "/signin/one-credential/%s/%s/%s/%s", checked.protocol->name, checked.mechanism->name,
      checked.security == SL_SECURITY_TLS ? "tls" : "starttls", endings[checked.ending]);

  g_test_add_data_func_full (path, g_memdup2 (&checked, sizeof checked), test_case, g_free);
}

int
main (int argc, char **argv)
{
  static const SlSecurity securities[] = { SL_SECURITY_TLS, SL_SECURITY_STARTTLS };

  g_test_init (&argc, &argv, NULL);
  for (gsize protocol = 0; protocol < G_N_ELEMENTS (protocols); protocol++)
    for (gsize mechanism = 0; mechanism < G_N_ELEMENTS (mechanisms); mechanism++)
      for (gsize security = 0; security < G_N_ELEMENTS (securities); security++)
        for (Ending ending = REFUSED; ending <= UNTRUSTED; ending++)
          if (sl_scram_is_available () || !g_str_has_prefix (mechanisms[mechanism].name, "SCRAM"))
            add_case ((Case){ &protocols[protocol], &mechanisms[mechanism], securities[security],
                              ending });
  return g_test_run ();
}
