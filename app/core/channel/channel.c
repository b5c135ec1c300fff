/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "channel.h"

#include "account.h"
#include "json-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * sl_channel_new:
 * @id: an id that sl_account_id_is_valid() accepts
 * @name: such as "Signal group Team"
 * @kind: what it is
 * @address: a URI, or free text for a place
 *
 * Returns: (transfer full): a channel that was never practised; phone, SMS and people count as
 *   working without the internet
 */
SlChannel *
sl_channel_new (const char *id, const char *name, SlChannelKind kind, const char *address)
{
  SlChannel *channel = g_new0 (SlChannel, 1);

  channel->id = g_strdup (id);
  channel->name = g_strdup (name);
  channel->kind = kind;
  channel->address = g_strdup (address);
  channel->works_offline = sl_channel_kind_works_offline (kind);
  return channel;
}

/**
 * sl_channel_copy:
 * @channel: a channel
 *
 * Returns: (transfer full): an equal one of its own; unknown members are immutable and shared
 */
SlChannel *
sl_channel_copy (const SlChannel *channel)
{
  SlChannel *copy = sl_channel_new (channel->id, channel->name, channel->kind, channel->address);

  copy->people = g_strdupv (channel->people);
  copy->instructions = g_strdup (channel->instructions);
  copy->provider = g_strdup (channel->provider);
  copy->works_offline = channel->works_offline;
  copy->last_practised = channel->last_practised;
  copy->managed_by = g_strdup (channel->managed_by);
  copy->unknown = channel->unknown != NULL ? json_object_ref (channel->unknown) : NULL;
  return copy;
}

/**
 * sl_channel_free:
 * @channel: (transfer full) (nullable): a channel
 */
void
sl_channel_free (SlChannel *channel)
{
  if (channel == NULL)
    return;
  g_free (channel->id);
  g_free (channel->name);
  g_free (channel->address);
  g_strfreev (channel->people);
  g_free (channel->instructions);
  g_free (channel->provider);
  g_free (channel->managed_by);
  g_clear_pointer (&channel->unknown, json_object_unref);
  g_free (channel);
}

static gboolean
all_lines_are_valid (char **lines)
{
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    if (!sl_json_line_is_valid (lines[i]))
      return FALSE;
  return TRUE;
}

/**
 * sl_channel_find_fault:
 * @channel: a channel that somebody typed
 *
 * Returns: (transfer none) (nullable): what is wrong with it, as the end of a sentence that begins
 *   with its name or place, or %NULL if it may stand in a plan
 */
const char *
sl_channel_find_fault (const SlChannel *channel)
{
  if (!sl_account_id_is_valid (channel->id))
    return _ ("needs an \"id\" of 1 to 64 of the characters a-z, 0-9 and -");
  if (channel->name == NULL || *channel->name == '\0')
    return _ ("needs a name");
  if (channel->provider != NULL && !sl_account_id_is_valid (channel->provider))
    return _ ("has a provider that is not 1 to 64 of the characters a-z, 0-9 and -");
  if (!sl_json_line_is_valid (channel->name) || !sl_json_line_is_valid (channel->address)
      || !all_lines_are_valid (channel->people))
    return _ ("has a name, address or person that is too long or holds a control character");
  if (!sl_json_text_is_valid (channel->instructions))
    return _ ("has instructions that are longer than 64 KiB or hold a control character");
  return NULL;
}

/**
 * sl_channel_get_mail_address:
 * @channel: a channel
 *
 * Source: RFC 6068 for mailto addresses; of several recipients the first.
 *
 * Returns: (transfer full) (nullable): the mail address that it writes to, or %NULL if it is no
 * mail
 */
char *
sl_channel_get_mail_address (const SlChannel *channel)
{
  const char *address = channel->address != NULL ? channel->address : "";
  gboolean    is_uri = g_ascii_strncasecmp (address, "mailto:", strlen ("mailto:")) == 0;
  const char *start = is_uri ? address + strlen ("mailto:") : address;

  if (!is_uri && (strpbrk (start, ":/ ") != NULL || strchr (start, '@') == NULL))
    return NULL;
  return g_uri_unescape_segment (start, start + strcspn (start, "?,"), NULL);
}
