/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "quirks.h"

#include <string.h>

#define ANY_PROTOCOL -1
#define ANY_STAGE -1

#define IMAP SL_PROTOCOL_IMAP
#define SMTP SL_PROTOCOL_SMTP
#define SIGNIN SL_STAGE_AUTHENTICATION
#define MAILBOX SL_STAGE_MAILBOX

typedef struct
{
  int         protocol;
  int         stage;
  const char *words;
  SlOutcome   outcome;
} Quirk;

/* Where a provider's words say more than its code. First match wins, compared without regard to
 * ASCII case. Each was seen in the source named beside it; tests/data/transcripts/ has the replies.
 */
/* clang-format off */
static const Quirk quirks[] = {
  /* Gmail; https://support.google.com/accounts/answer/185833 */
  { ANY_PROTOCOL, SIGNIN, "Application-specific password required", SL_OUTCOME_AUTH_NEEDS_APP_PASSWORD },
  { ANY_PROTOCOL, SIGNIN, "InvalidSecondFactor", SL_OUTCOME_AUTH_NEEDS_APP_PASSWORD },
  /* Gmail; https://support.google.com/mail/accounts/answer/78754, MailSystem.NET#17 */
  { ANY_PROTOCOL, SIGNIN, "WEBALERT", SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN },
  { ANY_PROTOCOL, SIGNIN, "log in via your web browser", SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN },
  { ANY_PROTOCOL, SIGNIN, "Web login required", SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN },
  { SMTP, SIGNIN, "534 5.7.14", SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN },

  /* Exchange Online; imapsync FAQ.Office365, imap_tools#135 */
  { ANY_PROTOCOL, ANY_STAGE, "Request is throttled", SL_OUTCOME_THROTTLED },
  { ANY_PROTOCOL, ANY_STAGE, "Suggested Backoff Time", SL_OUTCOME_THROTTLED },
  /* Gmail's limit of bytes a day carries the code OVERQUOTA; ha-email-sensor#16 */
  { ANY_PROTOCOL, ANY_STAGE, "Account exceeded command or bandwidth limits", SL_OUTCOME_THROTTLED },
  /* Gmail's 454; Proton Bridge's jail after three refusals, gluon internal/backend/backend.go */
  { ANY_PROTOCOL, ANY_STAGE, "Too many login attempts", SL_OUTCOME_THROTTLED },

  /* Exchange Online signs in first and refuses at the mailbox: IMAP switched off, policy, licence
   * or too many sign-ins; FairEmail FAQ 139 */
  { IMAP, MAILBOX, "User is authenticated but not connected", SL_OUTCOME_MAILBOX_REFUSED },
  { IMAP, SIGNIN, "User is authenticated but not connected", SL_OUTCOME_MAILBOX_REFUSED },
  /* A token that aged out in mid-session; imapsync FAQ.Office365 */
  { IMAP, ANY_STAGE, "AccessTokenExpired", SL_OUTCOME_TOKEN_REJECTED },
  /* Exchange Online; FairEmail EmailService.java takes both as refusals */
  { IMAP, SIGNIN, "Command Error. 12", SL_OUTCOME_AUTH_REJECTED },
  { IMAP, SIGNIN, "Session invalidated", SL_OUTCOME_AUTH_REJECTED },
  /* Exchange Online's back end; imapfilter#146, node-imap#561 */
  { IMAP, SIGNIN, "Server Unavailable", SL_OUTCOME_AUTH_UNAVAILABLE },
  { IMAP, MAILBOX, "Server Unavailable", SL_OUTCOME_MAILBOX_UNAVAILABLE },

  /* Limits of connections; FairEmail ConnectionHelper.java, Dovecot, Exchange Online's 432 4.3.2 */
  { ANY_PROTOCOL, ANY_STAGE, "Too many simultaneous connections", SL_OUTCOME_TOO_MANY_CONNECTIONS },
  { ANY_PROTOCOL, ANY_STAGE, "Maximum number of connections", SL_OUTCOME_TOO_MANY_CONNECTIONS },
  { ANY_PROTOCOL, ANY_STAGE, "Too many concurrent connections", SL_OUTCOME_TOO_MANY_CONNECTIONS },
  { ANY_PROTOCOL, ANY_STAGE, "Concurrent connections limit exceeded", SL_OUTCOME_TOO_MANY_CONNECTIONS },

  /* Dovecot's proxy when the server behind it is gone; login-proxy.h */
  { ANY_PROTOCOL, SIGNIN, "Account is temporarily unavailable", SL_OUTCOME_AUTH_UNAVAILABLE },
  /* Dovecot, nologin; POP3 says it with the code AUTH */
  { ANY_PROTOCOL, SIGNIN, "Login disabled for this user", SL_OUTCOME_AUTH_DISABLED },
  /* Cyrus imapd.c and Exchange: the server wants another way of signing in */
  { IMAP, SIGNIN, "Login only available under a layer", SL_OUTCOME_AUTH_METHOD_DISABLED },

  /* Exchange Online's 535 5.7.139 means three things; nodemailer#1714, email-oauth2-proxy#193 */
  { SMTP, SIGNIN, "basic authentication is disabled", SL_OUTCOME_AUTH_METHOD_DISABLED },
  { SMTP, SIGNIN, "SmtpClientAuthentication is disabled", SL_OUTCOME_AUTH_METHOD_DISABLED },
  { SMTP, SIGNIN, "the user credentials were incorrect", SL_OUTCOME_AUTH_REJECTED },
  /* Exchange Online's announced 550 5.7.30; opencti#12069 */
  { SMTP, SIGNIN, "Basic authentication is not supported", SL_OUTCOME_AUTH_METHOD_DISABLED },
};
/* clang-format on */

static gboolean
contains (const char *text, const char *words)
{
  gsize length = strlen (words);

  for (; *text != '\0'; text++)
    if (g_ascii_strncasecmp (text, words, length) == 0)
      return TRUE;
  return FALSE;
}

/**
 * sl_quirks_find:
 * @protocol: what is spoken
 * @stage: in which stage the server said it
 * @words: all the server said, codes included, no known encoding
 * @outcome: (out): set if a rule matches
 *
 * Looks for words whose meaning is known better than that of the code they come with.
 *
 * Returns: whether a rule matches
 */
gboolean
sl_quirks_find (SlProtocol protocol, SlStage stage, const char *words, SlOutcome *outcome)
{
  for (gsize i = 0; i < G_N_ELEMENTS (quirks); i++)
    {
      const Quirk *quirk = &quirks[i];

      if ((quirk->protocol == ANY_PROTOCOL || quirk->protocol == (int) protocol)
          && (quirk->stage == ANY_STAGE || quirk->stage == (int) stage)
          && contains (words, quirk->words))
        {
          *outcome = quirk->outcome;
          return TRUE;
        }
    }
  return FALSE;
}
