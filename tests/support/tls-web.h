/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

guint16 sl_tls_web_listen (SoupServer *server, GTlsCertificate *certificate);
void    sl_tls_web_stop (SoupServer *server);
