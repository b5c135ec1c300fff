/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#define SL_CERTIFICATE_MAX_NAMES 16

/**
 * SlCertificateFacts:
 * @host: (nullable): the server that showed it
 * @subject: (nullable): whom it names, such as "CN=mail.example.org"
 * @issuer: (nullable): who signed it
 * @names: host names and addresses it is for, at most %SL_CERTIFICATE_MAX_NAMES; never %NULL
 * @valid_from: Unix seconds, 0 if unknown
 * @valid_until: Unix seconds, 0 if unknown
 * @self_signed: whether it vouches for itself
 * @key: (nullable): its key as in #SlPin
 * @accepted_key: (nullable): the key that was accepted for this server before, if it is another one
 *
 * What a certificate that was not accepted says of itself, for the person who has to decide. Its
 * words are the server's own: UTF-8, one line, bounded, and not to be believed. Immutable once
 * handed out; may cross threads.
 */
typedef struct
{
  char    *host;
  char    *subject;
  char    *issuer;
  char   **names;
  gint64   valid_from;
  gint64   valid_until;
  gboolean self_signed;
  char    *key;
  char    *accepted_key;
} SlCertificateFacts;

SlCertificateFacts *sl_certificate_facts_new (void);
SlCertificateFacts *sl_certificate_facts_copy (const SlCertificateFacts *facts);
void                sl_certificate_facts_free (SlCertificateFacts *facts);
JsonObject         *sl_certificate_facts_to_json (const SlCertificateFacts *facts);
GVariant           *sl_certificate_facts_to_variant (const SlCertificateFacts *facts);
SlCertificateFacts *sl_certificate_facts_new_from_variant (GVariant *dict);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlCertificateFacts, sl_certificate_facts_free)
