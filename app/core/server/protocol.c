/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "protocol.h"

G_DEFINE_ENUM_TYPE (SlProtocol,
                    sl_protocol,
                    G_DEFINE_ENUM_VALUE (SL_PROTOCOL_IMAP, "imap"),
                    G_DEFINE_ENUM_VALUE (SL_PROTOCOL_POP3, "pop3"),
                    G_DEFINE_ENUM_VALUE (SL_PROTOCOL_SMTP, "smtp"),
                    G_DEFINE_ENUM_VALUE (SL_PROTOCOL_JMAP, "jmap"),
                    G_DEFINE_ENUM_VALUE (SL_PROTOCOL_HTTPS, "https"))

G_DEFINE_ENUM_TYPE (SlSecurity,
                    sl_security,
                    G_DEFINE_ENUM_VALUE (SL_SECURITY_TLS, "tls"),
                    G_DEFINE_ENUM_VALUE (SL_SECURITY_STARTTLS, "starttls"))

G_DEFINE_ENUM_TYPE (SlCheckKind,
                    sl_check_kind,
                    G_DEFINE_ENUM_VALUE (SL_CHECK_KIND_DOOR, "door"),
                    G_DEFINE_ENUM_VALUE (SL_CHECK_KIND_SIGNIN, "signin"))
