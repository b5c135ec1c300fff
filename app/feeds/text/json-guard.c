/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "json-guard.h"

#include "feed-fetcher.h"
#include "feed-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What json-glib must never see, because it comes from a stranger:
 *  - deep nesting: its parser calls itself for every bracket, and so does freeing the result;
 *  - comments, which it tolerates: a quote in a comment would hide the brackets after it;
 *  - broken escapes, such as half of a UTF-16 surrogate pair, which make text that is not UTF-8. */
typedef struct
{
  const char *at;
  const char *end;
  guint       depth;
  guint       values;
  guint       roots; /* json-glib reads several, one after the other */
  guint       items[SL_FEED_MAX_DEPTH + 1];
} Scan;

static gboolean
refuse (GError **error, SlFeedError code, const char *reason)
{
  g_set_error_literal (error, SL_FEED_ERROR, code, reason);
  return FALSE;
}

static gboolean
refuse_as_no_json (GError **error)
{
  return refuse (error, SL_FEED_ERROR_TYPE, _ ("The answer is not complete, valid JSON."));
}

/* Reads the four digits of a \u escape; -1 if they are not there. */
static int
read_code_unit (const char *digits, const char *end)
{
  int unit = 0;

  if (end - digits < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int value = g_ascii_xdigit_value (digits[i]);

      if (value < 0)
        return -1;
      unit = unit * 16 + value;
    }
  return unit;
}

/* Steps over "\\uXXXX" at scan->at; returns its code unit, -1 if it is none. */
static int
take_code_unit (Scan *scan)
{
  int unit;

  if (scan->end - scan->at < 2 || scan->at[0] != '\\' || scan->at[1] != 'u')
    return -1;
  unit = read_code_unit (scan->at + 2, scan->end);
  scan->at += unit < 0 ? 0 : 6;
  return unit;
}

static gboolean
is_high_surrogate (int unit)
{
  return unit >= 0xD800 && unit <= 0xDBFF;
}

static gboolean
is_low_surrogate (int unit)
{
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* Steps over the escape at the backslash scan->at. */
static gboolean
skip_escape (Scan *scan)
{
  const char *letter = scan->at + 1;
  int         unit;

  if (letter >= scan->end || *letter == '\0' || strchr ("\"\\/bfnrtu", *letter) == NULL)
    return FALSE;
  if (*letter != 'u')
    {
      scan->at += 2;
      return TRUE;
    }
  unit = take_code_unit (scan);
  if (is_high_surrogate (unit))
    return is_low_surrogate (take_code_unit (scan));
  return unit >= 0 && !is_low_surrogate (unit);
}

/* Steps over the string whose opening quote is at scan->at. */
static gboolean
skip_string (Scan *scan)
{
  scan->at++;
  while (scan->at < scan->end && *scan->at != '"')
    {
      if (*scan->at != '\\')
        scan->at++;
      else if (!skip_escape (scan))
        return FALSE;
    }
  if (scan->at >= scan->end)
    return FALSE;
  scan->at++;
  return TRUE;
}

static gboolean
count_value (Scan *scan, GError **error)
{
  scan->values++;
  if (scan->values > SL_JSON_GUARD_MAX_VALUES || scan->items[scan->depth] > SL_FEED_MAX_ITEMS)
    return refuse (error, SL_FEED_ERROR_SIZE,
                   _ ("The answer lists too many entries to be a status page."));
  return TRUE;
}

static gboolean
open_bracket (Scan *scan, GError **error)
{
  if (scan->depth == SL_FEED_MAX_DEPTH)
    return refuse (error, SL_FEED_ERROR_SIZE,
                   _ ("The answer is nested too deeply to be a status page."));
  if (scan->depth == 0 && ++scan->roots > 1)
    return refuse_as_no_json (error);
  scan->depth++;
  scan->items[scan->depth] = 1;
  return count_value (scan, error);
}

static gboolean
pass_comma (Scan *scan, GError **error)
{
  scan->items[scan->depth]++;
  return count_value (scan, error);
}

/* Checks and steps over the character at scan->at, outside of strings. */
static gboolean
step (Scan *scan, GError **error)
{
  char character = *scan->at;

  if (character == '"')
    return skip_string (scan) || refuse_as_no_json (error);

  scan->at++;
  switch (character)
    {
    case '[':
    case '{':
      return open_bracket (scan, error);
    case ']':
    case '}':
      if (scan->depth == 0)
        return refuse_as_no_json (error);
      scan->depth--;
      return TRUE;
    case ',':
      return pass_comma (scan, error);
    default:
      if (g_ascii_isalnum (character) || strchr (" \t\r\n:+-.", character) != NULL)
        return TRUE;
      return refuse_as_no_json (error);
    }
}

/**
 * sl_json_guard_check:
 * @text: the bytes, from anywhere
 * @length: their number
 * @error: set to %SL_FEED_ERROR_SIZE or %SL_FEED_ERROR_TYPE; the message is a sentence for people
 *
 * Looks through @text once, without recursion and without memory, whether it may be given to a JSON
 * parser: at most %SL_FEED_MAX_BYTES of UTF-8 without NUL, at most %SL_FEED_MAX_DEPTH levels, at
 * most %SL_FEED_MAX_ITEMS entries each, %SL_JSON_GUARD_MAX_VALUES together, only whole escapes, and
 * outside of strings only what JSON is made of.
 *
 * Source: RFC 8259, 2, 7 and 9.
 *
 * Returns: whether it may
 */
gboolean
sl_json_guard_check (const char *text, gsize length, GError **error)
{
  Scan scan = { text, text + length };

  if (length > SL_FEED_MAX_BYTES)
    return refuse (error, SL_FEED_ERROR_SIZE, _ ("The answer is too long to be a status page."));
  if (!g_utf8_validate_len (text, length, NULL))
    return refuse (error, SL_FEED_ERROR_TYPE, _ ("The answer is not valid text."));

  while (scan.at < scan.end)
    {
      if (!step (&scan, error))
        return FALSE;
    }
  return scan.depth == 0 || refuse_as_no_json (error);
}

/**
 * sl_json_guard_parse:
 * @text: the bytes, from anywhere; a byte order mark is skipped
 * @length: their number
 * @error: as sl_json_guard_check()
 *
 * Parses @text after sl_json_guard_check().
 *
 * Returns: (transfer full) (nullable): the root, an object or an array, or %NULL with @error set
 */
JsonNode *
sl_json_guard_parse (const char *text, gsize length, GError **error)
{
  static const char byte_order_mark[] = "\xEF\xBB\xBF";
  const gsize       mark_length = strlen (byte_order_mark);
  g_autoptr (JsonParser) parser = NULL;
  JsonNode *root;

  if (length >= mark_length && memcmp (text, byte_order_mark, mark_length) == 0)
    {
      text += mark_length;
      length -= mark_length;
    }
  if (!sl_json_guard_check (text, length, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (length == 0 || !json_parser_load_from_data (parser, text, length, NULL))
    {
      refuse_as_no_json (error);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || JSON_NODE_HOLDS_VALUE (root) || JSON_NODE_HOLDS_NULL (root))
    {
      refuse_as_no_json (error);
      return NULL;
    }
  return json_node_ref (root);
}
