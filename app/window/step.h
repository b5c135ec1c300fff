/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stage.h"

#include <gtk/gtk.h>

typedef enum
{
  SL_STEP_PASSED,
  SL_STEP_SLOW,
  SL_STEP_FAILED,
  SL_STEP_NOT_REACHED,
} SlStepState;

/**
 * SlStep:
 *
 * One stage of a check: a shape, its name, and how long it took.
 */
#define SL_TYPE_STEP (sl_step_get_type ())
G_DECLARE_FINAL_TYPE (SlStep, sl_step, SL, STEP, GtkWidget)

GtkWidget *sl_step_new (SlStage stage, SlStepState state, int milliseconds);
