/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SlSharedTrust:
 *
 * A certificate database that many connections share. GIO's own are read from their file and parsed
 * again for every connection: with the system's certificates that is 8 ms and 5 MB each time, which
 * four threads made a lasting 20 MB (measured on Debian 12). This one passes every question on to
 * the one it was made of, from one thread at a time, and is parsed once. Owned by whoever connects.
 */
#define SL_TYPE_SHARED_TRUST (sl_shared_trust_get_type ())
G_DECLARE_FINAL_TYPE (SlSharedTrust, sl_shared_trust, SL, SHARED_TRUST, GTlsDatabase)

GTlsDatabase *sl_shared_trust_new (GTlsDatabase *base);
GTlsDatabase *sl_shared_trust_get_system (void);

G_END_DECLS
