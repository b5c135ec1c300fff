/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "upgrade-watch.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

struct _SlUpgradeWatch
{
  GObject parent_instance;

  char         *path;
  guint         rest_ms;
  GFileMonitor *monitor; /* nullable: the file cannot be followed */
  guint         rest_source;
  /* how the file was: all 0 if it was not there */
  guint64 inode;
  gint64  size;
  gint64  modified;
};

static guint upgraded_signal;

G_DEFINE_FINAL_TYPE (SlUpgradeWatch, sl_upgrade_watch, G_TYPE_OBJECT)

static void
stop (SlUpgradeWatch *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
}

static void
sl_upgrade_watch_finalize (GObject *object)
{
  SlUpgradeWatch *self = SL_UPGRADE_WATCH (object);

  stop (self);
  g_free (self->path);
  G_OBJECT_CLASS (sl_upgrade_watch_parent_class)->finalize (object);
}

static void
sl_upgrade_watch_class_init (SlUpgradeWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_upgrade_watch_finalize;
  upgraded_signal = g_signal_new ("upgraded", SL_TYPE_UPGRADE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_upgrade_watch_init (SlUpgradeWatch *self)
{
}

/* Returns whether there is a file, and another one than before. */
static gboolean
is_another_file (SlUpgradeWatch *self, const GStatBuf *now)
{
  return now->st_ino != self->inode || now->st_size != self->size
         || now->st_mtime != self->modified;
}

/* A program that was removed is no upgrade: what runs goes on. */
static gboolean
on_rest_over (gpointer user_data)
{
  SlUpgradeWatch *self = user_data;
  GStatBuf        now;

  self->rest_source = 0;
  if (g_stat (self->path, &now) == 0 && is_another_file (self, &now))
    {
      stop (self);
      g_signal_emit (self, upgraded_signal, 0);
    }
  return G_SOURCE_REMOVE;
}

static void
on_file_changed (SlUpgradeWatch *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (self->rest_ms, on_rest_over, self);
}

/**
 * sl_upgrade_watch_new:
 * @path: the program's file, which is there, or a mark that appears beside it, in a folder that is
 * there
 * @rest_ms: how long the file must be at rest
 *
 * Returns: (transfer full): begins to watch
 *
 * Source: Flatpak 1.14, flatpak_dir_update() and "/app/.updated".
 */
SlUpgradeWatch *
sl_upgrade_watch_new (const char *path, guint rest_ms)
{
  SlUpgradeWatch *self = g_object_new (SL_TYPE_UPGRADE_WATCH, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *folder = g_path_get_dirname (path);
  GStatBuf         now;

  self->path = g_strdup (path);
  self->rest_ms = rest_ms;
  if (g_stat (path, &now) == 0)
    {
      self->inode = now.st_ino;
      self->size = now.st_size;
      self->modified = now.st_mtime;
    }
  /* A folder that is not there could only be watched by asking again and again. */
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (on_file_changed), self);
  return self;
}
