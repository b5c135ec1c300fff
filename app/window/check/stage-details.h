/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stage.h"

#include <glib.h>

gboolean sl_stage_details_reached_server (GVariant *result);
char    *sl_stage_details_describe (GVariant *result, SlStage stage, gboolean failed);
