/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply-outcome.h"

typedef struct
{
  const char  *name;
  SlProtocol   protocol;
  SlStage      stage;
  SlAnswerKind kind;
  const char  *code;
  SlOutcome    outcome;
} Case;

#define IMAP SL_PROTOCOL_IMAP, SL_STAGE_AUTHENTICATION
#define INBOX SL_PROTOCOL_IMAP, SL_STAGE_MAILBOX
#define POP3 SL_PROTOCOL_POP3, SL_STAGE_AUTHENTICATION
#define SMTP SL_PROTOCOL_SMTP, SL_STAGE_AUTHENTICATION

/* What a code means when the words beside it say nothing. */
/* clang-format off */
static const Case cases[] = {
  { "imap/no-code", IMAP, SL_ANSWER_REFUSED, NULL, SL_OUTCOME_AUTH_REJECTED },
  { "imap/alert-is-no-cause", IMAP, SL_ANSWER_REFUSED, "ALERT", SL_OUTCOME_AUTH_REJECTED },
  { "imap/unknown-code", IMAP, SL_ANSWER_REFUSED, "X-STRANGE", SL_OUTCOME_AUTH_UNAVAILABLE },
  { "imap/inuse", IMAP, SL_ANSWER_REFUSED, "INUSE", SL_OUTCOME_TOO_MANY_CONNECTIONS },
  { "imap/serverbug", IMAP, SL_ANSWER_REFUSED, "SERVERBUG", SL_OUTCOME_AUTH_UNAVAILABLE },
  { "imap/lower-case-code", IMAP, SL_ANSWER_REFUSED, "expired", SL_OUTCOME_AUTH_EXPIRED },
  { "imap/code-that-only-begins-alike", IMAP, SL_ANSWER_REFUSED, "LIMITED", SL_OUTCOME_AUTH_UNAVAILABLE },
  { "imap/over-quota", IMAP, SL_ANSWER_REFUSED, "OVERQUOTA", SL_OUTCOME_OVER_QUOTA },
  { "imap/not-understood", IMAP, SL_ANSWER_BAD, NULL, SL_OUTCOME_PROTOCOL_ERROR },
  { "imap/goodbye", IMAP, SL_ANSWER_GOODBYE, NULL, SL_OUTCOME_AUTH_UNAVAILABLE },
  { "imap/goodbye-with-alert", IMAP, SL_ANSWER_GOODBYE, "ALERT", SL_OUTCOME_AUTH_UNAVAILABLE },
  { "imap/goodbye-that-refuses", IMAP, SL_ANSWER_GOODBYE, "AUTHENTICATIONFAILED", SL_OUTCOME_AUTH_REJECTED },
  { "inbox/no-code", INBOX, SL_ANSWER_REFUSED, NULL, SL_OUTCOME_MAILBOX_UNAVAILABLE },
  { "inbox/not-understood", INBOX, SL_ANSWER_BAD, NULL, SL_OUTCOME_MAILBOX_UNAVAILABLE },
  { "inbox/limit", INBOX, SL_ANSWER_REFUSED, "LIMIT", SL_OUTCOME_TOO_MANY_CONNECTIONS },
  { "inbox/contact-admin", INBOX, SL_ANSWER_REFUSED, "CONTACTADMIN", SL_OUTCOME_MAILBOX_REFUSED },
  { "inbox/corruption", INBOX, SL_ANSWER_REFUSED, "CORRUPTION", SL_OUTCOME_MAILBOX_UNAVAILABLE },
  { "pop3/no-code", POP3, SL_ANSWER_REFUSED, NULL, SL_OUTCOME_AUTH_REJECTED },
  { "pop3/unknown-code", POP3, SL_ANSWER_REFUSED, "X-STRANGE", SL_OUTCOME_AUTH_UNAVAILABLE },
  { "smtp/temporary", SMTP, SL_ANSWER_REFUSED, "450", SL_OUTCOME_AUTH_UNAVAILABLE },
  { "smtp/permanent", SMTP, SL_ANSWER_REFUSED, "554 5.7.1", SL_OUTCOME_AUTH_REJECTED },
  { "smtp/encryption-required", SMTP, SL_ANSWER_REFUSED, "538 5.7.11", SL_OUTCOME_AUTH_METHOD_DISABLED },
  { "smtp/mechanism-too-weak", SMTP, SL_ANSWER_REFUSED, "534 5.7.9", SL_OUTCOME_AUTH_METHOD_DISABLED },
  { "smtp/out-of-order", SMTP, SL_ANSWER_REFUSED, "503 5.5.1", SL_OUTCOME_PROTOCOL_ERROR },
  { "smtp/code-that-only-begins-alike", SMTP, SL_ANSWER_REFUSED, "432 4.7.123", SL_OUTCOME_AUTH_UNAVAILABLE },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case    *checked = data;
  const SlAnswer answer
      = { checked->protocol, checked->stage, checked->kind, checked->code, "words" };

  g_assert_cmpstr (sl_outcome_to_nick (sl_reply_outcome (&answer)), ==,
                   sl_outcome_to_nick (checked->outcome));
}

static void
test_retry_after (void)
{
  static const struct
  {
    const char *words;
    guint       seconds;
  } waits[] = {
    { "Suggested Backoff Time: 299961 milliseconds", 300 },
    { "Suggested Backoff Time: 1 milliseconds", 1 },
    { "Suggested Backoff Time=89000", 89 },
    { "Suggested Backoff Time: 0 milliseconds", 0 },
    { "Suggested Backoff Time: -5 milliseconds", 0 },
    { "Suggested Backoff Time: soon", 0 },
    { "Suggested Backoff Time", 0 },
    { "Suggested Backoff Time: 99999999999999999999999 milliseconds", 24 * 60 * 60 },
    { "try again later", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    g_assert_cmpuint (sl_reply_retry_after_seconds (waits[i].words), ==, waits[i].seconds);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signin/reply-outcome/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/signin/reply-outcome/retry-after", test_retry_after);
  return g_test_run ();
}
