/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "discovery.h"

#include "enums.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DATABASE_BASE "https://autoconfig.thunderbird.net/v1.1/"
#define HTTPS_PORT 443
#define MAX_DOMAIN_BYTES 253

struct _SlDiscovery
{
  GObject              parent_instance;
  SlProviderCatalogue *catalogue;
  SlDiscoveryContext   context;
  SlDiscoveryStep      steps[SL_N_DISCOVERY_SOURCES];
  GCancellable        *cancellable;
  guint                timeout_id;
  guint                n_waiting;
  gboolean             started;
};

/* One source's work on its thread. */
typedef struct
{
  SlDiscovery      *discovery;
  SlDiscoverySource source;
} Work;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlDiscovery, sl_discovery, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SlDiscoveryState,
                    sl_discovery_state,
                    G_DEFINE_ENUM_VALUE (SL_DISCOVERY_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (SL_DISCOVERY_FOUND, "found"),
                    G_DEFINE_ENUM_VALUE (SL_DISCOVERY_NOTHING, "nothing"),
                    G_DEFINE_ENUM_VALUE (SL_DISCOVERY_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (SL_DISCOVERY_CANCELLED, "cancelled"))

/* Index: SlDiscoverySource; the catalogue is asked on the spot. */
static const SlDiscoveryLookup lookups[SL_N_DISCOVERY_SOURCES] = {
  [SL_DISCOVERY_AUTOCONFIG] = sl_discovery_ask_autoconfig,
  [SL_DISCOVERY_DATABASE] = sl_discovery_ask_database,
  [SL_DISCOVERY_SERVICES] = sl_discovery_ask_services,
  [SL_DISCOVERY_EXCHANGER] = sl_discovery_ask_exchanger,
  [SL_DISCOVERY_GUESS] = sl_discovery_guess,
};

static void
emit_changed (SlDiscovery *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
end_step (SlDiscovery *self, SlDiscoverySource source, SlDiscoveryState state, const char *detail)
{
  SlDiscoveryStep *step = &self->steps[source];

  if (step->state != SL_DISCOVERY_WAITING)
    return;
  step->state = state;
  step->detail = g_strdup (detail);
  self->n_waiting--;
  if (self->n_waiting == 0)
    g_clear_handle_id (&self->timeout_id, g_source_remove);
}

/* Takes the settings. */
static void
take_settings (SlDiscovery *self, SlDiscoverySource source, SlDiscoveredSettings *settings)
{
  const SlServer *server = settings->servers->pdata[0];

  if (self->steps[source].state != SL_DISCOVERY_WAITING)
    {
      sl_discovered_settings_free (settings);
      return;
    }
  self->steps[source].settings = settings;
  end_step (self, source, SL_DISCOVERY_FOUND, server->host);
}

/* Asking */

static void
work_free (Work *work)
{
  g_object_unref (work->discovery);
  g_free (work);
}

static void
run_lookup (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  const Work           *work = g_task_get_task_data (task);
  GError               *error = NULL;
  SlDiscoveredSettings *settings
      = lookups[work->source](&work->discovery->context, g_task_get_cancellable (task), &error);

  if (settings != NULL)
    g_task_return_pointer (task, settings, (GDestroyNotify) sl_discovered_settings_free);
  else
    g_task_return_error (task, error);
}

/* A pool of our own: name resolution waits in GIO's, which these must not fill. */
static GThreadPool *
get_pool (void)
{
  static gsize        once = 0;
  static GThreadPool *pool = NULL;

  if (g_once_init_enter (&once))
    {
      pool = g_thread_pool_new (run_lookup, NULL, SL_N_DISCOVERY_SOURCES, FALSE, NULL);
      g_once_init_leave (&once, 1);
    }
  return pool;
}

static void
on_lookup_ready (GObject *source_object, GAsyncResult *result, gpointer user_data)
{
  SlDiscovery *self = SL_DISCOVERY (source_object);
  const Work  *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  SlDiscoveredSettings *settings = g_task_propagate_pointer (G_TASK (result), &error);

  if (settings != NULL)
    take_settings (self, work->source, settings);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end_step (self, work->source, SL_DISCOVERY_CANCELLED, NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
           || g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    end_step (self, work->source, SL_DISCOVERY_NOTHING, error->message);
  else
    end_step (self, work->source, SL_DISCOVERY_FAILED, error->message);
  emit_changed (self);
}

static void
ask (SlDiscovery *self, SlDiscoverySource source)
{
  GTask *task = g_task_new (self, self->cancellable, on_lookup_ready, NULL);
  Work  *work = g_new0 (Work, 1);

  work->discovery = g_object_ref (self);
  work->source = source;
  g_task_set_source_tag (task, ask);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_thread_pool_push (get_pool (), task, NULL);
}

static void
ask_catalogue (SlDiscovery *self)
{
  g_autofree char      *address = g_strconcat ("x@", self->context.domain, NULL);
  const SlProvider     *provider = sl_provider_catalogue_lookup_address (self->catalogue, address);
  SlDiscoveredSettings *settings = NULL;

  if (provider != NULL)
    settings = sl_discovery_settings_of_provider (provider, SL_DISCOVERY_CATALOGUE);
  if (settings != NULL)
    take_settings (self, SL_DISCOVERY_CATALOGUE, settings);
  else
    end_step (self, SL_DISCOVERY_CATALOGUE, SL_DISCOVERY_NOTHING,
              _ ("This domain is not known here."));
}

static void
give_up_waiting (SlDiscovery *self, SlDiscoveryState state, const char *detail)
{
  for (int i = 0; i < SL_N_DISCOVERY_SOURCES; i++)
    end_step (self, (SlDiscoverySource) i, state, detail);
  g_cancellable_cancel (self->cancellable);
  emit_changed (self);
}

static gboolean
on_timeout (gpointer user_data)
{
  SlDiscovery *self = SL_DISCOVERY (user_data);

  self->timeout_id = 0;
  give_up_waiting (self, SL_DISCOVERY_FAILED, _ ("There was no answer in time."));
  return G_SOURCE_REMOVE;
}

/* Object */

static void
sl_discovery_dispose (GObject *object)
{
  SlDiscovery *self = SL_DISCOVERY (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (sl_discovery_parent_class)->dispose (object);
}

static void
sl_discovery_finalize (GObject *object)
{
  SlDiscovery *self = SL_DISCOVERY (object);

  for (int i = 0; i < SL_N_DISCOVERY_SOURCES; i++)
    {
      g_free (self->steps[i].detail);
      sl_discovered_settings_free (self->steps[i].settings);
    }
  g_free (self->context.domain);
  g_free (self->context.database_base);
  g_clear_object (&self->context.trust);
  g_clear_pointer (&self->context.providers, g_ptr_array_unref);
  g_clear_object (&self->catalogue);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sl_discovery_parent_class)->finalize (object);
}

static void
sl_discovery_class_init (SlDiscoveryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_discovery_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_discovery_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SL_TYPE_DISCOVERY, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_discovery_init (SlDiscovery *self)
{
  self->cancellable = g_cancellable_new ();
  self->n_waiting = SL_N_DISCOVERY_SOURCES;
  self->context.database_base = g_strdup (DATABASE_BASE);
  self->context.web_port = HTTPS_PORT;
}

/**
 * sl_discovery_parse_domain:
 * @text: a mail address or a domain, as somebody typed it
 * @error: set to %G_IO_ERROR_INVALID_ARGUMENT with one sentence
 *
 * Takes the domain of an address, in the form that name servers know: ASCII, lower case.
 *
 * Source: RFC 5890, 2.3.2.1; RFC 1035, 2.3.4.
 *
 * Returns: (transfer full) (nullable): the domain
 */
char *
sl_discovery_parse_domain (const char *text, GError **error)
{
  const char      *at = strrchr (text, '@');
  g_autofree char *ascii = g_hostname_to_ascii (at != NULL ? at + 1 : text);
  g_autofree char *domain = ascii != NULL ? g_ascii_strdown (ascii, -1) : NULL;
  const char      *allowed = "abcdefghijklmnopqrstuvwxyz0123456789-.";

  if (domain == NULL || strlen (domain) > MAX_DOMAIN_BYTES || strchr (domain, '.') == NULL
      || strspn (domain, allowed) != strlen (domain) || strstr (domain, "..") != NULL
      || *domain == '.' || *domain == '-' || g_str_has_suffix (domain, ".")
      || g_hostname_is_ip_address (domain))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("This is no domain that mail could go to."));
      return NULL;
    }
  return g_steal_pointer (&domain);
}

/* Each with a reference: the catalogue may read its files anew while the sources work. */
static GPtrArray *
list_providers (SlProviderCatalogue *catalogue)
{
  g_autoptr (GPtrArray) listed = sl_provider_catalogue_list (catalogue, "mail");
  GPtrArray *providers = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_provider_unref);

  for (guint i = 0; i < listed->len; i++)
    g_ptr_array_add (providers, sl_provider_ref (listed->pdata[i]));
  return providers;
}

/**
 * sl_discovery_new:
 * @catalogue: the providers that are known here
 * @domain: a domain or a mail address, of which only the domain is taken
 * @error: set to %G_IO_ERROR_INVALID_ARGUMENT with one sentence
 *
 * Returns: (transfer full) (nullable): a search that has not begun
 */
SlDiscovery *
sl_discovery_new (SlProviderCatalogue *catalogue, const char *domain, GError **error)
{
  g_autofree char *parsed = sl_discovery_parse_domain (domain, error);
  SlDiscovery     *self;

  if (parsed == NULL)
    return NULL;
  self = g_object_new (SL_TYPE_DISCOVERY, NULL);
  self->catalogue = g_object_ref (catalogue);
  self->context.domain = g_steal_pointer (&parsed);
  self->context.providers = list_providers (catalogue);
  return self;
}

/**
 * sl_discovery_get_context:
 * @self: a search that has not begun
 *
 * Returns: (transfer none): what its sources will be given; tests change it
 */
SlDiscoveryContext *
sl_discovery_get_context (SlDiscovery *self)
{
  g_return_val_if_fail (!self->started, NULL);

  return &self->context;
}

/**
 * sl_discovery_start:
 * @self: a search that has not begun
 *
 * Asks all sources.
 */
void
sl_discovery_start (SlDiscovery *self)
{
  g_return_if_fail (SL_IS_DISCOVERY (self) && !self->started);

  self->started = TRUE;
  self->timeout_id = g_timeout_add_seconds (SL_DISCOVERY_TIMEOUT_SECONDS, on_timeout, self);
  for (int i = 0; i < SL_N_DISCOVERY_SOURCES; i++)
    if (lookups[i] != NULL)
      ask (self, (SlDiscoverySource) i);
  ask_catalogue (self);
  emit_changed (self);
}

/**
 * sl_discovery_cancel:
 * @self: a search
 *
 * Ends it; what was found until then stays.
 */
void
sl_discovery_cancel (SlDiscovery *self)
{
  g_return_if_fail (SL_IS_DISCOVERY (self));

  if (!sl_discovery_is_over (self))
    give_up_waiting (self, SL_DISCOVERY_CANCELLED, NULL);
}

/**
 * sl_discovery_is_over:
 * @self: a search
 *
 * Returns: whether every source has answered or was given up
 */
gboolean
sl_discovery_is_over (SlDiscovery *self)
{
  return self->n_waiting == 0;
}

/**
 * sl_discovery_get_step:
 * @self: a search
 * @source: a source
 *
 * Returns: (transfer none): how far it is
 */
const SlDiscoveryStep *
sl_discovery_get_step (SlDiscovery *self, SlDiscoverySource source)
{
  return &self->steps[source];
}

/**
 * sl_discovery_get_best:
 * @self: a search
 *
 * Returns: (transfer none) (nullable): what the most trustworthy source so far says
 */
const SlDiscoveredSettings *
sl_discovery_get_best (SlDiscovery *self)
{
  for (int i = 0; i < SL_N_DISCOVERY_SOURCES; i++)
    if (self->steps[i].settings != NULL)
      return self->steps[i].settings;
  return NULL;
}

static GVariant *
step_to_variant (SlDiscovery *self, SlDiscoverySource source)
{
  const SlDiscoveryStep *step = &self->steps[source];
  GVariantDict           dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "source", "s", sl_discovery_source_to_nick (source));
  g_variant_dict_insert (&dict, "label", "s", sl_discovery_source_get_label (source));
  g_variant_dict_insert (&dict, "state", "s",
                         sl_enum_to_nick (SL_TYPE_DISCOVERY_STATE, step->state));
  if (step->detail != NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (step->detail, -1);

      g_variant_dict_insert (&dict, "detail", "s", valid);
    }
  if (step->settings != NULL)
    g_variant_dict_insert_value (&dict, "settings",
                                 sl_discovered_settings_to_variant (step->settings));
  return g_variant_dict_end (&dict);
}

/**
 * sl_discovery_to_variant:
 * @self: a search
 *
 * Writes what the signal DiscoveryProgress of the D-Bus interface carries: one dictionary a source,
 * the most trustworthy first.
 *
 * Returns: (transfer floating): an aa{sv}
 */
GVariant *
sl_discovery_to_variant (SlDiscovery *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (int i = 0; i < SL_N_DISCOVERY_SOURCES; i++)
    g_variant_builder_add_value (&builder, step_to_variant (self, (SlDiscoverySource) i));
  return g_variant_builder_end (&builder);
}
