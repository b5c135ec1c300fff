/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scenario.h"

/* What can be practised: the scenarios that came with the program and the user's own in
 * $XDG_CONFIG_HOME/stormlantern/scenarios/NAME.json, which stand in for those of the same name. */

SlScenario *sl_scenario_load (const char *id, GError **error);
char      **sl_scenario_list (void);
GVariant   *sl_scenario_to_variant (const SlScenario *scenario, const char *id);
GVariant   *sl_scenario_list_to_variant (void);
