/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "certificate-facts.h"

#include "iso-time.h"
#include "json-setters.h"

/**
 * sl_certificate_facts_new:
 *
 * Returns: (transfer full): facts that say nothing yet
 */
SlCertificateFacts *
sl_certificate_facts_new (void)
{
  SlCertificateFacts *facts = g_new0 (SlCertificateFacts, 1);

  facts->names = g_new0 (char *, 1);
  return facts;
}

/**
 * sl_certificate_facts_copy:
 * @facts: facts
 *
 * Returns: (transfer full): equal ones
 */
SlCertificateFacts *
sl_certificate_facts_copy (const SlCertificateFacts *facts)
{
  SlCertificateFacts *copy = g_new (SlCertificateFacts, 1);

  *copy = *facts;
  copy->host = g_strdup (facts->host);
  copy->subject = g_strdup (facts->subject);
  copy->issuer = g_strdup (facts->issuer);
  copy->names = g_strdupv (facts->names);
  copy->key = g_strdup (facts->key);
  copy->accepted_key = g_strdup (facts->accepted_key);
  return copy;
}

/**
 * sl_certificate_facts_free:
 * @facts: (transfer full) (nullable): facts
 */
void
sl_certificate_facts_free (SlCertificateFacts *facts)
{
  if (facts == NULL)
    return;
  g_free (facts->host);
  g_free (facts->subject);
  g_free (facts->issuer);
  g_strfreev (facts->names);
  g_free (facts->key);
  g_free (facts->accepted_key);
  g_free (facts);
}

static void
set_time (JsonObject *object, const char *member, gint64 time)
{
  if (time > 0)
    sl_iso_time_set_member (object, member, time);
  else
    json_object_set_null_member (object, member);
}

/**
 * sl_certificate_facts_to_json:
 * @facts: facts
 *
 * Writes `{"host","subject","issuer","names":[],"valid_from","valid_until","self_signed","key",
 * "accepted_key"}`; what is unknown is null.
 *
 * Returns: (transfer full): the object
 */
JsonObject *
sl_certificate_facts_to_json (const SlCertificateFacts *facts)
{
  JsonObject *object = json_object_new ();

  sl_json_set_text (object, "host", facts->host);
  sl_json_set_text (object, "subject", facts->subject);
  sl_json_set_text (object, "issuer", facts->issuer);
  sl_json_set_texts (object, "names", facts->names);
  set_time (object, "valid_from", facts->valid_from);
  set_time (object, "valid_until", facts->valid_until);
  json_object_set_boolean_member (object, "self_signed", facts->self_signed);
  sl_json_set_text (object, "key", facts->key);
  sl_json_set_text (object, "accepted_key", facts->accepted_key);
  return object;
}

static void
insert_text (GVariantDict *dict, const char *key, const char *text)
{
  if (text != NULL)
    g_variant_dict_insert (dict, key, "s", text);
}

/**
 * sl_certificate_facts_to_variant:
 * @facts: facts
 *
 * Writes the dictionary "certificate" of the D-Bus interface; what is unknown is left out.
 *
 * Returns: (transfer floating): an a{sv}
 */
GVariant *
sl_certificate_facts_to_variant (const SlCertificateFacts *facts)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  insert_text (&dict, "host", facts->host);
  insert_text (&dict, "subject", facts->subject);
  insert_text (&dict, "issuer", facts->issuer);
  g_variant_dict_insert (&dict, "names", "^as", facts->names);
  g_variant_dict_insert (&dict, "valid-from", "x", facts->valid_from);
  g_variant_dict_insert (&dict, "valid-until", "x", facts->valid_until);
  g_variant_dict_insert (&dict, "self-signed", "b", facts->self_signed);
  insert_text (&dict, "key", facts->key);
  insert_text (&dict, "accepted-key", facts->accepted_key);
  return g_variant_dict_end (&dict);
}

/**
 * sl_certificate_facts_new_from_variant:
 * @dict: an a{sv}, see sl_certificate_facts_to_variant()
 *
 * Returns: (transfer full): the facts; what is absent is unknown
 */
SlCertificateFacts *
sl_certificate_facts_new_from_variant (GVariant *dict)
{
  SlCertificateFacts *facts = g_new0 (SlCertificateFacts, 1);

  g_variant_lookup (dict, "host", "s", &facts->host);
  g_variant_lookup (dict, "subject", "s", &facts->subject);
  g_variant_lookup (dict, "issuer", "s", &facts->issuer);
  g_variant_lookup (dict, "names", "^as", &facts->names);
  g_variant_lookup (dict, "valid-from", "x", &facts->valid_from);
  g_variant_lookup (dict, "valid-until", "x", &facts->valid_until);
  g_variant_lookup (dict, "self-signed", "b", &facts->self_signed);
  g_variant_lookup (dict, "key", "s", &facts->key);
  g_variant_lookup (dict, "accepted-key", "s", &facts->accepted_key);
  if (facts->names == NULL)
    facts->names = g_new0 (char *, 1);
  return facts;
}
