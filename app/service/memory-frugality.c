/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "memory-frugality.h"

#include <malloc.h>

/* The service is one main loop and a few short-lived threads: two arenas serve them all, and freed
 * memory goes back early because the service idles for minutes. */
#define MAX_ARENAS 2
#define TRIM_THRESHOLD_BYTES (64 * 1024)
#define MMAP_THRESHOLD_BYTES (64 * 1024)

/**
 * sl_memory_frugality_apply:
 *
 * Keeps a process that lives all day small. To be called before anything is allocated.
 *
 * Source: mallopt(3).
 */
void
sl_memory_frugality_apply (void)
{
  mallopt (M_ARENA_MAX, MAX_ARENAS);
  mallopt (M_TRIM_THRESHOLD, TRIM_THRESHOLD_BYTES);
  mallopt (M_MMAP_THRESHOLD, MMAP_THRESHOLD_BYTES);
}
