/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret-source.h"

/**
 * SlMemorySecrets:
 *
 * Secrets that live only as long as the process: the practice's, the tests', and the last resort of
 * a session without a keyring.
 */
#define SL_TYPE_MEMORY_SECRETS (sl_memory_secrets_get_type ())
G_DECLARE_FINAL_TYPE (SlMemorySecrets, sl_memory_secrets, SL, MEMORY_SECRETS, GObject)

SlMemorySecrets *sl_memory_secrets_new (void);
void             sl_memory_secrets_set (SlMemorySecrets *self, const char *account_id, SlSecret *secret);
gboolean         sl_memory_secrets_is_empty (SlMemorySecrets *self);
