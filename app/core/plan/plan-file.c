/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "plan-file.h"

#include "bounded-file.h"
#include "broken-copy.h"
#include "installation.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* A content is remembered as its checksum; a file that is not there, or cannot be read, as a word
 * that no checksum is. */
#define MARK_MISSING "missing"
#define MARK_UNREADABLE "unreadable"

struct _SlPlanFile
{
  GObject parent_instance;

  char         *path;
  char         *loaded; /* mark of the content that the caller's plan came from; NULL: none yet */
  char         *seen;   /* mark of the content that the caller was last told of */
  GFileMonitor *monitor;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlPlanFile, sl_plan_file, G_TYPE_OBJECT)

static void
sl_plan_file_dispose (GObject *object)
{
  SlPlanFile *self = SL_PLAN_FILE (object);

  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (sl_plan_file_parent_class)->dispose (object);
}

static void
sl_plan_file_finalize (GObject *object)
{
  SlPlanFile *self = SL_PLAN_FILE (object);

  g_free (self->path);
  g_free (self->loaded);
  g_free (self->seen);
  G_OBJECT_CLASS (sl_plan_file_parent_class)->finalize (object);
}

static void
sl_plan_file_class_init (SlPlanFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sl_plan_file_dispose;
  object_class->finalize = sl_plan_file_finalize;

  /**
   * SlPlanFile::changed:
   *
   * The file has another content than the one that was last loaded, saved or reported.
   */
  signals[CHANGED] = g_signal_new ("changed", SL_TYPE_PLAN_FILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
sl_plan_file_init (SlPlanFile *self)
{
}

/**
 * sl_plan_file_new:
 * @path: where the plan lives; neither it nor its folder need exist
 *
 * Returns: (transfer full): the file, not read yet
 */
SlPlanFile *
sl_plan_file_new (const char *path)
{
  SlPlanFile *self = g_object_new (SL_TYPE_PLAN_FILE, NULL);

  self->path = g_canonicalize_filename (path, NULL);
  return self;
}

/**
 * sl_plan_file_default_path:
 *
 * Returns: (transfer full): where the user's plan lives
 */
char *
sl_plan_file_default_path (void)
{
  g_autofree char *folder = sl_installation_get_config_dir ();

  return g_build_filename (folder, "plan.json", NULL);
}

/**
 * sl_plan_file_get_path:
 * @self: a plan file
 *
 * Returns: (transfer none): its absolute path
 */
const char *
sl_plan_file_get_path (SlPlanFile *self)
{
  g_return_val_if_fail (SL_IS_PLAN_FILE (self), NULL);

  return self->path;
}

/* People keep such files as symbolic links into another folder: the target is replaced, not the
 * link. */
static char *
resolve (const char *path)
{
  char *target = realpath (path, NULL);
  char *copy = g_strdup (target != NULL ? target : path);

  free (target);
  return copy;
}

static char *
mark_of (GBytes *content)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
}

static void
remember (SlPlanFile *self, const char *mark)
{
  g_free (self->loaded);
  g_free (self->seen);
  self->loaded = g_strdup (mark);
  self->seen = g_strdup (mark);
}

/* Sets *content to NULL if there is no file. */
static gboolean
read_content (SlPlanFile *self, GBytes **content, GError **error)
{
  g_autoptr (GError) read_error = NULL;

  *content = sl_bounded_file_read (self->path, SL_PLAN_MAX_BYTES, &read_error);
  if (*content != NULL || g_error_matches (read_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  if (g_error_matches (read_error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_SIZE,
                 /* Translators: %s is a file name. */
                 _ ("“%s” is larger than 1 MiB, so it is probably not a plan; move it away"),
                 self->path);
  else
    g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_FILE,
                 /* Translators: the first %s is a file name, the second the system's reason. */
                 _ ("The plan “%s” cannot be read (%s); make sure that it is a file that you may "
                    "read"),
                 self->path, read_error->message);
  return FALSE;
}

static void
set_mistake (SlPlanFile *self, GBytes *content, const GError *mistake, GError **error)
{
  gboolean is_mistake
      = mistake->code == SL_PLAN_ERROR_SYNTAX || mistake->code == SL_PLAN_ERROR_VALUE;
  g_autofree char *copy = is_mistake ? sl_broken_copy_keep (self->path, content) : NULL;

  if (copy != NULL)
    g_set_error (error, SL_PLAN_ERROR, mistake->code,
                 /* Translators: the first %s is a file name, the second says what is wrong in it,
                    the third is the file name of a copy. */
                 _ ("The plan “%s” cannot be used: %s; mend or remove the file; a copy is kept as "
                    "“%s”"),
                 self->path, mistake->message, copy);
  else
    g_set_error (
        error, SL_PLAN_ERROR, mistake->code,
        /* Translators: the first %s is a file name, the second says what is wrong in it. */
        _ ("The plan “%s” cannot be used: %s; nothing in it was changed"), self->path,
        mistake->message);
}

static SlPlan *
parse (SlPlanFile *self, GBytes *content, GError **error)
{
  g_autoptr (GError) mistake = NULL;
  SlPlan *plan = sl_plan_new_from_json (g_bytes_get_data (content, NULL),
                                        g_bytes_get_size (content), &mistake);

  if (plan == NULL)
    set_mistake (self, content, mistake, error);
  return plan;
}

/**
 * sl_plan_file_load:
 * @self: a plan file
 * @error: set to an #SlPlanError; one sentence with the file's name and what to do
 *
 * Reads the plan; a missing file is an empty plan. A file with a mistake is copied aside once for
 * each content and left as it is.
 *
 * Returns: (transfer full) (nullable): the plan, or %NULL with @error set
 */
SlPlan *
sl_plan_file_load (SlPlanFile *self, GError **error)
{
  g_autoptr (GBytes) content = NULL;
  g_autofree char *mark = NULL;
  SlPlan          *plan;

  g_return_val_if_fail (SL_IS_PLAN_FILE (self), NULL);

  if (!read_content (self, &content, error))
    {
      remember (self, MARK_UNREADABLE);
      return NULL;
    }
  mark = content != NULL ? mark_of (content) : g_strdup (MARK_MISSING);
  remember (self, mark);
  plan = content != NULL ? parse (self, content, error) : sl_plan_new ();
  /* What could not be understood must not pass for what was loaded. */
  if (plan == NULL)
    g_clear_pointer (&self->loaded, g_free);
  return plan;
}

static gboolean
may_replace (SlPlanFile *self, GBytes *content, GError **error)
{
  g_autofree char *mark = content != NULL ? mark_of (content) : g_strdup (MARK_MISSING);
  g_autoptr (SlPlan) other = NULL;

  if (g_strcmp0 (mark, self->loaded) == 0 || (content == NULL && self->loaded == NULL))
    return TRUE;
  other = content != NULL ? parse (self, content, error) : NULL;
  if (content == NULL || other != NULL)
    g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_CHANGED,
                 /* Translators: %s is a file name. */
                 _ ("The plan “%s” was changed by somebody else in the meantime; look at it and "
                    "make your change again"),
                 self->path);
  return FALSE;
}

static gboolean
write_text (SlPlanFile *self, const char *text, GError **error)
{
  g_autofree char *target = resolve (self->path);
  g_autofree char *folder = g_path_get_dirname (target);
  g_autoptr (GError) write_error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (target, text, strlen (text),
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &write_error))
    return TRUE;
  g_set_error (
      error, SL_PLAN_ERROR, SL_PLAN_ERROR_FILE,
      /* Translators: the first %s is a file name, the second the system's reason. */
      _ ("The plan “%s” cannot be saved (%s); make sure that its folder may be written and "
         "the disk is not full"),
      self->path, write_error->message);
  return FALSE;
}

static gboolean
replace (SlPlanFile *self, const char *text, GError **error)
{
  g_autoptr (GBytes) content = NULL;
  g_autofree char *mark = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  if (!read_content (self, &content, error) || !may_replace (self, content, error))
    return FALSE;
  if (content == NULL || g_bytes_get_size (content) != strlen (text)
      || memcmp (g_bytes_get_data (content, NULL), text, strlen (text)) != 0)
    {
      if (!write_text (self, text, error))
        return FALSE;
    }
  remember (self, mark);
  return TRUE;
}

/* Keeps the window and the command line from saving between each other's look and write. Best
 * effort, so that *lock may be -1: not every file system has locks. */
static gboolean
lock_folder (SlPlanFile *self, int *lock, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  *lock = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (*lock < 0 || flock (*lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
    return TRUE;
  close (*lock);
  g_set_error (
      error, SL_PLAN_ERROR, SL_PLAN_ERROR_CHANGED,
      /* Translators: %s is a file name. */
      _ ("The plan “%s” is being saved by another program at this moment; make your change "
         "again"),
      self->path);
  return FALSE;
}

/**
 * sl_plan_file_save:
 * @self: a plan file
 * @plan: what shall stand in it
 * @error: set to an #SlPlanError; one sentence with the file's name and what to do
 *
 * Writes the plan as a whole or not at all, and waits until the disk has it. Refused with
 * %SL_PLAN_ERROR_CHANGED if the file is not what sl_plan_file_load() read, and with the mistake's
 * own code if a mistake stands in it.
 *
 * Returns: whether the plan is on disk
 */
gboolean
sl_plan_file_save (SlPlanFile *self, SlPlan *plan, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (SlPlan) readable = NULL;
  gboolean is_saved;
  int      lock;

  g_return_val_if_fail (SL_IS_PLAN_FILE (self), FALSE);

  text = sl_plan_to_json (plan);
  if (strlen (text) > SL_PLAN_MAX_BYTES)
    {
      g_set_error_literal (error, SL_PLAN_ERROR, SL_PLAN_ERROR_SIZE,
                           _ ("The plan would become larger than 1 MiB; shorten its instructions"));
      return FALSE;
    }
  /* What could not be read again would lock the user out of the plan. */
  readable = sl_plan_new_from_json (text, -1, error);
  if (readable == NULL || !lock_folder (self, &lock, error))
    return FALSE;
  is_saved = replace (self, text, error);
  if (lock >= 0)
    close (lock);
  return is_saved;
}

static void
on_monitor_changed (SlPlanFile *self, GFile *file, GFile *other_file, GFileMonitorEvent event)
{
  g_autoptr (GBytes) content = NULL;
  g_autofree char *mark = NULL;

  /* Between the first and the last byte of a slow writer there is nothing to read. */
  if (event != G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT && event != G_FILE_MONITOR_EVENT_DELETED)
    return;
  if (!read_content (self, &content, NULL))
    mark = g_strdup (MARK_UNREADABLE);
  else
    mark = content != NULL ? mark_of (content) : g_strdup (MARK_MISSING);
  if (g_strcmp0 (mark, self->seen) == 0)
    return;
  g_free (self->seen);
  self->seen = g_steal_pointer (&mark);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * sl_plan_file_follow:
 * @self: a plan file
 *
 * Begins to emit #SlPlanFile::changed. Makes the file's folder if it is missing, because a folder
 * that is not there could only be watched by asking again and again; one
 * that cannot be made is not watched.
 */
void
sl_plan_file_follow (SlPlanFile *self)
{
  g_autofree char *folder = NULL;
  g_autofree char *target = NULL;
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (SL_IS_PLAN_FILE (self));

  if (self->monitor != NULL)
    return;
  folder = g_path_get_dirname (self->path);
  g_mkdir_with_parents (folder, 0700);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return;
  target = resolve (self->path);
  file = g_file_new_for_path (target);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (on_monitor_changed), self,
                             G_CONNECT_SWAPPED);
}
