/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "imap-speaker.h"

#include <string.h>

#define PASSWORD "practice"
#define PLAIN_GOOD "AHByYWN0aWNlAHByYWN0aWNl" /* NUL practice NUL practice */
#define PLAIN_WRONG "AHByYWN0aWNlAHdyb25n"    /* NUL practice NUL wrong */

/* A conversation: what the client says, and what each answer must contain. */
typedef struct
{
  const char *path;
  SlMailAct   act;
  const char *lines[6];
  const char *answers[6];
  gboolean    finished;
} Conversation;

static const Conversation conversations[] = {
  { "/practice/imap/plain-at-once",
    SL_MAIL_ACT_HEALTHY,
    { "a AUTHENTICATE PLAIN " PLAIN_GOOD, "b EXAMINE INBOX", "c LOGOUT" },
    { "a OK ", "b OK [READ-ONLY]", "* BYE" },
    TRUE },
  { "/practice/imap/plain-after-prompt",
    SL_MAIL_ACT_HEALTHY,
    { "a authenticate plain", PLAIN_GOOD, "b EXAMINE INBOX" },
    { "+ \r\n", "a OK ", "* 3 EXISTS" },
    FALSE },
  { "/practice/imap/plain-cancelled",
    SL_MAIL_ACT_HEALTHY,
    { "a AUTHENTICATE PLAIN", "*" },
    { "+ ", "a BAD" },
    FALSE },
  { "/practice/imap/login",
    SL_MAIL_ACT_HEALTHY,
    { "a LOGIN practice \"prac\\tice\"" },
    { "a OK " },
    FALSE },
  { "/practice/imap/wrong-password",
    SL_MAIL_ACT_HEALTHY,
    { "a AUTHENTICATE PLAIN " PLAIN_WRONG, "b LOGIN practice wrong" },
    { "a NO [AUTHENTICATIONFAILED]", "b NO [AUTHENTICATIONFAILED]" },
    FALSE },
  { "/practice/imap/garbage-response",
    SL_MAIL_ACT_HEALTHY,
    { "a AUTHENTICATE PLAIN !!", "b AUTHENTICATE PLAIN =", "c LOGIN" },
    { "a NO [AUTHENTICATIONFAILED]", "b NO [AUTHENTICATIONFAILED]", "c NO [AUTHENTICATIONFAILED]" },
    FALSE },
  { "/practice/imap/auth-unavailable",
    SL_MAIL_ACT_AUTH_UNAVAILABLE,
    { "a AUTHENTICATE PLAIN " PLAIN_GOOD, "b EXAMINE INBOX", "c LOGOUT" },
    { "a NO [UNAVAILABLE]", "b BAD", "c OK" },
    TRUE },
  { "/practice/imap/auth-rejected",
    SL_MAIL_ACT_AUTH_REJECTED,
    { "a AUTHENTICATE PLAIN " PLAIN_GOOD },
    { "a NO [AUTHENTICATIONFAILED]" },
    FALSE },
  { "/practice/imap/mailbox-unavailable",
    SL_MAIL_ACT_MAILBOX_UNAVAILABLE,
    { "a AUTHENTICATE PLAIN " PLAIN_GOOD, "b EXAMINE INBOX" },
    { "a OK ", "b NO [UNAVAILABLE]" },
    FALSE },
  { "/practice/imap/others",
    SL_MAIL_ACT_HEALTHY,
    { "a CAPABILITY", "b NOOP", "c FETCH 1 BODY[]", "", "d AUTHENTICATE XOAUTH2 x" },
    { "* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN", "b OK", "c BAD", "* BAD", "d NO" },
    FALSE },
  { "/practice/imap/literal-ends-it", SL_MAIL_ACT_HEALTHY, { "a LOGIN {8+}" }, { "* BYE" }, TRUE },
};

static void
test_conversation (gconstpointer data)
{
  const Conversation *conversation = data;
  g_autoptr (SlImapSpeaker) speaker = sl_imap_speaker_new (PASSWORD);

  for (guint i = 0; i < G_N_ELEMENTS (conversation->lines) && conversation->lines[i] != NULL; i++)
    {
      g_autofree char *answer
          = sl_imap_speaker_answer (speaker, conversation->act, conversation->lines[i]);

      if (strstr (answer, conversation->answers[i]) == NULL)
        g_error ("to \"%s\" came \"%s\"", conversation->lines[i], answer);
      g_assert_true (g_str_has_suffix (answer, "\r\n"));
    }
  g_assert_cmpint (sl_imap_speaker_is_finished (speaker), ==, conversation->finished);
}

static void
test_greeting (void)
{
  g_autoptr (SlImapSpeaker) speaker = sl_imap_speaker_new (PASSWORD);
  g_autofree char *greeting = sl_imap_speaker_greet (speaker);

  g_assert_cmpstr (
      greeting, ==,
      "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] Storm Lantern practice ready.\r\n");
}

static void
test_endless_commands (void)
{
  g_autoptr (SlImapSpeaker) speaker = sl_imap_speaker_new (PASSWORD);
  guint answered = 0;

  while (!sl_imap_speaker_is_finished (speaker) && answered < 10000)
    {
      g_autofree char *answer = sl_imap_speaker_answer (speaker, SL_MAIL_ACT_HEALTHY, "a NOOP");

      g_assert_nonnull (answer);
      answered++;
    }
  g_assert_cmpuint (answered, <, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/imap/greeting", test_greeting);
  g_test_add_func ("/practice/imap/endless-commands", test_endless_commands);
  for (guint i = 0; i < G_N_ELEMENTS (conversations); i++)
    g_test_add_data_func (conversations[i].path, &conversations[i], test_conversation);
  return g_test_run ();
}
