/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis.h"

#include "enums.h"

#include <string.h>

/* Every file of tests/data/evidence is a test: what is known ("evidence") and what must be said
 * ("expect"), with the truth it stands for ("about"). */

#define LAST_ROW 15
#define N_RANDOM_EVIDENCES 20000

static gboolean rows_seen[LAST_ROW + 1];

static char *
read_case (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static JsonObject *
read_expectation (JsonParser *parser, const char *text)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)),
                                        "expect");
}

static void
assert_words_match (JsonObject *expected, const char *member, const char *words)
{
  const char *pattern = json_object_get_string_member_with_default (expected, member, NULL);

  if (pattern != NULL && !g_regex_match_simple (pattern, words, 0, 0))
    g_error ("%s “%s” does not match “%s”", member, words, pattern);
}

static void
assert_words_absent (JsonObject *expected, const SlVerdict *verdict)
{
  const char      *pattern = json_object_get_string_member_with_default (expected, "never", NULL);
  g_autofree char *words = g_strdup_printf ("%s %s", verdict->headline, verdict->advice);

  if (pattern != NULL && g_regex_match_simple (pattern, words, 0, 0))
    g_error ("“%s” must not say “%s”", words, pattern);
}

/* One of its sentences. */
static void
assert_evidence_says (JsonObject *expected, const SlVerdict *verdict)
{
  g_autofree char *lines = g_strjoinv ("\n", verdict->evidence);

  assert_words_match (expected, "says", lines);
}

static void
assert_words_are_sound (const SlVerdict *verdict)
{
  g_assert_nonnull (verdict->headline);
  g_assert_cmpstr (verdict->headline, !=, "");
  g_assert_false (g_ascii_isspace (*verdict->headline));
  g_assert_nonnull (verdict->advice);
  g_assert_nonnull (verdict->evidence);
  g_assert_true (g_utf8_validate (verdict->headline, -1, NULL));
  g_assert_true (g_utf8_validate (verdict->advice, -1, NULL));
  g_assert_null (strchr (verdict->headline, '\n'));
  g_assert_null (strchr (verdict->advice, '\n'));
  for (gsize i = 0; verdict->evidence[i] != NULL; i++)
    g_assert_cmpstr (verdict->evidence[i], !=, "");
}

static void
assert_as_expected (JsonObject *expected, const SlVerdict *verdict)
{
  const char *confidence
      = json_object_get_string_member_with_default (expected, "confidence", NULL);
  const char *url = json_object_get_string_member_with_default (expected, "url", NULL);

  g_assert_cmpstr (sl_state_to_nick (verdict->state), ==,
                   json_object_get_string_member (expected, "state"));
  g_assert_cmpstr (sl_cause_to_nick (verdict->cause), ==,
                   json_object_get_string_member (expected, "cause"));
  g_assert_cmpint (verdict->pending, ==, json_object_get_boolean_member (expected, "pending"));
  g_assert_cmpint (verdict->row, ==, json_object_get_int_member (expected, "row"));
  if (confidence != NULL)
    g_assert_cmpstr (sl_enum_to_nick (SL_TYPE_CONFIDENCE, verdict->confidence), ==, confidence);
  if (url != NULL)
    g_assert_cmpstr (verdict->incident_url, ==, url);
  assert_words_match (expected, "headline", verdict->headline);
  assert_words_match (expected, "advice", verdict->advice);
  assert_words_absent (expected, verdict);
  assert_evidence_says (expected, verdict);
}

static char *
verdict_to_text (const SlVerdict *verdict)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, sl_verdict_to_json (verdict));
  return json_to_string (node, FALSE);
}

/* What was written for a bug report gives the same verdict as what was seen. */
static void
assert_survives_the_file (const SlEvidence *evidence, const SlVerdict *verdict)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = sl_evidence_to_json (evidence);
  g_autoptr (SlEvidence) again = sl_evidence_new_from_json (file, -1, &error);
  g_autoptr (SlVerdict) verdict_again = NULL;
  g_autofree char *first = verdict_to_text (verdict);
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  verdict_again = sl_diagnose (again);
  second = verdict_to_text (verdict_again);
  g_assert_cmpstr (first, ==, second);
}

static void
test_case (gconstpointer path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_case (path);
  g_autoptr (SlEvidence) evidence = sl_evidence_new_from_json (text, -1, &error);
  g_autoptr (SlVerdict) verdict = NULL;

  g_assert_no_error (error);
  verdict = sl_diagnose (evidence);
  assert_words_are_sound (verdict);
  g_assert_null (strchr (verdict->headline, '%'));
  g_assert_null (strchr (verdict->advice, '%'));
  assert_as_expected (read_expectation (parser, text), verdict);
  assert_survives_the_file (evidence, verdict);
}

static void
add_cases (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "evidence", NULL);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (directory);
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *test = g_strdup_printf ("/core/diagnosis/%s", name);

      if (!g_str_has_suffix (name, ".json"))
        continue;
      /* A name begins with the number of its row. */
      rows_seen[MIN (g_ascii_strtoull (name, NULL, 10), LAST_ROW)] = TRUE;
      g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_case, g_free);
    }
}

static void
test_every_row_has_a_case (void)
{
  for (guint row = 0; row <= LAST_ROW; row++)
    g_assert_true (rows_seen[row]);
}

static const char *
pick (const char *first, const char *second)
{
  return g_test_rand_bit () ? first : g_test_rand_bit () ? second : NULL;
}

static gint64
random_moment (gint64 now)
{
  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      return 0;
    case 1:
      return now - g_test_rand_int_range (0, 100 * 24 * 3600);
    case 2:
      return G_GINT64_CONSTANT (253402300799) - g_test_rand_int_range (0, 1000);
    default:
      return now - g_test_rand_int_range (0, 4 * 3600);
    }
}

static void
add_random_check (SlEvidence *evidence)
{
  g_autoptr (SlCheckResult) result = sl_check_result_new (
      g_test_rand_int_range (0, SL_CHECK_KIND_SIGNIN + 1),
      g_test_rand_int_range (0, SL_PROTOCOL_HTTPS + 1),
      g_test_rand_int_range (0, SL_OUTCOME_CANCELLED + 1), g_test_rand_int_range (0, SL_N_STAGES));

  result->time = random_moment (evidence->now);
  result->retry_after_seconds = g_test_rand_bit () ? (guint) g_test_rand_int () : 0;
  result->server_text = g_strdup (pick ("\x1b[31m%s\n\xff nonsense", "try later"));
  result->timings_ms[SL_STAGE_DONE] = g_test_rand_int_range (-1, 90000);
  sl_evidence_add_check (evidence, result);
}

static void
add_random_feed (SlEvidence *evidence)
{
  SlFeedSnapshot *snapshot
      = sl_feed_snapshot_new (pick ("outlook", "gmail"), random_moment (evidence->now),
                              g_test_rand_int_range (0, SL_HEALTH_MAJOR_OUTAGE + 1));

  snapshot->feed = g_strdup (pick ("one", "two"));
  snapshot->incident_title = g_strdup (pick ("100 %s of users\nare \xc3\x28 affected", ""));
  snapshot->incident_started = random_moment (evidence->now);
  snapshot->incident_url = g_strdup (pick ("https://status.example.org/", "javascript:alert(1)"));
  snapshot->incident_touches = g_test_rand_int_range (0, 4);
  sl_evidence_add_feed (evidence, snapshot);
}

static SlEvidence *
random_evidence (void)
{
  SlEvidence *evidence = sl_evidence_new ();

  evidence->now = g_test_rand_bit () ? 1795426200 : 0;
  evidence->connectivity = g_test_rand_int_range (0, SL_CONNECTIVITY_FULL + 1);
  evidence->baseline = g_test_rand_int_range (0, SL_BASELINE_UNREACHABLE + 1);
  evidence->identity = g_test_rand_int_range (0, SL_IDENTITY_FAILING + 1);
  evidence->account_name = g_strdup (pick ("Work", "\u202e\u202c \t"));
  evidence->address = g_strdup (pick ("ann@example.org", "%s%n\r\n"));
  evidence->provider = g_strdup (pick ("outlook", "gmail"));
  evidence->provider_name = g_strdup (pick ("Outlook", "\xff\xfe"));
  evidence->host = g_strdup (pick ("mail.example.org", ""));
  evidence->signin_configured = g_test_rand_bit ();
  evidence->app_password_only = g_test_rand_bit ();
  evidence->last_success = random_moment (evidence->now);
  evidence->secret_changed = g_test_rand_bit ();
  evidence->previous_state = g_test_rand_int_range (0, SL_STATE_OUTAGE + 1);
  evidence->state_since = random_moment (evidence->now);
  evidence->usual_total_ms = g_test_rand_int_range (0, 5000);
  for (int i = g_test_rand_int_range (0, 8); i > 0; i--)
    add_random_check (evidence);
  for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
    add_random_feed (evidence);
  for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
    sl_evidence_add_other (evidence, pick ("outlook", "gmail"),
                           g_test_rand_int_range (0, SL_OUTCOME_CANCELLED + 1),
                           random_moment (evidence->now));
  return evidence;
}

/* Promises that hold whatever the evidence. */
static void
assert_keeps_its_promises (const SlVerdict *verdict)
{
  assert_words_are_sound (verdict);
  g_assert_cmpint (verdict->row, <=, LAST_ROW);
  g_assert_cmpint (verdict->state, !=, SL_STATE_PAUSED);
  g_assert_cmpint (verdict->pending, ==, verdict->row == LAST_ROW);
  if (verdict->incident_url != NULL)
    g_assert_true (g_str_has_prefix (verdict->incident_url, "https://"));
  if (!verdict->pending && verdict->state == SL_STATE_OK)
    g_assert_cmpint (verdict->cause, ==, SL_CAUSE_NONE);
  if (!verdict->pending && verdict->state == SL_STATE_OUTAGE)
    g_assert_true (verdict->cause == SL_CAUSE_PROVIDER
                   || verdict->cause == SL_CAUSE_PROVIDER_UNCONFIRMED);
  /* We never vouch for a provider. */
  g_assert_null (strstr (verdict->advice, "is fine"));
}

static void
test_same_evidence_same_verdict (void)
{
  for (int i = 0; i < N_RANDOM_EVIDENCES; i++)
    {
      g_autoptr (SlEvidence) evidence = random_evidence ();
      g_autoptr (SlVerdict) first = sl_diagnose (evidence);
      g_autoptr (SlVerdict) second = sl_diagnose (evidence);
      g_autofree char *first_text = verdict_to_text (first);
      g_autofree char *second_text = verdict_to_text (second);

      assert_keeps_its_promises (first);
      g_assert_cmpstr (first_text, ==, second_text);
      g_assert_cmpint (first->row, ==, second->row);
    }
}

/* "Unknown never confirms, never clears": a reading that says nothing changes nothing. */
static void
test_silent_feed_changes_nothing (void)
{
  for (int i = 0; i < N_RANDOM_EVIDENCES / 4; i++)
    {
      g_autoptr (SlEvidence) evidence = random_evidence ();
      g_autoptr (SlVerdict) before = NULL;
      g_autoptr (SlVerdict) after = NULL;

      /* Without a feed at all the sentence about the page differs, not the verdict. */
      evidence->now = 1795426200;
      before = sl_diagnose (evidence);
      sl_evidence_add_feed (evidence,
                            sl_feed_snapshot_new ("outlook", evidence->now, SL_HEALTH_UNKNOWN));
      after = sl_diagnose (evidence);
      g_assert_cmpint (before->state, ==, after->state);
      g_assert_cmpint (before->cause, ==, after->cause);
      g_assert_cmpint (before->row, ==, after->row);
      g_assert_cmpint (before->pending, ==, after->pending);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases ();
  g_test_add_func ("/core/diagnosis/~every-row-has-a-case", test_every_row_has_a_case);
  g_test_add_func ("/core/diagnosis/~same-evidence-same-verdict", test_same_evidence_same_verdict);
  g_test_add_func ("/core/diagnosis/~silent-feed-changes-nothing",
                   test_silent_feed_changes_nothing);
  return g_test_run ();
}
