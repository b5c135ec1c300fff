/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-text.h"

#include "feed-reader.h"

#include <string.h>

/* Nobody reads further than this in a notification or on a card; what is cut costs nothing. */
#define MAX_SOURCE_BYTES (16 * SL_FEED_MAX_TEXT_BYTES)
#define MAX_LINK_BYTES 2000

/* Longer than this nobody emphasises; it bounds the search for the closing mark. */
#define MAX_EMPHASIS_BYTES 200

#define LONGEST_ENTITY_BYTES 10

static const struct
{
  const char *name;
  const char *text;
} entities[] = {
  { "amp", "&" },   { "lt", "<" },    { "gt", ">" },     { "quot", "\"" }, { "apos", "'" },
  { "nbsp", " " },  { "ndash", "–" }, { "mdash", "—" },  { "lsquo", "‘" }, { "rsquo", "’" },
  { "ldquo", "“" }, { "rdquo", "”" }, { "hellip", "…" },
};

static const char *
find_entity (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      if (g_str_equal (entities[i].name, name))
        return entities[i].text;
    }
  return NULL;
}

/* Appends what the entity at @at stands for; returns its length in bytes, 0 if it is none. */
static gsize
append_entity (GString *plain, const char *at)
{
  gsize            length = strcspn (at + 1, "; &<\n");
  g_autofree char *name = NULL;
  const char      *text;
  guint64          code = 0;

  if (length == 0 || length > LONGEST_ENTITY_BYTES || at[1 + length] != ';')
    return 0;
  name = g_strndup (at + 1, length);
  text = find_entity (name);
  if (text != NULL)
    g_string_append (plain, text);
  else if (name[0] != '#')
    return 0;
  else
    {
      code = g_ascii_tolower (name[1]) == 'x' ? g_ascii_strtoull (name + 2, NULL, 16)
                                              : g_ascii_strtoull (name + 1, NULL, 10);
      if (code == 0 || code > 0x10FFFF || !g_unichar_validate (code))
        return 0;
      g_string_append_unichar (plain, code);
    }
  return length + 2;
}

static gboolean
is_tag (const char *at, const char *name)
{
  gsize length = strlen (name);

  return g_ascii_strncasecmp (at + 1, name, length) == 0 && !g_ascii_isalnum (at[1 + length]);
}

static gboolean
begins_tag (const char *at)
{
  return g_ascii_isalpha (at[1]) || at[1] == '/' || at[1] == '!' || at[1] == '?';
}

/* Returns what follows the closing tag @name, the end of the text if there is none. */
static const char *
skip_hidden (const char *at, const char *name)
{
  const char *next = strchr (at, '<');
  const char *close;

  while (next != NULL && !(next[1] == '/' && is_tag (next + 1, name)))
    next = strchr (next + 1, '<');
  close = next != NULL ? strchr (next, '>') : NULL;
  return close != NULL ? close + 1 : at + strlen (at);
}

/* Returns what follows the tag or comment at @at, @at itself if it is none. The content of a script
 * or a style sheet is no text. */
static const char *
skip_tag (const char *at)
{
  static const char *const hidden[] = { "script", "style" };
  const char              *close = begins_tag (at) ? strchr (at, '>') : NULL;

  if (close == NULL)
    return at;
  for (gsize i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      if (is_tag (at, hidden[i]))
        return skip_hidden (close + 1, hidden[i]);
    }
  return close + 1;
}

/* Inline tags may stand within a word, all others separate words. */
static gboolean
is_inline (const char *at)
{
  static const char *const names[] = { "a", "b", "em", "i", "span", "strong" };

  if (at[1] == '/')
    at++;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (is_tag (at, names[i]))
        return TRUE;
    }
  return FALSE;
}

static char *
remove_html (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *after = *text == '<' ? skip_tag (text) : text;
      gsize       entity = *text == '&' ? append_entity (plain, text) : 0;

      if (after != text)
        {
          if (!is_inline (text))
            g_string_append_c (plain, '\n');
          text = after;
        }
      else if (entity > 0)
        text += entity;
      else
        {
          gsize n_plain = 1 + strcspn (text + 1, "<&");

          g_string_append_len (plain, text, (gssize) n_plain);
          text += n_plain;
        }
    }
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* Markdown's marks at the start of a line: headings, quotes, bullets. */
static const char *
skip_line_marks (const char *line)
{
  const char *text = line + strspn (line, " \t");
  gsize       marks = strspn (text, "#>*-+");

  return marks > 0 && marks <= 6 && (text[marks] == ' ' || text[marks] == '\t') ? text + marks
                                                                                : line;
}

/* Returns the end of "[text](link)" at @at with the end of its text in @text_end, else %NULL. */
static const char *
find_link_end (const char *at, const char **text_end)
{
  const char *close = at + 1 + strcspn (at + 1, "[]\n");
  const char *end;

  if (close[0] != ']' || close[1] != '(')
    return NULL;
  end = close + strcspn (close, ")\n");
  if (*end != ')')
    return NULL;
  *text_end = close;
  return end + 1;
}

static gboolean
is_mark (const char *at)
{
  return (*at == '*' || *at == '_') && at[1] == *at;
}

static char *
remove_markdown (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  gboolean line_start = TRUE;

  while (*text != '\0')
    {
      const char *at = line_start ? skip_line_marks (text) : text;
      const char *text_end;
      const char *link_end = *at == '[' ? find_link_end (at, &text_end) : NULL;

      line_start = *at == '\n';
      if (link_end != NULL)
        g_string_append_len (plain, at + 1, text_end - at - 1);
      else if (!is_mark (at) && *at != '`')
        g_string_append_c (plain, *at);

      if (link_end != NULL)
        text = link_end;
      else
        text = at + (is_mark (at) ? 2 : 1);
    }
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* Or a byte of a character beyond ASCII. */
static gboolean
is_letter (char byte)
{
  return g_ascii_isalnum (byte) || (guchar) byte > '~';
}

/* A mark that stands alone, or within a word, is none. */
static gboolean
opens_emphasis (const char *start, const char *at)
{
  return (*at == '*' || *at == '_') && (at == start || !is_letter (at[-1])) && at[1] != '\0'
         && at[1] != *at && !g_ascii_isspace (at[1]);
}

/* Returns the mark that closes what opens at @at, within its line, else %NULL. */
static const char *
find_emphasis_end (const char *at)
{
  const char *end = at + 2;

  while (end - at < MAX_EMPHASIS_BYTES && *end != '\0' && *end != '\n')
    {
      if (*end == *at && !g_ascii_isspace (end[-1]) && !is_letter (end[1]))
        return end;
      end++;
    }
  return NULL;
}

/* "*emphasis*" and "_emphasis_". Source: CommonMark 0.31, 6.2, in short. */
static char *
remove_emphasis (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  const char *start = text;

  while (*text != '\0')
    {
      const char *end = opens_emphasis (start, text) ? find_emphasis_end (text) : NULL;

      if (end != NULL)
        {
          g_string_append_len (plain, text + 1, end - text - 1);
          text = end + 1;
        }
      else
        g_string_append_c (plain, *text++);
    }
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* Characters that are not seen but change how others look; the two joiners are part of writing. */
static gboolean
is_invisible (gunichar character)
{
  return (g_unichar_type (character) == G_UNICODE_FORMAT && character != 0x200C
          && character != 0x200D)
         || g_unichar_type (character) == G_UNICODE_PRIVATE_USE
         || g_unichar_type (character) == G_UNICODE_UNASSIGNED;
}

static char *
fold_spaces (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (g_unichar_isspace (character) || g_unichar_iscntrl (character))
        space = TRUE;
      else if (character <= '~' || !is_invisible (character))
        {
          if (space && plain->len > 0)
            g_string_append_c (plain, ' ');
          space = FALSE;
          g_string_append_unichar (plain, character);
        }
    }
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static char *
copy_valid_start (const char *text, gsize max_bytes)
{
  gsize length = strnlen (text, max_bytes);

  return g_utf8_make_valid (text, length);
}

static char *
cut (char *text)
{
  static const char ellipsis[] = "…";
  char             *end;

  if (strlen (text) <= SL_FEED_MAX_TEXT_BYTES)
    return text;
  end = g_utf8_find_prev_char (text, text + SL_FEED_MAX_TEXT_BYTES - strlen (ellipsis) + 1);
  memcpy (end, ellipsis, sizeof ellipsis);
  return text;
}

/* Neither markup nor a character that may be folded or dropped. */
static gboolean
is_plain (char byte)
{
  switch (byte)
    {
    case '<':
    case '&':
    case '[':
    case '*':
    case '_':
    case '`':
      return FALSE;
    default:
      return byte >= ' ' && byte <= '~';
    }
}

/* Whether there is nothing to clean, as in most names. */
static gboolean
is_clean (const char *text)
{
  const char *at = text;

  if (strchr ("#>*-+ ", *text) != NULL)
    return FALSE;
  for (; *at != '\0' && at - text < SL_FEED_MAX_TEXT_BYTES; at++)
    {
      if (!is_plain (*at) || (*at == ' ' && (at[1] == ' ' || at[1] == '\0')))
        return FALSE;
    }
  return *at == '\0';
}

/**
 * sl_feed_text_clean:
 * @text: (nullable): what a page says: plain, HTML or Markdown
 *
 * Makes one paragraph of plain text: tags, Markdown's marks, link targets and entities are removed,
 * white space is folded, control and invisible characters are dropped, and what is longer than
 * %SL_FEED_MAX_TEXT_BYTES is cut between two characters. The result is not markup: whoever shows it
 * as such must escape it.
 *
 * Returns: (transfer full) (nullable): valid UTF-8, %NULL if nothing is left
 */
char *
sl_feed_text_clean (const char *text)
{
  gboolean         clean = text != NULL && is_clean (text);
  g_autofree char *valid
      = text != NULL && !clean ? copy_valid_start (text, MAX_SOURCE_BYTES) : NULL;
  g_autofree char *without_html = valid != NULL ? remove_html (valid) : NULL;
  g_autofree char *without_marks = without_html != NULL ? remove_markdown (without_html) : NULL;
  g_autofree char *plain = without_marks != NULL ? remove_emphasis (without_marks) : NULL;
  g_autofree char *folded = plain != NULL ? fold_spaces (plain) : NULL;

  if (clean)
    return g_strdup (text);
  if (folded == NULL || *folded == '\0')
    return NULL;
  return cut (g_steal_pointer (&folded));
}

/* Whether @line is "**@heading**", with or without a colon and in any case. */
static gboolean
is_heading (const char *line, const char *heading)
{
  const char *text = line + strspn (line, "*# ");
  gsize       length = strlen (heading);

  return text != line && g_ascii_strncasecmp (text, heading, length) == 0
         && text[length + strspn (text + length, "*: \r")] == '\0';
}

/**
 * sl_feed_text_section:
 * @text: (nullable): Markdown whose headings are bold lines: "**Title**\nMail is
 * slow.\n**Description**\n…"
 * @heading: a heading without marks
 *
 * Returns: (transfer full) (nullable): the cleaned text between that heading and the next one,
 *   %NULL if there is none
 */
char *
sl_feed_text_section (const char *text, const char *heading)
{
  g_autofree char *start = text != NULL ? copy_valid_start (text, MAX_SOURCE_BYTES) : NULL;
  g_auto (GStrv) lines = start != NULL ? g_strsplit (start, "\n", -1) : NULL;
  g_autoptr (GString) section = g_string_new (NULL);
  gboolean inside = FALSE;

  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      if (inside && (g_str_has_prefix (lines[i], "**") || g_str_has_prefix (lines[i], "##")))
        break;
      if (inside)
        g_string_append_printf (section, "%s\n", lines[i]);
      else
        inside = is_heading (lines[i], heading);
    }
  return sl_feed_text_clean (section->str);
}

/**
 * sl_feed_text_link:
 * @text: (nullable): what a page gives as a link
 *
 * Returns: (transfer full) (nullable): the link if it is an https address without user information,
 *   the only kind that is shown
 */
char *
sl_feed_text_link (const char *text)
{
  g_autoptr (GUri) uri = NULL;

  if (text == NULL || strnlen (text, MAX_LINK_BYTES + 1) > MAX_LINK_BYTES)
    return NULL;
  uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0
      || g_uri_get_userinfo (uri) != NULL || g_uri_get_host (uri) == NULL
      || *g_uri_get_host (uri) == '\0')
    return NULL;
  return g_uri_to_string (uri);
}
