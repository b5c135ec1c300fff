/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "background-status.h"

#include "await.h"
#include "fake-portal.h"

static SlPrivateBus *bus;

static const char *
get_sentence (SlFakePortal *portal, guint number)
{
  return g_ptr_array_index (portal->sentences, number);
}

static void
test_only_news_is_told (void)
{
  SlFakePortal *portal = sl_fake_portal_start (bus);
  g_autoptr (SlBackgroundStatus) status = sl_background_status_new (bus->connection);

  sl_background_status_set (status, "All is well.");
  sl_await (portal->sentences->len == 1);
  sl_background_status_set (status, "All is well.");
  sl_background_status_set (status, "Outlook is down.");
  sl_await (portal->sentences->len == 2);
  g_assert_cmpstr (get_sentence (portal, 0), ==, "All is well.");
  g_assert_cmpstr (get_sentence (portal, 1), ==, "Outlook is down.");
  sl_fake_portal_stop (portal);
}

static void
test_a_portal_that_begins_again_is_told (void)
{
  SlFakePortal *portal = NULL;
  g_autoptr (SlBackgroundStatus) status = sl_background_status_new (bus->connection);

  sl_background_status_set (status, "Outlook is down.");
  portal = sl_fake_portal_start (bus);
  sl_await (portal->sentences->len == 1);
  sl_fake_portal_stop (portal);
  portal = sl_fake_portal_start (bus);
  sl_await (portal->sentences->len == 1);
  g_assert_cmpstr (get_sentence (portal, 0), ==, "Outlook is down.");
  sl_fake_portal_stop (portal);
}

static const struct
{
  const char *name;
  const char *sentence;
  const char *shown;
} lengths[] = {
  { "fits",
    "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
    "01234567",
    "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
    "01234567" },
  { "too-long",
    "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
    "012345678",
    "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789…" },
  { "one-word",
    "öööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööö"
    "ööö"
    "ö",
    "öööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööö"
    "ö…" },
};

static void
test_length (gconstpointer data)
{
  guint         row = GPOINTER_TO_UINT (data);
  SlFakePortal *portal = sl_fake_portal_start (bus);
  g_autoptr (SlBackgroundStatus) status = sl_background_status_new (bus->connection);

  sl_background_status_set (status, lengths[row].sentence);
  sl_await (portal->sentences->len == 1);
  g_assert_cmpstr (get_sentence (portal, 0), ==, lengths[row].shown);
  g_assert_cmpint (g_utf8_strlen (get_sentence (portal, 0), -1), <=,
                   SL_BACKGROUND_STATUS_CHARACTERS);
  sl_fake_portal_stop (portal);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = sl_private_bus_start ();
  g_test_add_func ("/desktop/background-status/news", test_only_news_is_told);
  g_test_add_func ("/desktop/background-status/again", test_a_portal_that_begins_again_is_told);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *name
          = g_strconcat ("/desktop/background-status/length/", lengths[i].name, NULL);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_length);
    }
  status = g_test_run ();
  sl_private_bus_stop (bus);
  return status;
}
