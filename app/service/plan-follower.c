/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "plan-follower.h"

#include "loopback-rule.h"
#include "plan-layers.h"
#include "sentence.h"

#include <glib/gi18n-lib.h>

struct _SlPlanFollower
{
  GObject              parent_instance;
  SlPlanLayers        *layers;
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

  if (self->layers != NULL)
    g_signal_handlers_disconnect_by_data (self->layers, self);
  g_clear_object (&self->layers);
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
judge (SlPlanFollower *self)
{
  SlPlan     *plan = sl_plan_layers_get_plan (self->layers);
  const char *problem = sl_plan_layers_get_problem (self->layers);

  /* Before the plan is judged by it. */
  if (self->only_loopback != NULL)
    sl_provider_catalogue_take_new_files (self->only_loopback);
  g_free (self->problem);
  self->problem = problem != NULL ? sl_sentence_end (problem) : NULL;
  if (self->only_loopback == NULL || sl_loopback_rule_allows (plan, self->only_loopback))
    g_set_object (&self->plan, plan);
  else if (self->problem == NULL)
    self->problem = g_strdup (_ ("With --intervals only servers on this computer are watched."));
}

static void
on_layers_changed (SlPlanFollower *self)
{
  judge (self);
  g_signal_emit (self, changed_signal, 0);
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
  sl_plan_layers_reload (self->layers);
}

/**
 * sl_plan_follower_new:
 * @path: the plan file; it need not exist
 * @only_loopback: (nullable): take no plan with servers or providers, looked up here, on other
 * computers
 *
 * Reads the plan, with what lies below the user's own, and follows the files from now on.
 *
 * Returns: (transfer full): the follower
 */
SlPlanFollower *
sl_plan_follower_new (const char *path, SlProviderCatalogue *only_loopback)
{
  SlPlanFollower *self = g_object_new (SL_TYPE_PLAN_FOLLOWER, NULL);

  g_set_object (&self->only_loopback, only_loopback);
  self->layers = sl_plan_layers_new (path);
  g_signal_connect_swapped (self->layers, "changed", G_CALLBACK (on_layers_changed), self);
  sl_plan_layers_follow (self->layers);
  judge (self);
  return self;
}

/**
 * sl_plan_follower_get_plan:
 * @self: the follower
 *
 * Returns: (transfer none): the last good plan, all layers merged; empty if there was none
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
 * Returns: (transfer none) (nullable): what is wrong with the user's file, one sentence
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
  return sl_plan_file_get_path (sl_plan_layers_get_file (self->layers));
}

/**
 * sl_plan_follower_get_system_problem:
 * @self: the follower
 *
 * Returns: (transfer none) (nullable): what is wrong with the plan that came with the computer, one
 *   sentence
 */
const char *
sl_plan_follower_get_system_problem (SlPlanFollower *self)
{
  return sl_plan_layers_get_system_problem (self->layers);
}

/**
 * sl_plan_follower_get_system_path:
 * @self: the follower
 *
 * Returns: (transfer none) (nullable): the plan that came with the computer
 */
const char *
sl_plan_follower_get_system_path (SlPlanFollower *self)
{
  return sl_plan_layers_get_system_path (self->layers);
}

/**
 * sl_plan_follower_get_organisation_address:
 * @self: the follower
 *
 * Returns: (transfer none) (nullable): where the organisation's plan is to be fetched
 */
const char *
sl_plan_follower_get_organisation_address (SlPlanFollower *self)
{
  const char *address = sl_plan_layers_get_address (self->layers);

  if (self->only_loopback != NULL && address != NULL && !sl_loopback_rule_allows_address (address))
    return NULL;
  return address;
}

/**
 * sl_plan_follower_get_organisation_key:
 * @self: the follower
 *
 * Returns: (transfer none) (nullable): the key that must have signed it
 */
const char *
sl_plan_follower_get_organisation_key (SlPlanFollower *self)
{
  return sl_plan_layers_get_key (self->layers);
}
