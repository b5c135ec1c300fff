/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outcome.h"

SlOutcome sl_token_quirks_find (guint status, const char *error, const guint *codes, guint n_codes);
