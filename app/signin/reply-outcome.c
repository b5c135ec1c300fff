/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "reply-outcome.h"

#include "quirks.h"

#include <string.h>

/* A server that asks for more than a day is taken at its word for one day, and asked again. */
#define LONGEST_RETRY_AFTER_SECONDS (24 * 60 * 60)

typedef struct
{
  const char *code;
  SlOutcome   outcome;
} CodeOutcome;

/* In answer to a sign-in. Source: RFC 5530, 3; RFC 3501, 7.1. */
static const CodeOutcome imap_signin_codes[] = {
  { "UNAVAILABLE", SL_OUTCOME_AUTH_UNAVAILABLE },
  { "AUTHENTICATIONFAILED", SL_OUTCOME_AUTH_REJECTED },
  { "AUTHORIZATIONFAILED", SL_OUTCOME_AUTH_DISABLED },
  { "EXPIRED", SL_OUTCOME_AUTH_EXPIRED },
  { "PRIVACYREQUIRED", SL_OUTCOME_AUTH_METHOD_DISABLED },
  { "CONTACTADMIN", SL_OUTCOME_AUTH_DISABLED },
  { "LIMIT", SL_OUTCOME_TOO_MANY_CONNECTIONS },
  { "OVERQUOTA", SL_OUTCOME_OVER_QUOTA },
  /* These say nothing of the cause: the words beside them are for people. */
  { "ALERT", SL_OUTCOME_AUTH_REJECTED },
  { "CAPABILITY", SL_OUTCOME_AUTH_REJECTED },
};

/* In answer to EXAMINE. Source: RFC 5530, 3. */
static const CodeOutcome imap_mailbox_codes[] = {
  { "NOPERM", SL_OUTCOME_MAILBOX_REFUSED },
  { "AUTHORIZATIONFAILED", SL_OUTCOME_MAILBOX_REFUSED },
  { "CONTACTADMIN", SL_OUTCOME_MAILBOX_REFUSED },
  { "NONEXISTENT", SL_OUTCOME_MAILBOX_REFUSED },
  { "OVERQUOTA", SL_OUTCOME_OVER_QUOTA },
  { "LIMIT", SL_OUTCOME_TOO_MANY_CONNECTIONS },
};

/* Source: RFC 2449, 8; RFC 3206, 4. A mailbox in use is our neighbour's connection, not a fault. */
static const CodeOutcome pop3_codes[] = {
  { "AUTH", SL_OUTCOME_AUTH_REJECTED },
  { "IN-USE", SL_OUTCOME_TOO_MANY_CONNECTIONS },
  { "LOGIN-DELAY", SL_OUTCOME_THROTTLED },
};

/* By enhanced code or status, the more exact first. Source: RFC 4954, 6; RFC 5248, 2.4. */
static const CodeOutcome smtp_signin_codes[] = {
  { "432 4.7.12", SL_OUTCOME_AUTH_EXPIRED },  { "534", SL_OUTCOME_AUTH_METHOD_DISABLED },
  { "535", SL_OUTCOME_AUTH_REJECTED },        { "525", SL_OUTCOME_AUTH_DISABLED },
  { "523", SL_OUTCOME_AUTH_METHOD_DISABLED }, { "530", SL_OUTCOME_AUTH_METHOD_DISABLED },
  { "538", SL_OUTCOME_AUTH_METHOD_DISABLED }, { "502", SL_OUTCOME_AUTH_METHOD_DISABLED },
  { "504", SL_OUTCOME_AUTH_METHOD_DISABLED }, { "500", SL_OUTCOME_PROTOCOL_ERROR },
  { "501", SL_OUTCOME_PROTOCOL_ERROR },       { "503", SL_OUTCOME_PROTOCOL_ERROR },
};

static gboolean
find_code (const CodeOutcome *codes, gsize n_codes, const char *code, SlOutcome *outcome)
{
  for (gsize i = 0; code != NULL && i < n_codes; i++)
    {
      gsize length = strlen (codes[i].code);

      if (g_ascii_strncasecmp (codes[i].code, code, length) == 0
          && (code[length] == '\0' || code[length] == ' '))
        {
          *outcome = codes[i].outcome;
          return TRUE;
        }
    }
  return FALSE;
}

/* RFC 5530, 3: a server that sends any other code tells of itself, not of the credential. Without a
 * code nothing is known but that it said no. A goodbye in place of an answer is the server's. */
static SlOutcome
imap_signin_outcome (const SlAnswer *answer)
{
  SlOutcome outcome;

  if (find_code (imap_signin_codes, G_N_ELEMENTS (imap_signin_codes), answer->code, &outcome))
    return answer->kind == SL_ANSWER_GOODBYE && outcome == SL_OUTCOME_AUTH_REJECTED
                   && g_ascii_strcasecmp (answer->code, "AUTHENTICATIONFAILED") != 0
               ? SL_OUTCOME_AUTH_UNAVAILABLE
               : outcome;
  if (answer->kind == SL_ANSWER_BAD)
    return SL_OUTCOME_PROTOCOL_ERROR;
  if (answer->kind == SL_ANSWER_GOODBYE || answer->code != NULL)
    return SL_OUTCOME_AUTH_UNAVAILABLE;
  return SL_OUTCOME_AUTH_REJECTED;
}

static SlOutcome
pop3_outcome (const SlAnswer *answer)
{
  SlOutcome outcome;

  if (find_code (pop3_codes, G_N_ELEMENTS (pop3_codes), answer->code, &outcome))
    return outcome;
  if (answer->stage == SL_STAGE_MAILBOX)
    return SL_OUTCOME_MAILBOX_UNAVAILABLE;
  return answer->code == NULL ? SL_OUTCOME_AUTH_REJECTED : SL_OUTCOME_AUTH_UNAVAILABLE;
}

/* 4xx passes, RFC 5321, 4.2.1. An unknown 5xx counts as a refusal, so that it is not tried again.
 */
static SlOutcome
smtp_outcome (const SlAnswer *answer)
{
  SlOutcome outcome;

  if (find_code (smtp_signin_codes, G_N_ELEMENTS (smtp_signin_codes), answer->code, &outcome))
    return outcome;
  if (answer->code != NULL && answer->code[0] == '5')
    return SL_OUTCOME_AUTH_REJECTED;
  return SL_OUTCOME_AUTH_UNAVAILABLE;
}

static SlOutcome
imap_outcome (const SlAnswer *answer)
{
  SlOutcome outcome;

  if (answer->stage == SL_STAGE_AUTHENTICATION)
    return imap_signin_outcome (answer);
  if (find_code (imap_mailbox_codes, G_N_ELEMENTS (imap_mailbox_codes), answer->code, &outcome))
    return outcome;
  return SL_OUTCOME_MAILBOX_UNAVAILABLE;
}

/**
 * sl_reply_outcome:
 * @answer: a server's answer that is not "yes", in the stage greeting, authentication or mailbox
 *
 * Says what the answer means: what is known of the provider's words first, then the code, then the
 * stage. Pure.
 *
 * Source: RFC 5530; RFC 3206; RFC 4954, 6; quirks.c for providers.
 *
 * Returns: the outcome, never a good one
 */
SlOutcome
sl_reply_outcome (const SlAnswer *answer)
{
  SlOutcome outcome;

  if (sl_quirks_find (answer->protocol, answer->stage, answer->words, &outcome))
    return outcome;
  if (answer->stage == SL_STAGE_GREETING)
    return SL_OUTCOME_GREETING_REJECTED;
  if (answer->protocol == SL_PROTOCOL_IMAP)
    return imap_outcome (answer);
  if (answer->protocol == SL_PROTOCOL_POP3)
    return pop3_outcome (answer);
  return smtp_outcome (answer);
}

/**
 * sl_reply_retry_after_seconds:
 * @words: all a server said in answer
 *
 * Reads "Suggested Backoff Time: 299961 milliseconds", with which Exchange Online throttles.
 *
 * Returns: how long to wait, rounded up to seconds, at most a day; 0 if nothing is said of it
 */
guint
sl_reply_retry_after_seconds (const char *words)
{
  static const char key[] = "Backoff Time";
  guint64           milliseconds;
  const char       *found = strstr (words, key);

  if (found == NULL)
    return 0;
  found += strlen (key);
  found += strspn (found, " :=");
  milliseconds = g_ascii_isdigit (*found) ? g_ascii_strtoull (found, NULL, 10) : 0;
  if (milliseconds >= (guint64) LONGEST_RETRY_AFTER_SECONDS * 1000)
    return LONGEST_RETRY_AFTER_SECONDS;
  return (guint) ((milliseconds + 999) / 1000);
}
