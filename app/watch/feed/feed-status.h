/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "health.h"

#include <gio/gio.h>

/**
 * SlFeedStatus:
 * @provider: id of the provider whose feed it is
 * @provider_name: (nullable): for people
 * @page_url: (nullable): where people read it, https
 * @checked: when we last asked, Unix seconds, 0 if never
 * @health: (nullable): what it said last
 * @error: (nullable): one sentence when it could not be fetched
 *
 * One feed as the status shows it. Owned by the account's status.
 */
typedef struct
{
  char     *provider;
  char     *provider_name;
  char     *page_url;
  gint64    checked;
  SlHealth *health;
  char     *error;
} SlFeedStatus;

SlFeedStatus *sl_feed_status_new (const char *provider, const char *provider_name);
void          sl_feed_status_free (SlFeedStatus *feed);
GVariant     *sl_feed_status_to_variant (const SlFeedStatus *feed);
GVariant     *sl_feed_status_component_to_variant (const SlHealthComponent *component);
