/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange Web Services: https://learn.microsoft.com/exchange/client-developer, ResponseCode and
 * BackOffMilliseconds · SOAP 1.1 faults · WebDAV, RFC 4918 */
#define G_LOG_DOMAIN "sl-signin"

#include "xml-words.h"

#include <string.h>

/* Neither a code nor a sentence is longer. */
#define LONGEST_WORDS_BYTES 512
#define DEEPEST_ELEMENT 64

typedef struct
{
  char    *root;     /* nullable: local name of the first element */
  char    *reading;  /* nullable: local name of the element whose text is collected */
  gboolean back_off; /* the element is <Value Name="BackOffMilliseconds"> */
  guint    depth;
  GString *collected;
  GString *code;
  GString *text;
  GString *words;
} Reader;

/* Prefixes are the writer's choice. */
static const char *
local_name (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static gboolean
is_wanted (const char *name)
{
  static const char *const wanted[] = { "ResponseCode", "MessageText", "faultstring", "Value" };

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (strcmp (name, wanted[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
names_back_off (const char **names, const char **values)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], "Name") == 0 && strcmp (values[i], "BackOffMilliseconds") == 0)
      return TRUE;
  return FALSE;
}

static void
on_start (GMarkupParseContext *context,
          const char          *element,
          const char         **names,
          const char         **values,
          gpointer             user_data,
          GError             **error)
{
  Reader     *reader = user_data;
  const char *name = local_name (element);

  if (reader->root == NULL)
    reader->root = g_strdup (name);
  if (++reader->depth > DEEPEST_ELEMENT)
    g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "Too deep");
  g_clear_pointer (&reader->reading, g_free);
  g_string_truncate (reader->collected, 0);
  reader->back_off = names_back_off (names, values);
  if (is_wanted (name))
    reader->reading = g_strdup (name);
}

static void
take_words (Reader *reader)
{
  const char *words = reader->collected->str;

  if (strcmp (reader->reading, "ResponseCode") == 0)
    g_string_append_printf (reader->code, " %s", words);
  else if (strcmp (reader->reading, "Value") != 0)
    g_string_append_printf (reader->text, "%s%s", reader->text->len > 0 ? " " : "", words);
  else if (reader->back_off)
    g_string_append_printf (reader->words, "BackOffMilliseconds: %s\n", words);
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Reader *reader = user_data;

  reader->depth--;
  if (reader->reading != NULL)
    take_words (reader);
  g_clear_pointer (&reader->reading, g_free);
}

static void
on_text (GMarkupParseContext *context,
         const char          *text,
         gsize                length,
         gpointer             user_data,
         GError             **error)
{
  Reader *reader = user_data;

  if (reader->reading != NULL && reader->collected->len < LONGEST_WORDS_BYTES)
    g_string_append_len (reader->collected, text, (gssize) MIN (length, LONGEST_WORDS_BYTES));
}

/* GLib's reader knows no document types and follows nothing; what it read before an error counts.
 */
static void
parse (Reader *reader, const char *data, gsize length)
{
  const GMarkupParser parser
      = { .start_element = on_start, .end_element = on_end, .text = on_text };
  g_autoptr (GMarkupParseContext) context
      = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, reader, NULL);

  reader->collected = g_string_new (NULL);
  if (g_markup_parse_context_parse (context, data, (gssize) length, NULL))
    g_markup_parse_context_end_parse (context, NULL);
  g_string_free (reader->collected, TRUE);
  g_free (reader->reading);
}

/**
 * sl_xml_words_get_root:
 * @data: an answer
 * @length: its length in bytes
 *
 * Returns: (transfer full) (nullable): the local name of the first element, %NULL if there is none
 */
char *
sl_xml_words_get_root (const char *data, gsize length)
{
  g_autoptr (GString) ignored = g_string_new (NULL);
  Reader reader = { .code = ignored, .text = ignored, .words = ignored };

  parse (&reader, data, length);
  return reader.root;
}

/**
 * sl_xml_words_read:
 * @data: an answer of Exchange Web Services, or another SOAP service
 * @length: its length in bytes
 * @code: (inout): " ErrorServerBusy" is added, if there is a ResponseCode
 * @text: (inout): its sentences for people are added
 * @words: (inout): "BackOffMilliseconds: 297749" is added, if it asks for that
 */
void
sl_xml_words_read (const char *data, gsize length, GString *code, GString *text, GString *words)
{
  Reader reader = { .code = code, .text = text, .words = words };

  parse (&reader, data, length);
  g_free (reader.root);
}
