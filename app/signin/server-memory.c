/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "server-memory.h"

#include <string.h>

/* More servers than any one person has; above it everything is asked again. */
#define MOST_SERVERS 256

static GMutex      remembering;
static GHashTable *memories = NULL; /* of "protocol host port user" */

/* Nobody knows whether these servers mind, and their users have most to lose. */
static const char *const never_hurried[] = {
  "gmail.com",  "google.com",    "googlemail.com", "hotmail.com",        "live.com",
  "office.com", "office365.com", "outlook.com",    "partner.outlook.cn", "office365.us",
};

/* All users of one server, or one of them. */
static char *
make_prefix (const SlServer *server)
{
  return g_strdup_printf ("%d %d %s %u ", server->protocol, server->security, server->host,
                          server->port);
}

static char *
make_name (const SlServer *server)
{
  g_autofree char *prefix = make_prefix (server);

  return g_strconcat (prefix, server->user, NULL);
}

static SlServerMemory *
memory_new (const char *key, const char *capabilities)
{
  SlServerMemory *memory = g_new0 (SlServerMemory, 1);

  memory->key = g_strdup (key);
  memory->capabilities = g_strdup (capabilities);
  return memory;
}

/**
 * sl_server_memory_free:
 * @memory: (transfer full) (nullable): a copy
 */
void
sl_server_memory_free (SlServerMemory *memory)
{
  if (memory == NULL)
    return;
  g_free (memory->key);
  g_free (memory->capabilities);
  g_free (memory);
}

/* The lock is held. */
static GHashTable *
get_memories (void)
{
  if (memories == NULL)
    memories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) sl_server_memory_free);
  return memories;
}

/**
 * sl_server_memory_recall:
 * @server: a server with a user
 * @key: the key it shows today
 *
 * Returns: (transfer full) (nullable): what is known of it, %NULL if nothing, or if it was another
 *   server that was met
 */
SlServerMemory *
sl_server_memory_recall (const SlServer *server, const char *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&remembering);
  g_autofree char      *name = make_name (server);
  const SlServerMemory *memory = g_hash_table_lookup (get_memories (), name);

  if (memory == NULL || strcmp (memory->key, key) != 0)
    return NULL;
  return memory_new (memory->key, memory->capabilities);
}

/**
 * sl_server_memory_keep:
 * @server: a server at which a sign-in went well
 * @key: the key it showed
 * @capabilities: what it offered before sign-in
 */
void
sl_server_memory_keep (const SlServer *server, const char *key, const char *capabilities)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&remembering);

  if (g_hash_table_size (get_memories ()) >= MOST_SERVERS)
    g_hash_table_remove_all (memories);
  g_hash_table_replace (memories, make_name (server), memory_new (key, capabilities));
}

static gboolean
is_of_server (gpointer name, gpointer memory, gpointer prefix)
{
  return g_str_has_prefix (name, prefix);
}

/**
 * sl_server_memory_forget:
 * @server: a server at which a check failed, whoever's
 *
 * Lets the next check of every user begin politely.
 */
void
sl_server_memory_forget (const SlServer *server)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&remembering);
  g_autofree char *prefix = make_prefix (server);

  g_hash_table_foreach_remove (get_memories (), is_of_server, prefix);
}

static gboolean
is_never_hurried (const char *host)
{
  for (gsize i = 0; i < G_N_ELEMENTS (never_hurried); i++)
    {
      g_autofree char *suffix = g_strconcat (".", never_hurried[i], NULL);

      if (strcmp (host, never_hurried[i]) == 0 || g_str_has_suffix (host, suffix))
        return TRUE;
    }
  return FALSE;
}

/**
 * sl_server_memory_allows_haste:
 * @memory: (nullable): what is known of the server that was met
 * @request: what is to be checked
 *
 * Says whether the sign-in may be sent before the greeting has come: only to a server that took it
 * well last time and shows the same key, encrypted from the first byte. Never over SMTP, which
 * punishes it, and never to Gmail and Microsoft.
 *
 * Returns: whether it may
 */
gboolean
sl_server_memory_allows_haste (const SlServerMemory *memory, const SlCheckRequest *request)
{
  const SlServer *server = request->server;

  return memory != NULL && !request->polite && request->kind == SL_CHECK_KIND_SIGNIN
         && server->security == SL_SECURITY_TLS
         && (server->protocol == SL_PROTOCOL_IMAP || server->protocol == SL_PROTOCOL_POP3)
         && !is_never_hurried (server->host);
}
