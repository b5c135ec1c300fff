/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "plan-rebase.h"

#include "json-merge.h"
#include "json-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static JsonNode *
to_node (SlPlan *plan)
{
  g_autofree char *text = sl_plan_to_json (plan);

  return sl_json_parse (text, strlen (text), NULL);
}

static char *
describe (const SlJsonConflict *conflict)
{
  switch (conflict->kind)
    {
    case SL_JSON_CONFLICT_REMOVED:
      return g_strdup_printf (
          /* Translators: %s is the name of an account, a channel or a message. */
          _ ("“%s” was removed from the plan's file by somebody else meanwhile; it stays removed."),
          conflict->entry);
    case SL_JSON_CONFLICT_ORDER:
      return g_strdup (_ ("Somebody else put the plan's file into another order meanwhile; that "
                          "order is kept."));
    case SL_JSON_CONFLICT_NONE:
    case SL_JSON_CONFLICT_MEMBER:
    default:
      return g_strdup_printf (
          /* Translators: the first %s is the name of an account, a channel or a message, the second
             a word of the plan's file such as "address". */
          _ ("“%s” was changed in the plan's file by somebody else meanwhile (%s); what stands "
             "there is kept. Look at it and make your change again."),
          conflict->entry, conflict->member);
    }
}

/**
 * sl_plan_copy:
 * @plan: a plan
 *
 * Returns: (transfer full): an equal one of its own
 */
SlPlan *
sl_plan_copy (SlPlan *plan)
{
  g_autofree char *text = sl_plan_to_json (plan);

  return sl_plan_new_from_json (text, -1, NULL);
}

/**
 * sl_plan_rebase:
 * @base: the plan that the change was made from
 * @mine: @base with the change
 * @theirs: what stands in the file now
 * @conflict: (out) (nullable): one sentence about the first change of mine that was left out
 *   because somebody else changed the same thing differently, else %NULL
 * @error: set to an #SlPlanError if the result does not fit together
 *
 * Puts a change onto what somebody else wrote meanwhile, entry by entry (by its id) and member by
 * member, also the members that this version does not know. Where both changed the same, theirs
 * stays: nothing of the file is lost.
 *
 * Returns: (transfer full) (nullable): the plan to be saved, or %NULL with @error set
 */
SlPlan *
sl_plan_rebase (SlPlan *base, SlPlan *mine, SlPlan *theirs, char **conflict, GError **error)
{
  static const char *const lists[] = { "accounts", "channels", "templates", NULL };
  g_autoptr (JsonNode) base_node = to_node (base);
  g_autoptr (JsonNode) my_node = to_node (mine);
  g_autoptr (JsonNode) their_node = to_node (theirs);
  g_autoptr (JsonNode) merged = NULL;
  SlJsonConflict   found = { 0 };
  g_autofree char *text = NULL;

  *conflict = NULL;
  merged = json_node_init_object (json_node_alloc (), NULL);
  json_node_take_object (merged,
                         sl_json_merge_document (json_node_get_object (base_node),
                                                 json_node_get_object (my_node),
                                                 json_node_get_object (their_node), lists, &found));
  if (found.kind != SL_JSON_CONFLICT_NONE)
    *conflict = describe (&found);
  sl_json_conflict_clear (&found);
  text = json_to_string (merged, FALSE);
  return sl_plan_new_from_json (text, -1, error);
}
