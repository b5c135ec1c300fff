/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "reply-outcome.h"

#include "json-getters.h"
#include "json-text.h"
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
  { "INUSE", SL_OUTCOME_TOO_MANY_CONNECTIONS },
  { "CLIENTBUG", SL_OUTCOME_PROTOCOL_ERROR },
  /* These say nothing of the cause: the words beside them are for people. */
  { "ALERT", SL_OUTCOME_AUTH_REJECTED },
  { "CAPABILITY", SL_OUTCOME_AUTH_REJECTED },
};

/* In answer to EXAMINE. A mailbox in use is our neighbour's connection, not a fault.
 * Source: RFC 5530, 3. */
static const CodeOutcome imap_mailbox_codes[] = {
  { "NOPERM", SL_OUTCOME_MAILBOX_REFUSED },
  { "AUTHORIZATIONFAILED", SL_OUTCOME_MAILBOX_REFUSED },
  { "CONTACTADMIN", SL_OUTCOME_MAILBOX_REFUSED },
  { "NONEXISTENT", SL_OUTCOME_MAILBOX_REFUSED },
  { "CANNOT", SL_OUTCOME_MAILBOX_REFUSED },
  { "CLIENTBUG", SL_OUTCOME_PROTOCOL_ERROR },
  { "INUSE", SL_OUTCOME_TOO_MANY_CONNECTIONS },
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

/* "429" or "429 ErrorServerBusy". Source: RFC 9110, 15; RFC 6585. */
static const CodeOutcome http_codes[] = {
  { "401", SL_OUTCOME_AUTH_REJECTED },
  { "403", SL_OUTCOME_MAILBOX_REFUSED }, /* known, but not allowed: scope, policy, licence */
  { "407", SL_OUTCOME_PROXY_FAILED },
  { "429", SL_OUTCOME_THROTTLED },
  { "511", SL_OUTCOME_CAPTIVE_PORTAL },
};

/* What the server cannot do it may do later; what it does not understand is not understood here,
 * either: that is no word about the credential. */
static SlOutcome
http_outcome (const SlAnswer *answer)
{
  g_autofree char *status = g_strndup (answer->code, strcspn (answer->code, " "));
  SlOutcome        outcome;

  if (answer->kind == SL_ANSWER_OTHER_WAY)
    return SL_OUTCOME_AUTH_METHOD_DISABLED;
  if (find_code (http_codes, G_N_ELEMENTS (http_codes), status, &outcome))
    return outcome;
  if (status[0] != '5')
    return SL_OUTCOME_PROTOCOL_ERROR;
  if (answer->stage == SL_STAGE_GREETING)
    return SL_OUTCOME_GREETING_REJECTED;
  return answer->stage == SL_STAGE_MAILBOX ? SL_OUTCOME_MAILBOX_UNAVAILABLE
                                           : SL_OUTCOME_AUTH_UNAVAILABLE;
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
 * Source: RFC 5530; RFC 3206; RFC 4954, 6; RFC 9110, 15; quirks.c for providers.
 *
 * Returns: the outcome, never a good one
 */
SlOutcome
sl_reply_outcome (const SlAnswer *answer)
{
  const SlQuirk *quirk = sl_quirks_find (answer->protocol, answer->stage, answer->words);

  if (quirk != NULL)
    return quirk->outcome;
  if (answer->protocol == SL_PROTOCOL_JMAP || answer->protocol == SL_PROTOCOL_HTTPS)
    return http_outcome (answer);
  if (answer->stage == SL_STAGE_GREETING)
    return SL_OUTCOME_GREETING_REJECTED;
  if (answer->protocol == SL_PROTOCOL_IMAP)
    return imap_outcome (answer);
  if (answer->protocol == SL_PROTOCOL_POP3)
    return pop3_outcome (answer);
  return smtp_outcome (answer);
}

/* {"status":"401","schemes":"bearer","scope":"mail"}, RFC 7628, 3.2.2. Google and Dovecot write an
 * HTTP status there, the RFC a word. */
static gboolean
tells_of_server_trouble (const char *refusal)
{
  g_autoptr (JsonNode) node = sl_json_parse (refusal, -1, NULL);
  const char *text = sl_json_get_string (sl_json_get_root (node), "status");

  return text != NULL && strlen (text) == 3 && text[0] == '5';
}

/**
 * sl_refusal_outcome:
 * @outcome: what the answer that ended a sign-in means by itself
 * @is_token: whether an access token was presented
 * @refusal: (nullable): what the server said before, in the middle of the SASL exchange
 *
 * Makes the meaning of a refusal more exact. Pure.
 *
 * Source: RFC 7628, 3.2.2; RFC 5802, 7 (server-error-value).
 *
 * Returns: the outcome
 */
SlOutcome
sl_refusal_outcome (SlOutcome outcome, gboolean is_token, const char *refusal)
{
  if (outcome != SL_OUTCOME_AUTH_REJECTED)
    return outcome;
  if (is_token)
    return refusal != NULL && tells_of_server_trouble (refusal) ? SL_OUTCOME_AUTH_UNAVAILABLE
                                                                : SL_OUTCOME_TOKEN_REJECTED;
  if (refusal == NULL)
    return outcome;
  if (strcmp (refusal, "e=no-resources") == 0)
    return SL_OUTCOME_AUTH_UNAVAILABLE;
  return strstr (refusal, "channel-binding") != NULL ? SL_OUTCOME_PROTOCOL_ERROR : outcome;
}

/* A named wait, and how many of its units make a second. */
static const struct
{
  const char *key;
  guint       per_second;
} waits[] = {
  { "Backoff Time", 1000 }, /* Exchange Online: "Suggested Backoff Time: 299961 milliseconds" */
  { "BackOffMilliseconds", 1000 }, /* Exchange Web Services */
  { "Retry-After", 1 },            /* RFC 9110, 10.2.3 */
};

static guint
read_wait (const char *words, const char *key, guint per_second)
{
  const char *found = strstr (words, key);
  guint64     amount;

  if (found == NULL)
    return 0;
  found += strlen (key);
  found += strspn (found, " :=");
  amount = g_ascii_isdigit (*found) ? g_ascii_strtoull (found, NULL, 10) : 0;
  if (amount >= (guint64) LONGEST_RETRY_AFTER_SECONDS * per_second)
    return LONGEST_RETRY_AFTER_SECONDS;
  return (guint) ((amount + per_second - 1) / per_second);
}

/**
 * sl_reply_retry_after_seconds:
 * @words: all a server said in answer
 *
 * Reads how long a server wants to be left alone, in each of the ways in which servers say it.
 *
 * Returns: the longest named wait, rounded up to seconds, at most a day; 0 if nothing is said of it
 */
guint
sl_reply_retry_after_seconds (const char *words)
{
  guint longest = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    longest = MAX (longest, read_wait (words, waits[i].key, waits[i].per_second));
  return longest;
}
