/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlOrganisationState:
 * @address: (nullable): where the organisation's plan is fetched; %NULL: nowhere
 * @fetched: when what is kept was last known to be current, in Unix seconds; 0: never
 * @checked: when it was last asked for; 0: never since the service began
 * @is_fetching: it is being asked for now
 * @is_signed: what is kept was signed by @key
 * @key: (nullable): the Ed25519 public key in base64 that must have signed it
 * @key_is_given: @key stands in a plan file; else it was met first and can be forgotten
 * @problem: (nullable): why the newest attempt brought nothing, one sentence
 *
 * How it stands with the organisation's plan. Owned by the organisation watcher; address, key, and
 * when it was fetched survive a restart.
 */
typedef struct
{
  char    *address;
  gint64   fetched;
  gint64   checked;
  gboolean is_fetching;
  gboolean is_signed;
  char    *key;
  gboolean key_is_given;
  char    *problem;
} SlOrganisationState;

void      sl_organisation_state_clear (SlOrganisationState *state);
void      sl_organisation_state_load (SlOrganisationState *state, const char *path);
gboolean  sl_organisation_state_save (const SlOrganisationState *state, const char *path, GError **error);
GVariant *sl_organisation_state_to_variant (const SlOrganisationState *state);
