/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "qr-code.h"

#include <qrencode.h>
#include <string.h>

/* ISO/IEC 18004, 6.3.8: light modules around the symbol, without which a camera does not find it. */
#define QUIET_MODULES 4

/* libqrencode: the lowest bit of a module's byte is its colour, the others tell its role. */
#define DARK_BIT 0x01

struct _SlQrCode
{
  QRcode *symbol;
};

/**
 * sl_qr_code_new:
 * @text: UTF-8, at most %SL_QR_CODE_MAX_BYTES; an address such as tel:+49301234567
 *
 * Encodes as the smallest symbol that survives the loss of 15 % of it (level M).
 *
 * Source: ISO/IEC 18004.
 *
 * Returns: (transfer full) (nullable): the code, or %NULL if @text is empty or too long to be read
 *   by a camera
 */
SlQrCode *
sl_qr_code_new (const char *text)
{
  gsize     length = strlen (text);
  QRcode   *symbol = NULL;
  SlQrCode *self;

  if (length > 0 && length <= SL_QR_CODE_MAX_BYTES)
    symbol = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  if (symbol == NULL)
    return NULL;
  self = g_new0 (SlQrCode, 1);
  self->symbol = symbol;
  return self;
}

/**
 * sl_qr_code_free:
 * @self: (transfer full) (nullable): a code
 */
void
sl_qr_code_free (SlQrCode *self)
{
  if (self == NULL)
    return;
  QRcode_free (self->symbol);
  g_free (self);
}

/**
 * sl_qr_code_get_width:
 * @self: a code
 *
 * Returns: modules a side, 21 or more, without the light margin
 */
guint
sl_qr_code_get_width (const SlQrCode *self)
{
  return (guint) self->symbol->width;
}

/**
 * sl_qr_code_is_dark:
 * @self: a code
 * @column: below its width, 0 on the left
 * @row: below its width, 0 at the top
 *
 * Returns: whether this module is dark; the symbol is the same in right-to-left layouts
 */
gboolean
sl_qr_code_is_dark (const SlQrCode *self, guint column, guint row)
{
  guint width = sl_qr_code_get_width (self);

  g_return_val_if_fail (column < width && row < width, FALSE);

  return (self->symbol->data[row * width + column] & DARK_BIT) != 0;
}

/**
 * sl_qr_code_draw:
 * @self: a code
 * @cairo: where to draw, from its origin to the right and down
 * @side: how wide and high the whole becomes, in @cairo's units
 *
 * Draws black on white whatever the theme, with the light margin that belongs to it: cameras want
 * it so.
 */
void
sl_qr_code_draw (const SlQrCode *self, cairo_t *cairo, double side)
{
  guint  width = sl_qr_code_get_width (self);
  double module = side / (width + 2 * QUIET_MODULES);

  cairo_save (cairo);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_rectangle (cairo, 0, 0, side, side);
  cairo_fill (cairo);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  /* Smoothed edges would leave light seams between dark modules. */
  cairo_set_antialias (cairo, CAIRO_ANTIALIAS_NONE);
  for (guint row = 0; row < width; row++)
    for (guint column = 0; column < width; column++)
      if (sl_qr_code_is_dark (self, column, row))
        cairo_rectangle (cairo, (column + QUIET_MODULES) * module, (row + QUIET_MODULES) * module,
                         module, module);
  cairo_fill (cairo);
  cairo_restore (cairo);
}
