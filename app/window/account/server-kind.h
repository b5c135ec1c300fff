/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server.h"

/**
 * SlServerKind:
 * @protocol: what it speaks
 * @host: (nullable): where it always is
 * @path: (nullable): what usually follows the host; %NULL: nothing may
 * @mark: (nullable): a part of the path, in lower case, by which an address of this kind is told
 * @has_door_only: it may be watched without a user
 *
 * What the account editor offers as the kind of a server.
 */
typedef struct
{
  SlProtocol  protocol;
  const char *host;
  const char *path;
  const char *mark;
  gboolean    has_door_only;
} SlServerKind;

const SlServerKind *sl_server_kind_get (guint position);
guint               sl_server_kind_find_position (const SlServer *server);
