/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service-plan-calls.h"

#include "organisation-fetch.h"

#include <glib/gi18n-lib.h>

#define ERROR_PREFIX SL_APPLICATION_ID ".Error."

/* Who knows the bus could ask for much at once. */
#define MAX_FETCHES 4

struct _SlServicePlanCalls
{
  GObject       parent_instance;
  SlDBusWatch  *skeleton;
  SlEngine     *engine;
  GCancellable *cancellable; /* all that is under way */
  guint         n_fetches;
};

typedef struct
{
  SlServicePlanCalls    *calls;
  GDBusMethodInvocation *invocation;
  SlFeedFetcher         *fetcher;
  SlFeedBackend          backend;
  GCancellable          *cancellable;
  gulong                 calls_cancelled;
  guint                  caller_watch;
} Fetch;

G_DEFINE_FINAL_TYPE (SlServicePlanCalls, sl_service_plan_calls, G_TYPE_OBJECT)

static void
fetch_free (Fetch *fetch)
{
  fetch->calls->n_fetches--;
  g_cancellable_disconnect (fetch->calls->cancellable, fetch->calls_cancelled);
  g_bus_unwatch_name (fetch->caller_watch);
  g_object_unref (fetch->calls);
  g_object_unref (fetch->invocation);
  g_object_unref (fetch->fetcher);
  g_object_unref (fetch->cancellable);
  g_free (fetch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetch, fetch_free)

static void
sl_service_plan_calls_dispose (GObject *object)
{
  SlServicePlanCalls *self = SL_SERVICE_PLAN_CALLS (object);

  g_cancellable_cancel (self->cancellable);
  if (self->skeleton != NULL)
    g_signal_handlers_disconnect_by_data (self->skeleton, self);
  g_clear_object (&self->skeleton);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (sl_service_plan_calls_parent_class)->dispose (object);
}

static void
sl_service_plan_calls_finalize (GObject *object)
{
  g_object_unref (SL_SERVICE_PLAN_CALLS (object)->cancellable);
  G_OBJECT_CLASS (sl_service_plan_calls_parent_class)->finalize (object);
}

static void
sl_service_plan_calls_class_init (SlServicePlanCallsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_service_plan_calls_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_service_plan_calls_finalize;
}

static void
sl_service_plan_calls_init (SlServicePlanCalls *self)
{
  self->cancellable = g_cancellable_new ();
}

static const char *
get_error_name (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return ERROR_PREFIX "Cancelled";
  if (g_error_matches (error, SL_ORGANISATION_ERROR, SL_ORGANISATION_ERROR_NETWORK))
    return ERROR_PREFIX "Unreachable";
  return ERROR_PREFIX "NoPlan";
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Fetch) fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlOrganisationFetch) fetched = sl_organisation_fetch_finish (result, &error);
  g_autofree char *text = NULL;

  if (fetched == NULL)
    {
      g_dbus_method_invocation_return_dbus_error (fetch->invocation, get_error_name (error),
                                                  error->message);
      return;
    }
  text = g_strndup (g_bytes_get_data (fetched->content, NULL), g_bytes_get_size (fetched->content));
  if (fetch->calls->skeleton != NULL)
    sl_dbus_watch_complete_fetch_plan (fetch->calls->skeleton, fetch->invocation, text);
}

static void
on_caller_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  g_cancellable_cancel (((Fetch *) user_data)->cancellable);
}

static void
on_calls_cancelled (GCancellable *cancellable, gpointer fetch_cancellable)
{
  g_cancellable_cancel (G_CANCELLABLE (fetch_cancellable));
}

static Fetch *
fetch_new (SlServicePlanCalls *self, GDBusMethodInvocation *invocation)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->calls = g_object_ref (self);
  fetch->invocation = g_object_ref (invocation);
  fetch->fetcher = sl_feed_fetcher_new ();
  sl_feed_fetcher_set_trust (fetch->fetcher, sl_engine_get_trust (self->engine));
  sl_feed_backend_init_any (&fetch->backend, fetch->fetcher);
  fetch->cancellable = g_cancellable_new ();
  fetch->calls_cancelled
      = g_cancellable_connect (self->cancellable, G_CALLBACK (on_calls_cancelled),
                               g_object_ref (fetch->cancellable), g_object_unref);
  fetch->caller_watch = g_bus_watch_name_on_connection (
      g_dbus_method_invocation_get_connection (invocation),
      g_dbus_method_invocation_get_sender (invocation), G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
      on_caller_vanished, fetch, NULL);
  self->n_fetches++;
  return fetch;
}

static gboolean
on_fetch_plan (SlDBusWatch           *skeleton,
               GDBusMethodInvocation *invocation,
               const char            *address,
               SlServicePlanCalls    *self)
{
  Fetch *fetch;

  if (self->n_fetches >= MAX_FETCHES)
    {
      g_dbus_method_invocation_return_dbus_error (
          invocation, ERROR_PREFIX "Busy",
          _ ("Too many plans are being fetched; try again in a moment."));
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  fetch = fetch_new (self, invocation);
  sl_organisation_fetch_async (&fetch->backend, address, NULL, fetch->cancellable, on_fetched,
                               fetch);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/**
 * sl_service_plan_calls_new:
 * @skeleton: the service's face on the bus
 * @engine: whom it trusts
 *
 * Returns: (transfer full): answers calls from now on
 */
SlServicePlanCalls *
sl_service_plan_calls_new (SlDBusWatch *skeleton, SlEngine *engine)
{
  SlServicePlanCalls *self = g_object_new (SL_TYPE_SERVICE_PLAN_CALLS, NULL);

  self->skeleton = g_object_ref (skeleton);
  self->engine = g_object_ref (engine);
  g_signal_connect (skeleton, "handle-fetch-plan", G_CALLBACK (on_fetch_plan), self);
  return self;
}
