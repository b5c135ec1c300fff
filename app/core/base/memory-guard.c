/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "memory-guard.h"

#include <glib.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* Present in every Flatpak sandbox, see flatpak-metadata(5). */
#define SANDBOX_MARK "/.flatpak-info"

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
 * sl_memory_guard_forbid_core_dumps:
 *
 * Lets no core dump of this process be written, in which a password might lie. A program that is
 * started from here may allow its own again.
 *
 * Source: setrlimit(2), RLIMIT_CORE.
 */
void
sl_memory_guard_forbid_core_dumps (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_CORE, &limit) == 0)
    limit.rlim_cur = 0;
  else
    limit = (struct rlimit){ 0, 0 };
  if (setrlimit (RLIMIT_CORE, &limit) != 0)
    g_info ("Core dumps could not be switched off");
}

/**
 * sl_memory_guard_hide_memory:
 *
 * Keeps other processes of the user out of this one's memory, where that does no harm. Not for the
 * window: a portal that may not look into /proc would refuse it the desktop's settings.
 *
 * Source: prctl(2), PR_SET_DUMPABLE.
 */
void
sl_memory_guard_hide_memory (void)
{
  if (may_hide_memory () && prctl (PR_SET_DUMPABLE, 0) != 0)
    g_info ("The memory could not be hidden");
}
