/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "verdict.h"

#include "enums.h"

G_DEFINE_ENUM_TYPE (SlConfidence,
                    sl_confidence,
                    G_DEFINE_ENUM_VALUE (SL_CONFIDENCE_LOW, "low"),
                    G_DEFINE_ENUM_VALUE (SL_CONFIDENCE_MEDIUM, "medium"),
                    G_DEFINE_ENUM_VALUE (SL_CONFIDENCE_HIGH, "high"))

static void
clear_verdict (gpointer data)
{
  SlVerdict *verdict = data;

  g_free (verdict->headline);
  g_free (verdict->advice);
  g_strfreev (verdict->evidence);
  g_free (verdict->incident_url);
}

/**
 * sl_verdict_new:
 * @state: the account's state
 * @cause: whose fault it is
 *
 * Makes a verdict with empty words, no evidence, medium confidence and no row. Who made it fills in
 * the rest before handing it out.
 *
 * Returns: (transfer full): a verdict with one reference
 */
SlVerdict *
sl_verdict_new (SlState state, SlCause cause)
{
  SlVerdict *verdict = g_atomic_rc_box_new0 (SlVerdict);

  verdict->state = state;
  verdict->cause = cause;
  verdict->headline = g_strdup ("");
  verdict->advice = g_strdup ("");
  verdict->evidence = g_new0 (char *, 1);
  verdict->confidence = SL_CONFIDENCE_MEDIUM;
  return verdict;
}

/**
 * sl_verdict_ref:
 * @verdict: a verdict
 *
 * Returns: (transfer full): @verdict; any thread
 */
SlVerdict *
sl_verdict_ref (SlVerdict *verdict)
{
  g_return_val_if_fail (verdict != NULL, NULL);

  return g_atomic_rc_box_acquire (verdict);
}

/**
 * sl_verdict_unref:
 * @verdict: (transfer full) (nullable): a verdict; any thread
 */
void
sl_verdict_unref (SlVerdict *verdict)
{
  if (verdict != NULL)
    g_atomic_rc_box_release_full (verdict, clear_verdict);
}

/**
 * sl_verdict_to_json:
 * @verdict: a verdict
 *
 * Writes the object that `stormlanternctl diagnose --json` prints:
 * `{"state","cause","headline","advice","evidence":[...],"confidence","pending"}`.
 *
 * Returns: (transfer full): the object
 */
JsonObject *
sl_verdict_to_json (const SlVerdict *verdict)
{
  JsonObject *object;
  JsonArray  *evidence;

  g_return_val_if_fail (verdict != NULL, NULL);

  evidence = json_array_new ();
  for (gsize i = 0; verdict->evidence != NULL && verdict->evidence[i] != NULL; i++)
    json_array_add_string_element (evidence, verdict->evidence[i]);

  object = json_object_new ();
  json_object_set_string_member (object, "state", sl_state_to_nick (verdict->state));
  json_object_set_string_member (object, "cause", sl_cause_to_nick (verdict->cause));
  json_object_set_string_member (object, "headline", verdict->headline);
  json_object_set_string_member (object, "advice", verdict->advice);
  json_object_set_array_member (object, "evidence", evidence);
  json_object_set_string_member (object, "confidence",
                                 sl_enum_to_nick (SL_TYPE_CONFIDENCE, verdict->confidence));
  json_object_set_boolean_member (object, "pending", verdict->pending);
  return object;
}
