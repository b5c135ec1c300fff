/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notice-words.h"

#include <string.h>

#define NOON 1800000000

/* One transition and what the user reads. */
typedef struct
{
  const char     *path;
  SlState         from;
  SlState         to;
  const char     *headline;
  const char     *advice;
  gint64          trouble_since;
  gint64          lag_seconds;
  gboolean        urgent;
  gboolean        practice;
  const char     *title;
  const char     *body; /* what it must hold */
  const char     *not_in_body;
  SlNoticeUrgency urgency;
} Row;

static const Row rows[] = {
  { "/service/notice/outage-names-the-channel", SL_STATE_OK, SL_STATE_OUTAGE, "Mail is down.",
    "It is not you.", 0, -1, FALSE, FALSE, "Mail is down.", "Use: Bridge. It is not you.", NULL,
    SL_NOTICE_NORMAL },
  { "/service/notice/important-is-urgent", SL_STATE_OK, SL_STATE_OUTAGE, "Mail is down.", "", 0, -1,
    TRUE, FALSE, "Mail is down.", "Use: Bridge.", NULL, SL_NOTICE_URGENT },
  { "/service/notice/refused-password-names-no-channel", SL_STATE_OK, SL_STATE_ACTION_NEEDED,
    "Refused.", "Enter the new one.", 0, -1, FALSE, FALSE, "Refused.", "Enter the new one.",
    "Use:", SL_NOTICE_NORMAL },
  { "/service/notice/degraded-is-calm", SL_STATE_OK, SL_STATE_DEGRADED, "Slow.", "The server.", 0,
    -1, FALSE, FALSE, "Slow.", "The server.", "Use:", SL_NOTICE_LOW },
  { "/service/notice/recovery-tells-how-long", SL_STATE_OUTAGE, SL_STATE_OK, "Fine.", "",
    NOON - 47 * 60, 31 * 60, FALSE, FALSE, "Work works again.", "47 minutes",
    "Use:", SL_NOTICE_LOW },
  { "/service/notice/practice-says-so", SL_STATE_OK, SL_STATE_OUTAGE, "Mail is down.", "", 0, -1,
    FALSE, TRUE, "Practice: Mail is down.", "Use: Bridge.", NULL, SL_NOTICE_NORMAL },
  { "/service/notice/practice-recovery-says-so", SL_STATE_OUTAGE, SL_STATE_OK, "Fine.", "",
    NOON - 60, -1, FALSE, TRUE, "Practice: Work works again.", "1 minute", NULL, SL_NOTICE_LOW },
};

static SlPlan *
create_plan (void)
{
  SlPlan *plan = sl_plan_new ();
  g_autoptr (SlAccount) account = sl_account_new ("work", "Work");
  g_autoptr (SlChannel) channel
      = sl_channel_new ("bridge", "Bridge", SL_CHANNEL_PHONE, "tel:+1-202-555-0100");
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (account->servers, sl_server_new (SL_PROTOCOL_IMAP, SL_SECURITY_TLS,
                                                    "imap.example.org", 993, "ann"));
  sl_plan_set_channel (plan, channel, &error);
  g_assert_no_error (error);
  sl_plan_set_account (plan, account, &error);
  g_assert_no_error (error);
  return plan;
}

static SlNoticeWords *
say (const Row *row, SlPlan *plan, const char *advice, const char *const *names)
{
  g_autoptr (SlVerdict) verdict = sl_verdict_new (row->to, SL_CAUSE_PROVIDER);
  g_autoptr (SlTransition) transition = NULL;
  g_autoptr (SlAccountStatus) status = NULL;
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new ();
  SlNoticeWords *words;

  g_free (verdict->headline);
  verdict->headline = g_strdup (row->headline);
  g_free (verdict->advice);
  verdict->advice = g_strdup (advice);
  transition = sl_transition_new ("work", "Work", row->from, verdict);
  transition->time = NOON;
  transition->trouble_since = row->trouble_since;
  transition->provider_lag_seconds = row->lag_seconds;
  transition->urgent = row->urgent;
  status = sl_account_status_new ("work", "Work", verdict);
  words = sl_notice_words_new (transition, status, plan, catalogue, names, NULL);
  if (row->practice)
    sl_notice_words_mark (words);
  return words;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (SlPlan) plan = create_plan ();
  g_autoptr (SlNoticeWords) words = say (row, plan, row->advice, NULL);

  g_assert_cmpstr (words->title, ==, row->title);
  if (strstr (words->body, row->body) == NULL)
    g_error ("“%s” lacks “%s”", words->body, row->body);
  g_assert_true (row->not_in_body == NULL || strstr (words->body, row->not_in_body) == NULL);
  g_assert_cmpint (words->urgency, ==, row->urgency);
}

static void
test_troubled_channel_gives_way (void)
{
  static const char *const troubled[] = { "chat", NULL };
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (
      "{\"version\":1,\"accounts\":[{\"id\":\"work\",\"name\":\"Work\"}],\"channels\":["
      "{\"id\":\"team\",\"name\":\"Team\",\"kind\":\"chat\",\"address\":\"chat:team\"},"
      "{\"id\":\"bridge\",\"name\":\"Bridge\",\"kind\":\"phone\",\"address\":\"tel:+12025550100\"}]"
      "}",
      -1, NULL);
  g_autoptr (SlProvider) chat = sl_provider_new_from_json (
      "chat", "{\"name\":\"Chat\",\"kinds\":[\"chat\"],\"address_patterns\":[\"chat:*\"]}", -1,
      NULL);
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new ();
  g_autoptr (SlVerdict) verdict = sl_verdict_new (SL_STATE_OUTAGE, SL_CAUSE_PROVIDER);
  g_autoptr (SlTransition) transition = sl_transition_new ("work", "Work", SL_STATE_OK, verdict);
  g_autoptr (SlNoticeWords) calm = NULL;
  g_autoptr (SlNoticeWords) stormy = NULL;

  g_assert_nonnull (plan);
  sl_provider_catalogue_add (catalogue, chat);
  calm = sl_notice_words_new (transition, NULL, plan, catalogue, NULL, NULL);
  stormy = sl_notice_words_new (transition, NULL, plan, catalogue, NULL, troubled);
  g_assert_true (g_str_has_prefix (calm->body, "Use: Team."));
  g_assert_true (g_str_has_prefix (stormy->body, "Use: Bridge."));
}

static void
test_long_advice (void)
{
  g_autoptr (SlPlan) plan = create_plan ();
  g_autoptr (GString) advice = g_string_new (NULL);
  g_autoptr (SlNoticeWords) words = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append (advice, "Größe ");
  words = say (&rows[0], plan, advice->str, NULL);
  g_assert_true (g_utf8_validate (words->body, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (words->body, -1), <=, SL_NOTICE_MAX_BODY_CHARACTERS);
  g_assert_true (g_str_has_prefix (words->body, "Use: Bridge. Größe "));
  g_assert_true (g_str_has_suffix (words->body, "…"));
}

static void
test_several_accounts (void)
{
  static const char *const names[] = { "Work", "Private", NULL };
  g_autoptr (SlPlan) plan = create_plan ();
  g_autoptr (SlNoticeWords) outage = say (&rows[0], plan, rows[0].advice, names);
  g_autoptr (SlNoticeWords) recovery = say (&rows[4], plan, rows[4].advice, names);

  g_assert_cmpstr (outage->body, ==, "Use: Bridge. Accounts: Work, Private. It is not you.");
  g_assert_cmpstr (outage->action_label, ==, "Show what to do");
  g_assert_true (g_str_has_prefix (recovery->body, "Accounts: Work, Private. "));
  g_assert_cmpstr (recovery->action_label, ==, "Show details");
}

/* The provider was well all the time; what was broken, and works again, is the account. */
static void
test_new_password_is_no_recovery_of_the_provider (void)
{
  g_autoptr (SlPlan) plan = create_plan ();
  g_autoptr (SlVerdict) verdict = sl_verdict_new (SL_STATE_OK, SL_CAUSE_NONE);
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new ();
  g_autoptr (SlAccountStatus) status = sl_account_status_new ("work", "Work", verdict);
  static const struct
  {
    SlState     from;
    const char *title;
  } cases[] = {
    { SL_STATE_ACTION_NEEDED, "Work works again." },
    { SL_STATE_OUTAGE, "Example Mail works again." },
  };

  status->provider_name = g_strdup ("Example Mail");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlTransition) transition
          = sl_transition_new ("work", "Work", cases[i].from, verdict);
      g_autoptr (SlNoticeWords) words = NULL;

      transition->time = NOON;
      transition->trouble_since = NOON - 60;
      words = sl_notice_words_new (transition, status, plan, catalogue, NULL, NULL);
      g_assert_cmpstr (words->title, ==, cases[i].title);
    }
}

/* However many there are, the way round has its place. */
static void
test_very_many_accounts (void)
{
  const char *names[101] = { NULL };
  g_autoptr (SlPlan) plan = create_plan ();
  g_autoptr (SlNoticeWords) words = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) - 1; i++)
    names[i] = "Postfach";
  words = say (&rows[0], plan, "It is not you.", names);
  g_assert_cmpint (g_utf8_strlen (words->body, -1), <=, SL_NOTICE_MAX_BODY_CHARACTERS);
  g_assert_true (g_str_has_prefix (words->body, "Use: Bridge. Accounts: Postfach, "));
  g_assert_true (g_str_has_suffix (words->body, "… It is not you."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_test_add_data_func (rows[i].path, &rows[i], test_row);
  g_test_add_func ("/service/notice/long-advice-gives-way", test_long_advice);
  g_test_add_func ("/service/notice/troubled-channel-gives-way", test_troubled_channel_gives_way);
  g_test_add_func ("/service/notice/several-accounts", test_several_accounts);
  g_test_add_func ("/service/notice/new-password",
                   test_new_password_is_no_recovery_of_the_provider);
  g_test_add_func ("/service/notice/very-many-accounts", test_very_many_accounts);
  return g_test_run ();
}
