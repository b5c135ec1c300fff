/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "feed-report.h"

#include "json-line.h"
#include "moment-words.h"

#include <glib/gi18n-lib.h>

/* More than fits on a screen is no longer read. */
#define MAX_LISTED 20

static const char *
get_state_label (SlHealthState state)
{
  static const char *const labels[] = {
    [SL_HEALTH_UNKNOWN] = N_ ("unknown"),
    [SL_HEALTH_OPERATIONAL] = N_ ("no problem reported"),
    [SL_HEALTH_MAINTENANCE] = N_ ("maintenance"),
    [SL_HEALTH_DEGRADED] = N_ ("degraded"),
    [SL_HEALTH_PARTIAL_OUTAGE] = N_ ("partial outage"),
    [SL_HEALTH_MAJOR_OUTAGE] = N_ ("major outage"),
  };

  return _ (labels[state]);
}

/**
 * sl_feed_report_to_json:
 * @health: a reading
 *
 * Returns: (transfer full): sl_health_to_json() on one line
 */
char *
sl_feed_report_to_json (const SlHealth *health)
{
  return sl_json_line_new (sl_health_to_json (health));
}

static void
append_headline (GString *text, const SlHealth *health)
{
  const char *page = health->page != NULL ? health->page : health->platform;

  if (health->state == SL_HEALTH_UNKNOWN && health->page == NULL)
    g_string_append_printf (text, "%s\n", _ ("Nothing can be said."));
  else
    g_string_append_printf (text, "%s: %s\n", page, get_state_label (health->state));
  if (health->reason != NULL)
    g_string_append_printf (text, "  %s\n", health->reason);
}

static gboolean
is_listed (const SlHealthComponent *component, gboolean every_component)
{
  return every_component || component->state > SL_HEALTH_OPERATIONAL;
}

static void
append_components (GString *text, const SlHealth *health, gboolean every_component)
{
  guint listed = 0;

  for (guint i = 0; i < health->components->len; i++)
    {
      const SlHealthComponent *component = health->components->pdata[i];

      if (!is_listed (component, every_component) || ++listed > MAX_LISTED)
        continue;
      if (listed == 1)
        g_string_append_printf (text, "\n%s\n", _ ("Parts:"));
      g_string_append_printf (text, "  %s%s%s: %s\n",
                              component->group != NULL ? component->group : "",
                              component->group != NULL ? " / " : "", component->name,
                              get_state_label (component->state));
    }
  if (listed > MAX_LISTED)
    g_string_append_printf (text,
                            /* Translators: %u is how many parts of a service are not listed */
                            ngettext ("  and %u more\n", "  and %u more\n", listed - MAX_LISTED),
                            listed - MAX_LISTED);
}

static void
append_incident (GString *text, const SlHealthIncident *incident, gint64 now)
{
  g_autofree char *started
      = incident->started != 0 ? sl_moment_to_words (incident->started, now) : NULL;

  g_string_append_printf (text, "  %s\n    %s", incident->title,
                          get_state_label (incident->impact));
  if (incident->phase != NULL)
    g_string_append_printf (text, ", %s", incident->phase);
  if (started != NULL)
    {
      g_string_append (text, ", ");
      /* Translators: %s is a moment, such as "09:14" or "yesterday 17:20" */
      g_string_append_printf (text, _ ("since %s"), started);
    }
  g_string_append_c (text, '\n');
  if (incident->text != NULL && g_strcmp0 (incident->text, incident->title) != 0)
    g_string_append_printf (text, "    %s\n", incident->text);
  if (incident->url != NULL)
    g_string_append_printf (text, "    %s\n", incident->url);
}

static void
append_maintenance (GString *text, const SlHealthIncident *maintenance, gint64 now)
{
  g_autofree char *starts
      = maintenance->started != 0 ? sl_moment_to_words (maintenance->started, now) : NULL;
  g_autofree char *ends
      = maintenance->ends != 0 ? sl_moment_to_words (maintenance->ends, now) : NULL;

  g_string_append_printf (text, "  %s\n", maintenance->title);
  if (starts != NULL && ends != NULL)
    {
      g_string_append (text, "    ");
      /* Translators: both %s are moments, such as "09:14" or "Monday 17:20" */
      g_string_append_printf (text, _ ("%s to %s"), starts, ends);
      g_string_append_c (text, '\n');
    }
}

static void
append_list (GString    *text,
             const char *heading,
             GPtrArray  *incidents,
             gint64      now,
             void (*append) (GString *text, const SlHealthIncident *incident, gint64 now))
{
  if (incidents->len == 0)
    return;
  g_string_append_printf (text, "\n%s\n", heading);
  for (guint i = 0; i < MIN (incidents->len, MAX_LISTED); i++)
    append (text, incidents->pdata[i], now);
  if (incidents->len > MAX_LISTED)
    g_string_append_printf (
        text, ngettext ("  and %u more\n", "  and %u more\n", incidents->len - MAX_LISTED),
        incidents->len - MAX_LISTED);
}

/**
 * sl_feed_report_to_text:
 * @health: a reading
 * @now: the moment of the reading, Unix seconds
 * @every_component: whether to list parts that are fine, too
 *
 * Returns: (transfer full): what the page says, for a person at a terminal
 */
char *
sl_feed_report_to_text (const SlHealth *health, gint64 now, gboolean every_component)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_headline (text, health);
  append_components (text, health, every_component);
  append_list (text, _ ("Open incidents:"), health->incidents, now, append_incident);
  append_list (text, _ ("Maintenance:"), health->maintenance, now, append_maintenance);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
