/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"
#include "watch-client.h"

#include <gtk/gtk.h>

/**
 * SlOrganisationCard:
 *
 * What the user's organisation has to tell now, as the first thing on a page: plain text, until when
 * it is valid, and where more is said. It stands above what was found and never in its place. The
 * service says whether it is valid; without the service the plan and this computer's clock do.
 * Invisible while there is nothing to tell, and in a practice. Owned by its page.
 */
#define SL_TYPE_ORGANISATION_CARD (sl_organisation_card_get_type ())
G_DECLARE_FINAL_TYPE (SlOrganisationCard, sl_organisation_card, SL, ORGANISATION_CARD, GtkWidget)

void sl_organisation_card_follow (SlOrganisationCard *self, SlPlanStore *store, SlWatchClient *client);
