/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/**
 * SlState:
 *
 * What an account's mail sign-in is like, in the order of badness: the lantern shows the greatest
 * of all accounts. Each state has its own shape, never a colour alone.
 */
typedef enum
{
  SL_STATE_PAUSED,        /* the user asked for quiet */
  SL_STATE_OK,            /* signs in, nobody reports trouble */
  SL_STATE_UNKNOWN,       /* not checked yet, or it cannot be told */
  SL_STATE_OFFLINE,       /* the user's own connection */
  SL_STATE_DEGRADED,      /* works, with trouble */
  SL_STATE_ACTION_NEEDED, /* the user must do something */
  SL_STATE_OUTAGE,        /* broken on the provider's side, or it looks so */
} SlState;

#define SL_TYPE_STATE (sl_state_get_type ())
GType sl_state_get_type (void);

const char *sl_state_to_nick (SlState state);
gboolean    sl_state_from_nick (const char *nick, SlState *state);
const char *sl_state_get_label (SlState state);
