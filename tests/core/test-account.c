/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account.h"

static void
test_ids (void)
{
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *too_long = g_strnfill (65, 'a');

  g_assert_true (sl_account_id_is_valid ("a"));
  g_assert_true (sl_account_id_is_valid ("work-2"));
  g_assert_true (sl_account_id_is_valid (longest));
  g_assert_false (sl_account_id_is_valid (too_long));
  g_assert_false (sl_account_id_is_valid (""));
  g_assert_false (sl_account_id_is_valid (NULL));
  g_assert_false (sl_account_id_is_valid ("Work"));
  g_assert_false (sl_account_id_is_valid ("../work"));
  g_assert_false (sl_account_id_is_valid ("wörk"));
}

static void
test_signs_in_where_a_user_is_named (void)
{
  g_autoptr (SlAccount) account = sl_account_new ("work", "Work");

  g_assert_null (sl_account_get_signin_server (account));
  g_ptr_array_add (account->servers, sl_server_new_from_uri ("smtps://smtp.example.org", NULL));
  g_assert_null (sl_account_get_signin_server (account));
  g_ptr_array_add (account->servers, sl_server_new_from_uri ("imaps://ann@imap.example.org", NULL));
  g_assert_cmpstr (sl_account_get_signin_server (account)->host, ==, "imap.example.org");
}

static void
test_copy_is_independent (void)
{
  g_autoptr (SlAccount) account = sl_account_new ("work", "Work");
  g_autoptr (SlAccount) copy = NULL;
  const char *channels[] = { "phone", NULL };

  account->address = g_strdup ("ann@example.org");
  account->channels = g_strdupv ((char **) channels);
  account->unknown = json_object_new ();
  account->important = TRUE;
  g_ptr_array_add (account->servers, sl_server_new_from_uri ("imaps://ann@imap.example.org", NULL));
  copy = sl_account_copy (account);
  g_ptr_array_set_size (account->servers, 0);
  g_clear_pointer (&account->channels, g_strfreev);
  g_assert_cmpint (copy->servers->len, ==, 1);
  g_assert_cmpstr (copy->channels[0], ==, "phone");
  g_assert_cmpstr (copy->address, ==, "ann@example.org");
  g_assert_true (copy->important);
  g_assert_nonnull (copy->unknown);
}

static void
test_pins (void)
{
  g_autofree char *key = g_strnfill (SL_PIN_KEY_DIGITS, 'A');
  g_autofree char *other_key = g_strnfill (SL_PIN_KEY_DIGITS, 'b');
  g_autoptr (SlAccount) account = sl_account_new ("bridge", "Bridge");
  g_autoptr (SlPin) pin = sl_pin_new ("Mail.example.org", key, 7);
  g_autoptr (SlPin) renewed = sl_pin_new ("mail.example.org", other_key, 8);
  g_autoptr (SlAccount) copy = NULL;

  g_assert_null (sl_account_find_pin (account, "mail.example.org"));
  sl_account_set_pin (account, pin);
  g_assert_cmpstr (sl_account_find_pin (account, "mail.example.org")->key, !=, key);
  g_assert_null (sl_account_find_fault (account));
  sl_account_set_pin (account, renewed);
  g_assert_cmpuint (account->pins->len, ==, 1);
  copy = sl_account_copy (account);
  g_assert_true (sl_account_remove_pin (account, "MAIL.example.org"));
  g_assert_false (sl_account_remove_pin (account, "mail.example.org"));
  g_assert_cmpstr (sl_account_find_pin (copy, "mail.example.org")->key, ==, other_key);
  g_assert_cmpint (sl_account_find_pin (copy, "mail.example.org")->accepted, ==, 8);
}

static void
test_pin_words (void)
{
  g_autofree char *words = sl_pin_key_to_words ("0123456789abcdef01");

  g_assert_cmpstr (words, ==, "0123 4567 89ab cdef 01");
  g_assert_false (sl_pin_key_is_valid (NULL));
  g_assert_false (sl_pin_key_is_valid ("0123"));
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *address;
    gboolean    good;
  } cases[] = {
    { "ann@example.org", TRUE },    { "ann+mail@example.org", TRUE },
    { "müller@example.org", TRUE }, { "ann", FALSE },
    { "@example.org", FALSE },      { "ann@", FALSE },
    { "ann@b@example.org", FALSE }, { "ann @example.org", FALSE },
    { "<ann@example.org>", FALSE }, { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlAccount) account = sl_account_new ("work", "Work");

      account->address = g_strdup (cases[i].address);
      g_assert_true ((sl_account_find_fault (account) == NULL) == cases[i].good);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/account/ids", test_ids);
  g_test_add_func ("/core/account/signin-server", test_signs_in_where_a_user_is_named);
  g_test_add_func ("/core/account/copy", test_copy_is_independent);
  g_test_add_func ("/core/account/addresses", test_addresses);
  g_test_add_func ("/core/account/pins", test_pins);
  g_test_add_func ("/core/account/pin-words", test_pin_words);
  return g_test_run ();
}
