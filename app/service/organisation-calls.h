/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "organisation-link.h"
#include "watch-dbus.h"

/**
 * SlOrganisationCalls:
 *
 * The organisation on the bus: the property Organisation, and the calls RefreshOrganisation and
 * ForgetOrganisationKey. Owned by the service.
 */
#define SL_TYPE_ORGANISATION_CALLS (sl_organisation_calls_get_type ())
G_DECLARE_FINAL_TYPE (SlOrganisationCalls, sl_organisation_calls, SL, ORGANISATION_CALLS, GObject)

SlOrganisationCalls *sl_organisation_calls_new (SlDBusWatch *skeleton, SlOrganisationLink *link);
