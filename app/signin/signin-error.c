/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "signin-error.h"

/* clang-format off */
G_DEFINE_QUARK (sl-signin-error-quark, sl_signin_error)
