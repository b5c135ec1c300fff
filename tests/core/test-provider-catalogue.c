/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provider-catalogue.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char                *folder;
  SlProviderCatalogue *catalogue;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("catalogue-XXXXXX", NULL);
  fixture->catalogue = sl_provider_catalogue_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_clear_object (&fixture->catalogue);
}

static void
put (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static guint
load (Fixture *fixture)
{
  return sl_provider_catalogue_add_directory (fixture->catalogue, fixture->folder);
}

static const char *
id_of (const SlProvider *provider)
{
  return provider != NULL ? provider->id : NULL;
}

static void
test_broken_files_hide_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char   *large = g_strnfill (300 * 1024, ' ');
  g_autofree char   *deep = g_strnfill (200000, '[');
  const char *const *warnings;

  put (fixture, "good.json", "{\"name\": \"Good\", \"kinds\": [\"mail\"]}");
  put (fixture, "half.json", "{\"name\": ");
  put (fixture, "large.json", large);
  put (fixture, "deep.json", deep);
  put (fixture, "empty.json", "");
  put (fixture, "Bad Name.json", "{\"name\": \"Bad\", \"kinds\": [\"mail\"]}");
  put (fixture, ".hidden.json", "{");
  put (fixture, "notes.txt", "not a provider");
  g_assert_cmpuint (load (fixture), ==, 1);
  g_assert_nonnull (sl_provider_catalogue_lookup (fixture->catalogue, "good"));
  warnings = sl_provider_catalogue_get_warnings (fixture->catalogue);
  g_assert_cmpuint (g_strv_length ((char **) warnings), ==, 5);
  g_assert_nonnull (strstr (warnings[0], "Bad Name.json"));
  for (guint i = 0; warnings[i] != NULL; i++)
    g_assert_null (strchr (warnings[i], '\n'));
}

static void
test_missing_folder_is_nothing (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (sl_provider_catalogue_add_directory (fixture->catalogue, "/nonexistent"), ==,
                    0);
  g_assert_null (sl_provider_catalogue_get_warnings (fixture->catalogue)[0]);
}

static void
test_own_file_takes_the_place (Fixture *fixture, gconstpointer data)
{
  put (fixture, "example.json",
       "{\"name\": \"Old\", \"kinds\": [\"mail\"], \"domains\": [\"example.org\", "
       "\"example.net\"]}");
  load (fixture);
  put (fixture, "example.json",
       "{\"name\": \"New\", \"kinds\": [\"mail\"], \"domains\": [\"example.com\", "
       "\"example.org\"]}");
  load (fixture);
  g_assert_cmpstr (sl_provider_catalogue_lookup (fixture->catalogue, "example")->name, ==, "New");
  g_assert_null (sl_provider_catalogue_lookup_address (fixture->catalogue, "ann@example.net"));
  g_assert_nonnull (sl_provider_catalogue_lookup_address (fixture->catalogue, "ann@example.org"));
}

static void
test_addresses (void)
{
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  static const struct
  {
    const char *address;
    const char *id;
  } cases[] = {
    { "ann@gmail.com", "gmail" },
    { "Ann@GMail.Com", "gmail" },
    { "ann@outlook.de", "outlook" },
    { "ann@hotmail.co.uk", "outlook" },
    { "ann@contoso.onmicrosoft.com", "microsoft-365" },
    { "ann@me.com", "icloud" },
    { "ann@yahoo.co.uk", "yahoo" },
    { "ann@gmx.at", "gmx" },
    { "ann@web.de", "web-de" },
    { "ann@posteo.net", "posteo" },
    { "\"a@b\"@t-online.de", "t-online" },
    { "ann@example.org", NULL },
    { "ann@notgmail.com", NULL },
    { "ann@gmail.com.example.org", NULL },
    { "ann", NULL },
    { "ann@", NULL },
    { "@", NULL },
    { "", NULL },
    { NULL, NULL },
    { "ann@\xff", NULL },
  };

  g_assert_null (sl_provider_catalogue_get_warnings (catalogue)[0]);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (id_of (sl_provider_catalogue_lookup_address (catalogue, cases[i].address)), ==,
                     cases[i].id);
}

static void
test_channels (void)
{
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  static const struct
  {
    const char *address;
    const char *provider;
    const char *id;
  } cases[] = {
    { "https://teams.microsoft.com/l/meetup-join/1", NULL, "teams" },
    { "https://meet.google.com/abc-defg-hij", NULL, "google-meet" },
    { "https://example.slack.com/archives/C1", NULL, "slack" },
    { "https://notslack.com/", NULL, NULL },
    { "https://us02web.zoom.us/j/1", NULL, "zoom" },
    { "HTTPS://T.ME/example", NULL, "telegram" },
    { "https://matrix.to/#/#team:matrix.org", NULL, "matrix-org" },
    { "https://matrix.to/#/#team:example.org", NULL, NULL },
    { "mailto:ann@gmail.com?subject=Help", NULL, "gmail" },
    { "ann@gmail.com", NULL, "gmail" },
    { "mailto:ann%40gmail.com", NULL, "gmail" },
    { "tel:+49301234567", NULL, NULL },
    { "Room 4", NULL, NULL },
    { "", NULL, NULL },
    { "tel:+49301234567", "zoom", "zoom" },
    { "https://t.me/example", "nonexistent", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlChannel) channel = sl_channel_new ("c", "C", SL_CHANNEL_OTHER, cases[i].address);

      channel->provider = g_strdup (cases[i].provider);
      g_assert_cmpstr (id_of (sl_provider_catalogue_lookup_channel (catalogue, channel)), ==,
                       cases[i].id);
    }
}

static void
test_shared_fate (void)
{
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  SlProvider *outlook = sl_provider_catalogue_lookup (catalogue, "outlook");
  SlProvider *teams = sl_provider_catalogue_lookup (catalogue, "teams");
  SlProvider *gmail = sl_provider_catalogue_lookup (catalogue, "gmail");

  g_assert_true (sl_provider_shares_fate (outlook, outlook));
  g_assert_true (sl_provider_shares_fate (outlook, teams));
  g_assert_false (sl_provider_shares_fate (outlook, gmail));
  g_assert_false (sl_provider_shares_fate (outlook, NULL));
  g_assert_false (sl_provider_shares_fate (NULL, NULL));
}

static void
test_list (void)
{
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  g_autoptr (GPtrArray) mail = sl_provider_catalogue_list (catalogue, "mail");
  g_autoptr (GPtrArray) all = sl_provider_catalogue_list (catalogue, NULL);

  g_assert_cmpuint (mail->len, >, 20);
  g_assert_cmpuint (all->len, >, mail->len);
  for (guint i = 1; i < mail->len; i++)
    {
      const SlProvider *before = g_ptr_array_index (mail, i - 1);
      const SlProvider *after = g_ptr_array_index (mail, i);

      g_assert_cmpint (g_utf8_collate (before->name, after->name), <=, 0);
    }
}

static const char *
token_url_of (Fixture *fixture, const char *id)
{
  const SlOAuth2 *oauth2 = sl_provider_catalogue_find_oauth2 (
      fixture->catalogue, sl_provider_catalogue_lookup (fixture->catalogue, id));

  return oauth2 != NULL ? oauth2->token_url : NULL;
}

/* Tokens come from the provider itself, or from whom it leaves sign-in to. */
static void
test_oauth2_is_found (Fixture *fixture, gconstpointer data)
{
#define PLACE(host)                                                                                \
  "\"oauth2\": {\"authorize_url\": \"https://" host "/a\", \"token_url\": \"https://" host        \
  "/t\", \"scopes\": [\"mail\"]}"
  put (fixture, "identity.json",
       "{\"name\": \"I\", \"kinds\": [\"identity\"], " PLACE ("id.example.org") "}");
  put (fixture, "own.json",
       "{\"name\": \"O\", \"kinds\": [\"mail\"], \"signin\": [\"oauth2\"],"
       " \"depends\": [\"identity\"], " PLACE ("own.example.org") "}");
  put (fixture, "mail.json",
       "{\"name\": \"M\", \"kinds\": [\"mail\"], \"signin\": [\"oauth2\"],"
       " \"depends\": [\"network\", \"identity\"]}");
  put (fixture, "old.json",
       "{\"name\": \"P\", \"kinds\": [\"mail\"], \"signin\": [\"password\"],"
       " \"depends\": [\"identity\"]}");
#undef PLACE
  g_assert_cmpint (load (fixture), ==, 4);
  g_assert_cmpstr (token_url_of (fixture, "own"), ==, "https://own.example.org/t");
  g_assert_cmpstr (token_url_of (fixture, "mail"), ==, "https://id.example.org/t");
  g_assert_null (token_url_of (fixture, "old"));
  g_assert_null (token_url_of (fixture, "nobody"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/core/provider-catalogue/broken-files-hide-nothing", Fixture, NULL, set_up,
              test_broken_files_hide_nothing, tear_down);
  g_test_add ("/core/provider-catalogue/missing-folder", Fixture, NULL, set_up,
              test_missing_folder_is_nothing, tear_down);
  g_test_add ("/core/provider-catalogue/own-file-takes-the-place", Fixture, NULL, set_up,
              test_own_file_takes_the_place, tear_down);
  g_test_add ("/core/provider-catalogue/oauth2", Fixture, NULL, set_up, test_oauth2_is_found, tear_down);
  g_test_add_func ("/core/provider-catalogue/addresses", test_addresses);
  g_test_add_func ("/core/provider-catalogue/channels", test_channels);
  g_test_add_func ("/core/provider-catalogue/shared-fate", test_shared_fate);
  g_test_add_func ("/core/provider-catalogue/list", test_list);
  return g_test_run ();
}
