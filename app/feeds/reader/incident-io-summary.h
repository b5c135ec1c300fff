/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "health.h"

gboolean  sl_incident_io_summary_recognises (JsonNode *root);
SlHealth *sl_incident_io_summary_read (const char *platform, JsonNode *root, gint64 now, const char *const *components);
