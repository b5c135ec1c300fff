/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watcher.h"

/**
 * SlServiceOptions:
 * @practice: (nullable): name of the scenario to act out; %NULL: watch the user's mail
 * @speed: of the practice, 1 is real time
 * @intervals: (nullable): for tests: shortened intervals; only servers on this computer are watched
 * @ca_file: (nullable): for tests: the only certificate authority to trust, PEM
 * @has_lifeline: end when standard input does: whoever started this is gone then
 * @show_version: print the version and end
 *
 * The command line of stormlantern-watch.
 */
typedef struct
{
  char             *practice;
  double            speed;
  SlWatchIntervals *intervals;
  char             *ca_file;
  gboolean          has_lifeline;
  gboolean          show_version;
} SlServiceOptions;

SlServiceOptions *sl_service_options_parse (int *argc, char ***argv, GError **error);
void              sl_service_options_free (SlServiceOptions *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlServiceOptions, sl_service_options_free)
