/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

/* A telephone's camera reads this much from a screen or a printed card without trouble. */
#define SL_QR_CODE_MAX_BYTES 512

/**
 * SlQrCode:
 *
 * A text as a square of dark and light modules that a telephone's camera reads. A value, immutable.
 * It knows no widget: the window and the printed card both draw it with sl_qr_code_draw().
 */
typedef struct _SlQrCode SlQrCode;

SlQrCode *sl_qr_code_new (const char *text);
void      sl_qr_code_free (SlQrCode *self);
guint     sl_qr_code_get_width (const SlQrCode *self);
gboolean  sl_qr_code_is_dark (const SlQrCode *self, guint column, guint row);
void      sl_qr_code_draw (const SlQrCode *self, cairo_t *cairo, double side);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlQrCode, sl_qr_code_free)
