/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-text.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *said;
  const char *shown;
} Case;

static const Case cases[] = {
  { "as-it-is", "Authentication failed.", "Authentication failed." },
  { "other-languages", "Ungültig 密码错误", "Ungültig 密码错误" },
  { "one-line", " two\r\n\tlines \n", "two lines" },
  { "no-control-characters", "a\033[31mb\007c\177d", "a [31mb c d" },
  { "no-change-of-direction", "safe\342\200\256exe.txt\342\201\251", "safe exe.txt" },
  { "broken-utf-8", "caf\351 au lait", "caf\357\277\275 au lait" },
  { "nothing-left", " \r\n\001 ", NULL },
  { "nothing-said", NULL, NULL },
  { "secret-repeated", "wrong: Sturmlaterne-7, Sturmlaterne-7.", "wrong: •••, •••." },
};

static void
test_case (gconstpointer data)
{
  const Case *checked = data;
  g_autoptr (SlSecret) secret = sl_secret_new ("Sturmlaterne-7", -1);
  g_autofree char *shown = sl_server_text_clean (checked->said, secret);

  g_assert_cmpstr (shown, ==, checked->shown);
}

static void
test_never_too_long (void)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autofree char *shown = NULL;

  for (int i = 0; i < 10000; i++)
    g_string_append (said, "ä");
  shown = sl_server_text_clean (said->str, NULL);
  g_assert_cmpuint (strlen (shown), ==, SL_SERVER_TEXT_MAX_BYTES);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signin/server-text/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/signin/server-text/never-too-long", test_never_too_long);
  return g_test_run ();
}
