/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "budget.h"

#include "budget-entry.h"
#include "json-text.h"
#include "set-aside.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/random.h>

/* Accepted shape of budget.json:
 *   {"version": 1, "record-lost": TIME, "accounts": {ACCOUNT-ID: ENTRY, ...}}
 * ENTRY: see budget-entry.c. Beside it lies budget.key, 32 random bytes, readable by the user
 * alone, so that the hashes in the file tell nobody anything about the passwords. */

#define FILE_VERSION 1
#define KEY_BYTES 32
/* 64 accounts with all they can remember fit four times. */
#define MAX_FILE_BYTES (1024 * 1024)
#define DAY_SECONDS (24 * 60 * 60)

struct _SlBudget
{
  GObject parent_instance;

  char       *path;
  char       *key_path;
  guint8      key[KEY_BYTES];
  gboolean    has_key;
  GHashTable *entries;     /* account id -> SlBudgetEntry */
  gint64      record_lost; /* when the file could not be read, Unix seconds, 0: never */
  char       *problem;
};

G_DEFINE_FINAL_TYPE (SlBudget, sl_budget, G_TYPE_OBJECT)

static void
sl_budget_finalize (GObject *object)
{
  SlBudget *self = SL_BUDGET (object);

  g_free (self->path);
  g_free (self->key_path);
  g_hash_table_unref (self->entries);
  g_free (self->problem);
  G_OBJECT_CLASS (sl_budget_parent_class)->finalize (object);
}

static void
sl_budget_class_init (SlBudgetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_budget_finalize;
}

static void
sl_budget_init (SlBudget *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) sl_budget_entry_free);
}

/* Reading and writing */

static gboolean
read_entries (SlBudget *self, JsonObject *accounts)
{
  g_autoptr (GList) ids = json_object_get_members (accounts);

  for (GList *item = ids; item != NULL; item = item->next)
    {
      JsonNode      *node = json_object_get_member (accounts, item->data);
      SlBudgetEntry *entry = NULL;

      if (JSON_NODE_HOLDS_OBJECT (node))
        entry = sl_budget_entry_new_from_json (json_node_get_object (node));
      if (entry == NULL)
        return FALSE;
      g_hash_table_replace (self->entries, g_strdup (item->data), entry);
    }
  return TRUE;
}

static gboolean
read_root (SlBudget *self, JsonNode *root)
{
  JsonObject *object;
  JsonNode   *accounts;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  object = json_node_get_object (root);
  if (json_object_get_int_member_with_default (object, "version", 0) != FILE_VERSION)
    return FALSE;
  self->record_lost = json_object_get_int_member_with_default (object, "record-lost", 0);
  accounts = json_object_get_member (object, "accounts");
  return accounts != NULL && JSON_NODE_HOLDS_OBJECT (accounts)
         && read_entries (self, json_node_get_object (accounts));
}

static gboolean
read_file (SlBudget *self)
{
  g_autofree char *data = NULL;
  g_autoptr (JsonNode) root = NULL;
  gsize    length = 0;
  GStatBuf info;

  if (g_stat (self->path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > MAX_FILE_BYTES)
    return FALSE;
  if (!g_file_get_contents (self->path, &data, &length, NULL))
    return FALSE;
  root = sl_json_parse (data, (gssize) length, NULL);
  return root != NULL && read_root (self, root);
}

static gboolean
read_key (SlBudget *self)
{
  g_autofree char *data = NULL;
  gsize            length = 0;
  GStatBuf         info;

  if (g_stat (self->key_path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size != KEY_BYTES
      || !g_file_get_contents (self->key_path, &data, &length, NULL) || length != KEY_BYTES)
    return FALSE;
  memcpy (self->key, data, KEY_BYTES);
  return TRUE;
}

static gboolean
make_key (SlBudget *self, GError **error)
{
  if (getrandom (self->key, KEY_BYTES, 0) != KEY_BYTES)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, g_strerror (errno));
      return FALSE;
    }
  return g_file_set_contents_full (self->key_path, (const char *) self->key, KEY_BYTES,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static char *
to_json (SlBudget *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject    *object = json_object_new ();
  JsonObject    *accounts = json_object_new ();
  GHashTableIter iter;
  gpointer       id, entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &id, &entry))
    json_object_set_object_member (accounts, id, sl_budget_entry_to_json (entry));
  json_object_set_int_member (object, "version", FILE_VERSION);
  if (self->record_lost != 0)
    json_object_set_int_member (object, "record-lost", self->record_lost);
  json_object_set_object_member (object, "accounts", accounts);
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}

static void
tell_unwritable (SlBudget *self, const GError *error)
{
  g_free (self->problem);
  self->problem = g_strdup_printf (
      /* Translators: the first %s is a file name, the second the system's reason. */
      _ ("No password is tried, because “%s” cannot be written: %s. Make room, or make the folder "
         "writable."),
      self->path, error->message);
}

/* @durable: wait until the disk has it. */
static gboolean
save (SlBudget *self, gboolean durable)
{
  g_autoptr (GError) error = NULL;
  g_autofree char      *data = to_json (self);
  GFileSetContentsFlags flags = G_FILE_SET_CONTENTS_CONSISTENT;

  if (durable)
    flags |= G_FILE_SET_CONTENTS_DURABLE;
  if (!self->has_key)
    self->has_key = make_key (self, &error);
  if (error == NULL)
    g_file_set_contents_full (self->path, data, -1, flags, 0600, &error);
  if (error != NULL)
    {
      tell_unwritable (self, error);
      return FALSE;
    }
  g_clear_pointer (&self->problem, g_free);
  return TRUE;
}

/* What was refused is not known any more: every account rests, as after an attempt of unknown fate.
 */
static void
begin_anew (SlBudget *self, gint64 now)
{
  g_autofree char *kept = sl_set_aside (self->path, now);

  g_message ("The record of sign-in attempts could not be read and was set aside as %s; passwords "
             "rest for six hours",
             kept != NULL ? kept : "nothing");
  g_hash_table_remove_all (self->entries);
  self->record_lost = now;
  save (self, TRUE);
}

static void
load (SlBudget *self, gint64 now)
{
  gboolean       exists = g_file_test (self->path, G_FILE_TEST_EXISTS);
  GHashTableIter iter;
  gpointer       entry;

  self->has_key = read_key (self);
  if (exists && (!self->has_key || !read_file (self)))
    begin_anew (self, now);

  self->record_lost = MIN (self->record_lost, now);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    {
      sl_budget_entry_lose_attempt (entry);
      sl_budget_entry_expire (entry, now);
    }
}

/**
 * sl_budget_new:
 * @state_dir: folder of the file; made if it is missing
 * @now: Unix seconds
 *
 * Reads the record of attempts. A record that cannot be read is set aside, a new one begun, and all
 * accounts rest for six hours.
 *
 * Returns: (transfer full): the budget
 */
SlBudget *
sl_budget_new (const char *state_dir, gint64 now)
{
  SlBudget *self = g_object_new (SL_TYPE_BUDGET, NULL);

  g_mkdir_with_parents (state_dir, 0700);
  self->path = g_build_filename (state_dir, "budget.json", NULL);
  self->key_path = g_build_filename (state_dir, "budget.key", NULL);
  load (self, now);
  return self;
}

/* Asking and telling */

static SlBudgetEntry *
ensure_entry (SlBudget *self, const char *account_id)
{
  SlBudgetEntry *entry = g_hash_table_lookup (self->entries, account_id);

  if (entry == NULL)
    {
      entry = sl_budget_entry_new ();
      g_hash_table_replace (self->entries, g_strdup (account_id), entry);
    }
  return entry;
}

static char *
fingerprint_of (SlBudget *self, const SlSecret *secret)
{
  return sl_secret_fingerprint (secret, self->key, KEY_BYTES);
}

static gboolean
is_recent (gint64 time, gint64 now)
{
  return time != 0 && now - MIN (time, now) < SL_BUDGET_REST_SECONDS;
}

static SlBudgetAnswer
judge (SlBudget *self, SlBudgetEntry *entry, const SlBudgetSecret *secret, gint64 now)
{
  if (secret != NULL && (secret->blocked || is_recent (secret->refused, now)))
    return SL_BUDGET_REFUSED;
  if (secret != NULL && is_recent (secret->lost, now))
    return SL_BUDGET_RESTING;
  if (!entry->rearmed && entry->accepted == NULL && is_recent (self->record_lost, now))
    return SL_BUDGET_RESTING;
  return SL_BUDGET_ALLOWED;
}

/**
 * sl_budget_ask:
 * @self: a budget
 * @account_id: whose secret
 * @secret: the secret
 * @force: the user asked for it, knowing that it was refused
 * @now: Unix seconds
 *
 * Says whether a secret may be presented now, without noting anything down.
 *
 * Returns: the answer
 */
SlBudgetAnswer
sl_budget_ask (
    SlBudget *self, const char *account_id, const SlSecret *secret, gboolean force, gint64 now)
{
  SlBudgetEntry *entry;

  g_return_val_if_fail (SL_IS_BUDGET (self), SL_BUDGET_NO_RECORD);

  g_autofree char *fingerprint = fingerprint_of (self, secret);

  entry = ensure_entry (self, account_id);
  sl_budget_entry_expire (entry, now);
  if (entry->refusals->len >= SL_BUDGET_DAY_LIMIT)
    return SL_BUDGET_EXHAUSTED;
  if (force)
    return SL_BUDGET_ALLOWED;
  return judge (self, entry, sl_budget_entry_find (entry, fingerprint), now);
}

/**
 * sl_budget_begin:
 * @self: a budget
 * @account_id: whose secret
 * @secret: the secret that is about to be presented
 * @force: the user asked for it, knowing that it was refused
 * @now: Unix seconds
 *
 * Asks, and if the answer is %SL_BUDGET_ALLOWED, writes to disk that the secret is about to be
 * presented. The caller presents it once and then calls sl_budget_finish().
 *
 * Returns: the answer; only %SL_BUDGET_ALLOWED permits anything
 */
SlBudgetAnswer
sl_budget_begin (
    SlBudget *self, const char *account_id, const SlSecret *secret, gboolean force, gint64 now)
{
  SlBudgetAnswer answer;

  /* The key must be on disk before the first hash is made with it. */
  if (!self->has_key && !save (self, TRUE))
    return SL_BUDGET_NO_RECORD;

  sl_budget_entry_lose_attempt (ensure_entry (self, account_id));
  answer = sl_budget_ask (self, account_id, secret, force, now);
  if (answer != SL_BUDGET_ALLOWED)
    return answer;

  g_autofree char *fingerprint = fingerprint_of (self, secret);
  SlBudgetSecret  *record = sl_budget_entry_add (ensure_entry (self, account_id), fingerprint);

  record->begun = now;
  if (save (self, TRUE))
    return SL_BUDGET_ALLOWED;
  record->begun = 0;
  return SL_BUDGET_NO_RECORD;
}

/* Cut off after the secret was on its way: nobody knows what the server thought of it. */
static gboolean
is_fate_unknown (const SlCheckResult *result)
{
  return result->outcome == SL_OUTCOME_CANCELLED && result->stage >= SL_STAGE_AUTHENTICATION;
}

static gboolean
was_accepted (const SlCheckResult *result)
{
  return sl_outcome_is_good (result->outcome) || result->stage > SL_STAGE_AUTHENTICATION;
}

static void
note_refusal (SlBudgetEntry *entry, SlBudgetSecret *secret, const SlOutcomeInfo *info, gint64 now)
{
  secret->begun = 0;
  secret->refused = now;
  secret->blocked = info->retry == SL_RETRY_NEW_SECRET;
  sl_budget_entry_refuse (entry, now);
}

/**
 * sl_budget_finish:
 * @self: a budget
 * @account_id: whose secret was presented
 * @result: what came of it
 * @now: Unix seconds
 *
 * Notes the result of what sl_budget_begin() allowed.
 */
void
sl_budget_finish (SlBudget *self, const char *account_id, const SlCheckResult *result, gint64 now)
{
  const SlOutcomeInfo *info = sl_outcome_get_info (result->outcome);
  SlBudgetEntry       *entry;
  SlBudgetSecret      *secret;

  g_return_if_fail (SL_IS_BUDGET (self));

  entry = ensure_entry (self, account_id);
  secret = sl_budget_entry_find_begun (entry);
  if (secret == NULL)
    return;

  if (is_fate_unknown (result))
    sl_budget_entry_lose_attempt (entry);
  else if (info->refused)
    note_refusal (entry, secret, info, now);
  else if (was_accepted (result))
    sl_budget_entry_accept (entry, secret);
  else
    sl_budget_entry_end_attempt (entry);
  /* A good result that gets lost in a power cut only makes the secret rest: no need to wait. */
  save (self, info->refused);
}

/**
 * sl_budget_secret_changed:
 * @self: a budget
 * @account_id: whose
 *
 * The user gave an account a secret: it need not rest because of a record that was lost. A secret
 * that is known to be refused stays so.
 */
void
sl_budget_secret_changed (SlBudget *self, const char *account_id)
{
  g_return_if_fail (SL_IS_BUDGET (self));

  if (self->record_lost == 0)
    return;
  ensure_entry (self, account_id)->rearmed = TRUE;
  save (self, FALSE);
}

/**
 * sl_budget_is_changed:
 * @self: a budget
 * @account_id: whose secret
 * @secret: the secret
 *
 * Returns: whether @secret is another one than the one that worked last; %FALSE if none ever worked
 */
gboolean
sl_budget_is_changed (SlBudget *self, const char *account_id, const SlSecret *secret)
{
  SlBudgetEntry *entry;

  g_return_val_if_fail (SL_IS_BUDGET (self), FALSE);

  entry = g_hash_table_lookup (self->entries, account_id);
  if (entry == NULL || entry->accepted == NULL)
    return FALSE;

  g_autofree char *fingerprint = fingerprint_of (self, secret);

  return !g_str_equal (entry->accepted, fingerprint);
}

/**
 * sl_budget_get_allowed_at:
 * @self: a budget
 * @account_id: an account
 * @now: Unix seconds
 *
 * Returns: from when on the daily limit allows another attempt, Unix seconds; 0 if it does now
 */
gint64
sl_budget_get_allowed_at (SlBudget *self, const char *account_id, gint64 now)
{
  SlBudgetEntry *entry;

  g_return_val_if_fail (SL_IS_BUDGET (self), 0);

  entry = g_hash_table_lookup (self->entries, account_id);
  if (entry == NULL)
    return 0;
  sl_budget_entry_expire (entry, now);
  if (entry->refusals->len < SL_BUDGET_DAY_LIMIT)
    return 0;
  return g_array_index (entry->refusals, gint64, entry->refusals->len - SL_BUDGET_DAY_LIMIT)
         + DAY_SECONDS;
}

/**
 * sl_budget_get_problem:
 * @self: a budget
 *
 * Returns: (transfer none) (nullable): one sentence while the record cannot be written, so that no
 *   password is tried
 */
const char *
sl_budget_get_problem (SlBudget *self)
{
  g_return_val_if_fail (SL_IS_BUDGET (self), NULL);

  return self->problem;
}
