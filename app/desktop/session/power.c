/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "power.h"

struct _SlPower
{
  GObject parent_instance;

  GPowerProfileMonitor *monitor; /* nullable: where there is none */
};

G_DEFINE_FINAL_TYPE (SlPower, sl_power, G_TYPE_OBJECT)

static guint changed_signal;

static void
on_monitor_changed (SlPower *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
sl_power_finalize (GObject *object)
{
  SlPower *self = SL_POWER (object);

  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (sl_power_parent_class)->finalize (object);
}

static void
sl_power_class_init (SlPowerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_power_finalize;
  changed_signal = g_signal_new ("changed", SL_TYPE_POWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sl_power_init (SlPower *self)
{
  self->monitor = g_power_profile_monitor_dup_default ();
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "notify::power-saver-enabled",
                             G_CALLBACK (on_monitor_changed), self, G_CONNECT_SWAPPED);
}

/**
 * sl_power_new:
 *
 * Returns: (transfer full): the user's wish to save power, followed from now on; it may become
 *   known some moments later, "changed" tells
 */
SlPower *
sl_power_new (void)
{
  return g_object_new (SL_TYPE_POWER, NULL);
}

/**
 * sl_power_is_saved:
 * @self: the power
 *
 * Returns: whether the computer is in its power saver mode
 */
gboolean
sl_power_is_saved (SlPower *self)
{
  g_return_val_if_fail (SL_IS_POWER (self), FALSE);

  return self->monitor != NULL && g_power_profile_monitor_get_power_saver_enabled (self->monitor);
}
