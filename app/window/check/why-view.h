/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-item.h"

#include <gtk/gtk.h>

/**
 * SlWhyView:
 *
 * The evidence behind an account's sentence: how far the newest check came, step by step, what the
 * server answered where it failed, and what else was weighed.
 */
#define SL_TYPE_WHY_VIEW (sl_why_view_get_type ())
G_DECLARE_FINAL_TYPE (SlWhyView, sl_why_view, SL, WHY_VIEW, GtkWidget)

void sl_why_view_update (SlWhyView *self, SlAccountItem *item);
