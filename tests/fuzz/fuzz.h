/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/* The one function of a fuzz target: parse @data, free everything, return 0. It must not read
 * anything but @data, and must not keep anything between two calls. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);
