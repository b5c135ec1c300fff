/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel-binding.h"
#include "secret.h"

/**
 * SlScram:
 *
 * The client's side of one SCRAM exchange: server and client prove to each other that they know the
 * password, and none of them says it. It promises that the password is never handed to the library
 * that does the talking, and that a server cannot make it calculate for ever. Owned by the
 * exchange.
 */
typedef struct _SlScram SlScram;

gboolean sl_scram_is_available (void);
SlScram *sl_scram_new (const char             *name,
                       const char             *user,
                       const SlSecret         *secret,
                       const SlChannelBinding *binding);
void     sl_scram_free (SlScram *self);
gboolean
sl_scram_step (SlScram *self, const char *input, gsize length, char **output, gsize *n_output);
gboolean sl_scram_is_complete (const SlScram *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlScram, sl_scram_free)
