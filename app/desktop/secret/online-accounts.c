/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "online-accounts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BUS_NAME "org.gnome.OnlineAccounts"
#define MANAGER_PATH "/org/gnome/OnlineAccounts"
#define OBJECT_MANAGER "org.freedesktop.DBus.ObjectManager"
#define TOKEN_INTERFACE "org.gnome.OnlineAccounts.OAuth2Based"
#define PASSWORD_INTERFACE "org.gnome.OnlineAccounts.PasswordBased"
/* The second one is what version 3.46 says. */
#define ERROR_PREFIX "org.gnome.OnlineAccounts.Error."
#define OLD_ERROR_PREFIX "org.freedesktop.Goa.Error."

#define LIST_TIMEOUT_MS (10 * 1000)
/* It may have to refresh a token first, over the network, before it answers. */
#define SECRET_TIMEOUT_MS (30 * 1000)
/* Of a list without end only this much is looked at. */
#define MAX_OBJECTS 1024
#define CHANGE_PAUSE_SECONDS 2

struct _SlOnlineAccounts
{
  GObject          parent_instance;
  GDBusConnection *connection; /* nullable: a session without a bus */
  guint            name_watch;
  guint            subscription;
  guint            pause_id;
  gboolean         following;
};

G_DEFINE_FINAL_TYPE (SlOnlineAccounts, sl_online_accounts, G_TYPE_OBJECT)

static guint changed_signal;

/* Following */

static gboolean
on_pause_over (gpointer user_data)
{
  SlOnlineAccounts *self = SL_ONLINE_ACCOUNTS (user_data);

  self->pause_id = 0;
  g_signal_emit (self, changed_signal, 0);
  return G_SOURCE_REMOVE;
}

static void
note_change (SlOnlineAccounts *self)
{
  if (self->following && self->pause_id == 0)
    self->pause_id = g_timeout_add_seconds (CHANGE_PAUSE_SECONDS, on_pause_over, self);
}

static void
on_signal (GDBusConnection *connection,
           const char      *sender,
           const char      *path,
           const char      *interface,
           const char      *signal_name,
           GVariant        *parameters,
           gpointer         user_data)
{
  if (g_str_has_prefix (path, MANAGER_PATH))
    note_change (SL_ONLINE_ACCOUNTS (user_data));
}

static void
on_name_appeared (GDBusConnection *connection,
                  const char      *name,
                  const char      *owner,
                  gpointer         user_data)
{
  note_change (SL_ONLINE_ACCOUNTS (user_data));
}

static void
on_name_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  note_change (SL_ONLINE_ACCOUNTS (user_data));
}

static void
stop_following (SlOnlineAccounts *self)
{
  self->following = FALSE;
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->subscription);
  self->subscription = 0;
}

/**
 * sl_online_accounts_follow:
 * @self: online accounts
 * @follow: whether "changed" is of interest
 *
 * Begins or ends to listen. Listening never starts the service.
 */
void
sl_online_accounts_follow (SlOnlineAccounts *self, gboolean follow)
{
  g_return_if_fail (SL_IS_ONLINE_ACCOUNTS (self));

  if (self->connection == NULL || follow == self->following)
    return;
  if (!follow)
    {
      stop_following (self);
      return;
    }
  self->following = TRUE;
  self->subscription
      = g_dbus_connection_signal_subscribe (self->connection, BUS_NAME, NULL, NULL, NULL, NULL,
                                            G_DBUS_SIGNAL_FLAGS_NONE, on_signal, self, NULL);
  self->name_watch
      = g_bus_watch_name_on_connection (self->connection, BUS_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                        on_name_appeared, on_name_vanished, self, NULL);
}

/* Object */

static void
sl_online_accounts_dispose (GObject *object)
{
  SlOnlineAccounts *self = SL_ONLINE_ACCOUNTS (object);

  if (self->connection != NULL)
    stop_following (self);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (sl_online_accounts_parent_class)->dispose (object);
}

static void
sl_online_accounts_class_init (SlOnlineAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_online_accounts_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_online_accounts_init (SlOnlineAccounts *self)
{
}

/**
 * sl_online_accounts_new:
 * @connection: (nullable): the session bus; %NULL: there is none, so there are no accounts
 *
 * Returns: (transfer full): online accounts, not followed
 */
SlOnlineAccounts *
sl_online_accounts_new (GDBusConnection *connection)
{
  SlOnlineAccounts *self = g_object_new (SL_TYPE_ONLINE_ACCOUNTS, NULL);

  self->connection = connection != NULL ? g_object_ref (connection) : NULL;
  return self;
}

/* Listing */

static gboolean
is_absence (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER);
}

/* What went wrong between us and the service, in one sentence. */
static GError *
explain (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (is_absence (error))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                _ ("GNOME Online Accounts is not running on this desktop."));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                                _ ("GNOME Online Accounts does not answer."));
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                              _ ("GNOME Online Accounts gave an answer that makes no sense."));
}

static gboolean
has_id (GPtrArray *accounts, const char *id)
{
  for (guint i = 0; i < accounts->len; i++)
    if (g_str_equal (((SlOnlineAccount *) accounts->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

static GPtrArray *
read_accounts (GVariant *reply)
{
  GPtrArray *accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_online_account_free);
  g_autoptr (GVariant) objects = g_variant_get_child_value (reply, 0);
  gsize n_objects = MIN (g_variant_n_children (objects), MAX_OBJECTS);

  for (gsize i = 0; i < n_objects && accounts->len < SL_ONLINE_ACCOUNTS_MAX; i++)
    {
      g_autoptr (GVariant) interfaces = NULL;
      g_autoptr (SlOnlineAccount) account = NULL;
      const char *path;

      g_variant_get_child (objects, i, "{&o@a{sa{sv}}}", &path, &interfaces);
      account = sl_online_account_new (path, interfaces);
      if (account != NULL && !has_id (accounts, account->id))
        g_ptr_array_add (accounts, g_steal_pointer (&account));
    }
  return accounts;
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  gboolean may_start = GPOINTER_TO_INT (g_task_get_task_data (task));

  if (reply != NULL)
    g_task_return_pointer (task, read_accounts (reply), (GDestroyNotify) g_ptr_array_unref);
  else if (is_absence (error) && !may_start)
    g_task_return_pointer (task, g_ptr_array_new (), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, explain (error));
}

/**
 * sl_online_accounts_list_async:
 * @self: online accounts
 * @may_start: whether the service may be started for this; if not and it does not run, there are
 * none
 * @cancellable: (nullable): ends it early
 * @callback: called once
 * @user_data: for @callback
 *
 * Asks which accounts with mail there are.
 */
void
sl_online_accounts_list_async (SlOnlineAccounts   *self,
                               gboolean            may_start,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sl_online_accounts_list_async);
  g_task_set_task_data (task, GINT_TO_POINTER (may_start), NULL);
  if (self->connection == NULL)
    {
      g_task_return_pointer (task, g_ptr_array_new (), (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  g_dbus_connection_call (self->connection, BUS_NAME, MANAGER_PATH, OBJECT_MANAGER,
                          "GetManagedObjects", NULL, G_VARIANT_TYPE ("(a{oa{sa{sv}}})"),
                          may_start ? G_DBUS_CALL_FLAGS_NONE : G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          LIST_TIMEOUT_MS, cancellable, on_listed, g_steal_pointer (&task));
}

/**
 * sl_online_accounts_list_finish:
 * @self: online accounts
 * @result: from the callback
 * @error: set to one sentence if the service is absent, silent or confused
 *
 * Returns: (transfer full) (element-type SlOnlineAccount) (nullable): the accounts, at most
 *   %SL_ONLINE_ACCOUNTS_MAX
 */
GPtrArray *
sl_online_accounts_list_finish (SlOnlineAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Looking up a Secret */

typedef struct
{
  char            *id;
  SlServer        *server;
  SlOnlineAccount *account;
} Lookup;

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  g_free (lookup->id);
  sl_server_unref (lookup->server);
  sl_online_account_free (lookup->account);
  g_free (lookup);
}

static void
return_absent (GTask *task, SlOutcome outcome, gboolean unreachable, const char *text)
{
  SlCredential *credential = sl_credential_new_absent (outcome, text);

  credential->unreachable = unreachable;
  g_task_return_pointer (task, credential, (GDestroyNotify) sl_credential_free);
}

/* Returns: (nullable): the service's own word for it, such as "Failed" */
static const char *
find_word (const char *name)
{
  if (name != NULL && g_str_has_prefix (name, ERROR_PREFIX))
    return name + strlen (ERROR_PREFIX);
  if (name != NULL && g_str_has_prefix (name, OLD_ERROR_PREFIX))
    return name + strlen (OLD_ERROR_PREFIX);
  return NULL;
}

/* Only "not authorized" says something of the account. A token may have failed on the road; a
 * password lies in GNOME's own keyring, so that it cannot be the provider's fault. */
static void
return_refusal (GTask *task, const GError *error)
{
  const Lookup    *lookup = g_task_get_task_data (task);
  g_autofree char *name = g_dbus_error_get_remote_error (error);
  const char      *word = find_word (name);

  if (g_strcmp0 (word, "NotAuthorized") == 0)
    return_absent (task, SL_OUTCOME_AUTH_NEEDS_ONLINE_ACCOUNT, FALSE,
                   _ ("It wants you to sign in there again."));
  else if (word != NULL && !lookup->account->takes_token)
    return_absent (task, SL_OUTCOME_AUTH_NEEDS_ONLINE_ACCOUNT, FALSE,
                   _ ("Its password is missing there."));
  else if (word != NULL)
    return_absent (task, SL_OUTCOME_TOKEN_UNAVAILABLE, TRUE,
                   _ ("GNOME Online Accounts could not get a token."));
  else
    g_task_return_error (task, explain (error));
}

static gboolean
is_fit (const char *secret)
{
  return *secret != '\0' && strlen (secret) <= SL_SECRET_MAX_BYTES
         && strpbrk (secret, "\r\n") == NULL;
}

/* GetAccessToken says after the token for how many seconds it is good; 0 or less if it does not
 * know. */
static guint
read_lifetime (GVariant *reply)
{
  gint32 seconds;

  g_variant_get_child (reply, 1, "i", &seconds);
  return (guint) MAX (seconds, 0);
}

static void
on_secret (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (SlSecret) secret = NULL;
  Lookup       *lookup = g_task_get_task_data (task);
  SlCredential *credential;
  const char   *text;

  if (reply == NULL)
    {
      return_refusal (task, error);
      return;
    }
  g_variant_get_child (reply, 0, "&s", &text);
  if (!is_fit (text))
    {
      g_task_return_new_error (
          task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s",
          _ ("GNOME Online Accounts gave a password or token that no server could take."));
      return;
    }
  secret = sl_secret_new (text, -1);
  if (lookup->account->takes_token)
    {
      credential = sl_credential_new_token (secret);
      credential->good_for_seconds = read_lifetime (reply);
    }
  else
    credential = sl_credential_new_password (secret);
  g_task_return_pointer (task, credential, (GDestroyNotify) sl_credential_free);
}

static void
ask_for_secret (GTask *task)
{
  SlOnlineAccounts *self = g_task_get_source_object (task);
  Lookup           *lookup = g_task_get_task_data (task);
  gboolean          token = lookup->account->takes_token;
  const char       *name
      = lookup->server->protocol == SL_PROTOCOL_SMTP ? "smtp-password" : "imap-password";

  g_dbus_connection_call (
      self->connection, BUS_NAME, lookup->account->path,
      token ? TOKEN_INTERFACE : PASSWORD_INTERFACE, token ? "GetAccessToken" : "GetPassword",
      token ? NULL : g_variant_new ("(s)", name),
      token ? G_VARIANT_TYPE ("(si)") : G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE,
      SECRET_TIMEOUT_MS, g_task_get_cancellable (task), on_secret, task);
}

/* Why nothing may be asked for, or NULL. */
static const char *
find_obstacle (const Lookup *lookup)
{
  const SlOnlineAccount *account = lookup->account;

  if (account == NULL)
    return _ ("The account is not among the Online Accounts any more.");
  if (account->mail_disabled)
    return _ ("Mail is switched off for it there.");
  if (account->attention)
    return _ ("It wants you to sign in there again.");
  if (!account->takes_token && !account->takes_password)
    return _ ("It gives out neither a password nor a token.");
  if (!sl_online_account_names_server (account, lookup->server))
    return _ ("The plan names another server than it does. Nothing was sent.");
  return NULL;
}

static void
on_listed_for_lookup (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts
      = sl_online_accounts_list_finish (SL_ONLINE_ACCOUNTS (source), result, &error);
  Lookup     *lookup = g_task_get_task_data (task);
  const char *obstacle;

  if (accounts == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; i < accounts->len && lookup->account == NULL; i++)
    if (g_str_equal (((SlOnlineAccount *) accounts->pdata[i])->id, lookup->id))
      lookup->account = g_ptr_array_steal_index (accounts, i);
  obstacle = find_obstacle (lookup);
  if (obstacle != NULL)
    return_absent (task, SL_OUTCOME_AUTH_NEEDS_ONLINE_ACCOUNT, FALSE, obstacle);
  else
    ask_for_secret (g_steal_pointer (&task));
}

/**
 * sl_online_accounts_lookup_async:
 * @self: online accounts
 * @id: an account there
 * @server: where its secret will be sent; it must be one of the account's own
 * @cancellable: (nullable): ends it early
 * @callback: called once
 * @user_data: for @callback
 *
 * Gets the account's password or access token. A refreshed token comes from there by itself.
 */
void
sl_online_accounts_lookup_async (SlOnlineAccounts   *self,
                                 const char         *id,
                                 const SlServer     *server,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  GTask  *task = g_task_new (self, cancellable, callback, user_data);
  Lookup *lookup = g_new0 (Lookup, 1);

  lookup->id = g_strdup (id);
  lookup->server = sl_server_ref ((SlServer *) server);
  g_task_set_source_tag (task, sl_online_accounts_lookup_async);
  g_task_set_task_data (task, lookup, lookup_free);
  sl_online_accounts_list_async (self, TRUE, cancellable, on_listed_for_lookup, task);
}

/**
 * sl_online_accounts_lookup_finish:
 * @self: online accounts
 * @result: from the callback
 * @error: set to one sentence if the service is absent, silent or confused
 *
 * Returns: (transfer full) (nullable): the credential, or what the user has to do for it
 */
SlCredential *
sl_online_accounts_lookup_finish (SlOnlineAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
