/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search on a loopback network: a web server with HTTPS, a mail server that greets, and name
 * servers that know what the test tells them. */
#include "discovery.h"
#include "fake-resolver.h"
#include "scripted-server.h"
#include "test-certificates.h"
#include "tls-web.h"

#include <string.h>

#define DEADLINE_SECONDS 30
#define SETTINGS(host)                                                                             \
  "<clientConfig><emailProvider><incomingServer type=\"imap\"><hostname>" host                     \
  "</hostname><socketType>SSL</socketType></incomingServer></emailProvider></clientConfig>"

typedef struct
{
  SlFakeResolver      *resolver;
  SlProviderCatalogue *catalogue;
  SoupServer          *web;
  GHashTable          *pages;    /* "HOST/PATH" -> body; "-> URL" redirects; "HANG" never answers */
  GPtrArray           *requests; /* all that was asked, with every header */
  guint16              web_port;
} World;

static void
note_header (const char *name, const char *value, gpointer request)
{
  g_string_append_printf (request, "\n%s: %s", name, value);
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  World           *world = user_data;
  g_autofree char *uri = g_uri_to_string (soup_server_message_get_uri (message));
  GString         *request = g_string_new (uri);
  g_autofree char *key
      = g_strconcat (g_uri_get_host (soup_server_message_get_uri (message)), path, NULL);
  const char *body = g_hash_table_lookup (world->pages, key);

  soup_message_headers_foreach (soup_server_message_get_request_headers (message), note_header,
                                request);
  g_ptr_array_add (world->requests, g_string_free (request, FALSE));
  if (body == NULL)
    soup_server_message_set_status (message, 404, NULL);
  else if (g_str_has_prefix (body, "-> "))
    soup_server_message_set_redirect (message, 302, body + 3);
  else if (g_str_equal (body, "HANG"))
    soup_server_message_pause (message);
  else
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "text/xml", SOUP_MEMORY_COPY, body, strlen (body));
    }
}

static void
world_start_web (World *world, GTlsCertificate *certificate)
{
  g_clear_object (&world->web);
  world->web = soup_server_new (NULL, NULL);
  soup_server_add_handler (world->web, NULL, on_request, world, NULL);
  world->web_port = sl_tls_web_listen (world->web, certificate);
}

static void
world_set_up (World *world, gconstpointer data)
{
  static SlFakeResolver *resolver = NULL;

  if (resolver == NULL)
    resolver = sl_fake_resolver_install ();
  world->resolver = resolver;
  world->catalogue = sl_provider_catalogue_new_default ();
  world->pages = g_hash_table_new (g_str_hash, g_str_equal);
  world->requests = g_ptr_array_new_with_free_func (g_free);
  world_start_web (world, sl_test_certificates_get ()->web);
}

static void
world_tear_down (World *world, gconstpointer data)
{
  g_object_unref (world->web);
  g_object_unref (world->catalogue);
  g_hash_table_unref (world->pages);
  g_ptr_array_unref (world->requests);
  sl_fake_resolver_forget (world->resolver);
}

static void
world_add_host (World *world, const char *host)
{
  sl_fake_resolver_add_address (world->resolver, host, "127.0.0.1");
}

static SlDiscovery *
world_search (World *world, const char *address)
{
  g_autoptr (GError) error = NULL;
  SlDiscovery        *discovery = sl_discovery_new (world->catalogue, address, &error);
  SlDiscoveryContext *context;

  g_assert_no_error (error);
  context = sl_discovery_get_context (discovery);
  context->web_port = world->web_port;
  context->mail_port = world->web_port;
  g_free (context->database_base);
  context->database_base
      = g_strdup_printf ("https://database.example.org:%u/v1.1/", (guint) world->web_port);
  g_set_object (&context->trust, sl_test_certificates_get ()->trust);
  return discovery;
}

static gboolean
on_deadline (gpointer late)
{
  *(gboolean *) late = TRUE;
  return G_SOURCE_REMOVE;
}

static void
await_end (SlDiscovery *discovery)
{
  gboolean late = FALSE;
  guint    source = g_timeout_add_seconds (DEADLINE_SECONDS, on_deadline, &late);

  while (!sl_discovery_is_over (discovery) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (source);
}

static void
assert_step (SlDiscovery *discovery, SlDiscoverySource source, SlDiscoveryState state)
{
  const SlDiscoveryStep *step = sl_discovery_get_step (discovery, source);

  g_test_message ("%s: %d, %s", sl_discovery_source_to_nick (source), step->state, step->detail);
  g_assert_cmpint (step->state, ==, state);
}

static void
assert_host (const SlDiscoveredSettings *settings, const char *host)
{
  g_assert_nonnull (settings);
  g_assert_cmpstr (((SlServer *) settings->servers->pdata[0])->host, ==, host);
}

/* Every source answers; the most trustworthy is believed, and nobody learns the address. */
static void
test_ranks_and_keeps_the_address (World *world, gconstpointer data)
{
  g_autoptr (SlDiscovery) discovery = world_search (world, "Ann.Smith@Example.ORG");

  world_add_host (world, "autoconfig.example.org");
  world_add_host (world, "database.example.org");
  sl_fake_resolver_add_service (world->resolver, "_imaps._tcp.example.org", "srv.example.org", 993);
  sl_fake_resolver_add_exchanger (world->resolver, "example.org", 20, "mx.example.net");
  sl_fake_resolver_add_exchanger (world->resolver, "example.org", 10, "aspmx.l.google.com");
  g_hash_table_insert (world->pages, "autoconfig.example.org/mail/config-v1.1.xml",
                       SETTINGS ("own.example.org"));
  g_hash_table_insert (world->pages, "database.example.org/v1.1/example.org",
                       SETTINGS ("listed.example.org"));
  sl_discovery_start (discovery);
  await_end (discovery);
  assert_step (discovery, SL_DISCOVERY_CATALOGUE, SL_DISCOVERY_NOTHING);
  assert_step (discovery, SL_DISCOVERY_AUTOCONFIG, SL_DISCOVERY_FOUND);
  assert_step (discovery, SL_DISCOVERY_DATABASE, SL_DISCOVERY_FOUND);
  assert_step (discovery, SL_DISCOVERY_SERVICES, SL_DISCOVERY_FOUND);
  assert_step (discovery, SL_DISCOVERY_EXCHANGER, SL_DISCOVERY_FOUND);
  assert_step (discovery, SL_DISCOVERY_GUESS, SL_DISCOVERY_NOTHING);
  assert_host (sl_discovery_get_best (discovery), "own.example.org");
  assert_host (sl_discovery_get_step (discovery, SL_DISCOVERY_SERVICES)->settings,
               "srv.example.org");
  g_assert_cmpstr (sl_discovery_get_step (discovery, SL_DISCOVERY_EXCHANGER)->settings->provider,
                   ==, "gmail");
  g_assert_cmpuint (world->requests->len, >=, 2);
  for (guint i = 0; i < world->requests->len; i++)
    {
      g_autofree char *request = g_ascii_strdown (world->requests->pdata[i], -1);

      g_assert_null (strstr (request, "ann"));
      g_assert_null (strstr (request, "smith"));
      g_assert_null (strchr (request, '@'));
    }
}

static void
test_known_provider (World *world, gconstpointer data)
{
  g_autoptr (SlDiscovery) discovery = world_search (world, "ann@gmail.com");

  sl_discovery_start (discovery);
  assert_step (discovery, SL_DISCOVERY_CATALOGUE, SL_DISCOVERY_FOUND);
  assert_host (sl_discovery_get_best (discovery), "imap.gmail.com");
  await_end (discovery);
}

static void
test_nobody_knows (World *world, gconstpointer data)
{
  g_autoptr (SlDiscovery) discovery = world_search (world, "ann@example.org");
  g_autoptr (GVariant) variant = NULL;

  sl_discovery_start (discovery);
  await_end (discovery);
  for (int i = 0; i < SL_N_DISCOVERY_SOURCES; i++)
    {
      assert_step (discovery, i, SL_DISCOVERY_NOTHING);
      g_assert_nonnull (sl_discovery_get_step (discovery, i)->detail);
    }
  g_assert_null (sl_discovery_get_best (discovery));
  variant = g_variant_ref_sink (sl_discovery_to_variant (discovery));
  g_assert_cmpuint (g_variant_n_children (variant), ==, SL_N_DISCOVERY_SOURCES);
}

static void
test_well_known_address (World *world, gconstpointer data)
{
  g_autoptr (SlDiscovery) discovery = world_search (world, "ann@example.org");

  world_add_host (world, "example.org");
  g_hash_table_insert (world->pages, "example.org/.well-known/autoconfig/mail/config-v1.1.xml",
                       SETTINGS ("own.example.org"));
  sl_discovery_start (discovery);
  await_end (discovery);
  assert_step (discovery, SL_DISCOVERY_AUTOCONFIG, SL_DISCOVERY_FOUND);
}

static void
test_stays_encrypted (World *world, gconstpointer data)
{
  g_autoptr (SlDiscovery) discovery = world_search (world, "ann@example.org");

  world_add_host (world, "autoconfig.example.org");
  world_add_host (world, "example.org");
  g_hash_table_insert (world->pages, "autoconfig.example.org/mail/config-v1.1.xml",
                       "-> http://autoconfig.example.org/settings.xml");
  g_hash_table_insert (world->pages, "example.org/.well-known/autoconfig/mail/config-v1.1.xml",
                       "-> /.well-known/autoconfig/mail/config-v1.1.xml");
  sl_discovery_start (discovery);
  await_end (discovery);
  assert_step (discovery, SL_DISCOVERY_AUTOCONFIG, SL_DISCOVERY_NOTHING);
}

static void
test_follows_encrypted (World *world, gconstpointer data)
{
  g_autoptr (SlDiscovery) discovery = world_search (world, "ann@example.org");
  g_autofree char *target
      = g_strdup_printf ("-> https://settings.example.org:%u/a.xml", (guint) world->web_port);

  world_add_host (world, "autoconfig.example.org");
  world_add_host (world, "settings.example.org");
  g_hash_table_insert (world->pages, "autoconfig.example.org/mail/config-v1.1.xml", target);
  g_hash_table_insert (world->pages, "settings.example.org/a.xml", SETTINGS ("own.example.org"));
  sl_discovery_start (discovery);
  await_end (discovery);
  assert_step (discovery, SL_DISCOVERY_AUTOCONFIG, SL_DISCOVERY_FOUND);
}

static void
test_bad_certificate (World *world, gconstpointer data)
{
  g_autoptr (SlDiscovery) discovery = NULL;

  world_start_web (world, sl_test_certificates_get ()->self_signed);
  discovery = world_search (world, "ann@example.org");
  world_add_host (world, "autoconfig.example.org");
  g_hash_table_insert (world->pages, "autoconfig.example.org/mail/config-v1.1.xml",
                       SETTINGS ("evil.example.org"));
  sl_discovery_start (discovery);
  await_end (discovery);
  assert_step (discovery, SL_DISCOVERY_AUTOCONFIG, SL_DISCOVERY_FAILED);
  g_assert_null (sl_discovery_get_best (discovery));
  g_assert_cmpuint (world->requests->len, ==, 0);
}

static void
test_page_in_clear_only (World *world, gconstpointer data)
{
  g_autoptr (SlDiscovery) discovery = world_search (world, "ann@example.org");

  world_add_host (world, "autoconfig.example.org");
  g_hash_table_insert (
      world->pages, "autoconfig.example.org/mail/config-v1.1.xml",
      "<clientConfig><emailProvider><incomingServer type=\"imap\"><hostname>a.example.org"
      "</hostname><socketType>plain</socketType></incomingServer></emailProvider></clientConfig>");
  sl_discovery_start (discovery);
  await_end (discovery);
  assert_step (discovery, SL_DISCOVERY_AUTOCONFIG, SL_DISCOVERY_NOTHING);
}

/* Silent name servers and a silent web server: what is known stays, the rest is given up. */
static void
test_cancel (World *world, gconstpointer data)
{
  g_autoptr (SlDiscovery) discovery = world_search (world, "ann@example.org");

  world_add_host (world, "autoconfig.example.org");
  g_hash_table_insert (world->pages, "autoconfig.example.org/mail/config-v1.1.xml", "HANG");
  sl_fake_resolver_silence (world->resolver, "database.example.org");
  sl_fake_resolver_silence (world->resolver, "_imaps._tcp.example.org");
  sl_fake_resolver_silence (world->resolver, "example.org");
  sl_discovery_start (discovery);
  while (world->requests->len == 0)
    g_main_context_iteration (NULL, TRUE);
  sl_discovery_cancel (discovery);
  g_assert_true (sl_discovery_is_over (discovery));
  assert_step (discovery, SL_DISCOVERY_AUTOCONFIG, SL_DISCOVERY_CANCELLED);
  assert_step (discovery, SL_DISCOVERY_DATABASE, SL_DISCOVERY_CANCELLED);
  assert_step (discovery, SL_DISCOVERY_SERVICES, SL_DISCOVERY_CANCELLED);
  assert_step (discovery, SL_DISCOVERY_EXCHANGER, SL_DISCOVERY_CANCELLED);
}

static void
test_service_records (World *world, gconstpointer data)
{
  g_autoptr (SlDiscovery) discovery = world_search (world, "ann@example.org");
  const SlDiscoveredSettings *settings;
  static const char *const    expected[]
      = { "imaps://imap.example.org:1993", "imap://imap.example.org", "smtps://smtp.example.org" };

  sl_fake_resolver_add_service (world->resolver, "_submissions._tcp.example.org",
                                "SMTP.example.org.", 465);
  sl_fake_resolver_add_service (world->resolver, "_imap._tcp.example.org", "imap.example.org", 143);
  sl_fake_resolver_add_service (world->resolver, "_imaps._tcp.example.org", "imap.example.org",
                                1993);
  sl_fake_resolver_add_service (world->resolver, "_imaps._tcp.example.org", "bad host/", 993);
  sl_fake_resolver_add_service (world->resolver, "_pop3s._tcp.example.org", ".", 0);
  sl_discovery_start (discovery);
  await_end (discovery);
  settings = sl_discovery_get_step (discovery, SL_DISCOVERY_SERVICES)->settings;
  g_assert_nonnull (settings);
  g_assert_cmpuint (settings->servers->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *uri = sl_server_to_uri (settings->servers->pdata[i]);

      g_assert_cmpstr (uri, ==, expected[i]);
    }
}

static void
test_exchanger_in_the_list (World *world, gconstpointer data)
{
  g_autoptr (SlDiscovery) discovery = world_search (world, "ann@example.org");

  world_add_host (world, "database.example.org");
  sl_fake_resolver_add_exchanger (world->resolver, "example.org", 10, "mx1.mail.example.com");
  g_hash_table_insert (world->pages, "database.example.org/v1.1/example.com",
                       SETTINGS ("imap.example.com"));
  sl_discovery_start (discovery);
  await_end (discovery);
  assert_step (discovery, SL_DISCOVERY_DATABASE, SL_DISCOVERY_NOTHING);
  assert_step (discovery, SL_DISCOVERY_EXCHANGER, SL_DISCOVERY_FOUND);
  assert_host (sl_discovery_get_best (discovery), "imap.example.com");
}

static void
test_guess (World *world, gconstpointer data)
{
  g_autoptr (SlScriptedServer) server
      = sl_scripted_server_new ("TLS\nS: * OK ready\nCLOSE", sl_test_certificates_get ()->web);
  g_autoptr (SlDiscovery) discovery = world_search (world, "ann@example.org");

  sl_discovery_get_context (discovery)->mail_port = server->port;
  world_add_host (world, "mail.example.org");
  sl_discovery_start (discovery);
  await_end (discovery);
  assert_step (discovery, SL_DISCOVERY_GUESS, SL_DISCOVERY_FOUND);
  assert_host (sl_discovery_get_best (discovery), "mail.example.org");
  sl_scripted_server_stop (server);
  g_assert_null (strstr (server->encrypted->str, "ann"));
}

static void
test_domains (void)
{
  static const struct
  {
    const char *text, *domain;
  } cases[] = {
    { "ann@Example.org", "example.org" },
    { "example.org", "example.org" },
    { "\"a@b\"@example.org", "example.org" },
    { "ann@münchen.example", "xn--mnchen-3ya.example" },
    { "ann@localhost", NULL },
    { "ann@127.0.0.1", NULL },
    { "ann@[::1]", NULL },
    { "ann@exa mple.org", NULL },
    { "ann@example.org/../x", NULL },
    { "ann@example..org", NULL },
    { "ann@.example.org", NULL },
    { "ann@example.org.", NULL },
    { "ann@example.org\r\nHost: x", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *domain = sl_discovery_parse_domain (cases[i].text, NULL);

      g_assert_cmpstr (domain, ==, cases[i].domain);
    }
}

#define ADD(name, function)                                                                        \
  g_test_add ("/signin/discovery/" name, World, NULL, world_set_up, function, world_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("ranks-and-keeps-the-address", test_ranks_and_keeps_the_address);
  ADD ("known-provider", test_known_provider);
  ADD ("nobody-knows", test_nobody_knows);
  ADD ("well-known-address", test_well_known_address);
  ADD ("stays-encrypted", test_stays_encrypted);
  ADD ("follows-encrypted", test_follows_encrypted);
  ADD ("bad-certificate", test_bad_certificate);
  ADD ("clear-only", test_page_in_clear_only);
  ADD ("cancel", test_cancel);
  ADD ("service-records", test_service_records);
  ADD ("exchanger-in-the-list", test_exchanger_in_the_list);
  ADD ("guess", test_guess);
  g_test_add_func ("/signin/discovery/domains", test_domains);
  return g_test_run ();
}
