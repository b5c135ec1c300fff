/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlTestCertificates:
 * @trust: trusts the test's own authority and nobody else
 * @good: for localhost and 127.0.0.1, signed by the authority
 * @expired: the same, but of last year
 * @other_host: signed, but for mail.example.org
 * @web: signed, for example.org and every name directly below it
 * @self_signed: for localhost, signed by itself
 *
 * Certificates with keys, made when they are asked for and never kept.
 */
typedef struct
{
  GTlsDatabase    *trust;
  GTlsCertificate *good;
  GTlsCertificate *expired;
  GTlsCertificate *other_host;
  GTlsCertificate *web;
  GTlsCertificate *self_signed;
} SlTestCertificates;

const SlTestCertificates *sl_test_certificates_get (void);
