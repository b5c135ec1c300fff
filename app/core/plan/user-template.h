/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What servers take as the user name, in the words of Thunderbird's autoconfiguration. */
#define SL_USER_TEMPLATE_ADDRESS "%EMAILADDRESS%"
#define SL_USER_TEMPLATE_LOCAL_PART "%EMAILLOCALPART%"
#define SL_USER_TEMPLATE_DOMAIN "%EMAILDOMAIN%"

char *sl_user_template_fill (const char *user_template, const char *address);
