/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service-actions.h"

#define MORNING_HOUR 6

struct _SlServiceActions
{
  GObject             parent_instance;
  SlEngine           *engine;
  SlWindowLauncher   *launcher;
  GSimpleActionGroup *group;
};

static guint quit_signal;

G_DEFINE_FINAL_TYPE (SlServiceActions, sl_service_actions, G_TYPE_OBJECT)

static void
sl_service_actions_dispose (GObject *object)
{
  SlServiceActions *self = SL_SERVICE_ACTIONS (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->launcher);
  g_clear_object (&self->group);

  G_OBJECT_CLASS (sl_service_actions_parent_class)->dispose (object);
}

static void
sl_service_actions_class_init (SlServiceActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_service_actions_dispose;
  quit_signal = g_signal_new ("quit", SL_TYPE_SERVICE_ACTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

static SlWatcher *
get_watcher (SlServiceActions *self)
{
  return sl_engine_get_watcher (self->engine);
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SlServiceActions *self = user_data;

  sl_window_launcher_show_overview (self->launcher, NULL);
}

static void
on_show_fallback (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SlServiceActions *self = user_data;

  sl_window_launcher_show_fallback (self->launcher, g_variant_get_string (parameter, NULL), NULL);
}

/* A refused password is never tried again from the menu: the window asks first. */
static void
on_check_now (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SlServiceActions *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sl_watcher_check_now (get_watcher (self), "", FALSE, &error))
    g_message ("%s", error->message);
}

static void
on_pause (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sl_watcher_pause (get_watcher (user_data), g_variant_get_uint32 (parameter));
}

static void
on_pause_until_tomorrow (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  sl_watcher_pause (get_watcher (user_data), sl_service_actions_seconds_until_morning (now));
}

static void
on_resume (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sl_watcher_resume (get_watcher (user_data));
}

static void
on_practise (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SlServiceActions *self = user_data;

  sl_window_launcher_show_practise (self->launcher, NULL);
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SlServiceActions *self = user_data;

  sl_window_launcher_show_preferences (self->launcher, NULL);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, quit_signal, 0);
}

static const GActionEntry entries[] = {
  { .name = "open", .activate = on_open },
  { .name = "show-fallback", .activate = on_show_fallback, .parameter_type = "s" },
  { .name = "check-now", .activate = on_check_now },
  { .name = "pause", .activate = on_pause, .parameter_type = "u" },
  { .name = "pause-until-tomorrow", .activate = on_pause_until_tomorrow },
  { .name = "resume", .activate = on_resume },
  { .name = "practise", .activate = on_practise },
  { .name = "preferences", .activate = on_preferences },
  { .name = "quit", .activate = on_quit },
};

static void
sl_service_actions_init (SlServiceActions *self)
{
  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries),
                                   self);
}

/**
 * sl_service_actions_new:
 * @engine: what the actions act on
 * @launcher: opens the window
 *
 * Returns: (transfer full): the actions
 */
SlServiceActions *
sl_service_actions_new (SlEngine *engine, SlWindowLauncher *launcher)
{
  SlServiceActions *self = g_object_new (SL_TYPE_SERVICE_ACTIONS, NULL);

  self->engine = g_object_ref (engine);
  self->launcher = g_object_ref (launcher);
  return self;
}

/**
 * sl_service_actions_get_group:
 * @self: the actions
 *
 * Returns: (transfer none): the group for the tray
 */
GActionGroup *
sl_service_actions_get_group (SlServiceActions *self)
{
  return G_ACTION_GROUP (self->group);
}

/**
 * sl_service_actions_seconds_until_morning:
 * @now: a moment in the user's time zone
 *
 * Returns: seconds from @now until six o'clock on the next day
 */
guint
sl_service_actions_seconds_until_morning (GDateTime *now)
{
  g_autoptr (GDateTime) next_day = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) morning
      = g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (next_day),
                         g_date_time_get_month (next_day), g_date_time_get_day_of_month (next_day),
                         MORNING_HOUR, 0, 0);

  return g_date_time_difference (morning, now) / G_TIME_SPAN_SECOND;
}
