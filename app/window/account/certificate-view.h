/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-item.h"
#include "plan-store.h"

#include <adwaita.h>

/**
 * SlCertificateView:
 *
 * The keys of an account's servers that the user trusts, each with a way to take the trust back;
 * and, only after a certificate was refused because nobody vouches for it, the offer to look at it.
 * Hidden while there is neither. Part of the account page.
 */
#define SL_TYPE_CERTIFICATE_VIEW (sl_certificate_view_get_type ())
G_DECLARE_FINAL_TYPE (
    SlCertificateView, sl_certificate_view, SL, CERTIFICATE_VIEW, AdwPreferencesGroup)

void sl_certificate_view_update (SlCertificateView *self,
                                 SlPlanStore       *store,
                                 const char        *account_id,
                                 SlAccountItem     *item);
