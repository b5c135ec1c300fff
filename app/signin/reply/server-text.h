/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret.h"

/* What is shown of a server's words. Long enough for every known reply with its web address. */
#define SL_SERVER_TEXT_MAX_BYTES 512

char *sl_server_text_clean (const char *text, const SlSecret *secret);
