/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "server-search.h"

#include "call-error.h"

#include <glib/gi18n-lib.h>

struct _SlServerSearch
{
  GObject       parent_instance;
  SlDBusWatch  *proxy; /* nullable: no service */
  GCancellable *cancellable;
  guint         number;  /* 0: not known yet */
  GVariant     *sources; /* nullable */
  char         *problem; /* nullable: why there is no search, one sentence */
  gboolean      over;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlServerSearch, sl_server_search, G_TYPE_OBJECT)

static void
end (SlServerSearch *self, char *problem)
{
  g_free (self->problem);
  self->problem = problem;
  self->over = TRUE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_progress (
    SlDBusWatch *proxy, guint number, gboolean over, GVariant *sources, SlServerSearch *self)
{
  if (self->over || self->number == 0 || number != self->number)
    return;
  g_clear_pointer (&self->sources, g_variant_unref);
  self->sources = g_variant_ref (sources);
  self->over = over;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_owner_changed (SlServerSearch *self)
{
  g_autofree char *owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (self->proxy));

  if (owner == NULL && !self->over)
    end (self, g_strdup (_ ("The background service has ended.")));
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlServerSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  guint number = 0;

  if (sl_dbus_watch_call_discover_finish (SL_DBUS_WATCH (source), &number, result, &error))
    self->number = number;
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end (self, sl_call_error_to_sentence (error));
}

static void
sl_server_search_dispose (GObject *object)
{
  SlServerSearch *self = SL_SERVER_SEARCH (object);

  sl_server_search_cancel (self);
  g_cancellable_cancel (self->cancellable);
  if (self->proxy != NULL)
    g_signal_handlers_disconnect_by_data (self->proxy, self);
  g_clear_object (&self->proxy);
  G_OBJECT_CLASS (sl_server_search_parent_class)->dispose (object);
}

static void
sl_server_search_finalize (GObject *object)
{
  SlServerSearch *self = SL_SERVER_SEARCH (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->sources, g_variant_unref);
  g_free (self->problem);
  G_OBJECT_CLASS (sl_server_search_parent_class)->finalize (object);
}

static void
sl_server_search_class_init (SlServerSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_server_search_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_server_search_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SL_TYPE_SERVER_SEARCH, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_server_search_init (SlServerSearch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * sl_server_search_new:
 * @client: the service
 * @domain: whose mail servers are looked for; not the address, the service needs no more
 *
 * Returns: (transfer full): a search that begins
 */
SlServerSearch *
sl_server_search_new (SlWatchClient *client, const char *domain)
{
  SlServerSearch *self = g_object_new (SL_TYPE_SERVER_SEARCH, NULL);
  SlDBusWatch    *proxy = sl_watch_client_get_proxy (client);

  if (proxy == NULL)
    {
      end (self, g_strdup (_ ("The background service is not running.")));
      return self;
    }
  self->proxy = g_object_ref (proxy);
  g_signal_connect (proxy, "discovery-progress", G_CALLBACK (on_progress), self);
  g_signal_connect_swapped (proxy, "notify::g-name-owner", G_CALLBACK (on_owner_changed), self);
  sl_dbus_watch_call_discover (proxy, domain, self->cancellable, on_begun, g_object_ref (self));
  return self;
}

/**
 * sl_server_search_cancel:
 * @self: a search
 *
 * Ends it; what was found stays. "changed" follows when the service has given it up.
 */
void
sl_server_search_cancel (SlServerSearch *self)
{
  if (!self->over && self->proxy != NULL && self->number != 0)
    sl_dbus_watch_call_cancel_discovery (self->proxy, self->number, NULL, NULL, NULL);
}

/**
 * sl_server_search_is_over:
 * @self: a search
 *
 * Returns: whether nothing more follows
 */
gboolean
sl_server_search_is_over (SlServerSearch *self)
{
  return self->over;
}

/**
 * sl_server_search_get_problem:
 * @self: a search
 *
 * Returns: (transfer none) (nullable): why there is no search, one sentence
 */
const char *
sl_server_search_get_problem (SlServerSearch *self)
{
  return self->problem;
}

/**
 * sl_server_search_dup_sources:
 * @self: a search
 *
 * Returns: (transfer full) (nullable): the aa{sv} of the signal DiscoveryProgress, %NULL if there
 *   was none yet
 */
GVariant *
sl_server_search_dup_sources (SlServerSearch *self)
{
  return self->sources != NULL ? g_variant_ref (self->sources) : NULL;
}
