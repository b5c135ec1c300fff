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
  guint       most_first;  /* nothing is known of the server; 0: no limit is promised */
  guint       most_polite; /* known, but its greeting is waited for */
  guint       most_later;  /* known, and everything is sent as early as it may be */
} Case;

static const Case cases[] = {
  { "imaps", SL_PROTOCOL_IMAP, SL_SECURITY_TLS, 3, 3, 2 },
  { "imap", SL_PROTOCOL_IMAP, SL_SECURITY_STARTTLS, 0, 0, 0 },
  { "pop3s", SL_PROTOCOL_POP3, SL_SECURITY_TLS, 4, 3, 2 },
  { "pop3", SL_PROTOCOL_POP3, SL_SECURITY_STARTTLS, 0, 0, 0 },
  { "submissions", SL_PROTOCOL_SMTP, SL_SECURITY_TLS, 4, 4, 4 },
  { "submission", SL_PROTOCOL_SMTP, SL_SECURITY_STARTTLS, 6, 6, 6 },
};

/* The first time the way leads by the well-known address; later the session's own is known.
 * One more is counted when the tickets for resuming TLS slip in between. */
static const Case jmap = { "https", SL_PROTOCOL_JMAP, SL_SECURITY_TLS, 4 + 1, 3 + 1, 2 + 1 };

static gboolean
measure (SlDovecotProcess *dovecot,
         const Case       *measured,
         SlCountingRelay  *relay,
         gboolean          polite,
         guint             most_waits)
{
  g_autoptr (SlServer) server = sl_server_new (measured->protocol, measured->security, "localhost",
                                               relay->port, "good@example.org");
  g_autoptr (SlSecret) secret = sl_secret_new (sl_dovecot_process_get_password (dovecot), -1);
  g_autoptr (SlCheckRequest) request = sl_check_request_new (server, SL_CHECK_KIND_SIGNIN, secret);
  g_autoptr (SlCheckResult) result = NULL;
  guint n_before = (guint) g_atomic_int_get (&relay->n_waits);
  guint n_waits;

  request->trust = g_object_ref (sl_dovecot_process_get_trust (dovecot));
  request->polite = polite;
  result = sl_check_run (request, NULL);
  n_waits = (guint) g_atomic_int_get (&relay->n_waits) - n_before;
  g_print ("  %s %u", sl_outcome_to_nick (result->outcome), n_waits);
  if (most_waits > 0)
    g_print (" (at most %u)", most_waits);
  return result->outcome == SL_OUTCOME_OK && (most_waits == 0 || n_waits <= most_waits);
}

static gboolean
measure_all (SlDovecotProcess *dovecot, const Case *measured)
{
  g_autoptr (SlCountingRelay) relay
      = sl_counting_relay_new (sl_dovecot_process_get_port (dovecot, measured->service), NULL);
  gboolean kept = TRUE;

  g_print ("%-12s", measured->service);
  kept &= measure (dovecot, measured, relay, FALSE, measured->most_first);
  kept &= measure (dovecot, measured, relay, TRUE, measured->most_polite);
  kept &= measure (dovecot, measured, relay, FALSE, measured->most_later);
  g_print ("\n");
  sl_counting_relay_stop (relay);
  return kept;
}

static gboolean
measure_jmap (const char *python, const char *program)
{
  g_autoptr (GError) error = NULL;
  SlDovecotProcess *cyrus = sl_dovecot_process_new (python, program, NULL, &error);
  gboolean          kept;

  if (cyrus == NULL)
    {
      g_print ("jmap         not to be had here: %s\n", error->message);
      return TRUE;
    }
  kept = measure_all (cyrus, &jmap);
  sl_dovecot_process_free (cyrus);
  return kept;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  SlDovecotProcess *dovecot;
  gboolean          kept = TRUE;

  if (argc != 4)
    return 2;
  dovecot = sl_dovecot_process_new (argv[1], argv[2], NULL, &error);
  if (dovecot == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 77;
    }
  g_print ("Waits of the first check, of a polite one, of a later one:\n");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    kept &= measure_all (dovecot, &cases[i]);
  sl_dovecot_process_free (dovecot);
  kept &= measure_jmap (argv[1], argv[3]);
  return kept ? 0 : 1;
}
