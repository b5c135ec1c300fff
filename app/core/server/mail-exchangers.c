/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "mail-exchangers.h"

#include "bounded-file.h"
#include "installation.h"
#include "json-text.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_FILE_BYTES (256 * 1024)
#define MAX_DOMAINS 200
#define MAX_HOSTS 20
#define MAX_NAME_BYTES 253 /* RFC 1035, 2.3.4, as text */
/* A domain moves to another provider once in years. */
#define GOOD_FOR_SECONDS (30 * 24 * 60 * 60)
/* That there is nobody is also what some Wi-Fi says before one has signed in there. */
#define NOBODY_FOR_SECONDS (24 * 60 * 60)

typedef struct
{
  char **hosts;
  gint64 asked;
} Entry;

struct _SlMailExchangers
{
  GObject parent_instance;

  char       *path;
  GHashTable *entries; /* domain in lower case: Entry */
};

G_DEFINE_FINAL_TYPE (SlMailExchangers, sl_mail_exchangers, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_strfreev (entry->hosts);
  g_free (entry);
}

static void
sl_mail_exchangers_finalize (GObject *object)
{
  SlMailExchangers *self = SL_MAIL_EXCHANGERS (object);

  g_free (self->path);
  g_hash_table_unref (self->entries);
  G_OBJECT_CLASS (sl_mail_exchangers_parent_class)->finalize (object);
}

static void
sl_mail_exchangers_class_init (SlMailExchangersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_mail_exchangers_finalize;
}

static void
sl_mail_exchangers_init (SlMailExchangers *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
}

/**
 * sl_mail_exchangers_default_path:
 *
 * Returns: (transfer full): where the service keeps them
 */
char *
sl_mail_exchangers_default_path (void)
{
  g_autofree char *folder = sl_installation_get_state_dir ();

  return g_build_filename (folder, "mail-exchangers.json", NULL);
}

/**
 * sl_mail_domain_of:
 * @mail_address: (nullable): such as "ann@Club.example"
 *
 * Returns: (transfer full) (nullable): its domain in lower case and ASCII, %NULL if it has none
 */
char *
sl_mail_domain_of (const char *mail_address)
{
  const char      *at = mail_address != NULL ? strrchr (mail_address, '@') : NULL;
  g_autofree char *ascii = NULL;

  if (at == NULL || at[1] == '\0' || !g_utf8_validate (at, -1, NULL))
    return NULL;
  ascii = g_hostname_to_ascii (at + 1);
  return ascii != NULL && strlen (ascii) <= MAX_NAME_BYTES ? g_ascii_strdown (ascii, -1) : NULL;
}

/* A trailing dot only says that the name is complete; "." alone is that no mail is taken (RFC
 * 7505).
 */
static char *
clean_host (const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);
  gsize            length = strlen (lower);

  if (length > 0 && lower[length - 1] == '.')
    lower[--length] = '\0';
  if (length == 0 || length > MAX_NAME_BYTES || !g_str_is_ascii (lower))
    return NULL;
  return g_steal_pointer (&lower);
}

/**
 * sl_mail_exchangers_learn:
 * @self: the exchangers
 * @domain: in lower case
 * @hosts: (array zero-terminated=1): who takes its mail; none: nobody does
 * @now: Unix seconds
 *
 * Remembers an answer. When there are too many domains, it is not taken.
 */
void
sl_mail_exchangers_learn (SlMailExchangers  *self,
                          const char        *domain,
                          const char *const *hosts,
                          gint64             now)
{
  g_autoptr (GStrvBuilder) cleaned = g_strv_builder_new ();
  Entry *entry;

  g_return_if_fail (SL_IS_MAIL_EXCHANGERS (self));

  if (strlen (domain) > MAX_NAME_BYTES
      || (g_hash_table_size (self->entries) >= MAX_DOMAINS
          && !g_hash_table_contains (self->entries, domain)))
    return;
  for (guint i = 0; hosts[i] != NULL && i < MAX_HOSTS; i++)
    {
      g_autofree char *host = clean_host (hosts[i]);

      if (host != NULL)
        g_strv_builder_add (cleaned, host);
    }
  entry = g_new (Entry, 1);
  entry->hosts = g_strv_builder_end (cleaned);
  entry->asked = now;
  g_hash_table_replace (self->entries, g_strdup (domain), entry);
}

static void
read_domain (JsonObject *domains, const char *domain, JsonNode *node, gpointer user_data)
{
  SlMailExchangers *self = user_data;
  g_autoptr (GStrvBuilder) hosts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode   *array = object != NULL ? json_object_get_member (object, "hosts") : NULL;
  gint64      asked;

  if (array == NULL || !JSON_NODE_HOLDS_ARRAY (array))
    return;
  asked = MAX (json_object_get_int_member_with_default (object, "asked", 0), 0);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (array)); i++)
    {
      JsonNode *host = json_array_get_element (json_node_get_array (array), i);

      if (json_node_get_value_type (host) == G_TYPE_STRING)
        g_strv_builder_add (hosts, json_node_get_string (host));
    }
  list = g_strv_builder_end (hosts);
  sl_mail_exchangers_learn (self, domain, (const char *const *) list, asked);
}

/**
 * sl_mail_exchangers_reload:
 * @self: the exchangers
 *
 * Reads the file anew; what is only known here is forgotten.
 */
void
sl_mail_exchangers_reload (SlMailExchangers *self)
{
  g_autoptr (GBytes) content = sl_bounded_file_read (self->path, MAX_FILE_BYTES, NULL);
  g_autoptr (JsonNode) root = NULL;
  gsize       length = 0;
  const char *text = content != NULL ? g_bytes_get_data (content, &length) : NULL;
  JsonNode   *domains = NULL;

  g_return_if_fail (SL_IS_MAIL_EXCHANGERS (self));

  g_hash_table_remove_all (self->entries);
  if (text == NULL)
    return;
  root = sl_json_parse (text, (gssize) length, NULL);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    domains = json_object_get_member (json_node_get_object (root), "domains");
  if (domains != NULL && JSON_NODE_HOLDS_OBJECT (domains))
    json_object_foreach_member (json_node_get_object (domains), read_domain, self);
}

/**
 * sl_mail_exchangers_new:
 * @path: the file; it need not exist
 *
 * Returns: (transfer full): what the file says
 */
SlMailExchangers *
sl_mail_exchangers_new (const char *path)
{
  SlMailExchangers *self = g_object_new (SL_TYPE_MAIL_EXCHANGERS, NULL);

  self->path = g_strdup (path);
  sl_mail_exchangers_reload (self);
  return self;
}

static void
write_domain (JsonBuilder *builder, const char *domain, const Entry *entry)
{
  json_builder_set_member_name (builder, domain);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "hosts");
  json_builder_begin_array (builder);
  for (guint i = 0; entry->hosts[i] != NULL; i++)
    json_builder_add_string_value (builder, entry->hosts[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "asked");
  json_builder_add_int_value (builder, entry->asked);
  json_builder_end_object (builder);
}

/**
 * sl_mail_exchangers_save:
 * @self: the exchangers
 * @error: set if the file cannot be written
 *
 * Returns: whether they are in the file now
 */
gboolean
sl_mail_exchangers_save (SlMailExchangers *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *text = NULL;
  GHashTableIter   iter;
  gpointer         domain, entry;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "domains");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &domain, &entry))
    write_domain (builder, domain, entry);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents_full (self->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}

/**
 * sl_mail_exchangers_is_news:
 * @self: the exchangers
 * @domain: in lower case
 * @now: Unix seconds
 *
 * Returns: whether the name servers should be asked, because they never were or long ago; a month
 *   for a good answer, a day for one that names nobody
 */
gboolean
sl_mail_exchangers_is_news (SlMailExchangers *self, const char *domain, gint64 now)
{
  const Entry *entry = g_hash_table_lookup (self->entries, domain);
  gint64       good_for_seconds
      = entry != NULL && entry->hosts[0] != NULL ? GOOD_FOR_SECONDS : NOBODY_FOR_SECONDS;

  return entry == NULL || ABS (now - entry->asked) > good_for_seconds;
}

/**
 * sl_mail_exchangers_lookup:
 * @self: the exchangers
 * @domain: (nullable): in lower case
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): who takes its mail; %NULL if that
 *   is not known. Valid until something is learned
 */
const char *const *
sl_mail_exchangers_lookup (SlMailExchangers *self, const char *domain)
{
  const Entry *entry = domain != NULL ? g_hash_table_lookup (self->entries, domain) : NULL;

  return entry != NULL ? (const char *const *) entry->hosts : NULL;
}
