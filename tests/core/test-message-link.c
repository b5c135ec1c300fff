/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message-link.h"

#define TEXT "Mail is down & out, 100%?\nCall +49 30 1; \"now\" – Jürgen"

typedef struct
{
  const char *name;
  const char *address;
  const char *text;
  const char *link; /* NULL: cannot be opened */
  gboolean    carries_text;
} Case;

static const Case cases[] = {
  { "sms", "sms:+4930123456", "Mail is down.", "sms:+4930123456?body=Mail%20is%20down.", TRUE },
  { "sms-reserved", "sms:+4930123456", TEXT,
    "sms:+4930123456?body=Mail%20is%20down%20%26%20out%2C%20100%25%3F%0ACall%20%2B49%2030%201%3B%20"
    "%22now%22%20%E2%80%93%20J%C3%BCrgen",
    TRUE },
  { "sms-several", "sms:+4930123456,+4930123457", "a", "sms:+4930123456,+4930123457?body=a", TRUE },
  { "sms-body-replaced", "sms:+49301?body=old&x=1", "a", "sms:+49301?x=1&body=a", TRUE },
  { "sms-typed", "sms:+49 30 123456", "a", "sms:+4930123456?body=a", TRUE },
  { "mailto", "mailto:ann@example.net", "Down.\nCall me.",
    "mailto:ann@example.net?subject=Mail%20%3D%20down&body=Down.%0D%0ACall%20me.", TRUE },
  { "mailto-one-line-end", "mailto:ann@example.net", "a\r\nb",
    "mailto:ann@example.net?subject=Mail%20%3D%20down&body=a%0D%0Ab", TRUE },
  { "mailto-copy-kept", "MAILTO:ann@example.net?cc=bob@example.net&Subject=old&body=old", "a",
    "MAILTO:ann@example.net?cc=bob@example.net&subject=Mail%20%3D%20down&body=a", TRUE },
  { "mailto-typed", "ann+x@example.net", "a",
    "mailto:ann+x@example.net?subject=Mail%20%3D%20down&body=a", TRUE },
  { "mailto-percent-in-name", "50%@example.net", "a",
    "mailto:50%25@example.net?subject=Mail%20%3D%20down&body=a", TRUE },
  { "xmpp", "xmpp:romeo@example.net", "Here's a test; really",
    "xmpp:romeo@example.net?message;subject=Mail%20%3D%20down;body=Here%27s%20a%20test%3B%20really",
    TRUE },
  { "xmpp-message-replaced", "xmpp:romeo@example.net?message;body=old", "a",
    "xmpp:romeo@example.net?message;subject=Mail%20%3D%20down;body=a", TRUE },
  { "xmpp-room", "xmpp:room@rooms.example.net?join", "a", "xmpp:room@rooms.example.net?join",
    FALSE },
  { "matrix-room", "matrix:r/team:example.org", "a", "matrix:r/team:example.org", FALSE },
  { "whatsapp", "https://wa.me/4930123456", "a b", "https://wa.me/4930123456?text=a%20b", TRUE },
  { "signal-group", "https://signal.group/#Cj", "a", "https://signal.group/#Cj", FALSE },
  { "phone", "+49 30 123456", "a", "tel:+4930123456", FALSE },
  { "place", "Room 4", "a", NULL, FALSE },
  { "script", "javascript:alert(1)", "a", NULL, FALSE },
  { "file", "file:///etc/passwd", "a", NULL, FALSE },
  { "empty", "", "a", NULL, FALSE },
};

static void
test_case (gconstpointer data)
{
  const Case      *expected = data;
  gboolean         carries_text = !expected->carries_text;
  g_autofree char *link
      = sl_message_link_create (expected->address, "Mail = down", expected->text, &carries_text);

  g_assert_cmpstr (link, ==, expected->link);
  g_assert_cmpint (carries_text, ==, expected->carries_text);
  g_assert_true (link == NULL || g_uri_is_valid (link, G_URI_FLAGS_NONE, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/message-link/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
