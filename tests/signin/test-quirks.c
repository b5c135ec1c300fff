/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every provider's reply that is known, told by a server from the first byte: data/transcripts/.
 * Each file is a script for the scripted server; its first lines name the outcome, the stage and
 * where the reply was seen. */
#include "check-fixture.h"

#include <string.h>

typedef struct
{
  SlProtocol protocol;
  char      *path;
} Transcript;

static char *
get_field (const char *script, const char *name)
{
  g_autofree char *key = g_strdup_printf ("# %s: ", name);
  const char      *found = strstr (script, key);

  if (found == NULL)
    g_error ("a transcript without %s", name);
  found += strlen (key);
  return g_strndup (found, strcspn (found, "\n"));
}

static void
test_transcript (gconstpointer data)
{
  const Transcript *transcript = data;
  g_autofree char  *script = NULL;
  g_autofree char  *outcome = NULL;
  g_autofree char  *stage = NULL;
  g_autofree char  *source = NULL;
  g_autoptr (SlScriptedServer) server = NULL;
  g_autoptr (SlCheckResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (transcript->path, &script, NULL, &error);
  g_assert_no_error (error);
  outcome = get_field (script, "outcome");
  stage = get_field (script, "stage");
  source = get_field (script, "source");
  server = sl_scripted_server_new (script, sl_test_certificates_get ()->good);
  result = fixture_run (server, transcript->protocol, SL_SECURITY_TLS, SL_CHECK_KIND_SIGNIN);
  fixture_assert_outcome (result, outcome, stage);
  g_assert_nonnull (result->server_text);
}

static void
free_transcript (gpointer data)
{
  Transcript *transcript = data;

  g_free (transcript->path);
  g_free (transcript);
}

static void
add_folder (SlProtocol protocol, const char *name)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "transcripts", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) files = g_dir_open (folder, 0, &error);
  const char *file;

  g_assert_no_error (error);
  while ((file = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *test_path = g_strdup_printf ("/signin/quirks/%s/%s", name, file);
      Transcript      *transcript = g_new (Transcript, 1);

      *transcript = (Transcript){ protocol, g_build_filename (folder, file, NULL) };
      g_test_add_data_func_full (test_path, transcript, test_transcript, free_transcript);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_folder (SL_PROTOCOL_IMAP, "imap");
  add_folder (SL_PROTOCOL_POP3, "pop3");
  add_folder (SL_PROTOCOL_SMTP, "smtp");
  return g_test_run ();
}
