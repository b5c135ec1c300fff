/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* The one function of a fuzz target: parse @data, free everything, return 0. It must not read
 * anything but @data, and must not keep anything between two calls. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

/* For what must never be; unlike g_error() it ends in a signal after which libFuzzer keeps the input. */
#define FUZZ_FAIL(...) \
  do \
    { \
      g_printerr (__VA_ARGS__); \
      abort (); \
    } \
  while (0)
