/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evidence.h"

#include <string.h>

static const char full_file[]
    = "{\"now\":\"2026-11-23T09:30:00Z\","
      "\"network\":{\"connectivity\":\"limited\",\"baseline\":\"unreachable\"},"
      "\"account\":{\"provider\":\"outlook\",\"last_success\":\"2026-11-23T10:55:00+02:00\","
      "\"secret_changed\":true,\"previous_state\":\"action-needed\",\"name\":\"Work\","
      "\"address\":\"ann@example.org\",\"provider_name\":\"Outlook\","
      "\"host\":\"mail.example.org\",\"signin\":false,\"sign_in\":\"oauth2\",\"app_password_only\":true,"
      "\"usual_ms\":900},"
      "\"checks\":[{\"time\":1795425300,\"kind\":\"door\",\"protocol\":\"smtp\","
      "\"outcome\":\"throttled\",\"stage\":\"greeting\",\"server_text\":\"slow down\","
      "\"retry_after_s\":600,\"total_ms\":1200},{\"outcome\":\"auth-rejected\"}],"
      "\"identity\":\"failing\","
      "\"feeds\":[{\"provider\":\"outlook\",\"feed\":\"one\",\"time\":\"2026-11-23T09:12:00Z\","
      "\"state\":\"partial-outage\",\"incident\":{\"title\":\"Sign-in\","
      "\"started\":\"2026-11-23T09:05:00Z\",\"url\":\"https://status.example.org/1\","
      "\"touches\":[\"identity\"]}}],"
      "\"others\":[{\"provider\":\"gmail\",\"outcome\":\"ok\",\"time\":\"2026-11-23T09:20:00Z\"}],"
      "\"something\":{\"from\":\"a newer version\"}}";

static SlEvidence *
read_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  SlEvidence *evidence = sl_evidence_new_from_json (text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (evidence);
  return evidence;
}

static void
assert_full (const SlEvidence *evidence)
{
  const SlCheckResult  *check = evidence->checks->pdata[0];
  const SlFeedSnapshot *feed = evidence->feeds->pdata[0];
  const SlOtherAccount *other = evidence->others->pdata[0];

  g_assert_cmpint (evidence->now, ==, 1795426200);
  g_assert_cmpint (evidence->connectivity, ==, SL_CONNECTIVITY_LIMITED);
  g_assert_cmpint (evidence->baseline, ==, SL_BASELINE_UNREACHABLE);
  g_assert_cmpint (evidence->identity, ==, SL_IDENTITY_FAILING);
  g_assert_cmpstr (evidence->provider, ==, "outlook");
  g_assert_cmpint (evidence->last_success, ==, 1795426200 - 35 * 60);
  g_assert_true (evidence->secret_changed);
  g_assert_true (evidence->app_password_only);
  g_assert_false (evidence->signin_configured);
  g_assert_cmpint (evidence->sign_in, ==, SL_SIGN_IN_OAUTH2);
  g_assert_cmpint (evidence->previous_state, ==, SL_STATE_ACTION_NEEDED);
  g_assert_cmpstr (evidence->account_name, ==, "Work");
  g_assert_cmpstr (evidence->host, ==, "mail.example.org");
  g_assert_cmpint (evidence->usual_total_ms, ==, 900);

  g_assert_cmpint (evidence->checks->len, ==, 2);
  g_assert_cmpint (check->time, ==, 1795425300);
  g_assert_cmpint (check->kind, ==, SL_CHECK_KIND_DOOR);
  g_assert_cmpint (check->protocol, ==, SL_PROTOCOL_SMTP);
  g_assert_cmpint (check->stage, ==, SL_STAGE_GREETING);
  g_assert_cmpuint (check->retry_after_seconds, ==, 600);
  g_assert_cmpint (check->timings_ms[SL_STAGE_DONE], ==, 1200);

  g_assert_cmpint (feed->state, ==, SL_HEALTH_PARTIAL_OUTAGE);
  g_assert_cmpint (feed->incident_touches, ==, SL_TOUCHES_IDENTITY);
  g_assert_cmpstr (feed->incident_title, ==, "Sign-in");
  g_assert_cmpstr (feed->feed, ==, "one");
  g_assert_cmpstr (other->provider, ==, "gmail");
  g_assert_cmpint (other->outcome, ==, SL_OUTCOME_OK);
}

static void
test_every_member_is_read_and_written (void)
{
  g_autoptr (SlEvidence) evidence = read_good (full_file);
  g_autoptr (SlEvidence) again = NULL;
  g_autofree char *text = sl_evidence_to_json (evidence);

  assert_full (evidence);
  again = read_good (text);
  assert_full (again);
}

static void
test_absent_is_unknown (void)
{
  g_autoptr (SlEvidence) evidence = read_good (
      "{\"now\":null,\"checks\":[{\"kind\":\"door\"},{}],\"feeds\":[{}],\"others\":[{}]}");
  const SlFeedSnapshot *feed = evidence->feeds->pdata[0];

  g_assert_cmpint (evidence->now, ==, 0);
  g_assert_cmpint (evidence->connectivity, ==, SL_CONNECTIVITY_UNKNOWN);
  g_assert_cmpint (evidence->previous_state, ==, SL_STATE_UNKNOWN);
  g_assert_cmpint (evidence->checks->len, ==, 0);
  g_assert_cmpint (evidence->others->len, ==, 0);
  g_assert_cmpint (feed->state, ==, SL_HEALTH_UNKNOWN);
  g_assert_false (evidence->signin_configured);
}

static const struct
{
  const char *text;
  const char *named; /* what the error must name */
  int         code;
} bad_files[] = {
  { "", "empty", SL_EVIDENCE_ERROR_SYNTAX },
  { "[]", "curly", SL_EVIDENCE_ERROR_SYNTAX },
  { "null", "curly", SL_EVIDENCE_ERROR_SYNTAX },
  { "{\"now\":", "line", SL_EVIDENCE_ERROR_SYNTAX },
  { "{\"now\":\"\xff\"}", "UTF-8", SL_EVIDENCE_ERROR_SYNTAX },
  { "{\"now\":\"monday\"}", "now ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"now\":-5}", "now ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"now\":253402300800}", "now ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"now\":true}", "now ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"now\":{}}", "now ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"network\":\"full\"}", "network ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"network\":{\"connectivity\":\"good\"}}", "network.connectivity is “good”",
    SL_EVIDENCE_ERROR_VALUE },
  { "{\"network\":{\"baseline\":1}}", "network.baseline ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"account\":[]}", "account ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"account\":{\"secret_changed\":\"yes\"}}", "account.secret_changed ",
    SL_EVIDENCE_ERROR_VALUE },
  { "{\"account\":{\"signin\":1}}", "account.signin ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"account\":{\"previous_state\":\"broken\"}}", "account.previous_state ",
    SL_EVIDENCE_ERROR_VALUE },
  { "{\"account\":{\"usual_ms\":-1}}", "account.usual_ms ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"account\":{\"provider\":\"a\\u0007b\"}}", "account.provider ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"checks\":{}}", "checks ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"checks\":[{},7]}", "checks[1] ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"checks\":[{\"outcome\":\"ok\"},{\"outcome\":\"fine\"}]}", "checks[1].outcome is “fine”",
    SL_EVIDENCE_ERROR_VALUE },
  { "{\"checks\":[{\"kind\":\"window\"}]}", "checks[0].kind ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"checks\":[{\"retry_after_s\":1.5}]}", "checks[0].retry_after_s ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"checks\":[{\"total_ms\":3000000000}]}", "checks[0].total_ms ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"identity\":[]}", "identity ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"feeds\":[{\"state\":\"green\"}]}", "feeds[0].state ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"feeds\":[{\"incident\":3}]}", "feeds[0].incident ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"feeds\":[{\"incident\":{\"started\":\"x\"}}]}", "feeds[0].incident.started ",
    SL_EVIDENCE_ERROR_VALUE },
  { "{\"feeds\":[{\"incident\":{\"touches\":\"mail\"}}]}", "feeds[0].incident.touches ",
    SL_EVIDENCE_ERROR_VALUE },
  { "{\"feeds\":[{\"incident\":{\"touches\":[\"mail\",\"phone\"]}}]}",
    "feeds[0].incident.touches[1] ", SL_EVIDENCE_ERROR_VALUE },
  { "{\"others\":[{\"outcome\":5}]}", "others[0].outcome ", SL_EVIDENCE_ERROR_VALUE },
};

static void
assert_refused (const char *text, gssize length, const char *named, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlEvidence) evidence = sl_evidence_new_from_json (text, length, &error);

  g_assert_null (evidence);
  g_assert_error (error, SL_EVIDENCE_ERROR, code);
  g_assert_null (strchr (error->message, '\n'));
  if (strstr (error->message, named) == NULL)
    g_error ("“%s” does not name “%s”", error->message, named);
}

static void
test_errors_name_the_member (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_files); i++)
    assert_refused (bad_files[i].text, -1, bad_files[i].named, bad_files[i].code);
}

static void
test_hostile_sizes_are_refused (void)
{
  g_autofree char *brackets = g_strnfill (200000, '[');
  g_autofree char *spaces = g_strnfill (SL_EVIDENCE_MAX_BYTES + 1, ' ');
  g_autoptr (GString) objects = g_string_new (NULL);
  g_autoptr (GString) checks = g_string_new ("{\"checks\":[");

  for (int i = 0; i < 100000; i++)
    g_string_append (objects, "{\"a\":");
  for (int i = 0; i < 5000; i++)
    g_string_append (checks, "{},");
  g_string_append (checks, "{}]}");
  assert_refused (brackets, -1, "brackets", SL_EVIDENCE_ERROR_SYNTAX);
  assert_refused (objects->str, -1, "brackets", SL_EVIDENCE_ERROR_SYNTAX);
  assert_refused (spaces, -1, "larger", SL_EVIDENCE_ERROR_SIZE);
  assert_refused (checks->str, -1, "checks ", SL_EVIDENCE_ERROR_VALUE);
}

static void
test_every_cut_is_survived (void)
{
  for (gsize length = 0; length < strlen (full_file); length++)
    {
      g_autofree char *part = g_memdup2 (full_file, MAX (length, 1));
      g_autoptr (GError) error = NULL;
      g_autoptr (SlEvidence) evidence = sl_evidence_new_from_json (part, length, &error);

      g_assert_null (evidence);
      g_assert_error (error, SL_EVIDENCE_ERROR, SL_EVIDENCE_ERROR_SYNTAX);
    }
}

/* The service may hold more than a file takes; the newest are kept. */
static void
test_long_history_is_cut_at_the_old_end (void)
{
  g_autoptr (SlEvidence) evidence = sl_evidence_new ();
  g_autoptr (SlEvidence) again = NULL;
  g_autofree char *text = NULL;

  for (int i = 1; i <= 3000; i++)
    {
      g_autoptr (SlCheckResult) result = sl_check_result_new (SL_CHECK_KIND_DOOR, SL_PROTOCOL_IMAP,
                                                              SL_OUTCOME_OK, SL_STAGE_DONE);

      result->time = i;
      sl_evidence_add_check (evidence, result);
    }
  text = sl_evidence_to_json (evidence);
  again = read_good (text);
  g_assert_cmpint (again->checks->len, <, 3000);
  g_assert_cmpint (((SlCheckResult *) again->checks->pdata[again->checks->len - 1])->time, ==,
                   3000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/evidence/round-trip", test_every_member_is_read_and_written);
  g_test_add_func ("/core/evidence/absent", test_absent_is_unknown);
  g_test_add_func ("/core/evidence/errors", test_errors_name_the_member);
  g_test_add_func ("/core/evidence/hostile-sizes", test_hostile_sizes_are_refused);
  g_test_add_func ("/core/evidence/cut", test_every_cut_is_survived);
  g_test_add_func ("/core/evidence/long-history", test_long_history_is_cut_at_the_old_end);
  return g_test_run ();
}
