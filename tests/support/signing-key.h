/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* An Ed25519 key pair for one test, made when it is asked for. */
typedef struct _SigningKey SigningKey;

SigningKey *signing_key_new (void);
void        signing_key_free (SigningKey *self);
char       *signing_key_get_public (SigningKey *self);
GBytes     *signing_key_sign (SigningKey *self, const char *text, gboolean as_base64);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SigningKey, signing_key_free)
