/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "enums.h"

/**
 * sl_enum_to_nick:
 * @type: an enumeration type
 * @value: one of its values
 *
 * Finds the stable word for @value.
 *
 * Returns: (transfer none): the word, or "unknown" if @value is not in @type
 */
const char *
sl_enum_to_nick (GType type, int value)
{
  g_autoptr (GEnumClass) enum_class = g_type_class_ref (type);
  GEnumValue *found = g_enum_get_value (enum_class, value);

  return found != NULL ? found->value_nick : "unknown";
}

/**
 * sl_enum_from_nick:
 * @type: an enumeration type
 * @nick: (nullable): a word from a file, D-Bus or the command line
 * @value: (out): set only if the word is known
 *
 * Returns: whether @nick is a word of @type; the comparison is exact
 */
gboolean
sl_enum_from_nick (GType type, const char *nick, int *value)
{
  g_autoptr (GEnumClass) enum_class = g_type_class_ref (type);
  GEnumValue *found = nick != NULL ? g_enum_get_value_by_nick (enum_class, nick) : NULL;

  if (found == NULL)
    return FALSE;
  *value = found->value;
  return TRUE;
}
