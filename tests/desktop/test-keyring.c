/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keyring.h"

#include "await.h"
#include "private-bus.h"
#include "temporary-folder.h"

static SlPrivateBus *bus;

static void
store (SlKeyring *keyring, const char *account, const char *password)
{
  g_autoptr (SlSecret) secret = sl_secret_new (password, -1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sl_keyring_store_async (keyring, account, "Test", secret, NULL, sl_await_result, &result);
  sl_await (result != NULL);
  g_assert_true (sl_keyring_store_finish (keyring, result, &error));
  g_assert_no_error (error);
}

static gboolean
clear (SlKeyring *keyring, const char *account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sl_keyring_clear_async (keyring, account, NULL, sl_await_result, &result);
  sl_await (result != NULL);
  return sl_keyring_clear_finish (keyring, result, error);
}

static SlCredential *
lookup (SlKeyring *keyring, const char *account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sl_secret_source_lookup_async (SL_SECRET_SOURCE (keyring), account, NULL, sl_await_result,
                                 &result);
  sl_await (result != NULL);
  return sl_secret_source_lookup_finish (SL_SECRET_SOURCE (keyring), result, error);
}

static void
assert_secret (SlKeyring *keyring, const char *account, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlCredential) found = lookup (keyring, account, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found != NULL ? sl_secret_peek (found->secret, NULL) : NULL, ==, expected);
}

static void
test_without_a_keyring_memory_serves (void)
{
  g_autoptr (SlKeyring) keyring = sl_keyring_new ();
  g_autoptr (SlCredential) nothing = NULL;
  g_autoptr (SlCredential) forgotten = NULL;
  g_autoptr (GError) error = NULL;

  sl_await (sl_keyring_get_problem (keyring) != NULL);
  nothing = lookup (keyring, "work", &error);
  g_assert_null (nothing);
  g_assert_nonnull (error);
  store (keyring, "work", "s3cret");
  assert_secret (keyring, "work", "s3cret");
  g_assert_nonnull (sl_keyring_get_problem (keyring));
  clear (keyring, "work", NULL);
  forgotten = lookup (keyring, "work", NULL);
  g_assert_null (forgotten);
  g_assert_nonnull (sl_keyring_get_problem (keyring));
}

/* Takes every call and answers none. */
static GDBusMessage *
swallow (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  guint *n_calls = user_data;

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;
  g_atomic_int_inc (n_calls);
  g_object_unref (message);
  return NULL;
}

static void
test_a_silent_keyring_keeps_nobody_waiting (void)
{
  g_autoptr (GDBusConnection) silent = sl_private_bus_connect (bus);
  g_autoptr (SlKeyring) keyring = sl_keyring_new ();
  g_autoptr (SlCredential) nothing = NULL;
  g_autoptr (GError) error = NULL;
  guint n_calls = 0;

  g_dbus_connection_add_filter (silent, swallow, &n_calls, NULL);
  sl_private_bus_own_name (silent, "org.freedesktop.secrets");
  sl_keyring_set_answer_limit_ms (keyring, 50);
  nothing = lookup (keyring, "silent", &error);
  g_assert_null (nothing);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpuint (g_atomic_int_get (&n_calls), >, 0);
  g_assert_nonnull (strstr (sl_keyring_get_problem (keyring), "does not answer"));
  g_assert_true (g_dbus_connection_close_sync (silent, NULL, NULL));
}

/* A real one with a HOME of its own, unlocked with a password that it reads from a pipe. */
static GSubprocess *
start_keyring_daemon (void)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                   | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess   *daemon;
  GOutputStream *input;

  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                        "--unlock", "--components=secrets", NULL);
  g_assert_no_error (error);
  input = g_subprocess_get_stdin_pipe (daemon);
  g_assert_true (g_output_stream_write_all (input, "unlocked", 8, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (input, NULL, NULL));
  return daemon;
}

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
wait_for_secrets (void)
{
  gboolean appeared = FALSE;
  guint    watch = g_bus_watch_name_on_connection (bus->connection, "org.freedesktop.secrets",
                                                   G_BUS_NAME_WATCHER_FLAGS_NONE, on_appeared, NULL,
                                                   &appeared, NULL);

  sl_await (appeared);
  g_bus_unwatch_name (watch);
}

static void
test_secrets_outlive_the_service (void)
{
  g_autoptr (SlKeyring) first = sl_keyring_new ();
  g_autoptr (SlKeyring) second = NULL;
  g_autoptr (GError) error = NULL;

  assert_secret (first, "work", NULL);
  store (first, "work", "s3cret");
  store (first, "work", "changed");
  store (first, "private", "päss wörd");
  g_assert_null (sl_keyring_get_problem (first));

  second = sl_keyring_new ();
  assert_secret (second, "work", "changed");
  assert_secret (second, "private", "päss wörd");
  g_assert_true (clear (second, "work", &error));
  assert_secret (first, "work", NULL);
  assert_secret (first, "private", "päss wörd");
}

static void
lock_all (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = sl_private_bus_call (bus->connection, "org.freedesktop.secrets", "/org/freedesktop/secrets",
                             "org.freedesktop.Secret.Service.Lock",
                             g_variant_new_parsed ("([objectpath '/org/freedesktop/secrets/"
                                                   "collection/login'],)"),
                             &error);

  g_assert_no_error (error);
}

/* The first look-up asks the user to unlock; nobody is there to answer in a test. */
static void
test_a_locked_keyring_is_told_apart (void)
{
  g_autoptr (SlKeyring) keyring = sl_keyring_new ();
  g_autoptr (SlCredential) secret = NULL;
  g_autoptr (SlCredential) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) error_again = NULL;

  store (keyring, "locked", "s3cret");
  lock_all ();
  secret = lookup (keyring, "locked", &error);
  again = lookup (keyring, "locked", &error_again);
  g_assert_null (again);
  g_assert_nonnull (error_again);
  g_assert_nonnull (strstr (sl_keyring_get_problem (keyring), "locked"));
}

static void
test_a_real_keyring (void)
{
  g_autoptr (GSubprocess) daemon = NULL;
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");

  if (program == NULL)
    {
      g_test_skip ("gnome-keyring-daemon is not installed");
      return;
    }
  daemon = start_keyring_daemon ();
  wait_for_secrets ();
  test_secrets_outlive_the_service ();
  test_a_locked_keyring_is_told_apart ();
  g_subprocess_send_signal (daemon, SIGTERM);
  g_assert_true (g_subprocess_wait (daemon, NULL, NULL));
}

int
main (int argc, char **argv)
{
  int         status;
  char       *home = temporary_folder_new ();
  const char *variables[]
      = { "HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME" };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_setenv (variables[i], home, TRUE);
  g_unsetenv ("GNOME_KEYRING_CONTROL");
  g_test_init (&argc, &argv, NULL);
  bus = sl_private_bus_start ();
  g_test_add_func ("/desktop/keyring/absent", test_without_a_keyring_memory_serves);
  g_test_add_func ("/desktop/keyring/silent", test_a_silent_keyring_keeps_nobody_waiting);
  g_test_add_func ("/desktop/keyring/real", test_a_real_keyring);
  status = g_test_run ();
  sl_private_bus_stop (bus);
  temporary_folder_remove (home);
  return status;
}
