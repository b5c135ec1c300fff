/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "authorization.h"

/**
 * SlSignInSession:
 * @id: what the caller knows it by
 * @caller: who began it, a unique bus name; nobody else may touch it
 * @authorization: how far it is
 * @changed_id: the handler of its "changed"
 * @watch_id: ends it with its caller
 *
 * One sign-in in the browser that a program on the bus began. Owned by the calls.
 */
typedef struct
{
  char            *id;
  char            *caller;
  SlAuthorization *authorization;
  gulong           changed_id;
  guint            watch_id;
} SlSignInSession;

SlSignInSession *sl_sign_in_session_new (const char *caller, SlAuthorization *authorization);
void             sl_sign_in_session_free (SlSignInSession *session);
const char      *sl_sign_in_session_get_word (const SlSignInSession *session);
