/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

typedef enum
{
  SL_CHANNEL_PHONE,
  SL_CHANNEL_SMS,
  SL_CHANNEL_CHAT,
  SL_CHANNEL_VIDEO,
  SL_CHANNEL_MAIL,
  SL_CHANNEL_WEB,
  SL_CHANNEL_IN_PERSON,
  SL_CHANNEL_OTHER,
} SlChannelKind;

#define SL_TYPE_CHANNEL_KIND (sl_channel_kind_get_type ())
GType sl_channel_kind_get_type (void);

/**
 * SlChannel:
 * @id: stable and unique in the plan, as an account's id
 * @name: such as "Signal group Team"
 * @kind: what it is
 * @address: a URI (tel: sms: mailto: https: xmpp: matrix: sip: …), or free text for a place
 * @people: (nullable): who is reached there
 * @instructions: (nullable): plain text, several lines
 * @provider: (nullable): provider id it depends on; %NULL: inferred from @address
 * @works_offline: works without the internet, such as a phone call
 * @last_practised: Unix seconds, 0 if never
 * @managed_by: (nullable): name of the organisation whose plan it comes from, as an account's
 * @unknown: (nullable): members this version does not know; they survive a rewrite
 *
 * One agreed other way to talk. A value: copy it to change it.
 */
typedef struct
{
  char         *id;
  char         *name;
  SlChannelKind kind;
  char         *address;
  char        **people;
  char         *instructions;
  char         *provider;
  gboolean      works_offline;
  gint64        last_practised;
  char         *managed_by;
  JsonObject   *unknown;
} SlChannel;

SlChannel    *sl_channel_new (const char *id, const char *name, SlChannelKind kind, const char *address);
SlChannel    *sl_channel_copy (const SlChannel *channel);
void          sl_channel_free (SlChannel *channel);
const char   *sl_channel_find_fault (const SlChannel *channel);
char         *sl_channel_get_mail_address (const SlChannel *channel);
const char   *sl_channel_kind_to_nick (SlChannelKind kind);
gboolean      sl_channel_kind_from_nick (const char *nick, SlChannelKind *kind);
const char   *sl_channel_kind_get_label (SlChannelKind kind);
const char   *sl_channel_kind_get_icon_name (SlChannelKind kind);
SlChannelKind sl_channel_kind_guess (const char *address);
gboolean      sl_channel_kind_works_offline (SlChannelKind kind);
gboolean      sl_channel_address_is_openable (const char *address);
char         *sl_channel_address_complete (const char *typed);
const char   *sl_channel_address_find_mistake (SlChannelKind kind, const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlChannel, sl_channel_free)
