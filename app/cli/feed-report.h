/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "health.h"

char *sl_feed_report_to_json (const SlHealth *health);
char *sl_feed_report_to_text (const SlHealth *health, gint64 now, gboolean every_component);
