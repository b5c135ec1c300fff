/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "drill-log.h"

#include "bounded-file.h"
#include "installation.h"
#include "iso-time.h"
#include "json-fields.h"
#include "json-text.h"
#include "practice-error.h"
#include "set-aside.h"

/*
 * The file, newest result first; see sl_drill_result_to_json():
 *
 *   { "version": 1, "reminded": TIME, "drills": [ {…} … ] }
 */

#define FILE_NAME "drills.json"
#define FORMAT_VERSION 1
#define MAX_FILE_BYTES (256 * 1024) /* twenty results with the longest names */
#define FILE_MODE 0600
#define FOLDER_MODE 0700

struct _SlDrillLog
{
  GObject       parent_instance;
  char         *path;
  GPtrArray    *results; /* (element-type SlDrillResult) newest first */
  gint64        reminded;
  GFileMonitor *monitor; /* nullable */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SlDrillLog, sl_drill_log, G_TYPE_OBJECT)

static void
sl_drill_log_finalize (GObject *object)
{
  SlDrillLog *self = SL_DRILL_LOG (object);

  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  g_ptr_array_unref (self->results);
  g_free (self->path);

  G_OBJECT_CLASS (sl_drill_log_parent_class)->finalize (object);
}

static void
sl_drill_log_class_init (SlDrillLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_drill_log_finalize;
  changed_signal = g_signal_new ("changed", SL_TYPE_DRILL_LOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
sl_drill_log_init (SlDrillLog *self)
{
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_drill_result_free);
}

/* Reading */

static gboolean
read_results (SlDrillLog *self, JsonArray *drills)
{
  guint length = drills != NULL ? json_array_get_length (drills) : 0;

  for (guint i = 0; i < MIN (length, SL_DRILL_LOG_MAX_RESULTS); i++)
    {
      SlDrillResult *result = sl_drill_result_new_from_json (json_array_get_element (drills, i));

      if (result == NULL)
        return FALSE;
      g_ptr_array_add (self->results, result);
    }
  return TRUE;
}

static gboolean
parse (SlDrillLog *self, GBytes *bytes)
{
  gsize       length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonNode) root = sl_json_parse (text != NULL ? text : "", length, NULL);
  SlJsonFields fields = { NULL, "", SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO };
  JsonArray   *drills = NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  fields.object = json_node_get_object (root);
  return sl_json_fields_read_time (&fields, "reminded", &self->reminded, NULL)
         && sl_json_fields_read_array (&fields, "drills", &drills, NULL)
         && read_results (self, drills);
}

static void
forget (SlDrillLog *self)
{
  self->reminded = 0;
  g_ptr_array_set_size (self->results, 0);
}

static void
load (SlDrillLog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sl_bounded_file_read (self->path, MAX_FILE_BYTES, &error);
  g_autofree char *kept = NULL;

  forget (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || (bytes != NULL && parse (self, bytes)))
    return;
  forget (self);
  kept = sl_set_aside (self->path, g_get_real_time () / G_USEC_PER_SEC);
  g_message ("The results of earlier practices could not be read; their file is kept as %s",
             kept != NULL ? kept : self->path);
}

/* Writing */

static JsonNode *
compose (SlDrillLog *self)
{
  JsonObject *object = json_object_new ();
  JsonArray  *drills = json_array_new ();
  JsonNode   *root = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < self->results->len; i++)
    json_array_add_element (drills, sl_drill_result_to_json (g_ptr_array_index (self->results, i)));
  json_object_set_int_member (object, "version", FORMAT_VERSION);
  if (self->reminded != 0)
    sl_iso_time_set_member (object, "reminded", self->reminded);
  json_object_set_array_member (object, "drills", drills);
  json_node_take_object (root, object);
  return root;
}

static gboolean
save (SlDrillLog *self, GError **error)
{
  g_autoptr (JsonNode) root = compose (self);
  g_autofree char *text = json_to_string (root, TRUE);
  g_autofree char *folder = g_path_get_dirname (self->path);

  /* What fails here fails below with a reason. */
  g_mkdir_with_parents (folder, FOLDER_MODE);
  if (!g_file_set_contents_full (self->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, FILE_MODE,
                                 error))
    return FALSE;
  g_signal_emit (self, changed_signal, 0);
  return TRUE;
}

/**
 * sl_drill_log_new:
 * @path: the file; it need not exist
 *
 * Returns: (transfer full): the log as it is on disk now
 */
SlDrillLog *
sl_drill_log_new (const char *path)
{
  SlDrillLog *self = g_object_new (SL_TYPE_DRILL_LOG, NULL);

  self->path = g_strdup (path);
  load (self);
  return self;
}

/**
 * sl_drill_log_new_default:
 *
 * Returns: (transfer full): the user's log, $XDG_STATE_HOME/stormlantern/drills.json
 */
SlDrillLog *
sl_drill_log_new_default (void)
{
  g_autofree char *state_dir = sl_installation_get_state_dir ();
  g_autofree char *path = g_build_filename (state_dir, FILE_NAME, NULL);

  return sl_drill_log_new (path);
}

static void
on_file_changed (SlDrillLog *self, GFile *file, GFile *other, GFileMonitorEvent event)
{
  if (event == G_FILE_MONITOR_EVENT_CHANGED)
    return; /* still being written; CHANGES_DONE_HINT follows */
  load (self);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * sl_drill_log_follow:
 * @self: a log
 *
 * Emits "changed" from now on when another process writes the file.
 */
void
sl_drill_log_follow (SlDrillLog *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autofree char *folder = g_path_get_dirname (self->path);

  g_return_if_fail (self->monitor == NULL);

  g_mkdir_with_parents (folder, FOLDER_MODE);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (on_file_changed), self);
}

/**
 * sl_drill_log_get_newest:
 * @self: a log
 *
 * Returns: (transfer none) (nullable): what came of the last practice, until the log changes
 */
const SlDrillResult *
sl_drill_log_get_newest (SlDrillLog *self)
{
  return self->results->len > 0 ? g_ptr_array_index (self->results, 0) : NULL;
}

/**
 * sl_drill_log_get_reminded:
 * @self: a log
 *
 * Returns: when the user was reminded to practise, Unix seconds; 0: never
 */
gint64
sl_drill_log_get_reminded (SlDrillLog *self)
{
  return self->reminded;
}

/**
 * sl_drill_log_add:
 * @self: a log
 * @result: (transfer full): what came of a practice
 * @error: set if the file cannot be written
 *
 * Reads the file again first, so that no other practice's result is lost.
 *
 * Returns: whether it is kept
 */
gboolean
sl_drill_log_add (SlDrillLog *self, SlDrillResult *result, GError **error)
{
  load (self);
  g_ptr_array_insert (self->results, 0, result);
  if (self->results->len > SL_DRILL_LOG_MAX_RESULTS)
    g_ptr_array_set_size (self->results, SL_DRILL_LOG_MAX_RESULTS);
  return save (self, error);
}

/**
 * sl_drill_log_set_reminded:
 * @self: a log
 * @time: Unix seconds
 * @error: set if the file cannot be written
 *
 * Returns: whether it is kept
 */
gboolean
sl_drill_log_set_reminded (SlDrillLog *self, gint64 time, GError **error)
{
  load (self);
  self->reminded = time;
  return save (self, error);
}

/**
 * sl_drill_log_to_variant:
 * @self: a log
 *
 * Returns: (transfer floating): aa{sv}, newest first; see sl_drill_result_to_variant()
 */
GVariant *
sl_drill_log_to_variant (SlDrillLog *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < self->results->len; i++)
    g_variant_builder_add_value (&builder,
                                 sl_drill_result_to_variant (g_ptr_array_index (self->results, i)));
  return g_variant_builder_end (&builder);
}
