/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "address-words.h"

#include <glib.h>

static const struct
{
  const char *address;
  const char *words;
} addresses[] = {
  { "tel:+1-202-555-0100", "+1-202-555-0100" },
  { "sms:+12025550100?body=Mail%20is%20down", "+12025550100" },
  { "mailto:ann@example.org?subject=Help", "ann@example.org" },
  { "xmpp:team@conference.example.net?join", "team@conference.example.net" },
  { "sip:ann%2Bhome@example.org", "ann+home@example.org" },
  { "https://meet.example.org/team?room=4711", "https://meet.example.org/team?room=4711" },
  { "Ground floor, room 12?", "Ground floor, room 12?" },
};

/* Who dials or types an address does without what it tells a program to do. */
static void
check_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *words = sl_address_to_words (addresses[i].address);

      g_assert_cmpstr (words, ==, addresses[i].words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/window/address-words", check_addresses);
  return g_test_run ();
}
