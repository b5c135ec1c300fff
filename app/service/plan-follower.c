/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "plan-follower.h"

#include "plan-file.h"

#include <glib/gi18n-lib.h>

struct _SlPlanFollower
{
  GObject     parent_instance;
  SlPlanFile *file;
  SlPlan     *plan;
  char       *problem; /* nullable */
  gboolean    only_loopback;
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

static gboolean
is_loopback (const char *host)
{
  return g_str_equal (host, "localhost") || g_str_equal (host, "127.0.0.1")
         || g_str_equal (host, "::1");
}

/* Shortened intervals must never meet a real server. */
static gboolean
is_allowed (SlPlanFollower *self, SlPlan *plan)
{
  GPtrArray *accounts = sl_plan_get_accounts (plan);

  for (guint i = 0; self->only_loopback && i < accounts->len; i++)
    {
      const SlAccount *account = g_ptr_array_index (accounts, i);

      for (guint j = 0; j < account->servers->len; j++)
        {
          const SlServer *server = g_ptr_array_index (account->servers, j);

          if (!is_loopback (server->host))
            return FALSE;
        }
    }
  return TRUE;
}

static void
load (SlPlanFollower *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = sl_plan_file_load (self->file, &error);

  g_clear_pointer (&self->problem, g_free);
  if (plan == NULL)
    self->problem = g_strdup (error->message);
  else if (!is_allowed (self, plan))
    self->problem = g_strdup (_ ("With --intervals only servers on this computer are watched."));
  else
    g_set_object (&self->plan, plan);
}

static void
on_file_changed (SlPlanFollower *self)
{
  load (self);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * sl_plan_follower_new:
 * @path: the plan file; it need not exist
 * @only_loopback: take no plan with servers on other computers
 *
 * Reads the plan and follows the file from now on.
 *
 * Returns: (transfer full): the follower
 */
SlPlanFollower *
sl_plan_follower_new (const char *path, gboolean only_loopback)
{
  SlPlanFollower *self = g_object_new (SL_TYPE_PLAN_FOLLOWER, NULL);

  self->only_loopback = only_loopback;
  self->file = sl_plan_file_new (path);
  g_signal_connect_swapped (self->file, "changed", G_CALLBACK (on_file_changed), self);
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
