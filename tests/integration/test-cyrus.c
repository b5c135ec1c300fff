/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users see with a real JMAP server, Cyrus. */
#include "check.h"
#include "counting-relay.h"
#include "dovecot-process.h"

/* From the connection on: TLS and the one request; before that the session, and the way to it if
 * the server's name is all that is known. One more is counted when the tickets for resuming TLS
 * slip in between, which nobody waits for. */
#define MOST_WAITS_LATER (2 + 1)
#define MOST_WAITS_WITH_ADDRESS (3 + 1)
#define MOST_WAITS_FIRST (4 + 1)

static SlDovecotProcess *cyrus = NULL;

static SlCheckRequest *
make_request (guint16 port, const char *user, const char *password)
{
  g_autoptr (SlServer) server
      = sl_server_new (SL_PROTOCOL_JMAP, SL_SECURITY_TLS, "localhost", port, user);
  g_autoptr (SlSecret) secret
      = sl_secret_new (password != NULL ? password : sl_dovecot_process_get_password (cyrus), -1);
  SlCheckRequest *request = sl_check_request_new (server, SL_CHECK_KIND_SIGNIN, secret);

  request->trust = g_object_ref (sl_dovecot_process_get_trust (cyrus));
  return request;
}

static void
test_visitors (void)
{
  static const struct
  {
    const char *user;
    const char *password;
    const char *outcome;
    const char *stage;
  } visitors[] = {
    { "good@example.org", NULL, "ok", "done" },
    { "good@example.org", "wrong horse", "auth-rejected", "authentication" },
    { "nobody@example.org", NULL, "auth-rejected", "authentication" },
    { "homeless@example.org", NULL, "mailbox-refused", "mailbox" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (visitors); i++)
    {
      g_autoptr (SlCheckRequest) request = make_request (
          sl_dovecot_process_get_port (cyrus, "https"), visitors[i].user, visitors[i].password);
      g_autoptr (SlCheckResult) result = sl_check_run (request, NULL);

      g_test_message ("%s: %s, %s", visitors[i].user, result->response_code, result->server_text);
      g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, visitors[i].outcome);
      g_assert_cmpstr (sl_stage_to_nick (result->stage), ==, visitors[i].stage);
      g_assert_cmpstr (result->mechanism, ==, "Basic");
      g_assert_cmpstr (result->tls_version, ==, "TLS 1.3");
    }
}

static void
test_token_where_passwords_are_due (void)
{
  g_autoptr (SlCheckRequest) request
      = make_request (sl_dovecot_process_get_port (cyrus, "https"), "good@example.org", "a-token");
  g_autoptr (SlCheckResult) result = NULL;

  request->is_token = TRUE;
  result = sl_check_run (request, NULL);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "auth-method-disabled");
}

static void
test_door (void)
{
  g_autoptr (SlCheckRequest) request
      = make_request (sl_dovecot_process_get_port (cyrus, "https"), "good@example.org", NULL);
  g_autoptr (SlCheckResult) result = NULL;

  request->kind = SL_CHECK_KIND_DOOR;
  result = sl_check_run (request, NULL);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "ok");
  g_assert_cmpint (result->timings_ms[SL_STAGE_AUTHENTICATION], ==, -1);
}

static guint
count_waits (SlCountingRelay *relay, const char *path, gboolean polite)
{
  g_autofree char *uri
      = g_strdup_printf ("jmap://good%%40example.org@localhost:%u%s", relay->port, path);
  g_autoptr (SlCheckRequest) request = make_request (relay->port, "good@example.org", NULL);
  guint n_before = (guint) g_atomic_int_get (&relay->n_waits);
  g_autoptr (SlCheckResult) result = NULL;

  sl_server_unref (request->server);
  request->server = sl_server_new_from_uri (uri, NULL);
  request->polite = polite;
  result = sl_check_run (request, NULL);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "ok");
  return (guint) g_atomic_int_get (&relay->n_waits) - n_before;
}

/* Cyrus names its addresses without a host, so what it says leads through the relay again. */
static void
test_waits (void)
{
  g_autoptr (SlCountingRelay) relay
      = sl_counting_relay_new (sl_dovecot_process_get_port (cyrus, "https"), NULL);
  guint first = count_waits (relay, "", FALSE);
  guint later = count_waits (relay, "", FALSE);
  guint polite = count_waits (relay, "", TRUE);
  guint with_address = count_waits (relay, "/jmap/", TRUE);

  g_test_message ("%u waits first, %u later, %u polite, %u with the session's address", first,
                  later, polite, with_address);
  g_assert_cmpuint (first, <=, MOST_WAITS_FIRST);
  g_assert_cmpuint (later, <=, MOST_WAITS_LATER);
  g_assert_cmpuint (polite, <=, MOST_WAITS_WITH_ADDRESS);
  g_assert_cmpuint (with_address, <=, MOST_WAITS_WITH_ADDRESS);
  sl_counting_relay_stop (relay);
  g_assert_null (g_strstr_len (relay->sent->str, (gssize) relay->sent->len, "Authorization"));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  cyrus = sl_dovecot_process_new (argv[1], argv[2], NULL, &error);
  if (cyrus == NULL)
    {
      g_print ("1..0 # SKIP %s\n", error->message);
      return 0;
    }
  g_test_add_func ("/cyrus/jmap/visitors", test_visitors);
  g_test_add_func ("/cyrus/jmap/token", test_token_where_passwords_are_due);
  g_test_add_func ("/cyrus/jmap/door", test_door);
  g_test_add_func ("/cyrus/jmap/waits", test_waits);
  result = g_test_run ();
  sl_dovecot_process_free (cyrus);
  return result;
}
