/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "discovery-lookup.h"
#include "user-template.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* More servers of one kind than this nobody needs to try. */
#define MAX_TARGETS 2

/* Service names. Source: RFC 6186, 3; RFC 8314, 5.1; RFC 8620, 2.2. */
static const struct
{
  const char *service;
  SlProtocol  protocol;
  SlSecurity  security;
} services[] = {
  { "_imaps", SL_PROTOCOL_IMAP, SL_SECURITY_TLS },
  { "_imap", SL_PROTOCOL_IMAP, SL_SECURITY_STARTTLS },
  { "_pop3s", SL_PROTOCOL_POP3, SL_SECURITY_TLS },
  { "_pop3", SL_PROTOCOL_POP3, SL_SECURITY_STARTTLS },
  { "_submissions", SL_PROTOCOL_SMTP, SL_SECURITY_TLS },
  { "_submission", SL_PROTOCOL_SMTP, SL_SECURITY_STARTTLS },
};

/* The target "." says that the service is decidedly not there (RFC 2782); it is no host. */
static void
add_targets (SlDiscoveredSettings *settings, GList *targets, guint service)
{
  guint n_added = 0;

  for (GList *link = targets; link != NULL && n_added < MAX_TARGETS; link = link->next)
    {
      g_autofree char *host
          = sl_discovered_settings_clean_host (g_srv_target_get_hostname (link->data));
      guint16 port = g_srv_target_get_port (link->data);

      if (host == NULL || port == 0)
        continue;
      g_ptr_array_add (
          settings->servers,
          sl_server_new (services[service].protocol, services[service].security, host, port, NULL));
      n_added++;
    }
}

/**
 * sl_discovery_ask_services:
 * @context: what is looked for
 * @cancellable: ends it early
 * @error: set as #SlDiscoveryLookup says
 *
 * Asks the domain's name servers for its mail services.
 *
 * Source: RFC 6186; RFC 8314, 5.1.
 *
 * Returns: (transfer full) (nullable): the settings
 */
SlDiscoveredSettings *
sl_discovery_ask_services (const SlDiscoveryContext *context,
                           GCancellable             *cancellable,
                           GError                  **error)
{
  g_autoptr (SlDiscoveredSettings) settings = sl_discovered_settings_new (SL_DISCOVERY_SERVICES);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autofree char *name = g_strdup_printf ("%s._tcp.%s", services[i].service, context->domain);
      GList *targets = g_resolver_lookup_service (resolver, services[i].service + 1, "tcp",
                                                  context->domain, cancellable, &failure);

      if (targets != NULL)
        add_targets (settings, targets, i);
      else if (failure != NULL
               && !g_error_matches (failure, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
        {
          g_debug ("%s: %s", name, failure->message);
          if (settings->servers->len == 0)
            {
              g_propagate_error (error, g_steal_pointer (&failure));
              return NULL;
            }
        }
      g_resolver_free_targets (targets);
    }
  if (settings->servers->len == 0)
    {
      sl_discovery_find_nothing (error, _ ("The domain’s name servers name no mail services."));
      return NULL;
    }
  sl_discovered_settings_sort (settings);
  return g_steal_pointer (&settings);
}

/* Who takes the mail */

static int
compare_exchangers (gconstpointer first, gconstpointer second)
{
  guint16 one = 0, other = 0;

  g_variant_get_child ((GVariant *) first, 0, "q", &one);
  g_variant_get_child ((GVariant *) second, 0, "q", &other);
  return (int) one - (int) other;
}

static void
free_records (GList *records)
{
  g_list_free_full (records, (GDestroyNotify) g_variant_unref);
}

/* Returns: (transfer full) (nullable): the first choice of those who deliver to the domain */
static char *
find_exchanger (const char *domain, GCancellable *cancellable, GError **error)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  GList *records
      = g_resolver_lookup_records (resolver, domain, G_RESOLVER_RECORD_MX, cancellable, error);
  char *host = NULL;

  records = g_list_sort (records, compare_exchangers);
  for (GList *link = records; link != NULL && host == NULL; link = link->next)
    {
      const char *name;

      g_variant_get_child (link->data, 1, "&s", &name);
      host = sl_discovered_settings_clean_host (name);
    }
  if (records != NULL && host == NULL)
    sl_discovery_find_nothing (error, _ ("The domain takes no mail."));
  free_records (records);
  return host;
}

static gboolean
takes_mail_at (const SlProvider *provider, const char *host)
{
  for (guint i = 0; provider->mx != NULL && provider->mx[i] != NULL; i++)
    if (g_pattern_match_simple (provider->mx[i], host))
      return TRUE;
  return FALSE;
}

/**
 * sl_discovery_settings_of_provider:
 * @provider: a provider of the catalogue
 * @source: how it was found
 *
 * Returns: (transfer full) (nullable): its settings, %NULL if no server of it is known
 */
SlDiscoveredSettings *
sl_discovery_settings_of_provider (const SlProvider *provider, SlDiscoverySource source)
{
  SlDiscoveredSettings *settings;
  const char *const    *signin = (const char *const *) provider->signin;

  if (provider->servers->len == 0)
    return NULL;
  settings = sl_discovered_settings_new (source);
  settings->name = g_strdup (provider->name);
  settings->provider = g_strdup (provider->id);
  for (guint i = 0; i < provider->servers->len; i++)
    g_ptr_array_add (settings->servers, sl_server_ref (provider->servers->pdata[i]));
  if (g_strcmp0 (provider->user_name, "local-part") == 0)
    {
      g_free (settings->user_template);
      settings->user_template = g_strdup (SL_USER_TEMPLATE_LOCAL_PART);
    }
  settings->takes_oauth2 = signin != NULL && g_strv_contains (signin, "oauth2");
  settings->takes_password = signin == NULL || g_strv_contains (signin, "password")
                             || g_strv_contains (signin, "app-password");
  sl_discovered_settings_sort (settings);
  return settings;
}

/* The list of providers knows many by the domain of their mail exchangers. */
static SlDiscoveredSettings *
ask_database_for (const SlDiscoveryContext *context,
                  const char               *host,
                  GCancellable             *cancellable,
                  GError                  **error)
{
  const char      *base = soup_tld_get_base_domain (host, NULL);
  g_autofree char *url = NULL;

  if (base == NULL || g_str_equal (base, context->domain))
    {
      /* Translators: %s is a server's name. */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _ ("The mail goes to %s, which is not known here."), host);
      return NULL;
    }
  url = g_strconcat (context->database_base, base, NULL);
  return sl_discovery_fetch (context, url, SL_DISCOVERY_EXCHANGER, cancellable, error);
}

/**
 * sl_discovery_ask_exchanger:
 * @context: what is looked for
 * @cancellable: ends it early
 * @error: set as #SlDiscoveryLookup says
 *
 * Asks who takes the domain's mail, and for the settings of that provider: those known here, else
 * those of Thunderbird's list.
 *
 * Source: RFC 5321, 5.1; Thunderbird's FetchConfig.sys.mjs.
 *
 * Returns: (transfer full) (nullable): the settings
 */
SlDiscoveredSettings *
sl_discovery_ask_exchanger (const SlDiscoveryContext *context,
                            GCancellable             *cancellable,
                            GError                  **error)
{
  g_autofree char *host = find_exchanger (context->domain, cancellable, error);

  if (host == NULL)
    return NULL;
  for (guint i = 0; i < context->providers->len; i++)
    {
      SlDiscoveredSettings *settings = NULL;

      if (takes_mail_at (context->providers->pdata[i], host))
        settings = sl_discovery_settings_of_provider (context->providers->pdata[i],
                                                      SL_DISCOVERY_EXCHANGER);
      if (settings != NULL)
        return settings;
    }
  return ask_database_for (context, host, cancellable, error);
}

/**
 * sl_discovery_find_nothing:
 * @error: set to %G_IO_ERROR_NOT_FOUND
 * @reason: one sentence
 *
 * Returns: %FALSE
 */
gboolean
sl_discovery_find_nothing (GError **error, const char *reason)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, reason);
  return FALSE;
}
