/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "certificate-facts.h"

#include <gio/gio.h>

char               *sl_certificate_reader_dup_key (GTlsCertificate *certificate);
SlCertificateFacts *sl_certificate_reader_read (GTlsCertificate *certificate);
