/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"

/**
 * SlServerMemory:
 * @key: SHA-256 of the certificate's SubjectPublicKeyInfo, lower-case hex
 * @capabilities: what the server offered before sign-in, in the protocol's own words
 *
 * What the last check of a server that went well has shown, so that the next one need not ask
 * again. Kept in memory only, per server and user, and forgotten after any failure. Any thread may
 * ask; what is handed out is a copy.
 */
typedef struct
{
  char *key;
  char *capabilities;
} SlServerMemory;

SlServerMemory *sl_server_memory_recall (const SlServer *server, const char *key);
void     sl_server_memory_keep (const SlServer *server, const char *key, const char *capabilities);
void     sl_server_memory_forget (const SlServer *server);
void     sl_server_memory_free (SlServerMemory *memory);
gboolean sl_server_memory_allows_haste (const SlServerMemory *memory,
                                        const SlCheckRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlServerMemory, sl_server_memory_free)
