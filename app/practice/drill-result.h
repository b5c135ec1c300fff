/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* Nobody was reached. */
#define SL_DRILL_NOT_REACHED (-1.0)

/**
 * SlDrillResult:
 * @time: when they were reached, or when the practice ended, Unix seconds
 * @scenario: name of the scenario
 * @title: of the scenario, for people
 * @reach_seconds: from the first notice to "I reached them", or %SL_DRILL_NOT_REACHED
 * @channel: (nullable): id of the channel that reached them, if it was said
 * @channel_name: (nullable): its name then
 *
 * What came of one practice. A value; free it after use.
 */
typedef struct
{
  gint64 time;
  char  *scenario;
  char  *title;
  double reach_seconds;
  char  *channel;
  char  *channel_name;
} SlDrillResult;

SlDrillResult *sl_drill_result_new (gint64 time, const char *scenario, const char *title);
void           sl_drill_result_free (SlDrillResult *result);
SlDrillResult *sl_drill_result_new_from_json (JsonNode *node);
JsonNode      *sl_drill_result_to_json (const SlDrillResult *result);
GVariant      *sl_drill_result_to_variant (const SlDrillResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlDrillResult, sl_drill_result_free)
