/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "evidence.h"

#include "enums.h"
#include "iso-time.h"
#include "json-fields.h"
#include "json-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The evidence file. What is absent or null is unknown; members that are not listed are ignored.
 * Samples: tests/data/evidence.
 *
 * {"now": TIME,
 *  "network": {"connectivity": "full|limited|portal|local|unknown",
 *              "baseline": "reachable|unreachable|unknown"},
 *  "account": {"provider", "last_success": TIME, "secret_changed": BOOLEAN, "previous_state":
 * STATE, "state_since": TIME, "name", "address", "provider_name", "host", "signin": BOOLEAN,
 * "sign_in": "password|online-account|oauth2", "app_password_only": BOOLEAN, "usual_ms": COUNT,
 * "last_address"}, "checks": [{"time": TIME, "kind": "signin|door",
 * "protocol", "outcome", "stage", "response_code", "server_text", "retry_after_s": COUNT,
 * "total_ms": COUNT, "stage_ms": COUNT and "usual_stage_ms": COUNT (of a slow stage), "address",
 * "tried": ["…"], "failed_family": "IPv4|IPv6", "proxy"}], "identity": "ok|failing|unknown",
 * "feeds": [{"provider", "feed", "time": TIME, "state", "incident": {"title", "started": TIME,
 * "url", "touches": ["mail", "identity"]}}], "others": [{"provider", "outcome", "time": TIME}]}
 *
 * TIME is ISO 8601 (UTC if it names no zone) or Unix seconds. Checks and feeds stand newest last.
 * An object that holds all this as its member "evidence" is taken as well: so are the test's files.
 */

#define MAX_COUNT G_MAXINT32

typedef gboolean (*ReadEntry) (SlEvidence *evidence, const SlJsonFields *fields, GError **error);

static SlJsonFields
fields_for (JsonObject *object, const char *place)
{
  SlJsonFields fields = {
    .object = object,
    .place = place,
    .domain = SL_EVIDENCE_ERROR,
    .code = SL_EVIDENCE_ERROR_VALUE,
  };

  return fields;
}

static JsonNode *
find_value (const SlJsonFields *fields, const char *name)
{
  JsonNode *node = json_object_get_member (fields->object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

static gboolean
holds_integer (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
}

static gboolean
read_word (const SlJsonFields *fields, const char *name, GType type, int *value, GError **error)
{
  g_autofree char *word = NULL;

  if (!sl_json_fields_read_line (fields, name, &word, error))
    return FALSE;
  if (word != NULL && !sl_enum_from_nick (type, word, value))
    return sl_json_fields_fail (fields, name, error,
                                /* Translators: %s is a word from a file */
                                _ ("is “%s”, a word that is not known"), word);
  return TRUE;
}

static gboolean
read_count (const SlJsonFields *fields, const char *name, int *value, GError **error)
{
  JsonNode *node = find_value (fields, name);

  if (node == NULL)
    return TRUE;
  if (!holds_integer (node) || json_node_get_int (node) < 0 || json_node_get_int (node) > MAX_COUNT)
    return sl_json_fields_fail (fields, name, error, _ ("must be a whole number from 0 on"));
  *value = (int) json_node_get_int (node);
  return TRUE;
}

static gboolean
read_moment (const SlJsonFields *fields, const char *name, gint64 *value, GError **error)
{
  JsonNode        *node = find_value (fields, name);
  g_autofree char *text = NULL;

  if (node == NULL || !holds_integer (node))
    return sl_json_fields_read_time (fields, name, value, error);

  text = sl_iso_time_format (json_node_get_int (node));
  if (json_node_get_int (node) < 0 || (text == NULL && json_node_get_int (node) != 0))
    return sl_json_fields_fail (fields, name, error,
                                _ ("is a time outside the years 1970 to 9999"));
  *value = json_node_get_int (node);
  return TRUE;
}

/* Reads each entry of a list of objects; the entries' place is such as "checks[2]". */
static gboolean
read_list (SlEvidence         *evidence,
           const SlJsonFields *fields,
           const char         *name,
           ReadEntry           read_entry,
           GError            **error)
{
  JsonArray *array = NULL;

  if (!sl_json_fields_read_array (fields, name, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%u]", name, i);
      JsonNode        *node = json_array_get_element (array, i);
      SlJsonFields     entry;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return sl_json_fields_fail (fields, place, error, _ ("must be a group in curly brackets"));
      entry = fields_for (json_node_get_object (node), place);
      if (!read_entry (evidence, &entry, error))
        return FALSE;
    }
  return TRUE;
}

/* The stage in which an outcome usually arises, for files that do not tell. */
static SlStage
usual_stage (SlCheckKind kind, SlOutcome outcome)
{
  if (outcome == SL_OUTCOME_OK || outcome == SL_OUTCOME_SLOW)
    return SL_STAGE_DONE;
  if (outcome == SL_OUTCOME_OFFLINE || outcome == SL_OUTCOME_CAPTIVE_PORTAL)
    return SL_STAGE_NETWORK;
  if (kind == SL_CHECK_KIND_DOOR || sl_outcome_get_info (outcome)->door)
    return SL_STAGE_GREETING;
  return SL_STAGE_AUTHENTICATION;
}

/* A stage's times are told of the slow one alone. */
static gboolean
read_stage_times (SlCheckResult *result, const SlJsonFields *fields, GError **error)
{
  int stage_ms = 0, usual_ms = 0;

  if (!read_count (fields, "stage_ms", &stage_ms, error)
      || !read_count (fields, "usual_stage_ms", &usual_ms, error))
    return FALSE;
  if (result->stage != SL_STAGE_DONE && stage_ms > 0)
    result->timings_ms[result->stage] = stage_ms;
  if (result->stage != SL_STAGE_DONE)
    result->usual_ms[result->stage] = usual_ms;
  return TRUE;
}

static gboolean
read_road (SlCheckResult *result, const SlJsonFields *fields, GError **error)
{
  if (!sl_json_fields_read_line (fields, "address", &result->address, error)
      || !sl_json_fields_read_lines (fields, "tried", &result->tried, error)
      || !sl_json_fields_read_line (fields, "failed_family", &result->failed_family, error)
      || !sl_json_fields_read_line (fields, "proxy", &result->proxy, error))
    return FALSE;
  if (result->failed_family != NULL && !g_str_equal (result->failed_family, "IPv4")
      && !g_str_equal (result->failed_family, "IPv6"))
    return sl_json_fields_fail (fields, "failed_family", error, _ ("must be IPv4 or IPv6"));
  return TRUE;
}

static gboolean
read_check (SlEvidence *evidence, const SlJsonFields *fields, GError **error)
{
  g_autoptr (SlCheckResult) result
      = sl_check_result_new (SL_CHECK_KIND_SIGNIN, SL_PROTOCOL_IMAP, SL_OUTCOME_OK, SL_STAGE_DONE);
  int kind = SL_CHECK_KIND_SIGNIN;
  int protocol = SL_PROTOCOL_IMAP;
  int outcome = -1;
  int stage = -1;
  int retry_after_seconds = 0;

  if (!read_moment (fields, "time", &result->time, error)
      || !read_word (fields, "kind", SL_TYPE_CHECK_KIND, &kind, error)
      || !read_word (fields, "protocol", SL_TYPE_PROTOCOL, &protocol, error)
      || !read_word (fields, "outcome", SL_TYPE_OUTCOME, &outcome, error)
      || !read_word (fields, "stage", SL_TYPE_STAGE, &stage, error)
      || !sl_json_fields_read_line (fields, "response_code", &result->response_code, error)
      || !sl_json_fields_read_text (fields, "server_text", &result->server_text, error)
      || !read_count (fields, "retry_after_s", &retry_after_seconds, error)
      || !read_count (fields, "total_ms", &result->timings_ms[SL_STAGE_DONE], error))
    return FALSE;

  /* A check that does not say what it found says nothing. */
  if (outcome < 0)
    return TRUE;
  result->kind = kind;
  result->protocol = protocol;
  result->outcome = outcome;
  result->stage = stage >= 0 ? (SlStage) stage : usual_stage (kind, outcome);
  result->retry_after_seconds = retry_after_seconds;
  if (!read_stage_times (result, fields, error) || !read_road (result, fields, error))
    return FALSE;
  sl_evidence_add_check (evidence, result);
  return TRUE;
}

static gboolean
read_touches (const SlJsonFields *fields, SlTouches *touches, GError **error)
{
  g_auto (GStrv) words = NULL;

  if (!sl_json_fields_read_lines (fields, "touches", &words, error))
    return FALSE;
  if (words == NULL)
    return TRUE;

  *touches = SL_TOUCHES_NOTHING;
  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_autofree char *place = g_strdup_printf ("touches[%" G_GSIZE_FORMAT "]", i);

      if (g_str_equal (words[i], "mail"))
        *touches |= SL_TOUCHES_MAIL;
      else if (g_str_equal (words[i], "identity"))
        *touches |= SL_TOUCHES_IDENTITY;
      else
        return sl_json_fields_fail (fields, place, error,
                                    /* Translators: %s is a word from a file */
                                    _ ("is “%s”, a word that is not known"), words[i]);
    }
  return TRUE;
}

static gboolean
read_incident (SlFeedSnapshot *snapshot, const SlJsonFields *fields, GError **error)
{
  g_autofree char *place = g_strdup_printf ("%s.incident", fields->place);
  JsonObject      *object = NULL;
  SlJsonFields     incident;

  if (!sl_json_fields_read_object (fields, "incident", &object, error))
    return FALSE;
  if (object == NULL)
    return TRUE;

  incident = fields_for (object, place);
  return sl_json_fields_read_text (&incident, "title", &snapshot->incident_title, error)
         && read_moment (&incident, "started", &snapshot->incident_started, error)
         && sl_json_fields_read_line (&incident, "url", &snapshot->incident_url, error)
         && read_touches (&incident, &snapshot->incident_touches, error);
}

static gboolean
read_feed (SlEvidence *evidence, const SlJsonFields *fields, GError **error)
{
  g_autoptr (SlFeedSnapshot) snapshot = sl_feed_snapshot_new (NULL, 0, SL_HEALTH_UNKNOWN);
  int state = SL_HEALTH_UNKNOWN;

  /* The state speaks of mail and identity, so an incident that does not tell touches them. */
  snapshot->incident_touches = SL_TOUCHES_MAIL | SL_TOUCHES_IDENTITY;
  if (!sl_json_fields_read_line (fields, "provider", &snapshot->provider, error)
      || !sl_json_fields_read_line (fields, "feed", &snapshot->feed, error)
      || !read_moment (fields, "time", &snapshot->time, error)
      || !read_word (fields, "state", SL_TYPE_HEALTH_STATE, &state, error)
      || !read_incident (snapshot, fields, error))
    return FALSE;

  snapshot->state = state;
  sl_evidence_add_feed (evidence, g_steal_pointer (&snapshot));
  return TRUE;
}

static gboolean
read_other (SlEvidence *evidence, const SlJsonFields *fields, GError **error)
{
  g_autofree char *provider = NULL;
  int              outcome = -1;
  gint64           time = 0;

  if (!sl_json_fields_read_line (fields, "provider", &provider, error)
      || !read_word (fields, "outcome", SL_TYPE_OUTCOME, &outcome, error)
      || !read_moment (fields, "time", &time, error))
    return FALSE;
  if (outcome >= 0)
    sl_evidence_add_other (evidence, provider, outcome, time);
  return TRUE;
}

static gboolean
read_network (SlEvidence *evidence, const SlJsonFields *top, GError **error)
{
  JsonObject  *object = NULL;
  SlJsonFields network;
  int          connectivity = SL_CONNECTIVITY_UNKNOWN;
  int          baseline = SL_BASELINE_UNKNOWN;

  if (!sl_json_fields_read_object (top, "network", &object, error))
    return FALSE;
  if (object == NULL)
    return TRUE;

  network = fields_for (object, "network");
  if (!read_word (&network, "connectivity", SL_TYPE_CONNECTIVITY, &connectivity, error)
      || !read_word (&network, "baseline", SL_TYPE_BASELINE, &baseline, error))
    return FALSE;
  evidence->connectivity = connectivity;
  evidence->baseline = baseline;
  return TRUE;
}

static gboolean
read_names (SlEvidence *evidence, const SlJsonFields *account, GError **error)
{
  const struct
  {
    const char *member;
    char      **value;
  } names[] = {
    { "provider", &evidence->provider }, { "name", &evidence->account_name },
    { "address", &evidence->address },   { "provider_name", &evidence->provider_name },
    { "host", &evidence->host },         { "last_address", &evidence->last_address },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (!sl_json_fields_read_line (account, names[i].member, names[i].value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_account (SlEvidence *evidence, const SlJsonFields *top, GError **error)
{
  JsonObject  *object = NULL;
  SlJsonFields account;
  int          previous_state = SL_STATE_UNKNOWN;
  int          sign_in = SL_SIGN_IN_PASSWORD;

  if (!sl_json_fields_read_object (top, "account", &object, error))
    return FALSE;
  if (object == NULL)
    return TRUE;

  account = fields_for (object, "account");
  if (!read_names (evidence, &account, error)
      || !read_moment (&account, "last_success", &evidence->last_success, error)
      || !sl_json_fields_read_boolean (&account, "secret_changed", &evidence->secret_changed, error)
      || !read_word (&account, "previous_state", SL_TYPE_STATE, &previous_state, error)
      || !read_moment (&account, "state_since", &evidence->state_since, error)
      || !read_word (&account, "sign_in", SL_TYPE_SIGN_IN_KIND, &sign_in, error)
      || !sl_json_fields_read_boolean (&account, "app_password_only", &evidence->app_password_only,
                                       error)
      || !read_count (&account, "usual_ms", &evidence->usual_total_ms, error))
    return FALSE;
  evidence->previous_state = previous_state;
  evidence->sign_in = sign_in;
  return TRUE;
}

static gboolean
has_signin_check (const SlEvidence *evidence)
{
  for (guint i = 0; i < evidence->checks->len; i++)
    {
      const SlCheckResult *result = evidence->checks->pdata[i];

      if (result->kind == SL_CHECK_KIND_SIGNIN)
        return TRUE;
    }
  return FALSE;
}

/* A file that does not say whether sign-in is configured says so by what was checked. */
static gboolean
read_signin (SlEvidence *evidence, const SlJsonFields *top, GError **error)
{
  JsonObject  *object = NULL;
  SlJsonFields account;

  evidence->signin_configured = evidence->last_success > 0 || has_signin_check (evidence);
  if (!sl_json_fields_read_object (top, "account", &object, error))
    return FALSE;
  if (object == NULL)
    return TRUE;
  account = fields_for (object, "account");
  return sl_json_fields_read_boolean (&account, "signin", &evidence->signin_configured, error);
}

static gboolean
read_evidence (SlEvidence *evidence, const SlJsonFields *top, GError **error)
{
  int identity = SL_IDENTITY_UNKNOWN;

  if (!read_moment (top, "now", &evidence->now, error) || !read_network (evidence, top, error)
      || !read_account (evidence, top, error)
      || !read_list (evidence, top, "checks", read_check, error)
      || !read_word (top, "identity", SL_TYPE_IDENTITY, &identity, error)
      || !read_list (evidence, top, "feeds", read_feed, error)
      || !read_list (evidence, top, "others", read_other, error))
    return FALSE;
  evidence->identity = identity;
  return read_signin (evidence, top, error);
}

/* The evidence itself, or what wraps it. */
static JsonObject *
unwrap (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "evidence");

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : object;
}

/**
 * sl_evidence_new_from_json:
 * @data: an evidence file's text; its shape stands at the top of this file
 * @length: bytes in @data, or -1 if it ends in a zero byte
 * @error: set to %SL_EVIDENCE_ERROR; one sentence that names the line or the member
 *
 * Reads recorded evidence.
 *
 * Returns: (transfer full) (nullable): the evidence, or %NULL with @error set
 */
SlEvidence *
sl_evidence_new_from_json (const char *data, gssize length, GError **error)
{
  g_autoptr (SlEvidence) evidence = sl_evidence_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) syntax = NULL;
  SlJsonFields top;

  g_return_val_if_fail (data != NULL, NULL);

  if ((length >= 0 ? (gsize) length : strlen (data)) > SL_EVIDENCE_MAX_BYTES)
    {
      g_set_error (error, SL_EVIDENCE_ERROR, SL_EVIDENCE_ERROR_SIZE,
                   /* Translators: %d is a number of bytes */
                   _ ("it is larger than %d bytes"), SL_EVIDENCE_MAX_BYTES);
      return NULL;
    }
  root = sl_json_parse (data, length, &syntax);
  if (root == NULL)
    {
      g_set_error_literal (error, SL_EVIDENCE_ERROR, SL_EVIDENCE_ERROR_SYNTAX, syntax->message);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, SL_EVIDENCE_ERROR, SL_EVIDENCE_ERROR_SYNTAX,
                           _ ("it is not a group in curly brackets"));
      return NULL;
    }
  top = fields_for (unwrap (json_node_get_object (root)), "");
  return read_evidence (evidence, &top, error) ? g_steal_pointer (&evidence) : NULL;
}
