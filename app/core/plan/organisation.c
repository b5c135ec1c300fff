/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "organisation.h"

#include "json-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY_BYTES 32 /* RFC 8032, 5.1.5 */
#define KEY_BASE64_CHARACTERS 44

/**
 * sl_organisation_new:
 * @name: (nullable): as people call it
 *
 * Returns: (transfer full): an organisation without key and notice
 */
SlOrganisation *
sl_organisation_new (const char *name)
{
  SlOrganisation *organisation = g_new0 (SlOrganisation, 1);

  organisation->name = g_strdup (name);
  return organisation;
}

static JsonObject *
ref_nullable (JsonObject *object)
{
  return object != NULL ? json_object_ref (object) : NULL;
}

/**
 * sl_organisation_copy:
 * @organisation: an organisation
 *
 * Returns: (transfer full): an equal one of its own; unknown members are immutable and shared
 */
SlOrganisation *
sl_organisation_copy (const SlOrganisation *organisation)
{
  SlOrganisation *copy = sl_organisation_new (organisation->name);

  copy->key = g_strdup (organisation->key);
  copy->notice = g_strdup (organisation->notice);
  copy->notice_from = organisation->notice_from;
  copy->notice_until = organisation->notice_until;
  copy->notice_url = g_strdup (organisation->notice_url);
  copy->unknown = ref_nullable (organisation->unknown);
  copy->notice_unknown = ref_nullable (organisation->notice_unknown);
  return copy;
}

/**
 * sl_organisation_free:
 * @organisation: (transfer full) (nullable): an organisation
 */
void
sl_organisation_free (SlOrganisation *organisation)
{
  if (organisation == NULL)
    return;
  g_free (organisation->name);
  g_free (organisation->key);
  g_free (organisation->notice);
  g_free (organisation->notice_url);
  g_clear_pointer (&organisation->unknown, json_object_unref);
  g_clear_pointer (&organisation->notice_unknown, json_object_unref);
  g_free (organisation);
}

/**
 * sl_organisation_get_name:
 * @organisation: (nullable): an organisation
 *
 * Returns: (transfer none): its name, or words that stand for it
 */
const char *
sl_organisation_get_name (const SlOrganisation *organisation)
{
  if (organisation == NULL || organisation->name == NULL || *organisation->name == '\0')
    /* Translators: stands for the organisation's name, as in "Managed by your organisation". */
    return _ ("your organisation");
  return organisation->name;
}

/**
 * sl_organisation_has_notice_at:
 * @organisation: (nullable): an organisation
 * @now: Unix seconds
 *
 * Returns: whether it has something to tell at that moment
 */
gboolean
sl_organisation_has_notice_at (const SlOrganisation *organisation, gint64 now)
{
  return organisation != NULL && organisation->notice != NULL && now >= organisation->notice_from
         && now < organisation->notice_until;
}

/**
 * sl_organisation_get_next_change:
 * @organisation: (nullable): an organisation
 * @now: Unix seconds
 *
 * Returns: the next moment at which its notice begins or ends, in Unix seconds; 0: never
 */
gint64
sl_organisation_get_next_change (const SlOrganisation *organisation, gint64 now)
{
  if (organisation == NULL || organisation->notice == NULL || now >= organisation->notice_until)
    return 0;
  return now < organisation->notice_from ? organisation->notice_from : organisation->notice_until;
}

/**
 * sl_organisation_make_notice_line:
 * @organisation: an organisation with a notice
 * @max_characters: how long the line may be
 *
 * Returns: (transfer full): its name and its notice on one line, cut with an ellipsis if need be
 */
char *
sl_organisation_make_notice_line (const SlOrganisation *organisation, guint max_characters)
{
  g_auto (GStrv) words = g_strsplit_set (organisation->notice, " \t\r\n", -1);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *cut = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
  g_string_prepend (line, ": ");
  g_string_prepend (line, sl_organisation_get_name (organisation));
  if (g_utf8_strlen (line->str, -1) <= (glong) max_characters)
    return g_string_free (g_steal_pointer (&line), FALSE);
  cut = g_utf8_substring (line->str, 0, max_characters - 1);
  return g_strconcat (g_strchomp (cut), "…", NULL);
}

/**
 * sl_organisation_address_is_valid:
 * @address: (nullable): where a plan is fetched
 *
 * Returns: whether it is an https address with a host and without user information or fragment
 */
gboolean
sl_organisation_address_is_valid (const char *address)
{
  g_autoptr (GUri) uri = NULL;
  const char *host;

  if (address == NULL || !sl_json_line_is_valid (address))
    return FALSE;
  uri = g_uri_parse (address, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  return host != NULL && *host != '\0' && g_str_equal (g_uri_get_scheme (uri), "https")
         && g_uri_get_userinfo (uri) == NULL && g_uri_get_fragment (uri) == NULL;
}

/**
 * sl_organisation_key_is_valid:
 * @key: (nullable): text
 *
 * Source: RFC 8032, 5.1.5 (32 bytes); RFC 4648, 4 (base64).
 *
 * Returns: whether it is an Ed25519 public key in base64
 */
gboolean
sl_organisation_key_is_valid (const char *key)
{
  g_autofree guchar *bytes = NULL;
  g_autofree char   *again = NULL;
  gsize              length;

  if (key == NULL || strlen (key) != KEY_BASE64_CHARACTERS)
    return FALSE;
  bytes = g_base64_decode (key, &length);
  again = g_base64_encode (bytes, length);
  return length == KEY_BYTES && g_str_equal (again, key);
}

/**
 * sl_organisation_find_fault:
 * @organisation: an organisation that somebody typed
 *
 * Returns: (transfer none) (nullable): what is wrong with it, as the end of a sentence that begins
 *   with its place, or %NULL if it may stand in a plan
 */
const char *
sl_organisation_find_fault (const SlOrganisation *organisation)
{
  if (!sl_json_line_is_valid (organisation->name))
    return _ ("has a name that is too long or holds a control character");
  if (organisation->key != NULL && !sl_organisation_key_is_valid (organisation->key))
    return _ ("has a \"key\" that is not an Ed25519 public key, 32 bytes in base64");
  if (organisation->notice == NULL)
    return NULL;
  if (*organisation->notice == '\0' || strlen (organisation->notice) > SL_NOTICE_MAX_BYTES
      || !sl_json_text_is_valid (organisation->notice))
    return _ ("has a notice whose \"text\" is not 1 to 2000 bytes of plain text");
  if (organisation->notice_until <= organisation->notice_from)
    return _ ("has a notice without a \"valid_until\" after its \"valid_from\"");
  if (organisation->notice_url != NULL
      && !sl_organisation_address_is_valid (organisation->notice_url))
    return _ ("has a notice whose \"url\" does not begin with https://");
  return NULL;
}
