/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * SlSigninError:
 *
 * Why a step of a check could not be taken, besides what GIO reports. These never leave the layer:
 * sl_failure_outcome() turns them into the outcome of a check.
 */
typedef enum
{
  SL_SIGNIN_ERROR_CLOSED,              /* the server ended the connection */
  SL_SIGNIN_ERROR_LINE_TOO_LONG,       /* a line above SL_MAX_LINE_BYTES */
  SL_SIGNIN_ERROR_REPLY_TOO_LONG,      /* a reply above SL_MAX_REPLY_BYTES */
  SL_SIGNIN_ERROR_PROTOCOL,            /* not what the protocol allows here */
  SL_SIGNIN_ERROR_INJECTED,            /* bytes sent before encryption, behind the STARTTLS reply */
  SL_SIGNIN_ERROR_HTTP,                /* HTTP where mail was due; see conversation.c */
  SL_SIGNIN_ERROR_TLS_VERSION,         /* older than TLS 1.2 */
  SL_SIGNIN_ERROR_CERTIFICATE_EXPIRED, /* not valid today, otherwise fine */
  SL_SIGNIN_ERROR_CERTIFICATE_UNTRUSTED, /* nobody we trust vouches for it */
  SL_SIGNIN_ERROR_CERTIFICATE_HOSTNAME,  /* made out to somebody else */
  SL_SIGNIN_ERROR_CERTIFICATE_REVOKED,   /* withdrawn by its issuer: no pin helps */
  SL_SIGNIN_ERROR_CERTIFICATE_CHANGED,   /* not acceptable, and not the pinned key */
} SlSigninError;

#define SL_SIGNIN_ERROR (sl_signin_error_quark ())
GQuark sl_signin_error_quark (void);
