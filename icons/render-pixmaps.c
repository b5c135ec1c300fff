/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the tray's lanterns while the project is built, so that the service needs no drawing
 * library.
 *
 * usage: render-pixmaps SVG_FOLDER OUTPUT_FOLDER SIZE...
 *
 * For each state it writes STATE.argb and STATE-practice.argb: one square after the other, each in
 * ARGB32, network byte order, alpha not premultiplied, as StatusNotifierItem wants its pixmaps. */
#include <librsvg/rsvg.h>
#include <stdlib.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsvgHandle, g_object_unref)

static const char *const states[]
    = { "paused", "ok", "unknown", "offline", "degraded", "action-needed", "outage" };

/* Draws SVG_FOLDER/NAME.svg over what is there; names the file and ends the build if it cannot. */
static void
draw_layer (cairo_t *cairo, const char *folder, const char *name, int size)
{
  g_autofree char *file_name = g_strconcat (name, ".svg", NULL);
  g_autofree char *path = g_build_filename (folder, file_name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RsvgHandle) handle = rsvg_handle_new_from_file (path, &error);
  RsvgRectangle viewport = { 0, 0, size, size };

  if (handle == NULL || !rsvg_handle_render_document (handle, cairo, &viewport, &error))
    {
      g_printerr ("%s cannot be drawn: %s\n", path, error->message);
      exit (1);
    }
}

static guint8
straighten (guint8 premultiplied, guint8 alpha)
{
  return alpha == 0 ? 0 : MIN (255, (premultiplied * 255 + alpha / 2) / alpha);
}

static void
append_pixels (GByteArray *pixels, cairo_surface_t *surface, int size)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  int           stride = cairo_image_surface_get_stride (surface);

  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      {
        guint32 pixel = *(const guint32 *) (const void *) (data + y * stride + x * 4);
        guint8  alpha = pixel >> 24;
        guint8  bytes[4]
            = { alpha, straighten (pixel >> 16 & 0xff, alpha),
                straighten (pixel >> 8 & 0xff, alpha), straighten (pixel & 0xff, alpha) };

        g_byte_array_append (pixels, bytes, sizeof bytes);
      }
}

static void
append_lantern (
    GByteArray *pixels, const char *folder, const char *state, gboolean practice, int size)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  cairo_t         *cairo = cairo_create (surface);
  g_autofree char *state_layer = g_strconcat ("state-", state, NULL);

  draw_layer (cairo, folder, "lantern", size);
  draw_layer (cairo, folder, state_layer, size);
  if (practice)
    draw_layer (cairo, folder, "flag", size);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  append_pixels (pixels, surface, size);
  cairo_surface_destroy (surface);
}

static void
write_state (char **arguments, const char *state, gboolean practice)
{
  g_autoptr (GByteArray) pixels = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *file_name = g_strconcat (state, practice ? "-practice" : "", ".argb", NULL);
  g_autofree char *path = g_build_filename (arguments[2], file_name, NULL);

  for (char **size = arguments + 3; *size != NULL; size++)
    append_lantern (pixels, arguments[1], state, practice, atoi (*size));
  if (!g_file_set_contents (path, (const char *) pixels->data, pixels->len, &error))
    {
      g_printerr ("%s\n", error->message);
      exit (1);
    }
}

int
main (int argc, char **argv)
{
  if (argc < 4)
    {
      g_printerr ("usage: render-pixmaps SVG_FOLDER OUTPUT_FOLDER SIZE...\n");
      return 2;
    }
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      write_state (argv, states[i], FALSE);
      write_state (argv, states[i], TRUE);
    }
  return 0;
}
