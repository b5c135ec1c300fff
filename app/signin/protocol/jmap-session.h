/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * SlJmapSession:
 * @api_address: where requests go; https
 * @account: id of the account that holds the mail
 *
 * What is needed of a JMAP session object.
 */
typedef struct
{
  GUri *own_address; /* where the session object was found */
  GUri *api_address;
  char *account;
} SlJmapSession;

typedef enum
{
  SL_JMAP_ANSWER_INBOX,    /* it is there */
  SL_JMAP_ANSWER_NO_INBOX, /* the account holds none */
  SL_JMAP_ANSWER_ERROR,    /* a method-level error; its type is told */
  SL_JMAP_ANSWER_NONSENSE, /* no JMAP response */
} SlJmapAnswer;

SlJmapSession *
sl_jmap_session_parse (const char *data, gsize length, GUri *base, gboolean *no_mail);
SlJmapSession *sl_jmap_session_recall (const char *text);
char          *sl_jmap_session_to_text (const SlJmapSession *session);
void           sl_jmap_session_free (SlJmapSession *session);
char          *sl_jmap_session_make_question (const SlJmapSession *session);
SlJmapAnswer   sl_jmap_answer_parse (const char *data, gsize length, char **error_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlJmapSession, sl_jmap_session_free)
