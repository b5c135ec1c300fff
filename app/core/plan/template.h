/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* A text message; also small enough to travel inside an address, see message-link.h. */
#define SL_TEMPLATE_MAX_BYTES 4096

/**
 * SlTemplate:
 * @id: stable and unique among the plan's templates, as an account's id
 * @name: such as "Mail is down"; also the subject where a message has one
 * @text: plain text, several lines, with placeholders such as {channel}
 * @unknown: (nullable): members this version does not know; they survive a rewrite
 *
 * A message that was written beforehand, to be sent when mail does not work. A value: copy it to
 * change it.
 */
typedef struct
{
  char       *id;
  char       *name;
  char       *text;
  JsonObject *unknown;
} SlTemplate;

/**
 * SlTemplateValues:
 * @channel: (nullable): for {channel}: how to reach the sender now, such as "Bridge (+49 30 1234)"
 * @account: (nullable): for {account}: the user's name for the mail that is down
 * @address: (nullable): for {address}: the mail address that is down
 * @provider: (nullable): for {provider}: whose mail it is, such as "Outlook"
 * @name: (nullable): for {name}: the sender's own name
 * @since: (nullable): for {since}: since when, such as "09:12"
 *
 * What is put into a template. A placeholder without a value stays as it is, for the user to see.
 */
typedef struct
{
  const char *channel;
  const char *account;
  const char *address;
  const char *provider;
  const char *name;
  const char *since;
} SlTemplateValues;

SlTemplate *sl_template_new (const char *id, const char *name, const char *text);
SlTemplate *sl_template_copy (const SlTemplate *template);
void        sl_template_free (SlTemplate *template);
const char *sl_template_find_fault (const SlTemplate *template);
char       *sl_template_find_unknown_placeholder (const char *text);
char       *sl_template_fill (const char *text, const SlTemplateValues *values);
GPtrArray  *sl_template_list_default (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTemplate, sl_template_free)
