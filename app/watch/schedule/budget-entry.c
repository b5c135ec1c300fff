/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "budget-entry.h"

#include <string.h>

/* Accepted shape, as in the file budget.json:
 *   {"accepted": HASH, "rearmed": true, "refusals": [TIME, ...],
 *    "secrets": [{"hash": HASH, "begun": TIME, "lost": TIME, "refused": TIME, "blocked": true},
 * ...]} HASH: 64 lower-case hexadecimal digits. TIME: Unix seconds. Absent members are 0, false,
 * empty. */

#define DAY_SECONDS (24 * 60 * 60)
#define FINGERPRINT_LENGTH 64
/* More wrong passwords than a person remembers having tried. */
#define MAX_SECRETS 16
/* Far above the daily limit; a file with more was not written by us. */
#define MAX_REFUSALS 64

static void
secret_free (gpointer data)
{
  SlBudgetSecret *secret = data;

  g_free (secret->fingerprint);
  g_free (secret);
}

/**
 * sl_budget_entry_new:
 *
 * Returns: (transfer full): an account of which nothing was refused yet
 */
SlBudgetEntry *
sl_budget_entry_new (void)
{
  SlBudgetEntry *entry = g_new0 (SlBudgetEntry, 1);

  entry->secrets = g_ptr_array_new_with_free_func (secret_free);
  entry->refusals = g_array_new (FALSE, FALSE, sizeof (gint64));
  return entry;
}

/**
 * sl_budget_entry_free:
 * @entry: (transfer full): an entry
 */
void
sl_budget_entry_free (SlBudgetEntry *entry)
{
  g_ptr_array_unref (entry->secrets);
  g_array_unref (entry->refusals);
  g_free (entry->accepted);
  g_free (entry);
}

static gboolean
read_time (JsonObject *object, const char *member, gint64 *time)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *time = json_node_get_int (node);
  return *time >= 0;
}

static gboolean
read_flag (JsonObject *object, const char *member, gboolean *flag)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;
  *flag = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_fingerprint (JsonObject *object, const char *member, char **fingerprint)
{
  JsonNode   *node = json_object_get_member (object, member);
  const char *text;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  text = json_node_get_string (node);
  if (strlen (text) != FINGERPRINT_LENGTH
      || strspn (text, "0123456789abcdef") != FINGERPRINT_LENGTH)
    return FALSE;
  *fingerprint = g_strdup (text);
  return TRUE;
}

static JsonArray *
peek_array (JsonObject *object, const char *member, guint max_length, gboolean *valid)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) > max_length)
    {
      *valid = FALSE;
      return NULL;
    }
  return json_node_get_array (node);
}

static gboolean
read_secret (SlBudgetEntry *entry, JsonNode *node)
{
  SlBudgetSecret *secret = g_new0 (SlBudgetSecret, 1);
  JsonObject     *object;

  g_ptr_array_add (entry->secrets, secret);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  return read_fingerprint (object, "hash", &secret->fingerprint) && secret->fingerprint != NULL
         && read_time (object, "begun", &secret->begun) && read_time (object, "lost", &secret->lost)
         && read_time (object, "refused", &secret->refused)
         && read_flag (object, "blocked", &secret->blocked);
}

static gboolean
read_refusal (SlBudgetEntry *entry, JsonNode *node)
{
  gint64 time;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  time = json_node_get_int (node);
  g_array_append_val (entry->refusals, time);
  return time >= 0;
}

static gboolean
read_lists (SlBudgetEntry *entry, JsonObject *object)
{
  gboolean   valid = TRUE;
  JsonArray *secrets = peek_array (object, "secrets", MAX_SECRETS, &valid);
  JsonArray *refusals = peek_array (object, "refusals", MAX_REFUSALS, &valid);

  for (guint i = 0; valid && secrets != NULL && i < json_array_get_length (secrets); i++)
    valid = read_secret (entry, json_array_get_element (secrets, i));
  for (guint i = 0; valid && refusals != NULL && i < json_array_get_length (refusals); i++)
    valid = read_refusal (entry, json_array_get_element (refusals, i));
  return valid;
}

/**
 * sl_budget_entry_new_from_json:
 * @object: one account's member of budget.json
 *
 * Returns: (transfer full) (nullable): the entry, or %NULL if anything in it is not as we write it
 */
SlBudgetEntry *
sl_budget_entry_new_from_json (JsonObject *object)
{
  g_autoptr (SlBudgetEntry) entry = sl_budget_entry_new ();

  if (!read_fingerprint (object, "accepted", &entry->accepted)
      || !read_flag (object, "rearmed", &entry->rearmed) || !read_lists (entry, object))
    return NULL;
  return g_steal_pointer (&entry);
}

static void
set_time (JsonObject *object, const char *member, gint64 time)
{
  if (time != 0)
    json_object_set_int_member (object, member, time);
}

static JsonObject *
secret_to_json (const SlBudgetSecret *secret)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "hash", secret->fingerprint);
  set_time (object, "begun", secret->begun);
  set_time (object, "lost", secret->lost);
  set_time (object, "refused", secret->refused);
  if (secret->blocked)
    json_object_set_boolean_member (object, "blocked", TRUE);
  return object;
}

/**
 * sl_budget_entry_to_json:
 * @entry: an entry
 *
 * Returns: (transfer full): the account's member of budget.json
 */
JsonObject *
sl_budget_entry_to_json (const SlBudgetEntry *entry)
{
  JsonObject *object = json_object_new ();
  JsonArray  *secrets = json_array_new ();
  JsonArray  *refusals = json_array_new ();

  for (guint i = 0; i < entry->secrets->len; i++)
    json_array_add_object_element (secrets, secret_to_json (entry->secrets->pdata[i]));
  for (guint i = 0; i < entry->refusals->len; i++)
    json_array_add_int_element (refusals, g_array_index (entry->refusals, gint64, i));

  if (entry->accepted != NULL)
    json_object_set_string_member (object, "accepted", entry->accepted);
  if (entry->rearmed)
    json_object_set_boolean_member (object, "rearmed", TRUE);
  json_object_set_array_member (object, "secrets", secrets);
  json_object_set_array_member (object, "refusals", refusals);
  return object;
}

/**
 * sl_budget_entry_find:
 * @entry: an entry
 * @fingerprint: a secret's keyed hash
 *
 * Returns: (transfer none) (nullable): what is remembered of that secret
 */
SlBudgetSecret *
sl_budget_entry_find (SlBudgetEntry *entry, const char *fingerprint)
{
  for (guint i = 0; i < entry->secrets->len; i++)
    {
      SlBudgetSecret *secret = entry->secrets->pdata[i];

      if (g_str_equal (secret->fingerprint, fingerprint))
        return secret;
    }
  return NULL;
}

/**
 * sl_budget_entry_find_begun:
 * @entry: an entry
 *
 * Returns: (transfer none) (nullable): the secret that is being presented now
 */
SlBudgetSecret *
sl_budget_entry_find_begun (SlBudgetEntry *entry)
{
  for (guint i = 0; i < entry->secrets->len; i++)
    {
      SlBudgetSecret *secret = entry->secrets->pdata[i];

      if (secret->begun != 0)
        return secret;
    }
  return NULL;
}

/**
 * sl_budget_entry_add:
 * @entry: an entry
 * @fingerprint: a secret's keyed hash
 *
 * Remembers a secret; the oldest one is forgotten when there are too many.
 *
 * Returns: (transfer none): the secret, the one that is known already if it is
 */
SlBudgetSecret *
sl_budget_entry_add (SlBudgetEntry *entry, const char *fingerprint)
{
  SlBudgetSecret *secret = sl_budget_entry_find (entry, fingerprint);

  if (secret != NULL)
    return secret;
  if (entry->secrets->len >= MAX_SECRETS)
    g_ptr_array_remove_index (entry->secrets, 0);
  secret = g_new0 (SlBudgetSecret, 1);
  secret->fingerprint = g_strdup (fingerprint);
  g_ptr_array_add (entry->secrets, secret);
  return secret;
}

/**
 * sl_budget_entry_accept:
 * @entry: an entry
 * @secret: one of its secrets, gone afterwards
 *
 * The secret worked: nothing speaks against it any more.
 */
void
sl_budget_entry_accept (SlBudgetEntry *entry, SlBudgetSecret *secret)
{
  g_free (entry->accepted);
  entry->accepted = g_strdup (secret->fingerprint);
  g_ptr_array_remove (entry->secrets, secret);
}

/**
 * sl_budget_entry_refuse:
 * @entry: an entry
 * @time: when, Unix seconds
 *
 * Counts a refusal, or an attempt of unknown fate, towards the daily limit.
 */
void
sl_budget_entry_refuse (SlBudgetEntry *entry, gint64 time)
{
  if (entry->refusals->len >= MAX_REFUSALS)
    g_array_remove_index (entry->refusals, 0);
  g_array_append_val (entry->refusals, time);
}

/**
 * sl_budget_entry_lose_attempt:
 * @entry: an entry
 *
 * A begun attempt will never have a result: nobody knows what the server thought of it. It counts
 * as a refusal, and its secret rests.
 *
 * Returns: whether there was one
 */
gboolean
sl_budget_entry_lose_attempt (SlBudgetEntry *entry)
{
  SlBudgetSecret *secret = sl_budget_entry_find_begun (entry);

  if (secret == NULL)
    return FALSE;
  secret->lost = secret->begun;
  secret->begun = 0;
  sl_budget_entry_refuse (entry, secret->lost);
  return TRUE;
}

/**
 * sl_budget_entry_end_attempt:
 * @entry: an entry
 *
 * The begun attempt came to nothing that speaks for or against its secret.
 */
void
sl_budget_entry_end_attempt (SlBudgetEntry *entry)
{
  SlBudgetSecret *secret = sl_budget_entry_find_begun (entry);

  if (secret == NULL)
    return;
  secret->begun = 0;
  if (!secret->blocked && secret->lost == 0 && secret->refused == 0)
    g_ptr_array_remove (entry->secrets, secret);
}

/**
 * sl_budget_entry_expire:
 * @entry: an entry
 * @now: Unix seconds
 *
 * Forgets refusals older than a day. What lies in the future, because the clock went back, is taken
 * to have happened just now, so that it neither expires early nor lasts for ever.
 */
void
sl_budget_entry_expire (SlBudgetEntry *entry, gint64 now)
{
  for (guint i = 0; i < entry->secrets->len; i++)
    {
      SlBudgetSecret *secret = entry->secrets->pdata[i];

      secret->lost = MIN (secret->lost, now);
      secret->refused = MIN (secret->refused, now);
    }

  for (guint i = entry->refusals->len; i > 0; i--)
    {
      gint64 *time = &g_array_index (entry->refusals, gint64, i - 1);

      *time = MIN (*time, now);
      if (now - *time >= DAY_SECONDS)
        g_array_remove_index (entry->refusals, i - 1);
    }
}
