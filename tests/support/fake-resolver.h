/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlFakeResolver:
 *
 * The name servers of a test's world: knows the names it was told and no others, so that no test
 * asks a real one. A name may also be silent: it is never answered, only cancelled. Any thread may
 * ask; all is told before the first question.
 */
#define SL_TYPE_FAKE_RESOLVER (sl_fake_resolver_get_type ())
G_DECLARE_FINAL_TYPE (SlFakeResolver, sl_fake_resolver, SL, FAKE_RESOLVER, GResolver)

SlFakeResolver *sl_fake_resolver_install (void);
void            sl_fake_resolver_forget (SlFakeResolver *self);
void sl_fake_resolver_add_address (SlFakeResolver *self, const char *host, const char *address);
void sl_fake_resolver_add_service (SlFakeResolver *self,
                                   const char     *name,
                                   const char     *host,
                                   guint16         port);
void sl_fake_resolver_add_exchanger (SlFakeResolver *self,
                                     const char     *domain,
                                     guint16         preference,
                                     const char     *host);
void sl_fake_resolver_silence (SlFakeResolver *self, const char *name);
