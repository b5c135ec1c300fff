/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users see when a POP3 server behaves, misbehaves or lies. */
#include "check-fixture.h"

#define TLS SL_SECURITY_TLS
#define STARTTLS SL_SECURITY_STARTTLS
#define DOOR SL_CHECK_KIND_DOOR
#define SIGNIN SL_CHECK_KIND_SIGNIN

#define GREETING "TLS\nS: +OK ready\n"
#define CAPABILITIES "C: CAPA\nS: +OK\nS: SASL PLAIN LOGIN\nS: USER\nS: PIPELINING\nS: .\n"
#define FLIGHT GREETING CAPABILITIES "C: AUTH PLAIN *\n"
#define CLEAR "S: +OK ready\nC: CAPA\nS: +OK\nS: STLS\nS: .\n"

/* clang-format off */
static const FixtureCase cases[] = {
  { "pop3/good-sign-in", TLS, SIGNIN,
    FLIGHT "C: STAT\nC: QUIT\nS: +OK signed in\nS: +OK 3 1024\nS: +OK bye\nCLOSE", GOOD, "ok", "done", 1 },
  { "pop3/good-sign-in-one-by-one", TLS, SIGNIN,
    GREETING "C: CAPA\nS: +OK\nS: SASL PLAIN\nS: .\nC: AUTH PLAIN *\nS: +OK\nC: STAT\nS: +OK 0 0\nC: QUIT\nS: +OK\nCLOSE",
    GOOD, "ok", "done", 1 },
  { "pop3/good-door", TLS, DOOR, GREETING "C: QUIT\nS: +OK\nCLOSE", GOOD, "ok", "done", 0 },
  { "pop3/user-and-pass", TLS, SIGNIN,
    GREETING "C: CAPA\nS: +OK\nS: USER\nS: .\nC: USER ann@example.org\nS: +OK\nC: PASS *\nS: +OK\nC: STAT\nS: +OK 0 0\n"
    "C: QUIT\nS: +OK\nCLOSE", GOOD, "ok", "done", 1 },
  { "pop3/old-server-without-capabilities", TLS, SIGNIN,
    GREETING "C: CAPA\nS: -ERR what\nC: USER *\nS: +OK\nC: PASS *\nS: -ERR no\nC: QUIT\nS: +OK\nCLOSE",
    GOOD, "auth-rejected", "authentication", 1 },
  { "pop3/login-mechanism", TLS, SIGNIN,
    GREETING "C: CAPA\nS: +OK\nS: SASL LOGIN\nS: .\nC: AUTH LOGIN\nS: + VXNlcm5hbWU6\nC: *\nS: + UGFzc3dvcmQ6\nC: *\nS: +OK\n"
    "C: STAT\nS: +OK 0 0\nC: QUIT\nS: +OK\nCLOSE", GOOD, "ok", "done", 1 },
  { "pop3/no-way-to-sign-in", TLS, SIGNIN,
    GREETING "C: CAPA\nS: +OK\nS: SASL XOAUTH2\nS: .\nC: QUIT\nS: +OK\nCLOSE", GOOD, "auth-method-disabled", "authentication", 0 },
  { "pop3/refused", TLS, SIGNIN, FLIGHT "S: -ERR [AUTH] Authentication failed.\nS: -ERR no\nS: +OK\nCLOSE",
    GOOD, "auth-rejected", "authentication", 1 },
  { "pop3/sign-in-unavailable", TLS, SIGNIN, FLIGHT "S: -ERR [SYS/TEMP] later\nCLOSE",
    GOOD, "auth-unavailable", "authentication", 1 },
  { "pop3/mailbox-in-use", TLS, SIGNIN, FLIGHT "S: -ERR [IN-USE] locked\nCLOSE",
    GOOD, "too-many-connections", "authentication", 1 },
  { "pop3/too-soon", TLS, SIGNIN, FLIGHT "S: -ERR [LOGIN-DELAY] wait\nCLOSE", GOOD, "throttled", "authentication", 1 },
  { "pop3/mailbox-broken", TLS, SIGNIN, FLIGHT "S: +OK\nS: -ERR [SYS/TEMP] broken\nS: +OK\nCLOSE",
    GOOD, "mailbox-unavailable", "mailbox", 1 },
  { "pop3/greeting-refused", TLS, SIGNIN, "TLS\nS: -ERR busy\nCLOSE", GOOD, "greeting-rejected", "greeting", 0 },
  { "pop3/unasked-continuation", TLS, SIGNIN, FLIGHT "S: + more\nCLOSE", GOOD, "protocol-error", "authentication", 1 },

  { "pop3/starttls", STARTTLS, SIGNIN,
    CLEAR "C: STLS\nS: +OK go\nTLS\n" CAPABILITIES "C: AUTH PLAIN *\nS: +OK\nS: +OK 0 0\nS: +OK\nCLOSE", GOOD, "ok", "done", 1 },
  { "pop3/starttls-not-offered", STARTTLS, SIGNIN,
    "S: +OK ready\nC: CAPA\nS: +OK\nS: USER\nS: .\nC: QUIT\nS: +OK\nCLOSE", GOOD, "starttls-missing", "greeting", 0 },
  { "pop3/starttls-refused", STARTTLS, SIGNIN, CLEAR "C: STLS\nS: -ERR no\nC: QUIT\nS: +OK\nCLOSE",
    GOOD, "starttls-missing", "greeting", 0 },
  { "pop3/starttls-text-injected", STARTTLS, SIGNIN, CLEAR "C: STLS\ns: +OK go\\r\\n+OK more\\r\\n",
    GOOD, "protocol-error", "tls", 0 },

  { "pop3/certificate-expired", TLS, SIGNIN, "TLS", EXPIRED, "certificate-expired", "tls", 0 },
  { "pop3/certificate-untrusted", TLS, SIGNIN, "TLS", SELF_SIGNED, "certificate-untrusted", "tls", 0 },
  { "pop3/web-server-behind-tls", TLS, SIGNIN, "TLS\nS: HTTP/1.1 400 Bad Request", GOOD, "protocol-error", "greeting", 0 },
  { "pop3/silent-at-greeting", TLS, SIGNIN, "TLS\nSTALL", GOOD, "greeting-missing", "greeting", 0 },
  { "pop3/silent-at-sign-in", TLS, SIGNIN, FLIGHT "STALL", GOOD, "timeout", "authentication", 1 },
  { "pop3/closed-at-sign-in", TLS, SIGNIN, FLIGHT "CLOSE", GOOD, "connection-reset", "authentication", 1 },
  { "pop3/closed-at-mailbox", TLS, SIGNIN, FLIGHT "S: +OK\nCLOSE", GOOD, "connection-reset", "mailbox", 1 },
  { "pop3/endless-capabilities", TLS, SIGNIN, GREETING "C: CAPA\nS: +OK\nLINES X-MORE", GOOD, "protocol-error", "greeting", 0 },
  { "pop3/endless-line", TLS, SIGNIN, FLIGHT "FLOOD +OK ", GOOD, "protocol-error", "authentication", 1 },
  { "pop3/no-pop3-at-all", TLS, SIGNIN, "TLS\nS: * OK I speak IMAP", GOOD, "protocol-error", "greeting", 0 },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_cases (SL_PROTOCOL_POP3, cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
