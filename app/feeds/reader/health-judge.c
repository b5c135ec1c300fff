/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "health-judge.h"

#include "feed-text.h"
#include "json-getters.h"

#include <glib/gi18n-lib.h>

struct _SlHealthJudge
{
  SlHealth          *health;
  const char *const *wanted;   /* borrowed; never empty: %NULL is the whole page */
  gboolean          *found;    /* one for each of wanted */
  GHashTable        *chosen;   /* ids of the wanted components */
  guint              touching; /* how many of health->incidents touch what is wanted */
  gboolean           has_page_state;
  gboolean           page_of_parts; /* one part that is out is an outage of a part of the page */
  gboolean           some_up;
  SlHealthState      page_state;
  SlHealthState      worst_component;
  SlHealthState      worst_incident;
  char              *doubt;
};

/**
 * sl_health_judge_new:
 * @platform: which kind of page it is
 * @wanted: (nullable): ids, names, "group / name", or groups; must outlive the judge; empty: the
 * page
 *
 * Returns: (transfer full): a judge that has heard nothing
 */
SlHealthJudge *
sl_health_judge_new (const char *platform, const char *const *wanted)
{
  SlHealthJudge *judge = g_new0 (SlHealthJudge, 1);

  judge->health = sl_health_new (platform);
  judge->wanted = wanted != NULL && wanted[0] != NULL ? wanted : NULL;
  judge->found = g_new0 (gboolean, judge->wanted != NULL ? g_strv_length ((char **) wanted) : 1);
  judge->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return judge;
}

/**
 * sl_health_judge_free:
 * @judge: (transfer full) (nullable): a judge
 */
void
sl_health_judge_free (SlHealthJudge *judge)
{
  if (judge == NULL)
    return;
  sl_health_unref (judge->health);
  g_free (judge->found);
  g_hash_table_unref (judge->chosen);
  g_free (judge->doubt);
  g_free (judge);
}

/**
 * sl_health_judge_set_page_name:
 * @judge: a judge
 * @name: (nullable): the page's own name, not cleaned
 */
void
sl_health_judge_set_page_name (SlHealthJudge *judge, const char *name)
{
  g_free (judge->health->page);
  judge->health->page = sl_feed_text_clean (name);
}

/**
 * sl_health_judge_doubt:
 * @judge: a judge
 * @reason: one sentence why the page cannot be called fine
 *
 * From now on the verdict is unknown, unless the page reports trouble. The first doubt is kept.
 */
void
sl_health_judge_doubt (SlHealthJudge *judge, const char *reason)
{
  if (judge->doubt == NULL)
    judge->doubt = g_strdup (reason);
}

/**
 * sl_health_judge_doubt_shape:
 * @judge: a judge
 *
 * Doubts because of something in the answer that has another shape than it should.
 */
void
sl_health_judge_doubt_shape (SlHealthJudge *judge)
{
  sl_health_judge_doubt (judge, _ ("The page’s answer has a shape that is not known."));
}

/**
 * sl_health_judge_take_list:
 * @judge: a judge
 * @object: an object of the page
 * @name: a member that is, if it is there, a list of objects
 *
 * A list of another shape could be hiding an incident: it makes the judge doubt.
 *
 * Returns: (transfer none) (nullable): the list, all of its elements objects
 */
JsonArray *
sl_health_judge_take_list (SlHealthJudge *judge, JsonObject *object, const char *name)
{
  JsonNode  *node = object != NULL ? json_object_get_member (object, name) : NULL;
  JsonArray *list = sl_json_get_array (object, name);
  gboolean   odd = node != NULL && !JSON_NODE_HOLDS_NULL (node) && list == NULL;

  for (guint i = 0; !odd && i < sl_json_get_length (list); i++)
    odd = sl_json_get_element (list, i) == NULL;
  if (!odd)
    return list;
  sl_health_judge_doubt_shape (judge);
  return NULL;
}

static void
doubt_word (SlHealthJudge *judge, const char *word)
{
  g_autofree char *clean = sl_feed_text_clean (word);
  g_autofree char *reason = NULL;

  if (clean == NULL)
    reason = g_strdup (_ ("The page does not say how it is."));
  else
    /* Translators: %s is a word from a status page */
    reason = g_strdup_printf (_ ("The page uses a word that is not known: “%s”."), clean);
  sl_health_judge_doubt (judge, reason);
}

/**
 * sl_health_judge_set_page_state:
 * @judge: a judge that has heard nothing else yet
 * @state: what the page says of itself as a whole
 * @word: (nullable): in which word
 *
 * Platforms without such a word do not call this: their verdict is the worst of the parts.
 */
void
sl_health_judge_set_page_state (SlHealthJudge *judge, SlHealthState state, const char *word)
{
  judge->has_page_state = TRUE;
  judge->page_state = state;
  if (state == SL_HEALTH_UNKNOWN && judge->wanted == NULL)
    doubt_word (judge, word);
}

/**
 * sl_health_judge_set_page_of_parts:
 * @judge: a judge of a platform without a word for the whole page
 *
 * From now on an outage of some parts is no more than a partial outage of the page, as long as
 * others work.
 */
void
sl_health_judge_set_page_of_parts (SlHealthJudge *judge)
{
  judge->page_of_parts = TRUE;
}

/**
 * sl_health_judge_set_posted:
 * @judge: a judge
 * @posted: Unix seconds, 0 if unknown
 *
 * Remembers the newest time at which the page was changed.
 */
void
sl_health_judge_set_posted (SlHealthJudge *judge, gint64 posted)
{
  judge->health->posted = MAX (judge->health->posted, posted);
}

static gboolean
equal_words (const char *one, const char *other)
{
  g_autofree char *one_folded = one != NULL ? g_utf8_casefold (one, -1) : NULL;
  g_autofree char *other_folded = other != NULL ? g_utf8_casefold (other, -1) : NULL;

  return one_folded != NULL && g_strcmp0 (one_folded, other_folded) == 0;
}

static gboolean
matches (const char *wanted, const SlHealthComponent *component, const char *group_id)
{
  g_autofree char *path = NULL;

  if (g_strcmp0 (wanted, component->id) == 0 || g_strcmp0 (wanted, group_id) == 0
      || equal_words (wanted, component->name) || equal_words (wanted, component->group))
    return TRUE;
  if (component->group == NULL)
    return FALSE;
  path = g_strdup_printf ("%s / %s", component->group, component->name);
  return equal_words (wanted, path);
}

/**
 * sl_health_judge_wants:
 * @judge: a judge
 * @component: a part of the page
 * @group_id: (nullable): id of its group
 *
 * Notes which of the wanted parts are there.
 *
 * Returns: whether @component is wanted; if nothing is chosen, everything is
 */
gboolean
sl_health_judge_wants (SlHealthJudge           *judge,
                       const SlHealthComponent *component,
                       const char              *group_id)
{
  gboolean wanted = judge->wanted == NULL;

  for (gsize i = 0; judge->wanted != NULL && judge->wanted[i] != NULL; i++)
    {
      if (!matches (judge->wanted[i], component, group_id))
        continue;
      judge->found[i] = TRUE;
      wanted = TRUE;
    }
  return wanted;
}

/**
 * sl_health_judge_add_component:
 * @judge: a judge
 * @component: a part of the page; copied
 * @group_id: (nullable): id of its group; its name is in @component
 * @word: (nullable): the page's word behind the state
 *
 * Hears a part; parts that are not wanted are passed over.
 */
void
sl_health_judge_add_component (SlHealthJudge           *judge,
                               const SlHealthComponent *component,
                               const char              *group_id,
                               const char              *word)
{
  SlHealthComponent *added;

  if (!sl_health_judge_wants (judge, component, group_id))
    return;
  added = sl_health_add_component (judge->health, component->id, component->name, component->state);
  added->group = g_strdup (component->group);
  g_hash_table_add (judge->chosen, g_strdup (component->id));

  judge->worst_component = MAX (judge->worst_component, component->state);
  judge->some_up = judge->some_up || component->state == SL_HEALTH_OPERATIONAL;
  if (component->state == SL_HEALTH_UNKNOWN && (judge->wanted != NULL || !judge->has_page_state))
    doubt_word (judge, word);
}

/**
 * sl_health_judge_hear_component:
 * @judge: a judge
 * @component: a part as the page writes it; its name serves if it has no id
 * @group_id: (nullable): id of its group
 * @word: (nullable): the page's word behind the state
 *
 * Cleans the names, then hears the part. A part without a name is a shape that is not known.
 */
void
sl_health_judge_hear_component (SlHealthJudge           *judge,
                                const SlHealthComponent *component,
                                const char              *group_id,
                                const char              *word)
{
  g_autofree char  *name = sl_feed_text_clean (component->name);
  g_autofree char  *group = sl_feed_text_clean (component->group);
  SlHealthComponent clean = {
    .id = component->id != NULL ? component->id : name,
    .name = name,
    .group = group,
    .state = component->state,
  };

  if (name == NULL)
    sl_health_judge_doubt_shape (judge);
  else
    sl_health_judge_add_component (judge, &clean, group_id, word);
}

static gboolean
touches (SlHealthJudge *judge, const SlHealthIncident *incident)
{
  if (judge->wanted == NULL)
    return TRUE;
  for (gsize i = 0; incident->components[i] != NULL; i++)
    {
      if (g_hash_table_contains (judge->chosen, incident->components[i]))
        return TRUE;
    }
  return FALSE;
}

/* Keeps [first, last) of the list in the order of badness. */
static void
insert_by_impact (GPtrArray *incidents, SlHealthIncident *incident, guint first, guint last)
{
  guint place = first;

  while (place < last && ((SlHealthIncident *) incidents->pdata[place])->impact >= incident->impact)
    place++;
  g_ptr_array_insert (incidents, place, incident);
}

/**
 * sl_health_judge_add_incident:
 * @judge: a judge that has heard all components
 * @incident: (transfer full): an open incident
 * @word: (nullable): the page's word behind its impact
 *
 * Hears an incident. One that touches what is wanted decides; one that names no part is only
 * listed, after those; one that touches other parts is passed over.
 */
void
sl_health_judge_add_incident (SlHealthJudge *judge, SlHealthIncident *incident, const char *word)
{
  GPtrArray *incidents = judge->health->incidents;

  sl_health_judge_set_posted (judge, incident->updated);
  if (touches (judge, incident))
    {
      judge->worst_incident = MAX (judge->worst_incident, incident->impact);
      if (incident->impact == SL_HEALTH_UNKNOWN)
        doubt_word (judge, word);
      insert_by_impact (incidents, incident, 0, judge->touching++);
    }
  else if (incident->components[0] == NULL)
    insert_by_impact (incidents, incident, judge->touching, incidents->len);
  else
    sl_health_incident_free (incident);
}

/**
 * sl_health_judge_add_maintenance:
 * @judge: a judge that has heard all components
 * @maintenance: (transfer full): running or planned work
 *
 * Lists work that touches what is wanted. It never decides: work may be announced for weeks while
 * the part stays up; if it does not, the part says so itself.
 */
void
sl_health_judge_add_maintenance (SlHealthJudge *judge, SlHealthIncident *maintenance)
{
  if (touches (judge, maintenance) || maintenance->components[0] == NULL)
    g_ptr_array_add (judge->health->maintenance, maintenance);
  else
    sl_health_incident_free (maintenance);
}

static void
doubt_missing (SlHealthJudge *judge)
{
  for (gsize i = 0; judge->wanted != NULL && judge->wanted[i] != NULL; i++)
    {
      g_autofree char *reason = NULL;

      if (judge->found[i])
        continue;
      /* Translators: %s is the name or id of a part of a service, such as "Mail" */
      reason = g_strdup_printf (_ ("The page does not list “%s”."), judge->wanted[i]);
      sl_health_judge_doubt (judge, reason);
    }
}

static SlHealthState
judge_parts (SlHealthJudge *judge)
{
  SlHealthState worst = judge->worst_component;

  if (judge->page_of_parts && judge->some_up && worst == SL_HEALTH_MAJOR_OUTAGE)
    worst = SL_HEALTH_PARTIAL_OUTAGE;
  return MAX (worst, judge->worst_incident);
}

static SlHealthState
judge_page (SlHealthJudge *judge)
{
  if (!judge->has_page_state)
    return judge_parts (judge);
  if (sl_health_state_is_trouble (judge->page_state))
    return judge->page_state;
  if (judge->worst_incident > judge->page_state)
    return judge->worst_incident;
  /* The page as a whole is said to be up, one of its parts is not. */
  if (judge->page_state == SL_HEALTH_OPERATIONAL
      && sl_health_state_is_trouble (judge->worst_component))
    return SL_HEALTH_DEGRADED;
  return judge->page_state;
}

/**
 * sl_health_judge_finish:
 * @judge: a judge that has heard everything
 *
 * The verdict over the wanted parts is the worst of them and of the incidents that touch them; over
 * a whole page it is the page's own word, made worse by what is open where that word says fine. A
 * doubt makes it unknown unless it is trouble: trouble is a positive statement too.
 *
 * Returns: (transfer full): the reading
 */
SlHealth *
sl_health_judge_finish (SlHealthJudge *judge)
{
  SlHealth     *health = judge->health;
  SlHealthState state = judge->wanted != NULL ? MAX (judge->worst_component, judge->worst_incident)
                                              : judge_page (judge);

  doubt_missing (judge);
  if (state == SL_HEALTH_UNKNOWN && judge->doubt == NULL)
    sl_health_judge_doubt (judge, _ ("The page does not say how it is."));
  if (!sl_health_state_is_trouble (state) && judge->doubt != NULL)
    {
      state = SL_HEALTH_UNKNOWN;
      health->reason = g_steal_pointer (&judge->doubt);
    }
  health->state = state;
  return sl_health_ref (health);
}
