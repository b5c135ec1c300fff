/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "discovered-settings.h"

/* The longest file of Thunderbird's list has 13 KiB. */
#define SL_AUTOCONFIG_MAX_BYTES (64 * 1024)
#define SL_AUTOCONFIG_MAX_SERVERS 12

SlDiscoveredSettings *sl_autoconfig_document_read (const char       *data,
                                                   gsize             length,
                                                   SlDiscoverySource source,
                                                   GError          **error);
