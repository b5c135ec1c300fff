/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "certificate-reader.h"
#include "certificate-rule.h"
#include "signin-error.h"
#include "test-certificates.h"

/* Which pin is held against the certificate. */
typedef enum
{
  NONE,
  ITS_OWN,
  ANOTHER,
} Pin;

typedef struct
{
  const char          *name;
  GTlsCertificateFlags errors;
  Pin                  pin;
  int                  code; /* -1: accepted */
} Case;

/* clang-format off */
static const Case cases[] = {
  { "nothing-wrong", G_TLS_CERTIFICATE_NO_FLAGS, NONE, -1 },
  { "nothing-wrong-needs-no-pin", G_TLS_CERTIFICATE_NO_FLAGS, ANOTHER, -1 },
  { "untrusted", G_TLS_CERTIFICATE_UNKNOWN_CA, NONE, SL_SIGNIN_ERROR_CERTIFICATE_UNTRUSTED },
  { "untrusted-but-pinned", G_TLS_CERTIFICATE_UNKNOWN_CA, ITS_OWN, -1 },
  { "untrusted-and-another-key", G_TLS_CERTIFICATE_UNKNOWN_CA, ANOTHER, SL_SIGNIN_ERROR_CERTIFICATE_CHANGED },
  { "expired", G_TLS_CERTIFICATE_EXPIRED, NONE, SL_SIGNIN_ERROR_CERTIFICATE_EXPIRED },
  { "not-yet-valid", G_TLS_CERTIFICATE_NOT_ACTIVATED, NONE, SL_SIGNIN_ERROR_CERTIFICATE_EXPIRED },
  { "expired-but-pinned", G_TLS_CERTIFICATE_EXPIRED, ITS_OWN, -1 },
  { "wrong-name", G_TLS_CERTIFICATE_BAD_IDENTITY, NONE, SL_SIGNIN_ERROR_CERTIFICATE_HOSTNAME },
  { "wrong-name-and-expired", G_TLS_CERTIFICATE_BAD_IDENTITY | G_TLS_CERTIFICATE_EXPIRED, NONE, SL_SIGNIN_ERROR_CERTIFICATE_HOSTNAME },
  { "wrong-name-and-untrusted", G_TLS_CERTIFICATE_BAD_IDENTITY | G_TLS_CERTIFICATE_UNKNOWN_CA, NONE, SL_SIGNIN_ERROR_CERTIFICATE_UNTRUSTED },
  { "weak", G_TLS_CERTIFICATE_INSECURE, NONE, SL_SIGNIN_ERROR_CERTIFICATE_UNTRUSTED },
  { "withdrawn", G_TLS_CERTIFICATE_REVOKED, NONE, SL_SIGNIN_ERROR_CERTIFICATE_REVOKED },
  { "withdrawn-though-pinned", G_TLS_CERTIFICATE_REVOKED | G_TLS_CERTIFICATE_UNKNOWN_CA, ITS_OWN, SL_SIGNIN_ERROR_CERTIFICATE_REVOKED },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case      *checked = data;
  GTlsCertificate *certificate = sl_test_certificates_get ()->self_signed;
  g_autofree char *own = sl_certificate_reader_dup_key (certificate);
  g_autofree char *another = g_strnfill (64, '0');
  const char      *pins[] = { NULL, own, another };
  g_autoptr (GError) error = NULL;
  gboolean accepted
      = sl_certificate_rule_check (certificate, checked->errors, pins[checked->pin], &error);

  g_assert_cmpint (accepted, ==, checked->code < 0);
  if (!accepted)
    g_assert_error (error, SL_SIGNIN_ERROR, checked->code);
}

static void
test_no_certificate (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sl_certificate_rule_check (NULL, G_TLS_CERTIFICATE_NO_FLAGS, NULL, &error));
  g_assert_error (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_CERTIFICATE_UNTRUSTED);
}

/* What the user is shown before they trust it, and that it survives D-Bus. */
static void
test_facts (void)
{
  g_autoptr (SlCertificateFacts) read
      = sl_certificate_reader_read (sl_test_certificates_get ()->other_host);
  g_autoptr (GVariant) variant = g_variant_ref_sink (sl_certificate_facts_to_variant (read));
  g_autoptr (SlCertificateFacts) facts = sl_certificate_facts_new_from_variant (variant);
  g_autofree char *key = sl_certificate_reader_dup_key (sl_test_certificates_get ()->other_host);

  g_assert_true (g_strv_contains ((const char *const *) facts->names, "mail.example.org"));
  g_assert_nonnull (facts->subject);
  g_assert_nonnull (facts->issuer);
  g_assert_cmpint (facts->valid_from, >, 0);
  g_assert_cmpint (facts->valid_until, >, facts->valid_from);
  g_assert_false (facts->self_signed);
  g_assert_cmpstr (facts->key, ==, key);
  g_assert_null (facts->accepted_key);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signin/certificate-rule/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/signin/certificate-rule/no-certificate", test_no_certificate);
  g_test_add_func ("/signin/certificate-rule/facts", test_facts);
  return g_test_run ();
}
