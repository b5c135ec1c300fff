/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sasl.h"

#include "scram.h"

#include <string.h>

typedef struct
{
  const char     *name;
  SlSaslOffer     offer;
  const char     *user;
  const char     *secret;
  SlSaslMechanism chosen;
  SlProtocol      protocol;
} Case;

#define PLAIN SL_SASL_OFFER (SL_SASL_PLAIN)
#define LOGIN SL_SASL_OFFER (SL_SASL_LOGIN)
#define COMMAND SL_SASL_OFFER (SL_SASL_COMMAND)
#define CRAM SL_SASL_OFFER (SL_SASL_CRAM_MD5)
#define EVERYTHING (PLAIN | LOGIN | COMMAND | CRAM)
#define ALL_BUT_PLAIN (LOGIN | COMMAND)
#define POP3 SL_PROTOCOL_POP3

/* clang-format off */
static const Case cases[] = {
  { "plain-first", EVERYTHING, "ann", "pw", SL_SASL_PLAIN },
  { "plain-carries-every-character", EVERYTHING, "ann", "pä\"\\\r\nss", SL_SASL_PLAIN },
  { "command-before-login", ALL_BUT_PLAIN, "ann", "p w\"\\", SL_SASL_COMMAND },
  { "eight-bit-secret-in-base64", ALL_BUT_PLAIN, "ann", "päss", SL_SASL_LOGIN },
  { "eight-bit-user-in-base64", ALL_BUT_PLAIN, "änn", "pw", SL_SASL_LOGIN },
  { "eight-bit-never-in-a-quoted-string", COMMAND, "ann", "päss", SL_SASL_NONE },
  { "eight-bit-in-pop3-if-it-is-the-only-way", COMMAND, "ann", "päss", SL_SASL_COMMAND, POP3 },
  { "line-end-never-in-a-command", COMMAND, "ann", "pw\r\na5 DELETE INBOX", SL_SASL_NONE },
  { "line-end-in-user-never-in-a-command", COMMAND, "ann\n", "pw", SL_SASL_NONE },
  { "line-end-in-base64", ALL_BUT_PLAIN, "ann", "p\nw", SL_SASL_LOGIN },
  { "login-only", LOGIN, "ann", "pw", SL_SASL_LOGIN },
  { "cram-md5-only-if-there-is-nothing-else", CRAM, "ann", "pw", SL_SASL_CRAM_MD5 },
  { "command-before-cram-md5", CRAM | COMMAND, "ann", "pw", SL_SASL_COMMAND },
  { "nothing-offered", 0, "ann", "pw", SL_SASL_NONE },
};
/* clang-format on */

static SlCheckRequest *
make_request (SlProtocol protocol, const char *user, const char *data, gsize length)
{
  g_autoptr (SlSecret) secret = sl_secret_new (data, (gssize) length);
  g_autoptr (SlServer) server = sl_server_new (protocol, SL_SECURITY_TLS, "localhost", 993, user);

  return sl_check_request_new (server, SL_CHECK_KIND_SIGNIN, secret);
}

static void
test_case (gconstpointer data)
{
  const Case *checked = data;
  g_autoptr (SlCheckRequest) request
      = make_request (checked->protocol, checked->user, checked->secret, strlen (checked->secret));

  g_assert_cmpint (sl_sasl_choose (checked->offer, request, TRUE), ==, checked->chosen);
}

static void
test_what_cannot_be_carried (void)
{
  g_autoptr (SlCheckRequest) zero_byte = make_request (SL_PROTOCOL_IMAP, "ann", "p\0w", 3);
  g_autoptr (SlCheckRequest) token = make_request (SL_PROTOCOL_IMAP, "ann", "token", 5);
  g_autoptr (SlCheckRequest) no_token = make_request (SL_PROTOCOL_IMAP, "ann", "to\001ken", 6);
  const SlSaslOffer for_tokens
      = SL_SASL_OFFER (SL_SASL_XOAUTH2) | SL_SASL_OFFER (SL_SASL_OAUTHBEARER);

  token->is_token = no_token->is_token = TRUE;
  g_assert_cmpint (sl_sasl_choose (EVERYTHING, zero_byte, TRUE), ==, SL_SASL_NONE);
  g_assert_cmpint (sl_sasl_choose (EVERYTHING, token, TRUE), ==, SL_SASL_NONE);
  g_assert_cmpint (sl_sasl_choose (for_tokens, no_token, TRUE), ==, SL_SASL_NONE);
  g_assert_cmpint (sl_sasl_choose (for_tokens, token, TRUE), ==, SL_SASL_XOAUTH2);
  g_assert_cmpint (sl_sasl_choose (SL_SASL_OFFER (SL_SASL_OAUTHBEARER), token, TRUE), ==,
                   SL_SASL_OAUTHBEARER);
}

static SlSaslMechanism
choose_of (const char *mechanisms, const char *secret, gboolean can_bind)
{
  g_autoptr (SlCheckRequest) request
      = make_request (SL_PROTOCOL_IMAP, "ann", secret, strlen (secret));
  SlSaslOffer offer = 0;

  sl_sasl_offer_add (&offer, mechanisms, "");
  return sl_sasl_choose (offer, request, can_bind);
}

static void
test_strongest (void)
{
  const char *all = "PLAIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-1-PLUS SCRAM-SHA-256 SCRAM-SHA-256-PLUS";

  if (!sl_scram_is_available ())
    {
      g_assert_cmpint (choose_of (all, "pw", TRUE), ==, SL_SASL_PLAIN);
      return;
    }
  g_assert_cmpint (choose_of (all, "pw", TRUE), ==, SL_SASL_SCRAM_SHA_256_PLUS);
  g_assert_cmpint (choose_of (all, "pw", FALSE), ==, SL_SASL_SCRAM_SHA_256);
  g_assert_cmpint (choose_of ("SCRAM-SHA-1-PLUS SCRAM-SHA-256", "pw", TRUE), ==,
                   SL_SASL_SCRAM_SHA_1_PLUS);
  g_assert_cmpint (choose_of ("plain scram-sha-1", "pw", TRUE), ==, SL_SASL_SCRAM_SHA_1);
  /* Not UTF-8: SCRAM cannot carry it, PLAIN can. */
  g_assert_cmpint (choose_of (all, "p\xe4ss", TRUE), ==, SL_SASL_PLAIN);
}

static void
assert_secret (SlSecret *secret, const char *expected)
{
  gsize       length;
  const char *peeked = sl_secret_peek (secret, &length);

  g_assert_cmpmem (peeked, length, expected, strlen (expected));
  sl_secret_unref (secret);
}

/* RFC 4616, 4. */
static void
test_responses (void)
{
  g_autoptr (SlSecret) secret = sl_secret_new ("tanstaaftanstaaf", -1);
  g_autoptr (SlSecret) difficult = sl_secret_new ("a\"b\\c", -1);
  g_autofree char *user = sl_sasl_quote_user ("a\"b\\c");

  assert_secret (sl_sasl_plain ("tim", secret), "AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
  assert_secret (sl_sasl_base64 (secret), "dGFuc3RhYWZ0YW5zdGFhZg==");
  assert_secret (sl_sasl_quote (difficult), "\"a\\\"b\\\\c\"");
  g_assert_cmpstr (user, ==, "\"a\\\"b\\\\c\"");
}

static void
test_offers (void)
{
  SlSaslOffer imap = 0;
  SlSaslOffer smtp = 0;

  sl_sasl_offer_add (&imap, "IMAP4rev1 PLAIN auth=login AUTH=PLAIN-CLIENTTOKEN", "AUTH=");
  g_assert_cmpuint (imap, ==, LOGIN);
  sl_sasl_offer_add (&smtp, "XOAUTH2  PLAIN", "");
  g_assert_cmpuint (smtp, ==, PLAIN | SL_SASL_OFFER (SL_SASL_XOAUTH2));
}

/* A name typed with a combining mark and with an ideographic space is the same name. */
static void
test_prepared (void)
{
  g_autoptr (SlSecret) typed = sl_secret_new ("a\xcc\x88\xe3\x80\x80x", -1);

  if (sl_scram_is_available ())
    assert_secret (sl_sasl_plain ("tim", typed), "AHRpbQDDpCB4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signin/sasl/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/signin/sasl/what-cannot-be-carried", test_what_cannot_be_carried);
  g_test_add_func ("/signin/sasl/strongest", test_strongest);
  g_test_add_func ("/signin/sasl/prepared", test_prepared);
  g_test_add_func ("/signin/sasl/responses", test_responses);
  g_test_add_func ("/signin/sasl/offers", test_offers);
  return g_test_run ();
}
