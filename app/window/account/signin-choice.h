/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account.h"

typedef enum
{
  SL_SIGNIN_CHOICE_PASSWORD,
  SL_SIGNIN_CHOICE_BROWSER,
  SL_SIGNIN_CHOICE_ONLINE_ACCOUNT,
  SL_SIGNIN_CHOICE_NONE,
} SlSigninChoiceKind;

/**
 * SlSigninChoice:
 * @kind: how to sign in
 * @label: what the user reads
 * @online_account: (nullable): the id of an account of the desktop
 * @server: (nullable): that account's mail server with its user
 * @address: (nullable): that account's mail address
 * @hint: (nullable): what is wrong with that account, one sentence
 *
 * One way to sign in that the user can choose. Owned by the sign-in method.
 */
typedef struct
{
  SlSigninChoiceKind kind;
  char              *label;
  char              *online_account;
  SlServer          *server;
  char              *address;
  char              *hint;
} SlSigninChoice;

SlSigninChoice *sl_signin_choice_new (SlSigninChoiceKind kind, char *label);
SlSigninChoice *sl_signin_choice_new_online_account (GVariant *account);
void            sl_signin_choice_free (SlSigninChoice *choice);
