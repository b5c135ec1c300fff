/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service-calls.h"

#include "secret-reader.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>

#define ERROR_PREFIX SL_APPLICATION_ID ".Error."

struct _SlServiceCalls
{
  GObject       parent_instance;
  SlDBusWatch  *skeleton;
  SlEngine     *engine;
  GCancellable *cancellable;
};

/* A StoreSecret or ClearSecret call under way. */
typedef struct
{
  SlServiceCalls        *calls;
  GDBusMethodInvocation *invocation;
  char                  *account_id;
} SecretCall;

static guint quit_signal;

G_DEFINE_FINAL_TYPE (SlServiceCalls, sl_service_calls, G_TYPE_OBJECT)

static void
sl_service_calls_dispose (GObject *object)
{
  SlServiceCalls *self = SL_SERVICE_CALLS (object);

  g_cancellable_cancel (self->cancellable);
  if (self->skeleton != NULL)
    g_signal_handlers_disconnect_by_data (self->skeleton, self);
  g_clear_object (&self->skeleton);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (sl_service_calls_parent_class)->dispose (object);
}

static void
sl_service_calls_finalize (GObject *object)
{
  SlServiceCalls *self = SL_SERVICE_CALLS (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sl_service_calls_parent_class)->finalize (object);
}

static void
sl_service_calls_class_init (SlServiceCallsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_service_calls_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_service_calls_finalize;
  quit_signal = g_signal_new ("quit", SL_TYPE_SERVICE_CALLS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 0);
}

static void
sl_service_calls_init (SlServiceCalls *self)
{
  self->cancellable = g_cancellable_new ();
}

/* Errors */

static const char *
get_watch_error_name (int code)
{
  switch ((SlWatchError) code)
    {
    case SL_WATCH_ERROR_UNKNOWN_ACCOUNT:
      return ERROR_PREFIX "UnknownAccount";
    case SL_WATCH_ERROR_REFUSED:
      return ERROR_PREFIX "Refused";
    case SL_WATCH_ERROR_OFFLINE:
      return ERROR_PREFIX "Offline";
    case SL_WATCH_ERROR_BUSY:
      return ERROR_PREFIX "Busy";
    case SL_WATCH_ERROR_NOTHING:
    default:
      return ERROR_PREFIX "Nothing";
    }
}

static void
return_error (GDBusMethodInvocation *invocation, const GError *error)
{
  if (error->domain == SL_WATCH_ERROR)
    g_dbus_method_invocation_return_dbus_error (invocation, get_watch_error_name (error->code),
                                                error->message);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   error->message);
}

static void
return_unknown_account (GDBusMethodInvocation *invocation, const char *account_id)
{
  g_autofree char *valid = g_utf8_make_valid (account_id, -1);
  g_autofree char *message
      /* Translators: %s is what another program named as an account */
      = g_strdup_printf (_ ("There is no account “%s”."), valid);

  g_dbus_method_invocation_return_dbus_error (invocation, ERROR_PREFIX "UnknownAccount", message);
}

/* Watching */

static gboolean
on_check_now (SlDBusWatch           *skeleton,
              GDBusMethodInvocation *invocation,
              const char            *account_id,
              gboolean               force,
              SlServiceCalls        *self)
{
  g_autoptr (GError) error = NULL;

  if (sl_watcher_check_now (sl_engine_get_watcher (self->engine), account_id, force, &error))
    sl_dbus_watch_complete_check_now (skeleton, invocation);
  else
    return_error (invocation, error);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_pause (SlDBusWatch           *skeleton,
          GDBusMethodInvocation *invocation,
          guint                  seconds,
          SlServiceCalls        *self)
{
  sl_watcher_pause (sl_engine_get_watcher (self->engine), seconds);
  sl_dbus_watch_complete_pause (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_resume (SlDBusWatch *skeleton, GDBusMethodInvocation *invocation, SlServiceCalls *self)
{
  sl_watcher_resume (sl_engine_get_watcher (self->engine));
  sl_dbus_watch_complete_resume (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_mute (SlDBusWatch           *skeleton,
         GDBusMethodInvocation *invocation,
         const char            *account_id,
         guint                  seconds,
         SlServiceCalls        *self)
{
  g_autoptr (GError) error = NULL;

  if (sl_watcher_mute (sl_engine_get_watcher (self->engine), account_id, seconds, &error))
    sl_dbus_watch_complete_mute (skeleton, invocation);
  else
    return_error (invocation, error);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Secrets */

static SecretCall *
secret_call_new (SlServiceCalls *calls, GDBusMethodInvocation *invocation, const char *account_id)
{
  SecretCall *call = g_new0 (SecretCall, 1);

  call->calls = g_object_ref (calls);
  call->invocation = g_object_ref (invocation);
  call->account_id = g_strdup (account_id);
  return call;
}

static void
secret_call_free (SecretCall *call)
{
  g_object_unref (call->calls);
  g_object_unref (call->invocation);
  g_free (call->account_id);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SecretCall, secret_call_free)

static void
announce_secret (SecretCall *call)
{
  if (call->calls->engine != NULL)
    sl_watcher_secret_changed (sl_engine_get_watcher (call->calls->engine), call->account_id);
}

/* A practice has no keyring, and an account's name must be one. */
static SlKeyring *
get_keyring (SlServiceCalls *self, GDBusMethodInvocation *invocation, const char *account_id)
{
  SlKeyring *keyring = sl_engine_get_keyring (self->engine);

  if (!sl_account_id_is_valid (account_id))
    {
      return_unknown_account (invocation, account_id);
      return NULL;
    }
  if (keyring == NULL)
    g_dbus_method_invocation_return_error_literal (
        invocation, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED, _ ("A practice keeps no passwords."));
  return keyring;
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SecretCall) call = user_data;
  g_autoptr (GError) error = NULL;
  SlKeyring *keyring = SL_KEYRING (source);

  if (!sl_keyring_store_finish (keyring, result, &error))
    {
      return_error (call->invocation, error);
      return;
    }
  sl_dbus_watch_complete_store_secret (call->calls->skeleton, call->invocation, NULL,
                                       sl_keyring_get_problem (keyring) == NULL ? "keyring"
                                                                                : "memory");
  announce_secret (call);
}

static char *
compose_label (SlServiceCalls *self, const char *account_id)
{
  const SlAccount *account = sl_plan_get_account (sl_engine_get_plan (self->engine), account_id);

  /* Translators: what the keyring program shows beside a password; %s is an account's name */
  return g_strdup_printf (_ ("Storm Lantern: %s"), account != NULL ? account->name : account_id);
}

static void
on_secret_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SecretCall) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlSecret) secret = sl_secret_reader_read_finish (result, &error);
  g_autofree char *label = NULL;
  SlServiceCalls  *self = call->calls;
  const char      *account_id = call->account_id;

  if (secret == NULL)
    {
      return_error (call->invocation, error);
      return;
    }
  label = compose_label (self, account_id);
  sl_keyring_store_async (sl_engine_get_keyring (self->engine), account_id, label, secret,
                          self->cancellable, on_stored, g_steal_pointer (&call));
}

static gboolean
on_store_secret (SlDBusWatch           *skeleton,
                 GDBusMethodInvocation *invocation,
                 GUnixFDList           *fd_list,
                 const char            *account_id,
                 GVariant              *handle,
                 SlServiceCalls        *self)
{
  g_autoptr (GError) error = NULL;
  int fd = -1;

  if (get_keyring (self, invocation, account_id) == NULL)
    return G_DBUS_METHOD_INVOCATION_HANDLED;
  if (fd_list != NULL)
    fd = g_unix_fd_list_get (fd_list, g_variant_get_handle (handle), &error);
  if (fd < 0)
    {
      g_dbus_method_invocation_return_error_literal (
          invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
          _ ("The password's file descriptor is missing."));
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  sl_secret_reader_read_async (fd, self->cancellable, on_secret_read,
                               secret_call_new (self, invocation, account_id));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SecretCall) call = user_data;
  g_autoptr (GError) error = NULL;

  if (!sl_keyring_clear_finish (SL_KEYRING (source), result, &error))
    {
      return_error (call->invocation, error);
      return;
    }
  sl_dbus_watch_complete_clear_secret (call->calls->skeleton, call->invocation);
  announce_secret (call);
}

static gboolean
on_clear_secret (SlDBusWatch           *skeleton,
                 GDBusMethodInvocation *invocation,
                 const char            *account_id,
                 SlServiceCalls        *self)
{
  SlKeyring *keyring = get_keyring (self, invocation, account_id);

  if (keyring != NULL)
    {
      sl_token_keeper_forget (sl_engine_get_token_keeper (self->engine), account_id);
      sl_keyring_clear_async (keyring, account_id, self->cancellable, on_cleared,
                              secret_call_new (self, invocation, account_id));
    }
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* The End */

static gboolean
on_quit (SlDBusWatch *skeleton, GDBusMethodInvocation *invocation, SlServiceCalls *self)
{
  sl_dbus_watch_complete_quit (skeleton, invocation);
  g_signal_emit (self, quit_signal, 0);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/**
 * sl_service_calls_new:
 * @skeleton: the service's face on the bus
 * @engine: what the calls act on
 *
 * Returns: (transfer full): answers calls from now on
 */
SlServiceCalls *
sl_service_calls_new (SlDBusWatch *skeleton, SlEngine *engine)
{
  SlServiceCalls *self = g_object_new (SL_TYPE_SERVICE_CALLS, NULL);

  self->skeleton = g_object_ref (skeleton);
  self->engine = g_object_ref (engine);
  g_signal_connect (skeleton, "handle-check-now", G_CALLBACK (on_check_now), self);
  g_signal_connect (skeleton, "handle-pause", G_CALLBACK (on_pause), self);
  g_signal_connect (skeleton, "handle-resume", G_CALLBACK (on_resume), self);
  g_signal_connect (skeleton, "handle-mute", G_CALLBACK (on_mute), self);
  g_signal_connect (skeleton, "handle-store-secret", G_CALLBACK (on_store_secret), self);
  g_signal_connect (skeleton, "handle-clear-secret", G_CALLBACK (on_clear_secret), self);
  g_signal_connect (skeleton, "handle-quit", G_CALLBACK (on_quit), self);
  return self;
}
