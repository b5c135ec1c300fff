/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts how often a check has to wait for a real server, from the moment TCP is connected. On a
 * line of 100 ms each wait costs 100 ms; nothing else in a check matters as much. */
#include "check.h"
#include "counting-relay.h"
#include "dovecot-process.h"

typedef struct
{
  const char *service;
  SlProtocol  protocol;
  SlSecurity  security;
  guint       most_waits; /* 0: no limit is promised */
} Case;

static const Case cases[] = {
  { "imaps", SL_PROTOCOL_IMAP, SL_SECURITY_TLS, 3 },
  { "imap", SL_PROTOCOL_IMAP, SL_SECURITY_STARTTLS, 0 },
  { "pop3s", SL_PROTOCOL_POP3, SL_SECURITY_TLS, 0 },
  { "pop3", SL_PROTOCOL_POP3, SL_SECURITY_STARTTLS, 0 },
  { "submissions", SL_PROTOCOL_SMTP, SL_SECURITY_TLS, 0 },
  { "submission", SL_PROTOCOL_SMTP, SL_SECURITY_STARTTLS, 0 },
};

static gboolean
measure (SlDovecotProcess *dovecot, const Case *measured)
{
  g_autoptr (SlCountingRelay) relay
      = sl_counting_relay_new (sl_dovecot_process_get_port (dovecot, measured->service), NULL);
  g_autoptr (SlServer) server = sl_server_new (measured->protocol, measured->security, "localhost",
                                               relay->port, "good@example.org");
  g_autoptr (SlSecret) secret = sl_secret_new (sl_dovecot_process_get_password (dovecot), -1);
  g_autoptr (SlCheckRequest) request = sl_check_request_new (server, SL_CHECK_KIND_SIGNIN, secret);
  g_autoptr (SlCheckResult) result = NULL;

  request->trust = g_object_ref (sl_dovecot_process_get_trust (dovecot));
  result = sl_check_run (request, NULL);
  sl_counting_relay_stop (relay);
  g_print ("%-12s %s  sign-in %s  %u waits", measured->service, result->tls_version,
           sl_outcome_to_nick (result->outcome), relay->n_waits);
  if (measured->most_waits > 0)
    g_print (", at most %u are promised", measured->most_waits);
  g_print ("\n");
  return result->outcome == SL_OUTCOME_OK
         && (measured->most_waits == 0 || relay->n_waits <= measured->most_waits);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  SlDovecotProcess *dovecot;
  gboolean          kept = TRUE;

  if (argc != 3)
    return 2;
  dovecot = sl_dovecot_process_new (argv[1], argv[2], NULL, &error);
  if (dovecot == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 77;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    kept &= measure (dovecot, &cases[i]);
  sl_dovecot_process_free (dovecot);
  return kept ? 0 : 1;
}
