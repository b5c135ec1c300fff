/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-result.h"

static char *
to_text (const SlCheckResult *result)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, sl_check_result_to_json (result));
  return json_to_string (node, FALSE);
}

/* Scripts rely on every member being there, in this shape. */
static void
test_json_of_a_refusal (void)
{
  g_autoptr (SlCheckResult) result = sl_check_result_new (
      SL_CHECK_KIND_SIGNIN, SL_PROTOCOL_IMAP, SL_OUTCOME_AUTH_REJECTED, SL_STAGE_AUTHENTICATION);
  g_autofree char *text = NULL;

  result->response_code = g_strdup ("AUTHENTICATIONFAILED");
  result->server_text = g_strdup ("Invalid credentials");
  result->retry_after_seconds = 30;
  result->mechanism = g_strdup ("PLAIN");
  result->timings_ms[SL_STAGE_DNS] = 0;
  result->timings_ms[SL_STAGE_CONNECT] = 12;
  result->timings_ms[SL_STAGE_TLS] = 30;
  result->timings_ms[SL_STAGE_GREETING] = 11;
  result->timings_ms[SL_STAGE_AUTHENTICATION] = 400;
  result->timings_ms[SL_STAGE_DONE] = 453;
  result->address = g_strdup ("2001:db8::1");
  result->tls_version = g_strdup ("TLS 1.3");
  text = to_text (result);
  g_assert_cmpstr (text, ==,
                   "{\"outcome\":\"auth-rejected\",\"stage\":\"authentication\","
                   "\"response_code\":\"AUTHENTICATIONFAILED\","
                   "\"server_text\":\"Invalid credentials\",\"retry_after_s\":30,"
                   "\"mechanism\":\"PLAIN\",\"pipelined\":false,"
                   "\"timings_ms\":{\"dns\":0,\"connect\":12,\"tls\":30,\"greeting\":11,"
                   "\"authentication\":400,\"mailbox\":null,\"total\":453},"
                   "\"address\":\"2001:db8::1\",\"tls_version\":\"TLS 1.3\","
                   "\"tried\":[],\"failed_family\":null,\"proxy\":null,\"certificate\":null}");
}

static void
test_json_of_nothing_reached (void)
{
  g_autoptr (SlCheckResult) result = sl_check_result_new (SL_CHECK_KIND_DOOR, SL_PROTOCOL_SMTP,
                                                          SL_OUTCOME_OFFLINE, SL_STAGE_NETWORK);
  g_autofree char *text = to_text (result);

  g_assert_cmpstr (text, ==,
                   "{\"outcome\":\"offline\",\"stage\":\"network\",\"response_code\":null,"
                   "\"server_text\":null,\"retry_after_s\":null,\"mechanism\":null,"
                   "\"pipelined\":false,\"timings_ms\":{\"dns\":null,\"connect\":null,"
                   "\"tls\":null,\"greeting\":null,\"authentication\":null,\"mailbox\":null,"
                   "\"total\":null},\"address\":null,\"tls_version\":null,"
                   "\"tried\":[],\"failed_family\":null,\"proxy\":null,\"certificate\":null}");
}

static gpointer
drop_reference (gpointer result)
{
  sl_check_result_unref (result);
  return NULL;
}

static void
test_references_cross_threads (void)
{
  SlCheckResult *result
      = sl_check_result_new (SL_CHECK_KIND_DOOR, SL_PROTOCOL_POP3, SL_OUTCOME_OK, SL_STAGE_DONE);
  GThread *thread;

  result->address = g_strdup ("192.0.2.1");
  thread = g_thread_new ("drop", drop_reference, sl_check_result_ref (result));
  g_thread_join (thread);
  g_assert_cmpstr (result->address, ==, "192.0.2.1");
  sl_check_result_unref (result);
  sl_check_result_unref (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/check-result/json-of-a-refusal", test_json_of_a_refusal);
  g_test_add_func ("/core/check-result/json-of-nothing-reached", test_json_of_nothing_reached);
  g_test_add_func ("/core/check-result/threads", test_references_cross_threads);
  return g_test_run ();
}
