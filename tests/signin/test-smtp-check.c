/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users see when a submission server behaves, misbehaves or lies. */
#include "check-fixture.h"

#define TLS SL_SECURITY_TLS
#define STARTTLS SL_SECURITY_STARTTLS
#define DOOR SL_CHECK_KIND_DOOR
#define SIGNIN SL_CHECK_KIND_SIGNIN

#define HELLO "TLS\nS: 220 mail.example.org ESMTP\nC: EHLO [127.0.0.1]\n"
#define GREETED HELLO "S: 250-mail.example.org\nS: 250-PIPELINING\nS: 250 AUTH LOGIN PLAIN\n"
#define FLIGHT GREETED "C: AUTH PLAIN *\n"
#define CLEAR                                                                                      \
  "S: 220 mail.example.org\nC: EHLO *\nS: 250-mail.example.org\nS: 250 STARTTLS\nC: STARTTLS\n"

/* clang-format off */
static const FixtureCase cases[] = {
  { "smtp/good-sign-in", TLS, SIGNIN, FLIGHT "C: QUIT\nS: 235 2.7.0 signed in\nS: 221 bye\nCLOSE", GOOD, "ok", "done", 1 },
  { "smtp/good-sign-in-one-by-one", TLS, SIGNIN,
    HELLO "S: 250-mail.example.org\nS: 250 AUTH PLAIN\nC: AUTH PLAIN *\nS: 235 2.7.0 ok\nC: QUIT\nS: 221 bye\nCLOSE",
    GOOD, "ok", "done", 1 },
  { "smtp/good-door", TLS, DOOR, GREETED "C: QUIT\nS: 221 bye\nCLOSE", GOOD, "ok", "done", 0 },
  { "smtp/greeting-of-several-lines", TLS, DOOR,
    "TLS\nS: 220-mail.example.org\nS: 220 no spam\nC: EHLO *\nS: 250 mail.example.org\nC: QUIT\nS: 221\nCLOSE", GOOD, "ok", "done", 0 },
  { "smtp/login-mechanism", TLS, SIGNIN,
    HELLO "S: 250-mail.example.org\nS: 250 AUTH=LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: *\nS: 334 UGFzc3dvcmQ6\nC: *\n"
    "S: 235 ok\nC: QUIT\nS: 221\nCLOSE", GOOD, "ok", "done", 1 },
  { "smtp/no-way-to-sign-in", TLS, SIGNIN, HELLO "S: 250 mail.example.org\nC: QUIT\nS: 221\nCLOSE",
    GOOD, "auth-method-disabled", "authentication", 0 },
  { "smtp/refused", TLS, SIGNIN, FLIGHT "S: 535-5.7.8 Username and Password\nS: 535 5.7.8 not accepted\nS: 221\nCLOSE",
    GOOD, "auth-rejected", "authentication", 1 },
  { "smtp/sign-in-unavailable", TLS, SIGNIN, FLIGHT "S: 454 4.7.0 later\nS: 221\nCLOSE", GOOD, "auth-unavailable", "authentication", 1 },
  { "smtp/password-transition", TLS, SIGNIN, FLIGHT "S: 432 4.7.12 change it\nS: 221\nCLOSE", GOOD, "auth-expired", "authentication", 1 },
  { "smtp/account-disabled", TLS, SIGNIN, FLIGHT "S: 525 5.7.13 off\nS: 221\nCLOSE", GOOD, "auth-disabled", "authentication", 1 },
  { "smtp/busy-at-greeting", TLS, SIGNIN, "TLS\nS: 421 4.3.2 Service not active\nCLOSE", GOOD, "greeting-rejected", "greeting", 0 },
  { "smtp/refused-at-greeting", TLS, DOOR, "TLS\nS: 554 no mail here\nC: QUIT\nS: 221\nCLOSE", GOOD, "greeting-rejected", "greeting", 0 },
  { "smtp/hello-refused", TLS, DOOR, HELLO "S: 550 who are you\nC: QUIT\nS: 221\nCLOSE", GOOD, "greeting-rejected", "greeting", 0 },
  { "smtp/answer-of-the-wrong-kind", TLS, SIGNIN, FLIGHT "S: 250 2.0.0 fine\nCLOSE", GOOD, "protocol-error", "authentication", 1 },

  { "smtp/starttls", STARTTLS, SIGNIN,
    CLEAR "S: 220 go\nTLS\nC: EHLO *\nS: 250-mail.example.org\nS: 250 AUTH PLAIN\nC: AUTH PLAIN *\nS: 235 ok\nC: QUIT\nS: 221\nCLOSE",
    GOOD, "ok", "done", 1 },
  { "smtp/starttls-not-offered", STARTTLS, SIGNIN,
    "S: 220 mail.example.org\nC: EHLO *\nS: 250-mail.example.org\nS: 250 AUTH PLAIN\nC: QUIT\nS: 221\nCLOSE",
    GOOD, "starttls-missing", "greeting", 0 },
  { "smtp/starttls-refused", STARTTLS, SIGNIN, CLEAR "S: 454 4.7.0 TLS not available\nC: QUIT\nS: 221\nCLOSE",
    GOOD, "starttls-missing", "greeting", 0 },
  { "smtp/starttls-text-injected", STARTTLS, SIGNIN, CLEAR "s: 220 go\\r\\n250 AUTH PLAIN\\r\\n", GOOD, "protocol-error", "tls", 0 },

  { "smtp/certificate-expired", TLS, SIGNIN, "TLS", EXPIRED, "certificate-expired", "tls", 0 },
  { "smtp/certificate-of-another-host", TLS, SIGNIN, "TLS", OTHER_HOST, "certificate-hostname", "tls", 0 },
  { "smtp/web-server-behind-tls", TLS, SIGNIN, "TLS\nS: HTTP/1.1 400 Bad Request", GOOD, "protocol-error", "greeting", 0 },
  { "smtp/silent-at-greeting", TLS, SIGNIN, "TLS\nSTALL", GOOD, "greeting-missing", "greeting", 0 },
  { "smtp/silent-at-sign-in", TLS, SIGNIN, FLIGHT "STALL", GOOD, "timeout", "authentication", 1 },
  { "smtp/closed-at-hello", TLS, SIGNIN, HELLO "CLOSE", GOOD, "greeting-missing", "greeting", 0 },
  { "smtp/closed-at-sign-in", TLS, SIGNIN, FLIGHT "CLOSE", GOOD, "connection-reset", "authentication", 1 },
  { "smtp/endless-greeting", TLS, SIGNIN, "TLS\nLINES 220-welcome", GOOD, "protocol-error", "greeting", 0 },
  { "smtp/endless-line", TLS, SIGNIN, FLIGHT "FLOOD 535-", GOOD, "protocol-error", "authentication", 1 },
  { "smtp/changing-status", TLS, SIGNIN, HELLO "S: 250-mail.example.org\nS: 550 no", GOOD, "protocol-error", "greeting", 0 },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_cases (SL_PROTOCOL_SMTP, cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
