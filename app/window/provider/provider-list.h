/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "provider-catalogue.h"

#include <gtk/gtk.h>

/**
 * SlProviderList:
 *
 * What a channel may depend on, for a drop-down: first what its address tells, then all providers by
 * name. Owned by the editor.
 */
typedef struct
{
  GtkStringList *names;
  GPtrArray     *ids; /* (element-type utf8) without the first place */
} SlProviderList;

SlProviderList *sl_provider_list_new (SlProviderCatalogue *catalogue);
void            sl_provider_list_free (SlProviderList *self);
void            sl_provider_list_set_inferred (SlProviderList *self, const SlProvider *provider);
const char     *sl_provider_list_get_id (const SlProviderList *self, guint position);
guint           sl_provider_list_find (SlProviderList *self, const char *id);
