/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel.h"

typedef struct
{
  const char   *address;
  SlChannelKind kind;
  gboolean      openable;
} Case;

static const Case cases[] = {
  { "tel:+49-30-1234567", SL_CHANNEL_PHONE, TRUE },
  { "+49 30 1234567", SL_CHANNEL_PHONE, FALSE },
  { "(030) 123/45-67", SL_CHANNEL_PHONE, FALSE },
  { "sms:+491701234567", SL_CHANNEL_SMS, TRUE },
  { "mailto:ann@example.net", SL_CHANNEL_MAIL, TRUE },
  { "ann@example.net", SL_CHANNEL_MAIL, FALSE },
  { "xmpp:team@conference.example.org?join", SL_CHANNEL_CHAT, TRUE },
  { "matrix:r/team:example.org", SL_CHANNEL_CHAT, TRUE },
  { "https://matrix.to/#/#team:example.org", SL_CHANNEL_CHAT, TRUE },
  { "https://signal.group/#CjQK", SL_CHANNEL_CHAT, TRUE },
  { "https://acme.slack.com/archives/C1", SL_CHANNEL_CHAT, TRUE },
  { "https://notslack.com/", SL_CHANNEL_WEB, TRUE },
  { "https://us02web.zoom.us/j/1", SL_CHANNEL_VIDEO, TRUE },
  { "https://meet.google.com/abc", SL_CHANNEL_VIDEO, TRUE },
  { "https://teams.microsoft.com/l/meetup-join/1", SL_CHANNEL_VIDEO, TRUE },
  { "HTTPS://Example.org/board", SL_CHANNEL_WEB, TRUE },
  { "http://intranet/board", SL_CHANNEL_WEB, TRUE },
  { "sip:bridge@example.org", SL_CHANNEL_PHONE, TRUE },
  { "Room 4, second floor", SL_CHANNEL_IN_PERSON, FALSE },
  { "", SL_CHANNEL_IN_PERSON, FALSE },
  { "file:///etc/passwd", SL_CHANNEL_OTHER, FALSE },
  { "javascript:alert(1)", SL_CHANNEL_OTHER, FALSE },
  { "https://", SL_CHANNEL_WEB, FALSE },
  { "https:///path", SL_CHANNEL_WEB, FALSE },
  { "tel:", SL_CHANNEL_PHONE, FALSE },
  { "tel:+49\n30", SL_CHANNEL_PHONE, FALSE },
};

static void
test_address (gconstpointer data)
{
  const Case *expected = data;

  g_assert_cmpstr (sl_channel_kind_to_nick (sl_channel_kind_guess (expected->address)), ==,
                   sl_channel_kind_to_nick (expected->kind));
  g_assert_cmpint (sl_channel_address_is_openable (expected->address), ==, expected->openable);
}

static void
test_kinds_have_words (void)
{
  for (int kind = SL_CHANNEL_PHONE; kind <= SL_CHANNEL_OTHER; kind++)
    {
      SlChannelKind back;

      g_assert_true (sl_channel_kind_from_nick (sl_channel_kind_to_nick (kind), &back));
      g_assert_cmpint (back, ==, kind);
      g_assert_cmpstr (sl_channel_kind_get_label (kind), !=, "");
      g_assert_true (g_str_has_suffix (sl_channel_kind_get_icon_name (kind), "-symbolic"));
    }
}

static void
test_phone_works_offline (void)
{
  g_autoptr (SlChannel) phone = sl_channel_new ("phone", "Bridge", SL_CHANNEL_PHONE, "tel:+4930");
  g_autoptr (SlChannel) chat = sl_channel_new ("chat", "Team", SL_CHANNEL_CHAT, "xmpp:t@e.org");
  g_autoptr (SlChannel) copy = sl_channel_copy (phone);

  g_assert_true (phone->works_offline);
  g_assert_true (copy->works_offline);
  g_assert_false (chat->works_offline);
  g_assert_cmpint (phone->last_practised, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/channel/address/%zu", i);

      g_test_add_data_func (path, &cases[i], test_address);
    }
  g_test_add_func ("/core/channel/kinds", test_kinds_have_words);
  g_test_add_func ("/core/channel/works-offline", test_phone_works_offline);
  return g_test_run ();
}
