/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "json-merge.h"

/* The three sides of one merge; an absent member or entry is NULL. */
typedef struct
{
  JsonObject *base;
  JsonObject *mine;
  JsonObject *theirs;
} Sides;

/**
 * sl_json_conflict_clear:
 * @conflict: a conflict, or one that was not found
 */
void
sl_json_conflict_clear (SlJsonConflict *conflict)
{
  g_clear_pointer (&conflict->entry, g_free);
  g_clear_pointer (&conflict->member, g_free);
  conflict->kind = SL_JSON_CONFLICT_NONE;
}

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static void
note (SlJsonConflict *conflict, SlJsonConflictKind kind, JsonObject *entry, const char *member)
{
  const char *name = get_text (entry, "name");

  if (conflict->kind != SL_JSON_CONFLICT_NONE)
    return;
  if (name == NULL)
    name = get_text (entry, "id");
  conflict->kind = kind;
  conflict->entry = g_strdup (name != NULL ? name : "");
  conflict->member = g_strdup (member);
}

static gboolean
nodes_are_equal (JsonNode *first, JsonNode *second)
{
  if (first == NULL || second == NULL)
    return first == second;
  return json_node_equal (first, second);
}

static gboolean
objects_are_equal (JsonObject *first, JsonObject *second)
{
  if (first == NULL || second == NULL)
    return first == second;
  return json_object_equal (first, second);
}

/* Members */

static JsonNode *
get_member (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/* One member: whoever changed it wins; if both did, they. */
static JsonNode *
choose (const Sides *sides, const char *name, SlJsonConflict *conflict)
{
  JsonNode *base = get_member (sides->base, name);
  JsonNode *mine = get_member (sides->mine, name);
  JsonNode *theirs = get_member (sides->theirs, name);

  if (nodes_are_equal (mine, base) || nodes_are_equal (mine, theirs))
    return theirs;
  if (nodes_are_equal (theirs, base))
    return mine;
  note (conflict, SL_JSON_CONFLICT_MEMBER, sides->theirs, name);
  return theirs;
}

static void
put (JsonObject *object, const char *name, JsonNode *node)
{
  if (node != NULL)
    json_object_set_member (object, name, json_node_copy (node));
}

/* All members but the lists, theirs in their order and then mine. */
static JsonObject *
merge_members (const Sides *sides, const char *const *lists, SlJsonConflict *conflict)
{
  JsonObject *merged = json_object_new ();
  g_autoptr (GList) their_names = json_object_get_members (sides->theirs);
  g_autoptr (GList) my_names = json_object_get_members (sides->mine);

  for (GList *link = their_names; link != NULL; link = link->next)
    if (!g_strv_contains (lists, link->data))
      put (merged, link->data, choose (sides, link->data, conflict));
  for (GList *link = my_names; link != NULL; link = link->next)
    if (!g_strv_contains (lists, link->data) && !json_object_has_member (sides->theirs, link->data))
      put (merged, link->data, choose (sides, link->data, conflict));
  return merged;
}

/* Entries */

static JsonArray *
get_list (JsonObject *object, const char *list)
{
  JsonNode *node = json_object_get_member (object, list);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
find_entry (JsonArray *list, const char *id)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *entry = json_array_get_object_element (list, i);

      if (g_strcmp0 (get_text (entry, "id"), id) == 0)
        return entry;
    }
  return NULL;
}

/* Returns: (transfer full) (nullable): what shall stand in the file, NULL for nothing */
static JsonObject *
merge_entry (const Sides *sides, SlJsonConflict *conflict)
{
  static const char *const no_lists[] = { NULL };

  if (sides->mine != NULL && sides->theirs != NULL)
    return merge_members (sides, no_lists, conflict);
  if (sides->base == NULL)
    return json_object_ref (sides->mine != NULL ? sides->mine : sides->theirs);
  if (sides->mine == NULL && sides->theirs == NULL)
    return NULL;
  if (sides->theirs == NULL)
    {
      if (!objects_are_equal (sides->mine, sides->base))
        note (conflict, SL_JSON_CONFLICT_REMOVED, sides->mine, NULL);
      return NULL;
    }
  if (objects_are_equal (sides->theirs, sides->base))
    return NULL;
  note (conflict, SL_JSON_CONFLICT_MEMBER, sides->theirs, "removed");
  return json_object_ref (sides->theirs);
}

/* Order */

static GPtrArray *
list_ids (JsonArray *list)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    g_ptr_array_add (ids, (gpointer) get_text (json_array_get_object_element (list, i), "id"));
  return ids;
}

static gboolean
has_id (GPtrArray *ids, const char *id)
{
  return g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

/* Whether those that are in both lists stand in the same order. */
static gboolean
order_is_equal (GPtrArray *first, GPtrArray *second)
{
  guint j = 0;

  for (guint i = 0; i < first->len; i++)
    {
      const char *id = g_ptr_array_index (first, i);

      if (!has_id (second, id))
        continue;
      while (j < second->len && !has_id (first, g_ptr_array_index (second, j)))
        j++;
      if (j >= second->len || !g_str_equal (id, g_ptr_array_index (second, j)))
        return FALSE;
      j++;
    }
  return TRUE;
}

/* Puts the ids that only @others has behind the one that stands before them there. */
static void
weave (GPtrArray *ids, GPtrArray *others)
{
  guint position = 0;

  for (guint i = 0; i < others->len; i++)
    {
      const char *id = g_ptr_array_index (others, i);
      guint       index;

      if (g_ptr_array_find_with_equal_func (ids, id, g_str_equal, &index))
        {
          position = index + 1;
          continue;
        }
      g_ptr_array_insert (ids, (int) position, (gpointer) id);
      position++;
    }
}

/* Returns: (transfer container): all ids in the order that the file shall have */
static GPtrArray *
merge_order (JsonArray *base, JsonArray *mine, JsonArray *theirs, SlJsonConflict *conflict)
{
  g_autoptr (GPtrArray) base_ids = list_ids (base);
  g_autoptr (GPtrArray) my_ids = list_ids (mine);
  g_autoptr (GPtrArray) their_ids = list_ids (theirs);

  if (order_is_equal (my_ids, base_ids) || order_is_equal (my_ids, their_ids))
    {
      weave (their_ids, my_ids);
      return g_steal_pointer (&their_ids);
    }
  if (!order_is_equal (their_ids, base_ids))
    {
      note (conflict, SL_JSON_CONFLICT_ORDER, NULL, NULL);
      weave (their_ids, my_ids);
      return g_steal_pointer (&their_ids);
    }
  weave (my_ids, their_ids);
  return g_steal_pointer (&my_ids);
}

static JsonArray *
merge_list (const Sides *documents, const char *name, SlJsonConflict *conflict)
{
  JsonArray *base = get_list (documents->base, name);
  JsonArray *mine = get_list (documents->mine, name);
  JsonArray *theirs = get_list (documents->theirs, name);
  JsonArray *merged = json_array_new ();
  g_autoptr (GPtrArray) ids = merge_order (base, mine, theirs, conflict);

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      Sides       entry = { find_entry (base, id), find_entry (mine, id), find_entry (theirs, id) };
      JsonObject *kept = merge_entry (&entry, conflict);

      if (kept != NULL)
        json_array_add_object_element (merged, kept);
    }
  return merged;
}

/**
 * sl_json_merge_document:
 * @base: the document that both began with
 * @mine: @base with my changes
 * @theirs: @base with the changes of somebody else
 * @lists: (array zero-terminated=1): members that are lists of objects, each with an "id" that is
 *   text and that no other one of its list has
 * @conflict: (inout): empty; set to the first change of mine that was left out
 *
 * Merges three ways: lists by id, entries member by member. What both changed differently stays as
 * they have it.
 *
 * Returns: (transfer full): the merged document
 */
JsonObject *
sl_json_merge_document (JsonObject        *base,
                        JsonObject        *mine,
                        JsonObject        *theirs,
                        const char *const *lists,
                        SlJsonConflict    *conflict)
{
  Sides       documents = { base, mine, theirs };
  JsonObject *merged = merge_members (&documents, lists, conflict);

  for (guint i = 0; lists[i] != NULL; i++)
    json_object_set_array_member (merged, lists[i], merge_list (&documents, lists[i], conflict));
  return merged;
}
