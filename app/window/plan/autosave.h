/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How long after the last key a change is written: no disk is written at each letter. */
#define SL_AUTOSAVE_DELAY_MS 400

/**
 * SlAutosave:
 *
 * A change that waits to be saved until somebody pauses typing, or leaves. A member of an editor.
 */
typedef struct
{
  guint    source;
  GFunc    save;   /* (data, NULL) */
  gpointer data;
} SlAutosave;

void     sl_autosave_schedule (SlAutosave *self, GFunc save, gpointer data);
gboolean sl_autosave_is_waiting (const SlAutosave *self);
void     sl_autosave_flush (SlAutosave *self);
void     sl_autosave_forget (SlAutosave *self);
