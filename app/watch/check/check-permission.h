/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "budget.h"
#include "runner.h"
#include "scheduler.h"
#include "watched-account.h"

#include <gio/gio.h>

/**
 * SlPermissionSources:
 * @now: Unix seconds
 * @force: the user was asked and wants it all the same
 * @cut_off: there is no network at all
 * @has_feed: the account's provider has a feed
 * @runner: what runs now
 * @scheduler: what servers asked us to wait
 * @budget: what was refused
 *
 * What decides whether "Check now" is possible.
 */
typedef struct
{
  gint64       now;
  gboolean     force;
  gboolean     cut_off;
  gboolean     has_feed;
  SlRunner    *runner;
  SlScheduler *scheduler;
  SlBudget    *budget;
} SlPermissionSources;

gboolean sl_check_permission_ask (const SlWatchedAccount    *watched,
                                  const SlPermissionSources *sources,
                                  GError                   **error);
