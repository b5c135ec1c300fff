/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan.h"

#include <string.h>

#define FROM 1764000000
#define UNTIL 1764003600
/* RFC 8032, 7.1, the public key of the first test. */
#define KEY "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="

static void
test_notice_has_its_time (void)
{
  g_autoptr (SlOrganisation) organisation = sl_organisation_new ("Acme");
  const struct
  {
    gint64   now;
    gboolean is_shown;
    gint64   next_change;
  } cases[] = {
    { 0, FALSE, FROM },         { FROM - 1, FALSE, FROM }, { FROM, TRUE, UNTIL },
    { UNTIL - 1, TRUE, UNTIL }, { UNTIL, FALSE, 0 },       { G_MAXINT64, FALSE, 0 },
  };

  g_assert_false (sl_organisation_has_notice_at (NULL, FROM));
  g_assert_false (sl_organisation_has_notice_at (organisation, FROM));
  g_assert_cmpint (sl_organisation_get_next_change (organisation, FROM), ==, 0);
  organisation->notice = g_strdup ("We know.");
  organisation->notice_from = FROM;
  organisation->notice_until = UNTIL;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (sl_organisation_has_notice_at (organisation, cases[i].now), ==,
                       cases[i].is_shown);
      g_assert_cmpint (sl_organisation_get_next_change (organisation, cases[i].now), ==,
                       cases[i].next_change);
    }
}

static void
test_notice_on_one_line (void)
{
  g_autoptr (SlOrganisation) organisation = sl_organisation_new ("Acme");
  g_autofree char *whole = NULL;
  g_autofree char *cut = NULL;

  organisation->notice = g_strdup ("We know.\n\n Use the bridge:\tüber 4711.");
  whole = sl_organisation_make_notice_line (organisation, 80);
  cut = sl_organisation_make_notice_line (organisation, 17);
  g_assert_cmpstr (whole, ==, "Acme: We know. Use the bridge: über 4711.");
  g_assert_cmpstr (cut, ==, "Acme: We know. U…");
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *address;
    gboolean    is_valid;
  } cases[] = {
    { "https://example.org/plan.json", TRUE },
    { "HTTPS://example.org", TRUE },
    { "https://[2001:db8::1]:8443/a?b=c", TRUE },
    { "http://example.org/plan.json", FALSE },
    { "https://ann:secret@example.org/plan.json", FALSE },
    { "https://example.org/plan.json#part", FALSE },
    { "https:///plan.json", FALSE },
    { "file:///etc/passwd", FALSE },
    { "example.org", FALSE },
    { "https://example.org/\nx", FALSE },
    { "", FALSE },
    { NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (sl_organisation_address_is_valid (cases[i].address), ==, cases[i].is_valid);
}

static void
test_keys (void)
{
  g_assert_true (sl_organisation_key_is_valid (KEY));
  g_assert_false (sl_organisation_key_is_valid (NULL));
  g_assert_false (sl_organisation_key_is_valid (""));
  g_assert_false (sl_organisation_key_is_valid ("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURp="));
  g_assert_false (sl_organisation_key_is_valid ("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHUR=="));
  g_assert_false (sl_organisation_key_is_valid ("11qYAYKxCrfVS 7TyWQHOg7hcvPapiMlrwIaaPcHURo="));
}

static void
test_written_as_read (void)
{
  static const char text[]
      = "{\"practised\": {\"bridge\": \"2026-11-01T09:00:00Z\"},"
        " \"organisation_address\": \"https://example.org/plan.json\", \"organisation_key\": \"" KEY
        "\", \"organisation\": {\"name\": \"Acme\", \"key\": \"" KEY "\", \"colour\": \"red\","
        " \"notice\": {\"text\": \"We know.\\nUse the bridge.\", \"valid_from\": "
        "\"2026-11-24T09:00:00Z\","
        " \"valid_until\": \"2026-11-24T12:00:00Z\", \"url\": \"https://example.org/now\", "
        "\"mood\": 1}}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (text, -1, &error);
  g_autofree char *written = NULL;
  g_autoptr (SlPlan) again = NULL;
  g_autofree char      *rewritten = NULL;
  const SlOrganisation *organisation;

  g_assert_no_error (error);
  written = sl_plan_to_json (plan);
  again = sl_plan_new_from_json (written, -1, &error);
  g_assert_no_error (error);
  rewritten = sl_plan_to_json (again);
  g_assert_cmpstr (written, ==, rewritten);
  g_assert_nonnull (strstr (written, "\"colour\""));
  g_assert_nonnull (strstr (written, "\"mood\""));
  organisation = sl_plan_get_organisation (again);
  g_assert_cmpstr (organisation->name, ==, "Acme");
  g_assert_cmpstr (organisation->key, ==, KEY);
  g_assert_cmpstr (organisation->notice, ==, "We know.\nUse the bridge.");
  g_assert_cmpint (organisation->notice_until - organisation->notice_from, ==, 3 * 60 * 60);
  g_assert_cmpstr (organisation->notice_url, ==, "https://example.org/now");
  g_assert_cmpstr (sl_plan_get_organisation_address (again), ==, "https://example.org/plan.json");
  g_assert_cmpstr (sl_plan_get_organisation_key (again), ==, KEY);
  g_assert_cmpint (sl_plan_get_practised (again, "bridge"), ==, 1793523600);
}

static void
test_source_is_checked (void)
{
  g_autoptr (SlPlan) plan = sl_plan_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_plan_set_organisation_source (plan, "https://example.org/p", KEY, &error));
  g_assert_false (sl_plan_set_organisation_source (plan, "http://example.org/p", KEY, &error));
  g_assert_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE);
  g_assert_cmpstr (sl_plan_get_organisation_address (plan), ==, "https://example.org/p");
  g_assert_false (sl_plan_set_organisation_source (plan, "https://example.org/p", "x", NULL));
  g_assert_true (sl_plan_set_organisation_source (plan, NULL, NULL, NULL));
  g_assert_null (sl_plan_get_organisation_address (plan));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/organisation/notice-has-its-time", test_notice_has_its_time);
  g_test_add_func ("/core/organisation/notice-on-one-line", test_notice_on_one_line);
  g_test_add_func ("/core/organisation/addresses", test_addresses);
  g_test_add_func ("/core/organisation/keys", test_keys);
  g_test_add_func ("/core/organisation/written-as-read", test_written_as_read);
  g_test_add_func ("/core/organisation/source-is-checked", test_source_is_checked);
  return g_test_run ();
}
