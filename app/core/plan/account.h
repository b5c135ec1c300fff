/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pin.h"
#include "server.h"
#include "sign-in.h"

/**
 * SlAccount:
 * @id: stable and unique in the plan: 1 to 64 of a-z, 0-9 and "-"; also the key of its secret
 * @name: the user's own name for it
 * @address: (nullable): the mail address; %NULL for a provider that is watched without an account
 * @provider: (nullable): provider id in the catalogue
 * @servers: (element-type SlServer): the first one with a user is signed in to, the others are doors
 * @sign_in: (nullable): where the secret comes from; %NULL: a password in the keyring
 * @pins: (element-type SlPin): keys of servers that the user accepted, one a host
 * @channels: (nullable): ids of channels in the user's order; %NULL: all, in the plan's order
 * @instructions: (nullable): what to do in an outage, plain text, several lines
 * @important: an outage of it is urgent
 * @managed_by: (nullable): name of the organisation whose plan it comes from, and so read-only; %NULL: the
 *   user's own. Set by sl_plan_merge() alone; no file holds it
 * @unknown: (nullable): members of the file that this version does not know; they survive a rewrite
 *
 * One mail account, or one provider watched without an account. A value: copy it to change it.
 */
typedef struct
{
  char       *id;
  char       *name;
  char       *address;
  char       *provider;
  GPtrArray  *servers;
  SlSignIn   *sign_in;
  GPtrArray  *pins;
  char      **channels;
  char       *instructions;
  gboolean    important;
  char       *managed_by;
  JsonObject *unknown;
} SlAccount;

SlAccount *sl_account_new (const char *id, const char *name);
SlAccount *sl_account_copy (const SlAccount *account);
void       sl_account_free (SlAccount *account);
SlServer  *sl_account_get_signin_server (const SlAccount *account);
SlSignInKind sl_account_get_sign_in_kind (const SlAccount *account);
const SlPin *sl_account_find_pin (const SlAccount *account, const char *host);
void       sl_account_set_pin (SlAccount *account, const SlPin *pin);
gboolean   sl_account_remove_pin (SlAccount *account, const char *host);
gboolean   sl_account_id_is_valid (const char *id);
const char *sl_account_find_fault (const SlAccount *account);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlAccount, sl_account_free)
