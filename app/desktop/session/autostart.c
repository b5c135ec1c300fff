/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "autostart.h"

#include "autostart-file.h"
#include "installation.h"
#include "portal-request.h"

#include <glib/gi18n-lib.h>

#define FOLDER_MODE 0700

struct _SlAutostart
{
  GObject parent_instance;

  SlAutostartState state;
  char            *problem; /* nullable */
  /* outside of a sandbox */
  char         *path;    /* nullable: inside */
  GFileMonitor *monitor; /* nullable: the file cannot be followed */
  /* inside */
  GDBusConnection *connection; /* nullable: outside */
  GCancellable    *asking;     /* nullable: the portal has answered */
  gboolean         wanted;     /* what the portal was asked for */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SlAutostart, sl_autostart, G_TYPE_OBJECT)

static void
sl_autostart_dispose (GObject *object)
{
  SlAutostart *self = SL_AUTOSTART (object);

  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (sl_autostart_parent_class)->dispose (object);
}

static void
sl_autostart_class_init (SlAutostartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_autostart_dispose;
  changed_signal = g_signal_new ("changed", SL_TYPE_AUTOSTART, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
sl_autostart_init (SlAutostart *self)
{
}

static void
become (SlAutostart *self, SlAutostartState state, const char *problem)
{
  if (state == self->state && g_strcmp0 (problem, self->problem) == 0)
    return;
  self->state = state;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_signal_emit (self, changed_signal, 0);
}

/* The File */

static SlAutostartState
read_file (SlAutostart *self)
{
  return sl_autostart_file_is_enabled (self->path) ? SL_AUTOSTART_ON : SL_AUTOSTART_OFF;
}

static void
on_file_changed (SlAutostart *self)
{
  SlAutostartState state = read_file (self);

  if (state != self->state)
    become (self, state, NULL);
}

static void
set_file (SlAutostart *self, gboolean wanted)
{
  g_autoptr (GError) error = NULL;

  if (wanted)
    sl_autostart_file_write (self->path, &error);
  else
    sl_autostart_file_remove (self->path, &error);
  become (self, read_file (self), error != NULL ? error->message : NULL);
}

/* The Portal */

/* What the user can do where the desktop does not help. */
static char *
describe_own_way (void)
{
  g_autofree char *program = sl_installation_get_program ("stormlantern-watch");
  g_autofree char *command
      = g_strdup_printf ("flatpak run --command=%s %s", program, SL_APPLICATION_ID);

  return g_strdup_printf (
      /* Translators: %s is a command to be copied. */
      _ ("This desktop cannot start Storm Lantern at login by itself. Add the command “%s” to its "
         "list of startup programs."),
      command);
}

static const char *
describe_refusal (void)
{
  return _ ("Your desktop does not let Storm Lantern start at login. Allow it to run in the "
            "background in the desktop's settings, under Apps, and try again.");
}

static gboolean
is_absent (const GError *error)
{
  const int absent[]
      = { G_DBUS_ERROR_SERVICE_UNKNOWN, G_DBUS_ERROR_NAME_HAS_NO_OWNER, G_DBUS_ERROR_UNKNOWN_METHOD,
          G_DBUS_ERROR_UNKNOWN_INTERFACE, G_DBUS_ERROR_UNKNOWN_OBJECT };

  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    if (g_error_matches (error, G_DBUS_ERROR, absent[i]))
      return TRUE;
  return FALSE;
}

static char *
describe_error (const GError *error, gboolean wanted)
{
  if (!wanted)
    return g_strdup (_ ("Your desktop did not switch starting at login off. Remove Storm Lantern "
                        "from its list of startup programs."));
  if (is_absent (error))
    return describe_own_way ();
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED))
    return g_strdup (describe_refusal ());
  return g_strdup (_ ("Your desktop did not answer whether Storm Lantern may start at login. "
                      "Try again."));
}

static SlAutostartState
read_answer (GVariant *answer)
{
  gboolean autostart = FALSE;

  g_variant_lookup (answer, "autostart", "b", &autostart);
  return autostart ? SL_AUTOSTART_ON : SL_AUTOSTART_OFF;
}

static void
take_answer (SlAutostart *self, GVariant *answer)
{
  SlAutostartState state = read_answer (answer);

  become (self, state, self->wanted && state == SL_AUTOSTART_OFF ? describe_refusal () : NULL);
}

/* A desktop that did not take the wish away still starts the service. */
static void
take_error (SlAutostart *self, const GError *error)
{
  SlAutostartState before = self->wanted ? SL_AUTOSTART_OFF : SL_AUTOSTART_ON;
  g_autofree char *problem = describe_error (error, self->wanted);

  g_message ("Starting at login: %s", error->message);
  become (self, before, problem);
}

static void
on_portal_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SlAutostart *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = sl_portal_request_finish (result, &error);

  /* Another wish came, or the end, and then there is nobody any more. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  g_clear_object (&self->asking);
  if (answer != NULL)
    take_answer (self, answer);
  /* Also the answer of a desktop whose settings forbid it, which has shown no question. Nothing is
   * started at login then, whatever was wished. */
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    become (self, SL_AUTOSTART_OFF, self->wanted ? describe_refusal () : NULL);
  else
    take_error (self, error);
}

static GVariant *
make_options (gboolean wanted)
{
  g_autofree char *program = sl_installation_get_program ("stormlantern-watch");
  const char      *command[] = { program, NULL };
  GVariantDict     options = G_VARIANT_DICT_INIT (NULL);

  /* The portal takes at most 256 characters. */
  g_variant_dict_insert (&options, "reason", "s",
                         _ ("To notice at once when your mail sign-in breaks."));
  g_variant_dict_insert (&options, "autostart", "b", wanted);
  g_variant_dict_insert (&options, "dbus-activatable", "b", FALSE);
  g_variant_dict_insert_value (&options, "commandline", g_variant_new_strv (command, -1));
  return g_variant_dict_end (&options);
}

static void
ask_portal (SlAutostart *self, gboolean wanted)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  self->wanted = wanted;
  become (self, SL_AUTOSTART_ASKING, NULL);
  sl_portal_request_async (self->connection, "org.freedesktop.portal.Background",
                           "RequestBackground", make_options (wanted), self->asking,
                           on_portal_answered, self);
}

/* A folder that is not there could only be watched by asking again and again. */
static GFileMonitor *
monitor_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (g_mkdir_with_parents (folder, FOLDER_MODE) != 0)
    return NULL;
  return g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
}

/**
 * sl_autostart_new_for_file:
 *
 * Returns: (transfer full): what the user's own file says, for a program outside of a sandbox
 *
 * Source: Desktop Application Autostart Specification 0.5.
 */
SlAutostart *
sl_autostart_new_for_file (void)
{
  SlAutostart *self = g_object_new (SL_TYPE_AUTOSTART, NULL);

  self->path = sl_autostart_file_get_path ();
  self->state = read_file (self);
  self->monitor = monitor_file (self->path);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (on_file_changed), self);
  return self;
}

/**
 * sl_autostart_new_for_portal:
 * @connection: the session bus
 * @granted: what the portal answered last time
 *
 * Returns: (transfer full): what the desktop decides, for a program inside a sandbox
 *
 * Source: XDG Desktop Portal, org.freedesktop.portal.Background, version 1.
 */
SlAutostart *
sl_autostart_new_for_portal (GDBusConnection *connection, gboolean granted)
{
  SlAutostart *self = g_object_new (SL_TYPE_AUTOSTART, NULL);

  self->connection = g_object_ref (connection);
  self->state = granted ? SL_AUTOSTART_ON : SL_AUTOSTART_OFF;
  return self;
}

/**
 * sl_autostart_get_state:
 * @self: the autostart
 *
 * Returns: how it is, not how it is wanted
 */
SlAutostartState
sl_autostart_get_state (SlAutostart *self)
{
  g_return_val_if_fail (SL_IS_AUTOSTART (self), SL_AUTOSTART_OFF);

  return self->state;
}

/**
 * sl_autostart_get_problem:
 * @self: the autostart
 *
 * Returns: (transfer none) (nullable): why the last wish was not granted and what to do, for people
 */
const char *
sl_autostart_get_problem (SlAutostart *self)
{
  g_return_val_if_fail (SL_IS_AUTOSTART (self), NULL);

  return self->problem;
}

/**
 * sl_autostart_set:
 * @self: the autostart
 * @wanted: whether the service is to start when the user logs in
 *
 * Asks for it; "changed" tells what came of it. A newer wish replaces one that is not answered yet.
 */
void
sl_autostart_set (SlAutostart *self, gboolean wanted)
{
  g_return_if_fail (SL_IS_AUTOSTART (self));

  if (self->path != NULL)
    set_file (self, wanted);
  else
    ask_portal (self, wanted);
}
