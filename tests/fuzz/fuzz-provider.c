/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "provider-catalogue.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (SlProvider) provider
      = sl_provider_new_from_json ("a", (const char *) data, (gssize) length, NULL);
  g_autoptr (SlProviderCatalogue) catalogue = NULL;
  g_autoptr (SlChannel) channel = NULL;

  if (provider == NULL)
    return 0;
  catalogue = sl_provider_catalogue_new ();
  sl_provider_catalogue_add (catalogue, provider);
  sl_provider_catalogue_add (catalogue, provider);
  channel = sl_channel_new ("c", "C", SL_CHANNEL_OTHER, "https://chat.example.org/x");
  sl_provider_catalogue_lookup_channel (catalogue, channel);
  sl_provider_catalogue_lookup_address (catalogue, "ann@mail.example.org");
  return 0;
}
