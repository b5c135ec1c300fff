/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "plan-watch-page.h"

#include "feed-address.h"
#include "feed-probe.h"
#include "feed-reader.h"
#include "own-providers.h"
#include "status-page.h"

#include <glib/gi18n-lib.h>

/* So many names of parts help; more would be a wall. */
#define MAX_NAMED_PARTS 12

typedef struct
{
  SlFeedFind *find;
  GError     *error;
  gboolean    done;
} Answer;

static void
on_probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->find = sl_feed_probe_finish (result, &answer->error);
  answer->done = TRUE;
}

static SlFeedFind *
find_feed (const char *url, GError **error)
{
  g_autoptr (SlFeedFetcher) fetcher = sl_feed_fetcher_new ();
  g_autoptr (GUri) address = sl_feed_address_parse (url, error);
  Answer answer = { NULL, NULL, FALSE };

  if (address == NULL)
    return NULL;
  sl_feed_probe_async (fetcher, url, NULL, on_probed, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  if (answer.find == NULL)
    g_propagate_error (error, answer.error);
  return answer.find;
}

static gboolean
has_part (const SlHealth *health, const char *wanted)
{
  for (guint i = 0; i < health->components->len; i++)
    {
      const SlHealthComponent *part = g_ptr_array_index (health->components, i);

      if (g_strcmp0 (part->id, wanted) == 0 || g_strcmp0 (part->name, wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

static char *
join_parts (const SlHealth *health)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < MIN (health->components->len, MAX_NAMED_PARTS); i++)
    g_strv_builder_add (names, ((const SlHealthComponent *) health->components->pdata[i])->name);
  if (health->components->len > MAX_NAMED_PARTS)
    g_strv_builder_add (names, "…");
  list = g_strv_builder_end (names);
  return g_strjoinv (", ", list);
}

/* A part that is not there would be unknown for ever. */
static gboolean
are_parts_there (const SlHealth *health, const char *const *components, GError **error)
{
  for (guint i = 0; components != NULL && components[i] != NULL; i++)
    {
      g_autofree char *parts = NULL;

      if (has_part (health, components[i]))
        continue;
      parts = join_parts (health);
      g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE,
                   /* Translators: the first %s was typed, the second is a list of names */
                   _ ("The page has no part “%s”; it has %s."), components[i], parts);
      return FALSE;
    }
  return TRUE;
}

static char *
choose_name (const char *name, const SlHealth *health, const char *url)
{
  g_autoptr (GUri) address = NULL;

  if (name != NULL)
    return g_strdup (name);
  if (health->page != NULL && *health->page != '\0')
    return g_strdup (health->page);
  address = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  return g_strdup (address != NULL && g_uri_get_host (address) != NULL ? g_uri_get_host (address)
                                                                       : url);
}

static gboolean
save (SlPlanFile *file, SlPlan *plan, const SlStatusPage *page, GError **error)
{
  g_autoptr (SlAccount) account = sl_account_new (page->id, page->name);

  account->provider = g_strdup (page->id);
  if (!sl_plan_set_account (plan, account, error) || !sl_status_page_save (page, error))
    return FALSE;
  if (sl_plan_file_save (file, plan, error))
    return TRUE;
  /* Nothing is left half-done: without its account the provider's file is of no use. */
  sl_own_providers_remove (page->id, NULL);
  return FALSE;
}

/**
 * sl_plan_watch_page:
 * @file: the user's plan
 * @url: a status page's address, for people or for machines
 * @name: (nullable): the user's name for it, or %NULL for what the page calls itself
 * @components: (nullable) (array zero-terminated=1): ids or names of the parts that matter, or
 *   %NULL for the page as a whole
 * @error: set to %SL_FEED_ERROR, %SL_PLAN_ERROR or an error of the file
 *
 * Looks for the feed of a status page and watches it, as "Watch Another Status Page" in the window
 * does: as a provider of the user's own and an account without a sign-in.
 *
 * Returns: (transfer full) (nullable): the new account's id, or %NULL with @error set
 */
char *
sl_plan_watch_page (SlPlanFile        *file,
                    const char        *url,
                    const char        *name,
                    const char *const *components,
                    GError           **error)
{
  const char *const none[] = { NULL };
  g_autoptr (SlPlan) plan = sl_plan_file_load (file, error);
  g_autoptr (SlFeedFind) find = plan != NULL ? find_feed (url, error) : NULL;
  g_autoptr (SlHealth) health = NULL;
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  g_autoptr (SlStatusPage) page = NULL;
  g_autofree char *shown_name = NULL;
  g_autofree char *id = NULL;

  if (find == NULL)
    return NULL;
  health = sl_feed_read (find->platform, find->body, g_get_real_time () / G_USEC_PER_SEC, none);
  if (!are_parts_there (health, components, error))
    return NULL;
  shown_name = choose_name (name, health, url);
  id = sl_status_page_make_id (plan, catalogue, shown_name);
  page
      = sl_status_page_new (id, shown_name, find->url, url, components != NULL ? components : none);
  return save (file, plan, page, error) ? g_steal_pointer (&id) : NULL;
}
