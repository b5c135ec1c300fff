/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SCRAM against the server's side of gsasl: both ends prove themselves, bound to the connection. */
#include "sasl-exchange.h"

#include <gsasl.h>
#include <string.h>

#define BINDING "Zm9ydHktdHdvIGJ5dGVzIG9mIGEgY29ubmVjdGlvbg=="
#define OTHER_BINDING "c29tZWJvZHkgaW4gYmV0d2Vlbg=="

typedef struct
{
  const char     *name;
  SlSaslMechanism mechanism;
  gboolean        exporter;
  const char     *server_binding;
  const char     *client_password;
  gboolean        accepted;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "sha-256", SL_SASL_SCRAM_SHA_256, TRUE, NULL, "pencil", TRUE },
  { "sha-1", SL_SASL_SCRAM_SHA_1, TRUE, NULL, "pencil", TRUE },
  { "sha-256-wrong-password", SL_SASL_SCRAM_SHA_256, TRUE, NULL, "pen", FALSE },
  { "sha-256-plus", SL_SASL_SCRAM_SHA_256_PLUS, TRUE, BINDING, "pencil", TRUE },
  { "sha-1-plus", SL_SASL_SCRAM_SHA_1_PLUS, TRUE, BINDING, "pencil", TRUE },
  { "sha-256-plus-over-tls-1.2", SL_SASL_SCRAM_SHA_256_PLUS, FALSE, BINDING, "pencil", TRUE },
  { "plus-with-somebody-in-between", SL_SASL_SCRAM_SHA_256_PLUS, TRUE, OTHER_BINDING, "pencil", FALSE },
};
/* clang-format on */

static const char *server_binding = NULL;

static int
on_server_property (Gsasl *library, Gsasl_session *session, Gsasl_property property)
{
  switch ((int) property)
    {
    case GSASL_PASSWORD:
      gsasl_property_set (session, GSASL_PASSWORD, "pencil");
      return GSASL_OK;
    case GSASL_CB_TLS_EXPORTER:
    case GSASL_CB_TLS_UNIQUE:
      if (server_binding == NULL)
        return GSASL_NO_CALLBACK;
      gsasl_property_set (session, property, server_binding);
      return GSASL_OK;
    default:
      return GSASL_NO_CALLBACK;
    }
}

static SlCheckRequest *
make_request (const char *password)
{
  g_autoptr (SlServer) server
      = sl_server_new (SL_PROTOCOL_IMAP, SL_SECURITY_TLS, "localhost", 993, "ann,=ä");
  g_autoptr (SlSecret) secret = sl_secret_new (password, -1);

  return sl_check_request_new (server, SL_CHECK_KIND_SIGNIN, secret);
}

/* Returns whether both ends are satisfied. */
static gboolean
talk (SlSaslExchange *exchange, Gsasl_session *server, guint *n_presented)
{
  g_autofree char *challenge = g_strdup ("");

  for (int n_rounds = 0; n_rounds < 5; n_rounds++)
    {
      gboolean presents;
      g_autoptr (SlSecret) answer = sl_sasl_exchange_answer (exchange, challenge, &presents);
      char *next = NULL;
      int   status;

      if (answer == NULL)
        return FALSE;
      g_assert_null (strstr (sl_secret_peek (answer, NULL), "cGVuY2ls"));
      *n_presented += presents ? 1 : 0;
      if (sl_sasl_exchange_is_complete (exchange))
        return TRUE;
      status = gsasl_step64 (server, sl_secret_peek (answer, NULL), &next);
      g_free (challenge);
      challenge = g_strdup (next != NULL ? next : "");
      gsasl_free (next);
      if (status != GSASL_OK && status != GSASL_NEEDS_MORE)
        return FALSE;
    }
  return FALSE;
}

static void
test_case (gconstpointer data)
{
  const Case      *checked = data;
  SlChannelBinding binding = { checked->exporter, (char *) BINDING };
  g_autoptr (SlCheckRequest) request = make_request (checked->client_password);
  g_autoptr (SlSaslExchange) exchange
      = sl_sasl_exchange_new (checked->mechanism, request, &binding);
  Gsasl         *library = NULL;
  Gsasl_session *server = NULL;
  guint          n_presented = 0;

  g_assert_nonnull (exchange);
  server_binding = checked->server_binding;
  g_assert_cmpint (gsasl_init (&library), ==, GSASL_OK);
  gsasl_callback_set (library, on_server_property);
  g_assert_cmpint (gsasl_server_start (library, sl_sasl_get_name (checked->mechanism), &server), ==,
                   GSASL_OK);
  g_assert_cmpint (talk (exchange, server, &n_presented), ==, checked->accepted);
  g_assert_cmpuint (n_presented, ==, 1);
  gsasl_finish (server);
  gsasl_done (library);
}

/* A server that calls itself "ours" but does not know the password cannot sign its last word. */
static void
test_false_server (void)
{
  SlChannelBinding binding = { FALSE, NULL };
  gboolean         presents;
  g_autoptr (SlCheckRequest) request = make_request ("pencil");
  g_autoptr (SlSaslExchange) exchange
      = sl_sasl_exchange_new (SL_SASL_SCRAM_SHA_256, request, &binding);
  g_autoptr (SlSecret) first = sl_sasl_exchange_answer (exchange, "", &presents);
  gsize            length;
  g_autofree char *said = (char *) g_base64_decode (sl_secret_peek (first, NULL), &length);
  g_autofree char *nonce
      = g_strndup (strstr (said, ",r=") + 3, length - (gsize) (strstr (said, ",r=") + 3 - said));
  g_autofree char *question = g_strdup_printf ("r=%sxyz,s=c2FsdA==,i=4096", nonce);
  g_autofree char *encoded = g_base64_encode ((const guchar *) question, strlen (question));
  g_autoptr (SlSecret) proof = sl_sasl_exchange_answer (exchange, encoded, &presents);
  g_autofree char *false_word
      = g_base64_encode ((const guchar *) "v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 46);

  g_assert_nonnull (proof);
  g_assert_true (presents);
  g_assert_null (sl_sasl_exchange_answer (exchange, false_word, &presents));
  g_assert_false (sl_sasl_exchange_is_complete (exchange));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signin/sasl-exchange/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/signin/sasl-exchange/false-server", test_false_server);
  return g_test_run ();
}
