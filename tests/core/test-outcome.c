/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outcome.h"

#include <string.h>

#define N_OUTCOMES (SL_OUTCOME_CANCELLED + 1)

/* The words of scripts and files, in the order of the table; they never change. */
static const char *const words[] = {
  "ok",
  "slow",
  "offline",
  "captive-portal",
  "proxy-failed",
  "dns-not-found",
  "dns-failed",
  "connection-refused",
  "connection-timeout",
  "connection-reset",
  "tls-failed",
  "certificate-expired",
  "certificate-untrusted",
  "certificate-hostname",
  "certificate-revoked",
  "certificate-changed",
  "greeting-missing",
  "greeting-rejected",
  "starttls-missing",
  "protocol-error",
  "server-moved",
  "auth-unavailable",
  "auth-rejected",
  "auth-expired",
  "auth-needs-app-password",
  "auth-needs-web-login",
  "auth-disabled",
  "auth-method-disabled",
  "auth-needs-online-account",
  "token-rejected",
  "token-unavailable",
  "throttled",
  "too-many-connections",
  "mailbox-unavailable",
  "mailbox-refused",
  "over-quota",
  "timeout",
  "cancelled",
};

static void
test_words_are_stable (void)
{
  g_assert_cmpint (G_N_ELEMENTS (words), ==, N_OUTCOMES);
  for (int outcome = 0; outcome < N_OUTCOMES; outcome++)
    {
      SlOutcome back;

      g_assert_cmpstr (sl_outcome_to_nick (outcome), ==, words[outcome]);
      g_assert_true (sl_outcome_from_nick (words[outcome], &back));
      g_assert_cmpint (back, ==, outcome);
    }
}

static void
test_table_is_complete (void)
{
  for (int outcome = 0; outcome < N_OUTCOMES; outcome++)
    {
      const SlOutcomeInfo *info = sl_outcome_get_info (outcome);

      g_assert_cmpint (info->outcome, ==, outcome);
      g_assert_true (g_str_has_suffix (info->text, "."));
      g_assert_cmpstr (sl_outcome_get_text (outcome), !=, "");
      g_assert_true (g_str_has_prefix (info->icon_name, "stormlantern-"));
      g_assert_true (g_str_has_suffix (info->icon_name, "-symbolic"));
    }
}

/* A refused credential must not be tried again by itself; and what was not refused may be. */
static void
test_refused_waits_for_the_user (void)
{
  for (int outcome = 0; outcome < N_OUTCOMES; outcome++)
    {
      const SlOutcomeInfo *info = sl_outcome_get_info (outcome);
      gboolean waits = info->retry == SL_RETRY_NEW_SECRET || info->retry == SL_RETRY_USER;

      g_assert_cmpint (info->refused, ==, waits);
      if (info->refused)
        g_assert_cmpint (info->cause, ==, SL_CAUSE_CREDENTIAL);
      if (info->door)
        g_assert_false (info->refused);
    }
}

/* "Temporary authentication failure" and server errors are never a reason to ask for a password. */
static void
test_their_outage_is_not_your_password (void)
{
  static const SlOutcome theirs[] = { SL_OUTCOME_AUTH_UNAVAILABLE, SL_OUTCOME_TOKEN_UNAVAILABLE,
                                      SL_OUTCOME_MAILBOX_UNAVAILABLE };

  for (gsize i = 0; i < G_N_ELEMENTS (theirs); i++)
    {
      const SlOutcomeInfo *info = sl_outcome_get_info (theirs[i]);

      g_assert_false (info->refused);
      g_assert_cmpint (info->retry, ==, SL_RETRY_BACK_OFF);
      g_assert_cmpint (info->cause, ==, SL_CAUSE_PROVIDER_UNCONFIRMED);
    }
}

static void
test_unknown_words_are_refused (void)
{
  SlOutcome outcome = SL_OUTCOME_THROTTLED;

  g_assert_false (sl_outcome_from_nick ("OK", &outcome));
  g_assert_false (sl_outcome_from_nick ("", &outcome));
  g_assert_false (sl_outcome_from_nick (NULL, &outcome));
  g_assert_cmpint (outcome, ==, SL_OUTCOME_THROTTLED);
}

static void
test_only_two_are_good (void)
{
  for (int outcome = 0; outcome < N_OUTCOMES; outcome++)
    g_assert_cmpint (sl_outcome_is_good (outcome), ==,
                     outcome == SL_OUTCOME_OK || outcome == SL_OUTCOME_SLOW);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/outcome/words", test_words_are_stable);
  g_test_add_func ("/core/outcome/table", test_table_is_complete);
  g_test_add_func ("/core/outcome/refused", test_refused_waits_for_the_user);
  g_test_add_func ("/core/outcome/theirs", test_their_outage_is_not_your_password);
  g_test_add_func ("/core/outcome/unknown-words", test_unknown_words_are_refused);
  g_test_add_func ("/core/outcome/good", test_only_two_are_good);
  return g_test_run ();
}
