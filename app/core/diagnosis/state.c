/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "state.h"

#include "enums.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (SlState,
                    sl_state,
                    G_DEFINE_ENUM_VALUE (SL_STATE_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (SL_STATE_OK, "ok"),
                    G_DEFINE_ENUM_VALUE (SL_STATE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SL_STATE_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (SL_STATE_DEGRADED, "degraded"),
                    G_DEFINE_ENUM_VALUE (SL_STATE_ACTION_NEEDED, "action-needed"),
                    G_DEFINE_ENUM_VALUE (SL_STATE_OUTAGE, "outage"))

/**
 * sl_state_to_nick:
 * @state: a state
 *
 * Returns: (transfer none): its stable word, such as "action-needed"
 */
const char *
sl_state_to_nick (SlState state)
{
  return sl_enum_to_nick (SL_TYPE_STATE, state);
}

/**
 * sl_state_from_nick:
 * @nick: (nullable): a stable word
 * @state: (out): set only if the word is known
 *
 * Returns: whether @nick names a state
 */
gboolean
sl_state_from_nick (const char *nick, SlState *state)
{
  int value;

  if (!sl_enum_from_nick (SL_TYPE_STATE, nick, &value))
    return FALSE;
  *state = value;
  return TRUE;
}

/**
 * sl_state_get_label:
 * @state: a state
 *
 * Returns: (transfer none): one or two words in the user's language, for a badge or a row
 */
const char *
sl_state_get_label (SlState state)
{
  switch (state)
    {
    case SL_STATE_OK:
      return _ ("Works");
    case SL_STATE_DEGRADED:
      return _ ("Trouble");
    case SL_STATE_OUTAGE:
      return _ ("Outage");
    case SL_STATE_ACTION_NEEDED:
      return _ ("Needs you");
    case SL_STATE_OFFLINE:
      return _ ("Offline");
    case SL_STATE_PAUSED:
      return _ ("Paused");
    case SL_STATE_UNKNOWN:
    default:
      return _ ("Unknown");
    }
}
