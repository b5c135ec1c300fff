/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "organisation-format.h"

#include "moment-words.h"

#include <glib/gi18n-lib.h>

static const char *
lookup_text (GVariant *organisation, const char *key)
{
  const char *text = NULL;

  g_variant_lookup (organisation, key, "&s", &text);
  return text;
}

static char *
lookup_moment (GVariant *organisation, const char *key)
{
  gint64 time = 0;

  g_variant_lookup (organisation, key, "x", &time);
  return time != 0 ? sl_moment_to_words (time, g_get_real_time () / G_USEC_PER_SEC) : NULL;
}

/**
 * sl_organisation_format_notice:
 * @text: what is printed so far
 * @organisation: (nullable): the property Organisation
 *
 * Appends what the organisation has to tell now, and an empty line; nothing if there is nothing.
 */
void
sl_organisation_format_notice (GString *text, GVariant *organisation)
{
  const char *notice = organisation != NULL ? lookup_text (organisation, "notice") : NULL;
  const char *url;
  g_auto (GStrv) lines = NULL;
  g_autofree char *until = NULL;

  if (notice == NULL)
    return;
  url = lookup_text (organisation, "notice-url");
  lines = g_strsplit (notice, "\n", -1);
  until = lookup_moment (organisation, "notice-until");
  /* Translators: the first %s is an organisation, the second a moment such as "17:00" */
  g_string_append_printf (text, _ ("Message from %s, valid until %s:"),
                          lookup_text (organisation, "name"), until);
  g_string_append_c (text, '\n');
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (text, "    %s\n", g_strchomp (lines[i]));
  if (url != NULL)
    g_string_append_printf (text, "    %s\n", url);
  g_string_append_c (text, '\n');
}

static const char *
describe_signature (GVariant *organisation)
{
  gboolean is_signed = FALSE, is_given = FALSE;

  g_variant_lookup (organisation, "signed", "b", &is_signed);
  g_variant_lookup (organisation, "key-given", "b", &is_given);
  if (!is_signed)
    return _ ("not signed");
  return is_given ? _ ("signed with the key that is set")
                  : _ ("signed with the key that was met first");
}

/**
 * sl_organisation_format_source:
 * @text: what is printed so far
 * @organisation: (nullable): the property Organisation
 *
 * Appends an empty line, and where the organisation's plan comes from; nothing if there is none.
 */
void
sl_organisation_format_source (GString *text, GVariant *organisation)
{
  const char      *name = organisation != NULL ? lookup_text (organisation, "name") : NULL;
  const char      *address = organisation != NULL ? lookup_text (organisation, "address") : NULL;
  const char      *path = organisation != NULL ? lookup_text (organisation, "path") : NULL;
  g_autofree char *fetched = NULL;

  if (address == NULL && path == NULL)
    return;
  fetched = lookup_moment (organisation, "fetched");
  g_string_append_c (text, '\n');
  if (name != NULL)
    /* Translators: %s is an organisation */
    g_string_append_printf (text, _ ("Part of the plan is managed by %s."), name);
  else
    g_string_append (text, _ ("The organisation's plan was not fetched yet."));
  g_string_append_c (text, '\n');
  if (path != NULL)
    g_string_append_printf (text, "    %s\n", path);
  if (address != NULL)
    g_string_append_printf (text, "    %s\n", address);
  if (address != NULL && fetched != NULL)
    {
      g_string_append (text, "    ");
      /* Translators: the first %s is a moment such as "17:00", the second "not signed" or so */
      g_string_append_printf (text, _ ("Last fetched %s, %s."), fetched,
                              describe_signature (organisation));
      g_string_append_c (text, '\n');
    }
}
