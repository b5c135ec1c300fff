/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json-fields.h"

/* Where an account's sign-in comes from. */
typedef enum
{
  SL_SIGN_IN_PASSWORD,       /* a password in the keyring */
  SL_SIGN_IN_ONLINE_ACCOUNT, /* GNOME Online Accounts holds the password or the token */
  SL_SIGN_IN_OAUTH2,         /* the user allowed this program in a browser */
} SlSignInKind;

#define SL_TYPE_SIGN_IN_KIND (sl_sign_in_kind_get_type ())
GType sl_sign_in_kind_get_type (void);

/**
 * SlSignIn:
 * @kind: where it comes from
 * @online_account: (nullable): the Id that GNOME Online Accounts gives it; only with that kind
 * @client_id: (nullable): the user's own OAuth 2 client; %NULL: the one this program was built with
 * @tenant: (nullable): the organisation's name or number at Microsoft; %NULL: the provider's usual
 * one
 * @unknown: (nullable): members of the file that this version does not know; they survive a rewrite
 *
 * How an account signs in, without any secret. Immutable once it is in an account.
 */
typedef struct
{
  SlSignInKind kind;
  char        *online_account;
  char        *client_id;
  char        *tenant;
  JsonObject  *unknown;
} SlSignIn;

SlSignIn   *sl_sign_in_new (SlSignInKind kind);
SlSignIn   *sl_sign_in_new_online_account (const char *online_account);
SlSignIn   *sl_sign_in_new_from_fields (const SlJsonFields *fields, GError **error);
SlSignIn   *sl_sign_in_copy (const SlSignIn *sign_in);
void        sl_sign_in_free (SlSignIn *sign_in);
JsonObject *sl_sign_in_to_json (const SlSignIn *sign_in);
gboolean    sl_sign_in_equal (const SlSignIn *first, const SlSignIn *second);
const char *sl_sign_in_find_fault (const SlSignIn *sign_in);
gboolean    sl_sign_in_client_id_is_valid (const char *client_id);
gboolean    sl_sign_in_tenant_is_valid (const char *tenant);
const char *sl_sign_in_kind_to_nick (SlSignInKind kind);
gboolean    sl_sign_in_kind_from_nick (const char *nick, SlSignInKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlSignIn, sl_sign_in_free)
