/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "drill-calls.h"

#include "drill-launcher.h"
#include "scenario-library.h"
#include "stopwatch.h"

#include <glib/gi18n-lib.h>

#define ERROR_PREFIX SL_APPLICATION_ID ".Error."

struct _SlDrillCalls
{
  GObject          parent_instance;
  SlDBusWatch     *skeleton;
  SlEngine        *engine;
  SlDrillLog      *log;
  SlDrillLauncher *launcher;
  SlStopwatch     *stopwatch; /* only in a practice */
};

enum
{
  SIGNAL_QUIT,
  SIGNAL_PRACTICE_GONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlDrillCalls, sl_drill_calls, G_TYPE_OBJECT)

static void
drop (SlDrillCalls *self, gpointer object_pointer)
{
  GObject **object = object_pointer;

  if (*object != NULL)
    g_signal_handlers_disconnect_by_data (*object, self);
  g_clear_object (object);
}

static void
sl_drill_calls_dispose (GObject *object)
{
  SlDrillCalls *self = SL_DRILL_CALLS (object);

  if (self->launcher != NULL)
    sl_drill_launcher_stop (self->launcher);
  drop (self, &self->launcher);
  drop (self, &self->stopwatch);
  drop (self, &self->log);
  drop (self, &self->skeleton);
  drop (self, &self->engine);

  G_OBJECT_CLASS (sl_drill_calls_parent_class)->dispose (object);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, SL_TYPE_DRILL_CALLS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
sl_drill_calls_class_init (SlDrillCallsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_drill_calls_dispose;
  signals[SIGNAL_QUIT] = new_signal ("quit");
  signals[SIGNAL_PRACTICE_GONE] = new_signal ("practice-gone");
}

static void
sl_drill_calls_init (SlDrillCalls *self)
{
}

/* Errors */

static gboolean
return_named_error (GDBusMethodInvocation *invocation, const char *name, const char *sentence)
{
  g_autofree char *full_name = g_strconcat (ERROR_PREFIX, name, NULL);
  g_autofree char *valid = g_utf8_make_valid (sentence, -1);

  g_dbus_method_invocation_return_dbus_error (invocation, full_name, valid);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
return_error (GDBusMethodInvocation *invocation, const GError *error)
{
  const char *name = "Failed";

  if (g_error_matches (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO))
    name = "Scenario";
  else if (g_error_matches (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_MOMENT))
    name = "Moment";
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    name = "Busy";
  return return_named_error (invocation, name, error->message);
}

/* Scenarios */

static gboolean
on_list_scenarios (SlDBusWatch *skeleton, GDBusMethodInvocation *invocation, SlDrillCalls *self)
{
  sl_dbus_watch_complete_list_scenarios (skeleton, invocation, sl_scenario_list_to_variant ());
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_describe_scenario (SlDBusWatch           *skeleton,
                      GDBusMethodInvocation *invocation,
                      const char            *id,
                      SlDrillCalls          *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlScenario) scenario = sl_scenario_load (id, &error);

  if (scenario == NULL)
    return return_error (invocation, error);
  sl_dbus_watch_complete_describe_scenario (skeleton, invocation,
                                            sl_scenario_to_variant (scenario, id));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Beginning and End */

static gboolean
on_start_drill (SlDBusWatch           *skeleton,
                GDBusMethodInvocation *invocation,
                const char            *scenario,
                double                 speed,
                SlDrillCalls          *self)
{
  g_autoptr (GError) error = NULL;

  if (!sl_drill_launcher_start (self->launcher, scenario, speed, &error))
    return return_error (invocation, error);
  sl_dbus_watch_complete_start_drill (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_stop_drill (SlDBusWatch *skeleton, GDBusMethodInvocation *invocation, SlDrillCalls *self)
{
  gboolean is_practice = self->stopwatch != NULL;

  if (!is_practice && !sl_drill_launcher_stop (self->launcher))
    return return_named_error (invocation, "Nothing", _ ("No practice is running."));
  sl_dbus_watch_complete_stop_drill (skeleton, invocation);
  if (is_practice)
    g_signal_emit (self, signals[SIGNAL_QUIT], 0);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_practice_gone (SlDrillCalls *self)
{
  g_signal_emit (self, signals[SIGNAL_PRACTICE_GONE], 0);
}

/* The Stopwatch */

static gboolean
on_reached (SlDBusWatch           *skeleton,
            GDBusMethodInvocation *invocation,
            const char            *channel_id,
            SlDrillCalls          *self)
{
  g_autoptr (GError) error = NULL;

  if (self->stopwatch == NULL)
    return return_named_error (invocation, "Nothing", _ ("No practice is running."));
  if (!sl_stopwatch_reach (self->stopwatch, channel_id, &error))
    return return_error (invocation, error);
  sl_dbus_watch_complete_reached (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
update_stopwatch (SlDrillCalls *self)
{
  gint64 noticed_ms = self->stopwatch != NULL ? sl_stopwatch_get_noticed_ms (self->stopwatch) : 0;
  double reach_seconds = self->stopwatch != NULL ? sl_stopwatch_get_reach_seconds (self->stopwatch)
                                                 : SL_DRILL_NOT_REACHED;

  sl_dbus_watch_set_stopwatch (self->skeleton, g_variant_new ("(xd)", noticed_ms, reach_seconds));
}

static void
update_log (SlDrillCalls *self)
{
  sl_dbus_watch_set_drills (self->skeleton, sl_drill_log_to_variant (self->log));
}

static void
set_up_for_practice (SlDrillCalls *self, SlPractice *practice)
{
  self->stopwatch = sl_stopwatch_new (practice, sl_engine_get_watcher (self->engine), self->log);
  g_signal_connect_swapped (self->stopwatch, "changed", G_CALLBACK (update_stopwatch), self);
}

static void
set_up_for_user (SlDrillCalls *self)
{
  sl_drill_log_follow (self->log);
  g_signal_connect_swapped (self->launcher, "gone", G_CALLBACK (on_practice_gone), self);
}

/**
 * sl_drill_calls_new:
 * @skeleton: the service's face on the bus
 * @engine: the user's, or a practice's
 *
 * Returns: (transfer full): answers calls from now on
 */
SlDrillCalls *
sl_drill_calls_new (SlDBusWatch *skeleton, SlEngine *engine)
{
  SlDrillCalls *self = g_object_new (SL_TYPE_DRILL_CALLS, NULL);
  SlPractice   *practice = sl_engine_get_practice (engine);

  self->skeleton = g_object_ref (skeleton);
  self->engine = g_object_ref (engine);
  self->log = sl_drill_log_new_default ();
  self->launcher = sl_drill_launcher_new ();
  if (practice != NULL)
    set_up_for_practice (self, practice);
  else
    set_up_for_user (self);
  g_signal_connect_swapped (self->log, "changed", G_CALLBACK (update_log), self);
  g_signal_connect (skeleton, "handle-list-scenarios", G_CALLBACK (on_list_scenarios), self);
  g_signal_connect (skeleton, "handle-describe-scenario", G_CALLBACK (on_describe_scenario), self);
  g_signal_connect (skeleton, "handle-start-drill", G_CALLBACK (on_start_drill), self);
  g_signal_connect (skeleton, "handle-stop-drill", G_CALLBACK (on_stop_drill), self);
  g_signal_connect (skeleton, "handle-reached", G_CALLBACK (on_reached), self);
  update_stopwatch (self);
  update_log (self);
  return self;
}

/**
 * sl_drill_calls_get_log:
 * @self: the calls
 *
 * Returns: (transfer none): what came of earlier practices
 */
SlDrillLog *
sl_drill_calls_get_log (SlDrillCalls *self)
{
  return self->log;
}
