/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "autoconfig-document.h"

#include "server-text.h"
#include "signin-error.h"
#include "user-template.h"

#include <glib/gi18n-lib.h>
#include <libxml/xmlreader.h>
#include <string.h>

/* <clientConfig version="1.1"><emailProvider id="example.org">
 *   <domain>example.org</domain> <displayName>Example Mail</displayName>
 *   <incomingServer type="imap|pop3|…"><hostname/> <port/>
 * <socketType>SSL|STARTTLS|plain</socketType> <username>%EMAILADDRESS%</username>
 * <authentication>OAuth2|password-cleartext|…</authentication>
 *   </incomingServer>
 *   <outgoingServer type="smtp">…</outgoingServer>
 * </emailProvider></clientConfig>
 * Source: wiki.mozilla.org/Thunderbird:Autoconfiguration:ConfigFileFormat and the files of
 * thunderbird/autoconfig. Samples: tests/data/autoconfig/. */

#define MAX_DEPTH 16
#define MAX_ELEMENTS 2000
#define MAX_VALUE_BYTES 255

/* One incomingServer or outgoingServer while it is read. */
typedef struct
{
  gboolean open;
  char    *type;
  char    *hostname;
  char    *port;
  char    *socket_type;
  char    *username;
  gboolean password;
  gboolean oauth2;
} Entry;

typedef struct
{
  xmlTextReader        *reader;
  SlDiscoveredSettings *settings;
  Entry                 entry;
  gboolean              in_provider;
  gboolean              has_password;
  gboolean              has_oauth2;
  gboolean              has_user;
} Reading;

static void
clear_entry (Entry *entry)
{
  g_free (entry->type);
  g_free (entry->hostname);
  g_free (entry->port);
  g_free (entry->socket_type);
  g_free (entry->username);
  *entry = (Entry){ FALSE };
}

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_PROTOCOL, reason);
  return FALSE;
}

/* A document type declares entities and opens files and addresses; nobody needs one here, so the
 * parser never sees one. */
static gboolean
is_harmless (const char *data, gsize length)
{
  const char *end = data + length;

  if (length > SL_AUTOCONFIG_MAX_BYTES || !g_utf8_validate_len (data, length, NULL))
    return FALSE;
  for (const char *at = data; (at = g_strstr_len (at, end - at, "<!")) != NULL; at += 2)
    {
      gsize left = (gsize) (end - at);

      if ((left < 4 || memcmp (at, "<!--", 4) != 0)
          && (left < 9 || memcmp (at, "<![CDATA[", 9) != 0))
        return FALSE;
    }
  return TRUE;
}

/* Servers */

static gboolean
find_protocol (const char *type, SlProtocol *protocol)
{
  static const struct
  {
    const char *type;
    SlProtocol  protocol;
  } known[] = {
    { "imap", SL_PROTOCOL_IMAP },
    { "pop3", SL_PROTOCOL_POP3 },
    { "smtp", SL_PROTOCOL_SMTP },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (type, known[i].type) == 0)
      {
        *protocol = known[i].protocol;
        return TRUE;
      }
  return FALSE;
}

static gboolean
find_security (const char *socket_type, SlSecurity *security)
{
  if (socket_type == NULL)
    return FALSE;
  *security
      = g_ascii_strcasecmp (socket_type, "STARTTLS") == 0 ? SL_SECURITY_STARTTLS : SL_SECURITY_TLS;
  return *security == SL_SECURITY_STARTTLS || g_ascii_strcasecmp (socket_type, "SSL") == 0
         || g_ascii_strcasecmp (socket_type, "TLS") == 0;
}

static SlServer *
make_server (const Entry *entry, SlProtocol protocol, SlSecurity security)
{
  g_autofree char *host = sl_discovered_settings_clean_host (entry->hostname);
  guint64          port = 0;

  if (host == NULL)
    return NULL;
  if (entry->port == NULL)
    port = sl_server_default_port (protocol, security);
  else if (!g_ascii_string_to_unsigned (entry->port, 10, 1, G_MAXUINT16, &port, NULL))
    return NULL;
  return sl_server_new (protocol, security, host, (guint16) port, NULL);
}

static void
note_signin (Reading *reading, const Entry *entry)
{
  reading->has_password |= entry->password;
  reading->has_oauth2 |= entry->oauth2;
  if (entry->username == NULL || reading->has_user)
    return;
  reading->has_user = TRUE;
  g_free (reading->settings->user_template);
  reading->settings->user_template = g_strdup (entry->username);
}

static void
finish_entry (Reading *reading)
{
  const Entry *entry = &reading->entry;
  SlProtocol   protocol;
  SlSecurity   security;
  SlServer    *server = NULL;

  if (find_protocol (entry->type, &protocol) && entry->hostname != NULL
      && reading->settings->servers->len < SL_AUTOCONFIG_MAX_SERVERS)
    {
      if (find_security (entry->socket_type, &security))
        server = make_server (entry, protocol, security);
      else
        reading->settings->n_refused++;
    }
  if (server != NULL)
    {
      g_ptr_array_add (reading->settings->servers, server);
      note_signin (reading, entry);
    }
  clear_entry (&reading->entry);
}

/* Elements */

/* Returns: (transfer full) (nullable): the text in the element, one clean line */
static char *
read_value (Reading *reading)
{
  xmlChar         *text = xmlTextReaderReadString (reading->reader);
  g_autofree char *value = NULL;

  if (text == NULL)
    return NULL;
  if (strlen ((const char *) text) <= MAX_VALUE_BYTES)
    value = sl_server_text_clean ((const char *) text, NULL);
  xmlFree (text);
  if (value == NULL || *g_strstrip (value) == '\0')
    return NULL;
  return g_steal_pointer (&value);
}

static void
take_value (Reading *reading, char **member)
{
  if (*member == NULL)
    *member = read_value (reading);
}

static void
read_authentication (Reading *reading)
{
  g_autofree char *word = read_value (reading);

  if (g_strcmp0 (word, "OAuth2") == 0)
    reading->entry.oauth2 = TRUE;
  else if (word != NULL && g_str_has_prefix (word, "password"))
    reading->entry.password = TRUE;
}

static void
read_entry_member (Reading *reading, const char *name)
{
  const struct
  {
    const char *name;
    char      **member;
  } members[] = {
    { "hostname", &reading->entry.hostname },
    { "port", &reading->entry.port },
    { "socketType", &reading->entry.socket_type },
    { "username", &reading->entry.username },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (name, members[i].name))
      take_value (reading, members[i].member);
  if (g_str_equal (name, "authentication"))
    read_authentication (reading);
}

static gboolean
is_server (const char *name)
{
  return g_str_equal (name, "incomingServer") || g_str_equal (name, "outgoingServer");
}

static void
begin_element (Reading *reading, const char *name)
{
  if (g_str_equal (name, "emailProvider"))
    {
      reading->in_provider = TRUE;
      return;
    }
  if (!reading->in_provider)
    return;
  if (is_server (name) && !xmlTextReaderIsEmptyElement (reading->reader))
    {
      xmlChar *type = xmlTextReaderGetAttribute (reading->reader, (const xmlChar *) "type");

      clear_entry (&reading->entry);
      reading->entry.open = TRUE;
      reading->entry.type = g_strdup ((const char *) type);
      xmlFree (type);
    }
  else if (reading->entry.open)
    read_entry_member (reading, name);
  else if (g_str_equal (name, "displayName"))
    take_value (reading, &reading->settings->name);
}

static void
take_node (Reading *reading)
{
  const char *name = (const char *) xmlTextReaderConstLocalName (reading->reader);
  int         type = xmlTextReaderNodeType (reading->reader);

  if (type == XML_READER_TYPE_ELEMENT)
    begin_element (reading, name);
  else if (type == XML_READER_TYPE_END_ELEMENT && is_server (name) && reading->entry.open)
    finish_entry (reading);
}

static gboolean
read_nodes (Reading *reading, GError **error)
{
  guint n_nodes = 0;
  int   result;

  while ((result = xmlTextReaderRead (reading->reader)) == 1)
    {
      if (++n_nodes > MAX_ELEMENTS || xmlTextReaderDepth (reading->reader) > MAX_DEPTH)
        return refuse (error, _ ("The settings are nested too deeply or too long."));
      take_node (reading);
    }
  if (result != 0)
    return refuse (error, _ ("The settings are not complete, valid XML."));
  if (!reading->in_provider)
    return refuse (error, _ ("The answer is XML, but no mail settings."));
  return TRUE;
}

static void
on_xml_error (void                   *arg,
              const char             *message,
              xmlParserSeverities     severity,
              xmlTextReaderLocatorPtr locator)
{
  g_debug ("libxml2: %s", message);
}

/**
 * sl_autoconfig_document_read:
 * @data: the document
 * @length: bytes in @data
 * @source: who says so
 * @error: set to %SL_SIGNIN_ERROR_PROTOCOL with one sentence
 *
 * Reads mail settings in the form that Thunderbird made common. Pure: nothing else is opened, no
 * document type is taken, and everything is bounded. A server that would take the password in clear
 * is left out and counted.
 *
 * Returns: (transfer full) (nullable): the settings, perhaps without any server; or %NULL with
 *   @error set
 */
SlDiscoveredSettings *
sl_autoconfig_document_read (const char       *data,
                             gsize             length,
                             SlDiscoverySource source,
                             GError          **error)
{
  g_autoptr (SlDiscoveredSettings) settings = sl_discovered_settings_new (source);
  Reading  reading = { .settings = settings };
  gboolean success;

  if (!is_harmless (data, length))
    {
      refuse (error, _ ("The answer is too long, no text, or declares a document type."));
      return NULL;
    }
  reading.reader = xmlReaderForMemory (data, (int) length, NULL, "UTF-8",
                                       XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
  if (reading.reader == NULL)
    {
      refuse (error, _ ("The settings are not complete, valid XML."));
      return NULL;
    }
  xmlTextReaderSetErrorHandler (reading.reader, on_xml_error, NULL);
  success = read_nodes (&reading, error);
  xmlFreeTextReader (reading.reader);
  clear_entry (&reading.entry);
  if (!success)
    return NULL;
  settings->takes_password = reading.has_password || !reading.has_oauth2;
  settings->takes_oauth2 = reading.has_oauth2;
  sl_discovered_settings_sort (settings);
  return g_steal_pointer (&settings);
}
