/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "own-providers.h"
#include "status-page.h"
#include "temporary-folder.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const parts[] = { "mail00000001", "Sign-in", NULL };
static const char *const no_parts[] = { NULL };

static SlStatusPage *
create_page (const char *id, const char *const *components)
{
  return sl_status_page_new (id, "Example", "https://status.example.org/api/v2/summary.json",
                             "https://status.example.org/", components);
}

static void
save (const char *id, const char *const *components)
{
  g_autoptr (SlStatusPage) page = create_page (id, components);
  g_autoptr (GError) error = NULL;
  gboolean saved = sl_status_page_save (page, &error);

  g_assert_no_error (error);
  g_assert_true (saved);
}

static void
remove_file (const char *id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_own_providers_remove (id, &error));
  g_assert_no_error (error);
}

static void
test_comes_back_as_it_was (void)
{
  g_autoptr (SlProviderCatalogue) catalogue = NULL;
  g_autoptr (SlStatusPage) page = NULL;
  SlProvider *provider;

  save ("example", parts);
  catalogue = sl_provider_catalogue_new_default ();
  g_assert_null (sl_provider_catalogue_get_warnings (catalogue)[0]);
  page = sl_status_page_load (catalogue, "example");
  g_assert_nonnull (page);
  g_assert_cmpstr (page->name, ==, "Example");
  g_assert_cmpstr (page->url, ==, "https://status.example.org/api/v2/summary.json");
  g_assert_cmpstr (page->page_url, ==, "https://status.example.org/");
  g_assert_cmpstrv (page->components, parts);
  provider = sl_provider_catalogue_lookup (catalogue, "example");
  g_assert_cmpstr (((SlProviderFeed *) provider->feeds->pdata[0])->platform, ==, "auto");
  remove_file ("example");
}

/* One catalogue lives through all of it, as that of the service does. */
static void
test_catalogue_follows (void)
{
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  SlProvider *first;

  save ("example", parts);
  sl_provider_catalogue_take_new_files (catalogue);
  first = sl_provider_catalogue_lookup (catalogue, "example");
  g_assert_nonnull (first);
  sl_provider_catalogue_take_new_files (catalogue);
  g_assert_true (sl_provider_catalogue_lookup (catalogue, "example") == first);

  save ("example", no_parts);
  sl_provider_catalogue_take_new_files (catalogue);
  g_assert_true (sl_provider_catalogue_lookup (catalogue, "example") != first);

  save ("posteo", parts);
  sl_provider_catalogue_take_new_files (catalogue);
  g_assert_null (sl_provider_catalogue_lookup_address (catalogue, "ann@posteo.de"));
  remove_file ("posteo");
  remove_file ("example");
  sl_provider_catalogue_take_new_files (catalogue);
  g_assert_null (sl_provider_catalogue_lookup (catalogue, "example"));
  g_assert_cmpstr (sl_provider_catalogue_lookup (catalogue, "posteo")->name, ==, "Posteo");
  g_assert_nonnull (sl_provider_catalogue_lookup_address (catalogue, "ann@posteo.de"));
}

static void
test_keeps_what_else_is_in_the_file (void)
{
  g_autofree char *path = sl_own_providers_get_path ("example");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  save ("example", parts);
  g_file_set_contents (path,
                       "{\"name\": \"Old\", \"kinds\": [\"chat\"], \"notes\": \"Mine <kept>.\", "
                       "\"depends\": [\"example-line\"]}",
                       -1, &error);
  g_assert_no_error (error);
  save ("example", no_parts);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "Mine <kept>."));
  g_assert_nonnull (strstr (text, "example-line"));
  g_assert_nonnull (strstr (text, "chat"));
  g_assert_null (strstr (text, "Old"));
  remove_file ("example");
}

/* What was made by hand into more than a page is not offered as one. */
static void
test_more_than_a_page_is_left_alone (void)
{
  static const char *const texts[] = {
    "{\"name\": \"A\", \"kinds\": [\"mail\"], \"servers\": [\"imaps://imap.example.org\"], "
    "\"feeds\": [{\"platform\": \"auto\", \"url\": \"https://status.example.org\"}]}",
    "{\"name\": \"A\", \"kinds\": [\"mail\"]}",
    "{\"name\": \"A\", \"kinds\": [\"mail\"], \"feeds\": [{\"platform\": \"auto\", \"url\": "
    "\"https://status.example.org\", \"identity_components\": [\"a\"]}]}",
  };
  g_autofree char *path = sl_own_providers_get_path ("example");

  save ("example", parts);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SlProviderCatalogue) catalogue = NULL;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      catalogue = sl_provider_catalogue_new_default ();
      g_assert_nonnull (sl_provider_catalogue_lookup (catalogue, "example"));
      g_assert_null (sl_status_page_load (catalogue, "example"));
    }
  remove_file ("example");
  {
    g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();

    g_assert_null (sl_status_page_load (catalogue, "posteo"));
    g_assert_null (sl_status_page_load (catalogue, "../example"));
  }
}

static void
test_refuses_what_the_schema_does_not_allow (void)
{
  g_autoptr (SlStatusPage) plain
      = sl_status_page_new ("example", "Example", "http://status.example.org/summary.json",
                            "https://status.example.org/", no_parts);
  g_autoptr (SlStatusPage) nameless = create_page ("example", no_parts);
  g_autoptr (SlStatusPage) elsewhere = create_page ("../example", no_parts);
  SlStatusPage *pages[] = { plain, nameless, elsewhere };

  nameless->name[0] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (sl_status_page_save (pages[i], &error));
      g_assert_error (error, SL_PROVIDER_ERROR, SL_PROVIDER_ERROR_VALUE);
      g_assert_false (sl_own_providers_has ("example"));
    }
}

static void
test_says_why_it_cannot_write (void)
{
  g_autofree char *folder = sl_own_providers_get_folder ();
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autoptr (SlStatusPage) page = create_page ("example", no_parts);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (parent, 0700);
  /* A file where the folder should be stops root, too. */
  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_assert_false (sl_status_page_save (page, &error));
  g_assert_error (error, SL_PROVIDER_ERROR, SL_PROVIDER_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "example.json"));
  g_unlink (folder);
}

int
main (int argc, char *argv[])
{
  char *folder = temporary_folder_isolate ();
  int   status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/status-page/comes-back-as-it-was", test_comes_back_as_it_was);
  g_test_add_func ("/core/status-page/catalogue-follows", test_catalogue_follows);
  g_test_add_func ("/core/status-page/keeps-what-else-is-there",
                   test_keeps_what_else_is_in_the_file);
  g_test_add_func ("/core/status-page/more-than-a-page", test_more_than_a_page_is_left_alone);
  g_test_add_func ("/core/status-page/schema", test_refuses_what_the_schema_does_not_allow);
  g_test_add_func ("/core/status-page/cannot-write", test_says_why_it_cannot_write);
  status = g_test_run ();
  temporary_folder_remove (folder);
  return status;
}
