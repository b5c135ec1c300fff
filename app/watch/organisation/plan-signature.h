/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* 64 bytes in base64, with room for line ends. */
#define SL_PLAN_SIGNATURE_MAX_BYTES 256

gboolean sl_plan_signature_verify (GBytes *content, GBytes *signature, const char *key);
char    *sl_plan_signature_find_address (const char *address);
