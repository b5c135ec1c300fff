/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "autosave.h"

static gboolean
on_pause (gpointer user_data)
{
  SlAutosave *self = user_data;

  self->source = 0;
  self->save (self->data, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * sl_autosave_schedule:
 * @self: an editor's member
 * @save: called with @data once no further change came for %SL_AUTOSAVE_DELAY_MS
 * @data: whose change it is; must outlive the wait, see sl_autosave_forget()
 */
void
sl_autosave_schedule (SlAutosave *self, GFunc save, gpointer data)
{
  sl_autosave_forget (self);
  self->save = save;
  self->data = data;
  self->source = g_timeout_add (SL_AUTOSAVE_DELAY_MS, on_pause, self);
}

/**
 * sl_autosave_is_waiting:
 * @self: an editor's member
 *
 * Returns: whether a change is not saved yet
 */
gboolean
sl_autosave_is_waiting (const SlAutosave *self)
{
  return self->source != 0;
}

/**
 * sl_autosave_flush:
 * @self: an editor's member
 *
 * Saves now what waits.
 */
void
sl_autosave_flush (SlAutosave *self)
{
  if (self->source == 0)
    return;
  sl_autosave_forget (self);
  self->save (self->data, NULL);
}

/**
 * sl_autosave_forget:
 * @self: an editor's member
 *
 * Does not save what waits.
 */
void
sl_autosave_forget (SlAutosave *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}
