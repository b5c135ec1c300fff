/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "channel.h"

#include "enums.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_ENUM_TYPE (SlChannelKind,
                    sl_channel_kind,
                    G_DEFINE_ENUM_VALUE (SL_CHANNEL_PHONE, "phone"),
                    G_DEFINE_ENUM_VALUE (SL_CHANNEL_SMS, "sms"),
                    G_DEFINE_ENUM_VALUE (SL_CHANNEL_CHAT, "chat"),
                    G_DEFINE_ENUM_VALUE (SL_CHANNEL_VIDEO, "video"),
                    G_DEFINE_ENUM_VALUE (SL_CHANNEL_MAIL, "mail"),
                    G_DEFINE_ENUM_VALUE (SL_CHANNEL_WEB, "web"),
                    G_DEFINE_ENUM_VALUE (SL_CHANNEL_IN_PERSON, "in-person"),
                    G_DEFINE_ENUM_VALUE (SL_CHANNEL_OTHER, "other"))

/* Schemes that a click may hand to another program. A plan may come from somebody else, so schemes
 * that run or read something here, such as file: or javascript:, are not among them. */
static const struct
{
  const char   *scheme;
  SlChannelKind kind;
} openable_schemes[] = {
  { "tel", SL_CHANNEL_PHONE },      { "callto", SL_CHANNEL_PHONE },  { "sip", SL_CHANNEL_PHONE },
  { "sips", SL_CHANNEL_PHONE },     { "sms", SL_CHANNEL_SMS },       { "mailto", SL_CHANNEL_MAIL },
  { "xmpp", SL_CHANNEL_CHAT },      { "matrix", SL_CHANNEL_CHAT },   { "irc", SL_CHANNEL_CHAT },
  { "ircs", SL_CHANNEL_CHAT },      { "sgnl", SL_CHANNEL_CHAT },     { "tg", SL_CHANNEL_CHAT },
  { "threema", SL_CHANNEL_CHAT },   { "whatsapp", SL_CHANNEL_CHAT }, { "slack", SL_CHANNEL_CHAT },
  { "msteams", SL_CHANNEL_VIDEO },  { "zoommtg", SL_CHANNEL_VIDEO }, { "webex", SL_CHANNEL_VIDEO },
  { "facetime", SL_CHANNEL_VIDEO }, { "https", SL_CHANNEL_WEB },     { "http", SL_CHANNEL_WEB },
};

/* Web hosts, and all hosts below them, that are more than a web page. */
static const struct
{
  const char   *host;
  SlChannelKind kind;
} known_hosts[] = {
  { "signal.group", SL_CHANNEL_CHAT },
  { "signal.me", SL_CHANNEL_CHAT },
  { "wa.me", SL_CHANNEL_CHAT },
  { "whatsapp.com", SL_CHANNEL_CHAT },
  { "t.me", SL_CHANNEL_CHAT },
  { "matrix.to", SL_CHANNEL_CHAT },
  { "slack.com", SL_CHANNEL_CHAT },
  { "discord.gg", SL_CHANNEL_CHAT },
  { "discord.com", SL_CHANNEL_CHAT },
  { "chat.google.com", SL_CHANNEL_CHAT },
  { "threema.id", SL_CHANNEL_CHAT },
  { "teams.microsoft.com", SL_CHANNEL_VIDEO },
  { "teams.live.com", SL_CHANNEL_VIDEO },
  { "zoom.us", SL_CHANNEL_VIDEO },
  { "meet.google.com", SL_CHANNEL_VIDEO },
  { "webex.com", SL_CHANNEL_VIDEO },
  { "meet.jit.si", SL_CHANNEL_VIDEO },
  { "whereby.com", SL_CHANNEL_VIDEO },
};

/**
 * sl_channel_kind_to_nick:
 * @kind: a kind
 *
 * Returns: (transfer none): its stable word, such as "in-person"
 */
const char *
sl_channel_kind_to_nick (SlChannelKind kind)
{
  return sl_enum_to_nick (sl_channel_kind_get_type (), kind);
}

/**
 * sl_channel_kind_from_nick:
 * @nick: (nullable): a stable word
 * @kind: (out): set only if the word is known
 *
 * Returns: whether @nick names a kind
 */
gboolean
sl_channel_kind_from_nick (const char *nick, SlChannelKind *kind)
{
  int value;

  if (!sl_enum_from_nick (sl_channel_kind_get_type (), nick, &value))
    return FALSE;
  *kind = value;
  return TRUE;
}

/**
 * sl_channel_kind_get_label:
 * @kind: a kind
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
sl_channel_kind_get_label (SlChannelKind kind)
{
  switch (kind)
    {
    case SL_CHANNEL_PHONE:
      return _ ("Phone");
    case SL_CHANNEL_SMS:
      return _ ("Text message");
    case SL_CHANNEL_CHAT:
      return _ ("Chat");
    case SL_CHANNEL_VIDEO:
      return _ ("Video call");
    case SL_CHANNEL_MAIL:
      return _ ("Other mail");
    case SL_CHANNEL_WEB:
      return _ ("Web page");
    case SL_CHANNEL_IN_PERSON:
      return _ ("In person");
    case SL_CHANNEL_OTHER:
    default:
      return _ ("Something else");
    }
}

/**
 * sl_channel_kind_get_icon_name:
 * @kind: a kind
 *
 * Returns: (transfer none): a symbolic icon that is in every freedesktop icon theme of the baseline
 */
const char *
sl_channel_kind_get_icon_name (SlChannelKind kind)
{
  switch (kind)
    {
    case SL_CHANNEL_PHONE:
      return "call-start-symbolic";
    case SL_CHANNEL_SMS:
      return "mail-send-symbolic";
    case SL_CHANNEL_CHAT:
      return "user-available-symbolic";
    case SL_CHANNEL_VIDEO:
      return "camera-web-symbolic";
    case SL_CHANNEL_MAIL:
      return "mail-unread-symbolic";
    case SL_CHANNEL_WEB:
      return "web-browser-symbolic";
    case SL_CHANNEL_IN_PERSON:
      return "system-users-symbolic";
    case SL_CHANNEL_OTHER:
    default:
      return "starred-symbolic";
    }
}

/**
 * sl_channel_kind_works_offline:
 * @kind: a kind
 *
 * Returns: whether such a channel usually works without the internet
 */
gboolean
sl_channel_kind_works_offline (SlChannelKind kind)
{
  return kind == SL_CHANNEL_PHONE || kind == SL_CHANNEL_SMS || kind == SL_CHANNEL_IN_PERSON;
}

static gboolean
host_is_below (const char *host, const char *parent)
{
  gsize host_length = strlen (host);
  gsize parent_length = strlen (parent);

  return g_str_equal (host, parent)
         || (host_length > parent_length && g_str_has_suffix (host, parent)
             && host[host_length - parent_length - 1] == '.');
}

static SlChannelKind
guess_from_web_address (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED, NULL);
  g_autofree char *host = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return SL_CHANNEL_WEB;
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  for (gsize i = 0; i < G_N_ELEMENTS (known_hosts); i++)
    if (host_is_below (host, known_hosts[i].host))
      return known_hosts[i].kind;
  return SL_CHANNEL_WEB;
}

static gboolean
looks_like_phone_number (const char *text)
{
  guint n_digits = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        n_digits++;
      else if (strchr ("+-/(). ", *p) == NULL)
        return FALSE;
    }
  return n_digits >= 3;
}

static gboolean
looks_like_mail_address (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && at[1] != '\0' && strpbrk (text, " \t/:") == NULL;
}

/**
 * sl_channel_kind_guess:
 * @address: what the user typed
 *
 * Guesses what kind of channel an address is. What is neither a URI, a number nor a mail address is
 * taken for a place, so for %SL_CHANNEL_IN_PERSON.
 *
 * Returns: the most likely kind
 */
SlChannelKind
sl_channel_kind_guess (const char *address)
{
  g_autofree char *scheme = g_uri_parse_scheme (address);

  if (scheme == NULL)
    {
      if (looks_like_phone_number (address))
        return SL_CHANNEL_PHONE;
      return looks_like_mail_address (address) ? SL_CHANNEL_MAIL : SL_CHANNEL_IN_PERSON;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (openable_schemes); i++)
    if (g_ascii_strcasecmp (openable_schemes[i].scheme, scheme) == 0)
      return openable_schemes[i].kind == SL_CHANNEL_WEB ? guess_from_web_address (address)
                                                        : openable_schemes[i].kind;
  return SL_CHANNEL_OTHER;
}

/**
 * sl_channel_address_is_openable:
 * @address: (nullable): a channel's address
 *
 * Returns: whether it is a valid URI of a scheme that may be handed to another program
 */
gboolean
sl_channel_address_is_openable (const char *address)
{
  g_autofree char *scheme = address != NULL ? g_uri_parse_scheme (address) : NULL;
  gboolean         is_web;

  if (scheme == NULL || !g_utf8_validate (address, -1, NULL)
      || strpbrk (address, " \t\r\n") != NULL)
    return FALSE;
  is_web = g_ascii_strncasecmp (scheme, "http", 4) == 0;
  if (is_web)
    {
      g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);

      return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
    }
  for (gsize i = 0; i < G_N_ELEMENTS (openable_schemes); i++)
    if (g_ascii_strcasecmp (openable_schemes[i].scheme, scheme) == 0)
      return address[strlen (scheme) + 1] != '\0'
             && g_uri_is_valid (address, G_URI_FLAGS_NONE, NULL);
  return FALSE;
}
