/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-item.h"
#include "secret.h"

#include "watch-dbus.h"

#include <gio/gio.h>

/* Well-known names the service can be found under; both serve the same interface. */
#define SL_WATCH_BUS_NAME SL_APPLICATION_ID ".Watch"
#define SL_PRACTICE_BUS_NAME SL_APPLICATION_ID ".Practice"
#define SL_WATCH_OBJECT_PATH "/io/github/stormlantern/StormLantern/Watch"

/* The id under which the practice's only account goes. */
#define SL_PRACTICE_ACCOUNT_ID "practice"

/* Whether the service answers. */
typedef enum
{
  SL_WATCH_CLIENT_CONNECTING,
  SL_WATCH_CLIENT_PRESENT,
  SL_WATCH_CLIENT_ABSENT,
} SlWatchClientPresence;

/**
 * SlWatchClient:
 *
 * What the window knows of the service: its accounts as a list model, its own state, and its
 * methods. Never blocks; a service that is absent, ends or restarts is a state, not an error.
 * Methods that fail say so by the signal "message".
 *
 * Signals:
 * - changed (): anything but the accounts' contents changed (presence, headline, pause, drill)
 * - accounts-changed (): accounts came, went or changed
 * - message (char *sentence): what came of a request, for a passing notice
 * - refused (char *account_id): this account's password was refused before; ask before forcing
 */
#define SL_TYPE_WATCH_CLIENT (sl_watch_client_get_type ())
G_DECLARE_FINAL_TYPE (SlWatchClient, sl_watch_client, SL, WATCH_CLIENT, GObject)

SlWatchClient *sl_watch_client_new (const char *bus_name);

SlWatchClientPresence sl_watch_client_get_presence (SlWatchClient *self);
SlDBusWatch          *sl_watch_client_get_proxy (SlWatchClient *self);
GListModel           *sl_watch_client_get_accounts (SlWatchClient *self);
GVariant             *sl_watch_client_dup_channel_feeds (SlWatchClient *self);
SlAccountItem        *sl_watch_client_lookup (SlWatchClient *self, const char *account_id);
SlState               sl_watch_client_get_state (SlWatchClient *self);
const char           *sl_watch_client_get_headline (SlWatchClient *self);
const char           *sl_watch_client_get_plan_path (SlWatchClient *self);
gint64                sl_watch_client_get_paused_until (SlWatchClient *self);
gboolean              sl_watch_client_is_practice (SlWatchClient *self);
GVariant             *sl_watch_client_dup_problems (SlWatchClient *self);

void sl_watch_client_check_now (SlWatchClient *self, const char *account_id, gboolean force);
void sl_watch_client_pause (SlWatchClient *self, guint seconds);
void sl_watch_client_resume (SlWatchClient *self);
void sl_watch_client_mute (SlWatchClient *self, const char *account_id, guint seconds);
void sl_watch_client_introduce (SlWatchClient *self, const char *account_id, SlSecret *secret);
void sl_watch_client_clear_secret (SlWatchClient *self, const char *account_id);

/* For clients of a part of the interface */
void sl_watch_client_call (SlWatchClient *self,
                           const char    *method,
                           GVariant      *arguments,
                           const char    *account_id);
