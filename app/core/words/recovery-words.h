/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "state.h"

/* What is said when trouble is over: a notice's title and body. */

char *sl_recovery_headline (const char *name, gint64 trouble_seconds);
char *sl_recovery_advice (SlState     from,
                          const char *provider_name,
                          gint64      trouble_seconds,
                          gint64      provider_lag_seconds);
