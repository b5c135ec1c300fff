/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "scenario.h"

#include "enums.h"
#include "json-fields.h"
#include "json-getters.h"
#include "json-text.h"
#include "practice-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The shape of a scenario file; see data/scenario.schema.json and
 * data/scenarios/signin-outage.json:
 *
 *   { "title": {"en": TEXT, LANGUAGE: TEXT…}, "summary": {"en": TEXT…},
 *     "phases": [ { "words": {"en": TEXT…}, "seconds": NUMBER,
 *                   "mail": {"act": WORD, "delay_ms": INTEGER},
 *                   "page": {"act": WORD, "title": {"en": TEXT…}, "text": {"en": TEXT…}},
 *                   "network": {"act": WORD}, "person": {"act": WORD} } … ] }
 */

#define MAX_PHASES 32
#define MAX_PHASE_SECONDS 600.0
#define MAX_DELAY_MS (60 * 1000)
#define FALLBACK_LANGUAGE "en"

/* @place may end with the dot that comes before a member of it; "" is the whole file. */
static gboolean
fail (GError **error, const char *place, const char *reason)
{
  g_autofree char *shown = g_strdup (place);

  if (g_str_has_suffix (shown, "."))
    shown[strlen (shown) - 1] = '\0';
  if (*shown == '\0')
    g_set_error_literal (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO, reason);
  else
    g_set_error (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO,
                 /* Translators: the first %s is a place in a file, such as "phases[2].mail" */
                 _ ("%s: %s"), shown, reason);
  return FALSE;
}

/* -1 if it is absent or no number. */
static double
get_number (JsonObject *parent, const char *name)
{
  JsonNode *node = json_object_get_member (parent, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64
          && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return -1;
  return json_node_get_double (node);
}

/* A text in the first of the user's languages that it is written in. */
static gboolean
read_text (JsonObject *parent, const char *name, const char *place, char **text, GError **error)
{
  JsonObject  *languages = sl_json_get_object (parent, name);
  const char  *found = NULL;
  const char **names = (const char **) g_get_language_names ();

  if (languages == NULL || sl_json_get_string (languages, FALLBACK_LANGUAGE) == NULL)
    {
      g_autofree char *member = g_strdup_printf ("%s%s", place, name);

      return fail (error, member, _ ("A text with at least the language “en” was expected."));
    }
  for (guint i = 0; names[i] != NULL && found == NULL; i++)
    found = sl_json_get_string (languages, names[i]);
  if (found == NULL)
    found = sl_json_get_string (languages, FALLBACK_LANGUAGE);
  /* It travels over D-Bus, which takes valid text only. */
  if (!sl_json_text_is_valid (found))
    {
      g_autofree char *member = g_strdup_printf ("%s%s", place, name);

      return fail (error, member, _ ("The text holds a control character."));
    }
  *text = g_strdup (found);
  return TRUE;
}

/* The title is one line; what will happen need not be said. */
static gboolean
read_heading (SlScenario *scenario, JsonObject *root, GError **error)
{
  if (!read_text (root, "title", "", &scenario->title, error))
    return FALSE;
  if (!sl_json_line_is_valid (scenario->title))
    return fail (error, "title", _ ("One line was expected."));
  return !json_object_has_member (root, "summary")
         || read_text (root, "summary", "", &scenario->summary, error);
}

static gboolean
read_mail (SlScenarioPhase *phase, JsonObject *object, const char *place, GError **error)
{
  JsonObject *mail = sl_json_get_object (object, "mail");
  double      delay_ms = mail != NULL ? get_number (mail, "delay_ms") : -1;
  int         act;

  if (mail == NULL || !sl_enum_from_nick (SL_TYPE_MAIL_ACT, sl_json_get_string (mail, "act"), &act))
    return fail (error, place, _ ("mail.act is missing or no known word."));
  if (act == SL_MAIL_ACT_SLOW && !(delay_ms >= 1 && delay_ms <= MAX_DELAY_MS))
    return fail (error, place, _ ("mail.delay_ms is missing or out of range (1 to 60000)."));
  phase->mail = act;
  phase->mail_delay_ms = act == SL_MAIL_ACT_SLOW ? (guint) delay_ms : 0;
  return TRUE;
}

static gboolean
read_page (SlScenarioPhase *phase, JsonObject *object, const char *place, GError **error)
{
  JsonObject *page = sl_json_get_object (object, "page");
  int         act;

  if (page == NULL || !sl_enum_from_nick (SL_TYPE_PAGE_ACT, sl_json_get_string (page, "act"), &act))
    return fail (error, place, _ ("page.act is missing or no known word."));
  phase->page = act;
  if (act != SL_PAGE_ACT_INCIDENT)
    return TRUE;
  return read_text (page, "title", place, &phase->incident_title, error)
         && read_text (page, "text", place, &phase->incident_text, error);
}

/* A part that may be absent: its first act is the usual one. */
static gboolean
read_act (
    JsonObject *object, const char *name, GType type, const char *place, int *act, GError **error)
{
  g_autofree char *member = g_strconcat (place, name, NULL);
  JsonObject      *part = sl_json_get_object (object, name);

  *act = 0;
  if (!json_object_has_member (object, name))
    return TRUE;
  if (part != NULL && sl_enum_from_nick (type, sl_json_get_string (part, "act"), act))
    return TRUE;
  return fail (error, member, _ ("act is missing or no known word."));
}

static gboolean
read_user (SlScenarioPhase *phase, JsonObject *object, const char *place, GError **error)
{
  int network;
  int person;

  if (!read_act (object, "network", SL_TYPE_NETWORK_ACT, place, &network, error)
      || !read_act (object, "person", SL_TYPE_PERSON_ACT, place, &person, error))
    return FALSE;
  phase->network = network;
  phase->person = person;
  return TRUE;
}

static void
phase_free (SlScenarioPhase *phase)
{
  g_free (phase->words);
  g_free (phase->incident_title);
  g_free (phase->incident_text);
  g_free (phase);
}

static gboolean
read_phase (SlScenario *scenario, JsonNode *node, guint index, GError **error)
{
  g_autofree char *place = g_strdup_printf ("phases[%u].", index);
  SlScenarioPhase *phase = g_new0 (SlScenarioPhase, 1);
  JsonObject      *object;

  g_ptr_array_add (scenario->phases, phase);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, place, _ ("An object was expected."));
  object = json_node_get_object (node);
  phase->seconds = get_number (object, "seconds");
  if (!(phase->seconds > 0 && phase->seconds <= MAX_PHASE_SECONDS))
    return fail (error, place,
                 _ ("seconds is missing or out of range (more than 0, at most 600)."));
  return read_text (object, "words", place, &phase->words, error)
         && read_mail (phase, object, place, error) && read_page (phase, object, place, error)
         && read_user (phase, object, place, error);
}

static gboolean
read_phases (SlScenario *scenario, JsonObject *root, GError **error)
{
  JsonArray *phases = sl_json_get_array (root, "phases");
  guint      length = sl_json_get_length (phases);

  if (length == 0 || length > MAX_PHASES)
    return fail (error, "phases", _ ("An array of 1 to 32 phases was expected."));
  for (guint i = 0; i < length; i++)
    {
      if (!read_phase (scenario, json_array_get_element (phases, i), i, error))
        return FALSE;
    }
  return TRUE;
}

static JsonNode *
parse_root (const char *data, gssize length, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (length < 0)
    length = strlen (data);
  if (length > SL_SCENARIO_MAX_FILE_BYTES)
    {
      fail (error, "", _ ("The file is larger than 16 KiB."));
      return NULL;
    }
  root = sl_json_parse (data, length, &reason);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      fail (error, "", reason != NULL ? reason->message : _ ("An object was expected."));
      return NULL;
    }
  return g_steal_pointer (&root);
}

/**
 * sl_scenario_new_from_json:
 * @id: its name
 * @data: the file's text
 * @length: bytes in @data, or -1 if it ends with NUL
 * @error: set to %SL_PRACTICE_ERROR_SCENARIO, naming the place
 *
 * Returns: (transfer full) (nullable): the scenario
 */
SlScenario *
sl_scenario_new_from_json (const char *id, const char *data, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = parse_root (data, length, error);
  g_autoptr (SlScenario) scenario = NULL;
  JsonObject *root;

  if (node == NULL)
    return NULL;
  root = json_node_get_object (node);

  scenario = g_new0 (SlScenario, 1);
  scenario->id = g_strdup (id);
  scenario->phases = g_ptr_array_new_with_free_func ((GDestroyNotify) phase_free);
  if (!read_heading (scenario, root, error) || !read_phases (scenario, root, error))
    return NULL;
  return g_steal_pointer (&scenario);
}

/**
 * sl_scenario_free:
 * @scenario: a scenario
 */
void
sl_scenario_free (SlScenario *scenario)
{
  g_free (scenario->id);
  g_free (scenario->title);
  g_free (scenario->summary);
  g_ptr_array_unref (scenario->phases);
  g_free (scenario);
}

/**
 * sl_scenario_get_seconds:
 * @scenario: a scenario
 *
 * Returns: how long all phases last at speed 1
 */
double
sl_scenario_get_seconds (const SlScenario *scenario)
{
  double seconds = 0;

  for (guint i = 0; i < scenario->phases->len; i++)
    {
      const SlScenarioPhase *phase = g_ptr_array_index (scenario->phases, i);

      seconds += phase->seconds;
    }
  return seconds;
}
