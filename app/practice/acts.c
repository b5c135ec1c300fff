/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "acts.h"

G_DEFINE_ENUM_TYPE (SlMailAct,
                    sl_mail_act,
                    G_DEFINE_ENUM_VALUE (SL_MAIL_ACT_HEALTHY, "healthy"),
                    G_DEFINE_ENUM_VALUE (SL_MAIL_ACT_AUTH_UNAVAILABLE, "auth-unavailable"),
                    G_DEFINE_ENUM_VALUE (SL_MAIL_ACT_AUTH_REJECTED, "auth-rejected"),
                    G_DEFINE_ENUM_VALUE (SL_MAIL_ACT_MAILBOX_UNAVAILABLE, "mailbox-unavailable"),
                    G_DEFINE_ENUM_VALUE (SL_MAIL_ACT_SLOW, "slow"),
                    G_DEFINE_ENUM_VALUE (SL_MAIL_ACT_REFUSE, "refuse"))

G_DEFINE_ENUM_TYPE (SlPageAct,
                    sl_page_act,
                    G_DEFINE_ENUM_VALUE (SL_PAGE_ACT_GREEN, "green"),
                    G_DEFINE_ENUM_VALUE (SL_PAGE_ACT_INCIDENT, "incident"))

G_DEFINE_ENUM_TYPE (SlNetworkAct,
                    sl_network_act,
                    G_DEFINE_ENUM_VALUE (SL_NETWORK_ACT_UP, "up"),
                    G_DEFINE_ENUM_VALUE (SL_NETWORK_ACT_DOWN, "down"))

G_DEFINE_ENUM_TYPE (SlPersonAct,
                    sl_person_act,
                    G_DEFINE_ENUM_VALUE (SL_PERSON_ACT_NOTHING, "nothing"),
                    G_DEFINE_ENUM_VALUE (SL_PERSON_ACT_NEW_PASSWORD, "new-password"))
