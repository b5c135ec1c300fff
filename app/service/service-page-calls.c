/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service-page-calls.h"

#include "feed-address.h"
#include "feed-probe.h"
#include "feed-reader.h"
#include "feed-status.h"

#include <glib/gi18n-lib.h>

#define ERROR_PREFIX SL_APPLICATION_ID ".Error."

/* The largest page seen has some 500 parts; a message stays far below the bus's limit. */
#define MAX_COMPONENTS 1000

/* Who knows the bus could ask for much at once. */
#define MAX_SEARCHES 4

struct _SlServicePageCalls
{
  GObject      parent_instance;
  SlDBusWatch *skeleton;
  SlEngine    *engine;
  GPtrArray   *searches; /* Search, unowned: each lives until its answer */
};

typedef struct
{
  SlServicePageCalls    *calls;
  GDBusMethodInvocation *invocation;
  SlFeedFetcher         *fetcher;
  GCancellable          *cancellable;
  char                  *address; /* what was typed, completed */
  guint                  caller_watch;
} Search;

G_DEFINE_FINAL_TYPE (SlServicePageCalls, sl_service_page_calls, G_TYPE_OBJECT)

static void
search_free (Search *search)
{
  g_ptr_array_remove (search->calls->searches, search);
  g_bus_unwatch_name (search->caller_watch);
  g_object_unref (search->calls);
  g_object_unref (search->invocation);
  g_object_unref (search->fetcher);
  g_object_unref (search->cancellable);
  g_free (search->address);
  g_free (search);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, search_free)

static void
cancel_all (SlServicePageCalls *self)
{
  for (guint i = 0; i < self->searches->len; i++)
    g_cancellable_cancel (((Search *) self->searches->pdata[i])->cancellable);
}

static void
sl_service_page_calls_dispose (GObject *object)
{
  SlServicePageCalls *self = SL_SERVICE_PAGE_CALLS (object);

  cancel_all (self);
  if (self->skeleton != NULL)
    g_signal_handlers_disconnect_by_data (self->skeleton, self);
  g_clear_object (&self->skeleton);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (sl_service_page_calls_parent_class)->dispose (object);
}

static void
sl_service_page_calls_finalize (GObject *object)
{
  g_ptr_array_unref (SL_SERVICE_PAGE_CALLS (object)->searches);
  G_OBJECT_CLASS (sl_service_page_calls_parent_class)->finalize (object);
}

static void
sl_service_page_calls_class_init (SlServicePageCallsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_service_page_calls_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_service_page_calls_finalize;
}

static void
sl_service_page_calls_init (SlServicePageCalls *self)
{
  self->searches = g_ptr_array_new ();
}

/* The Answer */

static const char *
get_error_name (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return ERROR_PREFIX "Cancelled";
  if (error->domain != SL_FEED_ERROR)
    return ERROR_PREFIX "Unreachable";
  switch ((SlFeedError) error->code)
    {
    case SL_FEED_ERROR_ADDRESS:
      return ERROR_PREFIX "Address";
    case SL_FEED_ERROR_SIZE:
    case SL_FEED_ERROR_TYPE:
      return ERROR_PREFIX "NoStatusPage";
    case SL_FEED_ERROR_BUSY:
      return ERROR_PREFIX "Busy";
    case SL_FEED_ERROR_NETWORK:
    case SL_FEED_ERROR_STATUS:
    case SL_FEED_ERROR_SERVER:
    default:
      return ERROR_PREFIX "Unreachable";
    }
}

static void
return_error (GDBusMethodInvocation *invocation, const GError *error)
{
  g_dbus_method_invocation_return_dbus_error (invocation, get_error_name (error), error->message);
}

/* Who typed the address of the feed itself reads the page at its server. */
static char *
get_page_url (const char *typed, const char *feed_url)
{
  g_autoptr (GUri) feed = NULL;
  g_autoptr (GUri) page = NULL;

  if (!g_str_equal (typed, feed_url))
    return g_strdup (typed);
  feed = g_uri_parse (feed_url, G_URI_FLAGS_ENCODED, NULL);
  if (feed == NULL)
    return g_strdup (typed);
  page = g_uri_build (G_URI_FLAGS_ENCODED, g_uri_get_scheme (feed), NULL, g_uri_get_host (feed),
                      g_uri_get_port (feed), "/", NULL, NULL);
  return g_uri_to_string (page);
}

static GVariant *
create_components (const SlHealth *health)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < MIN (health->components->len, MAX_COMPONENTS); i++)
    g_variant_builder_add_value (
        &builder, sl_feed_status_component_to_variant (health->components->pdata[i]));
  return g_variant_builder_end (&builder);
}

static GVariant *
create_page (const Search *search, const SlFeedFind *found)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (SlHealth) health = sl_feed_read (found->platform, found->body, now, NULL);
  g_autofree char *page_url = get_page_url (search->address, found->url);
  GVariantDict     page;

  g_variant_dict_init (&page, NULL);
  g_variant_dict_insert (&page, "url", "s", found->url);
  g_variant_dict_insert (&page, "page-url", "s", page_url);
  g_variant_dict_insert (&page, "platform", "s", found->platform);
  g_variant_dict_insert (&page, "state", "s", sl_health_state_to_nick (health->state));
  if (health->page != NULL)
    g_variant_dict_insert (&page, "page", "s", health->page);
  if (health->reason != NULL)
    g_variant_dict_insert (&page, "reason", "s", health->reason);
  g_variant_dict_insert_value (&page, "components", create_components (health));
  return g_variant_dict_end (&page);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Search) search = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlFeedFind) found = sl_feed_probe_finish (result, &error);

  if (search->calls->engine != NULL)
    sl_watcher_add_feed_bytes (sl_engine_get_watcher (search->calls->engine),
                               sl_feed_fetcher_take_received_bytes (search->fetcher));
  if (found == NULL)
    return_error (search->invocation, error);
  else if (search->calls->skeleton != NULL)
    sl_dbus_watch_complete_find_status_page (search->calls->skeleton, search->invocation,
                                             create_page (search, found));
}

/* The Question */

static void
cancel_of (SlServicePageCalls *self, const char *caller)
{
  for (guint i = 0; i < self->searches->len; i++)
    {
      Search *search = self->searches->pdata[i];

      if (g_strcmp0 (g_dbus_method_invocation_get_sender (search->invocation), caller) == 0)
        g_cancellable_cancel (search->cancellable);
    }
}

static void
on_caller_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  g_cancellable_cancel (((Search *) user_data)->cancellable);
}

static Search *
search_new (SlServicePageCalls *self, GDBusMethodInvocation *invocation, const char *typed)
{
  Search *search = g_new0 (Search, 1);

  search->calls = g_object_ref (self);
  search->invocation = g_object_ref (invocation);
  search->fetcher = sl_feed_fetcher_new ();
  search->cancellable = g_cancellable_new ();
  search->address = sl_feed_address_complete (typed);
  search->caller_watch = g_bus_watch_name_on_connection (
      g_dbus_method_invocation_get_connection (invocation),
      g_dbus_method_invocation_get_sender (invocation), G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
      on_caller_vanished, search, NULL);
  g_ptr_array_add (self->searches, search);
  return search;
}

static gboolean
on_find_status_page (SlDBusWatch           *skeleton,
                     GDBusMethodInvocation *invocation,
                     const char            *address,
                     SlServicePageCalls    *self)
{
  Search *search;

  cancel_of (self, g_dbus_method_invocation_get_sender (invocation));
  if (self->searches->len >= MAX_SEARCHES)
    {
      g_dbus_method_invocation_return_dbus_error (
          invocation, ERROR_PREFIX "Busy",
          _ ("Too many status pages are being looked for; try again in a moment."));
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  search = search_new (self, invocation, address);
  sl_feed_probe_async (search->fetcher, search->address, search->cancellable, on_found, search);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_cancel_find_status_page (SlDBusWatch           *skeleton,
                            GDBusMethodInvocation *invocation,
                            SlServicePageCalls    *self)
{
  cancel_of (self, g_dbus_method_invocation_get_sender (invocation));
  sl_dbus_watch_complete_cancel_find_status_page (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/**
 * sl_service_page_calls_new:
 * @skeleton: the service's face on the bus
 * @engine: counts what is received
 *
 * Returns: (transfer full): answers calls from now on
 */
SlServicePageCalls *
sl_service_page_calls_new (SlDBusWatch *skeleton, SlEngine *engine)
{
  SlServicePageCalls *self = g_object_new (SL_TYPE_SERVICE_PAGE_CALLS, NULL);

  self->skeleton = g_object_ref (skeleton);
  self->engine = g_object_ref (engine);
  g_signal_connect (skeleton, "handle-find-status-page", G_CALLBACK (on_find_status_page), self);
  g_signal_connect (skeleton, "handle-cancel-find-status-page",
                    G_CALLBACK (on_cancel_find_status_page), self);
  return self;
}
