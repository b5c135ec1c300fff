/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "xml-guard.h"

#include "feed-fetcher.h"
#include "feed-reader.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <string.h>

/* What libxml2 must never see, because it comes from a stranger:
 *  - a document type: entities that expand, and files and addresses that are opened;
 *  - deep nesting and endless lists;
 *  - a tag with very many attributes, each of which it compares with all the others. */
#define MAX_ATTRIBUTES 64

typedef struct
{
  const char *at;
  const char *end;
  guint       depth;
  guint       marks;
} Scan;

static gboolean
refuse (GError **error, SlFeedError code, const char *reason)
{
  g_set_error_literal (error, SL_FEED_ERROR, code, reason);
  return FALSE;
}

static gboolean
refuse_as_no_xml (GError **error)
{
  return refuse (error, SL_FEED_ERROR_TYPE, _ ("The answer is not complete, valid XML."));
}

static gboolean
begins_with (const Scan *scan, const char *start)
{
  gsize length = strlen (start);

  return (gsize) (scan->end - scan->at) >= length && memcmp (scan->at, start, length) == 0;
}

/* Steps over everything up to and including @ending. */
static gboolean
skip_past (Scan *scan, const char *ending)
{
  const char *found = g_strstr_len (scan->at, scan->end - scan->at, ending);

  if (found == NULL)
    return FALSE;
  scan->at = found + strlen (ending);
  return TRUE;
}

/* Steps over the tag at scan->at, its attributes' values included. */
static gboolean
skip_tag (Scan *scan, gboolean *closed)
{
  guint attributes = 0;
  char  quote = '\0';

  for (scan->at++; scan->at < scan->end; scan->at++)
    {
      char character = *scan->at;

      if (quote != '\0')
        quote = character == quote ? '\0' : quote;
      else if (character == '"' || character == '\'')
        quote = character;
      else if (character == '=' && ++attributes > MAX_ATTRIBUTES)
        return FALSE;
      else if (character == '>')
        {
          *closed = scan->at[-1] == '/';
          scan->at++;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
pass_element (Scan *scan, GError **error)
{
  gboolean ends = begins_with (scan, "</");
  gboolean closed = FALSE;

  if (!skip_tag (scan, &closed) || (ends && scan->depth == 0))
    return refuse_as_no_xml (error);
  if (ends)
    scan->depth--;
  else if (!closed && ++scan->depth > SL_FEED_MAX_DEPTH)
    return refuse (error, SL_FEED_ERROR_SIZE,
                   _ ("The answer is nested too deeply to be a status page."));
  return TRUE;
}

/* Steps over the markup at scan->at. */
static gboolean
pass_mark (Scan *scan, GError **error)
{
  static const char *const sections[][2] = {
    { "<!--", "-->" },
    { "<![CDATA[", "]]>" },
    { "<?", "?>" },
  };

  if (++scan->marks > SL_XML_GUARD_MAX_MARKS)
    return refuse (error, SL_FEED_ERROR_SIZE,
                   _ ("The answer lists too many entries to be a status page."));
  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      if (begins_with (scan, sections[i][0]))
        return skip_past (scan, sections[i][1]) || refuse_as_no_xml (error);
    }
  if (begins_with (scan, "<!"))
    return refuse (error, SL_FEED_ERROR_TYPE,
                   _ ("The answer defines XML of its own, which no status page needs."));
  return pass_element (scan, error);
}

/**
 * sl_xml_guard_check:
 * @text: the bytes, from anywhere
 * @length: their number
 * @error: set to %SL_FEED_ERROR_SIZE or %SL_FEED_ERROR_TYPE; the message is a sentence for people
 *
 * Looks through @text once, without recursion and without memory, whether it may be given to an XML
 * parser: at most %SL_FEED_MAX_BYTES of UTF-8 without NUL, no document type, at most
 * %SL_FEED_MAX_DEPTH levels and %SL_XML_GUARD_MAX_MARKS marks.
 *
 * Source: XML 1.0, 2.4 to 2.8 and 3.1.
 *
 * Returns: whether it may
 */
gboolean
sl_xml_guard_check (const char *text, gsize length, GError **error)
{
  Scan scan = { text, text + length };

  if (length > SL_FEED_MAX_BYTES)
    return refuse (error, SL_FEED_ERROR_SIZE, _ ("The answer is too long to be a status page."));
  if (!g_utf8_validate_len (text, length, NULL))
    return refuse (error, SL_FEED_ERROR_TYPE, _ ("The answer is not valid text."));

  while (scan.at < scan.end)
    {
      scan.at = memchr (scan.at, '<', scan.end - scan.at);
      if (scan.at == NULL)
        break;
      if (!pass_mark (&scan, error))
        return FALSE;
    }
  return scan.depth == 0 || refuse_as_no_xml (error);
}

/**
 * sl_xml_guard_parse:
 * @text: the bytes, from anywhere; read as UTF-8 whatever they declare
 * @length: their number
 * @error: as sl_xml_guard_check()
 *
 * Parses @text after sl_xml_guard_check(): no network, no files, no entities but those of XML.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL with @error set
 */
xmlDoc *
sl_xml_guard_parse (const char *text, gsize length, GError **error)
{
  const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA
                      | XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC;
  xmlDoc *document;

  if (!sl_xml_guard_check (text, length, error))
    return NULL;
  document = xmlReadMemory (text, (int) length, NULL, "UTF-8", options);
  if (document == NULL)
    refuse_as_no_xml (error);
  return document;
}
