/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "kept-notices.h"

struct _SlKeptNotices
{
  GHashTable *table; /* id -> SlKeptNotice */
  guint       last_serial;
};

static void
kept_notice_free (SlKeptNotice *kept)
{
  sl_notice_free (kept->notice);
  g_free (kept);
}

/**
 * sl_kept_notices_new:
 *
 * Returns: (transfer full): nothing kept
 */
SlKeptNotices *
sl_kept_notices_new (void)
{
  SlKeptNotices *self = g_new0 (SlKeptNotices, 1);

  self->table
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) kept_notice_free);
  return self;
}

/**
 * sl_kept_notices_free:
 * @self: (transfer full): the notices
 */
void
sl_kept_notices_free (SlKeptNotices *self)
{
  g_hash_table_unref (self->table);
  g_free (self);
}

/**
 * sl_kept_notices_put:
 * @self: the notices
 * @notice: (transfer full): takes the place of the one with the same id; it is a new one, not only
 * a change, as long as that one has not been shown
 *
 * Returns: (transfer none): it, waiting
 */
SlKeptNotice *
sl_kept_notices_put (SlKeptNotices *self, SlNotice *notice)
{
  SlKeptNotice *former = sl_kept_notices_find (self, notice->id);
  SlKeptNotice *kept = g_new0 (SlKeptNotice, 1);

  if (former != NULL && former->daemon == 0)
    notice->only_in_place = FALSE;
  kept->notice = notice;
  kept->serial = ++self->last_serial;
  g_hash_table_replace (self->table, notice->id, kept);
  return kept;
}

/**
 * sl_kept_notices_find:
 * @self: the notices
 * @id: a notice's id
 *
 * Returns: (transfer none) (nullable): what is kept under it
 */
SlKeptNotice *
sl_kept_notices_find (SlKeptNotices *self, const char *id)
{
  return g_hash_table_lookup (self->table, id);
}

/**
 * sl_kept_notices_remove:
 * @self: the notices
 * @id: a notice's id; one that is not kept is fine
 */
void
sl_kept_notices_remove (SlKeptNotices *self, const char *id)
{
  g_hash_table_remove (self->table, id);
}

/**
 * sl_kept_notices_close:
 * @self: the notices
 * @id: the id of one that is no longer on the screen
 *
 * Forgets it, unless there is a newer word which is on its way or waits.
 */
void
sl_kept_notices_close (SlKeptNotices *self, const char *id)
{
  SlKeptNotice *kept = sl_kept_notices_find (self, id);

  if (kept != NULL && !kept->is_under_way && kept->daemon != 0)
    g_hash_table_remove (self->table, id);
}

/**
 * sl_kept_notices_meet_daemon:
 * @self: the notices
 * @daemon: the how manieth it is
 *
 * What hung at a former daemon went with it and waits again, but for what is of low urgency: that
 * was news of a moment.
 */
void
sl_kept_notices_meet_daemon (SlKeptNotices *self, guint daemon)
{
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      SlKeptNotice *kept = value;

      if (kept->is_under_way || kept->daemon == 0 || kept->daemon == daemon)
        continue;
      kept->daemon = 0;
      kept->notice->only_in_place = FALSE;
      if (kept->notice->urgency == SL_NOTICE_LOW)
        g_hash_table_iter_remove (&iter);
    }
}

/**
 * sl_kept_notices_list_waiting:
 * @self: the notices
 *
 * Returns: (transfer full) (array zero-terminated=1): ids of those that nobody has and nobody has
 * been asked to show
 */
char **
sl_kept_notices_list_waiting (SlKeptNotices *self)
{
  GPtrArray     *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const SlKeptNotice *kept = value;

      if (kept->daemon == 0 && !kept->is_under_way)
        g_ptr_array_add (ids, g_strdup (kept->notice->id));
    }
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (ids, FALSE);
}
