/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "suggestion.h"
#include "watch-client.h"

char      **sl_situation_list_unhealthy (SlWatchClient *client);
SlSituation sl_situation_read (SlWatchClient *client, const char *account_id, char **unhealthy);
