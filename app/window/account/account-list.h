/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-item.h"

#include <gio/gio.h>

SlAccountItem *sl_account_list_lookup (GListModel *list, const char *account_id);
void           sl_account_list_update (GListStore *list, GVariant *accounts);
