/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "plan-follower.h"

#include "loopback-rule.h"
#include "plan-file.h"

#include <glib/gi18n-lib.h>

struct _SlPlanFollower
{
  GObject              parent_instance;
  SlPlanFile          *file;
  SlPlan              *plan;
  char                *problem;       /* nullable */
  SlProviderCatalogue *only_loopback; /* nullable: any server is allowed */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SlPlanFollower, sl_plan_follower, G_TYPE_OBJECT)

static void
sl_plan_follower_dispose (GObject *object)
{
  SlPlanFollower *self = SL_PLAN_FOLLOWER (object);

  if (self->file != NULL)
    g_signal_handlers_disconnect_by_data (self->file, self);
  g_clear_object (&self->file);
  g_clear_object (&self->plan);
  g_clear_object (&self->only_loopback);

  G_OBJECT_CLASS (sl_plan_follower_parent_class)->dispose (object);
}

static void
sl_plan_follower_finalize (GObject *object)
{
  SlPlanFollower *self = SL_PLAN_FOLLOWER (object);

  g_free (self->problem);

  G_OBJECT_CLASS (sl_plan_follower_parent_class)->finalize (object);
}

static void
sl_plan_follower_class_init (SlPlanFollowerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_plan_follower_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_plan_follower_finalize;
  changed_signal = g_signal_new ("changed", SL_TYPE_PLAN_FOLLOWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
sl_plan_follower_init (SlPlanFollower *self)
{
  self->plan = sl_plan_new ();
}

static void
load (SlPlanFollower *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = sl_plan_file_load (self->file, &error);

  /* Before the plan is judged by it. */
  if (self->only_loopback != NULL)
    sl_provider_catalogue_take_new_files (self->only_loopback);
  g_clear_pointer (&self->problem, g_free);
  if (plan == NULL)
    self->problem = g_strdup (error->message);
  else if (self->only_loopback != NULL && !sl_loopback_rule_allows (plan, self->only_loopback))
    self->problem = g_strdup (_ ("With --intervals only servers on this computer are watched."));
  else
    g_set_object (&self->plan, plan);
}

/**
 * sl_plan_follower_reload:
 * @self: the follower
 *
 * Reads the plan anew, because what it names changed: "changed" follows.
 */
void
sl_plan_follower_reload (SlPlanFollower *self)
{
  load (self);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * sl_plan_follower_new:
 * @path: the plan file; it need not exist
 * @only_loopback: (nullable): take no plan with servers or providers, looked up here, on other
 * computers
 *
 * Reads the plan and follows the file from now on.
 *
 * Returns: (transfer full): the follower
 */
SlPlanFollower *
sl_plan_follower_new (const char *path, SlProviderCatalogue *only_loopback)
{
  SlPlanFollower *self = g_object_new (SL_TYPE_PLAN_FOLLOWER, NULL);

  g_set_object (&self->only_loopback, only_loopback);
  self->file = sl_plan_file_new (path);
  g_signal_connect_swapped (self->file, "changed", G_CALLBACK (sl_plan_follower_reload), self);
  /* In this order nothing written meanwhile is missed. */
  sl_plan_file_follow (self->file);
  load (self);
  return self;
}

/**
 * sl_plan_follower_get_plan:
 * @self: the follower
 *
 * Returns: (transfer none): the last good plan; empty if there was none
 */
SlPlan *
sl_plan_follower_get_plan (SlPlanFollower *self)
{
  return self->plan;
}

/**
 * sl_plan_follower_get_problem:
 * @self: the follower
 *
 * Returns: (transfer none) (nullable): what is wrong with the file, one sentence
 */
const char *
sl_plan_follower_get_problem (SlPlanFollower *self)
{
  return self->problem;
}

/**
 * sl_plan_follower_get_path:
 * @self: the follower
 *
 * Returns: (transfer none): the plan file
 */
const char *
sl_plan_follower_get_path (SlPlanFollower *self)
{
  return sl_plan_file_get_path (self->file);
}
