/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"
#include "provider-catalogue.h"

/* Why a channel stands where it stands. */
typedef enum
{
  SL_SUGGESTION_GOOD,
  SL_SUGGESTION_UNHEALTHY,    /* its own provider reports trouble */
  SL_SUGGESTION_SHARES_FATE,  /* same provider or same sign-in as the failing one */
} SlSuggestionKind;

/**
 * SlSuggestion:
 * @channel: the channel, owned by the plan
 * @kind: good, or why it is put behind the others
 * @reason: (nullable): one sentence for the user when @kind is not good
 */
typedef struct
{
  const SlChannel *channel;
  SlSuggestionKind kind;
  char            *reason;
} SlSuggestion;

void       sl_suggestion_free (SlSuggestion *suggestion);
GPtrArray *sl_suggest_channels (SlPlan *plan, SlProviderCatalogue *catalogue, const SlAccount *account, const char *const *unhealthy_providers);
