/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lint.h"

#include <string.h>

#define NOW 1795424400 /* 2026-11-23T09:00:00Z */

typedef struct
{
  const char *name;
  const char *plan;
  const char *findings; /* kind:account:channel, in order */
} Case;

#define PHONE                                                                                      \
  "{\"id\": \"bridge\", \"address\": \"tel:+4930\", \"instructions\": \"Call.\","                  \
  " \"people\": [\"Team\"],"                                                                       \
  " \"last_practised\": \"2026-11-01T00:00:00Z\"}"

static const Case cases[] = {
  { "empty", "{}", "" },
  { "fine",
    "{\"accounts\": [{\"id\": \"work\", \"address\": \"ann@outlook.com\"}], \"channels\": [" PHONE
    "]}",
    "" },
  { "no-channel", "{\"accounts\": [{\"id\": \"work\"}]}", "no-channel:work:" },
  { "none-chosen",
    "{\"accounts\": [{\"id\": \"work\", \"channels\": []}], \"channels\": [" PHONE "]}",
    "no-channel:work:" },
  { "all-share-fate",
    "{\"accounts\": [{\"id\": \"work\", \"address\": \"ann@outlook.com\", \"instructions\": "
    "\"x\"}],"
    " \"channels\": [{\"id\": \"teams\", \"address\": \"https://teams.microsoft.com/1\","
    " \"people\": [\"Team\"],"
    " \"last_practised\": \"2026-11-01T00:00:00Z\"}]}",
    "all-share-fate:work: nothing-offline:work:" },
  { "same-mail-host",
    "{\"accounts\": [{\"id\": \"work\", \"address\": \"ann@example.org\"}],"
    " \"channels\": [" PHONE ", {\"id\": \"help\", \"address\": \"mailto:help@example.org\","
    " \"last_practised\": \"2026-11-01T00:00:00Z\"}]}",
    "same-mail-host:work:help" },
  { "same-mail-host-by-name",
    "{\"accounts\": [{\"id\": \"work\", \"address\": \"ann@example.com\","
    " \"servers\": [\"imaps://ann@mail.example.org\"]}],"
    " \"channels\": [" PHONE ", {\"id\": \"help\", \"address\": \"help@example.org\","
    " \"kind\": \"mail\", \"last_practised\": \"2026-11-01T00:00:00Z\"}]}",
    "same-mail-host:work:help address-not-openable::help" },
  { "same-mail-host-of-another-account",
    "{\"accounts\": [{\"id\": \"work\", \"address\": \"ann@example.com\","
    " \"servers\": [\"imaps://ann@mail.example.net\"]}, {\"id\": \"club\","
    " \"address\": \"club@example.org\", \"channels\": [\"bridge\"],"
    " \"servers\": [\"imaps://club@MAIL.example.net\"]}],"
    " \"channels\": [" PHONE ", {\"id\": \"help\", \"address\": \"mailto:Club@example.org\","
    " \"last_practised\": \"2026-11-01T00:00:00Z\"}]}",
    "same-mail-host:work:help" },
  { "contacts-only-in-mail",
    "{\"accounts\": [{\"id\": \"work\", \"instructions\": \"x\"}], \"channels\": [{\"id\":"
    " \"bridge\", \"address\": \"tel:+4930\", \"people\": [],"
    " \"last_practised\": \"2026-11-01T00:00:00Z\"}]}",
    "contacts-only-in-mail:work:bridge" },
  { "no-instructions",
    "{\"accounts\": [{\"id\": \"work\"}], \"channels\": [{\"id\": \"bridge\", \"people\": "
    "[\"Team\"],"
    " \"address\": \"tel:+4930\", \"last_practised\": \"2026-11-01T00:00:00Z\"}]}",
    "no-instructions:work:" },
  { "practised-90-days-ago",
    "{\"channels\": [{\"id\": \"bridge\", \"address\": \"tel:+4930\","
    " \"last_practised\": \"2026-08-25T09:00:00Z\"}]}",
    "" },
  { "practised-91-days-ago",
    "{\"channels\": [{\"id\": \"bridge\", \"address\": \"tel:+4930\","
    " \"last_practised\": \"2026-08-24T09:00:00Z\"}]}",
    "not-practised::bridge" },
  { "never-practised-not-openable",
    "{\"channels\": [{\"id\": \"bridge\", \"address\": \"+49 30 1234\"},"
    " {\"id\": \"room\", \"address\": \"Room 4\"}]}",
    "address-not-openable::bridge not-practised::bridge not-practised::room" },
  { "unknown-names",
    "{\"accounts\": [{\"id\": \"work\", \"provider\": \"nonexistent\","
    " \"channels\": [\"gone\", \"bridge\"]}], \"channels\": [" PHONE "]}",
    "unknown-channel:work: unknown-provider:work:" },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (expected->plan, -1, NULL);
  g_autoptr (GPtrArray) findings = sl_plan_lint (plan, catalogue, NOW);
  GString         *found = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const SlLintFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (found, "%s%s:%s:%s", i > 0 ? " " : "",
                              sl_lint_kind_to_nick (finding->kind),
                              finding->account != NULL ? finding->account : "",
                              finding->channel != NULL ? finding->channel : "");
      g_assert_true (g_str_has_suffix (finding->text, "."));
      g_assert_null (strchr (finding->text, '\n'));
    }
  text = g_string_free (found, FALSE);
  g_assert_cmpstr (text, ==, expected->findings);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/lint/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
