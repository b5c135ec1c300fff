/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "exchanger-lookup.h"

#include <gio/gio.h>

/* A plan has a handful of addresses; a hundred would be a mistake of somebody. */
#define MAX_QUESTIONS 20

struct _SlExchangerLookup
{
  GObject parent_instance;

  SlProviderCatalogue *catalogue;
  GPtrArray           *domains;     /* still to be asked */
  GCancellable        *cancellable; /* nullable: while one is being asked */
  gboolean             changed;
};

G_DEFINE_FINAL_TYPE (SlExchangerLookup, sl_exchanger_lookup, G_TYPE_OBJECT)

static guint over_signal;

static void ask_next (SlExchangerLookup *self);

static void
sl_exchanger_lookup_dispose (GObject *object)
{
  sl_exchanger_lookup_cancel (SL_EXCHANGER_LOOKUP (object));
  G_OBJECT_CLASS (sl_exchanger_lookup_parent_class)->dispose (object);
}

static void
sl_exchanger_lookup_finalize (GObject *object)
{
  SlExchangerLookup *self = SL_EXCHANGER_LOOKUP (object);

  g_object_unref (self->catalogue);
  g_ptr_array_unref (self->domains);
  G_OBJECT_CLASS (sl_exchanger_lookup_parent_class)->finalize (object);
}

static void
sl_exchanger_lookup_class_init (SlExchangerLookupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_exchanger_lookup_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_exchanger_lookup_finalize;
  over_signal = g_signal_new ("over", SL_TYPE_EXCHANGER_LOOKUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
sl_exchanger_lookup_init (SlExchangerLookup *self)
{
  self->domains = g_ptr_array_new_with_free_func (g_free);
}

/**
 * sl_exchanger_lookup_new:
 * @catalogue: whose exchangers learn what is found; without exchangers nobody is asked
 *
 * Returns: (transfer full): a lookup that asks nobody yet
 */
SlExchangerLookup *
sl_exchanger_lookup_new (SlProviderCatalogue *catalogue)
{
  SlExchangerLookup *self = g_object_new (SL_TYPE_EXCHANGER_LOOKUP, NULL);

  self->catalogue = g_object_ref (catalogue);
  return self;
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
add_domain (SlExchangerLookup *self, const char *mail_address)
{
  SlMailExchangers *exchangers = sl_provider_catalogue_get_exchangers (self->catalogue);
  g_autofree char  *domain = sl_mail_domain_of (mail_address);

  if (domain == NULL || self->domains->len >= MAX_QUESTIONS
      || sl_provider_catalogue_lookup_address (self->catalogue, mail_address) != NULL
      || !sl_mail_exchangers_is_news (exchangers, domain, get_now ())
      || g_ptr_array_find_with_equal_func (self->domains, domain, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->domains, g_steal_pointer (&domain));
}

/* The accounts' domains only matter in comparison with a channel's. */
static void
collect_domains (SlExchangerLookup *self, SlPlan *plan)
{
  GPtrArray *channels = sl_plan_get_channels (plan);
  GPtrArray *accounts = sl_plan_get_accounts (plan);
  gboolean   has_mail = FALSE;

  for (guint i = 0; i < channels->len; i++)
    {
      g_autofree char *address = sl_channel_get_mail_address (channels->pdata[i]);

      has_mail |= address != NULL;
      add_domain (self, address);
    }
  for (guint i = 0; has_mail && i < accounts->len; i++)
    add_domain (self, ((const SlAccount *) accounts->pdata[i])->address);
}

static void
learn (SlExchangerLookup *self, const char *domain, GList *records)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) hosts = NULL;

  for (GList *link = records; link != NULL; link = link->next)
    {
      const char *host;

      g_variant_get_child (link->data, 1, "&s", &host);
      g_strv_builder_add (builder, host);
    }
  hosts = g_strv_builder_end (builder);
  sl_mail_exchangers_learn (sl_provider_catalogue_get_exchangers (self->catalogue), domain,
                            (const char *const *) hosts, get_now ());
  self->changed = TRUE;
}

static void
free_records (GList *records)
{
  g_list_free_full (records, (GDestroyNotify) g_variant_unref);
}

static void
on_records (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlExchangerLookup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *domain = NULL;
  GList           *records = g_resolver_lookup_records_finish (G_RESOLVER (source), result, &error);

  /* A lookup that was cancelled may be asking something else by now. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->cancellable != NULL)
    {
      domain = g_ptr_array_steal_index (self->domains, 0);
      /* That there are none is an answer too; that nobody answered is not. */
      if (error == NULL || g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
        learn (self, domain, records);
      else
        g_debug ("no mail exchangers of %s: %s", domain, error->message);
      g_clear_object (&self->cancellable);
      ask_next (self);
    }
  free_records (records);
}

static void
finish (SlExchangerLookup *self)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = self->changed;

  self->changed = FALSE;
  if (changed
      && !sl_mail_exchangers_save (sl_provider_catalogue_get_exchangers (self->catalogue), &error))
    g_warning ("what the name servers said cannot be kept: %s", error->message);
  g_signal_emit (self, over_signal, 0, changed);
}

static void
ask_next (SlExchangerLookup *self)
{
  g_autoptr (GResolver) resolver = NULL;

  if (self->domains->len == 0)
    {
      finish (self);
      return;
    }
  resolver = g_resolver_get_default ();
  self->cancellable = g_cancellable_new ();
  g_resolver_lookup_records_async (resolver, self->domains->pdata[0], G_RESOLVER_RECORD_MX,
                                   self->cancellable, on_records, g_object_ref (self));
}

/**
 * sl_exchanger_lookup_start:
 * @self: a lookup
 * @plan: whose domains
 *
 * Asks for what is not known yet; "over" follows, at once if everything is. One that is under way
 * takes over what is new.
 */
void
sl_exchanger_lookup_start (SlExchangerLookup *self, SlPlan *plan)
{
  g_return_if_fail (SL_IS_EXCHANGER_LOOKUP (self));

  if (sl_provider_catalogue_get_exchangers (self->catalogue) == NULL)
    return;
  collect_domains (self, plan);
  if (self->cancellable == NULL)
    ask_next (self);
}

/**
 * sl_exchanger_lookup_cancel:
 * @self: a lookup
 *
 * Asks nobody any more; "over" does not follow.
 */
void
sl_exchanger_lookup_cancel (SlExchangerLookup *self)
{
  g_return_if_fail (SL_IS_EXCHANGER_LOOKUP (self));

  g_ptr_array_set_size (self->domains, 0);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}
