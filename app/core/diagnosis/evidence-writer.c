/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "evidence.h"

#include "enums.h"
#include "iso-time.h"

#define MAX_ENTRIES 1024

/* Text may come from a server: what the reader would refuse is replaced here. Absent is unknown, so
 * nothing is written for it. */
static void
set_text (JsonObject *object, const char *member, const char *text)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) clean = g_string_new (NULL);

  if (text == NULL)
    return;
  valid = g_utf8_make_valid (text, -1);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      g_string_append_unichar (clean, g_unichar_iscntrl (character) ? ' ' : character);
    }
  json_object_set_string_member (object, member, clean->str);
}

static void
set_time (JsonObject *object, const char *member, gint64 time)
{
  if (time > 0)
    sl_iso_time_set_member (object, member, time);
}

static void
set_count (JsonObject *object, const char *member, gint64 count)
{
  if (count > 0)
    json_object_set_int_member (object, member, count);
}

static void
set_texts (JsonObject *object, const char *member, char **texts)
{
  JsonArray *array;

  if (texts == NULL || texts[0] == NULL)
    return;
  array = json_array_new ();
  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (object, member, array);
}

static JsonObject *
check_to_json (const SlCheckResult *result)
{
  JsonObject *object = json_object_new ();

  set_time (object, "time", result->time);
  set_text (object, "kind", sl_enum_to_nick (SL_TYPE_CHECK_KIND, result->kind));
  set_text (object, "protocol", sl_enum_to_nick (SL_TYPE_PROTOCOL, result->protocol));
  set_text (object, "outcome", sl_outcome_to_nick (result->outcome));
  set_text (object, "stage", sl_stage_to_nick (result->stage));
  set_text (object, "response_code", result->response_code);
  set_text (object, "server_text", result->server_text);
  set_count (object, "retry_after_s", MIN (result->retry_after_seconds, G_MAXINT32));
  set_count (object, "total_ms", result->timings_ms[SL_STAGE_DONE]);
  if (result->stage != SL_STAGE_DONE)
    {
      set_count (object, "stage_ms", result->timings_ms[result->stage]);
      set_count (object, "usual_stage_ms", result->usual_ms[result->stage]);
    }
  set_text (object, "address", result->address);
  set_texts (object, "tried", result->tried);
  set_text (object, "failed_family", result->failed_family);
  set_text (object, "proxy", result->proxy);
  return object;
}

static JsonObject *
incident_to_json (const SlFeedSnapshot *snapshot)
{
  JsonObject *object = json_object_new ();
  JsonArray  *touches = json_array_new ();

  set_text (object, "title", snapshot->incident_title);
  set_time (object, "started", snapshot->incident_started);
  set_text (object, "url", snapshot->incident_url);
  if (snapshot->incident_touches & SL_TOUCHES_MAIL)
    json_array_add_string_element (touches, "mail");
  if (snapshot->incident_touches & SL_TOUCHES_IDENTITY)
    json_array_add_string_element (touches, "identity");
  json_object_set_array_member (object, "touches", touches);
  return object;
}

static JsonObject *
feed_to_json (const SlFeedSnapshot *snapshot)
{
  JsonObject *object = json_object_new ();

  set_text (object, "provider", snapshot->provider);
  set_text (object, "feed", snapshot->feed);
  set_time (object, "time", snapshot->time);
  set_text (object, "state", sl_health_state_to_nick (snapshot->state));
  if (snapshot->incident_title != NULL || sl_health_state_is_trouble (snapshot->state))
    json_object_set_object_member (object, "incident", incident_to_json (snapshot));
  return object;
}

static JsonObject *
other_to_json (const SlOtherAccount *other)
{
  JsonObject *object = json_object_new ();

  set_text (object, "provider", other->provider);
  set_text (object, "outcome", sl_outcome_to_nick (other->outcome));
  set_time (object, "time", other->time);
  return object;
}

static JsonObject *
account_to_json (const SlEvidence *evidence)
{
  JsonObject *object = json_object_new ();

  set_text (object, "provider", evidence->provider);
  set_time (object, "last_success", evidence->last_success);
  json_object_set_boolean_member (object, "secret_changed", evidence->secret_changed);
  set_text (object, "previous_state", sl_state_to_nick (evidence->previous_state));
  set_time (object, "state_since", evidence->state_since);
  set_text (object, "name", evidence->account_name);
  set_text (object, "address", evidence->address);
  set_text (object, "provider_name", evidence->provider_name);
  set_text (object, "host", evidence->host);
  json_object_set_boolean_member (object, "signin", evidence->signin_configured);
  json_object_set_string_member (object, "sign_in", sl_sign_in_kind_to_nick (evidence->sign_in));
  json_object_set_boolean_member (object, "app_password_only", evidence->app_password_only);
  set_count (object, "usual_ms", evidence->usual_total_ms);
  set_text (object, "last_address", evidence->last_address);
  return object;
}

static JsonObject *
network_to_json (const SlEvidence *evidence)
{
  JsonObject *object = json_object_new ();

  set_text (object, "connectivity", sl_enum_to_nick (SL_TYPE_CONNECTIVITY, evidence->connectivity));
  set_text (object, "baseline", sl_enum_to_nick (SL_TYPE_BASELINE, evidence->baseline));
  return object;
}

typedef JsonObject *(*EntryToJson) (gconstpointer entry);

static JsonArray *
list_to_json (GPtrArray *entries, EntryToJson entry_to_json)
{
  JsonArray *array = json_array_new ();

  /* Newest last: the reader takes no longer list than this. */
  for (guint i = entries->len > MAX_ENTRIES ? entries->len - MAX_ENTRIES : 0; i < entries->len; i++)
    json_array_add_object_element (array, entry_to_json (entries->pdata[i]));
  return array;
}

/**
 * sl_evidence_to_json:
 * @evidence: evidence
 *
 * Writes an evidence file that sl_evidence_new_from_json() reads back: for bug reports. It holds
 * the account's name and address, but never a secret.
 *
 * Returns: (transfer full): JSON text, ending in a line break
 */
char *
sl_evidence_to_json (const SlEvidence *evidence)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  JsonObject      *object;

  g_return_val_if_fail (evidence != NULL, NULL);

  object = json_object_new ();
  set_time (object, "now", evidence->now);
  json_object_set_object_member (object, "network", network_to_json (evidence));
  json_object_set_object_member (object, "account", account_to_json (evidence));
  json_object_set_array_member (object, "checks",
                                list_to_json (evidence->checks, (EntryToJson) check_to_json));
  set_text (object, "identity", sl_enum_to_nick (SL_TYPE_IDENTITY, evidence->identity));
  json_object_set_array_member (object, "feeds",
                                list_to_json (evidence->feeds, (EntryToJson) feed_to_json));
  json_object_set_array_member (object, "others",
                                list_to_json (evidence->others, (EntryToJson) other_to_json));
  json_node_take_object (root, object);
  text = json_to_string (root, TRUE);
  return g_strconcat (text, "\n", NULL);
}
