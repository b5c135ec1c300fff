/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "hardening.h"

#include <glib.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* Present in every Flatpak sandbox, see flatpak-metadata(5). */
#define SANDBOX_MARK "/.flatpak-info"

/* The service is one main loop and a few short-lived threads: two arenas serve them all, and freed
 * memory goes back early because the service idles for minutes. */
#define MAX_ARENAS 2
#define TRIM_THRESHOLD_BYTES (64 * 1024)
#define MMAP_THRESHOLD_BYTES (64 * 1024)

/* Portals identify a sandboxed process through /proc, which a process that is not dumpable hides. A
 * leak checker reads its own memory in the same way. */
static gboolean
may_hide_memory (void)
{
#if defined(__SANITIZE_ADDRESS__)
  return FALSE;
#else
  return !g_file_test (SANDBOX_MARK, G_FILE_TEST_EXISTS);
#endif
}

/**
 * sl_hardening_apply:
 *
 * Keeps passwords out of core dumps and from other processes of the user, and the process small. To
 * be called before anything else.
 *
 * Source: prctl(2), PR_SET_DUMPABLE; setrlimit(2), RLIMIT_CORE; mallopt(3).
 */
void
sl_hardening_apply (void)
{
  const struct rlimit no_core = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &no_core) != 0)
    g_info ("Core dumps could not be switched off");
  if (may_hide_memory () && prctl (PR_SET_DUMPABLE, 0) != 0)
    g_info ("The memory could not be hidden");

  mallopt (M_ARENA_MAX, MAX_ARENAS);
  mallopt (M_TRIM_THRESHOLD, TRIM_THRESHOLD_BYTES);
  mallopt (M_MMAP_THRESHOLD, MMAP_THRESHOLD_BYTES);
}
