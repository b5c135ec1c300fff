/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users see with a real Dovecot that takes SCRAM and access tokens. */
#include "check.h"
#include "dovecot-process.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *option;
  const char *for_password;
  const char *for_token; /* nullable: tokens are not tried */
  const char *services[5];
} Server;

/* clang-format off */
static const Server servers[] = {
  { "everything", "--mechanisms=plain login cram-md5 scram-sha-1 scram-sha-256 xoauth2 oauthbearer",
    "SCRAM-SHA-256", "XOAUTH2", { "imaps", "imap", "pop3s", "submissions" } },
  { "older-hash", "--mechanisms=plain scram-sha-1 oauthbearer",
    "SCRAM-SHA-1", "OAUTHBEARER", { "imaps", "pop3s", "submissions" } },
  { "nothing-but-cram-md5", "--mechanisms=cram-md5", "CRAM-MD5", NULL, { "submissions" } },
};
/* clang-format on */

typedef struct
{
  const char *user;
  const char *secret; /* NULL for the right password */
  gboolean    is_token;
  const char *outcome;
  const char *text; /* nullable: part of what the server writes */
} Visitor;

/* clang-format off */
static const Visitor visitors[] = {
  { "good@example.org", NULL, FALSE, "ok", NULL },
  { "good@example.org", "wrong horse", FALSE, "auth-rejected", NULL },
  { "nobody@example.org", NULL, FALSE, "auth-rejected", NULL },
  { "disabled@example.org", NULL, FALSE, "auth-disabled", NULL },
  { "good@example.org", "good-token", TRUE, "ok", NULL },
  { "good@example.org", "old-token", TRUE, "token-rejected", "\"status\":" },
  { "other@example.org", "good-token", TRUE, "token-rejected", NULL },
  { "good@example.org", "outage-token", TRUE, "auth-unavailable", NULL },
};
/* clang-format on */

static const char       *python = NULL;
static const char       *program = NULL;
static SlDovecotProcess *dovecot = NULL;
static gboolean          has_scram = FALSE;

static SlProtocol
get_protocol (const char *service)
{
  if (g_str_has_prefix (service, "imap"))
    return SL_PROTOCOL_IMAP;
  return g_str_has_prefix (service, "pop3") ? SL_PROTOCOL_POP3 : SL_PROTOCOL_SMTP;
}

static SlCheckRequest *
make_request (const char *service, const Visitor *visitor)
{
  const char *right = sl_dovecot_process_get_password (dovecot);
  SlSecurity  security = g_str_has_suffix (service, "s") ? SL_SECURITY_TLS : SL_SECURITY_STARTTLS;
  g_autoptr (SlServer) server
      = sl_server_new (get_protocol (service), security, "localhost",
                       sl_dovecot_process_get_port (dovecot, service), visitor->user);
  g_autoptr (SlSecret) secret
      = sl_secret_new (visitor->secret != NULL ? visitor->secret : right, -1);
  SlCheckRequest *request = sl_check_request_new (server, SL_CHECK_KIND_SIGNIN, secret);

  request->trust = g_object_ref (sl_dovecot_process_get_trust (dovecot));
  request->is_token = visitor->is_token;
  return request;
}

static const char *
get_mechanism (const Server *server, gboolean is_token)
{
  if (is_token)
    return server->for_token;
  return !has_scram && g_str_has_prefix (server->for_password, "SCRAM") ? "PLAIN"
                                                                        : server->for_password;
}

static void
visit (const Server *server, const char *service)
{
  for (gsize i = 0; i < G_N_ELEMENTS (visitors); i++)
    {
      g_autoptr (SlCheckRequest) request = make_request (service, &visitors[i]);
      g_autoptr (SlCheckResult) result = NULL;

      if (visitors[i].is_token && server->for_token == NULL)
        continue;
      result = sl_check_run (request, NULL);
      g_test_message ("%s %s %s: %s", service, visitors[i].user, result->mechanism,
                      result->server_text);
      g_assert_cmpstr (sl_outcome_to_nick (result->outcome), ==, visitors[i].outcome);
      g_assert_cmpstr (result->mechanism, ==, get_mechanism (server, visitors[i].is_token));
      if (visitors[i].text != NULL)
        g_assert_nonnull (strstr (result->server_text, visitors[i].text));
    }
}

static void
test_server (gconstpointer data)
{
  const Server *server = data;
  g_autoptr (GError) error = NULL;

  dovecot = sl_dovecot_process_new (python, program, server->option, &error);
  g_assert_no_error (error);
  for (gsize i = 0; server->services[i] != NULL; i++)
    visit (server, server->services[i]);
  sl_dovecot_process_free (dovecot);
}

int
main (int argc, char **argv)
{
  g_autofree char *dovecot_path = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  python = argv[1];
  program = argv[2];
  has_scram = strcmp (argv[3], "scram") == 0;
  dovecot_path = g_find_program_in_path ("dovecot");
  if (dovecot_path == NULL && !g_file_test ("/usr/sbin/dovecot", G_FILE_TEST_IS_EXECUTABLE))
    {
      g_print ("1..0 # SKIP dovecot is not installed\n");
      return 0;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      g_autofree char *path = g_strconcat ("/dovecot-mechanisms/", servers[i].name, NULL);

      g_test_add_data_func (path, &servers[i], test_server);
    }
  return g_test_run ();
}
