/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-fetcher.h"

G_DEFINE_QUARK (sl - feed - error - quark, sl_feed_error)
