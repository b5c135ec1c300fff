/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every provider's reply that is known, told by a server from the first byte: data/transcripts/.
 * Each file is a script for the scripted server; its first lines name the outcome, the stage and
 * where the reply was seen, and where it matters what is shown of it ("text", "server-name"), for
 * how long it asks to be left alone ("wait", seconds), that a token is presented ("token") and the
 * web address's path ("path"). */
#include "check-fixture.h"
#include "quirks.h"

#include <string.h>

static const struct
{
  SlProtocol  protocol;
  const char *folder;
} folders[] = {
  { SL_PROTOCOL_IMAP, "imap" }, { SL_PROTOCOL_POP3, "pop3" },   { SL_PROTOCOL_SMTP, "smtp" },
  { SL_PROTOCOL_JMAP, "jmap" }, { SL_PROTOCOL_HTTPS, "https" },
};

typedef struct
{
  SlProtocol protocol;
  char      *path;
} Transcript;

static char *
find_field (const char *script, const char *name)
{
  g_autofree char *key = g_strdup_printf ("# %s: ", name);
  const char      *found = strstr (script, key);

  if (found == NULL)
    return NULL;
  found += strlen (key);
  return g_strndup (found, strcspn (found, "\n"));
}

static char *
get_field (const char *script, const char *name)
{
  char *field = find_field (script, name);

  if (field == NULL)
    g_error ("a transcript without %s", name);
  return field;
}

static SlCheckRequest *
make_request (const Transcript *transcript, const char *script, guint16 port)
{
  SlCheckRequest *request
      = fixture_request (transcript->protocol, SL_SECURITY_TLS, SL_CHECK_KIND_SIGNIN, port);
  g_autofree char *path = find_field (script, "path");
  g_autofree char *token = find_field (script, "token");
  g_autofree char *uri = NULL;

  request->is_token = token != NULL;
  if (path == NULL)
    return request;
  uri = g_strdup_printf ("https://ann%%40example.org@localhost:%u%s", port, path);
  sl_server_unref (request->server);
  request->server = sl_server_new_from_uri (uri, NULL);
  return request;
}

static void
assert_details (const SlCheckResult *result, const char *script)
{
  g_autofree char *text = find_field (script, "text");
  g_autofree char *server_name = find_field (script, "server-name");
  g_autofree char *wait = find_field (script, "wait");

  if (!sl_outcome_is_good (result->outcome))
    g_assert_nonnull (result->server_text);
  if (text != NULL)
    g_assert_cmpstr (result->server_text, ==, text);
  if (server_name != NULL)
    g_assert_cmpstr (result->server_name, ==, server_name);
  if (wait != NULL)
    g_assert_cmpuint (result->retry_after_seconds, ==, g_ascii_strtoull (wait, NULL, 10));
}

static char *
read_script (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *script = NULL;

  g_file_get_contents (path, &script, NULL, &error);
  g_assert_no_error (error);
  return script;
}

static void
test_transcript (gconstpointer data)
{
  const Transcript *transcript = data;
  g_autofree char  *script = read_script (transcript->path);
  g_autofree char  *outcome = get_field (script, "outcome");
  g_autofree char  *stage = get_field (script, "stage");
  g_autofree char  *source = get_field (script, "source");
  g_autoptr (SlScriptedServer) server
      = sl_scripted_server_new (script, sl_test_certificates_get ()->good);
  g_autoptr (SlCheckRequest) request = make_request (transcript, script, server->port);
  g_autoptr (SlCheckResult) result = sl_check_run (request, NULL);

  sl_scripted_server_stop (server);
  g_assert_cmpstr (server->surprise, ==, NULL);
  fixture_assert_no_secret (result);
  fixture_assert_outcome (result, outcome, stage);
  assert_details (result, script);
}

static void
free_transcript (gpointer data)
{
  Transcript *transcript = data;

  g_free (transcript->path);
  g_free (transcript);
}

static void
for_each_file (SlProtocol protocol, const char *name, GFunc function, gpointer user_data)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "transcripts", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) files = g_dir_open (folder, 0, &error);
  const char *file;

  g_assert_no_error (error);
  while ((file = g_dir_read_name (files)) != NULL)
    {
      Transcript *transcript = g_new (Transcript, 1);

      *transcript = (Transcript){ protocol, g_build_filename (folder, file, NULL) };
      function (transcript, user_data);
    }
}

static void
add_test (gpointer transcript, gpointer folder)
{
  const char      *path = ((Transcript *) transcript)->path;
  g_autofree char *file = g_path_get_basename (path);
  g_autofree char *test_path
      = g_strdup_printf ("/signin/quirks/%s/%s", (const char *) folder, file);

  g_test_add_data_func_full (test_path, transcript, test_transcript, free_transcript);
}

/* What a server of a transcript says, in lower case. */
static void
add_words (gpointer data, gpointer user_data)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autofree char *script = read_script (((Transcript *) data)->path);
  g_auto (GStrv) lines = g_strsplit (script, "\n", -1);
  char *outcome = find_field (script, "outcome");

  for (gsize i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "S: ") || g_str_has_prefix (lines[i], "s: ")
        || g_str_has_prefix (lines[i], "REPLY ") || g_str_has_prefix (lines[i], "HEADER "))
      g_string_append_printf (said, "%s\n", lines[i]);
  g_hash_table_insert (user_data, g_ascii_strdown (said->str, -1), outcome);
  free_transcript (data);
}

static gboolean
is_told (GHashTable *said, const SlQuirk *quirk)
{
  g_autofree char *words = g_ascii_strdown (quirk->words, -1);
  GHashTableIter   iterator;
  gpointer         text;
  gpointer         outcome;

  g_hash_table_iter_init (&iterator, said);
  while (g_hash_table_iter_next (&iterator, &text, &outcome))
    if (strstr (text, words) != NULL && strcmp (outcome, sl_outcome_to_nick (quirk->outcome)) == 0)
      return TRUE;
  return FALSE;
}

/* A row without a transcript would be a rumour. */
static void
test_each_row_is_told (void)
{
  gsize          n_quirks;
  const SlQuirk *quirks = sl_quirks_list (&n_quirks);
  GHashTable    *said[G_N_ELEMENTS (folders)];

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      said[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      for_each_file (folders[i].protocol, folders[i].folder, add_words, said[i]);
    }
  for (gsize i = 0; i < n_quirks; i++)
    {
      gboolean told = FALSE;

      for (gsize folder = 0; folder < G_N_ELEMENTS (folders); folder++)
        if ((quirks[i].protocols & SL_QUIRK_PROTOCOL (folders[folder].protocol)) != 0)
          told = told || is_told (said[folder], &quirks[i]);
      g_test_message ("%s: %s (%s; %s)", quirks[i].words, sl_outcome_to_nick (quirks[i].outcome),
                      quirks[i].provider, quirks[i].source);
      g_assert_true (told);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    g_hash_table_unref (said[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    for_each_file (folders[i].protocol, folders[i].folder, add_test, (gpointer) folders[i].folder);
  g_test_add_func ("/signin/quirks/each-row-is-told", test_each_row_is_told);
  return g_test_run ();
}
