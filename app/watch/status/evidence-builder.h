/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence.h"
#include "feed-watcher.h"
#include "identity-watcher.h"
#include "line-probe.h"
#include "watched-account.h"

/**
 * SlEvidenceSources:
 * @now: Unix seconds
 * @connectivity: what the desktop says
 * @connectivity_since: since when it says so, Unix seconds
 * @accounts: (element-type SlWatchedAccount): all of them
 * @feeds: the feeds
 * @line: the probe of the line
 * @identity: what is known of the providers' identity services
 *
 * Where the evidence comes from.
 */
typedef struct
{
  gint64             now;
  SlConnectivity     connectivity;
  gint64             connectivity_since;
  GPtrArray         *accounts;
  SlFeedWatcher     *feeds;
  SlLineProbe       *line;
  SlIdentityWatcher *identity;
} SlEvidenceSources;

SlEvidence *sl_evidence_build (const SlWatchedAccount *watched, const SlEvidenceSources *sources);
