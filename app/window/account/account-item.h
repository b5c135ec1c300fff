/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account.h"
#include "cause.h"
#include "state.h"

/**
 * SlAccountItem:
 *
 * One account as the service last told of it: a read-only view of its dictionary on the bus, for
 * list models and pages. The watch client owns and updates it. What the service did not say reads
 * as
 * "", 0, %FALSE or %NULL; wrong types are treated the same, so that no answer can break the window.
 *
 * Signal: changed (): the service told something new of this account
 */
#define SL_TYPE_ACCOUNT_ITEM (sl_account_item_get_type ())
G_DECLARE_FINAL_TYPE (SlAccountItem, sl_account_item, SL, ACCOUNT_ITEM, GObject)

SlAccountItem *sl_account_item_new (GVariant *dictionary);
SlAccountItem *sl_account_item_new_for_plan (const SlAccount *account, const char *provider_name);
gboolean       sl_account_item_update (SlAccountItem *self, GVariant *dictionary);

const char *sl_account_item_get_id (SlAccountItem *self);
SlState     sl_account_item_get_state (SlAccountItem *self);
SlCause     sl_account_item_get_cause (SlAccountItem *self);
const char *sl_account_item_get_text (SlAccountItem *self, const char *member);
gint64      sl_account_item_get_time (SlAccountItem *self, const char *member);
gboolean    sl_account_item_get_flag (SlAccountItem *self, const char *member);
char      **sl_account_item_dup_evidence (SlAccountItem *self);
GVariant   *sl_account_item_dup_result (SlAccountItem *self, const char *member);
GVariant   *sl_account_item_dup_feeds (SlAccountItem *self);
