/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "sign-in.h"

#include "enums.h"
#include "json-setters.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ID_BYTES 256
#define MAX_TENANT_BYTES 128

/* {"kind": "password" | "online-account" | "oauth2", "id": "account_1700000000_0",
 *  "client_id": "…", "tenant": "…"}
 * "id" only and always with "online-account". A sample: tests/data/plans/valid/sign-in.json. */

G_DEFINE_ENUM_TYPE (SlSignInKind,
                    sl_sign_in_kind,
                    G_DEFINE_ENUM_VALUE (SL_SIGN_IN_PASSWORD, "password"),
                    G_DEFINE_ENUM_VALUE (SL_SIGN_IN_ONLINE_ACCOUNT, "online-account"),
                    G_DEFINE_ENUM_VALUE (SL_SIGN_IN_OAUTH2, "oauth2"))

/**
 * sl_sign_in_kind_to_nick:
 * @kind: a kind
 *
 * Returns: (transfer none): its stable word, such as "online-account"
 */
const char *
sl_sign_in_kind_to_nick (SlSignInKind kind)
{
  return sl_enum_to_nick (SL_TYPE_SIGN_IN_KIND, kind);
}

/**
 * sl_sign_in_kind_from_nick:
 * @nick: a stable word, such as "online-account"
 * @kind: (out): the kind; unchanged if there is no such word
 *
 * Returns: whether there is such a kind
 */
gboolean
sl_sign_in_kind_from_nick (const char *nick, SlSignInKind *kind)
{
  int value;

  if (!sl_enum_from_nick (SL_TYPE_SIGN_IN_KIND, nick, &value))
    return FALSE;
  *kind = value;
  return TRUE;
}

/**
 * sl_sign_in_new:
 * @kind: where it comes from
 *
 * Returns: (transfer full): a sign-in without details
 */
SlSignIn *
sl_sign_in_new (SlSignInKind kind)
{
  SlSignIn *sign_in = g_new0 (SlSignIn, 1);

  sign_in->kind = kind;
  return sign_in;
}

/**
 * sl_sign_in_new_online_account:
 * @online_account: an Id of GNOME Online Accounts
 *
 * Returns: (transfer full): a sign-in whose secret GNOME Online Accounts holds
 */
SlSignIn *
sl_sign_in_new_online_account (const char *online_account)
{
  SlSignIn *sign_in = sl_sign_in_new (SL_SIGN_IN_ONLINE_ACCOUNT);

  sign_in->online_account = g_strdup (online_account);
  return sign_in;
}

/**
 * sl_sign_in_copy:
 * @sign_in: (nullable): a sign-in
 *
 * Returns: (transfer full) (nullable): an equal one
 */
SlSignIn *
sl_sign_in_copy (const SlSignIn *sign_in)
{
  SlSignIn *copy;

  if (sign_in == NULL)
    return NULL;
  copy = sl_sign_in_new (sign_in->kind);
  copy->online_account = g_strdup (sign_in->online_account);
  copy->client_id = g_strdup (sign_in->client_id);
  copy->tenant = g_strdup (sign_in->tenant);
  copy->unknown = sign_in->unknown != NULL ? json_object_ref (sign_in->unknown) : NULL;
  return copy;
}

/**
 * sl_sign_in_free:
 * @sign_in: (transfer full) (nullable): a sign-in
 */
void
sl_sign_in_free (SlSignIn *sign_in)
{
  if (sign_in == NULL)
    return;
  g_free (sign_in->online_account);
  g_free (sign_in->client_id);
  g_free (sign_in->tenant);
  g_clear_pointer (&sign_in->unknown, json_object_unref);
  g_free (sign_in);
}

/**
 * sl_sign_in_equal:
 * @first: (nullable): a sign-in; %NULL is one with a password
 * @second: (nullable): another
 *
 * Returns: whether both sign in with the same thing
 */
gboolean
sl_sign_in_equal (const SlSignIn *first, const SlSignIn *second)
{
  static const SlSignIn password = { .kind = SL_SIGN_IN_PASSWORD };

  first = first != NULL ? first : &password;
  second = second != NULL ? second : &password;
  return first->kind == second->kind
         && g_strcmp0 (first->online_account, second->online_account) == 0
         && g_strcmp0 (first->client_id, second->client_id) == 0
         && g_strcmp0 (first->tenant, second->tenant) == 0;
}

/**
 * sl_sign_in_client_id_is_valid:
 * @client_id: (nullable): what somebody typed
 *
 * Source: RFC 6749, appendix A.1: visible ASCII characters.
 *
 * Returns: whether it can be an OAuth 2 client's id: 1 to 256 visible ASCII characters
 */
gboolean
sl_sign_in_client_id_is_valid (const char *client_id)
{
  gsize length = client_id != NULL ? strlen (client_id) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (client_id[i]))
      return FALSE;
  return length > 0 && length <= MAX_ID_BYTES;
}

/**
 * sl_sign_in_tenant_is_valid:
 * @tenant: (nullable): what somebody typed
 *
 * Returns: whether it can be a tenant's name or number, which becomes part of an address: 1 to 128
 *   of a-z, A-Z, 0-9, "." and "-"
 */
gboolean
sl_sign_in_tenant_is_valid (const char *tenant)
{
  gsize length = tenant != NULL ? strlen (tenant) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (tenant[i]) && tenant[i] != '.' && tenant[i] != '-')
      return FALSE;
  return length > 0 && length <= MAX_TENANT_BYTES && strstr (tenant, "..") == NULL;
}

/**
 * sl_sign_in_find_fault:
 * @sign_in: a sign-in that somebody typed
 *
 * Returns: (transfer none) (nullable): what is wrong with it, as the end of a sentence that begins
 *   with its place, or %NULL if it may stand in a plan
 */
const char *
sl_sign_in_find_fault (const SlSignIn *sign_in)
{
  gboolean needs_id = sign_in->kind == SL_SIGN_IN_ONLINE_ACCOUNT;

  if (needs_id
      && (sign_in->online_account == NULL || *sign_in->online_account == '\0'
          || strlen (sign_in->online_account) > MAX_ID_BYTES
          || !sl_json_line_is_valid (sign_in->online_account)))
    return _ ("needs an \"id\" of 1 to 256 characters, as GNOME Online Accounts names the account");
  if (!needs_id && sign_in->online_account != NULL)
    return _ ("must have an \"id\" only if its kind is online-account");
  if (sign_in->client_id != NULL && !sl_sign_in_client_id_is_valid (sign_in->client_id))
    return _ ("has a \"client_id\" that is not 1 to 256 visible ASCII characters");
  if (sign_in->tenant != NULL && !sl_sign_in_tenant_is_valid (sign_in->tenant))
    return _ ("has a \"tenant\" that is not 1 to 128 of letters, digits, . and -");
  return NULL;
}

static gboolean
read_kind (const SlJsonFields *fields, SlSignIn *sign_in, GError **error)
{
  g_autofree char *word = NULL;
  int              kind = SL_SIGN_IN_PASSWORD;

  if (!sl_json_fields_read_line (fields, "kind", &word, error))
    return FALSE;
  if (word != NULL && !sl_enum_from_nick (SL_TYPE_SIGN_IN_KIND, word, &kind))
    return sl_json_fields_fail (fields, "kind", error,
                                _ ("must be password, online-account or oauth2"));
  sign_in->kind = (SlSignInKind) kind;
  return TRUE;
}

/**
 * sl_sign_in_new_from_fields:
 * @fields: the object of a plan file
 * @error: set in the caller's domain, with the place of the fault
 *
 * Source: data/plan.schema.json.
 *
 * Returns: (transfer full) (nullable): the sign-in, or %NULL with @error set
 */
SlSignIn *
sl_sign_in_new_from_fields (const SlJsonFields *fields, GError **error)
{
  static const char *const known[] = { "kind", "id", "client_id", "tenant", NULL };
  g_autoptr (SlSignIn) sign_in = sl_sign_in_new (SL_SIGN_IN_PASSWORD);
  const char *fault;

  if (!read_kind (fields, sign_in, error)
      || !sl_json_fields_read_line (fields, "id", &sign_in->online_account, error)
      || !sl_json_fields_read_line (fields, "client_id", &sign_in->client_id, error)
      || !sl_json_fields_read_line (fields, "tenant", &sign_in->tenant, error))
    return NULL;
  fault = sl_sign_in_find_fault (sign_in);
  if (fault != NULL)
    {
      sl_json_fields_fail (fields, NULL, error, "%s", fault);
      return NULL;
    }
  sign_in->unknown = sl_json_fields_find_unknown (fields, known);
  return g_steal_pointer (&sign_in);
}

/**
 * sl_sign_in_to_json:
 * @sign_in: a sign-in
 *
 * Returns: (transfer full): as it stands in a plan file, unknown members last
 */
JsonObject *
sl_sign_in_to_json (const SlSignIn *sign_in)
{
  JsonObject    *object = json_object_new ();
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  sl_json_set_known_text (object, "kind", sl_sign_in_kind_to_nick (sign_in->kind));
  sl_json_set_known_text (object, "id", sign_in->online_account);
  sl_json_set_known_text (object, "client_id", sign_in->client_id);
  sl_json_set_known_text (object, "tenant", sign_in->tenant);
  if (sign_in->unknown == NULL)
    return object;
  json_object_iter_init_ordered (&iter, sign_in->unknown);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (object, name, json_node_copy (node));
  return object;
}
