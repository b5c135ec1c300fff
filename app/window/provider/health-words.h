/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "health.h"
#include "state.h"

SlHealthState sl_health_words_lookup (GVariant *dictionary, const char *member);
SlState       sl_health_words_to_state (SlHealthState health);
const char   *sl_health_words_get_label (SlHealthState health);
const char   *sl_health_words_get_sentence (SlHealthState health);
