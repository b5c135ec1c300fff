/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "tray-icons.h"

#include "tray-pixmaps.h"

#define RESOURCE_FOLDER "/io/github/stormlantern/StormLantern/tray"
#define PIXMAPS_TYPE "a(iiay)"
#define N_STATES (SL_STATE_OUTAGE + 1)
#define BYTES_PER_PIXEL 4
#define ICON_FOLDER "icons/hicolor/scalable/apps"

/* The squares follow each other in the file in this order; the list comes from icons/meson.build.
 */
static const int sizes[] = { SL_TRAY_PIXMAP_SIZES };

static GVariant *
make_pixmaps (SlState state, gboolean practice)
{
  GVariantBuilder  pixmaps = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (PIXMAPS_TYPE));
  g_autofree char *path = g_strdup_printf ("%s/%s%s.argb", RESOURCE_FOLDER,
                                           sl_state_to_nick (state), practice ? "-practice" : "");
  g_autoptr (GBytes) bytes = g_resource_lookup_data (sl_tray_pixmaps_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize offset = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sizes) && bytes != NULL; i++)
    {
      gsize length = (gsize) sizes[i] * sizes[i] * BYTES_PER_PIXEL;
      g_autoptr (GBytes) square = g_bytes_new_from_bytes (bytes, offset, length);

      g_variant_builder_add (&pixmaps, "(ii@ay)", sizes[i], sizes[i],
                             g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, square, TRUE));
      offset += length;
    }
  return g_variant_ref_sink (g_variant_builder_end (&pixmaps));
}

/**
 * sl_tray_icons_get:
 * @state: what the lantern shows
 * @practice: whether it carries the flag
 *
 * Returns: (transfer none): `a(iiay)`: width, height, and ARGB32 in network byte order with
 * straight alpha, one square for each size, the smallest first
 *
 * Source: StatusNotifierItem specification, Icons.
 */
GVariant *
sl_tray_icons_get (SlState state, gboolean practice)
{
  static GVariant *pixmaps[N_STATES][2];
  GVariant       **place;

  g_return_val_if_fail ((guint) state < N_STATES, NULL);

  place = &pixmaps[state][practice ? 1 : 0];
  if (*place == NULL)
    *place = make_pixmaps (state, practice);
  return *place;
}

static gboolean
is_installed (const char *name)
{
  const char *const *system_folders = g_get_system_data_dirs ();
  g_autofree char   *file_name = g_strconcat (name, ".svg", NULL);
  g_autofree char   *own = g_build_filename (g_get_user_data_dir (), ICON_FOLDER, file_name, NULL);
  gboolean           found = g_file_test (own, G_FILE_TEST_EXISTS);

  for (guint i = 0; system_folders[i] != NULL && !found; i++)
    {
      g_autofree char *path = g_build_filename (system_folders[i], ICON_FOLDER, file_name, NULL);

      found = g_file_test (path, G_FILE_TEST_EXISTS);
    }
  return found;
}

/**
 * sl_tray_icons_dup_name:
 * @state: what the lantern shows
 * @practice: whether it carries the flag
 *
 * For panels that draw no pixmaps. A name that no theme has would be drawn as a broken picture even
 * where a pixmap is there too.
 *
 * Returns: (transfer full) (nullable): the icon's name in the theme, %NULL if it is not installed
 */
char *
sl_tray_icons_dup_name (SlState state, gboolean practice)
{
  g_autofree char *name = g_strconcat (SL_APPLICATION_ID "-", sl_state_to_nick (state),
                                       practice ? "-practice" : "", NULL);

  return is_installed (name) ? g_steal_pointer (&name) : NULL;
}
