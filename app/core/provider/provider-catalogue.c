/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "provider-catalogue.h"

#include "bounded-file.h"
#include "installation.h"
#include "own-providers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_PROVIDERS 1000

struct _SlProviderCatalogue
{
  GObject parent_instance;

  GHashTable       *by_id;      /* id: SlProvider, owned */
  GHashTable       *by_domain;  /* domain or "*.domain": SlProvider, both owned by by_id's value */
  GHashTable       *files;      /* path: checksum of what was read there */
  SlMailExchangers *exchangers; /* nullable */
  GPtrArray        *warnings;   /* NULL-terminated */
};

G_DEFINE_FINAL_TYPE (SlProviderCatalogue, sl_provider_catalogue, G_TYPE_OBJECT)

static void
sl_provider_catalogue_finalize (GObject *object)
{
  SlProviderCatalogue *self = SL_PROVIDER_CATALOGUE (object);

  g_hash_table_unref (self->by_domain);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->files);
  g_ptr_array_unref (self->warnings);
  g_clear_object (&self->exchangers);
  G_OBJECT_CLASS (sl_provider_catalogue_parent_class)->finalize (object);
}

static void
sl_provider_catalogue_class_init (SlProviderCatalogueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_provider_catalogue_finalize;
}

static void
sl_provider_catalogue_init (SlProviderCatalogue *self)
{
  self->by_id
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) sl_provider_unref);
  self->by_domain = g_hash_table_new (g_str_hash, g_str_equal);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->warnings, NULL);
}

/**
 * sl_provider_catalogue_new:
 *
 * Returns: (transfer full): an empty catalogue
 */
SlProviderCatalogue *
sl_provider_catalogue_new (void)
{
  return g_object_new (SL_TYPE_PROVIDER_CATALOGUE, NULL);
}

static void
warn (SlProviderCatalogue *self, const char *path, const char *reason)
{
  char *warning = g_strdup_printf (
      /* Translators: the first %s is a file name, the second says what is wrong in it. */
      _ ("The provider file “%s” is left out: %s"), path, reason);

  g_ptr_array_insert (self->warnings, self->warnings->len - 1, warning);
}

/**
 * sl_provider_catalogue_new_default:
 *
 * Returns: (transfer full): what came with the program, and the user's own files over it
 */
SlProviderCatalogue *
sl_provider_catalogue_new_default (void)
{
  SlProviderCatalogue *self = sl_provider_catalogue_new ();
  g_autofree char     *shipped = sl_installation_get_data_file ("providers");
  g_autofree char     *exchangers = sl_mail_exchangers_default_path ();

  if (sl_provider_catalogue_add_directory (self, shipped) == 0)
    warn (self, shipped, _ ("nothing usable is in it; install Storm Lantern again"));
  sl_provider_catalogue_take_new_files (self);
  self->exchangers = sl_mail_exchangers_new (exchangers);
  return self;
}

/**
 * sl_provider_catalogue_set_exchangers:
 * @self: a catalogue
 * @exchangers: (nullable): who takes the mail of domains that no provider has as its own
 */
void
sl_provider_catalogue_set_exchangers (SlProviderCatalogue *self, SlMailExchangers *exchangers)
{
  g_return_if_fail (SL_IS_PROVIDER_CATALOGUE (self));

  g_set_object (&self->exchangers, exchangers);
}

/**
 * sl_provider_catalogue_get_exchangers:
 * @self: a catalogue
 *
 * Returns: (transfer none) (nullable): who takes the mail of which domain
 */
SlMailExchangers *
sl_provider_catalogue_get_exchangers (SlProviderCatalogue *self)
{
  g_return_val_if_fail (SL_IS_PROVIDER_CATALOGUE (self), NULL);

  return self->exchangers;
}

/* Whether the file is not the one that was read last time. */
static gboolean
is_news (SlProviderCatalogue *self, const char *path, GBytes *content)
{
  g_autofree char *checksum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);

  if (g_strcmp0 (g_hash_table_lookup (self->files, path), checksum) == 0)
    return FALSE;
  g_hash_table_replace (self->files, g_strdup (path), g_steal_pointer (&checksum));
  return TRUE;
}

static gboolean
add_file (SlProviderCatalogue *self, const char *path, const char *name)
{
  g_autofree char *id = g_strndup (name, strlen (name) - strlen (".json"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = sl_bounded_file_read (path, SL_PROVIDER_MAX_FILE_BYTES, &error);
  SlProvider *provider = NULL;

  if (content != NULL && !is_news (self, path, content))
    return FALSE;
  if (content != NULL)
    provider = sl_provider_new_from_json (id, g_bytes_get_data (content, NULL),
                                          g_bytes_get_size (content), &error);
  if (provider == NULL)
    {
      warn (self, path, error->message);
      return FALSE;
    }
  sl_provider_catalogue_add (self, provider);
  sl_provider_unref (provider);
  return TRUE;
}

static int
compare_names (gconstpointer first, gconstpointer second)
{
  return strcmp (*(const char *const *) first, *(const char *const *) second);
}

static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json") && name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  /* So that two files for one domain always end the same way. */
  g_ptr_array_sort (names, compare_names);
  return names;
}

/**
 * sl_provider_catalogue_add_directory:
 * @self: a catalogue
 * @path: a folder with files NAME.json; it need not exist
 *
 * Adds all providers in the folder; one with an id that is there already takes its place. A file
 * that cannot be used becomes a warning; one that is the same as last time is left alone.
 *
 * Returns: how many were added
 */
guint
sl_provider_catalogue_add_directory (SlProviderCatalogue *self, const char *path)
{
  g_autoptr (GPtrArray) names = NULL;
  guint n_added = 0;

  g_return_val_if_fail (SL_IS_PROVIDER_CATALOGUE (self), 0);

  names = list_files (path);
  for (guint i = 0; i < names->len; i++)
    {
      const char      *name = g_ptr_array_index (names, i);
      g_autofree char *file_path = g_build_filename (path, name, NULL);

      if (g_hash_table_size (self->by_id) >= MAX_PROVIDERS)
        {
          warn (self, file_path, _ ("there are too many providers"));
          break;
        }
      n_added += add_file (self, file_path, name) ? 1 : 0;
    }
  return n_added;
}

static gboolean
belongs_to (gpointer domain, gpointer provider, gpointer wanted)
{
  return provider == wanted;
}

static void
remove_provider (SlProviderCatalogue *self, const char *id)
{
  SlProvider *provider = g_hash_table_lookup (self->by_id, id);

  if (provider == NULL)
    return;
  g_hash_table_foreach_remove (self->by_domain, belongs_to, provider);
  g_hash_table_remove (self->by_id, id);
}

/**
 * sl_provider_catalogue_add:
 * @self: a catalogue
 * @provider: (transfer none): a provider
 *
 * Adds a provider; it takes the place of one with the same id, and its domains from any other.
 */
void
sl_provider_catalogue_add (SlProviderCatalogue *self, SlProvider *provider)
{
  g_return_if_fail (SL_IS_PROVIDER_CATALOGUE (self));

  remove_provider (self, provider->id);
  g_hash_table_replace (self->by_id, provider->id, sl_provider_ref (provider));
  for (guint i = 0; provider->domains[i] != NULL; i++)
    g_hash_table_replace (self->by_domain, provider->domains[i], provider);
}

/* The user's own file took the place of what came with the program; without it that is back. */
static void
restore_shipped (SlProviderCatalogue *self, const char *name)
{
  g_autofree char *shipped = sl_installation_get_data_file ("providers");
  g_autofree char *path = g_build_filename (shipped, name, NULL);

  if (g_hash_table_remove (self->files, path))
    add_file (self, path, name);
}

/* Full paths of what was read from the folder and is there no more. Copies: dropping one file may
 * read another anew, which replaces keys of the table. */
static GPtrArray *
find_removed_files (SlProviderCatalogue *self, const char *folder)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer       path;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    {
      g_autofree char *parent = g_path_get_dirname (path);

      if (g_str_equal (parent, folder) && !g_file_test (path, G_FILE_TEST_EXISTS))
        g_ptr_array_add (removed, g_strdup (path));
    }
  return g_steal_pointer (&removed);
}

static void
drop_removed_files (SlProviderCatalogue *self, const char *folder)
{
  g_autoptr (GPtrArray) removed = find_removed_files (self, folder);

  for (guint i = 0; i < removed->len; i++)
    {
      const char      *path = g_ptr_array_index (removed, i);
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *id = g_strndup (name, strlen (name) - strlen (".json"));

      g_hash_table_remove (self->files, path);
      remove_provider (self, id);
      restore_shipped (self, name);
    }
}

/**
 * sl_provider_catalogue_take_new_files:
 * @self: a catalogue
 *
 * Brings the user's own files up to date: new and changed ones are read, what came from a removed
 * one is forgotten. A provider whose file is the same stays the same object; who keeps one holds a
 * reference.
 */
void
sl_provider_catalogue_take_new_files (SlProviderCatalogue *self)
{
  g_autofree char *own = sl_own_providers_get_folder ();

  g_return_if_fail (SL_IS_PROVIDER_CATALOGUE (self));

  drop_removed_files (self, own);
  sl_provider_catalogue_add_directory (self, own);
}

/**
 * sl_provider_catalogue_get_warnings:
 * @self: a catalogue
 *
 * Returns: (transfer none) (array zero-terminated=1): one sentence for each file that was left out
 */
const char *const *
sl_provider_catalogue_get_warnings (SlProviderCatalogue *self)
{
  g_return_val_if_fail (SL_IS_PROVIDER_CATALOGUE (self), NULL);

  return (const char *const *) self->warnings->pdata;
}

static int
compare_providers (gconstpointer first, gconstpointer second)
{
  const SlProvider *left = *(const SlProvider *const *) first;
  const SlProvider *right = *(const SlProvider *const *) second;

  return g_utf8_collate (left->name, right->name);
}

/**
 * sl_provider_catalogue_list:
 * @self: a catalogue
 * @kind: (nullable): such as "mail", or %NULL for all
 *
 * Returns: (transfer container) (element-type SlProvider): the providers of that kind by name
 */
GPtrArray *
sl_provider_catalogue_list (SlProviderCatalogue *self, const char *kind)
{
  GPtrArray     *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       value;

  g_return_val_if_fail (SL_IS_PROVIDER_CATALOGUE (self), list);

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      SlProvider *provider = value;

      if (kind == NULL || g_strv_contains ((const char *const *) provider->kinds, kind))
        g_ptr_array_add (list, provider);
    }
  g_ptr_array_sort (list, compare_providers);
  return list;
}

/**
 * sl_provider_catalogue_lookup:
 * @self: a catalogue
 * @id: (nullable): a provider's id
 *
 * Returns: (transfer none) (nullable): the provider
 */
SlProvider *
sl_provider_catalogue_lookup (SlProviderCatalogue *self, const char *id)
{
  g_return_val_if_fail (SL_IS_PROVIDER_CATALOGUE (self), NULL);

  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

static SlProvider *
lookup_domain (SlProviderCatalogue *self, const char *domain)
{
  SlProvider *provider = g_hash_table_lookup (self->by_domain, domain);
  const char *dot = strchr (domain, '.');

  for (; provider == NULL && dot != NULL; dot = strchr (dot + 1, '.'))
    {
      g_autofree char *pattern = g_strconcat ("*", dot, NULL);

      provider = g_hash_table_lookup (self->by_domain, pattern);
    }
  return provider;
}

/**
 * sl_provider_catalogue_lookup_address:
 * @self: a catalogue
 * @mail_address: (nullable): such as "ann@example.org"
 *
 * Finds the provider of a mail address by its domain alone. A domain of one's own is not found
 * here, even if a provider hosts it; see sl_provider_catalogue_lookup_host().
 *
 * Returns: (transfer none) (nullable): the provider
 */
SlProvider *
sl_provider_catalogue_lookup_address (SlProviderCatalogue *self, const char *mail_address)
{
  g_autofree char *domain = sl_mail_domain_of (mail_address);

  g_return_val_if_fail (SL_IS_PROVIDER_CATALOGUE (self), NULL);

  return domain != NULL ? lookup_domain (self, domain) : NULL;
}

static gboolean
takes_mail_at (const SlProvider *provider, const char *host)
{
  for (guint i = 0; provider->mx[i] != NULL; i++)
    if (g_pattern_match_simple (provider->mx[i], host))
      return TRUE;
  return FALSE;
}

static SlProvider *
lookup_exchanger (SlProviderCatalogue *self, const char *host)
{
  GHashTableIter iter;
  gpointer       provider;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &provider))
    if (takes_mail_at (provider, host))
      return provider;
  return NULL;
}

/**
 * sl_provider_catalogue_lookup_host:
 * @self: a catalogue
 * @mail_address: (nullable): such as "ann@club.example"
 *
 * Finds who hosts a mail address: the provider of its domain, else the one that takes the domain's
 * mail, as far as the exchangers are known.
 *
 * Returns: (transfer none) (nullable): the provider
 */
SlProvider *
sl_provider_catalogue_lookup_host (SlProviderCatalogue *self, const char *mail_address)
{
  SlProvider        *provider = sl_provider_catalogue_lookup_address (self, mail_address);
  g_autofree char   *domain = sl_mail_domain_of (mail_address);
  const char *const *hosts;

  g_return_val_if_fail (SL_IS_PROVIDER_CATALOGUE (self), NULL);

  if (provider != NULL || self->exchangers == NULL)
    return provider;
  hosts = sl_mail_exchangers_lookup (self->exchangers, domain);
  for (guint i = 0; provider == NULL && hosts != NULL && hosts[i] != NULL; i++)
    provider = lookup_exchanger (self, hosts[i]);
  return provider;
}

static gboolean
matches (const SlProvider *provider, const char *address)
{
  for (guint i = 0; provider->address_patterns[i] != NULL; i++)
    if (g_pattern_match_simple (provider->address_patterns[i], address))
      return TRUE;
  return FALSE;
}

static SlProvider *
lookup_pattern (SlProviderCatalogue *self, const char *address)
{
  g_autofree char *lower = g_ascii_strdown (address, -1);
  g_autoptr (GPtrArray) providers = sl_provider_catalogue_list (self, NULL);

  for (guint i = 0; i < providers->len; i++)
    if (matches (g_ptr_array_index (providers, i), lower))
      return g_ptr_array_index (providers, i);
  return NULL;
}

/**
 * sl_provider_catalogue_lookup_account:
 * @self: a catalogue
 * @account: an account
 *
 * Finds what an account depends on: what the user named, else what its mail address tells.
 *
 * Returns: (transfer none) (nullable): the provider
 */
SlProvider *
sl_provider_catalogue_lookup_account (SlProviderCatalogue *self, const SlAccount *account)
{
  g_return_val_if_fail (SL_IS_PROVIDER_CATALOGUE (self), NULL);

  if (account->provider != NULL)
    return sl_provider_catalogue_lookup (self, account->provider);
  return sl_provider_catalogue_lookup_address (self, account->address);
}

/**
 * sl_provider_catalogue_lookup_channel:
 * @self: a catalogue
 * @channel: a channel
 *
 * Finds what a channel depends on: what the user named, else what its address tells, for mail also
 * by who hosts it.
 *
 * Returns: (transfer none) (nullable): the provider
 */
SlProvider *
sl_provider_catalogue_lookup_channel (SlProviderCatalogue *self, const SlChannel *channel)
{
  g_autofree char *mail_address = NULL;

  g_return_val_if_fail (SL_IS_PROVIDER_CATALOGUE (self), NULL);

  if (channel->provider != NULL)
    return sl_provider_catalogue_lookup (self, channel->provider);
  mail_address = sl_channel_get_mail_address (channel);
  if (mail_address != NULL)
    return sl_provider_catalogue_lookup_host (self, mail_address);
  return lookup_pattern (self, channel->address);
}

/**
 * sl_provider_shares_fate:
 * @first: (nullable): a provider
 * @second: (nullable): a provider
 *
 * Returns: whether they are the same or depend on a common service, so that they fail together
 */
gboolean
sl_provider_shares_fate (const SlProvider *first, const SlProvider *second)
{
  if (first == NULL || second == NULL)
    return FALSE;
  if (g_str_equal (first->id, second->id))
    return TRUE;
  for (guint i = 0; first->depends[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) second->depends, first->depends[i]))
      return TRUE;
  return FALSE;
}

/**
 * sl_provider_catalogue_find_oauth2:
 * @self: a catalogue
 * @provider: (nullable): a mail provider
 *
 * Returns: (transfer none) (nullable): how it hands out tokens: its own description, or that of the
 *   first provider it depends on that has one; %NULL if it takes none. It lives as long as
 * @provider and the catalogue's files stay as they are: copy from it what must last
 */
const SlOAuth2 *
sl_provider_catalogue_find_oauth2 (SlProviderCatalogue *self, const SlProvider *provider)
{
  g_return_val_if_fail (SL_IS_PROVIDER_CATALOGUE (self), NULL);

  if (provider == NULL || !g_strv_contains ((const char *const *) provider->signin, "oauth2"))
    return NULL;
  if (provider->oauth2 != NULL)
    return provider->oauth2;
  for (guint i = 0; provider->depends[i] != NULL; i++)
    {
      SlProvider *identity = sl_provider_catalogue_lookup (self, provider->depends[i]);

      if (identity != NULL && identity->oauth2 != NULL)
        return identity->oauth2;
    }
  return NULL;
}
