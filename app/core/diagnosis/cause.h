/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/**
 * SlCause:
 *
 * Whose fault a state is.
 */
typedef enum
{
  SL_CAUSE_NONE,
  SL_CAUSE_PROVIDER,             /* they say so, or the evidence is theirs alone */
  SL_CAUSE_PROVIDER_UNCONFIRMED, /* it looks like them, their feed is silent */
  SL_CAUSE_NETWORK,              /* the user's own connection */
  SL_CAUSE_CREDENTIAL,           /* password, token or account setting */
  SL_CAUSE_CERTIFICATE,          /* something stands in between */
  SL_CAUSE_BLOCKED,              /* the server stopped answering after refused sign-ins */
  SL_CAUSE_THROTTLED,            /* we, or others with this address, ask too often */
  SL_CAUSE_CLIENT,               /* our own mistake or setting */
  SL_CAUSE_UNKNOWN,
} SlCause;

#define SL_TYPE_CAUSE (sl_cause_get_type ())
GType sl_cause_get_type (void);

const char *sl_cause_to_nick (SlCause cause);
gboolean    sl_cause_from_nick (const char *nick, SlCause *cause);
