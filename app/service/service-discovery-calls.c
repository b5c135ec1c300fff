/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service-discovery-calls.h"

#include "discovery.h"
#include "installation.h"

#include <glib/gi18n-lib.h>

/* One person types one address at a time; more than this is a mistake or mischief. */
#define MAX_SEARCHES 4

#define ERROR_BUSY SL_APPLICATION_ID ".Error.Busy"

struct _SlServiceDiscoveryCalls
{
  GObject              parent_instance;
  SlDBusWatch         *skeleton;
  SlProviderCatalogue *catalogue;
  GHashTable          *searches; /* number -> Search */
  guint                last_number;
};

/* A search and who wants it. */
typedef struct
{
  SlServiceDiscoveryCalls *calls;
  SlDiscovery             *discovery;
  guint                    number;
  guint                    watch_id;
} Search;

G_DEFINE_FINAL_TYPE (SlServiceDiscoveryCalls, sl_service_discovery_calls, G_TYPE_OBJECT)

static void
search_free (gpointer data)
{
  Search *search = data;

  g_bus_unwatch_name (search->watch_id);
  g_signal_handlers_disconnect_by_data (search->discovery, search);
  sl_discovery_cancel (search->discovery);
  g_object_unref (search->discovery);
  g_free (search);
}

static void
on_changed (SlDiscovery *discovery, Search *search)
{
  SlServiceDiscoveryCalls *self = search->calls;
  gboolean                 over = sl_discovery_is_over (discovery);

  sl_dbus_watch_emit_discovery_progress (self->skeleton, search->number, over,
                                         sl_discovery_to_variant (discovery));
  if (over)
    g_hash_table_remove (self->searches, GUINT_TO_POINTER (search->number));
}

static void
on_caller_left (GDBusConnection *connection, const char *name, gpointer user_data)
{
  Search *search = user_data;

  g_hash_table_remove (search->calls->searches, GUINT_TO_POINTER (search->number));
}

/* Takes the discovery. */
static guint
begin (SlServiceDiscoveryCalls *self, SlDiscovery *discovery, GDBusMethodInvocation *invocation)
{
  Search *search = g_new0 (Search, 1);

  search->calls = self;
  search->discovery = discovery;
  search->number = ++self->last_number;
  search->watch_id = g_bus_watch_name_on_connection (
      g_dbus_method_invocation_get_connection (invocation),
      g_dbus_method_invocation_get_sender (invocation), G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
      on_caller_left, search, NULL);
  g_signal_connect (discovery, "changed", G_CALLBACK (on_changed), search);
  g_hash_table_insert (self->searches, GUINT_TO_POINTER (search->number), search);
  return search->number;
}

static gboolean
on_discover (SlDBusWatch             *skeleton,
             GDBusMethodInvocation   *invocation,
             const char              *domain,
             SlServiceDiscoveryCalls *self)
{
  g_autoptr (GError) error = NULL;
  SlDiscovery *discovery;
  guint        number;

  if (g_hash_table_size (self->searches) >= MAX_SEARCHES)
    {
      g_dbus_method_invocation_return_dbus_error (
          invocation, ERROR_BUSY, _ ("Too many searches are under way. Try again in a moment."));
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  discovery = sl_discovery_new (self->catalogue, domain, &error);
  if (discovery == NULL)
    {
      g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                     G_DBUS_ERROR_INVALID_ARGS, error->message);
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  number = begin (self, discovery, invocation);
  sl_dbus_watch_complete_discover (skeleton, invocation, number);
  sl_discovery_start (discovery);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_cancel_discovery (SlDBusWatch             *skeleton,
                     GDBusMethodInvocation   *invocation,
                     guint                    number,
                     SlServiceDiscoveryCalls *self)
{
  Search *search = g_hash_table_lookup (self->searches, GUINT_TO_POINTER (number));

  sl_dbus_watch_complete_cancel_discovery (skeleton, invocation);
  if (search != NULL)
    sl_discovery_cancel (search->discovery);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
sl_service_discovery_calls_dispose (GObject *object)
{
  SlServiceDiscoveryCalls *self = SL_SERVICE_DISCOVERY_CALLS (object);

  if (self->skeleton != NULL)
    g_signal_handlers_disconnect_by_data (self->skeleton, self);
  g_clear_pointer (&self->searches, g_hash_table_unref);
  g_clear_object (&self->skeleton);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (sl_service_discovery_calls_parent_class)->dispose (object);
}

static void
sl_service_discovery_calls_class_init (SlServiceDiscoveryCallsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_service_discovery_calls_dispose;
}

static void
sl_service_discovery_calls_init (SlServiceDiscoveryCalls *self)
{
  self->searches = g_hash_table_new_full (NULL, NULL, NULL, search_free);
}

/**
 * sl_service_discovery_calls_new:
 * @skeleton: the service's face on the bus
 * @catalogue: the providers that are known
 *
 * Returns: (transfer full): answers calls from now on
 */
SlServiceDiscoveryCalls *
sl_service_discovery_calls_new (SlDBusWatch *skeleton, SlProviderCatalogue *catalogue)
{
  SlServiceDiscoveryCalls *self = g_object_new (SL_TYPE_SERVICE_DISCOVERY_CALLS, NULL);

  self->skeleton = g_object_ref (skeleton);
  self->catalogue = g_object_ref (catalogue);
  g_signal_connect (skeleton, "handle-discover", G_CALLBACK (on_discover), self);
  g_signal_connect (skeleton, "handle-cancel-discovery", G_CALLBACK (on_cancel_discovery), self);
  return self;
}
