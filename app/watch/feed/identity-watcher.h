/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clock.h"
#include "evidence.h"
#include "feed-backend.h"
#include "provider.h"

#define SL_IDENTITY_SPACING_MS (5 * 60 * 1000) /* how often one door is asked at most */
#define SL_IDENTITY_FRESH_SECONDS (10 * 60)    /* what was found longer ago says nothing */
#define SL_IDENTITY_MAX_DOORS 2                /* of one provider */

/**
 * SlIdentityWatcher:
 *
 * Tells a refused password from a provider that cannot sign anybody in: it asks the public pages of
 * the provider's identity service. No credential, no address of the user's, and only on demand:
 * when a sign-in fails. One question of an address serves all providers that share it. Owned by the
 * watcher.
 *
 * Signals: over (): a question is answered; see sl_identity_watcher_judge()
 */
#define SL_TYPE_IDENTITY_WATCHER (sl_identity_watcher_get_type ())
G_DECLARE_FINAL_TYPE (SlIdentityWatcher, sl_identity_watcher, SL, IDENTITY_WATCHER, GObject)

SlIdentityWatcher *sl_identity_watcher_new (SlClock *clock, const SlFeedBackend *backend);
void               sl_identity_watcher_ask (SlIdentityWatcher *self, const SlProvider *provider);
void               sl_identity_watcher_cancel (SlIdentityWatcher *self);
gboolean   sl_identity_watcher_is_asking (SlIdentityWatcher *self, const SlProvider *provider);
SlIdentity sl_identity_watcher_judge (SlIdentityWatcher *self,
                                      const SlProvider  *provider,
                                      gboolean           line_proven);
