/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verdict.h"

static char *
to_text (const SlVerdict *verdict)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, sl_verdict_to_json (verdict));
  return json_to_string (node, FALSE);
}

static void
test_new_verdict_has_no_holes (void)
{
  g_autoptr (SlVerdict) verdict = sl_verdict_new (SL_STATE_UNKNOWN, SL_CAUSE_UNKNOWN);
  g_autofree char *text = to_text (verdict);

  g_assert_cmpstr (text, ==,
                   "{\"state\":\"unknown\",\"cause\":\"unknown\",\"headline\":\"\",\"advice\":\"\","
                   "\"evidence\":[],\"confidence\":\"medium\",\"pending\":false}");
}

static void
test_json_has_the_documented_shape (void)
{
  g_autoptr (SlVerdict) verdict = sl_verdict_new (SL_STATE_OUTAGE, SL_CAUSE_PROVIDER_UNCONFIRMED);
  g_autofree char *text = NULL;

  g_free (verdict->headline);
  verdict->headline = g_strdup ("Down.");
  g_strfreev (verdict->evidence);
  verdict->evidence = g_strsplit ("One.|Two.", "|", -1);
  verdict->confidence = SL_CONFIDENCE_HIGH;
  verdict->pending = TRUE;
  verdict->row = 6;
  verdict->incident_url = g_strdup ("https://status.example.org/");
  text = to_text (verdict);
  g_assert_cmpstr (text, ==,
                   "{\"state\":\"outage\",\"cause\":\"provider-unconfirmed\","
                   "\"headline\":\"Down.\",\"advice\":\"\",\"evidence\":[\"One.\",\"Two.\"],"
                   "\"confidence\":\"high\",\"pending\":true}");
}

static void
test_last_reference_frees (void)
{
  SlVerdict *verdict = sl_verdict_new (SL_STATE_OK, SL_CAUSE_NONE);

  g_assert_true (sl_verdict_ref (verdict) == verdict);
  sl_verdict_unref (verdict);
  g_assert_cmpint (verdict->state, ==, SL_STATE_OK);
  sl_verdict_unref (verdict);
  sl_verdict_unref (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/verdict/new", test_new_verdict_has_no_holes);
  g_test_add_func ("/core/verdict/json", test_json_has_the_documented_shape);
  g_test_add_func ("/core/verdict/references", test_last_reference_frees);
  return g_test_run ();
}
