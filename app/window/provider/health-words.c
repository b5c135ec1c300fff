/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "health-words.h"

#include <glib/gi18n-lib.h>

/**
 * sl_health_words_lookup:
 * @dictionary: an a{sv} of the service
 * @member: a member with a health state's stable word, such as "state"
 *
 * Returns: the state; unknown if it is absent or not known
 */
SlHealthState
sl_health_words_lookup (GVariant *dictionary, const char *member)
{
  SlHealthState health = SL_HEALTH_UNKNOWN;
  const char   *nick = NULL;

  g_variant_lookup (dictionary, member, "&s", &nick);
  sl_health_state_from_nick (nick, &health);
  return health;
}

/**
 * sl_health_words_to_state:
 * @health: what a page says
 *
 * Returns: the state whose shape and colour show it
 */
SlState
sl_health_words_to_state (SlHealthState health)
{
  switch (health)
    {
    case SL_HEALTH_OPERATIONAL:
    case SL_HEALTH_MAINTENANCE:
      return SL_STATE_OK;
    case SL_HEALTH_DEGRADED:
      return SL_STATE_DEGRADED;
    case SL_HEALTH_PARTIAL_OUTAGE:
    case SL_HEALTH_MAJOR_OUTAGE:
      return SL_STATE_OUTAGE;
    case SL_HEALTH_UNKNOWN:
    default:
      return SL_STATE_UNKNOWN;
    }
}

/**
 * sl_health_words_get_label:
 * @health: what a page says of one of its parts
 *
 * Returns: (transfer none): a word or two for people
 */
const char *
sl_health_words_get_label (SlHealthState health)
{
  switch (health)
    {
    case SL_HEALTH_OPERATIONAL:
      return _ ("Works");
    case SL_HEALTH_MAINTENANCE:
      return _ ("Maintenance");
    case SL_HEALTH_DEGRADED:
      return _ ("Trouble");
    case SL_HEALTH_PARTIAL_OUTAGE:
      return _ ("Outage in part");
    case SL_HEALTH_MAJOR_OUTAGE:
      return _ ("Outage");
    case SL_HEALTH_UNKNOWN:
    default:
      return _ ("Not known");
    }
}

/**
 * sl_health_words_get_sentence:
 * @health: what a page says as a whole
 *
 * Returns: (transfer none): a sentence for people
 */
const char *
sl_health_words_get_sentence (SlHealthState health)
{
  switch (health)
    {
    case SL_HEALTH_OPERATIONAL:
      return _ ("Their status page says all is well.");
    case SL_HEALTH_MAINTENANCE:
      return _ ("Their status page speaks of maintenance.");
    case SL_HEALTH_DEGRADED:
      return _ ("Their status page speaks of trouble.");
    case SL_HEALTH_PARTIAL_OUTAGE:
      return _ ("Their status page speaks of an outage in part.");
    case SL_HEALTH_MAJOR_OUTAGE:
      return _ ("Their status page speaks of an outage.");
    case SL_HEALTH_UNKNOWN:
    default:
      return _ ("Their status page could not be read.");
    }
}
