/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "check.h"
#include "discovery-lookup.h"

#include <glib/gi18n-lib.h>

/* Usual names, the best first of each protocol; "" is the domain itself. */
static const struct
{
  SlProtocol  protocol;
  SlSecurity  security;
  const char *prefix;
} guesses[] = {
  { SL_PROTOCOL_IMAP, SL_SECURITY_TLS, "imap." },
  { SL_PROTOCOL_IMAP, SL_SECURITY_TLS, "mail." },
  { SL_PROTOCOL_SMTP, SL_SECURITY_TLS, "smtp." },
  { SL_PROTOCOL_SMTP, SL_SECURITY_TLS, "mail." },
  { SL_PROTOCOL_SMTP, SL_SECURITY_STARTTLS, "smtp." },
  { SL_PROTOCOL_SMTP, SL_SECURITY_STARTTLS, "mail." },
};

/* Long enough for a server far away; six of them must not keep anybody waiting. */
#define STEP_TIMEOUT_MS 3000
#define CHECK_TIMEOUT_MS 5000

/* Knocks without a credential: the certificate must be good for the name. */
static gboolean
answers (const SlDiscoveryContext *context, SlServer *server, GCancellable *cancellable)
{
  g_autoptr (SlCheckRequest) request = sl_check_request_new (server, SL_CHECK_KIND_DOOR, NULL);
  g_autoptr (SlCheckResult) result = NULL;

  request->step_timeout_ms = STEP_TIMEOUT_MS;
  request->check_timeout_ms = CHECK_TIMEOUT_MS;
  if (context->trust != NULL)
    g_set_object (&request->trust, context->trust);
  result = sl_check_run (request, cancellable);
  return sl_outcome_is_good (result->outcome);
}

static gboolean
has_protocol (const SlDiscoveredSettings *settings, SlProtocol protocol)
{
  for (guint i = 0; i < settings->servers->len; i++)
    if (((const SlServer *) settings->servers->pdata[i])->protocol == protocol)
      return TRUE;
  return FALSE;
}

/**
 * sl_discovery_guess:
 * @context: what is looked for
 * @cancellable: ends it early
 * @error: set as #SlDiscoveryLookup says
 *
 * Tries the usual names of mail servers, one after the other, without a credential. What answers
 * with a good certificate is a guess that is worth showing.
 *
 * Source: Thunderbird's GuessConfig.sys.mjs; only its first choices.
 *
 * Returns: (transfer full) (nullable): the settings
 */
SlDiscoveredSettings *
sl_discovery_guess (const SlDiscoveryContext *context, GCancellable *cancellable, GError **error)
{
  g_autoptr (SlDiscoveredSettings) settings = sl_discovered_settings_new (SL_DISCOVERY_GUESS);

  for (guint i = 0; i < G_N_ELEMENTS (guesses) && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autofree char *host = g_strconcat (guesses[i].prefix, context->domain, NULL);
      guint16          port = context->mail_port != 0
                                  ? context->mail_port
                                  : sl_server_default_port (guesses[i].protocol, guesses[i].security);
      g_autoptr (SlServer) server = NULL;

      if (has_protocol (settings, guesses[i].protocol))
        continue;
      server = sl_server_new (guesses[i].protocol, guesses[i].security, host, port, NULL);
      if (answers (context, server, cancellable))
        g_ptr_array_add (settings->servers, g_steal_pointer (&server));
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (settings->servers->len == 0)
    {
      sl_discovery_find_nothing (error, _ ("No mail server answers under the usual names."));
      return NULL;
    }
  return g_steal_pointer (&settings);
}
