/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "network.h"

#include "own-address.h"

#include <glib/gi18n-lib.h>

#define LOGIND_NAME "org.freedesktop.login1"
#define LOGIND_PATH "/org/freedesktop/login1"
#define LOGIND_INTERFACE "org.freedesktop.login1.Manager"

/* What find_own_addresses() finds when there is no way to the internet. */
#define NOWHERE " "

struct _SlNetwork
{
  GObject parent_instance;

  GNetworkMonitor *monitor;
  char            *own_addresses; /* towards the internet, by which networks are told apart */
  GCancellable    *cancellable;
  GDBusConnection *system_bus; /* NULL until found, or where there is none */
  guint            sleep_subscription;
  char            *problem;
};

G_DEFINE_FINAL_TYPE (SlNetwork, sl_network, G_TYPE_OBJECT)

enum
{
  CHANGED,
  MOVED,
  WOKE_UP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_monitor_changed (SlNetwork *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* An IPv6 address for privacy changes by itself, once a day. */
static char *
find_own_addresses (void)
{
  g_autofree char *ipv4 = sl_own_address_find (G_SOCKET_FAMILY_IPV4);
  g_autofree char *ipv6 = sl_own_address_find (G_SOCKET_FAMILY_IPV6);

  return g_strconcat (ipv4, " ", ipv6, NULL);
}

/* Any route that comes or goes, such as a virtual machine's: most do not lead to the internet. With
 * no way there at all, the next one is compared with the last one. */
static void
on_routes_changed (SlNetwork *self)
{
  g_autofree char *own_addresses = find_own_addresses ();

  if (g_str_equal (own_addresses, NOWHERE) || g_str_equal (own_addresses, self->own_addresses))
    return;
  g_free (self->own_addresses);
  self->own_addresses = g_steal_pointer (&own_addresses);
  g_signal_emit (self, signals[MOVED], 0);
}

static void
on_prepare_for_sleep (GDBusConnection *connection,
                      const char      *sender,
                      const char      *path,
                      const char      *interface,
                      const char      *signal,
                      GVariant        *parameters,
                      gpointer         user_data)
{
  SlNetwork *self = SL_NETWORK (user_data);
  gboolean   going_to_sleep;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &going_to_sleep);
  if (!going_to_sleep)
    g_signal_emit (self, signals[WOKE_UP], 0);
}

static void
on_system_bus_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);
  SlNetwork *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (connection == NULL)
    {
      self->problem = g_strdup (_ ("The system does not tell when the computer wakes up, so the "
                                   "first check after that may come some minutes late."));
      g_debug ("No system bus: %s", error->message);
      return;
    }
  self->sleep_subscription = g_dbus_connection_signal_subscribe (
      connection, LOGIND_NAME, LOGIND_INTERFACE, "PrepareForSleep", LOGIND_PATH, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_prepare_for_sleep, self, NULL);
  self->system_bus = g_steal_pointer (&connection);
}

static void
sl_network_dispose (GObject *object)
{
  SlNetwork *self = SL_NETWORK (object);

  g_cancellable_cancel (self->cancellable);
  if (self->sleep_subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->system_bus, self->sleep_subscription);
  self->sleep_subscription = 0;
  g_clear_object (&self->system_bus);
  G_OBJECT_CLASS (sl_network_parent_class)->dispose (object);
}

static void
sl_network_finalize (GObject *object)
{
  SlNetwork *self = SL_NETWORK (object);

  g_clear_object (&self->cancellable);
  g_free (self->own_addresses);
  g_free (self->problem);
  G_OBJECT_CLASS (sl_network_parent_class)->finalize (object);
}

static void
sl_network_class_init (SlNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType         type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = sl_network_dispose;
  object_class->finalize = sl_network_finalize;

  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED]
      = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WOKE_UP]
      = g_signal_new ("woke-up", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_network_init (SlNetwork *self)
{
  self->cancellable = g_cancellable_new ();
  self->monitor = g_network_monitor_get_default ();
  for (guint i = 0; i < 3; i++)
    {
      const char *notifications[]
          = { "notify::connectivity", "notify::network-metered", "notify::network-available" };

      g_signal_connect_object (self->monitor, notifications[i], G_CALLBACK (on_monitor_changed),
                               self, G_CONNECT_SWAPPED);
    }
  self->own_addresses = find_own_addresses ();
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (on_routes_changed), self,
                           G_CONNECT_SWAPPED);
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, on_system_bus_ready, self);
}

/**
 * sl_network_new:
 *
 * Returns: (transfer full): the user's connection, followed from now on
 */
SlNetwork *
sl_network_new (void)
{
  return g_object_new (SL_TYPE_NETWORK, NULL);
}

/**
 * sl_network_get_connectivity:
 * @self: the network
 *
 * Returns: what the desktop says of the connection; without NetworkManager it only knows whether
 *   there is a default route
 */
SlConnectivity
sl_network_get_connectivity (SlNetwork *self)
{
  g_return_val_if_fail (SL_IS_NETWORK (self), SL_CONNECTIVITY_UNKNOWN);

  switch (g_network_monitor_get_connectivity (self->monitor))
    {
    case G_NETWORK_CONNECTIVITY_LOCAL:
      return SL_CONNECTIVITY_LOCAL;
    case G_NETWORK_CONNECTIVITY_LIMITED:
      return SL_CONNECTIVITY_LIMITED;
    case G_NETWORK_CONNECTIVITY_PORTAL:
      return SL_CONNECTIVITY_PORTAL;
    case G_NETWORK_CONNECTIVITY_FULL:
      return SL_CONNECTIVITY_FULL;
    default:
      return SL_CONNECTIVITY_UNKNOWN;
    }
}

/**
 * sl_network_is_metered:
 * @self: the network
 *
 * Returns: whether the user pays by volume
 */
gboolean
sl_network_is_metered (SlNetwork *self)
{
  g_return_val_if_fail (SL_IS_NETWORK (self), FALSE);

  return g_network_monitor_get_network_metered (self->monitor);
}

/**
 * sl_network_get_problem:
 * @self: the network
 *
 * Returns: (transfer none) (nullable): what we have to do without, a sentence for the user
 */
const char *
sl_network_get_problem (SlNetwork *self)
{
  g_return_val_if_fail (SL_IS_NETWORK (self), NULL);

  return self->problem;
}
