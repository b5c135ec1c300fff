/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "incident-updates.h"

#include "feed-text.h"

/* As the page has it: borrowed from its JSON. */
typedef struct
{
  gint64      time;
  guint       position;
  const char *phase;
  const char *text;
} Update;

struct _SlIncidentUpdates
{
  const char *section; /* nullable */
  GArray     *list;    /* Update */
};

/**
 * sl_incident_updates_new:
 * @section: (nullable): each is a form, and this part of it says what happened
 *
 * Returns: (transfer full): no updates yet
 */
SlIncidentUpdates *
sl_incident_updates_new (const char *section)
{
  SlIncidentUpdates *updates = g_new0 (SlIncidentUpdates, 1);

  updates->section = section;
  updates->list = g_array_new (FALSE, FALSE, sizeof (Update));
  return updates;
}

/**
 * sl_incident_updates_free:
 * @updates: (transfer full): updates
 */
void
sl_incident_updates_free (SlIncidentUpdates *updates)
{
  g_array_unref (updates->list);
  g_free (updates);
}

/**
 * sl_incident_updates_add:
 * @updates: updates
 * @time: when it was written, Unix seconds, 0 if unknown
 * @phase: (nullable): their word for how far they are; must outlive @updates
 * @text: (nullable): as the page has it; one without text is left out; must outlive @updates
 */
void
sl_incident_updates_add (SlIncidentUpdates *updates,
                         gint64             time,
                         const char        *phase,
                         const char        *text)
{
  Update update = { time, updates->list->len, phase, text };

  if (text != NULL)
    g_array_append_val (updates->list, update);
}

static char *
clean (SlIncidentUpdates *updates, const char *text)
{
  char *section = updates->section != NULL ? sl_feed_text_section (text, updates->section) : NULL;

  return section != NULL ? section : sl_feed_text_clean (text);
}

/* Newest first; of the same moment, in the page's order. */
static int
compare (gconstpointer first, gconstpointer second)
{
  const Update *a = first, *b = second;

  if (a->time != b->time)
    return a->time > b->time ? -1 : 1;
  return a->position < b->position ? -1 : 1;
}

/**
 * sl_incident_updates_give:
 * @updates: updates
 * @incident: gets the newest of them as plain text, and the very newest as its text
 */
void
sl_incident_updates_give (SlIncidentUpdates *updates, SlHealthIncident *incident)
{
  g_array_sort (updates->list, compare);
  for (guint i = 0; i < updates->list->len && incident->updates->len < SL_HEALTH_MAX_UPDATES; i++)
    {
      const Update    *update = &g_array_index (updates->list, Update, i);
      g_autofree char *phase = sl_feed_text_clean (update->phase);
      g_autofree char *text = clean (updates, update->text);

      if (text != NULL)
        sl_health_incident_add_update (incident, update->time, phase, text);
    }
  if (incident->updates->len == 0)
    return;
  g_free (incident->text);
  incident->text = g_strdup (((SlHealthUpdate *) incident->updates->pdata[0])->text);
}
