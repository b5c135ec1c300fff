/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "cause.h"

#include "enums.h"

G_DEFINE_ENUM_TYPE (SlCause,
                    sl_cause,
                    G_DEFINE_ENUM_VALUE (SL_CAUSE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (SL_CAUSE_PROVIDER, "provider"),
                    G_DEFINE_ENUM_VALUE (SL_CAUSE_PROVIDER_UNCONFIRMED, "provider-unconfirmed"),
                    G_DEFINE_ENUM_VALUE (SL_CAUSE_NETWORK, "network"),
                    G_DEFINE_ENUM_VALUE (SL_CAUSE_CREDENTIAL, "credential"),
                    G_DEFINE_ENUM_VALUE (SL_CAUSE_CERTIFICATE, "certificate"),
                    G_DEFINE_ENUM_VALUE (SL_CAUSE_BLOCKED, "blocked"),
                    G_DEFINE_ENUM_VALUE (SL_CAUSE_THROTTLED, "throttled"),
                    G_DEFINE_ENUM_VALUE (SL_CAUSE_CLIENT, "client"),
                    G_DEFINE_ENUM_VALUE (SL_CAUSE_UNKNOWN, "unknown"))

/**
 * sl_cause_to_nick:
 * @cause: a cause
 *
 * Returns: (transfer none): its stable word, such as "provider-unconfirmed"
 */
const char *
sl_cause_to_nick (SlCause cause)
{
  return sl_enum_to_nick (SL_TYPE_CAUSE, cause);
}

/**
 * sl_cause_from_nick:
 * @nick: (nullable): a stable word
 * @cause: (out): set only if the word is known
 *
 * Returns: whether @nick names a cause
 */
gboolean
sl_cause_from_nick (const char *nick, SlCause *cause)
{
  int value;

  if (!sl_enum_from_nick (SL_TYPE_CAUSE, nick, &value))
    return FALSE;
  *cause = value;
  return TRUE;
}
