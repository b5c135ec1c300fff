/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "plan-layers.h"

#include "bounded-file.h"
#include "file-watch.h"
#include "installation.h"
#include "plan-merge.h"

#include <glib/gi18n-lib.h>

struct _SlPlanLayers
{
  GObject     parent_instance;
  SlPlanFile *file;
  SlPlan     *own;
  SlPlan     *plan;    /* all layers */
  char       *problem; /* nullable; of the user's own file */

  char   *system_path;    /* nullable */
  SlPlan *system;         /* nullable */
  char   *system_problem; /* nullable */

  char        *kept_path;      /* nullable: no address */
  SlPlan      *kept;           /* nullable: nothing was fetched yet */
  SlFileWatch *kept_watch;     /* nullable */
  GPtrArray   *system_watches; /* (element-type SlFileWatch) */
  gboolean     follows;
  gboolean     is_alone;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SlPlanLayers, sl_plan_layers, G_TYPE_OBJECT)

static void
sl_plan_layers_dispose (GObject *object)
{
  SlPlanLayers *self = SL_PLAN_LAYERS (object);

  g_clear_object (&self->file);
  g_clear_object (&self->kept_watch);
  g_ptr_array_set_size (self->system_watches, 0);
  G_OBJECT_CLASS (sl_plan_layers_parent_class)->dispose (object);
}

static void
sl_plan_layers_finalize (GObject *object)
{
  SlPlanLayers *self = SL_PLAN_LAYERS (object);

  g_clear_object (&self->own);
  g_clear_object (&self->plan);
  g_clear_object (&self->system);
  g_clear_object (&self->kept);
  g_free (self->problem);
  g_free (self->system_path);
  g_free (self->system_problem);
  g_free (self->kept_path);
  g_ptr_array_unref (self->system_watches);
  G_OBJECT_CLASS (sl_plan_layers_parent_class)->finalize (object);
}

static void
sl_plan_layers_class_init (SlPlanLayersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_plan_layers_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_plan_layers_finalize;
  changed_signal = g_signal_new ("changed", SL_TYPE_PLAN_LAYERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
sl_plan_layers_init (SlPlanLayers *self)
{
  self->own = sl_plan_new ();
  self->plan = sl_plan_new ();
  self->system_watches = g_ptr_array_new_with_free_func (g_object_unref);
}

/* One Layer after the Other */

static void
load_own (SlPlanLayers *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) own = sl_plan_file_load (self->file, &error);

  g_clear_pointer (&self->problem, g_free);
  if (own != NULL)
    g_set_object (&self->own, own);
  else
    self->problem = g_strdup (error->message);
}

/* Leaves @plan as it was if what is there is no plan; a missing file is none at all. */
static gboolean
load_layer (const char *path, SlPlan **plan, GError **error)
{
  g_autoptr (GError) read_error = NULL;
  g_autoptr (GBytes) content = sl_bounded_file_read (path, SL_PLAN_MAX_BYTES, &read_error);
  SlPlan *read;

  if (content == NULL && g_error_matches (read_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_clear_object (plan);
      return TRUE;
    }
  if (content == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&read_error));
      return FALSE;
    }
  read
      = sl_plan_new_from_json (g_bytes_get_data (content, NULL), g_bytes_get_size (content), error);
  if (read == NULL)
    return FALSE;
  g_clear_object (plan);
  *plan = read;
  return TRUE;
}

static char *
find_system_path (void)
{
  g_auto (GStrv) paths = sl_installation_list_system_plans ();

  for (guint i = 0; paths[i] != NULL; i++)
    if (g_file_test (paths[i], G_FILE_TEST_EXISTS))
      return g_strdup (paths[i]);
  return NULL;
}

static void
load_system (SlPlanLayers *self)
{
  g_autofree char *path = find_system_path ();
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->system_problem, g_free);
  if (g_strcmp0 (path, self->system_path) != 0)
    g_clear_object (&self->system);
  g_free (self->system_path);
  self->system_path = g_steal_pointer (&path);
  if (self->system_path == NULL || load_layer (self->system_path, &self->system, &error))
    return;
  self->system_problem = g_strdup_printf (
      /* Translators: the first %s is a file name, the second says what is wrong in it. */
      _ ("The organisation's plan “%s” cannot be used: %s; tell who looks after this computer"),
      self->system_path, error->message);
}

static void
load_kept (SlPlanLayers *self)
{
  const char      *address = sl_plan_layers_get_address (self);
  g_autofree char *path = address != NULL ? sl_plan_layers_find_kept_path (address) : NULL;
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (path, self->kept_path) != 0)
    {
      g_clear_object (&self->kept);
      g_clear_object (&self->kept_watch);
    }
  g_free (self->kept_path);
  self->kept_path = g_steal_pointer (&path);
  /* It was a plan when it was kept. If it no longer is, it is fetched again in time. */
  if (self->kept_path != NULL && !load_layer (self->kept_path, &self->kept, &error))
    g_info ("%s: %s", self->kept_path, error->message);
}

static void
merge (SlPlanLayers *self)
{
  g_autoptr (GPtrArray) below = g_ptr_array_new ();

  if (self->kept != NULL)
    g_ptr_array_add (below, self->kept);
  if (self->system != NULL)
    g_ptr_array_add (below, self->system);
  g_clear_object (&self->plan);
  self->plan = sl_plan_merge (self->own, below);
}

static void
follow_kept (SlPlanLayers *self)
{
  if (!self->follows || self->kept_path == NULL || self->kept_watch != NULL)
    return;
  self->kept_watch = sl_file_watch_new (self->kept_path);
  g_signal_connect_object (self->kept_watch, "changed", G_CALLBACK (sl_plan_layers_reload), self,
                           G_CONNECT_SWAPPED);
}

static void
load (SlPlanLayers *self)
{
  load_own (self);
  if (!self->is_alone)
    {
      load_system (self);
      load_kept (self);
    }
  merge (self);
  follow_kept (self);
}

/**
 * sl_plan_layers_reload:
 * @self: the layers
 *
 * Reads all files again, and emits #SlPlanLayers::changed.
 */
void
sl_plan_layers_reload (SlPlanLayers *self)
{
  g_return_if_fail (SL_IS_PLAN_LAYERS (self));

  load (self);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * sl_plan_layers_new:
 * @own_path: the user's own plan; it need not exist
 *
 * Returns: (transfer full): the layers as they are now
 */
SlPlanLayers *
sl_plan_layers_new (const char *own_path)
{
  SlPlanLayers *self = g_object_new (SL_TYPE_PLAN_LAYERS, NULL);

  self->file = sl_plan_file_new (own_path);
  load (self);
  return self;
}

/**
 * sl_plan_layers_new_alone:
 * @path: a plan; it need not exist
 *
 * Returns: (transfer full): this plan with nothing below it, such as a practice's
 */
SlPlanLayers *
sl_plan_layers_new_alone (const char *path)
{
  SlPlanLayers *self = g_object_new (SL_TYPE_PLAN_LAYERS, NULL);

  self->is_alone = TRUE;
  self->file = sl_plan_file_new (path);
  load (self);
  return self;
}

/**
 * sl_plan_layers_follow:
 * @self: the layers
 *
 * Begins to emit #SlPlanLayers::changed when somebody else changes a file, in the thread-default
 * main context of now. Reads all once more, so that nothing written meanwhile is missed.
 */
void
sl_plan_layers_follow (SlPlanLayers *self)
{
  g_auto (GStrv) paths = sl_installation_list_system_plans ();

  g_return_if_fail (SL_IS_PLAN_LAYERS (self) && !self->follows);

  self->follows = TRUE;
  g_signal_connect_object (self->file, "changed", G_CALLBACK (sl_plan_layers_reload), self,
                           G_CONNECT_SWAPPED);
  sl_plan_file_follow (self->file);
  for (guint i = 0; paths[i] != NULL && !self->is_alone; i++)
    {
      SlFileWatch *watch = sl_file_watch_new (paths[i]);

      g_signal_connect_object (watch, "changed", G_CALLBACK (sl_plan_layers_reload), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (self->system_watches, watch);
    }
  load (self);
}

/* Looking */

/**
 * sl_plan_layers_get_file:
 * @self: the layers
 *
 * Returns: (transfer none): the user's own file, to change it; sl_plan_layers_reload() afterwards
 */
SlPlanFile *
sl_plan_layers_get_file (SlPlanLayers *self)
{
  g_return_val_if_fail (SL_IS_PLAN_LAYERS (self), NULL);

  return self->file;
}

/**
 * sl_plan_layers_get_plan:
 * @self: the layers
 *
 * Returns: (transfer none): all layers merged, see sl_plan_merge(); to be read only
 */
SlPlan *
sl_plan_layers_get_plan (SlPlanLayers *self)
{
  g_return_val_if_fail (SL_IS_PLAN_LAYERS (self), NULL);

  return self->plan;
}

/**
 * sl_plan_layers_get_own:
 * @self: the layers
 *
 * Returns: (transfer none): the last good content of the user's own file; to be read only
 */
SlPlan *
sl_plan_layers_get_own (SlPlanLayers *self)
{
  g_return_val_if_fail (SL_IS_PLAN_LAYERS (self), NULL);

  return self->own;
}

/**
 * sl_plan_layers_get_problem:
 * @self: the layers
 *
 * Returns: (transfer none) (nullable): what is wrong with the user's own file, one sentence
 */
const char *
sl_plan_layers_get_problem (SlPlanLayers *self)
{
  g_return_val_if_fail (SL_IS_PLAN_LAYERS (self), NULL);

  return self->problem;
}

/**
 * sl_plan_layers_get_system_problem:
 * @self: the layers
 *
 * Returns: (transfer none) (nullable): what is wrong with the file that came with the computer, one
 *   sentence
 */
const char *
sl_plan_layers_get_system_problem (SlPlanLayers *self)
{
  g_return_val_if_fail (SL_IS_PLAN_LAYERS (self), NULL);

  return self->system_problem;
}

/**
 * sl_plan_layers_get_system_path:
 * @self: the layers
 *
 * Returns: (transfer none) (nullable): the plan file that came with the computer
 */
const char *
sl_plan_layers_get_system_path (SlPlanLayers *self)
{
  g_return_val_if_fail (SL_IS_PLAN_LAYERS (self), NULL);

  return self->system_path;
}

/**
 * sl_plan_layers_get_address:
 * @self: the layers
 *
 * Returns: (transfer none) (nullable): where the organisation's plan is to be fetched: the user's
 *   choice, or else that of the file that came with the computer
 */
const char *
sl_plan_layers_get_address (SlPlanLayers *self)
{
  const char *address;

  g_return_val_if_fail (SL_IS_PLAN_LAYERS (self), NULL);

  address = sl_plan_get_organisation_address (self->own);
  if (address == NULL && self->system != NULL)
    address = sl_plan_get_organisation_address (self->system);
  return address;
}

/**
 * sl_plan_layers_get_key:
 * @self: the layers
 *
 * What the file that came with the computer says of the signature cannot be loosened by the user's
 * own; it speaks of its own address, or of any if it names none.
 *
 * Returns: (transfer none) (nullable): the key that must have signed what is fetched
 */
const char *
sl_plan_layers_get_key (SlPlanLayers *self)
{
  const char *key = NULL, *address = NULL;

  g_return_val_if_fail (SL_IS_PLAN_LAYERS (self), NULL);

  if (self->system != NULL)
    {
      key = sl_plan_get_organisation_key (self->system);
      address = sl_plan_get_organisation_address (self->system);
    }
  if (key != NULL
      && (address == NULL || g_strcmp0 (address, sl_plan_layers_get_address (self)) == 0))
    return key;
  return sl_plan_get_organisation_key (self->own);
}

/**
 * sl_plan_layers_find_kept_path:
 * @address: where a plan is fetched
 *
 * Each address has a file of its own, so that what came from one never passes for another's.
 *
 * Returns: (transfer full): where its last good content is kept, for when there is no network
 */
char *
sl_plan_layers_find_kept_path (const char *address)
{
  g_autofree char *state_dir = sl_installation_get_state_dir ();
  g_autofree char *checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);
  g_autofree char *name = g_strconcat (checksum, ".json", NULL);

  return g_build_filename (state_dir, "organisation", name, NULL);
}
