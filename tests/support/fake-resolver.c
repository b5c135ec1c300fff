/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-resolver.h"

struct _SlFakeResolver
{
  GResolver   parent_instance;
  GHashTable *addresses;  /* host -> GPtrArray of GInetAddress */
  GHashTable *services;   /* name -> GPtrArray of GSrvTarget */
  GHashTable *exchangers; /* domain -> GPtrArray of GVariant (qs) */
  GHashTable *silent;     /* set of names */
};

G_DEFINE_FINAL_TYPE (SlFakeResolver, sl_fake_resolver, G_TYPE_RESOLVER)

typedef gpointer (*CopyEntry) (gpointer entry);

/* Waits on the asking thread until the question is cancelled, as a silent name server makes one. */
static void
stay_silent (GCancellable *cancellable)
{
  GPollFD descriptor;

  if (cancellable == NULL || !g_cancellable_make_pollfd (cancellable, &descriptor))
    return;
  g_poll (&descriptor, 1, -1);
  g_cancellable_release_fd (cancellable);
}

static GList *
find (SlFakeResolver *self,
      GHashTable     *table,
      const char     *name,
      CopyEntry       copy,
      GCancellable   *cancellable,
      GError        **error)
{
  GPtrArray *entries = g_hash_table_lookup (table, name);
  GList     *list = NULL;

  if (g_hash_table_contains (self->silent, name))
    {
      stay_silent (cancellable);
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    list = g_list_append (list, copy (entries->pdata[i]));
  if (list == NULL)
    g_set_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "No such name: %s", name);
  return list;
}

static GList *
lookup_by_name_with_flags (GResolver               *resolver,
                           const char              *host,
                           GResolverNameLookupFlags flags,
                           GCancellable            *cancellable,
                           GError                 **error)
{
  SlFakeResolver *self = SL_FAKE_RESOLVER (resolver);
  GList          *all = find (self, self->addresses, host, g_object_ref, cancellable, error);
  GList          *wanted = NULL;

  for (GList *link = all; link != NULL; link = link->next)
    {
      GSocketFamily family = g_inet_address_get_family (link->data);

      if ((family != G_SOCKET_FAMILY_IPV4 || !(flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY))
          && (family != G_SOCKET_FAMILY_IPV6 || !(flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY)))
        wanted = g_list_append (wanted, g_object_ref (link->data));
    }
  if (all != NULL && wanted == NULL)
    g_set_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "No such address: %s", host);
  g_resolver_free_addresses (all);
  return wanted;
}

static GList *
lookup_by_name (GResolver *resolver, const char *host, GCancellable *cancellable, GError **error)
{
  return lookup_by_name_with_flags (resolver, host, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT,
                                    cancellable, error);
}

static GList *
lookup_service (GResolver *resolver, const char *name, GCancellable *cancellable, GError **error)
{
  SlFakeResolver *self = SL_FAKE_RESOLVER (resolver);

  return find (self, self->services, name, (CopyEntry) g_srv_target_copy, cancellable, error);
}

static GList *
lookup_records (GResolver          *resolver,
                const char         *name,
                GResolverRecordType type,
                GCancellable       *cancellable,
                GError            **error)
{
  SlFakeResolver *self = SL_FAKE_RESOLVER (resolver);

  g_assert_cmpint (type, ==, G_RESOLVER_RECORD_MX);
  return find (self, self->exchangers, name, (CopyEntry) g_variant_ref, cancellable, error);
}

/* GSocketClient asks asynchronously, for IPv6 first and then for IPv4. Questions are answered in
 * the order they came, so that the addresses are tried in it; silence needs a thread, as in GIO. */
typedef struct
{
  char                    *host;
  GResolverNameLookupFlags flags;
} Question;

static void
question_free (Question *question)
{
  g_free (question->host);
  g_free (question);
}

static void
free_addresses (gpointer addresses)
{
  g_resolver_free_addresses (addresses);
}

static void
run_question (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Question *question = task_data;
  GError         *error = NULL;
  GList          *found
      = lookup_by_name_with_flags (source, question->host, question->flags, cancellable, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, free_addresses);
  else
    g_task_return_error (task, error);
}

static void
lookup_by_name_with_flags_async (GResolver               *resolver,
                                 const char              *host,
                                 GResolverNameLookupFlags flags,
                                 GCancellable            *cancellable,
                                 GAsyncReadyCallback      callback,
                                 gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->host = g_strdup (host);
  question->flags = flags;
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  if (g_hash_table_contains (SL_FAKE_RESOLVER (resolver)->silent, host))
    g_task_run_in_thread (task, run_question);
  else
    run_question (task, resolver, question, cancellable);
}

static void
lookup_by_name_async (GResolver          *resolver,
                      const char         *host,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  lookup_by_name_with_flags_async (resolver, host, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT,
                                   cancellable, callback, user_data);
}

static GList *
lookup_by_name_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sl_fake_resolver_finalize (GObject *object)
{
  SlFakeResolver *self = SL_FAKE_RESOLVER (object);

  g_hash_table_unref (self->addresses);
  g_hash_table_unref (self->services);
  g_hash_table_unref (self->exchangers);
  g_hash_table_unref (self->silent);
  G_OBJECT_CLASS (sl_fake_resolver_parent_class)->finalize (object);
}

static void
free_records (gpointer records)
{
  g_list_free_full (records, (GDestroyNotify) g_variant_unref);
}

static void
find_records (GTask *task, gpointer source, gpointer domain, GCancellable *cancellable)
{
  GError *error = NULL;
  GList  *records = lookup_records (source, domain, G_RESOLVER_RECORD_MX, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, records, free_records);
}

static void
lookup_records_async (GResolver          *resolver,
                      const char         *name,
                      GResolverRecordType type,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_assert_cmpint (type, ==, G_RESOLVER_RECORD_MX);
  g_task_set_task_data (task, g_strdup (name), g_free);
  g_task_set_return_on_cancel (task, FALSE);
  g_task_run_in_thread (task, find_records);
}

static GList *
lookup_records_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sl_fake_resolver_class_init (SlFakeResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sl_fake_resolver_finalize;
  resolver_class->lookup_by_name = lookup_by_name;
  resolver_class->lookup_by_name_async = lookup_by_name_async;
  resolver_class->lookup_by_name_finish = lookup_by_name_finish;
  resolver_class->lookup_by_name_with_flags = lookup_by_name_with_flags;
  resolver_class->lookup_by_name_with_flags_async = lookup_by_name_with_flags_async;
  resolver_class->lookup_by_name_with_flags_finish = lookup_by_name_finish;
  resolver_class->lookup_service = lookup_service;
  resolver_class->lookup_records = lookup_records;
  resolver_class->lookup_records_async = lookup_records_async;
  resolver_class->lookup_records_finish = lookup_records_finish;
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) g_ptr_array_unref);
}

static void
sl_fake_resolver_init (SlFakeResolver *self)
{
  self->addresses = new_table ();
  self->services = new_table ();
  self->exchangers = new_table ();
  self->silent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
add (GHashTable *table, const char *name, gpointer entry, GDestroyNotify free_entry)
{
  GPtrArray *entries = g_hash_table_lookup (table, name);

  if (entries == NULL)
    {
      entries = g_ptr_array_new_with_free_func (free_entry);
      g_hash_table_insert (table, g_strdup (name), entries);
    }
  g_ptr_array_add (entries, entry);
}

/**
 * sl_fake_resolver_install:
 *
 * Returns: (transfer none): the resolver that GIO asks from now on, for the life of the program
 */
SlFakeResolver *
sl_fake_resolver_install (void)
{
  g_autoptr (SlFakeResolver) self = g_object_new (SL_TYPE_FAKE_RESOLVER, NULL);

  g_resolver_set_default (G_RESOLVER (self));
  return self;
}

/**
 * sl_fake_resolver_forget:
 * @self: a resolver
 *
 * Forgets all names.
 */
void
sl_fake_resolver_forget (SlFakeResolver *self)
{
  g_hash_table_remove_all (self->addresses);
  g_hash_table_remove_all (self->services);
  g_hash_table_remove_all (self->exchangers);
  g_hash_table_remove_all (self->silent);
}

/**
 * sl_fake_resolver_add_address:
 * @self: a resolver
 * @host: a name
 * @address: one of its addresses; they are told in this order
 */
void
sl_fake_resolver_add_address (SlFakeResolver *self, const char *host, const char *address)
{
  add (self->addresses, host, g_inet_address_new_from_string (address), g_object_unref);
}

/**
 * sl_fake_resolver_add_service:
 * @self: a resolver
 * @name: such as "_imaps._tcp.example.org"
 * @host: who offers it
 * @port: where
 */
void
sl_fake_resolver_add_service (SlFakeResolver *self,
                              const char     *name,
                              const char     *host,
                              guint16         port)
{
  add (self->services, name, g_srv_target_new (host, port, 0, 0),
       (GDestroyNotify) g_srv_target_free);
}

/**
 * sl_fake_resolver_add_exchanger:
 * @self: a resolver
 * @domain: a mail domain
 * @preference: the lower the better
 * @host: who takes its mail
 */
void
sl_fake_resolver_add_exchanger (SlFakeResolver *self,
                                const char     *domain,
                                guint16         preference,
                                const char     *host)
{
  add (self->exchangers, domain, g_variant_ref_sink (g_variant_new ("(qs)", preference, host)),
       (GDestroyNotify) g_variant_unref);
}

/**
 * sl_fake_resolver_silence:
 * @self: a resolver
 * @name: questions about it are never answered
 */
void
sl_fake_resolver_silence (SlFakeResolver *self, const char *name)
{
  g_hash_table_add (self->silent, g_strdup (name));
}
