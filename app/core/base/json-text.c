/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "json-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_NUMBER_BYTES 64
#define MAX_WHOLE_DIGITS 18 /* all of them fit into 64 bits */

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

/* The first comment or single quote outside strings; NULL if there is none. json-glib tolerates
 * both, and either could hide brackets from a look that knows only JSON's own strings. */
static const char *
find_lenient_mark (const char *data, gsize length)
{
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (data[i] == '"')
        in_string = !in_string;
      else if (in_string)
        i += data[i] == '\\' ? 1 : 0;
      else if (data[i] == '/' || data[i] == '\'')
        return data + i;
    }
  return NULL;
}

static guint
count_lines (const char *data, const char *end)
{
  guint n_lines = 1;

  for (const char *p = data; p < end; p++)
    n_lines += *p == '\n';
  return n_lines;
}

/* Whether the number that begins here would become another one: json-glib keeps whole numbers in 64
 * bits and others as double, and what a plan does not know is written again. */
static gboolean
is_too_large_a_number (const char *start, const char *end)
{
  gsize            length = 0;
  g_autofree char *token = NULL;

  while (start + length < end && strchr ("+-.0123456789eE", start[length]) != NULL
         && start[length] != '\0')
    length++;
  token = g_strndup (start, MIN (length, MAX_NUMBER_BYTES + 1));
  if (strlen (token) > MAX_NUMBER_BYTES)
    return TRUE;
  if (strpbrk (token, ".eE") == NULL)
    return strspn (token + (*token == '-'), "0123456789") > MAX_WHOLE_DIGITS;
  return !isfinite (g_ascii_strtod (token, NULL));
}

/* The first number outside strings that is too large; NULL if there is none. */
static const char *
find_large_number (const char *data, gsize length)
{
  gboolean in_string = FALSE;
  gboolean in_number = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      gboolean is_digit = g_ascii_isdigit (data[i]);

      if (data[i] == '"')
        in_string = !in_string;
      else if (in_string)
        i += data[i] == '\\' ? 1 : 0;
      else if (is_digit && !in_number && is_too_large_a_number (data + i, data + length))
        return data + i;
      in_number = !in_string && (is_digit || (in_number && strchr ("+-.eE", data[i]) != NULL));
    }
  return NULL;
}

/* The code unit of an escape such as "\\u00e4"; -1 if there is none. */
static int
read_code_unit (const char *escape, const char *end)
{
  int unit = 0;

  if (end - escape < 6 || escape[0] != '\\' || escape[1] != 'u')
    return -1;
  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (escape[i]))
        return -1;
      unit = unit * 16 + g_ascii_xdigit_value (escape[i]);
    }
  return unit;
}

/* How many bytes the escape has; 0 if it is no character: unknown, a zero, or half of a pair. */
static gsize
measure_escape (const char *escape, const char *end)
{
  int unit = read_code_unit (escape, end);
  int second;

  if (end - escape >= 2 && escape[1] != '\0' && strchr ("\"\\/bfnrt", escape[1]) != NULL)
    return 2;
  if (unit <= 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
    return 0;
  if (unit < 0xD800 || unit > 0xDBFF)
    return 6;
  second = read_code_unit (escape + 6, end);
  return second >= 0xDC00 && second <= 0xDFFF ? 12 : 0;
}

/* The first escape that is none in RFC 8259, 7; NULL if all are. json-glib is more lenient and
 * makes text of some that is cut short or is not UTF-8. */
static const char *
find_bad_escape (const char *data, gsize length)
{
  const char *end = data + length;

  for (const char *p = data; p < end; p++)
    {
      gsize n_bytes;

      if (*p != '\\')
        continue;
      n_bytes = measure_escape (p, end);
      if (n_bytes == 0)
        return p;
      p += n_bytes - 1;
    }
  return NULL;
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
check_values (const char *data, gsize length, GError **error)
{
  const char *number = find_large_number (data, length);
  const char *escape = find_bad_escape (data, length);

  if (number != NULL)
    g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE,
                 /* Translators: %u is a line number. */
                 _ ("line %u has a number that is too large"), count_lines (data, number));
  else if (escape != NULL)
    g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE,
                 /* Translators: %u is a line number. */
                 _ ("line %u has a “\\” that no character follows"), count_lines (data, escape));
  return number == NULL && escape == NULL;
}

static gboolean
check_nesting (const char *data, gsize length, GError **error)
{
  const char *mark = find_lenient_mark (data, length);

  if (mark != NULL)
    {
      g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE,
                   /* Translators: %u is a line number. */
                   _ ("line %u has a comment or a single quote, which JSON does not know"),
                   count_lines (data, mark));
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
  return check_nesting (data, length, error) && check_values (data, length, error);
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
 * Parses text from outside: empty text, text that is not UTF-8, deep nesting and numbers that
 * would become others are refused before the parser sees them. The caller limits the length.
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
