/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stage.h"

#include <gtk/gtk.h>

/* What became of a stage; each has a shape and a word of its own. */
typedef enum
{
  SL_STAGE_ROW_PASSED,
  SL_STAGE_ROW_SLOW,
  SL_STAGE_ROW_FAILED,
  SL_STAGE_ROW_NOT_REACHED,
} SlStageRowState;

/**
 * SlStageRowFacts:
 * @stage: which stage
 * @state: what became of it
 * @milliseconds: how long it took, negative if it was not measured
 * @usual_milliseconds: how long it usually takes, 0 if unknown
 * @details: (nullable): more, one sentence or name a line; shown when the row is opened
 */
typedef struct
{
  SlStage         stage;
  SlStageRowState state;
  int             milliseconds;
  int             usual_milliseconds;
  const char     *details;
} SlStageRowFacts;

GtkWidget *sl_stage_row_new (const SlStageRowFacts *facts);
