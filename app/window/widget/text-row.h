/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * SlTextRow:
 *
 * A row of a list with plain text of several lines to be typed into; Tab leaves it. Its title names
 * it, also for a screen reader.
 *
 * Signal: changed (): the text is another one
 */
#define SL_TYPE_TEXT_ROW (sl_text_row_get_type ())
G_DECLARE_FINAL_TYPE (SlTextRow, sl_text_row, SL, TEXT_ROW, AdwPreferencesRow)

char *sl_text_row_dup_text (SlTextRow *self);
void  sl_text_row_set_text (SlTextRow *self, const char *text);
