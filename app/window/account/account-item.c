/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "account-item.h"

#include <glib/gi18n-lib.h>

struct _SlAccountItem
{
  GObject   parent_instance;
  GVariant *dictionary;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlAccountItem, sl_account_item, G_TYPE_OBJECT)

static void
sl_account_item_finalize (GObject *object)
{
  SlAccountItem *self = SL_ACCOUNT_ITEM (object);

  g_clear_pointer (&self->dictionary, g_variant_unref);
  G_OBJECT_CLASS (sl_account_item_parent_class)->finalize (object);
}

static void
sl_account_item_class_init (SlAccountItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_account_item_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SL_TYPE_ACCOUNT_ITEM, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_account_item_init (SlAccountItem *self)
{
}

/**
 * sl_account_item_new:
 * @dictionary: an a{sv} as in the service's property Accounts; a floating reference is taken
 *
 * Returns: (transfer full): a new item
 */
SlAccountItem *
sl_account_item_new (GVariant *dictionary)
{
  SlAccountItem *self = g_object_new (SL_TYPE_ACCOUNT_ITEM, NULL);

  self->dictionary = g_variant_ref_sink (dictionary);
  return self;
}

/**
 * sl_account_item_new_for_plan:
 * @account: an account of the plan
 * @provider_name: (nullable): its provider's name for people
 *
 * Makes an item in the state "unknown", to be shown while the service does not answer.
 *
 * Returns: (transfer full): a new item
 */
SlAccountItem *
sl_account_item_new_for_plan (const SlAccount *account, const char *provider_name)
{
  GVariantDict dictionary;

  g_variant_dict_init (&dictionary, NULL);
  g_variant_dict_insert (&dictionary, "id", "s", account->id);
  g_variant_dict_insert (&dictionary, "name", "s", account->name);
  g_variant_dict_insert (&dictionary, "provider", "s", account->provider ? account->provider : "");
  g_variant_dict_insert (&dictionary, "provider-name", "s", provider_name ? provider_name : "");
  if (account->managed_by != NULL)
    g_variant_dict_insert (&dictionary, "managed-by", "s", account->managed_by);
  g_variant_dict_insert (&dictionary, "state", "s", "unknown");
  g_variant_dict_insert (&dictionary, "headline", "s", _ ("Not checked yet."));
  return sl_account_item_new (g_variant_dict_end (&dictionary));
}

/**
 * sl_account_item_update:
 * @self: an item
 * @dictionary: what the service says now
 *
 * Takes over @dictionary and emits "changed" if it differs.
 *
 * Returns: whether anything differed
 */
gboolean
sl_account_item_update (SlAccountItem *self, GVariant *dictionary)
{
  if (g_variant_equal (self->dictionary, dictionary))
    return FALSE;
  g_variant_unref (self->dictionary);
  self->dictionary = g_variant_ref_sink (dictionary);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

/**
 * sl_account_item_get_text:
 * @self: an item
 * @member: a member of type s, such as "headline"
 *
 * Returns: (transfer none): its text, "" if absent
 */
const char *
sl_account_item_get_text (SlAccountItem *self, const char *member)
{
  const char *text = "";

  g_variant_lookup (self->dictionary, member, "&s", &text);
  return text;
}

/**
 * sl_account_item_get_id:
 * @self: an item
 *
 * Returns: (transfer none): the account's id in the plan
 */
const char *
sl_account_item_get_id (SlAccountItem *self)
{
  return sl_account_item_get_text (self, "id");
}

/**
 * sl_account_item_get_state:
 * @self: an item
 *
 * Returns: its state; unknown if the service said none
 */
SlState
sl_account_item_get_state (SlAccountItem *self)
{
  SlState state = SL_STATE_UNKNOWN;

  sl_state_from_nick (sl_account_item_get_text (self, "state"), &state);
  return state;
}

/**
 * sl_account_item_get_cause:
 * @self: an item
 *
 * Returns: whose fault it is; unknown if the service said none
 */
SlCause
sl_account_item_get_cause (SlAccountItem *self)
{
  SlCause cause = SL_CAUSE_UNKNOWN;

  sl_cause_from_nick (sl_account_item_get_text (self, "cause"), &cause);
  return cause;
}

/**
 * sl_account_item_get_time:
 * @self: an item
 * @member: a member of type x, such as "since"
 *
 * Returns: Unix seconds, 0 if absent
 */
gint64
sl_account_item_get_time (SlAccountItem *self, const char *member)
{
  gint64 seconds = 0;

  g_variant_lookup (self->dictionary, member, "x", &seconds);
  return seconds;
}

/**
 * sl_account_item_get_flag:
 * @self: an item
 * @member: a member of type b, such as "checking"
 *
 * Returns: its value, %FALSE if absent
 */
gboolean
sl_account_item_get_flag (SlAccountItem *self, const char *member)
{
  gboolean value = FALSE;

  g_variant_lookup (self->dictionary, member, "b", &value);
  return value;
}

/**
 * sl_account_item_dup_evidence:
 * @self: an item
 *
 * Returns: (transfer full): one sentence per piece of evidence, never %NULL
 */
char **
sl_account_item_dup_evidence (SlAccountItem *self)
{
  char **sentences = NULL;

  if (!g_variant_lookup (self->dictionary, "evidence", "^as", &sentences))
    sentences = g_new0 (char *, 1);
  return sentences;
}

/**
 * sl_account_item_dup_result:
 * @self: an item
 * @member: "signin" or "door"
 *
 * Returns: (transfer full) (nullable): the newest result, an a{sv}
 */
GVariant *
sl_account_item_dup_result (SlAccountItem *self, const char *member)
{
  return g_variant_lookup_value (self->dictionary, member, G_VARIANT_TYPE_VARDICT);
}

/**
 * sl_account_item_dup_feeds:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what its providers write, an aa{sv}
 */
GVariant *
sl_account_item_dup_feeds (SlAccountItem *self)
{
  return g_variant_lookup_value (self->dictionary, "feeds", G_VARIANT_TYPE ("aa{sv}"));
}
