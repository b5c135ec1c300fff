/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "credential.h"
#include "server.h"

/**
 * SlOnlineSignIn:
 * @server: where it signs in, with its user
 * @credential: (nullable): with what, or why with nothing; %NULL if nobody asked for it
 *
 * What GNOME Online Accounts knows of one sign-in.
 */
typedef struct
{
  SlServer     *server;
  SlCredential *credential;
} SlOnlineSignIn;

/* Why there is none. */
typedef enum
{
  SL_ONLINE_SIGN_IN_ERROR_UNKNOWN,     /* no such account, or several, or one without a mail server */
  SL_ONLINE_SIGN_IN_ERROR_UNREACHABLE, /* GNOME Online Accounts does not answer */
} SlOnlineSignInError;

#define SL_ONLINE_SIGN_IN_ERROR (sl_online_sign_in_error_quark ())
GQuark sl_online_sign_in_error_quark (void);

SlOnlineSignIn *sl_online_sign_in_find (const char *wanted, gboolean with_secret, GError **error);
void            sl_online_sign_in_free (SlOnlineSignIn *sign_in);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlOnlineSignIn, sl_online_sign_in_free)
