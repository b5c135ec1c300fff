/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/**
 * SlProtocol:
 *
 * What is spoken with a server. The nick is the word of the "protocol" field in evidence files.
 */
typedef enum
{
  SL_PROTOCOL_IMAP,
  SL_PROTOCOL_POP3,
  SL_PROTOCOL_SMTP, /* message submission, RFC 6409 */
  SL_PROTOCOL_JMAP,
  SL_PROTOCOL_HTTPS,
} SlProtocol;

#define SL_TYPE_PROTOCOL (sl_protocol_get_type ())
GType sl_protocol_get_type (void);

/**
 * SlSecurity:
 *
 * How the connection is encrypted. There is no third kind: nothing is ever sent in clear.
 */
typedef enum
{
  SL_SECURITY_TLS,      /* implicit TLS from the first byte, RFC 8314 */
  SL_SECURITY_STARTTLS, /* upgraded before anything else is said */
} SlSecurity;

#define SL_TYPE_SECURITY (sl_security_get_type ())
GType sl_security_get_type (void);

/**
 * SlCheckKind:
 *
 * Door: as far as the greeting, no credentials. Sign-in: the real thing, INBOX opened read-only.
 */
typedef enum
{
  SL_CHECK_KIND_DOOR,
  SL_CHECK_KIND_SIGNIN,
} SlCheckKind;

#define SL_TYPE_CHECK_KIND (sl_check_kind_get_type ())
GType sl_check_kind_get_type (void);
