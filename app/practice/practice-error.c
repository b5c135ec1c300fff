/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "practice-error.h"

/* clang-format off */
G_DEFINE_QUARK (sl-practice-error-quark, sl_practice_error)
/* clang-format on */
