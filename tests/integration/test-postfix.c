/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users see with a real Postfix: submission, with TLS and STARTTLS. */
#include "check.h"
#include "counting-relay.h"
#include "dovecot-process.h"

/* Longer than any answer here takes. */
#define SILENCE_MS 1500

typedef struct
{
  const char *user;
  const char *password; /* NULL for the right one */
  const char *outcome;
  const char *code;
} Visitor;

/* Postfix 3.7 does not tell a password database that failed from a password that is wrong: nobody
 * could read more in it. */
static const Visitor visitors[] = {
  { "good@example.org", NULL, "ok", NULL },
  { "good@example.org", "wrong horse", "auth-rejected", "535 5.7.8" },
  { "nobody@example.org", NULL, "auth-rejected", "535 5.7.8" },
  { "expired@example.org", NULL, "auth-expired", "535 5.7.8" },
  { "unavailable@example.org", NULL, "auth-rejected", "535 5.7.8" },
  { "silent@example.org", NULL, "timeout", NULL },
};

typedef struct
{
  const char *service;
  SlSecurity  security;
} Service;

static const Service services[] = {
  { "submission", SL_SECURITY_STARTTLS },
  { "submissions", SL_SECURITY_TLS },
};

static const char       *python = NULL;
static const char       *program = NULL;
static SlDovecotProcess *postfix = NULL;

static SlCheckRequest *
make_request (SlSecurity security, guint16 port, const char *user, const char *password)
{
  g_autoptr (SlServer) server = sl_server_new (SL_PROTOCOL_SMTP, security, "localhost", port, user);
  g_autoptr (SlSecret) secret
      = sl_secret_new (password != NULL ? password : sl_dovecot_process_get_password (postfix), -1);
  SlCheckRequest *request = sl_check_request_new (server, SL_CHECK_KIND_SIGNIN, secret);

  request->trust = g_object_ref (sl_dovecot_process_get_trust (postfix));
  return request;
}

static void
test_signin (gconstpointer data)
{
  const Service *service = data;
  guint16        port = sl_dovecot_process_get_port (postfix, service->service);

  for (gsize i = 0; i < G_N_ELEMENTS (visitors); i++)
    {
      g_autoptr (SlCheckRequest) request
          = make_request (service->security, port, visitors[i].user, visitors[i].password);
      g_autoptr (SlCheckResult) result = NULL;

      request->step_timeout_ms = SILENCE_MS;
      result = sl_check_run (request, NULL);
      g_test_message ("%s: %s %s", visitors[i].user, result->response_code, result->server_text);
      g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, visitors[i].outcome);
      if (visitors[i].code != NULL)
        g_assert_cmpstr (result->response_code, ==, visitors[i].code);
      g_assert_cmpstr (result->mechanism, ==, "PLAIN");
      g_assert_cmpstr (result->tls_version, ==, "TLS 1.3");
    }
}

/* With Cyrus SASL it does tell. */
static void
test_cyrus_sasl (void)
{
  static const struct
  {
    const char *service;
    const char *password;
    const char *outcome;
  } cases[] = {
    { "sasldb", NULL, "ok" },
    { "sasldb", "wrong horse", "auth-rejected" },
    { "saslauthd", NULL, "auth-unavailable" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlCheckRequest) request
          = make_request (SL_SECURITY_TLS, sl_dovecot_process_get_port (postfix, cases[i].service),
                          "good@example.org", cases[i].password);
      g_autoptr (SlCheckResult) result = sl_check_run (request, NULL);

      g_test_message ("%s: %s %s", cases[i].service, result->response_code, result->server_text);
      g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, cases[i].outcome);
    }
}

static void
test_door (gconstpointer data)
{
  const Service *service = data;
  guint16        port = sl_dovecot_process_get_port (postfix, service->service);
  g_autoptr (SlCheckRequest) request
      = make_request (service->security, port, "good@example.org", NULL);
  g_autoptr (SlCheckResult) result = NULL;

  request->kind = SL_CHECK_KIND_DOOR;
  result = sl_check_run (request, NULL);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "ok");
  g_assert_cmpint (result->timings_ms[SL_STAGE_AUTHENTICATION], ==, -1);
}

/* Before STARTTLS Postfix offers no AUTH, and nobody asks it to. */
static void
test_nothing_in_clear (void)
{
  g_autoptr (SlCountingRelay) relay
      = sl_counting_relay_new (sl_dovecot_process_get_port (postfix, "submission"), NULL);
  g_autoptr (SlCheckRequest) request
      = make_request (SL_SECURITY_STARTTLS, relay->port, "good@example.org", NULL);
  g_autoptr (SlCheckResult) result = sl_check_run (request, NULL);

  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "ok");
  sl_counting_relay_stop (relay);
  g_test_message ("%u waits", relay->n_waits);
  g_assert_nonnull (g_strstr_len (relay->sent->str, (gssize) relay->sent->len, "STARTTLS"));
  g_assert_null (g_strstr_len (relay->sent->str, (gssize) relay->sent->len, "AUTH"));
  g_assert_null (g_strstr_len (relay->sent->str, (gssize) relay->sent->len, "good@example.org"));
}

static void
test_untrusted (gconstpointer data)
{
  const Service *service = data;
  g_autoptr (SlCheckRequest) request
      = make_request (service->security, sl_dovecot_process_get_port (postfix, service->service),
                      "good@example.org", NULL);
  g_autoptr (SlCheckResult) result = NULL;

  g_clear_object (&request->trust);
  result = sl_check_run (request, NULL);
  g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "certificate-untrusted");
}

static void
start (const char *option)
{
  g_autoptr (GError) error = NULL;

  postfix = sl_dovecot_process_new (python, program, option, &error);
  g_assert_no_error (error);
}

/* Postfix gives up as long as there is nobody to be asked about passwords. */
static void
test_no_authentication (void)
{
  g_clear_pointer (&postfix, sl_dovecot_process_free);
  start ("--no-authentication");
  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autoptr (SlCheckRequest) request = make_request (
          services[i].security, sl_dovecot_process_get_port (postfix, services[i].service),
          "good@example.org", NULL);
      g_autoptr (SlCheckResult) result = NULL;

      request->step_timeout_ms = SILENCE_MS;
      result = sl_check_run (request, NULL);
      g_test_message ("%s: %s, %s %s", services[i].service, sl_outcome_to_nick (result->outcome),
                      result->response_code, result->server_text);
      g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, "greeting-missing");
    }
}

static gboolean
can_run (void)
{
  g_autofree char *found = g_find_program_in_path ("postfix");

  return geteuid () == 0
         && (found != NULL || g_file_test ("/usr/sbin/postfix", G_FILE_TEST_IS_EXECUTABLE));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  python = argv[1];
  program = argv[2];
  if (!can_run ())
    {
      g_print ("1..0 # SKIP postfix is not installed, or this is not root\n");
      return 0;
    }
  start (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autofree char *signin = g_strdup_printf ("/postfix/%s/sign-in", services[i].service);
      g_autofree char *door = g_strdup_printf ("/postfix/%s/door", services[i].service);
      g_autofree char *untrusted = g_strdup_printf ("/postfix/%s/untrusted", services[i].service);

      g_test_add_data_func (signin, &services[i], test_signin);
      g_test_add_data_func (door, &services[i], test_door);
      g_test_add_data_func (untrusted, &services[i], test_untrusted);
    }
  g_test_add_func ("/postfix/cyrus-sasl", test_cyrus_sasl);
  g_test_add_func ("/postfix/submission/nothing-in-clear", test_nothing_in_clear);
  /* A suite of its own comes last. */
  g_test_add_func ("/postfix-alone/without-authentication", test_no_authentication);
  result = g_test_run ();
  sl_dovecot_process_free (postfix);
  return result;
}
