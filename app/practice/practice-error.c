/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "practice-error.h"

G_DEFINE_QUARK (sl_practice_error, sl_practice_error)
