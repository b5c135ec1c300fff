/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service-notices.h"

#include "trouble-board.h"

/* A practice takes longer than planned when the computer is busy. */
#define PRACTICE_AFTERMATH_SECONDS 15

struct _SlServiceNotices
{
  GObject         parent_instance;
  SlNotifier     *notifier;
  SlTroubleBoard *board;
  SlEngine       *engine;
  SlPreferences  *preferences;
};

G_DEFINE_FINAL_TYPE (SlServiceNotices, sl_service_notices, G_TYPE_OBJECT)

static void
sl_service_notices_dispose (GObject *object)
{
  SlServiceNotices *self = SL_SERVICE_NOTICES (object);

  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (sl_engine_get_watcher (self->engine), self);
  if (self->preferences != NULL)
    g_signal_handlers_disconnect_by_data (self->preferences, self);
  g_clear_object (&self->board);
  g_clear_object (&self->notifier);
  g_clear_object (&self->engine);
  g_clear_object (&self->preferences);

  G_OBJECT_CLASS (sl_service_notices_parent_class)->dispose (object);
}

static void
sl_service_notices_class_init (SlServiceNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_service_notices_dispose;
}

static void
sl_service_notices_init (SlServiceNotices *self)
{
}

/* A practice that is killed withdraws nothing: its notices go when it would have ended. */
static void
limit_lifetime (SlServiceNotices *self)
{
  SlPractice *practice = sl_engine_get_practice (self->engine);
  double      left_seconds;

  if (practice == NULL)
    return;
  left_seconds = sl_practice_get_duration_seconds (practice)
                 - sl_practice_get_elapsed_seconds (practice) + PRACTICE_AFTERMATH_SECONDS;
  sl_notifier_set_lifetime (self->notifier, left_seconds * 1000);
}

/* The channel to use is named by what is known at this moment. */
static void
brief_board (SlServiceNotices *self)
{
  SlWatcher *watcher = sl_engine_get_watcher (self->engine);

  sl_trouble_board_set_plan (self->board, sl_engine_get_plan (self->engine),
                             sl_engine_get_catalogue (self->engine));
  sl_trouble_board_set_troubled (self->board, sl_watcher_list_troubled_providers (watcher));
}

static void
on_transition (SlServiceNotices *self, SlTransition *transition)
{
  g_autoptr (SlAccountStatus) status
      = sl_watcher_get_account (sl_engine_get_watcher (self->engine), transition->account_id);

  brief_board (self);
  limit_lifetime (self);
  if (transition->notify && sl_preferences_wants_notices (self->preferences))
    sl_trouble_board_tell (self->board, transition, status);
  else
    sl_trouble_board_note (self->board, transition);
}

/* Whatever has changed, few accounts have a notice: each of them is looked at. */
static void
on_changed (SlServiceNotices *self)
{
  g_autoptr (GPtrArray) accounts = sl_trouble_board_list_accounts (self->board);

  if (accounts->len > 0)
    brief_board (self);
  for (guint i = 0; i < accounts->len; i++)
    {
      const char *id = g_ptr_array_index (accounts, i);
      g_autoptr (SlAccountStatus) status
          = sl_watcher_get_account (sl_engine_get_watcher (self->engine), id);

      sl_trouble_board_refresh (self->board, id, status);
    }
}

static void
on_preferences_changed (SlServiceNotices *self)
{
  if (!sl_preferences_wants_notices (self->preferences))
    sl_trouble_board_clear (self->board);
}

/**
 * sl_service_notices_new:
 * @notifier: shows them
 * @engine: what is told about
 * @preferences: whether the user wants to be told
 *
 * Returns: (transfer full): tells from now on
 */
SlServiceNotices *
sl_service_notices_new (SlNotifier *notifier, SlEngine *engine, SlPreferences *preferences)
{
  SlServiceNotices *self = g_object_new (SL_TYPE_SERVICE_NOTICES, NULL);

  self->notifier = g_object_ref (notifier);
  self->engine = g_object_ref (engine);
  self->preferences = g_object_ref (preferences);
  self->board = sl_trouble_board_new (notifier, sl_engine_get_practice (engine) != NULL);
  g_signal_connect_swapped (sl_engine_get_watcher (engine), "transition",
                            G_CALLBACK (on_transition), self);
  g_signal_connect_swapped (sl_engine_get_watcher (engine), "changed", G_CALLBACK (on_changed),
                            self);
  g_signal_connect_swapped (preferences, "changed", G_CALLBACK (on_preferences_changed), self);
  return self;
}

/**
 * sl_service_notices_withdraw_trouble:
 * @self: the notices
 *
 * Takes every notice of trouble away: a service that ends can no longer say when it is over.
 */
void
sl_service_notices_withdraw_trouble (SlServiceNotices *self)
{
  sl_trouble_board_clear (self->board);
}
