/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "watch-client.h"

#include "account-list.h"
#include "call-error.h"
#include "secret-pipe.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>

#define ERROR_PREFIX SL_APPLICATION_ID ".Error."
#define ERROR_REFUSED ERROR_PREFIX "Refused"
#define ERROR_BUSY ERROR_PREFIX "Busy"

struct _SlWatchClient
{
  GObject               parent_instance;
  char                 *bus_name;
  GCancellable         *cancellable;
  gboolean              passive; /* the bus is not asked to start the service */
  SlDBusWatch          *proxy;
  SlWatchClientPresence presence;
  GListStore           *accounts;
  GHashTable *introduced; /* account id to its SlSecret or NULL, until the service knows it */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACCOUNTS_CHANGED,
  SIGNAL_MESSAGE,
  SIGNAL_REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlWatchClient, sl_watch_client, G_TYPE_OBJECT)

static void
emit_message (SlWatchClient *self, const char *sentence)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, sentence);
}

/* Requests */

static void
emit_call_error (SlWatchClient *self, GError *error, const char *account_id)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_strcmp0 (name, ERROR_BUSY) == 0)
    return;
  if (g_strcmp0 (name, ERROR_REFUSED) == 0)
    {
      g_signal_emit (self, signals[SIGNAL_REFUSED], 0, account_id);
      return;
    }
  sentence = sl_call_error_to_sentence (error);
  emit_message (self, sentence);
}

static void
on_call_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);

  if (reply == NULL)
    emit_call_error (g_task_get_source_object (task), error, g_task_get_task_data (task));
}

/* The task only carries a reference to the client and the account's id to the callback. */
static GTask *
new_request (SlWatchClient *self, const char *account_id)
{
  GTask *task = g_task_new (self, self->cancellable, NULL, NULL);

  g_task_set_source_tag (task, new_request);
  g_task_set_task_data (task, g_strdup (account_id), g_free);
  return task;
}

/**
 * sl_watch_client_call:
 * @self: a client
 * @method: of the service's interface, without an answer
 * @arguments: (nullable) (transfer floating): a tuple
 * @account_id: (nullable): whom it is about
 *
 * What comes of it is told by the signals "message" and "refused".
 */
void
sl_watch_client_call (SlWatchClient *self,
                      const char    *method,
                      GVariant      *arguments,
                      const char    *account_id)
{
  if (self->proxy == NULL)
    {
      if (arguments != NULL)
        g_variant_unref (g_variant_ref_sink (arguments));
      emit_message (self, _ ("The background service does not answer."));
      return;
    }
  g_dbus_proxy_call (G_DBUS_PROXY (self->proxy), method, arguments, G_DBUS_CALL_FLAGS_NONE, -1,
                     self->cancellable, on_call_ready, new_request (self, account_id));
}

/* Introducing accounts */

static void
on_secret_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SlWatchClient   *self = g_task_get_source_object (task);
  const char      *account_id = g_task_get_task_data (task);
  g_autofree char *where = NULL;
  g_autoptr (GError) error = NULL;

  if (!sl_dbus_watch_call_store_secret_finish (SL_DBUS_WATCH (source), &where, NULL, result,
                                               &error))
    {
      emit_call_error (self, error, account_id);
      return;
    }
  if (g_str_equal (where, "memory"))
    emit_message (self, _ ("There is no keyring here. The password is kept until you sign out."));
  sl_watch_client_check_now (self, account_id, FALSE);
}

static void
store_secret (SlWatchClient *self, const char *account_id, SlSecret *secret)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUnixFDList) descriptors = sl_secret_pipe_new (secret, &error);

  if (descriptors == NULL)
    {
      emit_message (self, error->message);
      return;
    }
  sl_dbus_watch_call_store_secret (self->proxy, account_id, g_variant_new_handle (0), descriptors,
                                   self->cancellable, on_secret_stored,
                                   new_request (self, account_id));
}

static void
introduce_known_accounts (SlWatchClient *self)
{
  GHashTableIter iter;
  gpointer       key, value;

  g_hash_table_iter_init (&iter, self->introduced);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_autofree char *account_id = NULL;
      g_autoptr (SlSecret) secret = NULL;

      if (sl_watch_client_lookup (self, key) == NULL)
        continue;
      account_id = g_strdup (key);
      secret = value != NULL ? sl_secret_ref (value) : NULL;
      g_hash_table_iter_remove (&iter);
      if (secret != NULL)
        store_secret (self, account_id, secret);
      else
        sl_watch_client_check_now (self, account_id, FALSE);
    }
}

static void
clear_introduced (gpointer secret)
{
  if (secret != NULL)
    sl_secret_unref (secret);
}

/* Following the service */

static void
update_accounts (SlWatchClient *self)
{
  g_autoptr (GVariant) accounts = sl_dbus_watch_dup_accounts (self->proxy);

  sl_account_list_update (self->accounts, accounts);
  g_signal_emit (self, signals[SIGNAL_ACCOUNTS_CHANGED], 0);
  introduce_known_accounts (self);
}

static void
set_presence (SlWatchClient *self, SlWatchClientPresence presence)
{
  if (self->presence == presence)
    return;
  self->presence = presence;
  if (presence == SL_WATCH_CLIENT_PRESENT)
    update_accounts (self);
  else
    {
      g_list_store_remove_all (self->accounts);
      g_signal_emit (self, signals[SIGNAL_ACCOUNTS_CHANGED], 0);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_name_owner_changed (SlWatchClient *self)
{
  g_autofree char *owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (self->proxy));

  set_presence (self, owner != NULL ? SL_WATCH_CLIENT_PRESENT : SL_WATCH_CLIENT_ABSENT);
}

static void
on_properties_changed (SlWatchClient *self, GVariant *changed)
{
  g_autoptr (GVariant) accounts = g_variant_lookup_value (changed, "Accounts", NULL);
  g_autoptr (GVariant) feeds = g_variant_lookup_value (changed, "ChannelFeeds", NULL);

  if (self->presence != SL_WATCH_CLIENT_PRESENT)
    return;
  if (accounts != NULL)
    update_accounts (self);
  else if (feeds != NULL)
    g_signal_emit (self, signals[SIGNAL_ACCOUNTS_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void connect_proxy (SlWatchClient *self, GDBusProxyFlags flags);

static void
on_proxy_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlDBusWatch) proxy = sl_dbus_watch_proxy_new_for_bus_finish (result, &error);
  SlWatchClient *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = SL_WATCH_CLIENT (user_data);
  if (proxy == NULL)
    {
      g_debug ("no connection to %s: %s", self->bus_name, error->message);
      set_presence (self, SL_WATCH_CLIENT_ABSENT);
      /* The bus failed to start it; wait for it to be started in another way. */
      if (!self->passive)
        connect_proxy (self, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START);
      return;
    }
  self->proxy = g_steal_pointer (&proxy);
  g_signal_connect_object (self->proxy, "notify::g-name-owner", G_CALLBACK (on_name_owner_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->proxy, "g-properties-changed", G_CALLBACK (on_properties_changed),
                           self, G_CONNECT_SWAPPED);
  on_name_owner_changed (self);
}

static void
connect_proxy (SlWatchClient *self, GDBusProxyFlags flags)
{
  self->passive = flags == G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START;
  sl_dbus_watch_proxy_new_for_bus (G_BUS_TYPE_SESSION, flags, self->bus_name, SL_WATCH_OBJECT_PATH,
                                   self->cancellable, on_proxy_ready, self);
}

/* Object */

static void
sl_watch_client_dispose (GObject *object)
{
  SlWatchClient *self = SL_WATCH_CLIENT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->proxy);
  G_OBJECT_CLASS (sl_watch_client_parent_class)->dispose (object);
}

static void
sl_watch_client_finalize (GObject *object)
{
  SlWatchClient *self = SL_WATCH_CLIENT (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->introduced, g_hash_table_unref);
  g_clear_pointer (&self->bus_name, g_free);
  G_OBJECT_CLASS (sl_watch_client_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, guint n_parameters)
{
  return g_signal_new (name, SL_TYPE_WATCH_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_parameters, G_TYPE_STRING);
}

static void
sl_watch_client_class_init (SlWatchClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sl_watch_client_dispose;
  object_class->finalize = sl_watch_client_finalize;

  signals[SIGNAL_CHANGED] = new_signal ("changed", 0);
  signals[SIGNAL_ACCOUNTS_CHANGED] = new_signal ("accounts-changed", 0);
  signals[SIGNAL_MESSAGE] = new_signal ("message", 1);
  signals[SIGNAL_REFUSED] = new_signal ("refused", 1);
}

static void
sl_watch_client_init (SlWatchClient *self)
{
  self->cancellable = g_cancellable_new ();
  self->accounts = g_list_store_new (SL_TYPE_ACCOUNT_ITEM);
  self->introduced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, clear_introduced);
}

/**
 * sl_watch_client_new:
 * @bus_name: %SL_WATCH_BUS_NAME or %SL_PRACTICE_BUS_NAME
 *
 * Begins to connect; the service is started through the bus if it can be.
 *
 * Returns: (transfer full): a client, connecting
 */
SlWatchClient *
sl_watch_client_new (const char *bus_name)
{
  SlWatchClient *self = g_object_new (SL_TYPE_WATCH_CLIENT, NULL);

  self->bus_name = g_strdup (bus_name);
  /* The service is started by the bus; a practice is not: it is begun on purpose. */
  connect_proxy (self, g_str_equal (bus_name, SL_PRACTICE_BUS_NAME)
                           ? G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START
                           : G_DBUS_PROXY_FLAGS_NONE);
  return self;
}

/**
 * sl_watch_client_get_presence:
 * @self: a client
 *
 * Returns: whether the service answers
 */
SlWatchClientPresence
sl_watch_client_get_presence (SlWatchClient *self)
{
  return self->presence;
}

/**
 * sl_watch_client_get_proxy:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): for calls whose answer only one page wants; %NULL while the
 *   service is absent
 */
SlDBusWatch *
sl_watch_client_get_proxy (SlWatchClient *self)
{
  return self->presence == SL_WATCH_CLIENT_PRESENT ? self->proxy : NULL;
}

/**
 * sl_watch_client_get_accounts:
 * @self: a client
 *
 * Returns: (transfer none): a model of SlAccountItem in the plan's order; empty while absent
 */
GListModel *
sl_watch_client_get_accounts (SlWatchClient *self)
{
  return G_LIST_MODEL (self->accounts);
}

/**
 * sl_watch_client_dup_channel_feeds:
 * @self: a client
 *
 * Returns: (transfer full) (nullable): what the status pages of the channels' providers say, an
 *   aa{sv} as in the D-Bus interface; %NULL while the service is absent
 */
GVariant *
sl_watch_client_dup_channel_feeds (SlWatchClient *self)
{
  return self->presence == SL_WATCH_CLIENT_PRESENT ? sl_dbus_watch_dup_channel_feeds (self->proxy)
                                                   : NULL;
}

/**
 * sl_watch_client_lookup:
 * @self: a client
 * @account_id: an account's id
 *
 * Returns: (transfer none) (nullable): its item, if the service knows it
 */
SlAccountItem *
sl_watch_client_lookup (SlWatchClient *self, const char *account_id)
{
  return sl_account_list_lookup (G_LIST_MODEL (self->accounts), account_id);
}

/**
 * sl_watch_client_get_state:
 * @self: a client
 *
 * Returns: the lantern's state; unknown while the service is absent
 */
SlState
sl_watch_client_get_state (SlWatchClient *self)
{
  SlState state = SL_STATE_UNKNOWN;

  if (self->presence == SL_WATCH_CLIENT_PRESENT)
    sl_state_from_nick (sl_dbus_watch_get_state (self->proxy), &state);
  return state;
}

/**
 * sl_watch_client_get_headline:
 * @self: a client
 *
 * Returns: (transfer none): one sentence for people, "" while the service is absent
 */
const char *
sl_watch_client_get_headline (SlWatchClient *self)
{
  const char *headline = NULL;

  if (self->presence == SL_WATCH_CLIENT_PRESENT)
    headline = sl_dbus_watch_get_headline (self->proxy);
  return headline != NULL ? headline : "";
}

/**
 * sl_watch_client_get_plan_path:
 * @self: a client
 *
 * Returns: (transfer none): the plan file that the service follows, "" if it did not say
 */
const char *
sl_watch_client_get_plan_path (SlWatchClient *self)
{
  const char *path = NULL;

  if (self->presence == SL_WATCH_CLIENT_PRESENT)
    path = sl_dbus_watch_get_plan_path (self->proxy);
  return path != NULL ? path : "";
}

/**
 * sl_watch_client_get_paused_until:
 * @self: a client
 *
 * Returns: Unix seconds; 0: not paused; %G_MAXINT64: until resumed
 */
gint64
sl_watch_client_get_paused_until (SlWatchClient *self)
{
  if (self->presence != SL_WATCH_CLIENT_PRESENT)
    return 0;
  return sl_dbus_watch_get_paused_until (self->proxy);
}

/**
 * sl_watch_client_is_practice:
 * @self: a client
 *
 * Returns: whether what it shows is a practice and not the user's mail
 */
gboolean
sl_watch_client_is_practice (SlWatchClient *self)
{
  if (g_str_equal (self->bus_name, SL_PRACTICE_BUS_NAME))
    return TRUE;
  return self->presence == SL_WATCH_CLIENT_PRESENT && sl_dbus_watch_get_practice (self->proxy);
}

/**
 * sl_watch_client_dup_problems:
 * @self: a client
 *
 * Returns: (transfer full) (nullable): an a{ss} of what the service has to do without
 */
GVariant *
sl_watch_client_dup_problems (SlWatchClient *self)
{
  if (self->presence != SL_WATCH_CLIENT_PRESENT)
    return NULL;
  return sl_dbus_watch_dup_problems (self->proxy);
}

/**
 * sl_watch_client_introduce:
 * @self: a client
 * @account_id: an account that stands in the plan, perhaps since a moment ago
 * @secret: (nullable): its password, %NULL to leave it as it is
 *
 * Hands over the password and has the account checked, as soon as the service knows the account: it
 * follows the plan's file and may need a moment. The secret travels through a pipe, never in a
 * message.
 */
void
sl_watch_client_introduce (SlWatchClient *self, const char *account_id, SlSecret *secret)
{
  g_hash_table_insert (self->introduced, g_strdup (account_id),
                       secret != NULL ? sl_secret_ref (secret) : NULL);
  introduce_known_accounts (self);
}

/**
 * sl_watch_client_check_now:
 * @self: a client
 * @account_id: an account's id, "" for all
 * @force: try a password that was refused before; the user was asked
 */
void
sl_watch_client_check_now (SlWatchClient *self, const char *account_id, gboolean force)
{
  sl_watch_client_call (self, "CheckNow", g_variant_new ("(sb)", account_id, force), account_id);
}

/**
 * sl_watch_client_pause:
 * @self: a client
 * @seconds: how long nothing is checked; 0: until resumed
 */
void
sl_watch_client_pause (SlWatchClient *self, guint seconds)
{
  sl_watch_client_call (self, "Pause", g_variant_new ("(u)", seconds), NULL);
}

/**
 * sl_watch_client_resume:
 * @self: a client
 */
void
sl_watch_client_resume (SlWatchClient *self)
{
  sl_watch_client_call (self, "Resume", NULL, NULL);
}

/**
 * sl_watch_client_mute:
 * @self: a client
 * @account_id: an account's id
 * @seconds: how long nothing is told of it; 0: tell again; %G_MAXUINT32: until told otherwise
 */
void
sl_watch_client_mute (SlWatchClient *self, const char *account_id, guint seconds)
{
  sl_watch_client_call (self, "Mute", g_variant_new ("(su)", account_id, seconds), account_id);
}

/**
 * sl_watch_client_clear_secret:
 * @self: a client
 * @account_id: an account's id, also of one that is gone from the plan
 *
 * Has its password forgotten, without a word: there may be none.
 */
void
sl_watch_client_clear_secret (SlWatchClient *self, const char *account_id)
{
  if (self->proxy != NULL)
    sl_dbus_watch_call_clear_secret (self->proxy, account_id, self->cancellable, NULL, NULL);
}
