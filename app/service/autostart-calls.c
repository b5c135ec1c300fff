/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "autostart-calls.h"

#include "autostart.h"
#include "installation.h"

struct _SlAutostartCalls
{
  GObject        parent_instance;
  SlDBusWatch   *skeleton;
  SlPreferences *preferences;
  SlProblems    *problems;
  SlAutostart   *autostart;
};

G_DEFINE_FINAL_TYPE (SlAutostartCalls, sl_autostart_calls, G_TYPE_OBJECT)

static void
sl_autostart_calls_dispose (GObject *object)
{
  SlAutostartCalls *self = SL_AUTOSTART_CALLS (object);

  if (self->skeleton != NULL)
    g_signal_handlers_disconnect_by_data (self->skeleton, self);
  if (self->autostart != NULL)
    g_signal_handlers_disconnect_by_data (self->autostart, self);
  g_clear_object (&self->skeleton);
  g_clear_object (&self->preferences);
  g_clear_object (&self->problems);
  g_clear_object (&self->autostart);

  G_OBJECT_CLASS (sl_autostart_calls_parent_class)->dispose (object);
}

static void
sl_autostart_calls_class_init (SlAutostartCallsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_autostart_calls_dispose;
}

static void
sl_autostart_calls_init (SlAutostartCalls *self)
{
}

static const char *
name_state (SlAutostartState state)
{
  switch (state)
    {
    case SL_AUTOSTART_ON:
      return "on";
    case SL_AUTOSTART_ASKING:
      return "asking";
    case SL_AUTOSTART_OFF:
    default:
      return "off";
    }
}

static void
on_changed (SlAutostartCalls *self)
{
  SlAutostartState state = sl_autostart_get_state (self->autostart);

  if (state != SL_AUTOSTART_ASKING)
    sl_preferences_set_autostart_granted (self->preferences, state == SL_AUTOSTART_ON);
  /* First, so that whoever waits for the answer finds the reason. */
  sl_problems_set (self->problems, "autostart", sl_autostart_get_problem (self->autostart));
  sl_dbus_watch_set_autostart (self->skeleton, name_state (state));
}

static gboolean
on_set_autostart (SlDBusWatch           *skeleton,
                  GDBusMethodInvocation *invocation,
                  gboolean               wanted,
                  SlAutostartCalls      *self)
{
  sl_dbus_watch_complete_set_autostart (skeleton, invocation);
  sl_autostart_set (self->autostart, wanted);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/**
 * sl_autostart_calls_new:
 * @skeleton: the service's face on the bus
 * @connection: the session bus
 * @preferences: keep the portal's answer
 * @problems: told of a refusal
 *
 * Returns: (transfer full): answers calls from now on
 */
SlAutostartCalls *
sl_autostart_calls_new (SlDBusWatch     *skeleton,
                        GDBusConnection *connection,
                        SlPreferences   *preferences,
                        SlProblems      *problems)
{
  SlAutostartCalls *self = g_object_new (SL_TYPE_AUTOSTART_CALLS, NULL);

  self->skeleton = g_object_ref (skeleton);
  self->preferences = g_object_ref (preferences);
  self->problems = g_object_ref (problems);
  self->autostart = sl_installation_is_sandboxed () ? sl_autostart_new_for_portal (
                        connection, sl_preferences_is_autostart_granted (preferences))
                                                    : sl_autostart_new_for_file ();
  g_signal_connect_swapped (self->autostart, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (skeleton, "handle-set-autostart", G_CALLBACK (on_set_autostart), self);
  sl_dbus_watch_set_autostart (skeleton, name_state (sl_autostart_get_state (self->autostart)));
  return self;
}
