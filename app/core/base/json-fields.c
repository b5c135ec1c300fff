/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "json-fields.h"

#include "iso-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LINE_BYTES 2048        /* a name or an address */
#define MAX_TEXT_BYTES (64 * 1024) /* several pages of instructions */
#define LINE_CHARACTERS "\n\r\t"
#define MAX_LIST_ENTRIES 1024 /* a provider with very many mail domains */

/**
 * sl_json_fields_fail:
 * @self: the object
 * @name: (nullable): the member that is wrong, or %NULL for the object itself
 * @error: set to the caller's domain and code
 * @format: what is wrong, such as "must be a text"
 *
 * Returns: %FALSE
 */
gboolean
sl_json_fields_fail (
    const SlJsonFields *self, const char *name, GError **error, const char *format, ...)
{
  g_autofree char *reason = NULL;
  gboolean         has_place = self->place != NULL && *self->place != '\0';
  va_list          arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, self->domain, self->code, "%s%s%s %s", has_place ? self->place : "",
               has_place && name != NULL ? "." : "", name != NULL ? name : "", reason);
  return FALSE;
}

/* The member's node; NULL if it is absent or null. */
static JsonNode *
find (const SlJsonFields *self, const char *name)
{
  JsonNode *node = json_object_get_member (self->object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

static gboolean
has_control_character (const char *text, const char *allowed)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)) && strchr (allowed, *p) == NULL)
      return TRUE;
  return FALSE;
}

/**
 * sl_json_line_is_valid:
 * @text: (nullable): text that somebody typed
 *
 * Returns: whether sl_json_fields_read_line() would read it back
 */
gboolean
sl_json_line_is_valid (const char *text)
{
  return text == NULL
         || (strlen (text) <= MAX_LINE_BYTES && g_utf8_validate (text, -1, NULL)
             && !has_control_character (text, ""));
}

/**
 * sl_json_text_is_valid:
 * @text: (nullable): text of several lines that somebody typed
 *
 * Returns: whether sl_json_fields_read_text() would read it back
 */
gboolean
sl_json_text_is_valid (const char *text)
{
  return text == NULL
         || (strlen (text) <= MAX_TEXT_BYTES && g_utf8_validate (text, -1, NULL)
             && !has_control_character (text, LINE_CHARACTERS));
}

static gboolean
check_string (const SlJsonFields *self,
              const char         *name,
              JsonNode           *node,
              gsize               max_bytes,
              const char         *allowed,
              GError            **error)
{
  const char *text;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return sl_json_fields_fail (self, name, error, _ ("must be text in quotes"));
  text = json_node_get_string (node);
  if (strlen (text) > max_bytes)
    return sl_json_fields_fail (self, name, error,
                                /* Translators: %u is a number of bytes. */
                                _ ("is longer than %u bytes"), (guint) max_bytes);
  /* "\ud800" is valid JSON but no valid text. */
  if (!g_utf8_validate (text, -1, NULL) || has_control_character (text, allowed))
    return sl_json_fields_fail (self, name, error, _ ("holds a control character"));
  return TRUE;
}

static gboolean
read_string (const SlJsonFields *self,
             const char         *name,
             gsize               max_bytes,
             const char         *allowed,
             char              **value,
             GError            **error)
{
  JsonNode *node = find (self, name);

  if (node == NULL)
    return TRUE;
  if (!check_string (self, name, node, max_bytes, allowed, error))
    return FALSE;
  g_free (*value);
  *value = g_strdup (json_node_get_string (node));
  return TRUE;
}

/**
 * sl_json_fields_read_line:
 * @self: the object
 * @name: a member
 * @value: (inout) (nullable): replaced if the member is there
 * @error: set if it is not a text, too long, or holds a control character
 *
 * Reads text of one line, at most 2048 bytes.
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_json_fields_read_line (const SlJsonFields *self, const char *name, char **value, GError **error)
{
  return read_string (self, name, MAX_LINE_BYTES, "", value, error);
}

/**
 * sl_json_fields_read_text:
 * @self: the object
 * @name: a member
 * @value: (inout) (nullable): replaced if the member is there
 * @error: set if it is not a text, too long, or holds a control character
 *
 * Reads text of several lines, at most 64 KiB.
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_json_fields_read_text (const SlJsonFields *self, const char *name, char **value, GError **error)
{
  return read_string (self, name, MAX_TEXT_BYTES, LINE_CHARACTERS, value, error);
}

/**
 * sl_json_fields_read_lines:
 * @self: the object
 * @name: a member
 * @value: (inout) (nullable): replaced if the member is there, by a list that may be empty
 * @error: set if it is not a list of texts
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_json_fields_read_lines (const SlJsonFields *self,
                           const char         *name,
                           char             ***value,
                           GError            **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array = NULL;

  if (!sl_json_fields_read_array (self, name, &array, error))
    return FALSE;
  if (array == NULL)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *entry = g_strdup_printf ("%s[%u]", name, i);
      JsonNode        *node = json_array_get_element (array, i);

      if (!check_string (self, entry, node, MAX_LINE_BYTES, "", error))
        return FALSE;
      g_ptr_array_add (lines, g_strdup (json_node_get_string (node)));
    }
  g_ptr_array_add (lines, NULL);
  g_strfreev (*value);
  *value = (char **) g_ptr_array_steal (lines, NULL);
  return TRUE;
}

/**
 * sl_json_fields_read_boolean:
 * @self: the object
 * @name: a member
 * @value: (inout): replaced if the member is there
 * @error: set if it is neither true nor false
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_json_fields_read_boolean (const SlJsonFields *self,
                             const char         *name,
                             gboolean           *value,
                             GError            **error)
{
  JsonNode *node = find (self, name);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return sl_json_fields_fail (self, name, error, _ ("must be true or false"));
  *value = json_node_get_boolean (node);
  return TRUE;
}

/**
 * sl_json_fields_read_time:
 * @self: the object
 * @name: a member
 * @value: (inout): replaced by Unix seconds if the member is there
 * @error: set if it is not a time
 *
 * Reads a time such as "2026-11-23T09:02:00Z"; without an offset it is UTC.
 *
 * Source: RFC 3339, 5.6.
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_json_fields_read_time (const SlJsonFields *self, const char *name, gint64 *value, GError **error)
{
  g_autofree char *text = NULL;

  if (!sl_json_fields_read_line (self, name, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  if (!sl_iso_time_parse (text, value))
    return sl_json_fields_fail (self, name, error,
                                _ ("must be a date and time such as 2026-11-23T09:02:00Z"));
  return TRUE;
}

/**
 * sl_json_fields_read_array:
 * @self: the object
 * @name: a member
 * @value: (out) (transfer none): set if the member is there
 * @error: set if it is not a list or too long
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_json_fields_read_array (const SlJsonFields *self,
                           const char         *name,
                           JsonArray         **value,
                           GError            **error)
{
  JsonNode *node = find (self, name);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return sl_json_fields_fail (self, name, error, _ ("must be a list in square brackets"));
  if (json_array_get_length (json_node_get_array (node)) > MAX_LIST_ENTRIES)
    return sl_json_fields_fail (self, name, error,
                                /* Translators: %d is a number of entries. */
                                _ ("has more than %d entries"), MAX_LIST_ENTRIES);
  *value = json_node_get_array (node);
  return TRUE;
}

/**
 * sl_json_fields_read_object:
 * @self: the object
 * @name: a member
 * @value: (out) (transfer none): set if the member is there
 * @error: set if it is not an object
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_json_fields_read_object (const SlJsonFields *self,
                            const char         *name,
                            JsonObject        **value,
                            GError            **error)
{
  JsonNode *node = find (self, name);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return sl_json_fields_fail (self, name, error, _ ("must be a group in curly brackets"));
  *value = json_node_get_object (node);
  return TRUE;
}

/**
 * sl_json_fields_find_unknown:
 * @self: the object
 * @known: (array zero-terminated=1): the members that the caller reads
 *
 * Returns: (transfer full) (nullable): all other members in their order, or %NULL if there are none
 */
JsonObject *
sl_json_fields_find_unknown (const SlJsonFields *self, const char *const *known)
{
  g_autoptr (JsonObject) unknown = json_object_new ();
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  json_object_iter_init_ordered (&iter, self->object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!g_strv_contains (known, name))
      json_object_set_member (unknown, name, json_node_copy (node));
  return json_object_get_size (unknown) > 0 ? g_steal_pointer (&unknown) : NULL;
}
