/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"
#include "watch-client.h"

#include <gtk/gtk.h>

/**
 * SlFallbackPage:
 *
 * What somebody needs while mail does not work: what happened in one sentence, what to do now, whom
 * to reach and how, and what to tell them. Comes from the plan alone, so it can be read without a
 * network, a keyring or the service; what the service knows is added when it answers.
 */
#define SL_TYPE_FALLBACK_PAGE (sl_fallback_page_get_type ())
G_DECLARE_FINAL_TYPE (SlFallbackPage, sl_fallback_page, SL, FALLBACK_PAGE, GtkBox)

GtkWidget     *sl_fallback_page_new (SlPlanStore *store, SlWatchClient *client, const char *account_id);
const char    *sl_fallback_page_get_account_id (SlFallbackPage *self);
SlWatchClient *sl_fallback_page_get_client (SlFallbackPage *self);
SlPlanStore   *sl_fallback_page_get_store (SlFallbackPage *self);
