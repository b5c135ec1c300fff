/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In a sandbox libsecret keeps a file of its own and asks the secret portal for its key. */
#include "keyring.h"

#include "await.h"
#include "fake-secret-portal.h"
#include "private-bus.h"
#include "temporary-folder.h"

#include <libsecret/secret.h>

static SlPrivateBus *bus;

static void
begin_lookup (SlKeyring *keyring, const char *account, GAsyncResult **result)
{
  sl_secret_source_lookup_async (SL_SECRET_SOURCE (keyring), account, NULL, sl_await_result,
                                 result);
}

static void
assert_secret (SlKeyring *keyring, const char *account, const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlCredential) found = NULL;

  begin_lookup (keyring, account, &result);
  sl_await (result != NULL);
  found = sl_secret_source_lookup_finish (SL_SECRET_SOURCE (keyring), result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found != NULL ? sl_secret_peek (found->secret, NULL) : NULL, ==, expected);
}

static void
assert_in_vain (SlKeyring *keyring, const char *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin_lookup (keyring, account, &result);
  sl_await (result != NULL);
  g_assert_null (sl_secret_source_lookup_finish (SL_SECRET_SOURCE (keyring), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (sl_keyring_get_problem (keyring), "does not answer"));
}

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

/* Whatever the portal sent before it answers this has been heard then, in the order it was sent. */
static void
wait_for_question (SlFakeSecretPortal *portal)
{
  g_autoptr (GVariant) version = NULL;

  sl_await (g_atomic_int_get (&portal->n_asked) > 0);
  version = sl_private_bus_call (
      bus->connection, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
      "org.freedesktop.DBus.Properties.Get",
      g_variant_new ("(ss)", "org.freedesktop.portal.Secret", "version"), NULL);
  g_assert_nonnull (version);
}

/* libsecret 0.20 listens only after the portal's reply; what is told before it hears is lost. */
static void
test_a_lost_answer_is_asked_for_again (void)
{
  SlFakeSecretPortal *portal
      = sl_fake_secret_portal_start (bus, SL_FAKE_SECRET_PORTAL_ANSWERS_FIRST);
  g_autoptr (SlKeyring) keyring = sl_keyring_new ();

  wait_for_question (portal);
  g_atomic_int_set (&portal->mood, SL_FAKE_SECRET_PORTAL_REPLIES_FIRST);
  assert_secret (keyring, "lost", NULL);
  store (keyring, "lost", "s3cret");
  assert_secret (keyring, "lost", "s3cret");
  g_assert_null (sl_keyring_get_problem (keyring));
  secret_service_disconnect ();
  sl_fake_secret_portal_stop (portal);
}

/* Each question of libsecret's makes a copy of the file in memory, and what is stored in one of
 * them is not seen in the others. */
static void
test_the_portal_is_asked_once (void)
{
  SlFakeSecretPortal *portal = sl_fake_secret_portal_start (bus, SL_FAKE_SECRET_PORTAL_THINKS);
  g_autoptr (SlKeyring) keyring = sl_keyring_new ();
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) two = NULL;

  begin_lookup (keyring, "one", &one);
  begin_lookup (keyring, "two", &two);
  wait_for_question (portal);
  g_atomic_int_set (&portal->mood, SL_FAKE_SECRET_PORTAL_REPLIES_FIRST);
  sl_fake_secret_portal_answer (portal);
  sl_await (one != NULL && two != NULL);
  store (keyring, "one", "first");
  store (keyring, "two", "second");
  assert_secret (keyring, "one", "first");
  assert_secret (keyring, "two", "second");
  g_assert_cmpint (g_atomic_int_get (&portal->n_asked), ==, 1);
  g_assert_null (sl_keyring_get_problem (keyring));
  secret_service_disconnect ();
  sl_fake_secret_portal_stop (portal);
}

static void
count (gpointer n)
{
  ++*(guint *) n;
}

static void
test_a_late_answer_is_welcome (void)
{
  SlFakeSecretPortal *portal = sl_fake_secret_portal_start (bus, SL_FAKE_SECRET_PORTAL_THINKS);
  g_autoptr (SlKeyring) keyring = sl_keyring_new ();
  guint n_unlocked = 0;

  sl_keyring_set_answer_limit_ms (keyring, 50);
  g_signal_connect_swapped (keyring, "unlocked", G_CALLBACK (count), &n_unlocked);
  assert_in_vain (keyring, "late");
  wait_for_question (portal);
  assert_in_vain (keyring, "late");
  sl_fake_secret_portal_answer (portal);
  sl_await (n_unlocked > 0);
  g_assert_null (sl_keyring_get_problem (keyring));
  assert_secret (keyring, "late", NULL);
  g_assert_cmpuint (n_unlocked, ==, 1);
  secret_service_disconnect ();
  sl_fake_secret_portal_stop (portal);
}

static void
test_a_silent_portal_keeps_no_password_waiting (void)
{
  SlFakeSecretPortal *portal = sl_fake_secret_portal_start (bus, SL_FAKE_SECRET_PORTAL_THINKS);
  g_autoptr (SlKeyring) keyring = sl_keyring_new ();

  sl_keyring_set_answer_limit_ms (keyring, 50);
  store (keyring, "silent", "s3cret");
  g_assert_true (sl_keyring_is_sole_keeper (keyring));
  g_assert_nonnull (strstr (sl_keyring_get_problem (keyring), "does not answer"));
  assert_secret (keyring, "silent", "s3cret");

  wait_for_question (portal);
  sl_fake_secret_portal_answer (portal);
  sl_await (!sl_keyring_is_sole_keeper (keyring));
  g_assert_null (sl_keyring_get_problem (keyring));
  assert_secret (keyring, "silent", "s3cret");
  secret_service_disconnect ();
  sl_fake_secret_portal_stop (portal);
}

static void
test_a_new_portal_is_asked_anew (void)
{
  SlFakeSecretPortal *portal = sl_fake_secret_portal_start (bus, SL_FAKE_SECRET_PORTAL_THINKS);
  g_autoptr (SlKeyring) keyring = sl_keyring_new ();
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GError) error = NULL;

  begin_lookup (keyring, "new", &found);
  wait_for_question (portal);
  sl_fake_secret_portal_stop (portal);
  sl_await (found != NULL);
  g_assert_null (sl_secret_source_lookup_finish (SL_SECRET_SOURCE (keyring), found, &error));
  g_assert_nonnull (error);

  portal = sl_fake_secret_portal_start (bus, SL_FAKE_SECRET_PORTAL_REPLIES_FIRST);
  assert_secret (keyring, "new", NULL);
  g_assert_null (sl_keyring_get_problem (keyring));
  secret_service_disconnect ();
  sl_fake_secret_portal_stop (portal);
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
  /* libsecret's other sign of a sandbox, besides a file in the root folder. */
  g_setenv ("SNAP_NAME", "stormlantern", TRUE);
  g_test_init (&argc, &argv, NULL);
  bus = sl_private_bus_start ();
  g_test_add_func ("/desktop/sandboxed-keyring/lost", test_a_lost_answer_is_asked_for_again);
  g_test_add_func ("/desktop/sandboxed-keyring/once", test_the_portal_is_asked_once);
  g_test_add_func ("/desktop/sandboxed-keyring/late", test_a_late_answer_is_welcome);
  g_test_add_func ("/desktop/sandboxed-keyring/new-portal", test_a_new_portal_is_asked_anew);
  g_test_add_func ("/desktop/sandboxed-keyring/silent",
                   test_a_silent_portal_keeps_no_password_waiting);
  status = g_test_run ();
  sl_private_bus_stop (bus);
  temporary_folder_remove (home);
  return status;
}
