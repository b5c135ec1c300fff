/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service-notices.h"

#include "notice-words.h"

/* A practice takes longer than planned when the computer is busy. */
#define PRACTICE_AFTERMATH_SECONDS 15

struct _SlServiceNotices
{
  GObject        parent_instance;
  SlNotifier    *notifier;
  SlEngine      *engine;
  SlPreferences *preferences;
  GHashTable    *troubles; /* ids of accounts whose trouble is on show */
};

G_DEFINE_FINAL_TYPE (SlServiceNotices, sl_service_notices, G_TYPE_OBJECT)

static void
sl_service_notices_dispose (GObject *object)
{
  SlServiceNotices *self = SL_SERVICE_NOTICES (object);

  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (sl_engine_get_watcher (self->engine), self);
  g_clear_object (&self->notifier);
  g_clear_object (&self->engine);
  g_clear_object (&self->preferences);
  g_clear_pointer (&self->troubles, g_hash_table_unref);

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
  self->troubles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* A notice that is no longer true goes away even when nothing new may be said. */
static void
withdraw (SlServiceNotices *self, const SlTransition *transition)
{
  if (transition->to == SL_STATE_OK && g_hash_table_remove (self->troubles, transition->account_id))
    sl_notifier_withdraw (self->notifier, transition->account_id);
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

static void
show (SlServiceNotices *self, const SlTransition *transition)
{
  g_autoptr (SlAccountStatus) status
      = sl_watcher_get_account (sl_engine_get_watcher (self->engine), transition->account_id);
  g_autoptr (SlNoticeWords) words = sl_notice_words_new (
      transition, status, sl_engine_get_plan (self->engine), sl_engine_get_catalogue (self->engine),
      sl_engine_get_practice (self->engine) != NULL);

  limit_lifetime (self);
  sl_notifier_show (self->notifier, transition->account_id, words->title, words->body,
                    words->urgency, SL_APPLICATION_ID);
  if (transition->to == SL_STATE_OK)
    g_hash_table_remove (self->troubles, transition->account_id);
  else
    g_hash_table_add (self->troubles, g_strdup (transition->account_id));
}

static void
on_transition (SlServiceNotices *self, SlTransition *transition)
{
  if (transition->notify && sl_preferences_wants_notices (self->preferences))
    show (self, transition);
  else
    withdraw (self, transition);
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
  g_signal_connect_swapped (sl_engine_get_watcher (engine), "transition",
                            G_CALLBACK (on_transition), self);
  return self;
}

static gboolean
withdraw_one (gpointer account_id, gpointer unused, gpointer user_data)
{
  SlServiceNotices *self = user_data;

  sl_notifier_withdraw (self->notifier, account_id);
  return TRUE;
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
  g_hash_table_foreach_remove (self->troubles, withdraw_one, self);
}
