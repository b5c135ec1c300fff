/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "qr-code.h"

#include "temporary-folder.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define SIDE_PIXELS 400

/* What a reader of QR codes sees on the picture. */
static char *
scan (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                          &error, "zbarimg", "--nodbus", "--quiet", "--raw", path, NULL);
  char *output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return g_strchomp (output);
}

static void
draw (const SlQrCode *code, const char *path)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE_PIXELS, SIDE_PIXELS);
  cairo_t *cairo = cairo_create (surface);

  sl_qr_code_draw (code, cairo, SIDE_PIXELS);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
}

static void
test_read_by_a_camera (gconstpointer text)
{
  g_autoptr (SlQrCode) code = sl_qr_code_new (text);
  g_autofree char *path
      = g_build_filename (g_get_user_cache_dir (), "stormlantern-qr-code.png", NULL);
  g_autofree char *seen = NULL;

  g_assert_nonnull (code);
  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  draw (code, path);
  seen = scan (path);
  g_assert_cmpstr (seen, ==, text);
  g_unlink (path);
}

/* ISO/IEC 18004, 6.3.3: a 7 by 7 frame with a 3 by 3 heart in three corners. */
static void
test_finds_its_corners (void)
{
  g_autoptr (SlQrCode) code = sl_qr_code_new ("tel:+49301234567");
  guint last = sl_qr_code_get_width (code) - 1;

  g_assert_cmpuint (sl_qr_code_get_width (code), ==, 25);
  for (guint i = 0; i < 7; i++)
    {
      g_assert_true (sl_qr_code_is_dark (code, i, 0));
      g_assert_true (sl_qr_code_is_dark (code, last - i, 0));
      g_assert_true (sl_qr_code_is_dark (code, 0, last - i));
    }
  g_assert_false (sl_qr_code_is_dark (code, 1, 1));
  g_assert_true (sl_qr_code_is_dark (code, 3, 3));
  g_assert_false (sl_qr_code_is_dark (code, 7, 7));
}

static void
test_refuses_what_no_camera_reads (void)
{
  g_autofree char *longest = g_strnfill (SL_QR_CODE_MAX_BYTES, 'x');
  g_autofree char *too_long = g_strnfill (SL_QR_CODE_MAX_BYTES + 1, 'x');
  g_autoptr (SlQrCode) code = sl_qr_code_new (longest);

  g_assert_nonnull (code);
  g_assert_null (sl_qr_code_new (too_long));
  g_assert_null (sl_qr_code_new (""));
}

int
main (int argc, char **argv)
{
  char *folder = temporary_folder_isolate ();
  int   result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/window/qr-code/telephone", "tel:+49301234567", test_read_by_a_camera);
  g_test_add_data_func ("/window/qr-code/web", "https://meet.example.org/room?a=1&b=%20#x",
                        test_read_by_a_camera);
  g_test_add_data_func ("/window/qr-code/umlauts", "Zimmer 4, Gebäude “Süd”, 會議室",
                        test_read_by_a_camera);
  g_test_add_func ("/window/qr-code/corners", test_finds_its_corners);
  g_test_add_func ("/window/qr-code/too-long", test_refuses_what_no_camera_reads);
  result = g_test_run ();
  temporary_folder_remove (folder);
  return result;
}
