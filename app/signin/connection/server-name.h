/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol.h"

char *sl_server_name_from_greeting (SlProtocol protocol, const char *text);
