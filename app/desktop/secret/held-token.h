/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret.h"

#include <gio/gio.h>

/**
 * SlHeldToken:
 * @account_id: whose
 * @token: (nullable): the access token
 * @hosts: (nullable): the mail servers it may be sent to; set with @token
 * @fetched_ms: when it came, on a clock that also runs while the computer sleeps
 * @good_until_ms: until when it may be used, on the same clock
 * @generation: counts the times the user signed in; what was begun before is not kept after
 * @waiting: (element-type GTask): who waits for the request under way
 * @busy: a request is under way
 *
 * One account's access token in memory. Owned by the token keeper.
 */
typedef struct
{
  char      *account_id;
  SlSecret  *token;
  char     **hosts;
  gint64     fetched_ms;
  gint64     good_until_ms;
  guint      generation;
  GPtrArray *waiting;
  gboolean   busy;
} SlHeldToken;

SlHeldToken *sl_held_token_new (const char *account_id);
void         sl_held_token_free (SlHeldToken *held);
void         sl_held_token_take (SlHeldToken *held, SlSecret *token, char **hosts, guint lifetime_seconds);
void         sl_held_token_drop (SlHeldToken *held);
gboolean     sl_held_token_is_good (const SlHeldToken *held);
gboolean     sl_held_token_may_go_to (const SlHeldToken *held, const char *host);
gboolean     sl_held_token_is_fresh (const SlHeldToken *held);
