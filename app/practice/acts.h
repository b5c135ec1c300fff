/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/* How the practice's mail server behaves. The nick is the word of scenario files. */
typedef enum
{
  SL_MAIL_ACT_HEALTHY,
  SL_MAIL_ACT_AUTH_UNAVAILABLE,    /* NO [UNAVAILABLE] to every sign-in: their fault */
  SL_MAIL_ACT_AUTH_REJECTED,       /* NO [AUTHENTICATIONFAILED], whatever the password */
  SL_MAIL_ACT_MAILBOX_UNAVAILABLE, /* signs in, then cannot open INBOX */
  SL_MAIL_ACT_SLOW,                /* healthy, but answers late */
  SL_MAIL_ACT_REFUSE,              /* nobody listens on the port */
} SlMailAct;

#define SL_TYPE_MAIL_ACT (sl_mail_act_get_type ())
GType sl_mail_act_get_type (void);

/* What the practice's status page says. */
typedef enum
{
  SL_PAGE_ACT_GREEN,
  SL_PAGE_ACT_INCIDENT,
} SlPageAct;

#define SL_TYPE_PAGE_ACT (sl_page_act_get_type ())
GType sl_page_act_get_type (void);

/* What the user's own connection does, as the desktop would tell it. */
typedef enum
{
  SL_NETWORK_ACT_UP,
  SL_NETWORK_ACT_DOWN, /* no route anywhere */
} SlNetworkAct;

#define SL_TYPE_NETWORK_ACT (sl_network_act_get_type ())
GType sl_network_act_get_type (void);

/* What the user does. */
typedef enum
{
  SL_PERSON_ACT_NOTHING,
  SL_PERSON_ACT_NEW_PASSWORD, /* gives the lantern the password that the server now wants */
} SlPersonAct;

#define SL_TYPE_PERSON_ACT (sl_person_act_get_type ())
GType sl_person_act_get_type (void);
