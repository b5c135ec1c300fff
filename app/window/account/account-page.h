/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"
#include "watch-client.h"

#include <gtk/gtk.h>

/**
 * SlAccountPage:
 *
 * Everything about one account, the way round first while something is wrong: what and whose, what
 * to do, why we say so, what they write. It can be shown before the service has answered, and
 * without it: what the plan holds is always there.
 */
#define SL_TYPE_ACCOUNT_PAGE (sl_account_page_get_type ())
G_DECLARE_FINAL_TYPE (SlAccountPage, sl_account_page, SL, ACCOUNT_PAGE, GtkBox)

GtkWidget  *sl_account_page_new (SlPlanStore *store, SlWatchClient *client, const char *account_id);
const char *sl_account_page_get_account_id (SlAccountPage *self);
SlWatchClient *sl_account_page_get_client (SlAccountPage *self);
