/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "status-page.h"

#include "bounded-file.h"
#include "json-getters.h"
#include "json-setters.h"
#include "json-text.h"
#include "own-providers.h"

/* {"name", "kinds": ["other"], "feeds": [{"platform": "auto", "url", "mail_components": ["…"]}],
 * "help": {"status-page": "https://…"}, "sources": ["…"]}; a sample: tests/core/test-status-page.c.
 * The platform is found out anew at every reading, because pages move from one to another. */
#define PLATFORM "auto"

/**
 * sl_status_page_new:
 * @id: the provider's id
 * @name: for people
 * @url: where its feed is
 * @page_url: where people read it
 * @components: (array zero-terminated=1): ids or names of the parts that matter
 *
 * Returns: (transfer full): a page
 */
SlStatusPage *
sl_status_page_new (const char        *id,
                    const char        *name,
                    const char        *url,
                    const char        *page_url,
                    const char *const *components)
{
  SlStatusPage *page = g_new0 (SlStatusPage, 1);

  page->id = g_strdup (id);
  page->name = g_strdup (name);
  page->url = g_strdup (url);
  page->page_url = g_strdup (page_url);
  page->components = g_strdupv ((char **) components);
  return page;
}

/**
 * sl_status_page_free:
 * @page: (transfer full) (nullable): a page
 */
void
sl_status_page_free (SlStatusPage *page)
{
  if (page == NULL)
    return;
  g_free (page->id);
  g_free (page->name);
  g_free (page->url);
  g_free (page->page_url);
  g_strfreev (page->components);
  g_free (page);
}

/* Whether somebody made more of the file by hand than a page has: then it is theirs to edit. */
static gboolean
holds_only_a_page (const SlProvider *provider)
{
  const SlProviderFeed *feed = provider->feeds->len == 1 ? provider->feeds->pdata[0] : NULL;

  return feed != NULL && feed->identity_components[0] == NULL && provider->servers->len == 0
         && provider->domains[0] == NULL && provider->mx[0] == NULL && provider->doors[0] == NULL
         && provider->identity_doors[0] == NULL;
}

/**
 * sl_status_page_make_id:
 * @plan: the plan that gets an account for the page
 * @catalogue: the providers, of which the page becomes one
 * @name: its name
 *
 * Returns: (transfer full): an id that is new in the plan, and new among the providers: nothing
 * that came with the program is hidden
 */
char *
sl_status_page_make_id (SlPlan *plan, SlProviderCatalogue *catalogue, const char *name)
{
  char *id = sl_plan_make_id (plan, name);

  for (guint number = 2; sl_provider_catalogue_lookup (catalogue, id) != NULL; number++)
    {
      g_autofree char *numbered = g_strdup_printf ("%s %u", name, number);

      g_free (id);
      id = sl_plan_make_id (plan, numbered);
    }
  return id;
}

/**
 * sl_status_page_load:
 * @catalogue: the providers
 * @id: a provider's id
 *
 * Returns: (transfer full) (nullable): the page that the user's own file for this provider
 * describes; %NULL if there is none, or it holds more
 */
SlStatusPage *
sl_status_page_load (SlProviderCatalogue *catalogue, const char *id)
{
  SlProvider           *provider = sl_provider_catalogue_lookup (catalogue, id);
  const SlProviderFeed *feed;
  const char           *page_url;

  if (provider == NULL || !holds_only_a_page (provider) || !sl_own_providers_has (id))
    return NULL;
  feed = provider->feeds->pdata[0];
  page_url = g_hash_table_lookup (provider->help, "status-page");
  return sl_status_page_new (id, provider->name, feed->url, page_url != NULL ? page_url : feed->url,
                             (const char *const *) feed->mail_components);
}

/* What is in the file already, such as a note, stays. */
static JsonObject *
load_members (const char *id)
{
  g_autofree char *path = sl_own_providers_get_path (id);
  g_autoptr (GBytes) content = sl_bounded_file_read (path, SL_PROVIDER_MAX_FILE_BYTES, NULL);
  g_autoptr (JsonNode) root = NULL;

  if (content != NULL)
    root = sl_json_parse (g_bytes_get_data (content, NULL), g_bytes_get_size (content), NULL);
  if (sl_json_get_root (root) != NULL)
    return json_node_dup_object (root);
  return json_object_new ();
}

static JsonArray *
create_feeds (const SlStatusPage *page)
{
  JsonArray  *feeds = json_array_new ();
  JsonObject *feed = json_object_new ();

  json_object_set_string_member (feed, "platform", PLATFORM);
  json_object_set_string_member (feed, "url", page->url);
  sl_json_set_texts (feed, "mail_components", page->components);
  json_array_add_object_element (feeds, feed);
  return feeds;
}

static void
set_help (JsonObject *members, const SlStatusPage *page)
{
  JsonObject *help = json_object_new ();

  json_object_set_string_member (help, "status-page", page->page_url);
  json_object_set_object_member (members, "help", help);
}

static char *
to_json (const SlStatusPage *page)
{
  g_autoptr (JsonObject) members = load_members (page->id);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (members, "name", page->name);
  if (!json_object_has_member (members, "kinds"))
    sl_json_set_texts (members, "kinds", (char *[]){ "other", NULL });
  json_object_set_array_member (members, "feeds", create_feeds (page));
  set_help (members, page);
  if (!json_object_has_member (members, "sources"))
    sl_json_set_texts (members, "sources", (char *[]){ "chosen in the window", NULL });
  json_node_set_object (root, members);
  return json_to_string (root, TRUE);
}

/**
 * sl_status_page_save:
 * @page: a page
 * @error: set to an #SlProviderError, one sentence
 *
 * Writes the page to the user's own provider file of that id, as a whole or not at all. What else
 * somebody wrote into that file stays.
 *
 * Returns: whether it is on disk
 */
gboolean
sl_status_page_save (const SlStatusPage *page, GError **error)
{
  g_autofree char *text = to_json (page);

  return sl_own_providers_write (page->id, text, error);
}
