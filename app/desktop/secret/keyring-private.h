/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keyring.c and keyring-store.c share. */
#pragma once

#include "keyring-opener.h"
#include "keyring.h"
#include "memory-secrets.h"

#include <libsecret/secret.h>

struct _SlKeyring
{
  GObject parent_instance;

  SlMemorySecrets *memory; /* what the keyring did not take */
  SlKeyringOpener *opener; /* every call to libsecret waits for it first */
  GCancellable    *cancellable;
  char            *problem;
  guint            answer_limit_ms;
  gboolean         waits_for_opening;
  gboolean         asked_to_unlock; /* the user is asked once per run, not at every check */
};

extern const SecretSchema sl_keyring_schema;

GHashTable *sl_keyring_build_attributes (const char *account_id);
void        sl_keyring_judge (SlKeyring *self, const GError *error);
void        sl_keyring_wait_for_opening (SlKeyring *self);
