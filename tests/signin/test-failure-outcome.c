/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "failure-outcome.h"
#include "signin-error.h"

#include <gio/gio.h>

typedef struct
{
  const char *name;
  GQuark (*domain) (void);
  int         code;
  SlStage     stage;
  const char *outcome;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "name-unknown", g_resolver_error_quark, G_RESOLVER_ERROR_NOT_FOUND, SL_STAGE_DNS, "dns-not-found" },
  { "name-server-down", g_resolver_error_quark, G_RESOLVER_ERROR_TEMPORARY_FAILURE, SL_STAGE_DNS, "dns-failed" },
  { "name-server-silent", g_io_error_quark, G_IO_ERROR_TIMED_OUT, SL_STAGE_DNS, "dns-failed" },
  { "refused", g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, SL_STAGE_CONNECT, "connection-refused" },
  { "no-network", g_io_error_quark, G_IO_ERROR_NETWORK_UNREACHABLE, SL_STAGE_CONNECT, "offline" },
  { "host-gone", g_io_error_quark, G_IO_ERROR_HOST_UNREACHABLE, SL_STAGE_CONNECT, "connection-timeout" },
  { "silent-host", g_io_error_quark, G_IO_ERROR_TIMED_OUT, SL_STAGE_CONNECT, "connection-timeout" },
  { "silent-handshake", g_io_error_quark, G_IO_ERROR_TIMED_OUT, SL_STAGE_TLS, "connection-timeout" },
  { "silent-greeting", g_io_error_quark, G_IO_ERROR_TIMED_OUT, SL_STAGE_GREETING, "greeting-missing" },
  { "silent-sign-in", g_io_error_quark, G_IO_ERROR_TIMED_OUT, SL_STAGE_AUTHENTICATION, "timeout" },
  { "silent-mailbox", g_io_error_quark, G_IO_ERROR_TIMED_OUT, SL_STAGE_MAILBOX, "timeout" },
  { "cut", g_io_error_quark, G_IO_ERROR_CONNECTION_CLOSED, SL_STAGE_TLS, "connection-reset" },
  { "cut-before-greeting", g_io_error_quark, G_IO_ERROR_CONNECTION_CLOSED, SL_STAGE_GREETING, "greeting-missing" },
  { "cancelled-anywhere", g_io_error_quark, G_IO_ERROR_CANCELLED, SL_STAGE_AUTHENTICATION, "cancelled" },
  { "proxy-says-no", g_io_error_quark, G_IO_ERROR_PROXY_FAILED, SL_STAGE_CONNECT, "proxy-failed" },
  { "proxy-wants-a-password", g_io_error_quark, G_IO_ERROR_PROXY_NEED_AUTH, SL_STAGE_CONNECT, "proxy-failed" },
  { "proxy-forbids", g_io_error_quark, G_IO_ERROR_PROXY_NOT_ALLOWED, SL_STAGE_DNS, "proxy-failed" },
  { "no-common-cipher", g_tls_error_quark, G_TLS_ERROR_MISC, SL_STAGE_TLS, "tls-failed" },
  { "no-tls-at-all", g_tls_error_quark, G_TLS_ERROR_NOT_TLS, SL_STAGE_TLS, "tls-failed" },
  { "certificate-without-flags", g_tls_error_quark, G_TLS_ERROR_BAD_CERTIFICATE, SL_STAGE_TLS, "certificate-untrusted" },
  { "ended-without-goodbye", g_tls_error_quark, G_TLS_ERROR_EOF, SL_STAGE_MAILBOX, "connection-reset" },
  { "too-old", sl_signin_error_quark, SL_SIGNIN_ERROR_TLS_VERSION, SL_STAGE_TLS, "tls-failed" },
  { "withdrawn", sl_signin_error_quark, SL_SIGNIN_ERROR_CERTIFICATE_REVOKED, SL_STAGE_TLS, "certificate-revoked" },
  { "another-key", sl_signin_error_quark, SL_SIGNIN_ERROR_CERTIFICATE_CHANGED, SL_STAGE_TLS, "certificate-changed" },
  { "web-page", sl_signin_error_quark, SL_SIGNIN_ERROR_HTTP, SL_STAGE_TLS, "captive-portal" },
  { "injected", sl_signin_error_quark, SL_SIGNIN_ERROR_INJECTED, SL_STAGE_TLS, "protocol-error" },
  { "endless-line", sl_signin_error_quark, SL_SIGNIN_ERROR_LINE_TOO_LONG, SL_STAGE_GREETING, "protocol-error" },
  { "something-else", g_file_error_quark, G_FILE_ERROR_NOENT, SL_STAGE_AUTHENTICATION, "protocol-error" },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case *checked = data;
  g_autoptr (GError) error = g_error_new_literal (checked->domain (), checked->code, "why");

  g_assert_cmpstr (sl_outcome_to_nick (sl_failure_outcome (error, checked->stage)), ==,
                   checked->outcome);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signin/failure-outcome/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
