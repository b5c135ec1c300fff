/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "quirks.h"

#include <string.h>

#define IMAP SL_QUIRK_PROTOCOL (SL_PROTOCOL_IMAP)
#define POP3 SL_QUIRK_PROTOCOL (SL_PROTOCOL_POP3)
#define SMTP SL_QUIRK_PROTOCOL (SL_PROTOCOL_SMTP)
#define JMAP SL_QUIRK_PROTOCOL (SL_PROTOCOL_JMAP)
#define HTTPS SL_QUIRK_PROTOCOL (SL_PROTOCOL_HTTPS)
#define MAIL (IMAP | POP3 | SMTP)
#define WEB (JMAP | HTTPS)
#define SIGNIN SL_STAGE_AUTHENTICATION
#define MAILBOX SL_STAGE_MAILBOX
#define ANY_STAGE SL_QUIRK_ANY_STAGE

/* Where words say more than the code they come with. First match wins. Each row has a transcript in
 * tests/data/transcripts/, and test-quirks.c sees to it. */
/* clang-format off */
static const SlQuirk quirks[] = {
  /* Gmail */
  { MAIL, SIGNIN, "Application-specific password required", SL_OUTCOME_AUTH_NEEDS_APP_PASSWORD, "gmail", "https://support.google.com/accounts/answer/185833" },
  { SMTP, SIGNIN, "InvalidSecondFactor", SL_OUTCOME_AUTH_NEEDS_APP_PASSWORD, "gmail", "openmail#1" },
  { IMAP, SIGNIN, "WEBALERT", SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN, "gmail", "MailSystem.NET#17" },
  { MAIL, SIGNIN, "log in via your web browser", SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN, "gmail", "https://support.google.com/mail/accounts/answer/78754" },
  { MAIL, SIGNIN, "Web login required", SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN, "gmail", "MailSystem.NET#17" },
  { MAIL, SIGNIN, "log in with your web browser", SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN, "gmail", "https://support.google.com/mail/?p=WebLoginRequired" },
  { SMTP, SIGNIN, "WebLoginRequired", SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN, "gmail", "https://support.google.com/mail/?p=WebLoginRequired" },
  { SMTP, SIGNIN, "534 5.7.14", SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN, "gmail", "https://support.google.com/a/answer/3726730" },
  { IMAP, SIGNIN, "is not enabled for IMAP use", SL_OUTCOME_AUTH_METHOD_DISABLED, "gmail", "https://support.google.com/mail/answer/7126229" },
  { IMAP, SIGNIN, "IMAP access is disabled for your domain", SL_OUTCOME_AUTH_METHOD_DISABLED, "gmail", "https://support.google.com/a/answer/105694" },
  { POP3, ANY_STAGE, "is not enabled for POP access", SL_OUTCOME_MAILBOX_REFUSED, "gmail", "https://support.google.com/mail/answer/7104828" },
  /* A limit of bytes a day, with the code of a full mailbox. */
  { IMAP, ANY_STAGE, "Account exceeded command or bandwidth limits", SL_OUTCOME_THROTTLED, "gmail", "ha-email-sensor#16" },
  { MAIL, ANY_STAGE, "Too many login attempts", SL_OUTCOME_THROTTLED, "gmail, proton", "https://support.google.com/a/answer/3726730; ProtonMail/gluon internal/backend/backend.go" },

  /* Exchange Online */
  { MAIL, ANY_STAGE, "Request is throttled", SL_OUTCOME_THROTTLED, "exchange", "imapsync FAQ.Office365" },
  { MAIL, ANY_STAGE, "Suggested Backoff Time", SL_OUTCOME_THROTTLED, "exchange", "imap_tools#135" },
  /* It signs in first and refuses at the mailbox: IMAP switched off, policy, licence, scope. */
  { IMAP, MAILBOX, "User is authenticated but not connected", SL_OUTCOME_MAILBOX_REFUSED, "exchange", "FairEmail FAQ 139" },
  { IMAP, SIGNIN, "User is authenticated but not connected", SL_OUTCOME_MAILBOX_REFUSED, "exchange", "FairEmail ConnectionHelper.java" },
  { IMAP, SIGNIN, "AccessTokenExpired", SL_OUTCOME_TOKEN_REJECTED, "exchange", "imapsync FAQ.Office365" },
  /* It aged while it was in use; the next check brings another one. */
  { IMAP, MAILBOX, "AccessTokenExpired", SL_OUTCOME_MAILBOX_UNAVAILABLE, "exchange", "imapsync FAQ.Office365" },
  { IMAP, SIGNIN, "Command Error. 12", SL_OUTCOME_AUTH_REJECTED, "exchange", "FairEmail EmailService.java" },
  { IMAP, SIGNIN, "Session invalidated", SL_OUTCOME_AUTH_REJECTED, "exchange", "FairEmail EmailService.java" },
  { IMAP, SIGNIN, "Server Unavailable", SL_OUTCOME_AUTH_UNAVAILABLE, "exchange", "imapfilter#146" },
  { IMAP, MAILBOX, "Server Unavailable", SL_OUTCOME_MAILBOX_UNAVAILABLE, "exchange", "node-imap#561" },
  /* 535 5.7.139 means several things, and only the text tells which. */
  { SMTP, SIGNIN, "basic authentication is disabled", SL_OUTCOME_AUTH_METHOD_DISABLED, "exchange", "nodemailer#1714" },
  { SMTP, SIGNIN, "SmtpClientAuthentication is disabled", SL_OUTCOME_AUTH_METHOD_DISABLED, "exchange", "email-oauth2-proxy#193" },
  { SMTP, SIGNIN, "the user credentials were incorrect", SL_OUTCOME_AUTH_REJECTED, "exchange", "email-oauth2-proxy#193" },
  { SMTP, SIGNIN, "did not meet the criteria to be authenticated", SL_OUTCOME_AUTH_METHOD_DISABLED, "exchange", "nodemailer#1617" },
  { SMTP, SIGNIN, "security defaults policy", SL_OUTCOME_AUTH_METHOD_DISABLED, "exchange", "https://learn.microsoft.com/entra/fundamentals/security-defaults" },
  { SMTP, SIGNIN, "Basic authentication is not supported", SL_OUTCOME_AUTH_METHOD_DISABLED, "exchange", "opencti#12069" },
  { SMTP, ANY_STAGE, "Concurrent connections limit exceeded", SL_OUTCOME_TOO_MANY_CONNECTIONS, "exchange", "https://learn.microsoft.com/exchange/mail-flow-best-practices" },

  /* Coremail: the program did not say its name, or the name did not please. */
  { IMAP, MAILBOX, "Unsafe Login", SL_OUTCOME_MAILBOX_REFUSED, "163, 126", "node-imap#908" },

  { SMTP, SIGNIN, "User has no permission", SL_OUTCOME_AUTH_METHOD_DISABLED, "163, 126", "12306#62" },

  /* Mail.ru writes it in two languages, and misspells the second with IMAP. QQ calls an app password
   * an authorization code; Yandex tells of access that the account's settings do not allow. */
  { MAIL, SIGNIN, "parol prilozheniya", SL_OUTCOME_AUTH_NEEDS_APP_PASSWORD, "mail.ru", "thunderbird-android#9069" },
  { MAIL, SIGNIN, "enter your authorization code", SL_OUTCOME_AUTH_NEEDS_APP_PASSWORD, "qq", "yapi#2219" },
  { MAIL, SIGNIN, "does not have access rights to this service", SL_OUTCOME_AUTH_METHOD_DISABLED, "yandex", "https://yandex.com/support/mail/mail-clients/others.html" },

  /* Limits of connections */
  { MAIL, ANY_STAGE, "Too many simultaneous connections", SL_OUTCOME_TOO_MANY_CONNECTIONS, "gmail", "wildduck#35" },
  { MAIL, ANY_STAGE, "Maximum number of connections", SL_OUTCOME_TOO_MANY_CONNECTIONS, "dovecot", "mail_max_userip_connections" },
  { MAIL, ANY_STAGE, "Too many concurrent connections", SL_OUTCOME_TOO_MANY_CONNECTIONS, "any", "FairEmail ConnectionHelper.java" },
  { MAIL, ANY_STAGE, "Connection dropped by server?", SL_OUTCOME_TOO_MANY_CONNECTIONS, "any", "FairEmail ConnectionHelper.java" },

  /* Dovecot, Cyrus, Postfix */
  { MAIL, SIGNIN, "Account is temporarily unavailable", SL_OUTCOME_AUTH_UNAVAILABLE, "dovecot", "login-proxy.h" },
  { MAIL, SIGNIN, "Login disabled for this user", SL_OUTCOME_AUTH_DISABLED, "dovecot", "2.3.19.1, nologin" },
  /* IMAP has a code for it; the others have only the words. */
  { MAIL, SIGNIN, "Password expired", SL_OUTCOME_AUTH_EXPIRED, "dovecot", "2.3.19.1, PASS_EXPIRED" },
  /* What Cyrus SASL says in Cyrus and Postfix when it could not even ask, or learnt more than "no". */
  { MAIL, SIGNIN, "generic failure", SL_OUTCOME_AUTH_UNAVAILABLE, "cyrus, postfix", "cyrus-sasl lib/common.c, sasl_errstring" },
  { MAIL, SIGNIN, "remote authentication server unavailable", SL_OUTCOME_AUTH_UNAVAILABLE, "cyrus, postfix", "cyrus-sasl lib/common.c, sasl_errstring" },
  { MAIL, SIGNIN, "passphrase expired", SL_OUTCOME_AUTH_EXPIRED, "cyrus, postfix", "cyrus-sasl lib/common.c, sasl_errstring" },
  { MAIL, SIGNIN, "account disabled", SL_OUTCOME_AUTH_DISABLED, "cyrus, postfix", "cyrus-sasl lib/common.c, sasl_errstring" },
  { SMTP, SIGNIN, "Connection lost to authentication server", SL_OUTCOME_AUTH_UNAVAILABLE, "postfix", "postfix src/xsasl/xsasl_dovecot_server.c" },
  { IMAP, SIGNIN, "Login only available under a layer", SL_OUTCOME_AUTH_METHOD_DISABLED, "cyrus", "imapd.c" },

  /* Web services. The words of RFC 6750, 3.1 stand in WWW-Authenticate. */
  { WEB, ANY_STAGE, "WISPAccessGatewayParam", SL_OUTCOME_CAPTIVE_PORTAL, "any", "WISPr 2.0" },
  { WEB, ANY_STAGE, "error=\"invalid_token\"", SL_OUTCOME_TOKEN_REJECTED, "any", "RFC 6750, 3.1" },
  { WEB, ANY_STAGE, "error=\"insufficient_scope\"", SL_OUTCOME_MAILBOX_REFUSED, "any", "RFC 6750, 3.1" },
  { JMAP, ANY_STAGE, "maxConcurrentRequests", SL_OUTCOME_TOO_MANY_CONNECTIONS, "any", "RFC 8620, 3.6.1" },
  { JMAP, MAILBOX, "serverUnavailable", SL_OUTCOME_MAILBOX_UNAVAILABLE, "any", "RFC 8620, 3.6.2" },
  { JMAP, MAILBOX, "serverFail", SL_OUTCOME_MAILBOX_UNAVAILABLE, "any", "RFC 8620, 3.6.2" },
  { JMAP, MAILBOX, "serverPartialFail", SL_OUTCOME_MAILBOX_UNAVAILABLE, "any", "RFC 8620, 3.6.2" },
  { JMAP, MAILBOX, "forbidden", SL_OUTCOME_MAILBOX_REFUSED, "any", "RFC 8620, 3.6.2" },
  { JMAP, MAILBOX, "accountNotFound", SL_OUTCOME_MAILBOX_REFUSED, "any", "RFC 8620, 3.6.2" },
  { JMAP, MAILBOX, "accountNotSupportedByMethod", SL_OUTCOME_MAILBOX_REFUSED, "any", "RFC 8620, 3.6.2" },
  { HTTPS, ANY_STAGE, "InvalidAuthenticationToken", SL_OUTCOME_TOKEN_REJECTED, "microsoft graph", "https://learn.microsoft.com/graph/errors" },
  { HTTPS, ANY_STAGE, "MailboxNotEnabledForRESTAPI", SL_OUTCOME_MAILBOX_REFUSED, "microsoft graph", "https://learn.microsoft.com/graph/resolve-auth-errors" },
  { HTTPS, ANY_STAGE, "MailboxNotSupportedForRESTAPI", SL_OUTCOME_MAILBOX_REFUSED, "microsoft graph", "https://learn.microsoft.com/graph/errors" },
  { HTTPS, ANY_STAGE, "ErrorItemNotFound", SL_OUTCOME_MAILBOX_REFUSED, "microsoft graph, ews", "[MS-OXWSCDATA], ResponseCodeType" },
  { HTTPS, ANY_STAGE, "ErrorQuotaExceeded", SL_OUTCOME_OVER_QUOTA, "microsoft graph, ews", "[MS-OXWSCDATA], ResponseCodeType" },
  { HTTPS, ANY_STAGE, "ErrorServerBusy", SL_OUTCOME_THROTTLED, "ews", "davmail PR#194" },
  { HTTPS, ANY_STAGE, "ErrorExceededConnectionCount", SL_OUTCOME_TOO_MANY_CONNECTIONS, "ews", "[MS-OXWSCDATA], ResponseCodeType" },
  { HTTPS, ANY_STAGE, "ErrorMailboxStoreUnavailable", SL_OUTCOME_MAILBOX_UNAVAILABLE, "ews", "[MS-OXWSCDATA], ResponseCodeType" },
  { HTTPS, ANY_STAGE, "ErrorMailboxMoveInProgress", SL_OUTCOME_MAILBOX_UNAVAILABLE, "ews", "[MS-OXWSCDATA], ResponseCodeType" },
  { HTTPS, ANY_STAGE, "ErrorInternalServer", SL_OUTCOME_MAILBOX_UNAVAILABLE, "ews", "[MS-OXWSCDATA], ResponseCodeType" },
  { HTTPS, ANY_STAGE, "ErrorAccountDisabled", SL_OUTCOME_AUTH_DISABLED, "ews", "[MS-OXWSCDATA], ResponseCodeType" },
  { HTTPS, ANY_STAGE, "ErrorPasswordExpired", SL_OUTCOME_AUTH_EXPIRED, "ews", "[MS-OXWSCDATA], ResponseCodeType" },
  { HTTPS, ANY_STAGE, "ErrorAccessDenied", SL_OUTCOME_MAILBOX_REFUSED, "ews", "[MS-OXWSCDATA], ResponseCodeType" },
  { HTTPS, ANY_STAGE, "ErrorNonExistentMailbox", SL_OUTCOME_MAILBOX_REFUSED, "ews", "[MS-OXWSCDATA], ResponseCodeType" },
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
 * sl_quirks_list:
 * @n_quirks: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_quirks): all rows
 */
const SlQuirk *
sl_quirks_list (gsize *n_quirks)
{
  *n_quirks = G_N_ELEMENTS (quirks);
  return quirks;
}

/**
 * sl_quirks_find:
 * @protocol: what is spoken
 * @stage: in which stage the server said it
 * @words: all the server said, codes included, no known encoding
 *
 * Looks for words whose meaning is known better than that of the code they come with.
 *
 * Returns: (transfer none) (nullable): the row that matches
 */
const SlQuirk *
sl_quirks_find (SlProtocol protocol, SlStage stage, const char *words)
{
  for (gsize i = 0; i < G_N_ELEMENTS (quirks); i++)
    {
      const SlQuirk *quirk = &quirks[i];

      if ((quirk->protocols & SL_QUIRK_PROTOCOL (protocol)) != 0
          && (quirk->stage == ANY_STAGE || quirk->stage == (int) stage)
          && contains (words, quirk->words))
        return quirk;
    }
  return NULL;
}
