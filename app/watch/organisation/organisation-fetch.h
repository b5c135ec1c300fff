/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feed-backend.h"
#include "plan.h"

typedef enum
{
  SL_ORGANISATION_ERROR_NETWORK,     /* nothing came; the address or the line may be at fault */
  SL_ORGANISATION_ERROR_CONTENT,     /* what came is no plan */
  SL_ORGANISATION_ERROR_SIGNATURE,   /* it is not signed, or not by the key */
  SL_ORGANISATION_ERROR_KEY_CHANGED, /* it names another key than the one it must be signed with */
  SL_ORGANISATION_ERROR_STORAGE,     /* it could not be kept */
} SlOrganisationError;

#define SL_ORGANISATION_ERROR (sl_organisation_error_quark ())
GQuark sl_organisation_error_quark (void);

/**
 * SlOrganisationFetch:
 * @content: the plan byte for byte; it can be read
 * @key: (nullable): the key in base64 that signed it; %NULL: it is not signed, and need not be
 */
typedef struct
{
  GBytes *content;
  char   *key;
} SlOrganisationFetch;

void sl_organisation_fetch_free (SlOrganisationFetch *fetch);
void sl_organisation_fetch_async (const SlFeedBackend *backend,
                                  const char          *address,
                                  const char          *key,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
SlOrganisationFetch *sl_organisation_fetch_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlOrganisationFetch, sl_organisation_fetch_free)
