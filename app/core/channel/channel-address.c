/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "channel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIN_NUMBER_DIGITS 3 /* such as 112 */

static char *
complete_number (const char *typed)
{
  g_autoptr (GString) number = g_string_new ("tel:");
  guint n_digits = 0;

  if (strspn (typed, "+0123456789 ()/-.") != strlen (typed) || strchr (typed + 1, '+') != NULL)
    return NULL;
  for (const char *letter = typed; *letter != '\0'; letter++)
    {
      n_digits += g_ascii_isdigit (*letter) ? 1 : 0;
      if (g_ascii_isdigit (*letter) || *letter == '+')
        g_string_append_c (number, *letter);
    }
  return n_digits >= MIN_NUMBER_DIGITS ? g_string_free (g_steal_pointer (&number), FALSE) : NULL;
}

/* The spaces of "tel:+49 30 123456" are for people; RFC 3966, 3 allows none. */
static char *
tidy_number (const char *typed)
{
  static const char *const schemes[] = { "tel:", "sms:", "callto:" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i]);
      g_auto (GStrv) parts = NULL;

      if (g_ascii_strncasecmp (typed, schemes[i], length) != 0 || strchr (typed, '?') != NULL)
        continue;
      parts = g_strsplit (typed, " ", -1);
      return g_strjoinv ("", parts);
    }
  return NULL;
}

static gboolean
is_mail_address (const char *typed)
{
  const char *at = strchr (typed, '@');

  return at != NULL && at != typed && at[1] != '\0' && strchr (at + 1, '@') == NULL
         && strpbrk (typed, " \t/:,?<>") == NULL;
}

/**
 * sl_channel_address_complete:
 * @typed: what somebody typed, without spaces around it
 *
 * Makes what people type into what can be opened: "+49 30 123456" into "tel:+4930123456",
 * "ann@example.net" into "mailto:ann@example.net", "www.example.org" into
 * "https://www.example.org". Anything else is returned as it is.
 *
 * Source: RFC 3966, 3 (tel), RFC 6068, 2 (mailto).
 *
 * Returns: (transfer full): the address
 */
char *
sl_channel_address_complete (const char *typed)
{
  char *complete;

  if (*typed == '\0')
    return g_strdup (typed);
  complete = tidy_number (typed);
  if (complete == NULL)
    complete = complete_number (typed);
  if (complete != NULL)
    return complete;
  if (g_ascii_strncasecmp (typed, "www.", 4) == 0)
    return g_strconcat ("https://", typed, NULL);
  if (is_mail_address (typed))
    {
      g_autofree char *encoded = g_uri_escape_string (typed, "@!$'*+", FALSE);

      return g_strconcat ("mailto:", encoded, NULL);
    }
  return g_strdup (typed);
}

/**
 * sl_channel_address_find_mistake:
 * @kind: what kind of channel it is
 * @address: its address, complete
 *
 * Returns: (transfer none) (nullable): one sentence about what is wrong with it, or %NULL
 */
const char *
sl_channel_address_find_mistake (SlChannelKind kind, const char *address)
{
  if (*address == '\0')
    return _ ("Enter an address: a phone number, a link, or a place.");
  if (kind == SL_CHANNEL_IN_PERSON || kind == SL_CHANNEL_OTHER
      || sl_channel_address_is_openable (address))
    return NULL;
  switch (kind)
    {
    case SL_CHANNEL_PHONE:
      return _ ("This is no phone number that can be called, such as +49 30 1234567.");
    case SL_CHANNEL_SMS:
      return _ ("A text message needs a number, such as sms:+49301234567.");
    case SL_CHANNEL_MAIL:
      return _ ("This is no mail address, such as name@example.net.");
    case SL_CHANNEL_CHAT:
    case SL_CHANNEL_VIDEO:
    case SL_CHANNEL_WEB:
    case SL_CHANNEL_IN_PERSON:
    case SL_CHANNEL_OTHER:
    default:
      return _ ("This link cannot be opened with a click; it begins like https://example.org or "
                "matrix:r/team:example.org.");
    }
}
