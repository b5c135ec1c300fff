/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

gboolean sl_certificate_rule_check (GTlsCertificate     *certificate,
                                    GTlsCertificateFlags errors,
                                    const char          *pinned_key,
                                    GError             **error);
