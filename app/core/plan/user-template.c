/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "user-template.h"

#include <string.h>

/**
 * sl_user_template_fill:
 * @user_template: text with any of the placeholders above
 * @address: a mail address
 *
 * Makes a user name from a mail address. Each placeholder is filled once over: what an address
 * itself holds is never taken for one.
 *
 * Source: thunderbird/autoconfig, the element "username".
 *
 * Returns: (transfer full): the user name
 */
char *
sl_user_template_fill (const char *user_template, const char *address)
{
  const char      *at = strrchr (address, '@');
  g_autofree char *local_part = at != NULL ? g_strndup (address, at - address) : g_strdup (address);
  const struct
  {
    const char *placeholder;
    const char *value;
  } parts[] = {
    { SL_USER_TEMPLATE_ADDRESS, address },
    { SL_USER_TEMPLATE_LOCAL_PART, local_part },
    { SL_USER_TEMPLATE_DOMAIN, at != NULL ? at + 1 : "" },
  };
  GString *user = g_string_new (NULL);

  while (*user_template != '\0')
    {
      gsize length = 0;

      for (gsize i = 0; length == 0 && i < G_N_ELEMENTS (parts); i++)
        if (g_str_has_prefix (user_template, parts[i].placeholder))
          {
            g_string_append (user, parts[i].value);
            length = strlen (parts[i].placeholder);
          }
      if (length == 0)
        g_string_append_c (user, *user_template);
      user_template += MAX (length, 1);
    }
  return g_string_free (user, FALSE);
}
