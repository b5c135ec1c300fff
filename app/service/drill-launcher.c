/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "drill-launcher.h"

#include "installation.h"
#include "practice-folder.h"
#include "practice.h"
#include "scenario-library.h"

#include <glib/gi18n-lib.h>
#include <signal.h>

static guint gone_signal;

struct _SlDrillLauncher
{
  GObject      parent_instance;
  GSubprocess *process; /* nullable: none runs */
};

G_DEFINE_FINAL_TYPE (SlDrillLauncher, sl_drill_launcher, G_TYPE_OBJECT)

static void
sl_drill_launcher_dispose (GObject *object)
{
  SlDrillLauncher *self = SL_DRILL_LAUNCHER (object);

  sl_drill_launcher_stop (self);
  g_clear_object (&self->process);

  G_OBJECT_CLASS (sl_drill_launcher_parent_class)->dispose (object);
}

static void
sl_drill_launcher_class_init (SlDrillLauncherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_drill_launcher_dispose;
  gone_signal = g_signal_new ("gone", SL_TYPE_DRILL_LAUNCHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

static void
sl_drill_launcher_init (SlDrillLauncher *self)
{
}

/**
 * sl_drill_launcher_new:
 *
 * Also removes what a practice left behind that was killed together with its service.
 *
 * Returns: (transfer full): a launcher; no practice runs
 */
SlDrillLauncher *
sl_drill_launcher_new (void)
{
  sl_practice_folder_sweep ();
  return g_object_new (SL_TYPE_DRILL_LAUNCHER, NULL);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlDrillLauncher) self = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  if (self->process == G_SUBPROCESS (source))
    g_clear_object (&self->process);
  /* One that was killed has left its folder. */
  sl_practice_folder_sweep ();
  g_signal_emit (self, gone_signal, 0);
}

/* Only what the practice would accept is started, so that the caller hears of a mistake. */
static gboolean
check (const char *scenario, double speed, GError **error)
{
  g_autoptr (SlScenario) loaded = sl_scenario_load (scenario, error);

  if (loaded == NULL)
    return FALSE;
  if (!(speed >= SL_PRACTICE_MIN_SPEED && speed <= SL_PRACTICE_MAX_SPEED))
    {
      g_set_error (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO,
                   /* Translators: two numbers */
                   _ ("The speed must lie between %g and %g"), SL_PRACTICE_MIN_SPEED,
                   SL_PRACTICE_MAX_SPEED);
      return FALSE;
    }
  return TRUE;
}

/**
 * sl_drill_launcher_start:
 * @self: a launcher
 * @scenario: name of a scenario, or the absolute path of a file; empty: the usual one
 * @speed: 1 is real time
 * @error: set if one runs already, or it cannot be started
 *
 * Returns: whether it was started
 */
gboolean
sl_drill_launcher_start (SlDrillLauncher *self, const char *scenario, double speed, GError **error)
{
  g_autofree char *program = sl_installation_get_program ("stormlantern-watch");
  g_autofree char *practice = NULL;
  g_autofree char *pace = NULL;
  char             number[G_ASCII_DTOSTR_BUF_SIZE];

  if (self->process != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                           _ ("A practice is running already."));
      return FALSE;
    }
  if (*scenario == '\0')
    scenario = SL_PRACTICE_DEFAULT_SCENARIO;
  if (!check (scenario, speed, error))
    return FALSE;
  practice = g_strdup_printf ("--practice=%s", scenario);
  pace = g_strdup_printf ("--speed=%s", g_ascii_dtostr (number, sizeof number, speed));
  /* The pipe is the practice's lifeline: when this process ends, in whatever way, it breaks. */
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, error, program, practice, pace,
                                    "--lifeline", NULL);
  if (self->process == NULL)
    return FALSE;
  g_subprocess_wait_async (self->process, NULL, on_ended, g_object_ref (self));
  return TRUE;
}

/**
 * sl_drill_launcher_stop:
 * @self: a launcher
 *
 * Ends the practice that it started, if one runs.
 *
 * Returns: whether one ran
 */
gboolean
sl_drill_launcher_stop (SlDrillLauncher *self)
{
  if (self->process == NULL)
    return FALSE;
  g_subprocess_send_signal (self->process, SIGTERM);
  return TRUE;
}
