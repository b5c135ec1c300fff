/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sasl.h"

#include <string.h>

typedef struct
{
  const char     *name;
  SlSaslOffer     offer;
  const char     *user;
  const char     *secret;
  SlSaslMechanism chosen;
} Case;

#define EVERYTHING                                                                                 \
  {                                                                                                \
    TRUE, TRUE, TRUE                                                                               \
  }
#define ALL_BUT_PLAIN                                                                              \
  {                                                                                                \
    FALSE, TRUE, TRUE                                                                              \
  }
#define COMMAND_ONLY                                                                               \
  {                                                                                                \
    FALSE, FALSE, TRUE                                                                             \
  }
#define LOGIN_ONLY                                                                                 \
  {                                                                                                \
    FALSE, TRUE, FALSE                                                                             \
  }
#define NOTHING                                                                                    \
  {                                                                                                \
    FALSE, FALSE, FALSE                                                                            \
  }

/* clang-format off */
static const Case cases[] = {
  { "plain-first", EVERYTHING, "ann", "pw", SL_SASL_PLAIN },
  { "plain-carries-every-character", EVERYTHING, "ann", "pä\"\\\r\nss", SL_SASL_PLAIN },
  { "command-before-login", ALL_BUT_PLAIN, "ann", "p w\"\\", SL_SASL_COMMAND },
  { "eight-bit-secret-in-base64", ALL_BUT_PLAIN, "ann", "päss", SL_SASL_LOGIN },
  { "eight-bit-user-in-base64", ALL_BUT_PLAIN, "änn", "pw", SL_SASL_LOGIN },
  { "eight-bit-command-if-it-is-the-only-way", COMMAND_ONLY, "ann", "päss", SL_SASL_COMMAND },
  { "line-end-never-in-a-command", COMMAND_ONLY, "ann", "pw\r\na5 DELETE INBOX", SL_SASL_NONE },
  { "line-end-in-user-never-in-a-command", COMMAND_ONLY, "ann\n", "pw", SL_SASL_NONE },
  { "line-end-in-base64", ALL_BUT_PLAIN, "ann", "p\nw", SL_SASL_LOGIN },
  { "login-only", LOGIN_ONLY, "ann", "pw", SL_SASL_LOGIN },
  { "nothing-offered", NOTHING, "ann", "pw", SL_SASL_NONE },
};
/* clang-format on */

static SlCheckRequest *
make_request (const char *user, const char *data, gsize length)
{
  g_autoptr (SlSecret) secret = sl_secret_new (data, (gssize) length);
  g_autoptr (SlServer) server
      = sl_server_new (SL_PROTOCOL_IMAP, SL_SECURITY_TLS, "localhost", 993, user);

  return sl_check_request_new (server, SL_CHECK_KIND_SIGNIN, secret);
}

static void
test_case (gconstpointer data)
{
  const Case *checked = data;
  g_autoptr (SlCheckRequest) request
      = make_request (checked->user, checked->secret, strlen (checked->secret));

  g_assert_cmpint (sl_sasl_choose (&checked->offer, request), ==, checked->chosen);
}

static void
test_what_cannot_be_carried (void)
{
  const SlSaslOffer offer = EVERYTHING;
  g_autoptr (SlCheckRequest) zero_byte = make_request ("ann", "p\0w", 3);
  g_autoptr (SlCheckRequest) token = make_request ("ann", "token", 5);

  token->is_token = TRUE;
  g_assert_cmpint (sl_sasl_choose (&offer, zero_byte), ==, SL_SASL_NONE);
  g_assert_cmpint (sl_sasl_choose (&offer, token), ==, SL_SASL_NONE);
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
  SlSaslOffer imap = NOTHING;
  SlSaslOffer smtp = NOTHING;

  sl_sasl_offer_add (&imap, "IMAP4rev1 PLAIN auth=login AUTH=PLAIN-CLIENTTOKEN", "AUTH=");
  g_assert_false (imap.plain);
  g_assert_true (imap.login);
  sl_sasl_offer_add (&smtp, "XOAUTH2  PLAIN", "");
  g_assert_true (smtp.plain);
  g_assert_false (smtp.login);
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
  g_test_add_func ("/signin/sasl/responses", test_responses);
  g_test_add_func ("/signin/sasl/offers", test_offers);
  return g_test_run ();
}
