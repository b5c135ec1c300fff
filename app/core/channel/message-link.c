/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "message-link.h"

#include "channel.h"

#include <string.h>

/* Every character but the unreserved ones of RFC 3986, 2.3 is percent-encoded as UTF-8. All the
 * formats below allow that, whatever else they leave as it is. */
static char *
encode (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

/* Line ends as the format wants them: "\n" or "\r\n", whatever was typed. */
static char *
encode_lines (const char *text, const char *line_end)
{
  g_auto (GStrv) parts = g_strsplit (text, "\r\n", -1);
  g_autofree char *joined = g_strjoinv ("\n", parts);
  g_auto (GStrv) lines = g_strsplit (joined, "\n", -1);
  g_autofree char *ended = g_strjoinv (line_end, lines);

  return encode (ended);
}

static gboolean
is_field (const char *field, const char *name)
{
  gsize length = strlen (name);

  return g_ascii_strncasecmp (field, name, length) == 0
         && (field[length] == '=' || field[length] == '\0');
}

/* Appends the address, and of its own "?name=value&…" what is not set anew: others to be copied in,
 * or whatever a later version knows. */
static void
append_kept (GString *link, const char *address, const char *const *replaced)
{
  const char *query = strchr (address, '?');
  g_auto (GStrv) fields = query != NULL ? g_strsplit (query + 1, "&", -1) : NULL;
  char separator = '?';

  g_string_append_len (link, address, (gssize) strcspn (address, "?"));
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      gboolean kept = *fields[i] != '\0';

      for (guint j = 0; replaced[j] != NULL; j++)
        kept = kept && !is_field (fields[i], replaced[j]);
      if (!kept)
        continue;
      g_string_append_printf (link, "%c%s", separator, fields[i]);
      separator = '&';
    }
}

static void
append_field (GString *link, const char *name, const char *encoded)
{
  g_string_append_printf (link, "%c%s=%s", strchr (link->str, '?') != NULL ? '&' : '?', name,
                          encoded);
}

/* RFC 5724, 2.2: sms:number,number?body=… */
static char *
create_sms (const char *address, const char *subject, const char *text)
{
  static const char *const replaced[] = { "body", NULL };
  g_autofree char         *body = encode_lines (text, "\n");
  GString                 *link = g_string_new (NULL);

  append_kept (link, address, replaced);
  append_field (link, "body", body);
  return g_string_free (link, FALSE);
}

/* RFC 6068, 2: mailto:address?subject=…&body=…; 5: line ends are %0D%0A. */
static char *
create_mailto (const char *address, const char *subject, const char *text)
{
  static const char *const replaced[] = { "subject", "body", NULL };
  g_autofree char         *encoded_subject = encode (subject);
  g_autofree char         *body = encode_lines (text, "\r\n");
  GString                 *link = g_string_new (NULL);

  append_kept (link, address, replaced);
  append_field (link, "subject", encoded_subject);
  append_field (link, "body", body);
  return g_string_free (link, FALSE);
}

/* XEP-0147, 3.1 and RFC 5122, 2.2: xmpp:address?message;subject=…;body=…. An address that asks for
 * something else, such as to join a room, cannot ask for a message as well. */
static char *
create_xmpp (const char *address, const char *subject, const char *text)
{
  const char      *query = strchr (address, '?');
  gsize            length = query != NULL ? strcspn (query + 1, ";") : 0;
  g_autofree char *encoded_subject = encode (subject);
  g_autofree char *body = encode_lines (text, "\n");

  if (query != NULL && length > 0
      && (length != strlen ("message") || strncmp (query + 1, "message", length) != 0))
    return NULL;
  return g_strdup_printf ("%.*s?message;subject=%s;body=%s", (int) strcspn (address, "?"), address,
                          encoded_subject, body);
}

/* https://faq.whatsapp.com/5913398998672934 "How to use click to chat" */
static char *
create_whatsapp (const char *address, const char *subject, const char *text)
{
  static const char *const replaced[] = { "text", NULL };
  g_autofree char         *body = encode_lines (text, "\n");
  GString                 *link = g_string_new (NULL);

  append_kept (link, address, replaced);
  append_field (link, "text", body);
  return g_string_free (link, FALSE);
}

static const struct
{
  const char *prefix;
  char *(*create) (const char *address, const char *subject, const char *text);
} formats[] = {
  { "sms:", create_sms },
  { "mailto:", create_mailto },
  { "xmpp:", create_xmpp },
  { "https://wa.me/", create_whatsapp },
};

/**
 * sl_message_link_create:
 * @address: a channel's address
 * @subject: one line; used where a message has a subject
 * @text: the message, plain text of several lines
 * @carries_text: (out): whether the message travels in the link; else it must be pasted there
 *
 * Makes the link that opens the channel with the message ready to be sent; nothing is sent by
 * opening it. Of the chats only XMPP has a link that carries a text; a matrix: link names a room, a
 * person or an event, no message (Matrix specification, appendix "URIs").
 *
 * Source: RFC 5724 (sms), RFC 6068 (mailto), XEP-0147 and RFC 5122 (xmpp), RFC 3986, 2.1.
 *
 * Returns: (transfer full) (nullable): the link, or %NULL if @address cannot be opened by a click
 */
char *
sl_message_link_create (const char *address,
                        const char *subject,
                        const char *text,
                        gboolean   *carries_text)
{
  g_autofree char *whole = sl_channel_address_complete (address);

  *carries_text = FALSE;
  if (!sl_channel_address_is_openable (whole))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *link = NULL;

      if (g_ascii_strncasecmp (whole, formats[i].prefix, strlen (formats[i].prefix)) != 0)
        continue;
      link = formats[i].create (whole, subject, text);
      *carries_text = link != NULL;
      return link != NULL ? g_steal_pointer (&link) : g_steal_pointer (&whole);
    }
  return g_steal_pointer (&whole);
}
