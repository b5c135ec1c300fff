/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feed-reader.h"

/* One row a platform; the table in feed-reader.c puts them in the order of detection. */
extern const SlFeedReader sl_apple_reader;
extern const SlFeedReader sl_azure_reader;
extern const SlFeedReader sl_better_stack_reader;
extern const SlFeedReader sl_cachet_reader;
extern const SlFeedReader sl_cstate_reader;
extern const SlFeedReader sl_freshstatus_reader;
extern const SlFeedReader sl_gatus_reader;
extern const SlFeedReader sl_google_workspace_reader;
extern const SlFeedReader sl_incident_io_reader;
extern const SlFeedReader sl_instatus_reader;
extern const SlFeedReader sl_microsoft_reader;
extern const SlFeedReader sl_rss_reader;
extern const SlFeedReader sl_signal_reader;
extern const SlFeedReader sl_slack_reader;
extern const SlFeedReader sl_sorry_reader;
extern const SlFeedReader sl_status_io_reader;
extern const SlFeedReader sl_status_iq_reader;
extern const SlFeedReader sl_statuspage_reader;
extern const SlFeedReader sl_statuspal_reader;
extern const SlFeedReader sl_uptime_kuma_reader;
