/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every reply of a token endpoint that is known, one file each: data/transcripts/token/. The first
 * lines name the outcome and where the reply was seen; then come the status, headers and the body.
 */
#include "token-reply.h"

#include <string.h>

#define NOW 1732439700 /* 2024-11-24T09:15:00Z */

typedef struct
{
  guint       status;
  char       *retry_after;
  const char *body; /* in the text that was parsed */
} Transcript;

static char *
get_field (const char *text, const char *key)
{
  const char *found = strstr (text, key);

  if (found == NULL)
    return NULL;
  found += strlen (key);
  return g_strndup (found, strcspn (found, "\n"));
}

static Transcript
parse (const char *text)
{
  const char      *start = strstr (text, "\nHTTP ");
  const char      *body = strstr (start, "\n\n");
  g_autofree char *head = g_strndup (start, body - start);

  return (Transcript){ .status = (guint) g_ascii_strtoull (start + strlen ("\nHTTP "), NULL, 10),
                       .retry_after = get_field (head, "\nRetry-After: "),
                       .body = body + 2 };
}

static void
test_transcript (gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *outcome = NULL;
  g_autofree char *source = NULL;
  g_autoptr (SlTokenReply) reply = NULL;
  Transcript    transcript;
  SlTokenAnswer answer;

  g_assert_true (g_file_get_contents (data, &text, NULL, NULL));
  outcome = get_field (text, "# outcome: ");
  source = get_field (text, "# source: ");
  g_assert_nonnull (source);
  transcript = parse (text);
  answer = (SlTokenAnswer){ .status = transcript.status,
                            .retry_after = transcript.retry_after,
                            .body = transcript.body,
                            .length = strlen (transcript.body) };
  reply = sl_token_reply_new (&answer, NOW);

  g_assert_cmpstr (sl_outcome_to_nick (reply->outcome), ==, outcome);
  g_assert_true ((reply->outcome == SL_OUTCOME_OK) == (reply->access_token != NULL));
  g_assert_true ((reply->outcome == SL_OUTCOME_OK) == (reply->error == NULL));
  g_assert_false (reply->unreachable);
  if (transcript.retry_after != NULL)
    g_assert_cmpuint (reply->retry_after_seconds, ==,
                      g_ascii_strtoull (transcript.retry_after, NULL, 10));
  /* What is shown holds the registered words only, never what the server wrote about the user. */
  if (reply->error != NULL)
    g_assert_cmpuint (strspn (reply->error, "abcdefghijklmnopqrstuvwxyz_ADSTHP 0123456789"), ==,
                      strlen (reply->error));
  g_free (transcript.retry_after);
}

static SlTokenReply *
read_body (const char *body, const char *retry_after)
{
  SlTokenAnswer answer = { 200, retry_after, body, strlen (body) };

  return sl_token_reply_new (&answer, NOW);
}

static void
test_tokens_are_taken (void)
{
  g_autoptr (SlTokenReply) reply = read_body (
      "{\"access_token\": \"first\", \"refresh_token\": \"second\", \"expires_in\": 120}", NULL);
  g_autoptr (SlTokenReply) silent = read_body ("{\"access_token\": \"first\"}", NULL);
  g_autoptr (SlTokenReply) absurd
      = read_body ("{\"access_token\": \"first\", \"expires_in\": 9000000000000000000}", NULL);

  g_assert_cmpstr (sl_secret_peek (reply->access_token, NULL), ==, "first");
  g_assert_cmpstr (sl_secret_peek (reply->refresh_token, NULL), ==, "second");
  g_assert_cmpuint (reply->lifetime_seconds, ==, 120);
  g_assert_null (silent->refresh_token);
  g_assert_cmpuint (silent->lifetime_seconds, ==, 3600);
  g_assert_cmpuint (absurd->lifetime_seconds, <=, 366 * 24 * 60 * 60);
}

/* A token goes into a line of a mail protocol: nothing in it may end that line. */
static void
test_unfit_tokens_are_none (void)
{
  g_autofree char *huge = g_strnfill (40 * 1024, 'a');
  g_autofree char *body = g_strdup_printf ("{\"access_token\": \"%s\"}", huge);
  g_autoptr (SlTokenReply) line = read_body ("{\"access_token\": \"a\\r\\nb\"}", NULL);
  g_autoptr (SlTokenReply) empty = read_body ("{\"access_token\": \"\"}", NULL);
  g_autoptr (SlTokenReply) number = read_body ("{\"access_token\": 7}", NULL);
  g_autoptr (SlTokenReply) large = read_body (body, NULL);

  g_assert_cmpint (line->outcome, ==, SL_OUTCOME_TOKEN_UNAVAILABLE);
  g_assert_cmpint (empty->outcome, ==, SL_OUTCOME_TOKEN_UNAVAILABLE);
  g_assert_cmpint (number->outcome, ==, SL_OUTCOME_TOKEN_UNAVAILABLE);
  g_assert_cmpint (large->outcome, ==, SL_OUTCOME_TOKEN_UNAVAILABLE);
}

static void
test_waits_are_believed_within_reason (void)
{
  g_autoptr (SlTokenReply) date = read_body ("", "Sun, 24 Nov 2024 09:16:40 GMT");
  g_autoptr (SlTokenReply) past = read_body ("", "Sun, 24 Nov 2024 08:00:00 GMT");
  g_autoptr (SlTokenReply) years = read_body ("", "99999999999");
  g_autoptr (SlTokenReply) word = read_body ("", "soon");

  g_assert_cmpuint (date->retry_after_seconds, ==, 100);
  g_assert_cmpuint (past->retry_after_seconds, ==, 0);
  g_assert_cmpuint (years->retry_after_seconds, ==, 24 * 60 * 60);
  g_assert_cmpuint (word->retry_after_seconds, ==, 0);
}

static void
add_transcripts (void)
{
  g_autofree char *folder
      = g_test_build_filename (G_TEST_DIST, "data", "transcripts", "token", NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *file;

  g_assert_nonnull (files);
  while ((file = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *test_path = g_strdup_printf ("/signin/token-reply/transcript/%s", file);

      g_test_add_data_func_full (test_path, g_build_filename (folder, file, NULL), test_transcript,
                                 g_free);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_transcripts ();
  g_test_add_func ("/signin/token-reply/tokens", test_tokens_are_taken);
  g_test_add_func ("/signin/token-reply/unfit-tokens", test_unfit_tokens_are_none);
  g_test_add_func ("/signin/token-reply/waits", test_waits_are_believed_within_reason);
  return g_test_run ();
}
