/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "authorization.h"

#include "loopback-page.h"
#include "pkce.h"
#include "token-quirks.h"
#include "token-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SlAuthorization
{
  GObject              parent_instance;
  SlAuthorizationState state;
  char                *text; /* why it failed */
  char                *url;
  SlLoopbackPage      *page;
  SlSecret            *verifier;
  SlGrant             *grant; /* without refresh token until it is granted */
  GTlsDatabase        *trust;
  GCancellable        *cancellable;
  guint                timeout_id;
};

G_DEFINE_FINAL_TYPE (SlAuthorization, sl_authorization, G_TYPE_OBJECT)

static guint changed_signal;

static void
sl_authorization_dispose (GObject *object)
{
  SlAuthorization *self = SL_AUTHORIZATION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->page != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->page, self);
      sl_loopback_page_close (self->page);
    }
  g_clear_object (&self->page);
  G_OBJECT_CLASS (sl_authorization_parent_class)->dispose (object);
}

static void
sl_authorization_finalize (GObject *object)
{
  SlAuthorization *self = SL_AUTHORIZATION (object);

  g_free (self->text);
  g_free (self->url);
  g_clear_pointer (&self->verifier, sl_secret_unref);
  sl_grant_free (self->grant);
  g_clear_object (&self->trust);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (sl_authorization_parent_class)->finalize (object);
}

static void
sl_authorization_class_init (SlAuthorizationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_authorization_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_authorization_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_authorization_init (SlAuthorization *self)
{
  self->cancellable = g_cancellable_new ();
  self->grant = g_new0 (SlGrant, 1);
}

/* Every change of state goes through here; what has ended stays ended. */
static void
set_state (SlAuthorization *self, SlAuthorizationState state, const char *text)
{
  if (self->state >= SL_AUTHORIZATION_GRANTED)
    return;
  self->state = state;
  g_free (self->text);
  self->text = g_strdup (text);
  if (state >= SL_AUTHORIZATION_GRANTED)
    {
      g_clear_handle_id (&self->timeout_id, g_source_remove);
      g_cancellable_cancel (self->cancellable);
    }
  g_signal_emit (self, changed_signal, 0);
}

/* A sentence of ours, and the provider's own word for whoever has to look it up. */
static void
fail (SlAuthorization *self, SlOutcome outcome, const char *word)
{
  g_autofree char *text = NULL;

  if (g_strcmp0 (word, "access_denied") == 0)
    text = g_strdup (_ ("Nothing was allowed in the browser. Try again if you want to."));
  else if (word != NULL)
    /* Translators: the first %s is a sentence, the second a provider's machine word */
    text = g_strdup_printf (_ ("%s (%s)"), sl_outcome_get_text (outcome), word);
  else
    text = g_strdup (sl_outcome_get_text (outcome));
  set_state (self, SL_AUTHORIZATION_FAILED, text);
}

static void
take_reply (SlAuthorization *self, const SlTokenReply *reply)
{
  if (reply->outcome != SL_OUTCOME_OK)
    {
      fail (self, reply->outcome, reply->error != NULL ? reply->error : reply->reason);
      return;
    }
  if (reply->refresh_token == NULL)
    {
      set_state (self, SL_AUTHORIZATION_FAILED,
                 _ ("The provider allowed it for a short time only, so it cannot be kept."));
      return;
    }
  self->grant->refresh_token = sl_secret_ref (reply->refresh_token);
  set_state (self, SL_AUTHORIZATION_GRANTED, NULL);
}

static void
on_reply (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlAuthorization) self = user_data;
  g_autoptr (SlTokenReply) reply = sl_token_request_send_finish (result, NULL);

  if (reply != NULL)
    take_reply (self, reply);
}

static void
exchange (SlAuthorization *self, const char *code)
{
  g_autoptr (SlTokenRequest) request = sl_token_request_new (self->grant->token_url);

  sl_token_request_add (request, "grant_type", "authorization_code");
  sl_token_request_add (request, "code", code);
  sl_token_request_add (request, "redirect_uri", sl_loopback_page_get_address (self->page));
  sl_token_request_add (request, "client_id", self->grant->client_id);
  sl_token_request_add_secret (request, "client_secret", self->grant->client_secret);
  sl_token_request_add_secret (request, "code_verifier", self->verifier);
  sl_token_request_send_async (request, self->trust, self->cancellable, on_reply,
                               g_object_ref (self));
}

static void
on_answered (SlLoopbackPage *page, const char *code, const char *error, SlAuthorization *self)
{
  if (self->state != SL_AUTHORIZATION_WAITING)
    return;
  if (error != NULL)
    {
      fail (self, sl_token_quirks_find (0, error, NULL, 0), error);
      return;
    }
  set_state (self, SL_AUTHORIZATION_EXCHANGING, NULL);
  exchange (self, code);
}

static gboolean
on_timeout (gpointer user_data)
{
  SlAuthorization *self = SL_AUTHORIZATION (user_data);

  self->timeout_id = 0;
  sl_loopback_page_close (self->page);
  set_state (self, SL_AUTHORIZATION_FAILED,
             _ ("Nothing came back from the browser within ten minutes. Try again."));
  return G_SOURCE_REMOVE;
}

static void
append (GString *url, const char *name, const char *value)
{
  g_string_append_c (url, strchr (url->str, '?') == NULL ? '?' : '&');
  g_string_append_uri_escaped (url, name, NULL, FALSE);
  g_string_append_c (url, '=');
  g_string_append_uri_escaped (url, value, NULL, FALSE);
}

static char *
compose_url (SlAuthorization *self, const SlAuthorizationRequest *request, const char *state)
{
  g_autofree char *base
      = sl_oauth2_fill_url (request->oauth2, request->oauth2->authorize_url, request->tenant);
  g_autofree char *challenge = sl_pkce_make_challenge (self->verifier);
  GString         *url = g_string_new (base);

  append (url, "response_type", "code");
  append (url, "client_id", self->grant->client_id);
  append (url, "redirect_uri", sl_loopback_page_get_address (self->page));
  append (url, "scope", self->grant->scope);
  append (url, "state", state);
  append (url, "code_challenge", challenge);
  append (url, "code_challenge_method", "S256");
  if (request->address != NULL)
    append (url, "login_hint", request->address);
  for (guint i = 0; request->oauth2->parameters[i] != NULL; i += 2)
    append (url, request->oauth2->parameters[i], request->oauth2->parameters[i + 1]);
  return g_string_free (url, FALSE);
}

/* Returns: whether there is a client at all */
static gboolean
choose_client (SlGrant *grant, const SlAuthorizationRequest *request)
{
  const char *built_in = sl_oauth2_get_built_in_client_id (request->oauth2);
  const char *secret = sl_oauth2_get_built_in_client_secret (request->oauth2);

  if (request->client_id != NULL)
    {
      grant->client_id = g_strdup (request->client_id);
      if (request->client_secret != NULL)
        grant->client_secret = sl_secret_ref (request->client_secret);
      return TRUE;
    }
  grant->client_id = g_strdup (built_in);
  if (built_in != NULL && secret != NULL)
    grant->client_secret = sl_secret_new (secret, -1);
  return built_in != NULL;
}

/**
 * sl_authorization_new:
 * @request: what the user is to allow
 * @error: set to one sentence if there is no client, no port, or the system has no random numbers
 *
 * Gets everything ready; the caller now opens sl_authorization_get_url() in the user's browser.
 *
 * Returns: (transfer full) (nullable): an authorization that waits for the browser
 */
SlAuthorization *
sl_authorization_new (const SlAuthorizationRequest *request, GError **error)
{
  g_autoptr (SlAuthorization) self = g_object_new (SL_TYPE_AUTHORIZATION, NULL);
  g_autofree char *state = sl_pkce_new_state ();

  if (!choose_client (self->grant, request))
    {
      g_set_error_literal (
          error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
          _ ("This build of Storm Lantern is not registered there. Use your own client ID."));
      return NULL;
    }
  self->verifier = sl_pkce_new_verifier ();
  if (state == NULL || self->verifier == NULL)
    {
      g_set_error_literal (
          error, G_IO_ERROR, G_IO_ERROR_FAILED,
          _ ("The system has no random numbers, so no safe sign-in can be begun."));
      return NULL;
    }
  self->page = sl_loopback_page_new (request->oauth2->redirect_host, state, error);
  if (self->page == NULL)
    return NULL;
  g_set_object (&self->trust, request->trust);
  self->grant->token_url
      = sl_oauth2_fill_url (request->oauth2, request->oauth2->token_url, request->tenant);
  self->grant->scope = g_strjoinv (" ", request->oauth2->scopes);
  self->grant->hosts = g_strdupv ((char **) request->hosts);
  self->url = compose_url (self, request, state);
  g_signal_connect (self->page, "answered", G_CALLBACK (on_answered), self);
  self->timeout_id = g_timeout_add_seconds (SL_AUTHORIZATION_TIMEOUT_SECONDS, on_timeout, self);
  return g_steal_pointer (&self);
}

/**
 * sl_authorization_get_url:
 * @self: an authorization
 *
 * Returns: (transfer none): what to open in the browser; it holds no secret
 */
const char *
sl_authorization_get_url (SlAuthorization *self)
{
  g_return_val_if_fail (SL_IS_AUTHORIZATION (self), NULL);

  return self->url;
}

/**
 * sl_authorization_get_state:
 * @self: an authorization
 *
 * Returns: how far it is
 */
SlAuthorizationState
sl_authorization_get_state (SlAuthorization *self)
{
  g_return_val_if_fail (SL_IS_AUTHORIZATION (self), SL_AUTHORIZATION_FAILED);

  return self->state;
}

/**
 * sl_authorization_get_text:
 * @self: an authorization
 *
 * Returns: (transfer none) (nullable): why it failed, one sentence
 */
const char *
sl_authorization_get_text (SlAuthorization *self)
{
  g_return_val_if_fail (SL_IS_AUTHORIZATION (self), NULL);

  return self->text;
}

/**
 * sl_authorization_get_grant:
 * @self: an authorization
 *
 * Returns: (transfer none) (nullable): what the user allowed, once it is granted
 */
const SlGrant *
sl_authorization_get_grant (SlAuthorization *self)
{
  g_return_val_if_fail (SL_IS_AUTHORIZATION (self), NULL);

  return self->state == SL_AUTHORIZATION_GRANTED ? self->grant : NULL;
}

/**
 * sl_authorization_cancel:
 * @self: an authorization
 *
 * Gives it up; what comes from the browser afterwards is turned away. May be called at any time.
 */
void
sl_authorization_cancel (SlAuthorization *self)
{
  g_return_if_fail (SL_IS_AUTHORIZATION (self));

  if (self->state >= SL_AUTHORIZATION_GRANTED)
    return;
  sl_loopback_page_close (self->page);
  set_state (self, SL_AUTHORIZATION_CANCELLED, NULL);
}
