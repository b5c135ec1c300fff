/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *filled;
  const char *unknown; /* placeholder */
} Case;

static const Case cases[] = {
  { "plain", "Mail is down.", "Mail is down.", NULL },
  { "channel", "Reach me at {channel}.", "Reach me at Bridge (+49 30 1).", NULL },
  { "all", "{account} {address} {provider} {name} {since}",
    "Work ann@example.org Outlook {account} 09:12", NULL },
  { "twice", "{since}{since}", "09:1209:12", NULL },
  { "misspelt", "{chanel} {channel}", "{chanel} Bridge (+49 30 1)", "{chanel}" },
  { "no-word", "{} { channel } {Channel} {", "{} { channel } {Channel} {", NULL },
  { "nested", "{{since}}", "{09:12}", NULL },
  { "end", "a{since", "a{since", NULL },
  { "letters", "Zürich → {account}", "Zürich → Work", NULL },
};

static void
test_case (gconstpointer data)
{
  static const SlTemplateValues values = { .channel = "Bridge (+49 30 1)",
                                           .account = "Work",
                                           .address = "ann@example.org",
                                           .provider = "Outlook",
                                           .name = "{account}",
                                           .since = "09:12" };
  const Case                   *expected = data;
  g_autofree char              *filled = sl_template_fill (expected->text, &values);
  g_autofree char              *unknown = sl_template_find_unknown_placeholder (expected->text);

  g_assert_cmpstr (filled, ==, expected->filled);
  g_assert_cmpstr (unknown, ==, expected->unknown);
}

static void
test_missing_value (void)
{
  static const SlTemplateValues values = { NULL };
  g_autofree char              *filled = sl_template_fill ("Since {since}.", &values);

  g_assert_cmpstr (filled, ==, "Since {since}.");
}

static void
test_default (void)
{
  g_autoptr (GPtrArray) list = sl_template_list_default ();

  g_assert_cmpint (list->len, >, 0);
  for (guint i = 0; i < list->len; i++)
    {
      const SlTemplate *template = g_ptr_array_index (list, i);

      g_assert_null (sl_template_find_fault (template));
      g_assert_null (sl_template_find_unknown_placeholder (template->text));
    }
}

static void
assert_fault (const char *id, const char *name, const char *text, gboolean is_fault)
{
  g_autoptr (SlTemplate) template = sl_template_new (id, name, text);

  g_assert_cmpint (sl_template_find_fault (template) != NULL, ==, is_fault);
}

static void
test_faults (void)
{
  g_autofree char *long_text = g_strnfill (SL_TEMPLATE_MAX_BYTES + 1, 'a');

  assert_fault ("a", "A", "two\nlines", FALSE);
  assert_fault ("A b", "A", "text", TRUE);
  assert_fault ("a", "", "text", TRUE);
  assert_fault ("a", NULL, "text", TRUE);
  assert_fault ("a", "two\nlines", "text", TRUE);
  assert_fault ("a", "A", "", TRUE);
  assert_fault ("a", "A", "\033[1m", TRUE);
  assert_fault ("a", "A", long_text + 1, FALSE);
  assert_fault ("a", "A", long_text, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/template/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/core/template/missing-value-stays-to-be-seen", test_missing_value);
  g_test_add_func ("/core/template/default", test_default);
  g_test_add_func ("/core/template/faults", test_faults);
  return g_test_run ();
}
