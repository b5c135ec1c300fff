/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "stage.h"

#include "enums.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (SlStage,
                    sl_stage,
                    G_DEFINE_ENUM_VALUE (SL_STAGE_NETWORK, "network"),
                    G_DEFINE_ENUM_VALUE (SL_STAGE_DNS, "dns"),
                    G_DEFINE_ENUM_VALUE (SL_STAGE_CONNECT, "connect"),
                    G_DEFINE_ENUM_VALUE (SL_STAGE_TLS, "tls"),
                    G_DEFINE_ENUM_VALUE (SL_STAGE_GREETING, "greeting"),
                    G_DEFINE_ENUM_VALUE (SL_STAGE_AUTHENTICATION, "authentication"),
                    G_DEFINE_ENUM_VALUE (SL_STAGE_MAILBOX, "mailbox"),
                    G_DEFINE_ENUM_VALUE (SL_STAGE_DONE, "done"))

/**
 * sl_stage_to_nick:
 * @stage: a stage
 *
 * Returns: (transfer none): its stable word, such as "authentication"
 */
const char *
sl_stage_to_nick (SlStage stage)
{
  return sl_enum_to_nick (SL_TYPE_STAGE, stage);
}

/**
 * sl_stage_from_nick:
 * @nick: (nullable): a stable word
 * @stage: (out): set only if the word is known
 *
 * Returns: whether @nick names a stage
 */
gboolean
sl_stage_from_nick (const char *nick, SlStage *stage)
{
  int value;

  if (!sl_enum_from_nick (SL_TYPE_STAGE, nick, &value))
    return FALSE;
  *stage = value;
  return TRUE;
}

/**
 * sl_stage_get_label:
 * @stage: a stage
 *
 * Returns: (transfer none): its name in the user's language, for the row of steps
 */
const char *
sl_stage_get_label (SlStage stage)
{
  switch (stage)
    {
    case SL_STAGE_NETWORK:
      return _ ("Network");
    case SL_STAGE_DNS:
      return _ ("Server name");
    case SL_STAGE_CONNECT:
      return _ ("Connection");
    case SL_STAGE_TLS:
      return _ ("Encryption");
    case SL_STAGE_GREETING:
      return _ ("Greeting");
    case SL_STAGE_AUTHENTICATION:
      return _ ("Sign-in");
    case SL_STAGE_MAILBOX:
      return _ ("Mailbox");
    case SL_STAGE_DONE:
    default:
      return _ ("Done");
    }
}
