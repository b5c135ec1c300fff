/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"
#include "provider-catalogue.h"

/**
 * SlExchangerLookup:
 *
 * Asks the name servers who takes the mail of the domains in a plan that no provider has as its own,
 * so that a mail address at such a domain is known to fail together with its host. One domain after
 * the other, only the domain is told, and nobody is asked twice in a month. Does nothing unless the
 * plan has mail as a channel. Owned by the service's engine or the command line.
 *
 * Signals:
 * - over (gboolean changed): everything was asked that could be; whether something new is known
 */
#define SL_TYPE_EXCHANGER_LOOKUP (sl_exchanger_lookup_get_type ())
G_DECLARE_FINAL_TYPE (SlExchangerLookup, sl_exchanger_lookup, SL, EXCHANGER_LOOKUP, GObject)

SlExchangerLookup *sl_exchanger_lookup_new (SlProviderCatalogue *catalogue);
void               sl_exchanger_lookup_start (SlExchangerLookup *self, SlPlan *plan);
void               sl_exchanger_lookup_cancel (SlExchangerLookup *self);
