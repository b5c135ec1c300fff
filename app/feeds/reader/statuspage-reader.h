/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feed-reader.h"

/* Several platforms answer in Statuspage's shape. */
gboolean  sl_statuspage_recognises (GBytes *body, JsonNode *root);
SlHealth *sl_statuspage_read (const char        *platform,
                              JsonNode          *root,
                              gint64             now,
                              const char *const *components);
