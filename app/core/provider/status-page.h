/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"
#include "provider-catalogue.h"

/**
 * SlStatusPage:
 * @id: the provider's id, as the file's name
 * @name: for people
 * @url: where its feed is
 * @page_url: where people read it
 * @components: ids or names of the parts that matter; none: the page as a whole; never %NULL
 *
 * A status page that somebody wants to be watched and that is no provider of the catalogue: kept as
 * a provider file of the user's own, which holds nothing but one feed.
 */
typedef struct
{
  char  *id;
  char  *name;
  char  *url;
  char  *page_url;
  char **components;
} SlStatusPage;

SlStatusPage *sl_status_page_new (const char        *id,
                                  const char        *name,
                                  const char        *url,
                                  const char        *page_url,
                                  const char *const *components);
char         *sl_status_page_make_id (SlPlan *plan, SlProviderCatalogue *catalogue, const char *name);
SlStatusPage *sl_status_page_load (SlProviderCatalogue *catalogue, const char *id);
void          sl_status_page_free (SlStatusPage *page);
gboolean      sl_status_page_save (const SlStatusPage *page, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlStatusPage, sl_status_page_free)
