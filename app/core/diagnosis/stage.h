/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/**
 * SlStage:
 *
 * How far a check came. A failed check names the stage in which it failed, a good one "done".
 */
typedef enum
{
  SL_STAGE_NETWORK,
  SL_STAGE_DNS,
  SL_STAGE_CONNECT,
  SL_STAGE_TLS,
  SL_STAGE_GREETING,
  SL_STAGE_AUTHENTICATION,
  SL_STAGE_MAILBOX,
  SL_STAGE_DONE,
} SlStage;

#define SL_N_STAGES (SL_STAGE_DONE + 1)
#define SL_TYPE_STAGE (sl_stage_get_type ())
GType sl_stage_get_type (void);

const char *sl_stage_to_nick (SlStage stage);
gboolean    sl_stage_from_nick (const char *nick, SlStage *stage);
const char *sl_stage_get_label (SlStage stage);
