/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

GTlsCertificate *sl_practice_certificate_new (char **authority_pem, GError **error);
