/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "service-discovery-calls.h"

#include "await.h"
#include "fake-resolver.h"
#include "private-bus.h"

#define PATH "/io/github/stormlantern/StormLantern/Watch"
#define INTERFACE "io.github.stormlantern.StormLantern.Watch"
#define SERVICE_NAME INTERFACE
#define N_SOURCES 6

static SlPrivateBus   *bus;
static SlFakeResolver *resolver;

/* A service with nothing but these calls, and the newest progress of each search it told of. */
typedef struct
{
  SlDBusWatch             *skeleton;
  SlServiceDiscoveryCalls *calls;
  GDBusConnection         *caller;
  GHashTable              *progress; /* number -> GVariant */
  guint                    subscription;
} World;

static void
on_progress (GDBusConnection *connection,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  World *world = user_data;
  guint  number;

  g_variant_get_child (parameters, 0, "u", &number);
  g_hash_table_insert (world->progress, GUINT_TO_POINTER (number), g_variant_ref (parameters));
}

static void
world_set_up (World *world, gconstpointer data)
{
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();

  world->skeleton = sl_dbus_watch_skeleton_new ();
  world->calls = sl_service_discovery_calls_new (world->skeleton, catalogue);
  g_assert_true (g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (world->skeleton),
                                                   bus->connection, PATH, NULL));
  world->progress = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_variant_unref);
  world->caller = sl_private_bus_connect (bus);
  world->subscription = g_dbus_connection_signal_subscribe (
      world->caller, NULL, INTERFACE, "DiscoveryProgress", PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
      on_progress, world, NULL);
}

static void
world_tear_down (World *world, gconstpointer data)
{
  g_dbus_connection_signal_unsubscribe (world->caller, world->subscription);
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (world->skeleton));
  g_assert_finalize_object (world->calls);
  g_object_unref (world->skeleton);
  g_object_unref (world->caller);
  g_hash_table_unref (world->progress);
  sl_fake_resolver_forget (resolver);
}

static guint
discover (GDBusConnection *caller, const char *domain, GError **error)
{
  g_autoptr (GVariant) answer = sl_private_bus_call (
      caller, SERVICE_NAME, PATH, INTERFACE ".Discover", g_variant_new ("(s)", domain), error);
  guint number = 0;

  if (answer != NULL)
    g_variant_get (answer, "(u)", &number);
  return number;
}

static gboolean
is_over (World *world, guint number)
{
  GVariant *progress = g_hash_table_lookup (world->progress, GUINT_TO_POINTER (number));
  gboolean  over = FALSE;

  if (progress != NULL)
    g_variant_get_child (progress, 1, "b", &over);
  return over;
}

static char *
dup_state (World *world, guint number, gsize source)
{
  GVariant *progress = g_hash_table_lookup (world->progress, GUINT_TO_POINTER (number));
  g_autoptr (GVariant) sources = g_variant_get_child_value (progress, 2);
  g_autoptr (GVariant) entry = g_variant_get_child_value (sources, source);
  char *state = NULL;

  g_assert_cmpuint (g_variant_n_children (sources), ==, N_SOURCES);
  g_assert_true (g_variant_lookup (entry, "state", "s", &state));
  return state;
}

static void
test_progress_and_end (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint            number = discover (world->caller, "ann@gmail.com", &error);
  g_autofree char *known = NULL;
  g_autofree char *services = NULL;

  g_assert_no_error (error);
  sl_await (is_over (world, number));
  known = dup_state (world, number, 0);
  services = dup_state (world, number, 3);
  g_assert_cmpstr (known, ==, "found");
  g_assert_cmpstr (services, ==, "nothing");
}

static void
test_bad_domain (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  discover (world->caller, "ann@localhost", &error);
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
}

static void
silence (const char *domain)
{
  g_autofree char *service = g_strconcat ("_imaps._tcp.", domain, NULL);

  sl_fake_resolver_silence (resolver, service);
}

static void
test_cancel (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *services = NULL;
  guint            number;

  silence ("example.org");
  number = discover (world->caller, "example.org", &error);
  g_assert_no_error (error);
  sl_await (g_hash_table_contains (world->progress, GUINT_TO_POINTER (number)));
  g_assert_false (is_over (world, number));
  g_variant_unref (sl_private_bus_call (world->caller, SERVICE_NAME, PATH,
                                        INTERFACE ".CancelDiscovery", g_variant_new ("(u)", number),
                                        &error));
  g_assert_no_error (error);
  sl_await (is_over (world, number));
  services = dup_state (world, number, 3);
  g_assert_cmpstr (services, ==, "cancelled");
}

/* Somebody who asks too much, and leaves: the next one is served again. */
static void
test_callers_that_leave (World *world, gconstpointer data)
{
  GDBusConnection *hasty = sl_private_bus_connect (bus);
  g_autoptr (GError) error = NULL;
  guint number = 0;

  silence ("example.org");
  for (int i = 0; i < 4; i++)
    discover (hasty, "example.org", &error);
  g_assert_no_error (error);
  discover (world->caller, "example.org", &error);
  g_assert_nonnull (error);
  g_assert_nonnull (g_strstr_len (error->message, -1, "Too many searches"));
  g_dbus_connection_close_sync (hasty, NULL, NULL);
  g_object_unref (hasty);
  while (number == 0)
    {
      g_clear_error (&error);
      number = discover (world->caller, "gmail.com", &error);
    }
  sl_await (is_over (world, number));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/service/discovery-calls/" name, World, NULL, world_set_up, function,               \
              world_tear_down)

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  bus = sl_private_bus_start ();
  sl_private_bus_own_name (bus->connection, SERVICE_NAME);
  resolver = sl_fake_resolver_install ();
  ADD ("progress-and-end", test_progress_and_end);
  ADD ("bad-domain", test_bad_domain);
  ADD ("cancel", test_cancel);
  ADD ("callers-that-leave", test_callers_that_leave);
  result = g_test_run ();
  sl_private_bus_stop (bus);
  return result;
}
