/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"
#include "provider-catalogue.h"

/* Why a channel stands where it stands; the order of the words is the order of the channels. */
typedef enum
{
  SL_SUGGESTION_GOOD,
  SL_SUGGESTION_UNHEALTHY,      /* its own provider reports trouble */
  SL_SUGGESTION_SHARES_FATE,    /* same provider or same sign-in as the failing one */
  SL_SUGGESTION_NEEDS_INTERNET, /* and there is none at the moment */
} SlSuggestionKind;

/**
 * SlSituation:
 * @unhealthy_providers: (nullable) (array zero-terminated=1): ids of providers that report trouble
 * @fails: the account does not work now; else the question is asked ahead
 * @line_is_down: the computer has no internet
 *
 * What is known at the moment in which somebody has to be reached.
 */
typedef struct
{
  const char *const *unhealthy_providers;
  gboolean           fails;
  gboolean           line_is_down;
} SlSituation;

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
GPtrArray *sl_suggest_channels (SlPlan *plan, SlProviderCatalogue *catalogue, const SlAccount *account, const SlSituation *situation);
