/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provider.h"

#include <string.h>

static void
test_everything_is_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlProvider) provider = sl_provider_new_from_json (
      "example",
      "{\"name\": \"Example Mail\", \"kinds\": [\"mail\", \"chat\"], \"domains\": "
      "[\"example.org\"],"
      " \"mx\": [\"*.example.org\"], \"servers\": [\"imaps://imap.example.org\"],"
      " \"user_name\": \"local-part\", \"signin\": [\"app-password\"],"
      " \"feeds\": [{\"platform\": \"statuspage\", \"url\": \"https://status.example.org/s.json\","
      "   \"mail_components\": [\"Mail\"]},"
      "  {\"platform\": \"auto\", \"url\": \"http://127.0.0.1:8080/\"}],"
      " \"doors\": [\"https://www.example.org/\"], \"identity_doors\": "
      "[\"https://id.example.org/\"],"
      " \"depends\": [\"example-identity\"], \"address_patterns\": "
      "[\"https://chat.example.org/*\"],"
      " \"help\": {\"web-mail\": \"https://mail.example.org/\", \"later\": 7}, \"later\": {}}",
      -1, &error);
  const SlProviderFeed *feed;

  g_assert_no_error (error);
  g_assert_cmpstr (provider->id, ==, "example");
  g_assert_cmpstr (provider->name, ==, "Example Mail");
  g_assert_cmpstr (provider->kinds[1], ==, "chat");
  g_assert_cmpint (provider->servers->len, ==, 1);
  g_assert_cmpstr (provider->user_name, ==, "local-part");
  feed = g_ptr_array_index (provider->feeds, 0);
  g_assert_cmpstr (feed->mail_components[0], ==, "Mail");
  g_assert_nonnull (feed->identity_components);
  g_assert_null (feed->identity_components[0]);
  g_assert_cmpstr (g_hash_table_lookup (provider->help, "web-mail"), ==,
                   "https://mail.example.org/");
  g_assert_nonnull (provider->sources);
}

static void
test_absent_is_empty (void)
{
  g_autoptr (SlProvider) provider
      = sl_provider_new_from_json ("a", "{\"name\": \"A\", \"kinds\": [\"other\"]}", -1, NULL);

  g_assert_nonnull (provider);
  g_assert_cmpstr (provider->user_name, ==, "address");
  g_assert_null (provider->domains[0]);
  g_assert_null (provider->signin[0]);
  g_assert_null (provider->depends[0]);
  g_assert_cmpint (provider->feeds->len, ==, 0);
}

static void
test_mistakes_are_named (void)
{
#define START "{\"name\": \"A\", \"kinds\": [\"mail\"], "
  static const struct
  {
    const char *text;
    const char *place;
  } cases[] = {
    { "", "empty" },
    { "[]", "curly" },
    { "{\"kinds\": [\"mail\"]}", "name" },
    { "{\"name\": \"A\"}", "kinds" },
    { "{\"name\": \"A\", \"kinds\": []}", "kinds" },
    { "{\"name\": \"A\", \"kinds\": [\"pigeon\"]}", "kinds" },
    { "{\"name\": \"A\", \"kinds\": \"mail\"}", "kinds" },
    { START "\"domains\": \"example.org\"}", "domains" },
    { START "\"domains\": [1]}", "domains[0]" },
    { START "\"servers\": [\"http://example.org\"]}", "servers" },
    { START "\"servers\": [\"imaps://ann@example.org\"]}", "servers" },
    { START "\"user_name\": \"both\"}", "user_name" },
    { START "\"signin\": [\"magic\"]}", "signin" },
    { START "\"feeds\": [7]}", "feeds[0]" },
    { START "\"feeds\": [{\"url\": \"https://example.org\"}]}", "feeds[0].platform" },
    { START "\"feeds\": [{\"platform\": \"auto\"}]}", "feeds[0].url" },
    { START "\"feeds\": [{\"platform\": \"auto\", \"url\": \"http://example.org\"}]}",
      "feeds[0].url" },
    { START "\"feeds\": [{\"platform\": \"auto\", \"url\": \"file:///etc/passwd\"}]}",
      "feeds[0].url" },
    { START "\"doors\": [\"https://\"]}", "doors" },
    { START "\"doors\": [\"https://ann:pw@example.org\"]}", "doors" },
    { START "\"depends\": [\"A B\"]}", "depends" },
    { START "\"help\": []}", "help" },
    { START "\"help\": {\"web-mail\": \"javascript:alert(1)\"}}", "help.web-mail" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sl_provider_new_from_json ("a", cases[i].text, -1, &error));
      g_assert_nonnull (error);
      g_assert_cmpint (error->domain, ==, SL_PROVIDER_ERROR);
      g_assert_nonnull (strstr (error->message, cases[i].place));
      g_assert_null (strchr (error->message, '\n'));
    }
}

static void
test_ids_come_from_file_names (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sl_provider_new_from_json (
      "My Provider", "{\"name\": \"A\", \"kinds\": [\"mail\"]}", -1, &error));
  g_assert_error (error, SL_PROVIDER_ERROR, SL_PROVIDER_ERROR_VALUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/provider/everything-is-read", test_everything_is_read);
  g_test_add_func ("/core/provider/absent-is-empty", test_absent_is_empty);
  g_test_add_func ("/core/provider/mistakes-are-named", test_mistakes_are_named);
  g_test_add_func ("/core/provider/file-names", test_ids_come_from_file_names);
  return g_test_run ();
}
