/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char *sl_recovery_headline (const char *name, gint64 trouble_seconds);
char *
sl_recovery_advice (const char *provider_name, gint64 trouble_seconds, gint64 provider_lag_seconds);
