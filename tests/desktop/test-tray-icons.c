/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tray-icons.h"

static const int sizes[] = { 16, 22, 24, 32, 48 };

static GBytes *
get_square (GVariant *pixmaps, guint index)
{
  g_autoptr (GVariant) data = NULL;
  int width, height;

  g_variant_get_child (pixmaps, index, "(ii@ay)", &width, &height, &data);
  g_assert_cmpint (width, ==, sizes[index]);
  g_assert_cmpint (height, ==, sizes[index]);
  return g_variant_get_data_as_bytes (data);
}

static void
test_every_state_has_a_picture_of_each_size (void)
{
  for (int state = SL_STATE_PAUSED; state <= SL_STATE_OUTAGE; state++)
    for (int practice = 0; practice <= 1; practice++)
      {
        GVariant *pixmaps = sl_tray_icons_get (state, practice);

        g_assert_cmpuint (g_variant_n_children (pixmaps), ==, G_N_ELEMENTS (sizes));
        for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
          {
            g_autoptr (GBytes) square = get_square (pixmaps, i);

            g_assert_cmpuint (g_bytes_get_size (square), ==, sizes[i] * sizes[i] * 4);
          }
      }
}

/* Counts pixels whose brightness differs clearly: what a user without colours sees. */
static int
count_differences (GBytes *first, GBytes *second)
{
  const guint8 *one = g_bytes_get_data (first, NULL);
  const guint8 *other = g_bytes_get_data (second, NULL);
  int           count = 0;

  for (gsize i = 0; i < g_bytes_get_size (first); i += 4)
    {
      int brightness = (one[i + 1] * 3 + one[i + 2] * 6 + one[i + 3]) / 10 * one[i] / 255;
      int brightness_other
          = (other[i + 1] * 3 + other[i + 2] * 6 + other[i + 3]) / 10 * other[i] / 255;

      count += ABS (brightness - brightness_other) > 48 ? 1 : 0;
    }
  return count;
}

static void
test_states_differ_without_colours (void)
{
  for (int state = SL_STATE_PAUSED; state <= SL_STATE_OUTAGE; state++)
    for (int other = state + 1; other <= SL_STATE_OUTAGE; other++)
      {
        g_autoptr (GBytes) first = get_square (sl_tray_icons_get (state, FALSE), 0);
        g_autoptr (GBytes) second = get_square (sl_tray_icons_get (other, FALSE), 0);
        int differences = count_differences (first, second);

        g_test_message ("%s and %s: %d pixels", sl_state_to_nick (state), sl_state_to_nick (other),
                        differences);
        g_assert_cmpint (differences, >=, 10);
      }
}

static void
test_practice_is_marked (void)
{
  for (int state = SL_STATE_PAUSED; state <= SL_STATE_OUTAGE; state++)
    {
      g_autoptr (GBytes) real = get_square (sl_tray_icons_get (state, FALSE), 0);
      g_autoptr (GBytes) practice = get_square (sl_tray_icons_get (state, TRUE), 0);

      g_assert_false (g_bytes_equal (real, practice));
    }
}

/* The corners are outside the lantern, the middle is inside. */
static void
test_pictures_are_neither_empty_nor_full (void)
{
  for (int state = SL_STATE_PAUSED; state <= SL_STATE_OUTAGE; state++)
    {
      g_autoptr (GBytes) square = get_square (sl_tray_icons_get (state, FALSE), 4);
      const guint8 *bytes = g_bytes_get_data (square, NULL);

      g_assert_cmpint (bytes[0], ==, 0);
      g_assert_cmpint (bytes[(24 * 48 + 24) * 4], ==, 255);
    }
}

static void
test_a_picture_is_made_once (void)
{
  g_assert_true (sl_tray_icons_get (SL_STATE_OK, FALSE) == sl_tray_icons_get (SL_STATE_OK, FALSE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desktop/tray-icons/sizes", test_every_state_has_a_picture_of_each_size);
  g_test_add_func ("/desktop/tray-icons/greyscale", test_states_differ_without_colours);
  g_test_add_func ("/desktop/tray-icons/practice", test_practice_is_marked);
  g_test_add_func ("/desktop/tray-icons/silhouette", test_pictures_are_neither_empty_nor_full);
  g_test_add_func ("/desktop/tray-icons/cached", test_a_picture_is_made_once);
  return g_test_run ();
}
