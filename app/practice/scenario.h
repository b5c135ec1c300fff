/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "acts.h"

/**
 * SlScenarioPhase:
 * @words: what happens, one or two sentences, in the user's language
 * @seconds: how long it lasts at speed 1
 * @mail: what the mail server does
 * @mail_delay_ms: for "slow": how late it answers, at any speed
 * @page: what the status page says
 * @incident_title: (nullable): for "incident"
 * @incident_text: (nullable): for "incident"
 * @network: what the user's own connection does
 * @person: what the user does as the phase begins
 */
typedef struct
{
  char        *words;
  double       seconds;
  SlMailAct    mail;
  guint        mail_delay_ms;
  SlPageAct    page;
  char        *incident_title;
  char        *incident_text;
  SlNetworkAct network;
  SlPersonAct  person;
} SlScenarioPhase;

/* Larger than any that people write by hand; it is read whole. */
#define SL_SCENARIO_MAX_FILE_BYTES (16 * 1024)

/**
 * SlScenario:
 * @id: name of its file without ".json"
 * @title: for people
 * @summary: (nullable): what will happen, one sentence
 * @phases: (element-type SlScenarioPhase): one or more
 *
 * What a practice acts out. Data, not code: data/scenarios/<id>.json, or a file of the user's; its schema is
 * data/scenario.schema.json. A value; free it after use.
 */
typedef struct
{
  char      *id;
  char      *title;
  char      *summary;
  GPtrArray *phases;
} SlScenario;

SlScenario *sl_scenario_new_from_json (const char *id, const char *data, gssize length, GError **error);
void        sl_scenario_free (SlScenario *scenario);
double      sl_scenario_get_seconds (const SlScenario *scenario);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlScenario, sl_scenario_free)
