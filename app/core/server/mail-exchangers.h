/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/**
 * SlMailExchangers:
 *
 * Who takes the mail of which domain, as the name servers said when they were last asked (MX
 * records). Kept in a file, so that the rules that look here need no network. A file that cannot be
 * read knows nothing. It holds domains and hosts only, never an address.
 *
 * {"domains": {"club.example": {"hosts": ["mx.example.net"], "asked": 1790000000}}}
 */
#define SL_TYPE_MAIL_EXCHANGERS (sl_mail_exchangers_get_type ())
G_DECLARE_FINAL_TYPE (SlMailExchangers, sl_mail_exchangers, SL, MAIL_EXCHANGERS, GObject)

char              *sl_mail_exchangers_default_path (void);
SlMailExchangers  *sl_mail_exchangers_new (const char *path);
void               sl_mail_exchangers_reload (SlMailExchangers *self);
gboolean           sl_mail_exchangers_save (SlMailExchangers *self, GError **error);
void               sl_mail_exchangers_learn (SlMailExchangers *self, const char *domain, const char *const *hosts, gint64 now);
gboolean           sl_mail_exchangers_is_news (SlMailExchangers *self, const char *domain, gint64 now);
const char *const *sl_mail_exchangers_lookup (SlMailExchangers *self, const char *domain);
char              *sl_mail_domain_of (const char *mail_address);
