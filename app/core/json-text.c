/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "json-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * sl_json_depth_is_within:
 * @data: JSON text, not necessarily valid
 * @length: bytes in @data
 * @max_depth: how many brackets and braces may be open at once
 *
 * Looks at the nesting without building anything, so that hostile text cannot exhaust the stack of
 * the parser that comes after. Brackets inside strings do not count.
 *
 * Returns: whether @data stays within @max_depth
 */
gboolean
sl_json_depth_is_within (const char *data, gsize length, guint max_depth)
{
  gboolean in_string = FALSE;
  guint    depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = data[i];

      if (c == '"')
        in_string = !in_string;
      else if (in_string)
        i += c == '\\' ? 1 : 0;
      else if (c == '[' || c == '{')
        depth++;
      else if ((c == ']' || c == '}') && depth > 0)
        depth--;
      if (depth > max_depth)
        return FALSE;
    }
  return TRUE;
}

static guint
count_lines (const char *data, const char *end)
{
  guint n_lines = 1;

  for (const char *p = data; p < end; p++)
    n_lines += *p == '\n';
  return n_lines;
}

static gboolean
is_blank (const char *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (data[i]))
      return FALSE;
  return TRUE;
}

static gboolean
check_text (const char *data, gsize length, GError **error)
{
  const char *bad;

  if (is_blank (data, length))
    {
      g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, _ ("it is empty"));
      return FALSE;
    }
  if (!g_utf8_validate_len (data, length, &bad))
    {
      g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA,
                   /* Translators: %u is a line number. */
                   _ ("line %u is not UTF-8 text"), count_lines (data, bad));
      return FALSE;
    }
  if (!sl_json_depth_is_within (data, length, SL_JSON_MAX_DEPTH))
    {
      g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE,
                   /* Translators: %d is a number such as 64. */
                   _ ("it has more than %d brackets inside each other"), SL_JSON_MAX_DEPTH);
      return FALSE;
    }
  return TRUE;
}

/* json-glib writes "<data>:LINE:COLUMN: Parse error: WHY". */
static void
reword (const GError *parse_error, GError **error)
{
  g_autoptr (GRegex) regex
      = g_regex_new ("^[^:]*:(\\d+):(\\d+): (?:Parse error: )?(.*)$", G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *line = NULL;
  g_autofree char *column = NULL;
  g_autofree char *reason = NULL;

  if (!g_regex_match (regex, parse_error->message, 0, &match))
    {
      g_set_error_literal (error, parse_error->domain, parse_error->code, parse_error->message);
      return;
    }
  line = g_match_info_fetch (match, 1);
  column = g_match_info_fetch (match, 2);
  reason = g_match_info_fetch (match, 3);
  g_set_error (error, parse_error->domain, parse_error->code,
               /* Translators: the first %s is a line number, the second a column number, the third
                  the reason why the file cannot be understood there. */
               _ ("line %s, column %s: %s"), line, column, reason);
}

/**
 * sl_json_parse:
 * @data: text that should be JSON
 * @length: bytes in @data, or -1 if it ends in a zero byte
 * @error: set to %JSON_PARSER_ERROR, one sentence with line and column where it applies
 *
 * Parses text from outside: empty text, text that is not UTF-8 and deep nesting are refused before
 * the parser sees them. The caller limits the length.
 *
 * Source: RFC 8259.
 *
 * Returns: (transfer full) (nullable): the root, or %NULL with @error set
 */
JsonNode *
sl_json_parse (const char *data, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) parse_error = NULL;
  gsize     n_bytes = length >= 0 ? (gsize) length : strlen (data);
  JsonNode *root;

  if (!check_text (data, n_bytes, error))
    return NULL;
  if (!json_parser_load_from_data (parser, data, n_bytes, &parse_error))
    {
      reword (parse_error, error);
      return NULL;
    }
  root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, _ ("it is empty"));
  return root;
}
