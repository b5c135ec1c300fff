/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret-source.h"

/**
 * SilentSecrets:
 *
 * Hands lookups on to another source, or, while it is silent, ends each as a keyring does that does
 * not answer: with %G_IO_ERROR_TIMED_OUT.
 */
#define TYPE_SILENT_SECRETS (silent_secrets_get_type ())
G_DECLARE_FINAL_TYPE (SilentSecrets, silent_secrets, SILENT, SECRETS, GObject)

SilentSecrets *silent_secrets_new (SlSecretSource *source);
void           silent_secrets_set_silent (SilentSecrets *self, gboolean silent);
guint          silent_secrets_get_n_lookups (SilentSecrets *self);
