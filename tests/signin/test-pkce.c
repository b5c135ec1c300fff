/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pkce.h"

#include <string.h>

#define ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

/* RFC 7636, appendix B. */
static void
test_example_of_the_rfc (void)
{
  g_autoptr (SlSecret) verifier = sl_secret_new ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", -1);
  g_autofree char *challenge = sl_pkce_make_challenge (verifier);

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

static void
test_words_are_long_and_new (void)
{
  g_autoptr (SlSecret) verifier = sl_pkce_new_verifier ();
  g_autoptr (SlSecret) other = sl_pkce_new_verifier ();
  g_autofree char *state = sl_pkce_new_state ();
  const char      *text = sl_secret_peek (verifier, NULL);

  g_assert_cmpuint (strlen (text), ==, 43);
  g_assert_cmpuint (strspn (text, ALPHABET), ==, 43);
  g_assert_cmpstr (text, !=, sl_secret_peek (other, NULL));
  g_assert_cmpuint (strlen (state), ==, 43);
  g_assert_cmpuint (strspn (state, ALPHABET), ==, 43);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signin/pkce/rfc", test_example_of_the_rfc);
  g_test_add_func ("/signin/pkce/words", test_words_are_long_and_new);
  return g_test_run ();
}
