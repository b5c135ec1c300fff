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
test_tenant_takes_its_place (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlProvider) provider = sl_provider_new_from_json (
      "id",
      "{\"name\": \"I\", \"kinds\": [\"identity\"], \"oauth2\": {\"authorize_url\":"
      " \"https://id.example.org/{tenant}/a\", \"token_url\": \"https://id.example.org/{tenant}/t\","
      " \"scopes\": [\"mail\", \"offline\"], \"tenant\": \"common\", \"redirect_host\":"
      " \"localhost\", \"parameters\": {\"prompt\": \"consent\"}, \"client\": \"nobody\"}}",
      -1, &error);
  g_autofree char *usual = NULL;
  g_autofree char *own = NULL;
  g_autofree char *trick = NULL;

  g_assert_no_error (error);
  usual = sl_oauth2_fill_url (provider->oauth2, provider->oauth2->token_url, NULL);
  own = sl_oauth2_fill_url (provider->oauth2, provider->oauth2->token_url, "example.org");
  trick = sl_oauth2_fill_url (provider->oauth2, provider->oauth2->token_url, "../evil?");
  g_assert_cmpstr (usual, ==, "https://id.example.org/common/t");
  g_assert_cmpstr (own, ==, "https://id.example.org/example.org/t");
  g_assert_cmpstr (trick, ==, usual);
  g_assert_cmpstr (provider->oauth2->redirect_host, ==, "localhost");
  g_assert_cmpstr (provider->oauth2->parameters[1], ==, "consent");
  g_assert_null (sl_oauth2_get_built_in_client_id (provider->oauth2));
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
#define OAUTH2(url, more)                                                                          \
  "\"oauth2\": {\"authorize_url\": \"" url                                                          \
  "\", \"token_url\": \"https://id.example.org/t\", \"scopes\": [\"mail\"]" more "}"
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
    { START "\"oauth2\": []}", "oauth2" },
    { START "\"oauth2\": {}}", "oauth2.authorize_url" },
    { START OAUTH2 ("http://id.example.org/a", "") "}", "oauth2.authorize_url" },
    { START OAUTH2 ("https://ann@id.example.org/a", "") "}", "oauth2.authorize_url" },
    { START OAUTH2 ("https://{tenant}.example.org/a", ", \"tenant\": \"x\"") "}",
      "oauth2.authorize_url" },
    { START OAUTH2 ("https://id.example.org/{tenant}/a", "") "}", "oauth2.tenant" },
    { START OAUTH2 ("https://id.example.org/a", ", \"tenant\": \"x\"") "}", "oauth2.tenant" },
    { START OAUTH2 ("https://id.example.org/a", ", \"redirect_host\": \"example.org\"") "}",
      "oauth2.redirect_host" },
    { START OAUTH2 ("https://id.example.org/a", ", \"parameters\": {\"a\": 1}") "}",
      "oauth2.parameters" },
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
  g_test_add_func ("/core/provider/tenant", test_tenant_takes_its_place);
  g_test_add_func ("/core/provider/everything-is-read", test_everything_is_read);
  g_test_add_func ("/core/provider/absent-is-empty", test_absent_is_empty);
  g_test_add_func ("/core/provider/mistakes-are-named", test_mistakes_are_named);
  g_test_add_func ("/core/provider/file-names", test_ids_come_from_file_names);
  return g_test_run ();
}
