/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sentence.h"

static const struct
{
  const char *text;
  const char *sentence;
} rows[] = {
  { "", "" },
  { "It is full.", "It is full." },
  { "make sure that the disk is not full", "make sure that the disk is not full." },
  { "a copy is kept as “plan.json”", "a copy is kept as “plan.json”." },
  { "eine Kopie liegt in „plan.json“", "eine Kopie liegt in „plan.json“." },
  { "it has no end (yet)", "it has no end (yet)." },
  { "of the characters a-z, 0-9 and -", "of the characters a-z, 0-9 and -." },
  { "it must begin with https://", "it must begin with https://." },
  { "it goes on…", "it goes on…" },
  { "once more?", "once more?" },
  { "磁盘已满。", "磁盘已满。" },
};

static void
test_a_sentence_has_one_end (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sentence = sl_sentence_end (rows[i].text);

      g_assert_cmpstr (sentence, ==, rows[i].sentence);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/sentence/end", test_a_sentence_has_one_end);
  return g_test_run ();
}
