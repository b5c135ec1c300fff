/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "page-actor.h"

#include "practice-error.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#define FEED_PATH "/api/v2/summary.json"

struct _SlPageActor
{
  GObject     parent_instance;
  SoupServer *server;
  guint16     port;
  SlPageAct   act;
  char       *title;   /* nullable: of the incident */
  char       *text;    /* nullable */
  char       *updated; /* when the page last changed, RFC 3339 */
  guint       incidents;
  guint       readings;
};

G_DEFINE_FINAL_TYPE (SlPageActor, sl_page_actor, G_TYPE_OBJECT)

static void
sl_page_actor_dispose (GObject *object)
{
  SlPageActor *self = SL_PAGE_ACTOR (object);

  sl_page_actor_stop (self);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (sl_page_actor_parent_class)->dispose (object);
}

static void
sl_page_actor_finalize (GObject *object)
{
  SlPageActor *self = SL_PAGE_ACTOR (object);

  g_free (self->title);
  g_free (self->text);
  g_free (self->updated);

  G_OBJECT_CLASS (sl_page_actor_parent_class)->finalize (object);
}

static void
sl_page_actor_class_init (SlPageActorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_page_actor_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_page_actor_finalize;
}

static void
change (SlPageActor *self, SlPageAct act)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  self->act = act;
  g_free (self->updated);
  self->updated = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
}

static void
sl_page_actor_init (SlPageActor *self)
{
  change (self, SL_PAGE_ACT_GREEN);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_page (JsonBuilder *builder, SlPageActor *self)
{
  json_builder_set_member_name (builder, "page");
  json_builder_begin_object (builder);
  add_string (builder, "id", "practice");
  add_string (builder, "name", _ ("Example Mail"));
  add_string (builder, "url", "https://practice.invalid");
  add_string (builder, "time_zone", "Etc/UTC");
  add_string (builder, "updated_at", self->updated);
  json_builder_end_object (builder);
}

static void
add_component (JsonBuilder *builder, SlPageActor *self, const char *id, const char *name)
{
  gboolean trouble = self->act == SL_PAGE_ACT_INCIDENT;

  json_builder_begin_object (builder);
  add_string (builder, "id", id);
  add_string (builder, "name", name);
  add_string (builder, "status", trouble ? "major_outage" : "operational");
  add_string (builder, "updated_at", self->updated);
  json_builder_end_object (builder);
}

static void
add_components (JsonBuilder *builder, SlPageActor *self)
{
  json_builder_set_member_name (builder, "components");
  json_builder_begin_array (builder);
  add_component (builder, self, SL_PAGE_ACTOR_MAIL_COMPONENT, _ ("Mail"));
  add_component (builder, self, SL_PAGE_ACTOR_IDENTITY_COMPONENT, _ ("Sign-in"));
  json_builder_end_array (builder);
}

static void
add_incident_parts (JsonBuilder *builder, SlPageActor *self)
{
  json_builder_set_member_name (builder, "incident_updates");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add_string (builder, "status", "investigating");
  add_string (builder, "body", self->text);
  add_string (builder, "created_at", self->updated);
  add_string (builder, "updated_at", self->updated);
  json_builder_end_object (builder);
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "components");
  json_builder_begin_array (builder);
  add_component (builder, self, SL_PAGE_ACTOR_IDENTITY_COMPONENT, _ ("Sign-in"));
  json_builder_end_array (builder);
}

static void
add_incidents (JsonBuilder *builder, SlPageActor *self)
{
  g_autofree char *id = g_strdup_printf ("practice-%u", self->incidents);

  json_builder_set_member_name (builder, "incidents");
  json_builder_begin_array (builder);
  if (self->act == SL_PAGE_ACT_INCIDENT)
    {
      json_builder_begin_object (builder);
      add_string (builder, "id", id);
      add_string (builder, "name", self->title);
      add_string (builder, "status", "investigating");
      add_string (builder, "impact", "major");
      add_string (builder, "created_at", self->updated);
      add_string (builder, "started_at", self->updated);
      add_string (builder, "updated_at", self->updated);
      add_incident_parts (builder, self);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_status (JsonBuilder *builder, SlPageActor *self)
{
  gboolean trouble = self->act == SL_PAGE_ACT_INCIDENT;

  json_builder_set_member_name (builder, "scheduled_maintenances");
  json_builder_begin_array (builder);
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "status");
  json_builder_begin_object (builder);
  add_string (builder, "indicator", trouble ? "major" : "none");
  add_string (builder, "description",
              trouble ? "Partial System Outage" : "All Systems Operational");
  json_builder_end_object (builder);
}

static char *
compose_summary (SlPageActor *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_page (builder, self);
  add_components (builder, self);
  add_incidents (builder, self);
  add_status (builder, self);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  SlPageActor *self = user_data;
  char        *body;

  if (!g_str_equal (path, FEED_PATH))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  self->readings++;
  body = compose_summary (self);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control",
                                "no-store");
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json; charset=utf-8", SOUP_MEMORY_TAKE,
                                    body, strlen (body));
}

/**
 * sl_page_actor_new:
 * @error: set to %SL_PRACTICE_ERROR_SERVER if no port could be had
 *
 * Serves at once: all is green.
 *
 * Returns: (transfer full) (nullable): the page
 */
SlPageActor *
sl_page_actor_new (GError **error)
{
  g_autoptr (SlPageActor) self = g_object_new (SL_TYPE_PAGE_ACTOR, NULL);
  g_autoptr (GError) reason = NULL;
  GSList *uris;

  self->server = soup_server_new ("server-header", "storm-lantern-practice", NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (!soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &reason))
    {
      g_set_error (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SERVER,
                   /* Translators: %s is the system's reason */
                   _ ("The practice found no free port for its status page: %s"), reason->message);
      return NULL;
    }
  uris = soup_server_get_uris (self->server);
  self->port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return g_steal_pointer (&self);
}

/**
 * sl_page_actor_stop:
 * @self: a status page
 *
 * Closes the port and every connection. May be called twice.
 */
void
sl_page_actor_stop (SlPageActor *self)
{
  if (self->server != NULL)
    soup_server_disconnect (self->server);
}

/**
 * sl_page_actor_dup_feed_url:
 * @self: a status page
 *
 * Returns: (transfer full): the address of the page for machines
 */
char *
sl_page_actor_dup_feed_url (SlPageActor *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u" FEED_PATH, self->port);
}

/**
 * sl_page_actor_set_green:
 * @self: a status page
 *
 * From now on it says that all systems are operational.
 */
void
sl_page_actor_set_green (SlPageActor *self)
{
  if (self->act != SL_PAGE_ACT_GREEN)
    change (self, SL_PAGE_ACT_GREEN);
}

/**
 * sl_page_actor_set_incident:
 * @self: a status page
 * @title: the incident's title
 * @text: what they write about it, one paragraph
 *
 * From now on it shows one open incident, which began this moment and touches mail and sign-in.
 */
void
sl_page_actor_set_incident (SlPageActor *self, const char *title, const char *text)
{
  char *old_title = self->title;
  char *old_text = self->text;

  self->title = g_strdup (title);
  self->text = g_strdup (text);
  g_free (old_title);
  g_free (old_text);
  self->incidents++;
  change (self, SL_PAGE_ACT_INCIDENT);
}

/**
 * sl_page_actor_get_act:
 * @self: a status page
 *
 * Returns: what it says
 */
SlPageAct
sl_page_actor_get_act (SlPageActor *self)
{
  return self->act;
}

/**
 * sl_page_actor_get_readings:
 * @self: a status page
 *
 * Returns: how often it was read
 */
guint
sl_page_actor_get_readings (SlPageActor *self)
{
  return self->readings;
}
