/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service-background.h"

#include "background-status.h"
#include "launcher-badge.h"

#define DESKTOP_ID SL_APPLICATION_ID ".desktop"

struct _SlServiceBackground
{
  GObject             parent_instance;
  SlEngine           *engine;
  SlBackgroundStatus *status; /* nullable: the desktop lists only sandboxed apps */
  SlLauncherBadge    *badge;
};

G_DEFINE_FINAL_TYPE (SlServiceBackground, sl_service_background, G_TYPE_OBJECT)

static void
sl_service_background_dispose (GObject *object)
{
  SlServiceBackground *self = SL_SERVICE_BACKGROUND (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->status);
  g_clear_object (&self->badge);

  G_OBJECT_CLASS (sl_service_background_parent_class)->dispose (object);
}

static void
sl_service_background_class_init (SlServiceBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_service_background_dispose;
}

static void
sl_service_background_init (SlServiceBackground *self)
{
}

/* Offline is the user's own line: it is not counted, as it is not told of. */
static guint
count_trouble (SlWatcher *watcher)
{
  g_autoptr (GPtrArray) accounts = sl_watcher_list_accounts (watcher);
  guint count = 0;

  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccountStatus *account = g_ptr_array_index (accounts, i);

      if (account->verdict->state == SL_STATE_OUTAGE
          || account->verdict->state == SL_STATE_ACTION_NEEDED)
        count++;
    }
  return count;
}

/**
 * sl_service_background_new:
 * @connection: the session bus
 * @engine: what is told about; the user's own mail, not a practice
 * @is_sandboxed: whether this runs in a Flatpak
 *
 * Returns: (transfer full): nothing is shown yet
 */
SlServiceBackground *
sl_service_background_new (GDBusConnection *connection, SlEngine *engine, gboolean is_sandboxed)
{
  SlServiceBackground *self = g_object_new (SL_TYPE_SERVICE_BACKGROUND, NULL);

  self->engine = g_object_ref (engine);
  self->status = is_sandboxed ? sl_background_status_new (connection) : NULL;
  self->badge = sl_launcher_badge_new (connection, DESKTOP_ID);
  return self;
}

/**
 * sl_service_background_update:
 * @self: what the desktop shows
 *
 * Brings it up to date with the watcher; only what is new is told.
 */
void
sl_service_background_update (SlServiceBackground *self)
{
  SlWatcher       *watcher = sl_engine_get_watcher (self->engine);
  g_autofree char *headline = sl_watcher_dup_headline (watcher);

  if (self->status != NULL)
    sl_background_status_set (self->status, headline);
  sl_launcher_badge_set (self->badge, count_trouble (watcher),
                         sl_watcher_get_state (watcher) == SL_STATE_OUTAGE);
}
