/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "emergency-card.h"

#include "address-words.h"
#include "managed-row.h"
#include "qr-code.h"

#include <glib/gi18n-lib.h>

/* All measures in points, 1/72 inch. */
#define TITLE_POINTS 22
#define HEADING_POINTS 13
#define TEXT_POINTS 10
#define SMALL_POINTS 8
#define GAP_POINTS 10
#define COLUMN_GAP_POINTS 24
#define QR_POINTS 74 /* 26 mm: a camera reads it from a hand's width */
#define SMALLEST_QR_POINTS 54

/* Smaller than the first the channels rather stand in two columns; smaller than the second nobody
 * can read it in a hurry. */
#define SMALLEST_SCALE_OF_ONE_COLUMN 0.8
#define SMALLEST_SCALE 0.6
#define SCALE_STEP 0.05

/* What to do may take this part of the page; the rest is for the ways to talk. */
#define MOST_OF_INSTRUCTIONS 0.5
#define FEWEST_CHARACTERS 60

/* One paragraph, with a QR code beside it if it has an address for a telephone. */
typedef struct
{
  char     *markup;
  double    points;
  SlQrCode *code; /* nullable */
  gboolean  is_in_column;
} Block;

typedef struct
{
  cairo_t      *cairo;
  PangoContext *context;
  double        width;
  double        height;
  double        scale;
  guint         n_columns;
  GPtrArray    *blocks;   /* (element-type Block) what may be left out is at the end */
  guint         n_needed; /* title, instructions */
} Card;

static void
block_free (gpointer data)
{
  Block *block = data;

  g_free (block->markup);
  sl_qr_code_free (block->code);
  g_free (block);
}

static Block *
add_block (Card *card, char *markup, double points, SlQrCode *code)
{
  Block *block = g_new0 (Block, 1);

  block->markup = markup;
  block->points = points;
  block->code = code;
  g_ptr_array_add (card->blocks, block);
  return block;
}

/* What is on the Card */

static void
append_line (GString *markup, const char *text)
{
  g_autofree char *escaped = NULL;

  if (text == NULL || *text == '\0')
    return;
  escaped = g_markup_escape_text (text, -1);
  g_string_append_printf (markup, "\n%s", escaped);
}

static void
add_channel (Card *card, const SlChannel *channel)
{
  g_autofree char *address = sl_address_to_words (channel->address);
  g_autofree char *people = channel->people != NULL ? g_strjoinv (", ", channel->people) : NULL;
  g_autofree char *managed
      = channel->managed_by != NULL ? sl_managed_to_words (channel->managed_by) : NULL;
  GString         *markup = g_string_new (NULL);
  SlQrCode        *code = sl_channel_address_is_openable (channel->address)
                              ? sl_qr_code_new (channel->address)
                              : NULL;
  g_autofree char *name = g_markup_printf_escaped ("<b>%s</b> (%s)", channel->name,
                                                   sl_channel_kind_get_label (channel->kind));

  g_string_append (markup, name);
  append_line (markup, address);
  append_line (markup, people);
  append_line (markup, channel->instructions);
  append_line (markup, managed);
  add_block (card, g_string_free (markup, FALSE), TEXT_POINTS, code)->is_in_column = TRUE;
}

static char *
shorten (const char *text, glong max_characters)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= max_characters)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, max_characters);
  return g_strconcat (g_strchomp (start), "…", NULL);
}

static void
add_instructions (Card *card, const SlAccount *account, glong max_characters)
{
  g_autofree char *text = NULL;

  if (account->instructions == NULL || *account->instructions == '\0')
    return;
  text = shorten (account->instructions, max_characters);
  add_block (card, g_markup_printf_escaped ("<b>%s</b>\n%s", account->name, text), TEXT_POINTS,
             NULL);
}

static void
add_beginning (Card *card, SlPlan *plan, glong max_characters)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%x");
  GPtrArray       *accounts = sl_plan_get_accounts (plan);

  g_ptr_array_set_size (card->blocks, 0);
  add_block (card, g_markup_printf_escaped ("<b>%s</b>", _ ("When mail does not work")),
             TITLE_POINTS, NULL);
  /* Translators: %s is a date. */
  add_block (
      card,
      g_markup_printf_escaped (_ ("As of %s. Keep it where you find it without a computer."), date),
      SMALL_POINTS, NULL);
  for (guint i = 0; i < accounts->len; i++)
    add_instructions (card, g_ptr_array_index (accounts, i), max_characters);
  card->n_needed = card->blocks->len;
}

static void
add_channels (Card *card, SlPlan *plan)
{
  GPtrArray *channels = sl_plan_get_channels (plan);

  if (channels->len > 0)
    add_block (card, g_markup_printf_escaped ("<b>%s</b>", _ ("Reach people this way")),
               HEADING_POINTS, NULL);
  else
    add_block (card, g_markup_escape_text (_ ("No other way to talk is set up yet."), -1),
               TEXT_POINTS, NULL);
  for (guint i = 0; i < channels->len; i++)
    add_channel (card, g_ptr_array_index (channels, i));
}

/* Where it is */

static double
get_side (const Card *card)
{
  return MAX (QR_POINTS * card->scale, SMALLEST_QR_POINTS);
}

static double
get_column_width (const Card *card)
{
  return (card->width - COLUMN_GAP_POINTS * (card->n_columns - 1)) / card->n_columns;
}

static PangoLayout *
create_layout (Card *card, const Block *block)
{
  PangoLayout          *layout = pango_layout_new (card->context);
  PangoFontDescription *font = pango_font_description_from_string ("Sans");
  double                width = block->is_in_column ? get_column_width (card) : card->width;

  if (block->code != NULL)
    width -= get_side (card) + GAP_POINTS;
  pango_font_description_set_absolute_size (font, block->points * card->scale * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_markup (layout, block->markup, -1);
  return layout;
}

static double
find_height (Card *card, const Block *block, PangoLayout *layout)
{
  PangoRectangle extents;
  double         text_height;

  pango_layout_get_extents (layout, NULL, &extents);
  text_height = (double) extents.height / PANGO_SCALE;
  return block->code != NULL ? MAX (text_height, get_side (card)) : text_height;
}

/* In a right-to-left language the code stands on the left, and the first column on the right. */
static void
draw_block (Card *card, const Block *block, PangoLayout *layout, guint column, double y)
{
  gboolean is_rtl = pango_context_get_base_dir (card->context) == PANGO_DIRECTION_RTL;
  double   width = block->is_in_column ? get_column_width (card) : card->width;
  guint    place = is_rtl && block->is_in_column ? card->n_columns - 1 - column : column;

  cairo_save (card->cairo);
  cairo_translate (card->cairo, place * (width + COLUMN_GAP_POINTS), y);
  if (block->code != NULL)
    {
      cairo_save (card->cairo);
      cairo_translate (card->cairo, is_rtl ? 0 : width - get_side (card), 0);
      sl_qr_code_draw (block->code, card->cairo, get_side (card));
      cairo_restore (card->cairo);
    }
  cairo_translate (card->cairo, block->code != NULL && is_rtl ? get_side (card) + GAP_POINTS : 0,
                   0);
  cairo_set_source_rgb (card->cairo, 0, 0, 0);
  pango_cairo_show_layout (card->cairo, layout);
  cairo_restore (card->cairo);
}

/* Lays out the first blocks, from top to bottom and column to column, and draws them if it is to.
 * Returns how far down they reach; more than the card's height if they do not fit. */
static double
lay_out (Card *card, guint n_blocks, gboolean draws)
{
  double y = 0, top = 0, bottom = 0;
  guint  column = 0;

  for (guint i = 0; i < n_blocks; i++)
    {
      const Block *block = g_ptr_array_index (card->blocks, i);
      g_autoptr (PangoLayout) layout = create_layout (card, block);
      double height = find_height (card, block, layout);

      if (!block->is_in_column)
        top = y + height + GAP_POINTS * card->scale;
      else if (y + height > card->height && column + 1 < card->n_columns)
        {
          column++;
          y = top;
        }
      if (draws)
        draw_block (card, block, layout, column, y);
      bottom = MAX (bottom, y + height);
      y += height + GAP_POINTS * card->scale;
    }
  return bottom;
}

static gboolean
fits (Card *card)
{
  return lay_out (card, card->blocks->len, FALSE) <= card->height;
}

/* Making it Fit */

static gboolean
shrink (Card *card, guint n_columns, double smallest_scale)
{
  card->n_columns = n_columns;
  for (card->scale = 1; card->scale >= smallest_scale; card->scale -= SCALE_STEP)
    if (fits (card))
      return TRUE;
  card->scale = smallest_scale;
  return FALSE;
}

static gboolean
leaves_room (Card *card)
{
  return lay_out (card, card->n_needed, FALSE) <= card->height * MOST_OF_INSTRUCTIONS;
}

/* What to do is told more shortly, and in the end not for every account. */
static void
fill (Card *card, SlPlan *plan)
{
  glong max_characters = SL_PLAN_MAX_BYTES;

  card->n_columns = 1;
  card->scale = SMALLEST_SCALE_OF_ONE_COLUMN;
  add_beginning (card, plan, max_characters);
  while (!leaves_room (card) && max_characters > FEWEST_CHARACTERS)
    {
      max_characters /= 2;
      add_beginning (card, plan, max_characters);
    }
  while (!leaves_room (card))
    g_ptr_array_set_size (card->blocks, --card->n_needed);
  add_channels (card, plan);
}

/* A number can be typed: the codes at the end go before any channel does. */
static void
drop_codes (Card *card)
{
  for (guint i = card->blocks->len; i > 0 && !fits (card); i--)
    {
      Block *block = g_ptr_array_index (card->blocks, i - 1);

      g_clear_pointer (&block->code, sl_qr_code_free);
    }
}

/* What does not fit at all is left out from the end, and said to be. */
static void
cut (Card *card)
{
  guint n_left_out = 0;

  while (card->blocks->len > card->n_needed + 1 && !fits (card))
    {
      if (n_left_out > 0)
        g_ptr_array_remove_index (card->blocks, card->blocks->len - 1);
      g_ptr_array_remove_index (card->blocks, card->blocks->len - 1);
      n_left_out++;
      add_block (card,
                 g_markup_printf_escaped (
                     /* Translators: %u is a number of channels. */
                     ngettext ("%u more is in Storm Lantern.", "%u more are in Storm Lantern.",
                               n_left_out),
                     n_left_out),
                 TEXT_POINTS, NULL)
          ->is_in_column
          = TRUE;
    }
}

/**
 * sl_emergency_card_draw:
 * @plan: the plan in force
 * @cairo: where to draw, from its origin, in points
 * @context: fonts; its base direction is the language's
 * @width: of the page, in points
 * @height: of the page, in points
 *
 * Draws on one page what to do and whom to reach when neither mail nor computer works:
 * instructions, channels, and a QR code for each address that a telephone can use. Writes smaller
 * and in two columns if there is much; what is still too much to be read is left out: the rest of
 * long instructions, the last codes, the last channels. Holds no mail address and no secret of the
 * user's.
 */
void
sl_emergency_card_draw (
    SlPlan *plan, cairo_t *cairo, PangoContext *context, double width, double height)
{
  Card card = { .cairo = cairo, .context = context, .width = width, .height = height };

  card.blocks = g_ptr_array_new_with_free_func (block_free);
  fill (&card, plan);
  if (!shrink (&card, 1, SMALLEST_SCALE_OF_ONE_COLUMN) && !shrink (&card, 2, SMALLEST_SCALE))
    {
      drop_codes (&card);
      cut (&card);
    }
  lay_out (&card, card.blocks->len, TRUE);
  g_ptr_array_unref (card.blocks);
}
