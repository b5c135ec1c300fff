/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-item.h"

#include <gtk/gtk.h>

/**
 * SlFeedsView:
 *
 * What the providers behind an account write on their status pages, quoted as theirs, and when we
 * read it. Hidden if there is no page to read. A provider's row leads to its page.
 */
#define SL_TYPE_FEEDS_VIEW (sl_feeds_view_get_type ())
G_DECLARE_FINAL_TYPE (SlFeedsView, sl_feeds_view, SL, FEEDS_VIEW, GtkWidget)

void sl_feeds_view_update (SlFeedsView *self, SlAccountItem *item);
