/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "window-launcher.h"

#include "installation.h"

struct _SlWindowLauncher
{
  GObject parent_instance;

  GDBusConnection *connection;
  char            *application_id;
  char            *object_path;
};

G_DEFINE_FINAL_TYPE (SlWindowLauncher, sl_window_launcher, G_TYPE_OBJECT)

/* What to show, kept until the window program has been asked in one way or the other. */
typedef struct
{
  char *activation_token;
  char *option; /* NULL: no option */
  char *value;  /* NULL: the option has no value */
} Wish;

static void
wish_free (Wish *wish)
{
  g_free (wish->activation_token);
  g_free (wish->option);
  g_free (wish->value);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static void
sl_window_launcher_finalize (GObject *object)
{
  SlWindowLauncher *self = SL_WINDOW_LAUNCHER (object);

  g_clear_object (&self->connection);
  g_free (self->application_id);
  g_free (self->object_path);
  G_OBJECT_CLASS (sl_window_launcher_parent_class)->finalize (object);
}

static void
sl_window_launcher_class_init (SlWindowLauncherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_window_launcher_finalize;
}

static void
sl_window_launcher_init (SlWindowLauncher *self)
{
}

/* Source: Desktop Entry Specification, D-Bus Activation: the path is the id with "/" for "." and
 * "_" for "-". */
static char *
object_path_for_id (const char *application_id)
{
  char *path = g_strconcat ("/", application_id, NULL);

  g_strdelimit (path, ".", '/');
  return g_strdelimit (path, "-", '_');
}

static void
spawn_window (const Wish *wish)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = sl_installation_get_program ("stormlantern");
  const char      *arguments[] = { program, wish->option, wish->value, NULL };

  if (wish->activation_token != NULL)
    {
      g_subprocess_launcher_setenv (launcher, "XDG_ACTIVATION_TOKEN", wish->activation_token, TRUE);
      g_subprocess_launcher_setenv (launcher, "DESKTOP_STARTUP_ID", wish->activation_token, TRUE);
    }
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  if (process == NULL)
    g_message ("The window could not be opened: %s", error->message);
}

/* Whether the program may have got the call although no answer came: then starting it again would
 * be wrong. */
static gboolean
is_open_question (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT);
}

static void
on_call_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    return;
  g_debug ("The bus could not open the window: %s", error->message);
  if (!is_open_question (error))
    spawn_window (wish);
}

static GVariant *
make_platform_data (const char *activation_token)
{
  g_auto (GVariantDict) data = G_VARIANT_DICT_INIT (NULL);

  if (activation_token != NULL)
    {
      g_variant_dict_insert (&data, "activation-token", "s", activation_token);
      g_variant_dict_insert (&data, "desktop-startup-id", "s", activation_token);
    }
  return g_variant_dict_end (&data);
}

static void
call_application (SlWindowLauncher *self, const char *method, GVariant *parameters, Wish *wish)
{
  g_dbus_connection_call (self->connection, self->application_id, self->object_path,
                          "org.freedesktop.Application", method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_call_ready, wish);
}

static Wish *
wish_new (const char *activation_token, const char *option, const char *value)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->activation_token = g_strdup (activation_token);
  wish->option = g_strdup (option);
  wish->value = g_strdup (value);
  return wish;
}

/* An empty token is no token: some panels send "". */
static const char *
usable_token (const char *activation_token)
{
  return activation_token != NULL && *activation_token != '\0' ? activation_token : NULL;
}

/**
 * sl_window_launcher_new:
 * @connection: the session bus
 * @application_id: the window program's bus name, which decides its object path too
 *
 * Returns: (transfer full): a launcher
 */
SlWindowLauncher *
sl_window_launcher_new (GDBusConnection *connection, const char *application_id)
{
  SlWindowLauncher *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);
  g_return_val_if_fail (g_application_id_is_valid (application_id), NULL);

  self = g_object_new (SL_TYPE_WINDOW_LAUNCHER, NULL);
  self->connection = g_object_ref (connection);
  self->application_id = g_strdup (application_id);
  self->object_path = object_path_for_id (application_id);
  return self;
}

/**
 * sl_window_launcher_show_overview:
 * @self: a launcher
 * @activation_token: (nullable): the right to raise a window, from the user's click
 *
 * Opens the window where it was last.
 */
void
sl_window_launcher_show_overview (SlWindowLauncher *self, const char *activation_token)
{
  const char *token = usable_token (activation_token);

  g_return_if_fail (SL_IS_WINDOW_LAUNCHER (self));

  call_application (self, "Activate", g_variant_new ("(@a{sv})", make_platform_data (token)),
                    wish_new (token, NULL, NULL));
}

/**
 * sl_window_launcher_show_fallback:
 * @self: a launcher
 * @account_id: whose fallback page
 * @activation_token: (nullable): the right to raise a window, from the user's click
 *
 * Opens the window at an account's fallback instructions.
 */
void
sl_window_launcher_show_fallback (SlWindowLauncher *self,
                                  const char       *account_id,
                                  const char       *activation_token)
{
  const char     *token = usable_token (activation_token);
  GVariantBuilder parameter = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  g_return_if_fail (SL_IS_WINDOW_LAUNCHER (self));
  g_return_if_fail (account_id != NULL);

  g_variant_builder_add (&parameter, "v", g_variant_new_string (account_id));
  call_application (
      self, "ActivateAction",
      g_variant_new ("(sav@a{sv})", "show-fallback", &parameter, make_platform_data (token)),
      wish_new (token, "--show-fallback", account_id));
}

static void
activate_plain_action (SlWindowLauncher *self,
                       const char       *action,
                       const char       *option,
                       const char       *activation_token)
{
  const char *token = usable_token (activation_token);

  g_return_if_fail (SL_IS_WINDOW_LAUNCHER (self));

  call_application (self, "ActivateAction",
                    g_variant_new ("(sav@a{sv})", action, NULL, make_platform_data (token)),
                    wish_new (token, option, NULL));
}

/**
 * sl_window_launcher_show_practise:
 * @self: a launcher
 * @activation_token: (nullable): the right to raise a window, from the user's click
 *
 * Opens the window where an outage to practise is chosen.
 */
void
sl_window_launcher_show_practise (SlWindowLauncher *self, const char *activation_token)
{
  activate_plain_action (self, "practise", "--practise", activation_token);
}

/**
 * sl_window_launcher_show_preferences:
 * @self: a launcher
 * @activation_token: (nullable): the right to raise a window, from the user's click
 *
 * Opens the window at its preferences.
 */
void
sl_window_launcher_show_preferences (SlWindowLauncher *self, const char *activation_token)
{
  activate_plain_action (self, "preferences", "--preferences", activation_token);
}
