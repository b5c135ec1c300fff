/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account.h"
#include "channel.h"
#include "mail-exchangers.h"
#include "provider.h"

/**
 * SlProviderCatalogue:
 *
 * All providers by id and by mail domain: those that came with the program, then the user's own
 * files, which add or override. A broken file is skipped and named in the warnings; it never hides
 * the others.
 */
#define SL_TYPE_PROVIDER_CATALOGUE (sl_provider_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (SlProviderCatalogue, sl_provider_catalogue, SL, PROVIDER_CATALOGUE, GObject)

SlProviderCatalogue *sl_provider_catalogue_new (void);
SlProviderCatalogue *sl_provider_catalogue_new_default (void);
guint                sl_provider_catalogue_add_directory (SlProviderCatalogue *self, const char *path);
void                 sl_provider_catalogue_take_new_files (SlProviderCatalogue *self);
void                 sl_provider_catalogue_add (SlProviderCatalogue *self, SlProvider *provider);
void                 sl_provider_catalogue_set_exchangers (SlProviderCatalogue *self, SlMailExchangers *exchangers);
SlMailExchangers    *sl_provider_catalogue_get_exchangers (SlProviderCatalogue *self);
const char *const   *sl_provider_catalogue_get_warnings (SlProviderCatalogue *self);
GPtrArray           *sl_provider_catalogue_list (SlProviderCatalogue *self, const char *kind);
SlProvider          *sl_provider_catalogue_lookup (SlProviderCatalogue *self, const char *id);
SlProvider          *sl_provider_catalogue_lookup_address (SlProviderCatalogue *self, const char *mail_address);
SlProvider          *sl_provider_catalogue_lookup_host (SlProviderCatalogue *self, const char *mail_address);
SlProvider          *sl_provider_catalogue_lookup_channel (SlProviderCatalogue *self, const SlChannel *channel);
SlProvider          *sl_provider_catalogue_lookup_account (SlProviderCatalogue *self, const SlAccount *account);
const SlOAuth2      *sl_provider_catalogue_find_oauth2 (SlProviderCatalogue *self, const SlProvider *provider);
gboolean             sl_provider_shares_fate (const SlProvider *first, const SlProvider *second);
