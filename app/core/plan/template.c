/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "template.h"

#include "account.h"
#include "json-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The words stay the same in every language: they stand in the plan's file. */
static const struct
{
  const char *word;
  gsize       offset;
} placeholders[] = {
  { "account", G_STRUCT_OFFSET (SlTemplateValues, account) },
  { "address", G_STRUCT_OFFSET (SlTemplateValues, address) },
  { "channel", G_STRUCT_OFFSET (SlTemplateValues, channel) },
  { "name", G_STRUCT_OFFSET (SlTemplateValues, name) },
  { "provider", G_STRUCT_OFFSET (SlTemplateValues, provider) },
  { "since", G_STRUCT_OFFSET (SlTemplateValues, since) },
};

/**
 * sl_template_new:
 * @id: an id that sl_account_id_is_valid() accepts
 * @name: such as "Mail is down"
 * @text: the message, with placeholders
 *
 * Returns: (transfer full): a template
 */
SlTemplate *
sl_template_new (const char *id, const char *name, const char *text)
{
  SlTemplate *template = g_new0 (SlTemplate, 1);

  template->id = g_strdup (id);
  template->name = g_strdup (name);
  template->text = g_strdup (text);
  return template;
}

/**
 * sl_template_copy:
 * @template: a template
 *
 * Returns: (transfer full): an equal one of its own; unknown members are immutable and shared
 */
SlTemplate *
sl_template_copy (const SlTemplate *template)
{
  SlTemplate *copy = sl_template_new (template->id, template->name, template->text);

  copy->unknown = template->unknown != NULL ? json_object_ref (template->unknown) : NULL;
  return copy;
}

/**
 * sl_template_free:
 * @template: (transfer full) (nullable): a template
 */
void
sl_template_free (SlTemplate *template)
{
  if (template == NULL)
    return;
  g_free (template->id);
  g_free (template->name);
  g_free (template->text);
  g_clear_pointer (&template->unknown, json_object_unref);
  g_free (template);
}

/**
 * sl_template_find_fault:
 * @template: a template that somebody typed
 *
 * Returns: (transfer none) (nullable): what is wrong with it, as the end of a sentence that begins
 *   with its name or place, or %NULL if it may stand in a plan
 */
const char *
sl_template_find_fault (const SlTemplate *template)
{
  if (!sl_account_id_is_valid (template->id))
    return _ ("needs an \"id\" of 1 to 64 of the characters a-z, 0-9 and -");
  if (template->name == NULL || *template->name == '\0')
    return _ ("needs a name");
  if (!sl_json_line_is_valid (template->name))
    return _ ("has a name that is too long or holds a control character");
  if (template->text == NULL || *template->text == '\0')
    return _ ("needs a text");
  if (strlen (template->text) > SL_TEMPLATE_MAX_BYTES || !sl_json_text_is_valid (template->text))
    return _ ("has a text that is longer than 4 KiB or holds a control character");
  return NULL;
}

/* The length of the word if @text begins with "{word}", else 0. */
static gsize
measure_placeholder (const char *text)
{
  gsize length = 0;

  if (*text != '{')
    return 0;
  while (g_ascii_islower (text[1 + length]))
    length++;
  return text[1 + length] == '}' ? length : 0;
}

static gboolean
find_placeholder (const char *word, gsize length, gsize *offset)
{
  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (strlen (placeholders[i].word) == length
        && strncmp (placeholders[i].word, word, length) == 0)
      {
        *offset = placeholders[i].offset;
        return TRUE;
      }
  return FALSE;
}

/**
 * sl_template_find_unknown_placeholder:
 * @text: a template's text
 *
 * Returns: (transfer full) (nullable): the first word in curly brackets that stands for nothing,
 *   such as "{chanel}", or %NULL
 */
char *
sl_template_find_unknown_placeholder (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      gsize length = measure_placeholder (p);
      gsize offset;

      if (length > 0 && !find_placeholder (p + 1, length, &offset))
        return g_strndup (p, length + 2);
    }
  return NULL;
}

/**
 * sl_template_fill:
 * @text: a template's text
 * @values: what to put in
 *
 * Puts the values into the places that are kept for them, once: what a value holds is not looked at
 * again.
 *
 * Returns: (transfer full): the message
 */
char *
sl_template_fill (const char *text, const SlTemplateValues *values)
{
  GString *filled = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      gsize       length = measure_placeholder (p);
      gsize       offset;
      const char *value = NULL;

      if (length > 0 && find_placeholder (p + 1, length, &offset))
        value = G_STRUCT_MEMBER (const char *, values, offset);
      if (value == NULL)
        {
          g_string_append_c (filled, *p);
          continue;
        }
      g_string_append (filled, value);
      p += length + 1;
    }
  return g_string_free (filled, FALSE);
}

/**
 * sl_template_list_default:
 *
 * Returns: (transfer full) (element-type SlTemplate): what to send if the plan holds no message
 */
GPtrArray *
sl_template_list_default (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_template_free);

  g_ptr_array_add (list, sl_template_new ("mail-is-down", _ ("Mail is down"),
                                          /* Translators: a message that is sent to others. Leave
                                             the words in curly brackets as they are. */
                                          _ ("Mail is down here, reach me at {channel}.")));
  g_ptr_array_add (
      list, sl_template_new ("back-again", _ ("Mail works again"),
                             /* Translators: a message that is sent to others. Leave the words in
                                curly brackets as they are. */
                             _ ("My mail works again. It was down since {since}; if you wrote to "
                                "{address} meanwhile and have no answer, please write again.")));
  return list;
}
