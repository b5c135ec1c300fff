/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * SlSecret:
 *
 * A password or token. It is wiped when the last reference goes, kept out of core dumps where the
 * system allows (MADV_DONTDUMP), and prints as "•••". Thread-safe to reference.
 */
typedef struct _SlSecret SlSecret;

#define SL_SECRET_MAX_BYTES (64 * 1024)

SlSecret   *sl_secret_new (const char *data, gssize length);
SlSecret   *sl_secret_new_from_fd (int fd, GError **error);
SlSecret   *sl_secret_ref (SlSecret *secret);
void        sl_secret_unref (SlSecret *secret);
const char *sl_secret_peek (const SlSecret *secret, gsize *length);
const char *sl_secret_to_string (const SlSecret *secret);
char       *sl_secret_fingerprint (const SlSecret *secret, const guint8 *key, gsize key_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlSecret, sl_secret_unref)
