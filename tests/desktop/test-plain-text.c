/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain-text.h"

static void
test_nothing_can_be_taken_for_markup (void)
{
  static const struct
  {
    const char *text;
    guint       limit;
    const char *plain;
  } cases[] = {
    { "Outlook works again.", 180, "Outlook works again." },
    { "AT&T <down>", 180, "AT and T ‹down›" },
    { "ham & eggs", 180, "ham and eggs" },
    { "&", 180, "and" },
    { "<b>x</b> &amp;", 180, "‹b›x‹/b› and amp;" },
    { "line\nline\a\033[1m", 180, "line\nline[1m" },
    { "one\u2028two\u2029three", 180, "one\ntwo\nthree" },
    { "\u202eknab\u202c \u2066x\u2069", 180, "knab x" },
    { "\u05d3\u05d5\u05d0\u05e8\u200f (a)", 180, "\u05d3\u05d5\u05d0\u05e8\u200f (a)" },
    { "broken \xff byte", 180, "broken \xef\xbf\xbd byte" },
    { "äöü äöü", 5, "äöü…" },
    { "abcdef", 6, "abcdef" },
    { "abcdefg", 6, "abcde…" },
    { "", 1, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = sl_plain_text (cases[i].text, cases[i].limit);

      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desktop/plain-text/no-markup", test_nothing_can_be_taken_for_markup);
  return g_test_run ();
}
