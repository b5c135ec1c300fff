/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "outcome.h"

#include "enums.h"

#include <glib/gi18n-lib.h>

#define ICON_OK "stormlantern-ok-symbolic"
#define ICON_TROUBLE "stormlantern-degraded-symbolic"
#define ICON_FAILED "stormlantern-outage-symbolic"
#define ICON_KEY "stormlantern-action-needed-symbolic"
#define ICON_OFFLINE "stormlantern-offline-symbolic"
#define ICON_UNKNOWN "stormlantern-unknown-symbolic"

/* clang-format off */
#define NORMAL SL_RETRY_NORMAL
#define BACK_OFF SL_RETRY_BACK_OFF
#define NEW_SECRET SL_RETRY_NEW_SECRET
#define USER SL_RETRY_USER
#define THEIRS SL_CAUSE_PROVIDER_UNCONFIRMED
#define YOURS SL_CAUSE_CREDENTIAL

/* The one table: outcome, text, icon, retry rule, hint at the cause, refused, door. A rule that
 * protects the user from lock-out stands here and nowhere else: whatever counts as refused is never
 * presented again unasked. */
static const SlOutcomeInfo outcomes[] = {
  { SL_OUTCOME_OK, N_ ("It works."), ICON_OK, NORMAL, SL_CAUSE_NONE, FALSE, FALSE },
  { SL_OUTCOME_SLOW, N_ ("It works, but slowly."),
    ICON_TROUBLE, NORMAL, SL_CAUSE_NONE, FALSE, FALSE },
  { SL_OUTCOME_OFFLINE, N_ ("This computer is not connected to the internet."),
    ICON_OFFLINE, BACK_OFF, SL_CAUSE_NETWORK, FALSE, FALSE },
  { SL_OUTCOME_CAPTIVE_PORTAL, N_ ("The network wants you to sign in on its own page first."),
    ICON_OFFLINE, BACK_OFF, SL_CAUSE_NETWORK, FALSE, FALSE },
  { SL_OUTCOME_PROXY_FAILED, N_ ("The proxy of this computer does not let mail through."),
    ICON_OFFLINE, BACK_OFF, SL_CAUSE_NETWORK, FALSE, FALSE },
  { SL_OUTCOME_DNS_NOT_FOUND, N_ ("The server’s name does not exist."),
    ICON_FAILED, BACK_OFF, THEIRS, FALSE, TRUE },
  { SL_OUTCOME_DNS_FAILED, N_ ("The server’s name could not be looked up."),
    ICON_FAILED, BACK_OFF, SL_CAUSE_UNKNOWN, FALSE, TRUE },
  { SL_OUTCOME_CONNECTION_REFUSED, N_ ("The server refused the connection."),
    ICON_FAILED, BACK_OFF, THEIRS, FALSE, TRUE },
  { SL_OUTCOME_CONNECTION_TIMEOUT, N_ ("The server did not answer the connection in time."),
    ICON_FAILED, BACK_OFF, THEIRS, FALSE, TRUE },
  { SL_OUTCOME_CONNECTION_RESET, N_ ("The server broke off the connection."),
    ICON_FAILED, BACK_OFF, THEIRS, FALSE, TRUE },
  { SL_OUTCOME_TLS_FAILED, N_ ("No encrypted connection could be agreed with the server."),
    ICON_FAILED, BACK_OFF, THEIRS, FALSE, TRUE },
  { SL_OUTCOME_CERTIFICATE_EXPIRED, N_ ("The server’s certificate has expired. Nothing was sent."),
    ICON_FAILED, BACK_OFF, SL_CAUSE_PROVIDER, FALSE, TRUE },
  { SL_OUTCOME_CERTIFICATE_UNTRUSTED, N_ ("The server’s certificate is not trusted. Nothing was sent."),
    ICON_KEY, BACK_OFF, SL_CAUSE_CERTIFICATE, FALSE, TRUE },
  { SL_OUTCOME_CERTIFICATE_HOSTNAME, N_ ("The certificate belongs to another server. Nothing was sent."),
    ICON_KEY, BACK_OFF, SL_CAUSE_CERTIFICATE, FALSE, TRUE },
  { SL_OUTCOME_CERTIFICATE_REVOKED, N_ ("The server’s certificate was withdrawn by who issued it. Nothing was sent."),
    ICON_KEY, BACK_OFF, SL_CAUSE_CERTIFICATE, FALSE, TRUE },
  { SL_OUTCOME_CERTIFICATE_CHANGED, N_ ("The server shows another key than the one you accepted. Nothing was sent."),
    ICON_KEY, BACK_OFF, SL_CAUSE_CERTIFICATE, FALSE, TRUE },
  { SL_OUTCOME_GREETING_MISSING, N_ ("The server took the connection, but did not greet."),
    ICON_FAILED, BACK_OFF, THEIRS, FALSE, TRUE },
  { SL_OUTCOME_GREETING_REJECTED, N_ ("The server turned the connection away in its greeting."),
    ICON_FAILED, BACK_OFF, THEIRS, FALSE, TRUE },
  { SL_OUTCOME_STARTTLS_MISSING, N_ ("The server offers no encryption. Nothing was sent."),
    ICON_KEY, BACK_OFF, SL_CAUSE_CERTIFICATE, FALSE, TRUE },
  { SL_OUTCOME_PROTOCOL_ERROR, N_ ("The server’s answer could not be understood."),
    ICON_FAILED, BACK_OFF, SL_CAUSE_UNKNOWN, FALSE, TRUE },
  { SL_OUTCOME_SERVER_MOVED, N_ ("The server sends sign-ins to another server. Nothing was sent there."),
    ICON_KEY, BACK_OFF, YOURS, FALSE, FALSE },
  { SL_OUTCOME_AUTH_UNAVAILABLE, N_ ("The server cannot check passwords at the moment."),
    ICON_FAILED, BACK_OFF, THEIRS, FALSE, FALSE },
  { SL_OUTCOME_AUTH_REJECTED, N_ ("The server refused the user name or the password."),
    ICON_KEY, NEW_SECRET, YOURS, TRUE, FALSE },
  { SL_OUTCOME_AUTH_EXPIRED, N_ ("The password has expired."),
    ICON_KEY, NEW_SECRET, YOURS, TRUE, FALSE },
  { SL_OUTCOME_AUTH_NEEDS_APP_PASSWORD, N_ ("The provider wants an app password."),
    ICON_KEY, NEW_SECRET, YOURS, TRUE, FALSE },
  { SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN, N_ ("The provider wants you to sign in on its web page first."),
    ICON_KEY, USER, YOURS, TRUE, FALSE },
  { SL_OUTCOME_AUTH_DISABLED, N_ ("The account is locked or switched off."),
    ICON_KEY, USER, YOURS, TRUE, FALSE },
  { SL_OUTCOME_AUTH_METHOD_DISABLED, N_ ("This way of signing in is switched off for the account."),
    ICON_KEY, USER, YOURS, TRUE, FALSE },
  { SL_OUTCOME_AUTH_NEEDS_ONLINE_ACCOUNT, N_ ("GNOME Online Accounts gives out no sign-in for the account."),
    ICON_KEY, USER, YOURS, TRUE, FALSE },
  { SL_OUTCOME_TOKEN_REJECTED, N_ ("The sign-in token was refused."),
    ICON_KEY, NEW_SECRET, YOURS, TRUE, FALSE },
  { SL_OUTCOME_TOKEN_UNAVAILABLE, N_ ("The provider’s sign-in service gives out no tokens at the moment."),
    ICON_FAILED, BACK_OFF, THEIRS, FALSE, FALSE },
  { SL_OUTCOME_THROTTLED, N_ ("The server asks for fewer sign-ins."),
    ICON_TROUBLE, BACK_OFF, SL_CAUSE_THROTTLED, FALSE, FALSE },
  { SL_OUTCOME_TOO_MANY_CONNECTIONS, N_ ("The server says that too many connections are open."),
    ICON_TROUBLE, BACK_OFF, SL_CAUSE_THROTTLED, FALSE, FALSE },
  { SL_OUTCOME_MAILBOX_UNAVAILABLE, N_ ("Signed in, but the mailbox cannot be opened at the moment."),
    ICON_FAILED, BACK_OFF, THEIRS, FALSE, FALSE },
  { SL_OUTCOME_MAILBOX_REFUSED, N_ ("Signed in, but the server refuses to open the mailbox."),
    ICON_KEY, BACK_OFF, YOURS, FALSE, FALSE },
  { SL_OUTCOME_OVER_QUOTA, N_ ("The mailbox is full."), ICON_KEY, NORMAL, YOURS, FALSE, FALSE },
  { SL_OUTCOME_TIMEOUT, N_ ("The server did not answer in time."),
    ICON_FAILED, BACK_OFF, THEIRS, FALSE, FALSE },
  { SL_OUTCOME_CANCELLED, N_ ("The check was cancelled."),
    ICON_UNKNOWN, NORMAL, SL_CAUSE_NONE, FALSE, FALSE },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (outcomes) == SL_OUTCOME_CANCELLED + 1);

G_DEFINE_ENUM_TYPE (SlOutcome,
                    sl_outcome,
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_OK, "ok"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_SLOW, "slow"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_CAPTIVE_PORTAL, "captive-portal"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_PROXY_FAILED, "proxy-failed"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_DNS_NOT_FOUND, "dns-not-found"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_DNS_FAILED, "dns-failed"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_CONNECTION_REFUSED, "connection-refused"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_CONNECTION_TIMEOUT, "connection-timeout"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_CONNECTION_RESET, "connection-reset"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_TLS_FAILED, "tls-failed"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_CERTIFICATE_EXPIRED, "certificate-expired"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_CERTIFICATE_UNTRUSTED, "certificate-untrusted"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_CERTIFICATE_HOSTNAME, "certificate-hostname"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_CERTIFICATE_REVOKED, "certificate-revoked"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_CERTIFICATE_CHANGED, "certificate-changed"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_GREETING_MISSING, "greeting-missing"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_GREETING_REJECTED, "greeting-rejected"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_STARTTLS_MISSING, "starttls-missing"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_PROTOCOL_ERROR, "protocol-error"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_SERVER_MOVED, "server-moved"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_AUTH_UNAVAILABLE, "auth-unavailable"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_AUTH_REJECTED, "auth-rejected"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_AUTH_EXPIRED, "auth-expired"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_AUTH_NEEDS_APP_PASSWORD,
                                         "auth-needs-app-password"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN, "auth-needs-web-login"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_AUTH_DISABLED, "auth-disabled"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_AUTH_METHOD_DISABLED, "auth-method-disabled"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_AUTH_NEEDS_ONLINE_ACCOUNT,
                                         "auth-needs-online-account"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_TOKEN_REJECTED, "token-rejected"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_TOKEN_UNAVAILABLE, "token-unavailable"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_THROTTLED, "throttled"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_TOO_MANY_CONNECTIONS, "too-many-connections"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_MAILBOX_UNAVAILABLE, "mailbox-unavailable"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_MAILBOX_REFUSED, "mailbox-refused"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_OVER_QUOTA, "over-quota"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_TIMEOUT, "timeout"),
                    G_DEFINE_ENUM_VALUE (SL_OUTCOME_CANCELLED, "cancelled"))

/**
 * sl_outcome_to_nick:
 * @outcome: an outcome
 *
 * Returns: (transfer none): its stable word, such as "auth-rejected"
 */
const char *
sl_outcome_to_nick (SlOutcome outcome)
{
  return sl_enum_to_nick (SL_TYPE_OUTCOME, outcome);
}

/**
 * sl_outcome_from_nick:
 * @nick: (nullable): a stable word
 * @outcome: (out): set only if the word is known
 *
 * Returns: whether @nick names an outcome
 */
gboolean
sl_outcome_from_nick (const char *nick, SlOutcome *outcome)
{
  int value;

  if (!sl_enum_from_nick (SL_TYPE_OUTCOME, nick, &value))
    return FALSE;
  *outcome = value;
  return TRUE;
}

/**
 * sl_outcome_get_info:
 * @outcome: an outcome
 *
 * Returns: (transfer none): its row of the table, never %NULL; that of "cancelled" if @outcome is
 *   no outcome
 */
const SlOutcomeInfo *
sl_outcome_get_info (SlOutcome outcome)
{
  g_return_val_if_fail ((guint) outcome < G_N_ELEMENTS (outcomes), &outcomes[SL_OUTCOME_CANCELLED]);

  return &outcomes[outcome];
}

/**
 * sl_outcome_get_text:
 * @outcome: an outcome
 *
 * Returns: (transfer none): one sentence in the user's language
 */
const char *
sl_outcome_get_text (SlOutcome outcome)
{
  return _ (sl_outcome_get_info (outcome)->text);
}

/**
 * sl_outcome_is_good:
 * @outcome: an outcome
 *
 * Returns: whether the check reached its end: "ok" or "slow"
 */
gboolean
sl_outcome_is_good (SlOutcome outcome)
{
  return outcome == SL_OUTCOME_OK || outcome == SL_OUTCOME_SLOW;
}
