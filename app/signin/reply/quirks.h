/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outcome.h"
#include "protocol.h"

/* Which protocols a row speaks of. */
#define SL_QUIRK_PROTOCOL(protocol) (1u << (protocol))
#define SL_QUIRK_ANY_STAGE -1

/**
 * SlQuirk:
 * @protocols: SL_QUIRK_PROTOCOL() of each
 * @stage: an #SlStage, or %SL_QUIRK_ANY_STAGE
 * @words: what the reply holds, compared without regard to ASCII case
 * @outcome: what it means
 * @provider: who says it, "any" if it is a standard's word or several say it
 * @source: where it was seen or is written
 *
 * One reply whose words say more than its code.
 */
typedef struct
{
  guint       protocols;
  int         stage;
  const char *words;
  SlOutcome   outcome;
  const char *provider;
  const char *source;
} SlQuirk;

const SlQuirk *sl_quirks_list (gsize *n_quirks);
const SlQuirk *sl_quirks_find (SlProtocol protocol, SlStage stage, const char *words);
