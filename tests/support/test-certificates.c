/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-certificates.h"

#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DAY_SECONDS (24 * 60 * 60)

typedef struct
{
  gnutls_x509_crt_t     certificate;
  gnutls_x509_privkey_t key;
} Identity;

static int   n_made = 0;
static char *authority_path = NULL;

static void
must (int result)
{
  if (result < 0)
    g_error ("making a test certificate: %s", gnutls_strerror (result));
}

static void
begin (Identity *identity, const char *name, int first_day, int last_day)
{
  const time_t now = time (NULL);
  const guint8 serial = (guint8) ++n_made;

  must (gnutls_x509_privkey_init (&identity->key));
  must (gnutls_x509_privkey_generate (identity->key, GNUTLS_PK_ECDSA,
                                      GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
  must (gnutls_x509_crt_init (&identity->certificate));
  must (gnutls_x509_crt_set_version (identity->certificate, 3));
  must (gnutls_x509_crt_set_serial (identity->certificate, &serial, sizeof serial));
  must (gnutls_x509_crt_set_key (identity->certificate, identity->key));
  must (gnutls_x509_crt_set_activation_time (identity->certificate, now + first_day * DAY_SECONDS));
  must (gnutls_x509_crt_set_expiration_time (identity->certificate, now + last_day * DAY_SECONDS));
  must (gnutls_x509_crt_set_dn_by_oid (identity->certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                       (unsigned int) strlen (name)));
}

static void
add_host (Identity *identity, const char *host)
{
  must (gnutls_x509_crt_set_subject_alt_name (identity->certificate, GNUTLS_SAN_DNSNAME, host,
                                              (unsigned int) strlen (host), GNUTLS_FSAN_APPEND));
}

static void
sign (Identity *identity, const Identity *issuer)
{
  must (gnutls_x509_crt_sign2 (identity->certificate, issuer->certificate, issuer->key,
                               GNUTLS_DIG_SHA256, 0));
}

static char *
to_pem (const Identity *identity, gboolean with_key)
{
  gnutls_datum_t certificate = { NULL, 0 };
  gnutls_datum_t key = { NULL, 0 };
  char          *pem;

  must (gnutls_x509_crt_export2 (identity->certificate, GNUTLS_X509_FMT_PEM, &certificate));
  must (gnutls_x509_privkey_export2_pkcs8 (identity->key, GNUTLS_X509_FMT_PEM, NULL,
                                           GNUTLS_PKCS_PLAIN, &key));
  pem = g_strdup_printf ("%.*s%.*s", (int) certificate.size, certificate.data,
                         with_key ? (int) key.size : 0, key.data);
  gnutls_free (certificate.data);
  gnutls_free (key.data);
  return pem;
}

static void
end (Identity *identity)
{
  gnutls_x509_crt_deinit (identity->certificate);
  gnutls_x509_privkey_deinit (identity->key);
}

static GTlsCertificate *
make_server (const Identity *issuer, const char *hosts, int first_day, int last_day)
{
  g_auto (GStrv) names = g_strsplit (hosts, " ", -1);
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = NULL;
  Identity         server;
  GTlsCertificate *certificate;

  begin (&server, names[0], first_day, last_day);
  for (guint i = 0; names[i] != NULL; i++)
    add_host (&server, names[i]);
  sign (&server, issuer != NULL ? issuer : &server);
  pem = to_pem (&server, TRUE);
  certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);
  end (&server);
  return certificate;
}

static void
remove_authority (void)
{
  g_unlink (authority_path);
  g_free (authority_path);
}

/* GIO reads trusted certificates from a file only, and again for each connection. */
static GTlsDatabase *
make_trust (const Identity *authority)
{
  g_autofree char *pem = to_pem (authority, FALSE);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  GTlsDatabase *trust;
  int           fd = g_file_open_tmp ("sl-authority-XXXXXX.pem", &path, &error);

  g_assert_no_error (error);
  close (fd);
  g_file_set_contents (path, pem, -1, &error);
  g_assert_no_error (error);
  trust = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  authority_path = g_steal_pointer (&path);
  atexit (remove_authority);
  return trust;
}

/**
 * sl_test_certificates_get:
 *
 * Makes the certificates when it is called first.
 *
 * Returns: (transfer none): the certificates, for the life of the program
 */
const SlTestCertificates *
sl_test_certificates_get (void)
{
  static SlTestCertificates certificates;
  Identity                  authority;

  if (certificates.trust != NULL)
    return &certificates;
  begin (&authority, "Storm Lantern test authority", -2, 2);
  must (gnutls_x509_crt_set_basic_constraints (authority.certificate, 1, -1));
  must (gnutls_x509_crt_set_key_usage (authority.certificate, GNUTLS_KEY_KEY_CERT_SIGN));
  sign (&authority, &authority);
  certificates.good = make_server (&authority, "localhost", -1, 1);
  certificates.expired = make_server (&authority, "localhost", -400, -35);
  certificates.other_host = make_server (&authority, "mail.example.org", -1, 1);
  certificates.web = make_server (&authority, "example.org *.example.org", -1, 1);
  certificates.self_signed = make_server (NULL, "localhost", -1, 1);
  certificates.trust = make_trust (&authority);
  end (&authority);
  return &certificates;
}
