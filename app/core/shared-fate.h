/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "provider-catalogue.h"

/* Whether a channel fails together with an account, and why, in words. */

gboolean sl_shared_fate_is_same_mail_host (SlProviderCatalogue *catalogue, const SlAccount *account, const SlChannel *channel);
char    *sl_shared_fate_explain (SlProviderCatalogue *catalogue, const SlAccount *account, const SlChannel *channel);
