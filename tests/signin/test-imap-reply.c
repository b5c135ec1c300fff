/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "imap-reply.h"
#include "signin-error.h"

typedef struct
{
  const char  *name;
  const char  *line;
  const char  *tag;
  SlImapStatus status;
  const char  *code;
  const char  *argument;
  const char  *text;
  const char  *capabilities;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "greeting", "* OK Gimap ready", "*", SL_IMAP_STATUS_OK, NULL, NULL, "Gimap ready", NULL },
  { "greeting-with-capabilities", "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] iSCREAM ready...", "*", SL_IMAP_STATUS_OK,
    "CAPABILITY", "IMAP4rev1 SASL-IR AUTH=PLAIN", "iSCREAM ready...", "IMAP4rev1 SASL-IR AUTH=PLAIN" },
  { "capabilities", "* CAPABILITY IMAP4rev1 IDLE", "*", SL_IMAP_STATUS_NONE, NULL, NULL, "CAPABILITY IMAP4rev1 IDLE", "IMAP4rev1 IDLE" },
  { "capabilities-lower-case", "* capability imap4rev1", "*", SL_IMAP_STATUS_NONE, NULL, NULL, "capability imap4rev1", "imap4rev1" },
  { "data", "* 5 EXISTS", "*", SL_IMAP_STATUS_NONE, NULL, NULL, "5 EXISTS", NULL },
  { "refusal", "a4 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", "a4", SL_IMAP_STATUS_NO,
    "AUTHENTICATIONFAILED", NULL, "Invalid credentials (Failure)", NULL },
  { "lower-case", "A4 no [unavailable] later", "A4", SL_IMAP_STATUS_NO, "UNAVAILABLE", NULL, "later", NULL },
  { "code-with-argument", "* NO [WEBALERT https://accounts.google.com/signin/continue?a=b] Web login required.", "*",
    SL_IMAP_STATUS_NO, "WEBALERT", "https://accounts.google.com/signin/continue?a=b", "Web login required.", NULL },
  { "code-with-several-arguments", "* OK [PERMANENTFLAGS (\\Seen \\*)] Limited", "*", SL_IMAP_STATUS_OK,
    "PERMANENTFLAGS", "(\\Seen \\*)", "Limited", NULL },
  { "two-codes", "a4 NO [CONTACTADMIN] [UNAVAILABLE]", "a4", SL_IMAP_STATUS_NO, "CONTACTADMIN", NULL, "[UNAVAILABLE]", NULL },
  { "code-never-closed", "a4 NO [ALERT text", "a4", SL_IMAP_STATUS_NO, NULL, NULL, "[ALERT text", NULL },
  { "empty-code", "a4 NO [] text", "a4", SL_IMAP_STATUS_NO, NULL, NULL, "text", NULL },
  { "no-text", "a4 OK", "a4", SL_IMAP_STATUS_OK, NULL, NULL, "", NULL },
  { "goodbye", "* BYE", "*", SL_IMAP_STATUS_BYE, NULL, NULL, "", NULL },
  { "signed-in-already", "* PREAUTH hello", "*", SL_IMAP_STATUS_PREAUTH, NULL, NULL, "hello", NULL },
  { "many-spaces", "*   OK   [ALERT]   text", "*", SL_IMAP_STATUS_OK, "ALERT", NULL, "text", NULL },
  { "word-that-only-begins-alike", "* OKAY text", "*", SL_IMAP_STATUS_NONE, NULL, NULL, "OKAY text", NULL },
  { "continuation", "+ dGV4dA==", "+", SL_IMAP_STATUS_NONE, NULL, NULL, "dGV4dA==", NULL },
  { "bare-continuation", "+", "+", SL_IMAP_STATUS_NONE, NULL, NULL, "", NULL },
  { "continuation-that-looks-like-a-status", "+ OK [ALERT] x", "+", SL_IMAP_STATUS_NONE, NULL, NULL, "OK [ALERT] x", NULL },
  { "no-utf-8", "a4 NO \xe9t\xe9", "a4", SL_IMAP_STATUS_NO, NULL, NULL, "\xe9t\xe9", NULL },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case *checked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlImapReply) reply = sl_imap_reply_parse (checked->line, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (reply->tag, ==, checked->tag);
  g_assert_cmpint (reply->status, ==, checked->status);
  g_assert_cmpstr (reply->code, ==, checked->code);
  g_assert_cmpstr (reply->code_argument, ==, checked->argument);
  g_assert_cmpstr (reply->text, ==, checked->text);
  g_assert_cmpstr (sl_imap_reply_get_capabilities (reply), ==, checked->capabilities);
}

static void
test_no_imap (void)
{
  static const char *const lines[] = { "", " ", "a4", "*", "SSH-2.0-server" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sl_imap_reply_parse (lines[i], &error));
      g_assert_error (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_PROTOCOL);
    }
}

static void
test_web_server (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sl_imap_reply_parse ("HTTP/1.1 302 Found", &error));
  g_assert_error (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_HTTP);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signin/imap-reply/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/signin/imap-reply/no-imap", test_no_imap);
  g_test_add_func ("/signin/imap-reply/web-server", test_web_server);
  return g_test_run ();
}
