/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "file-watch.h"

struct _SlFileWatch
{
  GObject       parent_instance;
  char         *path;
  char         *folder;  /* nullable: which one is watched */
  char         *awaited; /* the file, or the missing folder on the way to it */
  GFileMonitor *monitor;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SlFileWatch, sl_file_watch, G_TYPE_OBJECT)

static void
stop (SlFileWatch *self)
{
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
    }
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->awaited, g_free);
}

static void
sl_file_watch_dispose (GObject *object)
{
  stop (SL_FILE_WATCH (object));
  G_OBJECT_CLASS (sl_file_watch_parent_class)->dispose (object);
}

static void
sl_file_watch_finalize (GObject *object)
{
  g_free (SL_FILE_WATCH (object)->path);
  G_OBJECT_CLASS (sl_file_watch_parent_class)->finalize (object);
}

static void
sl_file_watch_class_init (SlFileWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_file_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_file_watch_finalize;
  changed_signal = g_signal_new ("changed", SL_TYPE_FILE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
sl_file_watch_init (SlFileWatch *self)
{
}

static void watch (SlFileWatch *self);

/* A rename brings the file under its new name, so both names count. */
static gboolean
is_awaited (SlFileWatch *self, GFile *file)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  return g_strcmp0 (path, self->awaited) == 0 || g_strcmp0 (path, self->folder) == 0;
}

static void
on_event (SlFileWatch *self, GFile *file, GFile *other_file, GFileMonitorEvent event)
{
  if (!is_awaited (self, file) && !is_awaited (self, other_file))
    return;
  if (event == G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED
      || event == G_FILE_MONITOR_EVENT_CHANGED) /* the hint that it is complete follows */
    return;
  watch (self);
  g_signal_emit (self, changed_signal, 0);
}

/* The nearest folder above the file that is there, and what is looked for in it. */
static void
find_folder (SlFileWatch *self, char **folder, char **awaited)
{
  *awaited = g_strdup (self->path);
  *folder = g_path_get_dirname (self->path);
  while (!g_file_test (*folder, G_FILE_TEST_IS_DIR) && !g_str_equal (*folder, "/"))
    {
      g_free (*awaited);
      *awaited = *folder;
      *folder = g_path_get_dirname (*awaited);
    }
}

static void
watch (SlFileWatch *self)
{
  g_autofree char *folder = NULL;
  g_autofree char *awaited = NULL;
  g_autoptr (GFile) file = NULL;

  find_folder (self, &folder, &awaited);
  if (g_strcmp0 (folder, self->folder) == 0 && g_strcmp0 (awaited, self->awaited) == 0)
    return;
  stop (self);
  file = g_file_new_for_path (folder);
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  self->folder = g_steal_pointer (&folder);
  self->awaited = g_steal_pointer (&awaited);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (on_event), self);
}

/**
 * sl_file_watch_new:
 * @path: a file, absolute; neither it nor its folders need exist
 *
 * Returns: (transfer full): a watch that has begun
 */
SlFileWatch *
sl_file_watch_new (const char *path)
{
  SlFileWatch *self = g_object_new (SL_TYPE_FILE_WATCH, NULL);

  self->path = g_strdup (path);
  watch (self);
  return self;
}

/**
 * sl_file_watch_get_path:
 * @self: a watch
 *
 * Returns: (transfer none): its file
 */
const char *
sl_file_watch_get_path (SlFileWatch *self)
{
  g_return_val_if_fail (SL_IS_FILE_WATCH (self), NULL);

  return self->path;
}
