/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret.h"

SlSecret *sl_pkce_new_verifier (void);
char     *sl_pkce_make_challenge (const SlSecret *verifier);
char     *sl_pkce_new_state (void);
