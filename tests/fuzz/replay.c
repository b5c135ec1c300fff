/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives each file of the folders named on the command line to a fuzz target, so that every input
 * that was ever found interesting stays an ordinary test, with any compiler. */
#include "fuzz.h"

static gboolean
replay_file (const char *path)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, &error))
    {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }
  LLVMFuzzerTestOneInput ((const uint8_t *) data, length);
  return TRUE;
}

static int
replay_folder (const char *path, int *n_files)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &error);
  const char *name;

  if (folder == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (!replay_file (file))
        return 1;
      (*n_files)++;
    }
  return 0;
}

int
main (int argc, char **argv)
{
  int n_files = 0;

  LLVMFuzzerTestOneInput ((const uint8_t *) "", 0);
  for (int i = 1; i < argc; i++)
    if (replay_folder (argv[i], &n_files) != 0)
      return 1;
  g_print ("%d inputs replayed\n", n_files);
  return 0;
}
