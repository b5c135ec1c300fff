/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "server-kind.h"

#include <string.h>

/* In the order of the rows in server-form.ui. Of several kinds that fit an address the last one does.
 * Sources: RFC 8620, 2.2 (JMAP finds its path itself); Microsoft Graph, mailFolder; EWS endpoint
 * /EWS/Exchange.asmx; RFC 6764, 5 (.well-known/caldav and carddav). */
/* clang-format off */
static const SlServerKind kinds[] = {
  { SL_PROTOCOL_IMAP, NULL, NULL, NULL, FALSE },
  { SL_PROTOCOL_POP3, NULL, NULL, NULL, FALSE },
  { SL_PROTOCOL_SMTP, NULL, NULL, NULL, FALSE },
  { SL_PROTOCOL_JMAP, NULL, "", NULL, FALSE },
  { SL_PROTOCOL_HTTPS, NULL, "", NULL, TRUE },
  { SL_PROTOCOL_HTTPS, NULL, "/.well-known/caldav", "dav", FALSE },
  { SL_PROTOCOL_HTTPS, NULL, "/EWS/Exchange.asmx", "exchange.asmx", FALSE },
  { SL_PROTOCOL_HTTPS, "graph.microsoft.com", "/v1.0/me/mailFolders/inbox", "/me/mailfolders", FALSE },
};
/* clang-format on */

/**
 * sl_server_kind_get:
 * @position: of the kind in the list that the user sees; one past the end is the first
 *
 * Returns: (transfer none): the kind
 */
const SlServerKind *
sl_server_kind_get (guint position)
{
  return &kinds[position < G_N_ELEMENTS (kinds) ? position : 0];
}

static gboolean
fits (const SlServerKind *kind, const SlServer *server)
{
  g_autofree char *path = g_ascii_strdown (server->path != NULL ? server->path : "", -1);

  if (kind->protocol != server->protocol)
    return FALSE;
  if (kind->host != NULL && g_str_equal (kind->host, server->host))
    return TRUE;
  return kind->mark == NULL || strstr (path, kind->mark) != NULL;
}

/**
 * sl_server_kind_find_position:
 * @server: a server
 *
 * Returns: the position of its kind in the list that the user sees
 */
guint
sl_server_kind_find_position (const SlServer *server)
{
  for (guint i = G_N_ELEMENTS (kinds); i-- > 0;)
    if (fits (&kinds[i], server))
      return i;
  return 0;
}
