/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "plan-import.h"

#include "json-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_VALUE_CHARACTERS 80

/* Both plans are merged as JSON, so that what this version does not know is imported too. The
 * result is read like any plan, which checks ids and limits. */

/* Who one is, and when one practised, is not for others; the rest of what is not taken over says
 * whose plan it was. */
static const char *const own_members[] = { "id", "managed_by", "last_practised", NULL };

typedef struct
{
  JsonArray      *own; /* the user's entries, changed under way */
  SlPlanEntryKind kind;
  GHashTable     *renamed; /* imported id to the user's id; both owned by it */
  SlPlanImport   *import;
} Section;

static void
change_free (gpointer data)
{
  SlPlanChange *change = data;

  g_free (change->id);
  g_free (change->name);
  g_free (change->address);
  g_strfreev (change->members);
  g_strfreev (change->before);
  g_strfreev (change->after);
  g_free (change);
}

/**
 * sl_plan_import_free:
 * @import: (transfer full) (nullable): an import
 */
void
sl_plan_import_free (SlPlanImport *import)
{
  if (import == NULL)
    return;
  g_clear_object (&import->result);
  g_ptr_array_unref (import->changes);
  g_free (import);
}

/* Finding the Same */

static const char *
get_text (JsonObject *entry, const char *member)
{
  return json_object_get_string_member_with_default (entry, member, NULL);
}

static gboolean
has_same (JsonObject *one, JsonObject *other, const char *member)
{
  const char      *text = get_text (one, member);
  const char      *other_text = get_text (other, member);
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;
  g_autofree char *other_folded = other_text != NULL ? g_utf8_casefold (other_text, -1) : NULL;

  return folded != NULL && *folded != '\0' && g_strcmp0 (folded, other_folded) == 0;
}

/* As people type it and as it is opened: "+49 30 1234" and "tel:+49-30-1234" are the same. The
 * separators of a number mean nothing (RFC 3966, 5.1.1). */
static char *
fold_address (JsonObject *entry)
{
  const char      *text = get_text (entry, "address");
  g_autofree char *complete = text != NULL ? sl_channel_address_complete (text) : NULL;
  g_autofree char *folded = complete != NULL ? g_utf8_casefold (complete, -1) : NULL;
  g_auto (GStrv) parts = NULL;

  if (folded == NULL || !g_str_has_prefix (folded, "tel:"))
    return g_steal_pointer (&folded);
  parts = g_strsplit_set (folded, "-.()", -1);
  return g_strjoinv ("", parts);
}

static gboolean
has_same_address (JsonObject *one, JsonObject *other)
{
  g_autofree char *folded = fold_address (one);
  g_autofree char *other_folded = fold_address (other);

  return folded != NULL && *folded != '\0' && g_strcmp0 (folded, other_folded) == 0;
}

/* Two things that merely have the same id are two things. */
static gboolean
is_same_thing (JsonObject *own, JsonObject *other)
{
  gboolean same_id = has_same (own, other, "id");
  gboolean both_have_addresses
      = get_text (own, "address") != NULL && get_text (other, "address") != NULL;

  if (has_same_address (own, other))
    return TRUE;
  return same_id && (!both_have_addresses || has_same (own, other, "name"));
}

static JsonObject *
find_same (JsonArray *entries, JsonObject *other)
{
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *own = json_array_get_object_element (entries, i);

      if (is_same_thing (own, other))
        return own;
    }
  return NULL;
}

/* Changing */

static gboolean
has_user (JsonNode *servers)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (servers) ? json_node_get_array (servers) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (strchr (json_array_get_string_element (array, i), '@') != NULL)
      return TRUE;
  return FALSE;
}

/* What says nothing changes nothing: a plan that was exported without addresses takes none away. */
static gboolean
says_something (const char *member, JsonNode *value, JsonNode *own)
{
  if (g_strv_contains (own_members, member) || JSON_NODE_HOLDS_NULL (value))
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (value) && json_array_get_length (json_node_get_array (value)) == 0)
    return FALSE;
  if (own != NULL && g_str_equal (member, "servers") && has_user (own) && !has_user (value))
    return FALSE;
  return own == NULL || !json_node_equal (value, own);
}

/* What the reader would assume anyway is no difference. */
static gboolean
is_default (JsonNode *value)
{
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN
         && !json_node_get_boolean (value);
}

/* One line, short enough to be compared at a glance. */
static char *
shorten (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *cut = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
  if (g_utf8_strlen (line->str, -1) <= MAX_VALUE_CHARACTERS)
    return g_string_free (g_steal_pointer (&line), FALSE);
  cut = g_utf8_substring (line->str, 0, MAX_VALUE_CHARACTERS - 1);
  return g_strconcat (cut, "…", NULL);
}

static char *
list_to_words (JsonArray *array)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "",
                                json_node_get_string (element));
    }
  return shorten (words->str);
}

static char *
value_to_words (JsonNode *value)
{
  g_autofree char *text = NULL;

  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_ARRAY (value))
    return list_to_words (json_node_get_array (value));
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return shorten (json_node_get_string (value));
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (value) ? _ ("yes") : _ ("no"));
  text = json_to_string (value, FALSE);
  return shorten (text);
}

static void
change_members (JsonObject *own, JsonObject *other, SlPlanChange *change)
{
  g_autoptr (GStrvBuilder) members = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) before = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) after = g_strv_builder_new ();
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;

  json_object_iter_init_ordered (&iter, other);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      JsonNode        *own_value = json_object_get_member (own, name);
      g_autofree char *own_words = value_to_words (own_value);
      g_autofree char *words = value_to_words (value);

      if (!says_something (name, value, own_value) || (own_value == NULL && is_default (value)))
        continue;
      json_object_set_member (own, name, json_node_copy (value));
      g_strv_builder_add (members, name);
      g_strv_builder_add (before, own_words);
      g_strv_builder_add (after, words);
    }
  change->members = g_strv_builder_end (members);
  change->before = g_strv_builder_end (before);
  change->after = g_strv_builder_end (after);
}

static void
note_change (Section *section, JsonObject *entry, SlPlanChange *change)
{
  const char *name = get_text (entry, "name");
  const char *address = get_text (entry, "address");

  change->kind = section->kind;
  change->id = g_strdup (get_text (entry, "id"));
  if (name == NULL)
    name = address;
  change->name = g_strdup (name != NULL ? name : change->id);
  change->address = g_strdup (address);
  g_ptr_array_add (section->import->changes, change);
}

static void
import_into (Section *section, JsonObject *own, JsonObject *other)
{
  SlPlanChange *change = g_new0 (SlPlanChange, 1);

  change_members (own, other, change);
  if (change->members[0] != NULL)
    {
      note_change (section, own, change);
      return;
    }
  change_free (change);
  section->import->n_same++;
}

/* Adding */

static gboolean
id_is_taken (JsonArray *entries, const char *id)
{
  for (guint i = 0; i < json_array_get_length (entries); i++)
    if (g_strcmp0 (get_text (json_array_get_object_element (entries, i), "id"), id) == 0)
      return TRUE;
  return FALSE;
}

/* At most 64 bytes, as every id; the numbers that a plan can need are short. */
static char *
choose_id (JsonArray *entries, const char *id)
{
  g_autofree char *stem = g_strndup (id, 56);
  char            *chosen = g_strdup (id);

  for (guint number = 2; id_is_taken (entries, chosen); number++)
    {
      g_free (chosen);
      chosen = g_strdup_printf ("%s-%u", stem, number);
    }
  return chosen;
}

static void
add (Section *section, JsonObject *other)
{
  g_autofree char *id = choose_id (section->own, get_text (other, "id"));
  JsonObject      *added = json_object_new ();
  SlPlanChange    *change = g_new0 (SlPlanChange, 1);
  JsonObjectIter   iter;
  const char      *name;
  JsonNode        *value;

  json_object_set_string_member (added, "id", id);
  json_object_iter_init_ordered (&iter, other);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!g_strv_contains (own_members, name))
      json_object_set_member (added, name, json_node_copy (value));
  json_array_add_object_element (section->own, added);
  change->is_new = TRUE;
  note_change (section, added, change);
}

/* An account's channels are those of the imported plan, under the ids that they have now. */
static void
rename_channels (JsonObject *account, GHashTable *renamed)
{
  JsonNode  *node = json_object_get_member (account, "channels");
  JsonArray *fresh = json_array_new ();
  JsonArray *ids;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      json_array_unref (fresh);
      return;
    }
  ids = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      const char *id = json_array_get_string_element (ids, i);
      const char *now = g_hash_table_lookup (renamed, id);

      json_array_add_string_element (fresh, now != NULL ? now : id);
    }
  json_object_set_array_member (account, "channels", fresh);
}

static void
import_section (Section *section, JsonArray *others)
{
  for (guint i = 0; i < json_array_get_length (others); i++)
    {
      JsonObject *other = json_array_get_object_element (others, i);
      JsonObject *own = find_same (section->own, other);

      if (section->kind == SL_PLAN_ENTRY_ACCOUNT)
        rename_channels (other, section->renamed);
      if (own != NULL)
        import_into (section, own, other);
      else
        add (section, other);
      if (own == NULL)
        own = json_array_get_object_element (section->own,
                                             json_array_get_length (section->own) - 1);
      if (section->kind == SL_PLAN_ENTRY_CHANNEL)
        g_hash_table_insert (section->renamed, g_strdup (get_text (other, "id")),
                             g_strdup (get_text (own, "id")));
    }
}

/* The Whole */

static JsonArray *
get_entries (JsonObject *top, const char *name)
{
  JsonNode *node = json_object_get_member (top, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonArray *
ensure_entries (JsonObject *top, const char *name)
{
  if (get_entries (top, name) == NULL)
    json_object_set_array_member (top, name, json_array_new ());
  return get_entries (top, name);
}

/* The same server can be written in several ways: values are compared as this program writes them,
 * but what the other plan does not mention stays unmentioned. */
static void
normalise (JsonObject *other, JsonObject *written, const char *list)
{
  JsonArray *entries = get_entries (other, list);
  JsonArray *written_entries = get_entries (written, list);

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      JsonObject *written_entry = json_array_get_object_element (written_entries, i);
      g_autoptr (GList) members = json_object_get_members (entry);

      for (GList *member = members; member != NULL; member = member->next)
        {
          JsonNode *value = json_object_get_member (written_entry, member->data);

          if (value != NULL && !json_object_get_null_member (entry, member->data))
            json_object_set_member (entry, member->data, json_node_copy (value));
        }
    }
}

/* Channels go before accounts, which name them. */
static void
import_all (SlPlanImport *import, JsonObject *own, JsonObject *other, JsonObject *written)
{
  static const struct
  {
    const char     *name;
    SlPlanEntryKind kind;
  } lists[] = {
    { "channels", SL_PLAN_ENTRY_CHANNEL },
    { "accounts", SL_PLAN_ENTRY_ACCOUNT },
    { "templates", SL_PLAN_ENTRY_TEMPLATE },
  };
  g_autoptr (GHashTable) renamed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonArray *others = get_entries (other, lists[i].name);
      Section    section = { NULL, lists[i].kind, renamed, import };

      if (others == NULL)
        continue;
      normalise (other, written, lists[i].name);
      section.own = ensure_entries (own, lists[i].name);
      import_section (&section, others);
    }
}

/**
 * sl_plan_import_new:
 * @own: the user's own plan
 * @data: the text of another plan
 * @length: bytes in @data, or -1 if it ends in a zero byte
 * @error: set to an #SlPlanError; the message is the end of a sentence that begins with the other
 *   plan's name
 *
 * Finds out what importing the other plan would do. Entries are the same if they have the same
 * address, or the same id and nothing that speaks against it. An entry that the user has gets the
 * members that the other plan gives it, and keeps those that it does not mention; any other entry
 * is added. Who wrote the other plan, and when somebody practised with it, is left out. Pure.
 *
 * Returns: (transfer full) (nullable): the import, not applied, or %NULL with @error set
 */
SlPlanImport *
sl_plan_import_new (SlPlan *own, const char *data, gssize length, GError **error)
{
  g_autoptr (SlPlan) other = sl_plan_new_from_json (data, length, error);
  g_autoptr (SlPlanImport) import = g_new0 (SlPlanImport, 1);
  g_autofree char *own_text = sl_plan_to_json (own);
  g_autoptr (JsonNode) own_root = sl_json_parse (own_text, -1, NULL);
  g_autoptr (JsonNode) other_root = NULL;
  g_autoptr (JsonNode) written_root = NULL;
  g_autofree char *written = NULL;
  g_autofree char *result = NULL;

  import->changes = g_ptr_array_new_with_free_func (change_free);
  if (other == NULL)
    return NULL;
  other_root = sl_json_parse (data, length, NULL);
  written = sl_plan_to_json (other);
  written_root = sl_json_parse (written, -1, NULL);
  import_all (import, json_node_get_object (own_root), json_node_get_object (other_root),
              json_node_get_object (written_root));
  result = json_to_string (own_root, FALSE);
  import->result = sl_plan_new_from_json (result, -1, error);
  return import->result != NULL ? g_steal_pointer (&import) : NULL;
}

/**
 * sl_plan_import_get_member_label:
 * @member: a member of an account or channel, such as "instructions"
 *
 * Returns: (transfer none): its name for people; @member itself if it has none
 */
const char *
sl_plan_import_get_member_label (const char *member)
{
  static const struct
  {
    const char *member;
    const char *label;
  } labels[] = {
    { "name", N_ ("name") },
    { "address", N_ ("address") },
    { "provider", N_ ("provider") },
    { "servers", N_ ("servers") },
    { "channels", N_ ("order of the channels") },
    { "instructions", N_ ("instructions") },
    { "important", N_ ("importance") },
    { "kind", N_ ("kind") },
    { "people", N_ ("people") },
    { "text", N_ ("text") },
    { "works_offline", N_ ("whether it works without the internet") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].member, member))
      return _ (labels[i].label);
  return member;
}

/**
 * sl_plan_import_describe_member:
 * @change: a change of an entry of the user's
 * @index: of one of its members
 *
 * Returns: (transfer full): one line that says what becomes of it
 */
char *
sl_plan_import_describe_member (const SlPlanChange *change, guint index)
{
  const char *label = sl_plan_import_get_member_label (change->members[index]);

  if (*change->before[index] == '\0')
    /* Translators: the first %s is a part of an entry, such as "instructions", the second its text.
     */
    return g_strdup_printf (_ ("%s: “%s”"), label, change->after[index]);
  return g_strdup_printf (
      /* Translators: the first %s is a part of an entry, such as "instructions", the others its
         text so far and its text then. */
      _ ("%s: “%s” becomes “%s”"), label, change->before[index], change->after[index]);
}
