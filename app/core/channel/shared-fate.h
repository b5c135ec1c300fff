/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"
#include "provider-catalogue.h"

/* What a channel has in common with an account, so that both fail together. */
typedef enum
{
  SL_FATE_APART,
  SL_FATE_MAIL_HOST, /* mail through the same servers */
  SL_FATE_PROVIDER,  /* the same provider */
  SL_FATE_IDENTITY,  /* the same sign-in, such as Microsoft's for Outlook and Teams */
  SL_FATE_SYSTEMS,   /* other systems in common, such as Messenger and WhatsApp */
} SlFate;

SlFate sl_shared_fate_find (SlPlan *plan, SlProviderCatalogue *catalogue, const SlAccount *account, const SlChannel *channel, const char **shared_name);
