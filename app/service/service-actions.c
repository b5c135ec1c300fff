/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service-actions.h"

#include "morning.h"

struct _SlServiceActions
{
  GObject             parent_instance;
  SlEngine           *engine;
  SlWindowLauncher   *launcher;
  GSimpleActionGroup *group;
  SlTray             *tray; /* weak; nullable: there is no lantern in the panel */
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
  g_clear_weak_pointer (&self->tray);

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

/* The right to raise a window that some panels give before the click on a menu's line. */
static char *
take_token (SlServiceActions *self)
{
  return self->tray != NULL ? sl_tray_take_activation_token (self->tray) : NULL;
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SlServiceActions *self = user_data;
  g_autofree char  *token = take_token (self);

  sl_window_launcher_show_overview (self->launcher, token);
}

static void
on_show_fallback (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SlServiceActions *self = user_data;
  g_autofree char  *token = take_token (self);

  sl_window_launcher_show_fallback (self->launcher, g_variant_get_string (parameter, NULL), token);
}

/* A refused password is never tried again from the menu: the window asks first. */
static void
check_now (SlServiceActions *self, const char *account_id)
{
  g_autoptr (GError) error = NULL;

  if (!sl_watcher_check_now (get_watcher (self), account_id, FALSE, &error))
    g_message ("%s", error->message);
}

static void
on_check_now (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  check_now (user_data, "");
}

static void
on_check_account (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  check_now (user_data, g_variant_get_string (parameter, NULL));
}

/* A menu may be older than the plan: an account that is gone needs no muting. */
static void
mute (SlServiceActions *self, GVariant *account_id, guint seconds)
{
  g_autoptr (GError) error = NULL;

  if (!sl_watcher_mute (get_watcher (self), g_variant_get_string (account_id, NULL), seconds,
                        &error))
    g_message ("%s", error->message);
}

static void
on_mute (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  mute (user_data, parameter, G_MAXUINT32);
}

static void
on_unmute (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  mute (user_data, parameter, 0);
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

  sl_watcher_pause (get_watcher (user_data), sl_morning_seconds_until (now));
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
  g_autofree char  *token = take_token (self);

  sl_window_launcher_show_practise (self->launcher, token);
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SlServiceActions *self = user_data;
  g_autofree char  *token = take_token (self);

  sl_window_launcher_show_preferences (self->launcher, token);
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
  { .name = "check-account", .activate = on_check_account, .parameter_type = "s" },
  { .name = "mute", .activate = on_mute, .parameter_type = "s" },
  { .name = "unmute", .activate = on_unmute, .parameter_type = "s" },
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
 * sl_service_actions_set_tray:
 * @self: the actions
 * @tray: (nullable): where the clicks come from, %NULL if there is no lantern any more
 *
 * Lets the windows that the actions open be raised by the click.
 */
void
sl_service_actions_set_tray (SlServiceActions *self, SlTray *tray)
{
  g_set_weak_pointer (&self->tray, tray);
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
