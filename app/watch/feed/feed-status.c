/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "feed-status.h"

#include "variant-dict.h"

/* A page may have hundreds of parts; a message for every change of state carries the worst. */
#define MAX_COMPONENTS 60
#define MAX_INCIDENTS 20
#define MAX_FULL_INCIDENTS 5
#define MAX_UPDATES 10

/**
 * sl_feed_status_new:
 * @provider: id of the provider whose feed it is
 * @provider_name: the provider's name for people
 *
 * Returns: (transfer full): the status of a feed that was never asked
 */
SlFeedStatus *
sl_feed_status_new (const char *provider, const char *provider_name)
{
  SlFeedStatus *feed = g_new0 (SlFeedStatus, 1);

  feed->provider = g_strdup (provider);
  feed->provider_name = g_strdup (provider_name);
  return feed;
}

/**
 * sl_feed_status_free:
 * @feed: (transfer full): a feed's status
 */
void
sl_feed_status_free (SlFeedStatus *feed)
{
  g_free (feed->provider);
  g_free (feed->provider_name);
  g_free (feed->page_url);
  g_clear_pointer (&feed->health, sl_health_unref);
  g_free (feed->error);
  g_free (feed);
}

static GVariant *
update_to_variant (const SlHealthUpdate *update)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  sl_variant_dict_add_time (&dict, "time", update->time);
  sl_variant_dict_add_text (&dict, "phase", update->phase);
  sl_variant_dict_add_text (&dict, "text", update->text);
  return g_variant_dict_end (&dict);
}

static GVariant *
updates_to_variant (const GPtrArray *updates)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < MIN (updates->len, MAX_UPDATES); i++)
    g_variant_builder_add_value (&builder, update_to_variant (updates->pdata[i]));
  return g_variant_builder_end (&builder);
}

static GVariant *
incident_to_variant (const SlHealthIncident *incident, gboolean in_full)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  sl_variant_dict_add_text (&dict, "title", incident->title);
  sl_variant_dict_add_text (&dict, "text", incident->text);
  sl_variant_dict_add_text (&dict, "phase", incident->phase);
  sl_variant_dict_add_text (&dict, "impact", sl_health_state_to_nick (incident->impact));
  sl_variant_dict_add_time (&dict, "started", incident->started);
  sl_variant_dict_add_time (&dict, "updated", incident->updated);
  sl_variant_dict_add_time (&dict, "ends", incident->ends);
  sl_variant_dict_add_text (&dict, "url", incident->url);
  if (in_full && incident->updates->len > 1)
    g_variant_dict_insert_value (&dict, "updates", updates_to_variant (incident->updates));
  return g_variant_dict_end (&dict);
}

static GVariant *
incidents_to_variant (const GPtrArray *incidents)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < MIN (incidents->len, MAX_INCIDENTS); i++)
    g_variant_builder_add_value (&builder,
                                 incident_to_variant (incidents->pdata[i], i < MAX_FULL_INCIDENTS));
  return g_variant_builder_end (&builder);
}

/**
 * sl_feed_status_component_to_variant:
 * @component: a part of a page
 *
 * Returns: (transfer floating): an a{sv} of id s, name s, group s, state s
 */
GVariant *
sl_feed_status_component_to_variant (const SlHealthComponent *component)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  sl_variant_dict_add_text (&dict, "id", component->id);
  sl_variant_dict_add_text (&dict, "name", component->name);
  sl_variant_dict_add_text (&dict, "group", component->group);
  sl_variant_dict_add_text (&dict, "state", sl_health_state_to_nick (component->state));
  return g_variant_dict_end (&dict);
}

static GVariant *
components_to_variant (const GPtrArray *components)
{
  static const SlHealthState worst_first[] = {
    SL_HEALTH_MAJOR_OUTAGE, SL_HEALTH_PARTIAL_OUTAGE, SL_HEALTH_DEGRADED,
    SL_HEALTH_MAINTENANCE,  SL_HEALTH_UNKNOWN,        SL_HEALTH_OPERATIONAL,
  };
  GVariantBuilder builder;
  guint           n_added = 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint rank = 0; rank < G_N_ELEMENTS (worst_first); rank++)
    for (guint i = 0; i < components->len && n_added < MAX_COMPONENTS; i++)
      {
        const SlHealthComponent *component = components->pdata[i];

        if (component->state != worst_first[rank])
          continue;
        g_variant_builder_add_value (&builder, sl_feed_status_component_to_variant (component));
        n_added++;
      }
  return g_variant_builder_end (&builder);
}

static void
add_health (GVariantDict *dict, const SlHealth *health)
{
  sl_variant_dict_add_time (dict, "posted", health->posted);
  sl_variant_dict_add_text (dict, "page", health->page);
  g_variant_dict_insert_value (dict, "components", components_to_variant (health->components));
  g_variant_dict_insert_value (dict, "incidents", incidents_to_variant (health->incidents));
  g_variant_dict_insert_value (dict, "maintenance", incidents_to_variant (health->maintenance));
}

/**
 * sl_feed_status_to_variant:
 * @feed: a feed's status
 *
 * Writes one of an account's "feeds" in the property "Accounts" of the D-Bus interface, bounded in
 * size; its members are listed in data/dbus/io.github.stormlantern.StormLantern.Watch.xml.
 *
 * Returns: (transfer floating): an a{sv}
 */
GVariant *
sl_feed_status_to_variant (const SlFeedStatus *feed)
{
  const SlHealth *health = feed->health;
  GVariantDict    dict;

  g_variant_dict_init (&dict, NULL);
  sl_variant_dict_add_text (&dict, "provider", feed->provider);
  sl_variant_dict_add_text (&dict, "provider-name", feed->provider_name);
  sl_variant_dict_add_text (&dict, "page-url", feed->page_url);
  sl_variant_dict_add_time (&dict, "checked", feed->checked);
  sl_variant_dict_add_text (
      &dict, "state", sl_health_state_to_nick (health != NULL ? health->state : SL_HEALTH_UNKNOWN));
  sl_variant_dict_add_text (&dict, "reason",
                            health != NULL && feed->error == NULL ? health->reason : feed->error);
  if (health != NULL)
    add_health (&dict, health);
  return g_variant_dict_end (&dict);
}
