/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three things about libsecret's file in a sandbox, seen with 0.20.5:
 *
 * - It hears of the portal's answer only after it has read the portal's reply. If the answer comes
 *   in between, as it does on a busy machine, libsecret waits for it without an end. (Newer ones
 *   listen before they ask.)
 * - To cancel it while it waits blocks the thread for ever: it disconnects from the cancellable
 *   within the cancellable's own signal. Newer ones leave the answer's handler connected to what
 *   was freed instead.
 * - Until the first question is answered, each call puts one more and reads the file once more;
 * what is stored in one such copy is not seen in the others.
 */
#define G_LOG_DOMAIN "sl-desktop"

#include "keyring-opener.h"

#include "portal-request.h"

/* What libsecret does after the portal's answer, reading a pipe and a file, takes much less. */
#define GRACE_SECONDS 3

struct _SlKeyringOpener
{
  GObject parent_instance;

  const SecretSchema *schema;
  GHashTable         *attributes;
  GPtrArray          *waiting; /* GTask, the oldest first */
  GDBusConnection    *bus;     /* nullable: not asked for yet, or there is none */
  guint               subscription;
  guint               name_watch;
  guint               grace;     /* 0: no answer of the portal's has come */
  guint               n_asked;   /* the newest question's number */
  gboolean            is_asking; /* the newest question is not answered */
  gboolean            is_open;
  gboolean            has_portal;
};

G_DEFINE_FINAL_TYPE (SlKeyringOpener, sl_keyring_opener, G_TYPE_OBJECT)

/* One may never be answered; what it holds is lost then, as libsecret's part of it is. */
typedef struct
{
  SlKeyringOpener *opener;
  guint            number;
} Question;

static void ask (SlKeyringOpener *self);

/* The Portal's Side */

static void
stop_listening (SlKeyringOpener *self)
{
  g_clear_handle_id (&self->grace, g_source_remove);
  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);
}

static void
resolve (SlKeyringOpener *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = self->waiting;

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->is_asking = FALSE;
  for (guint i = 0; i < waiting->len; i++)
    {
      g_source_destroy (g_task_get_task_data (waiting->pdata[i]));
      if (error != NULL)
        g_task_return_error (waiting->pdata[i], g_error_copy (error));
      else
        g_task_return_boolean (waiting->pdata[i], TRUE);
    }
}

static gboolean
on_grace_over (gpointer user_data)
{
  SlKeyringOpener *self = user_data;

  self->grace = 0;
  g_debug ("The secret portal's answer was missed, so it is asked again");
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
on_response (GDBusConnection *connection,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  SlKeyringOpener *self = user_data;

  if (self->is_asking && self->grace == 0 && !sl_portal_request_is_own (path))
    self->grace = g_timeout_add_seconds (GRACE_SECONDS, on_grace_over, self);
}

static void
on_portal_appeared (GDBusConnection *connection,
                    const char      *name,
                    const char      *owner,
                    gpointer         user_data)
{
  SL_KEYRING_OPENER (user_data)->has_portal = TRUE;
}

/* A question that was open is lost with it. */
static void
on_portal_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  SlKeyringOpener *self = user_data;
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_CLOSED, "the portal ended");

  if (self->has_portal && self->is_asking)
    resolve (self, error);
  self->has_portal = FALSE;
}

static void
listen (SlKeyringOpener *self)
{
  self->subscription = g_dbus_connection_signal_subscribe (
      self->bus, SL_PORTAL_NAME, SL_PORTAL_REQUEST_INTERFACE, "Response", NULL, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_response, self, NULL);
  self->name_watch
      = g_bus_watch_name_on_connection (self->bus, SL_PORTAL_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                        on_portal_appeared, on_portal_vanished, self, NULL);
}

/* Asking */

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (SlKeyringOpener) self = question->opener;
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  g_list_free_full (items, g_object_unref);
  if (error == NULL)
    {
      self->is_open = TRUE;
      stop_listening (self);
      resolve (self, NULL);
    }
  else if (self->is_asking && question->number == self->n_asked)
    {
      g_clear_handle_id (&self->grace, g_source_remove);
      resolve (self, error);
    }
}

static void
ask (SlKeyringOpener *self)
{
  Question *question = g_new0 (Question, 1);

  question->opener = g_object_ref (self);
  question->number = ++self->n_asked;
  secret_password_searchv (self->schema, self->attributes, SECRET_SEARCH_NONE, NULL, on_answer,
                           question);
}

/* Without a bus libsecret has to say so itself. */
static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlKeyringOpener) self = user_data;

  self->bus = g_bus_get_finish (result, NULL);
  if (self->bus != NULL)
    listen (self);
  ask (self);
}

static void
begin (SlKeyringOpener *self)
{
  self->is_asking = TRUE;
  if (self->bus != NULL)
    ask (self);
  else
    g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, g_object_ref (self));
}

/* Life */

static void
sl_keyring_opener_dispose (GObject *object)
{
  stop_listening (SL_KEYRING_OPENER (object));
  G_OBJECT_CLASS (sl_keyring_opener_parent_class)->dispose (object);
}

static void
sl_keyring_opener_finalize (GObject *object)
{
  SlKeyringOpener *self = SL_KEYRING_OPENER (object);

  g_ptr_array_unref (self->waiting);
  g_hash_table_unref (self->attributes);
  G_OBJECT_CLASS (sl_keyring_opener_parent_class)->finalize (object);
}

static void
sl_keyring_opener_class_init (SlKeyringOpenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_keyring_opener_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_keyring_opener_finalize;
}

static void
sl_keyring_opener_init (SlKeyringOpener *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * sl_keyring_opener_new:
 * @schema: of the caller's items; must live as long as the program
 * @attributes: of an item that nobody has: the first question is a search for it
 *
 * Returns: (transfer full): an opener that has asked nothing yet
 */
SlKeyringOpener *
sl_keyring_opener_new (const SecretSchema *schema, GHashTable *attributes)
{
  SlKeyringOpener *self = g_object_new (SL_TYPE_KEYRING_OPENER, NULL);

  self->schema = schema;
  self->attributes = g_hash_table_ref (attributes);
  return self;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  g_ptr_array_remove (SL_KEYRING_OPENER (g_task_get_source_object (task))->waiting, task);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/* It never strikes without a cancellable, but can be destroyed all the same. */
static GSource *
follow (GTask *task, GCancellable *cancellable)
{
  GSource *source = g_cancellable_source_new (cancellable);

  g_source_set_callback (source, G_SOURCE_FUNC (on_cancelled), task, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

/**
 * sl_keyring_opener_open_async:
 * @self: an opener
 * @cancellable: (nullable): ends the waiting, not the question
 * @callback: called when libsecret has got its answer; those who wait are called in the order in
 *   which they came
 * @user_data: for @callback
 *
 * Waits for libsecret to be ready. There is no time limit: the user may be asked to unlock the
 * keyring. Once it is open it stays open.
 */
void
sl_keyring_opener_open_async (SlKeyringOpener    *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (SL_IS_KEYRING_OPENER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_keyring_opener_open_async);
  if (self->is_open)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  g_task_set_task_data (task, follow (task, cancellable), (GDestroyNotify) g_source_unref);
  g_ptr_array_add (self->waiting, task);
  if (!self->is_asking)
    begin (self);
}

/**
 * sl_keyring_opener_open_finish:
 * @self: an opener
 * @result: from the callback
 * @error: %G_IO_ERROR_CANCELLED, or why there is no keyring: libsecret's, GDBus's or
 *   %G_IO_ERROR_CLOSED if the portal ended while it was asked
 *
 * Returns: whether libsecret can be called
 */
gboolean
sl_keyring_opener_open_finish (SlKeyringOpener *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
