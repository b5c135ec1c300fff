/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watch-client.h"

#include <gtk/gtk.h>

/**
 * SlProviderPage:
 *
 * What one provider's status page says to an account: as a whole, part by part, what is open and
 * what is planned, and how old all that is. Where the page and the account's own sign-in disagree,
 * it says so.
 */
#define SL_TYPE_PROVIDER_PAGE (sl_provider_page_get_type ())
G_DECLARE_FINAL_TYPE (SlProviderPage, sl_provider_page, SL, PROVIDER_PAGE, GtkBox)

GtkWidget *sl_provider_page_new (SlWatchClient *client, const char *account_id, const char *provider);
