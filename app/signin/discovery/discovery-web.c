/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "autoconfig-document.h"
#include "discovery-lookup.h"
#include "shared-trust.h"
#include "signin-error.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#define MAX_REDIRECTS 3

static SoupSession *
new_session (const SlDiscoveryContext *context)
{
  SoupSession *session = soup_session_new_with_options (
      "timeout", SL_DISCOVERY_STEP_TIMEOUT_SECONDS, "user-agent", "StormLantern", NULL);
  g_autoptr (GTlsDatabase) trust = context->trust != NULL
                                       ? sl_shared_trust_new (context->trust)
                                       : g_object_ref (sl_shared_trust_get_system ());

  soup_session_set_tls_database (session, trust);
  return session;
}

static gboolean
is_https (GUri *uri)
{
  return uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "https") == 0
         && g_uri_get_host (uri) != NULL && g_uri_get_userinfo (uri) == NULL;
}

/* Returns: (transfer full) (nullable): where the answer says to go on, if that is encrypted too */
static GUri *
find_next (SoupMessage *message)
{
  const char *location
      = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autoptr (GUri) next = NULL;

  if (location != NULL)
    next = g_uri_parse_relative (soup_message_get_uri (message), location, SOUP_HTTP_URI_FLAGS,
                                 NULL);
  return is_https (next) ? g_steal_pointer (&next) : NULL;
}

static GBytes *
read_bounded (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  while (body->len <= SL_AUTOCONFIG_MAX_BYTES)
    {
      guint8 buffer[4096];
      gssize n_read = g_input_stream_read (stream, buffer, sizeof buffer, cancellable, error);

      if (n_read < 0)
        return NULL;
      if (n_read == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&body));
      g_byte_array_append (body, buffer, (guint) n_read);
    }
  g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_REPLY_TOO_LONG,
                       _ ("The answer is too long for mail settings."));
  return NULL;
}

/* One request without redirection. @next is set if the answer says to go on there. */
static GBytes *
get_once (SoupSession *session, GUri *uri, GUri **next, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  g_autoptr (GInputStream) stream = NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  stream = soup_session_send (session, message, cancellable, error);
  if (stream == NULL)
    return NULL;
  /* A resumed session is accepted without a question: ask again, whatever came. */
  if (soup_message_get_tls_peer_certificate_errors (message) != G_TLS_CERTIFICATE_NO_FLAGS)
    {
      g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_CERTIFICATE_UNTRUSTED,
                           _ ("The web server’s certificate is not trusted."));
      return NULL;
    }
  if (SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (message)))
    *next = find_next (message);
  if (soup_message_get_status (message) != SOUP_STATUS_OK && *next == NULL)
    {
      sl_discovery_find_nothing (error, _ ("Nothing is published there."));
      return NULL;
    }
  return *next != NULL ? g_bytes_new (NULL, 0) : read_bounded (stream, cancellable, error);
}

static GBytes *
get (SoupSession *session, const char *url, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, error);

  for (int i = 0; uri != NULL && i <= MAX_REDIRECTS; i++)
    {
      g_autoptr (GUri) next = NULL;
      g_autoptr (GBytes) body = get_once (session, uri, &next, cancellable, error);

      if (body == NULL || next == NULL)
        return g_steal_pointer (&body);
      g_uri_unref (uri);
      uri = g_steal_pointer (&next);
    }
  if (uri != NULL)
    sl_discovery_find_nothing (error, _ ("The web server sends in circles."));
  return NULL;
}

/**
 * sl_discovery_fetch:
 * @context: what is looked for
 * @url: an https address
 * @source: who says so
 * @cancellable: ends it early
 * @error: set as #SlDiscoveryLookup says
 *
 * Fetches and reads mail settings. Only over HTTPS with a good certificate, with redirections as
 * well: what comes over HTTP anybody in between may have written.
 *
 * Returns: (transfer full) (nullable): settings with at least one server
 */
SlDiscoveredSettings *
sl_discovery_fetch (const SlDiscoveryContext *context,
                    const char               *url,
                    SlDiscoverySource         source,
                    GCancellable             *cancellable,
                    GError                  **error)
{
  g_autoptr (SoupSession) session = new_session (context);
  g_autoptr (GBytes) body = get (session, url, cancellable, error);
  g_autoptr (SlDiscoveredSettings) settings = NULL;
  const char *data;
  gsize       length;

  if (body == NULL)
    return NULL;
  data = g_bytes_get_data (body, &length);
  settings = sl_autoconfig_document_read (data != NULL ? data : "", length, source, error);
  if (settings == NULL)
    return NULL;
  if (settings->servers->len == 0)
    {
      sl_discovery_find_nothing (error,
                                 settings->n_refused > 0
                                     ? _ ("Only servers are named that take the password in clear.")
                                     : _ ("No mail server is named."));
      return NULL;
    }
  return g_steal_pointer (&settings);
}

/* Whether the error says that there is nothing, not that something is wrong. */
static gboolean
is_absence (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
         || error->domain == G_RESOLVER_ERROR
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

/**
 * sl_discovery_ask_autoconfig:
 * @context: what is looked for
 * @cancellable: ends it early
 * @error: set as #SlDiscoveryLookup says; the first answer that was more than an absence
 *
 * Asks the domain's own web servers, with the domain only: no mail address is sent.
 *
 * Source: Thunderbird's FetchConfig.sys.mjs; the third address: GNOME Online Accounts,
 * goamailclient.c.
 *
 * Returns: (transfer full) (nullable): the settings
 */
SlDiscoveredSettings *
sl_discovery_ask_autoconfig (const SlDiscoveryContext *context,
                             GCancellable             *cancellable,
                             GError                  **error)
{
  static const char *const formats[] = {
    "https://autoconfig.%s:%u/mail/config-v1.1.xml",
    "https://%s:%u/.well-known/autoconfig/mail/config-v1.1.xml",
    "https://autoconfig.%s:%u/.well-known/mail-v1.xml",
  };
  g_autoptr (GError) first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (formats) && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autofree char      *url = NULL;
      SlDiscoveredSettings *settings;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      url = g_strdup_printf (formats[i], context->domain, (guint) context->web_port);
#pragma GCC diagnostic pop
      settings = sl_discovery_fetch (context, url, SL_DISCOVERY_AUTOCONFIG, cancellable, &failure);
      if (settings != NULL)
        return settings;
      if (first == NULL && !is_absence (failure))
        first = g_steal_pointer (&failure);
    }
  if (first != NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  else if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    sl_discovery_find_nothing (error, _ ("The provider publishes no settings."));
  return NULL;
}

/**
 * sl_discovery_ask_database:
 * @context: what is looked for
 * @cancellable: ends it early
 * @error: set as #SlDiscoveryLookup says
 *
 * Asks Thunderbird's public list, with the domain only.
 *
 * Source: Thunderbird's FetchConfig.sys.mjs.
 *
 * Returns: (transfer full) (nullable): the settings
 */
SlDiscoveredSettings *
sl_discovery_ask_database (const SlDiscoveryContext *context,
                           GCancellable             *cancellable,
                           GError                  **error)
{
  g_autofree char *url = g_strconcat (context->database_base, context->domain, NULL);

  return sl_discovery_fetch (context, url, SL_DISCOVERY_DATABASE, cancellable, error);
}
