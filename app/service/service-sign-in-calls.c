/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service-sign-in-calls.h"

#include "secret-reader.h"
#include "sign-in-session.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>

#define ERROR_PREFIX SL_APPLICATION_ID ".Error."

/* Who knows the bus could begin without end. */
#define MAX_SESSIONS 8

struct _SlServiceSignInCalls
{
  GObject       parent_instance;
  SlDBusWatch  *skeleton;
  SlEngine     *engine;
  GPtrArray    *sessions; /* SlSignInSession */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SlServiceSignInCalls, sl_service_sign_in_calls, G_TYPE_OBJECT)

/* One call that waits for something. */
typedef struct
{
  SlServiceSignInCalls  *calls;
  GDBusMethodInvocation *invocation;
  GVariant              *options;
  char                  *account_id;
} Call;

static void
call_free (Call *call)
{
  g_object_unref (call->calls);
  g_object_unref (call->invocation);
  g_clear_pointer (&call->options, g_variant_unref);
  g_free (call->account_id);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static Call *
call_new (SlServiceSignInCalls *self, GDBusMethodInvocation *invocation)
{
  Call *call = g_new0 (Call, 1);

  call->calls = g_object_ref (self);
  call->invocation = g_object_ref (invocation);
  return call;
}

static void
sl_service_sign_in_calls_dispose (GObject *object)
{
  SlServiceSignInCalls *self = SL_SERVICE_SIGN_IN_CALLS (object);

  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->sessions, 0);
  if (self->skeleton != NULL)
    g_signal_handlers_disconnect_by_data (self->skeleton, self);
  g_clear_object (&self->skeleton);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (sl_service_sign_in_calls_parent_class)->dispose (object);
}

static void
sl_service_sign_in_calls_finalize (GObject *object)
{
  SlServiceSignInCalls *self = SL_SERVICE_SIGN_IN_CALLS (object);

  g_ptr_array_unref (self->sessions);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sl_service_sign_in_calls_parent_class)->finalize (object);
}

static void
sl_service_sign_in_calls_class_init (SlServiceSignInCallsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_service_sign_in_calls_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_service_sign_in_calls_finalize;
}

static void
sl_service_sign_in_calls_init (SlServiceSignInCalls *self)
{
  self->cancellable = g_cancellable_new ();
  self->sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_sign_in_session_free);
}

static void
return_failure (GDBusMethodInvocation *invocation, const char *name, const char *message)
{
  g_autofree char *full_name = g_strconcat (ERROR_PREFIX, name, NULL);

  g_dbus_method_invocation_return_dbus_error (invocation, full_name, message);
}

/* Online Accounts */

static void
add_text (GVariantDict *dict, const char *name, const char *text)
{
  if (text != NULL)
    g_variant_dict_insert (dict, name, "s", text);
}

static void
add_server (GVariantDict *dict, const char *name, const SlServer *server)
{
  g_autofree char *uri = server != NULL ? sl_server_to_uri (server) : NULL;

  add_text (dict, name, uri);
}

static GVariant *
describe_account (const SlOnlineAccount *account)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  add_text (&dict, "id", account->id);
  add_text (&dict, "provider-name", account->provider_name);
  add_text (&dict, "identity", account->identity);
  add_text (&dict, "address", account->address);
  add_server (&dict, "incoming", account->incoming);
  add_server (&dict, "outgoing", account->outgoing);
  g_variant_dict_insert (&dict, "usable", "b", sl_online_account_is_usable (account));
  g_variant_dict_insert (&dict, "attention", "b", account->attention);
  g_variant_dict_insert (&dict, "mail-disabled", "b", account->mail_disabled);
  return g_variant_dict_end (&dict);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts
      = sl_online_accounts_list_finish (SL_ONLINE_ACCOUNTS (source), result, &error);
  GVariantBuilder builder;

  if (accounts == NULL)
    {
      return_failure (call->invocation, "Unreachable", error->message);
      return;
    }
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < accounts->len; i++)
    g_variant_builder_add_value (&builder, describe_account (accounts->pdata[i]));
  sl_dbus_watch_complete_list_online_accounts (call->calls->skeleton, call->invocation,
                                               g_variant_builder_end (&builder));
}

/* A practice has neither accounts nor a browser. */
static gboolean
refuse_in_practice (SlServiceSignInCalls *self, GDBusMethodInvocation *invocation)
{
  if (sl_engine_get_token_keeper (self->engine) != NULL)
    return FALSE;
  g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                 G_DBUS_ERROR_NOT_SUPPORTED,
                                                 _ ("A practice signs in to its own server only."));
  return TRUE;
}

static gboolean
on_list_online_accounts (SlDBusWatch           *skeleton,
                         GDBusMethodInvocation *invocation,
                         SlServiceSignInCalls  *self)
{
  if (!refuse_in_practice (self, invocation))
    sl_online_accounts_list_async (sl_engine_get_online_accounts (self->engine), TRUE,
                                   self->cancellable, on_listed, call_new (self, invocation));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Sessions */

static SlSignInSession *
find_session (SlServiceSignInCalls *self, const char *id, const char *caller)
{
  for (guint i = 0; i < self->sessions->len; i++)
    {
      SlSignInSession *session = self->sessions->pdata[i];

      if (g_str_equal (session->id, id) && g_strcmp0 (session->caller, caller) == 0)
        return session;
    }
  return NULL;
}

static void
on_authorization_changed (SlAuthorization *authorization, SlServiceSignInCalls *self)
{
  for (guint i = 0; i < self->sessions->len; i++)
    {
      SlSignInSession *session = self->sessions->pdata[i];
      const char      *text = sl_authorization_get_text (authorization);

      if (session->authorization == authorization)
        sl_dbus_watch_emit_authorization_changed (self->skeleton, session->id,
                                                  sl_sign_in_session_get_word (session),
                                                  text != NULL ? text : "");
    }
}

static void
on_caller_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  SlServiceSignInCalls *self = SL_SERVICE_SIGN_IN_CALLS (user_data);

  for (guint i = self->sessions->len; i-- > 0;)
    if (g_str_equal (((SlSignInSession *) self->sessions->pdata[i])->caller, name))
      g_ptr_array_remove_index (self->sessions, i);
}

static SlSignInSession *
add_session (SlServiceSignInCalls  *self,
             GDBusMethodInvocation *invocation,
             SlAuthorization       *authorization)
{
  const char      *caller = g_dbus_method_invocation_get_sender (invocation);
  SlSignInSession *session = sl_sign_in_session_new (caller, authorization);

  session->changed_id
      = g_signal_connect (authorization, "changed", G_CALLBACK (on_authorization_changed), self);
  session->watch_id = g_bus_watch_name_on_connection (
      g_dbus_method_invocation_get_connection (invocation), caller, G_BUS_NAME_WATCHER_FLAGS_NONE,
      NULL, on_caller_vanished, self, NULL);
  g_ptr_array_add (self->sessions, session);
  return session;
}

/* Beginning */

static const char *
get_option (GVariant *options, const char *name)
{
  const char *text = NULL;

  g_variant_lookup (options, name, "&s", &text);
  return text != NULL && *text != '\0' ? text : NULL;
}

/* What is wrong with the options, or NULL. */
static const char *
find_fault (GVariant *options, const SlOAuth2 *oauth2)
{
  const char *client_id = get_option (options, "client-id");
  const char *tenant = get_option (options, "tenant");

  if (oauth2 == NULL)
    return _ ("It is not known how this provider lets programs sign in by the browser.");
  if (client_id != NULL && !sl_sign_in_client_id_is_valid (client_id))
    return _ ("A client ID is 1 to 256 letters, digits and signs, without spaces.");
  if (tenant != NULL && !sl_sign_in_tenant_is_valid (tenant))
    return _ ("An organisation is a domain or a number: letters, digits, . and -.");
  return NULL;
}

static char **
list_hosts (const SlProvider *provider)
{
  g_autoptr (GStrvBuilder) hosts = g_strv_builder_new ();

  for (guint i = 0; i < provider->servers->len; i++)
    g_strv_builder_add (hosts, ((SlServer *) provider->servers->pdata[i])->host);
  return g_strv_builder_end (hosts);
}

static void
begin (Call *call, SlSecret *client_secret)
{
  SlServiceSignInCalls *self = call->calls;
  SlProviderCatalogue  *catalogue = sl_engine_get_catalogue (self->engine);
  const char           *provider_id = get_option (call->options, "provider");
  SlProvider *provider = sl_provider_catalogue_lookup (catalogue, provider_id ? provider_id : "");
  const SlOAuth2 *oauth2 = sl_provider_catalogue_find_oauth2 (catalogue, provider);
  const char     *fault = find_fault (call->options, oauth2);
  g_auto (GStrv) hosts = provider != NULL ? list_hosts (provider) : NULL;
  SlAuthorizationRequest request = { .oauth2 = oauth2,
                                     .hosts = (const char *const *) hosts,
                                     .client_id = get_option (call->options, "client-id"),
                                     .client_secret = client_secret,
                                     .tenant = get_option (call->options, "tenant"),
                                     .address = get_option (call->options, "address"),
                                     .trust = sl_engine_get_trust (self->engine) };
  g_autoptr (SlAuthorization) authorization = NULL;
  g_autoptr (GError) error = NULL;

  if (fault == NULL)
    authorization = sl_authorization_new (&request, &error);
  if (authorization == NULL)
    {
      return_failure (call->invocation, "SignIn", fault != NULL ? fault : error->message);
      return;
    }
  sl_dbus_watch_complete_begin_authorization (
      self->skeleton, call->invocation, NULL,
      add_session (self, call->invocation, authorization)->id,
      sl_authorization_get_url (authorization));
}

/* The secret of the user's own client lies in the grant of the account that signs in again. */
static void
on_grant_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (SlGrant) grant
      = sl_token_keeper_find_grant_finish (SL_TOKEN_KEEPER (source), result, NULL);
  const char *client_id = get_option (call->options, "client-id");

  if (call->calls->engine == NULL)
    return;
  begin (call, grant != NULL && g_strcmp0 (grant->client_id, client_id) == 0 ? grant->client_secret
                                                                             : NULL);
}

static void
on_client_secret_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlSecret) secret = sl_secret_reader_read_finish (result, &error);

  if (call->calls->engine == NULL)
    return;
  if (secret == NULL)
    return_failure (call->invocation, "SignIn", error->message);
  else
    begin (call, secret);
}

/* Where the client's secret comes from: a descriptor, the account's grant, or nowhere. */
static void
find_client_secret (Call *call, GUnixFDList *fd_list)
{
  SlTokenKeeper *keeper = sl_engine_get_token_keeper (call->calls->engine);
  const char    *account_id = get_option (call->options, "account");
  gint32         handle = -1;
  int            fd = -1;

  if (fd_list != NULL && g_variant_lookup (call->options, "client-secret", "h", &handle))
    fd = g_unix_fd_list_get (fd_list, handle, NULL);
  if (fd >= 0)
    sl_secret_reader_read_async (fd, call->calls->cancellable, on_client_secret_read, call);
  else if (sl_account_id_is_valid (account_id) && get_option (call->options, "client-id") != NULL)
    sl_token_keeper_find_grant_async (keeper, account_id, call->calls->cancellable, on_grant_found,
                                      call);
  else
    {
      begin (call, NULL);
      call_free (call);
    }
}

static gboolean
on_begin_authorization (SlDBusWatch           *skeleton,
                        GDBusMethodInvocation *invocation,
                        GUnixFDList           *fd_list,
                        GVariant              *options,
                        SlServiceSignInCalls  *self)
{
  Call *call;

  if (refuse_in_practice (self, invocation))
    return G_DBUS_METHOD_INVOCATION_HANDLED;
  if (self->sessions->len >= MAX_SESSIONS)
    {
      return_failure (invocation, "Busy",
                      _ ("Too many sign-ins are open; finish or cancel one of them."));
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  call = call_new (self, invocation);
  call->options = g_variant_ref (options);
  find_client_secret (call, fd_list);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Ending */

static void
return_unknown_session (GDBusMethodInvocation *invocation)
{
  return_failure (invocation, "Nothing", _ ("There is no such sign-in any more. Begin it again."));
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  SlServiceSignInCalls *self = call->calls;

  if (self->engine == NULL)
    return;
  if (!sl_token_keeper_keep_finish (SL_TOKEN_KEEPER (source), result, &error))
    {
      return_failure (call->invocation, "SignIn", error->message);
      return;
    }
  sl_dbus_watch_complete_keep_authorization (
      self->skeleton, call->invocation,
      sl_keyring_get_problem (sl_engine_get_keyring (self->engine)) == NULL ? "keyring" : "memory");
  sl_watcher_secret_changed (sl_engine_get_watcher (self->engine), call->account_id);
}

static char *
compose_label (SlServiceSignInCalls *self, const char *account_id)
{
  const SlAccount *account = sl_plan_get_account (sl_engine_get_plan (self->engine), account_id);

  /* Translators: what the keyring program shows beside a permission; %s is an account's name */
  return g_strdup_printf (_ ("Storm Lantern: sign-in of %s"),
                          account != NULL ? account->name : account_id);
}

static gboolean
on_keep_authorization (SlDBusWatch           *skeleton,
                       GDBusMethodInvocation *invocation,
                       const char            *id,
                       const char            *account_id,
                       SlServiceSignInCalls  *self)
{
  SlSignInSession *session
      = find_session (self, id, g_dbus_method_invocation_get_sender (invocation));
  const SlGrant *grant
      = session != NULL ? sl_authorization_get_grant (session->authorization) : NULL;
  g_autofree char *label = NULL;
  Call            *call;

  if (grant == NULL || !sl_account_id_is_valid (account_id))
    {
      return_unknown_session (invocation);
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  call = call_new (self, invocation);
  call->account_id = g_strdup (account_id);
  label = compose_label (self, account_id);
  sl_token_keeper_keep_async (sl_engine_get_token_keeper (self->engine), account_id, label, grant,
                              on_kept, call);
  g_ptr_array_remove (self->sessions, session);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_cancel_authorization (SlDBusWatch           *skeleton,
                         GDBusMethodInvocation *invocation,
                         const char            *id,
                         SlServiceSignInCalls  *self)
{
  SlSignInSession *session
      = find_session (self, id, g_dbus_method_invocation_get_sender (invocation));

  if (session == NULL)
    {
      return_unknown_session (invocation);
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  sl_authorization_cancel (session->authorization);
  g_ptr_array_remove (self->sessions, session);
  sl_dbus_watch_complete_cancel_authorization (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/**
 * sl_service_sign_in_calls_new:
 * @skeleton: the service's face on the bus
 * @engine: what the calls act on
 *
 * Returns: (transfer full): answers calls from now on
 */
SlServiceSignInCalls *
sl_service_sign_in_calls_new (SlDBusWatch *skeleton, SlEngine *engine)
{
  SlServiceSignInCalls *self = g_object_new (SL_TYPE_SERVICE_SIGN_IN_CALLS, NULL);

  self->skeleton = g_object_ref (skeleton);
  self->engine = g_object_ref (engine);
  g_signal_connect (skeleton, "handle-list-online-accounts", G_CALLBACK (on_list_online_accounts),
                    self);
  g_signal_connect (skeleton, "handle-begin-authorization", G_CALLBACK (on_begin_authorization),
                    self);
  g_signal_connect (skeleton, "handle-keep-authorization", G_CALLBACK (on_keep_authorization),
                    self);
  g_signal_connect (skeleton, "handle-cancel-authorization", G_CALLBACK (on_cancel_authorization),
                    self);
  return self;
}
