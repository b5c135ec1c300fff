/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "notifier.h"
#include "organisation-link.h"
#include "preferences.h"

/* The notifier's id of the organisation's notice; no account can have it. */
#define SL_ORGANISATION_NOTICE_ID "organisation/notice"

/**
 * SlOrganisationNotice:
 *
 * Tells the user once of each notice of the organisation, also over restarts, and takes it away when
 * it is over. One that the user has not closed when the service ends is told again by the next. Not in
 * quiet hours: then afterwards, if it is still valid. Owned by the service.
 */
#define SL_TYPE_ORGANISATION_NOTICE (sl_organisation_notice_get_type ())
G_DECLARE_FINAL_TYPE (SlOrganisationNotice, sl_organisation_notice, SL, ORGANISATION_NOTICE, GObject)

SlOrganisationNotice *sl_organisation_notice_new (SlNotifier *notifier, SlOrganisationLink *link, SlPreferences *preferences);
void                  sl_organisation_notice_update (SlOrganisationNotice *self);
