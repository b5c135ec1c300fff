/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "plan-transfer.h"

#include "feed-address.h"
#include "input-file.h"
#include "json-line.h"
#include "organisation-fetch.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_ANSWER_BYTES 64

typedef struct
{
  SlOrganisationFetch *fetch;
  GError              *error;
  gboolean             done;
} Answer;

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->fetch = sl_organisation_fetch_finish (result, &answer->error);
  answer->done = TRUE;
}

static GBytes *
fetch (const char *address, GError **error)
{
  g_autoptr (SlFeedFetcher) fetcher = NULL;
  g_autoptr (SlOrganisationFetch) fetched = NULL;
  g_autoptr (GUri) askable = sl_feed_address_parse (address, error);
  Answer        answer = { NULL, NULL, FALSE };
  SlFeedBackend backend;

  if (askable == NULL)
    return NULL;
  fetcher = sl_feed_fetcher_new ();
  sl_feed_backend_init_any (&backend, fetcher);
  sl_organisation_fetch_async (&backend, address, NULL, NULL, on_fetched, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  if (answer.fetch == NULL)
    {
      g_propagate_error (error, answer.error);
      return NULL;
    }
  fetched = answer.fetch;
  return g_bytes_ref (fetched->content);
}

/**
 * sl_plan_transfer_read:
 * @source: a file's name, "-" for standard input, or an https address
 * @error: set to one sentence that names the source
 *
 * Reads a plan from elsewhere. A signature is verified if the plan at an address names a key.
 *
 * Returns: (transfer full) (nullable): its text, not yet checked if it is a file's
 */
GBytes *
sl_plan_transfer_read (const char *source, GError **error)
{
  gsize length;
  char *text;

  if (strstr (source, "://") != NULL)
    return fetch (source, error);
  text = sl_input_file_read (source, SL_PLAN_MAX_BYTES, &length, error);
  return text != NULL ? g_bytes_new_take (text, length) : NULL;
}

static const char *
get_kind_label (SlPlanEntryKind kind)
{
  switch (kind)
    {
    case SL_PLAN_ENTRY_ACCOUNT:
      return _ ("account");
    case SL_PLAN_ENTRY_CHANNEL:
      return _ ("channel");
    case SL_PLAN_ENTRY_TEMPLATE:
    default:
      return _ ("message");
    }
}

static const char *
get_kind_nick (SlPlanEntryKind kind)
{
  static const char *const nicks[] = { "account", "channel", "template" };

  return nicks[kind];
}

static void
print_change (const SlPlanChange *change)
{
  const char *kind = get_kind_label (change->kind);

  if (change->is_new)
    {
      printf ("+ %s: %s%s%s%s\n", kind, change->name, change->address != NULL ? " (" : "",
              change->address != NULL ? change->address : "", change->address != NULL ? ")" : "");
      return;
    }
  printf ("~ %s: %s\n", kind, change->name);
  for (guint i = 0; change->members[i] != NULL; i++)
    {
      g_autofree char *line = sl_plan_import_describe_member (change, i);

      printf ("    %s\n", line);
    }
}

/**
 * sl_plan_transfer_print:
 * @import: an import, not applied yet
 *
 * Prints the difference for people: "+" added, "~" changed, nothing is ever removed.
 */
void
sl_plan_transfer_print (const SlPlanImport *import)
{
  for (guint i = 0; i < import->changes->len; i++)
    print_change (g_ptr_array_index (import->changes, i));
  if (import->changes->len == 0)
    printf ("%s\n", _ ("Your plan has all of this already."));
}

static JsonArray *
write_values (const SlPlanChange *change)
{
  JsonArray *values = json_array_new ();

  for (guint i = 0; change->members != NULL && change->members[i] != NULL; i++)
    {
      JsonObject *value = json_object_new ();

      json_object_set_string_member (value, "member", change->members[i]);
      json_object_set_string_member (value, "before", change->before[i]);
      json_object_set_string_member (value, "after", change->after[i]);
      json_array_add_object_element (values, value);
    }
  return values;
}

static JsonObject *
write_change (const SlPlanChange *change)
{
  JsonObject *object = json_object_new ();
  JsonArray  *members = json_array_new ();

  json_object_set_string_member (object, "type", get_kind_nick (change->kind));
  json_object_set_string_member (object, "change", change->is_new ? "added" : "changed");
  json_object_set_string_member (object, "id", change->id);
  json_object_set_string_member (object, "name", change->name);
  for (guint i = 0; change->members != NULL && change->members[i] != NULL; i++)
    json_array_add_string_element (members, change->members[i]);
  json_object_set_array_member (object, "members", members);
  json_object_set_array_member (object, "values", write_values (change));
  return object;
}

/**
 * sl_plan_transfer_print_json:
 * @import: an import
 * @applied: whether it was applied
 *
 * Prints {"changes":[{"type","change","id","name","members","values"}],"same","applied"} on one
 * line; "values" are {"member","before","after"}, each value on one short line as people read it.
 */
void
sl_plan_transfer_print_json (const SlPlanImport *import, gboolean applied)
{
  g_autofree char *line = NULL;
  JsonObject      *object = json_object_new ();
  JsonArray       *changes = json_array_new ();

  for (guint i = 0; i < import->changes->len; i++)
    json_array_add_object_element (changes, write_change (import->changes->pdata[i]));
  json_object_set_array_member (object, "changes", changes);
  json_object_set_int_member (object, "same", import->n_same);
  json_object_set_boolean_member (object, "applied", applied);
  line = sl_json_line_new (object);
  fputs (line, stdout);
}

/**
 * sl_plan_transfer_ask:
 *
 * Asks the user at the terminal; without one nobody can be asked.
 *
 * Returns: whether the user said yes
 */
gboolean
sl_plan_transfer_ask (void)
{
  char answer[MAX_ANSWER_BYTES];

  if (!isatty (STDIN_FILENO))
    return FALSE;
  /* Translators: the letter y stands for yes; it is also what is typed */
  printf ("%s ", _ ("Import this? [y/N]"));
  fflush (stdout);
  return fgets (answer, sizeof answer, stdin) != NULL && g_ascii_tolower (answer[0]) == 'y';
}
