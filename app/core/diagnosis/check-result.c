/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "check-result.h"

#include "json-setters.h"

static void
clear_result (gpointer data)
{
  SlCheckResult *result = data;

  g_free (result->response_code);
  g_free (result->server_text);
  g_free (result->server_name);
  g_free (result->mechanism);
  g_free (result->address);
  g_strfreev (result->tried);
  g_free (result->failed_family);
  g_free (result->proxy);
  g_free (result->tls_version);
  sl_certificate_facts_free (result->certificate);
}

/**
 * sl_check_result_new:
 * @kind: door or sign-in
 * @protocol: what was spoken
 * @outcome: what was found
 * @stage: the stage in which it failed, %SL_STAGE_DONE when it did not
 *
 * Makes a result with no text, no time and no stage reached (every timing -1). Who made it fills in
 * the rest before handing it out.
 *
 * Returns: (transfer full): a result with one reference
 */
SlCheckResult *
sl_check_result_new (SlCheckKind kind, SlProtocol protocol, SlOutcome outcome, SlStage stage)
{
  SlCheckResult *result = g_atomic_rc_box_new0 (SlCheckResult);

  result->kind = kind;
  result->protocol = protocol;
  result->outcome = outcome;
  result->stage = stage;
  for (int i = 0; i < SL_N_STAGES; i++)
    result->timings_ms[i] = -1;
  return result;
}

/**
 * sl_check_result_ref:
 * @result: a result
 *
 * Returns: (transfer full): @result; any thread
 */
SlCheckResult *
sl_check_result_ref (SlCheckResult *result)
{
  g_return_val_if_fail (result != NULL, NULL);

  return g_atomic_rc_box_acquire (result);
}

/**
 * sl_check_result_unref:
 * @result: (transfer full) (nullable): a result; any thread
 */
void
sl_check_result_unref (SlCheckResult *result)
{
  if (result != NULL)
    g_atomic_rc_box_release_full (result, clear_result);
}

/**
 * sl_check_result_reached_server:
 * @result: a result
 *
 * A sign-in for which no password or token could be had fails before anybody asks the mail server.
 *
 * Returns: whether the mail server was asked at all
 */
gboolean
sl_check_result_reached_server (const SlCheckResult *result)
{
  return result->stage != SL_STAGE_AUTHENTICATION || result->timings_ms[SL_STAGE_DONE] >= 0;
}

static JsonObject *
timings_to_json (const SlCheckResult *result)
{
  static const struct
  {
    const char *member;
    SlStage     stage;
  } members[] = {
    { "dns", SL_STAGE_DNS },
    { "connect", SL_STAGE_CONNECT },
    { "tls", SL_STAGE_TLS },
    { "greeting", SL_STAGE_GREETING },
    { "authentication", SL_STAGE_AUTHENTICATION },
    { "mailbox", SL_STAGE_MAILBOX },
    { "total", SL_STAGE_DONE },
  };
  JsonObject *object = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      int timing_ms = result->timings_ms[members[i].stage];

      if (timing_ms >= 0)
        json_object_set_int_member (object, members[i].member, timing_ms);
      else
        json_object_set_null_member (object, members[i].member);
    }
  return object;
}

/**
 * sl_check_result_to_json:
 * @result: a result
 *
 * Writes the object that `stormlanternctl check --json` prints:
 * `{"outcome","stage","response_code","server_text","retry_after_s","mechanism","pipelined",
 * "timings_ms":{"dns","connect","tls","greeting","authentication","mailbox","total"},"address",
 * "tls_version","tried","failed_family","proxy","certificate"}`, the last as in
 * sl_certificate_facts_to_json(). Every member is there; what is unknown or was not reached is
 * null.
 *
 * Returns: (transfer full): the object
 */
JsonObject *
sl_check_result_to_json (const SlCheckResult *result)
{
  JsonObject *object;

  g_return_val_if_fail (result != NULL, NULL);

  object = json_object_new ();
  sl_json_set_text (object, "outcome", sl_outcome_to_nick (result->outcome));
  sl_json_set_text (object, "stage", sl_stage_to_nick (result->stage));
  sl_json_set_text (object, "response_code", result->response_code);
  sl_json_set_text (object, "server_text", result->server_text);
  if (result->retry_after_seconds > 0)
    json_object_set_int_member (object, "retry_after_s", result->retry_after_seconds);
  else
    json_object_set_null_member (object, "retry_after_s");
  sl_json_set_text (object, "mechanism", result->mechanism);
  json_object_set_boolean_member (object, "pipelined", result->pipelined);
  json_object_set_object_member (object, "timings_ms", timings_to_json (result));
  sl_json_set_text (object, "address", result->address);
  sl_json_set_text (object, "tls_version", result->tls_version);
  sl_json_set_texts (object, "tried", result->tried);
  sl_json_set_text (object, "failed_family", result->failed_family);
  sl_json_set_text (object, "proxy", result->proxy);
  if (result->certificate != NULL)
    json_object_set_object_member (object, "certificate",
                                   sl_certificate_facts_to_json (result->certificate));
  else
    json_object_set_null_member (object, "certificate");
  return object;
}
