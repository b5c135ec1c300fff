/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "server-form.h"

#include "entry-text.h"
#include "server-kind.h"

#include <glib/gi18n-lib.h>

#define MAX_PORT 65535

struct _SlServerForm
{
  AdwPreferencesGroup parent_instance;
  gboolean            filling; /* the rows are being filled in by us, not by the user */
  AdwComboRow        *protocol_row;
  GtkEditable        *host_row;
  GtkEditable        *path_row;
  AdwComboRow        *security_row;
  GtkEditable        *port_row;
  GtkEditable        *user_row;
  char               *user; /* nullable: who would sign in where one has to */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlServerForm, sl_server_form, ADW_TYPE_PREFERENCES_GROUP)

/* Positions in the .ui file. */
static const SlSecurity securities[] = { SL_SECURITY_TLS, SL_SECURITY_STARTTLS };

/* Reading the rows */

static const SlServerKind *
get_kind (SlServerForm *self)
{
  return sl_server_kind_get (adw_combo_row_get_selected (self->protocol_row));
}

static SlSecurity
get_security (SlServerForm *self)
{
  return securities[MIN (adw_combo_row_get_selected (self->security_row),
                         G_N_ELEMENTS (securities) - 1)];
}

static gboolean
is_host (const char *text)
{
  return *text != '\0' && strpbrk (text, " \t/@") == NULL;
}

/* What a request line can carry; a fragment stays in the browser (RFC 3986, 3.5). */
static gboolean
is_path (const char *text)
{
  return *text == '\0' || (*text == '/' && strpbrk (text, " \t#") == NULL);
}

static guint16
get_port (SlServerForm *self)
{
  g_autofree char *text = sl_entry_text_dup (self->port_row);
  guint64          port = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 1, MAX_PORT, &port, NULL))
    return 0;
  return (guint16) port;
}

/* Following the user */

static void
on_changed (SlServerForm *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What speaks HTTP has a path, and is encrypted in one way only. */
static void
show_rows (SlServerForm *self)
{
  const SlServerKind *kind = get_kind (self);

  gtk_widget_set_visible (GTK_WIDGET (self->path_row), kind->path != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->security_row), kind->path == NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->user_row),
                                 kind->has_door_only ? _ ("User name, if it wants one")
                                                     : _ ("User name"));
}

static void
fill_in_port (SlServerForm *self)
{
  g_autofree char *port = g_strdup_printf (
      "%u", sl_server_default_port (get_kind (self)->protocol, get_security (self)));

  gtk_editable_set_text (self->port_row, port);
}

/* A web page is looked at without anybody signing in, unless the user says who. */
static void
show_user (SlServerForm *self)
{
  g_autofree char *typed = sl_entry_text_dup (self->user_row);

  if (get_kind (self)->has_door_only)
    gtk_editable_set_text (self->user_row, "");
  else if (*typed == '\0' && self->user != NULL)
    gtk_editable_set_text (self->user_row, self->user);
}

static void
remember_user (SlServerForm *self, const char *user)
{
  char *copy = g_strdup (user);

  g_free (self->user);
  self->user = copy;
}

static void
on_security_changed (SlServerForm *self)
{
  if (!self->filling)
    fill_in_port (self);
}

static void
on_kind_changed (SlServerForm *self)
{
  const SlServerKind *kind = get_kind (self);

  show_rows (self);
  if (self->filling)
    return;
  if (kind->host != NULL)
    gtk_editable_set_text (self->host_row, kind->host);
  gtk_editable_set_text (self->path_row, kind->path != NULL ? kind->path : "");
  show_user (self);
  fill_in_port (self);
}

static void
on_activated (SlServerForm *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

/* Object */

static void
sl_server_form_finalize (GObject *object)
{
  g_free (SL_SERVER_FORM (object)->user);
  G_OBJECT_CLASS (sl_server_form_parent_class)->finalize (object);
}

static void
sl_server_form_class_init (SlServerFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sl_server_form_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/server-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SlServerForm, protocol_row);
  gtk_widget_class_bind_template_child (widget_class, SlServerForm, host_row);
  gtk_widget_class_bind_template_child (widget_class, SlServerForm, path_row);
  gtk_widget_class_bind_template_child (widget_class, SlServerForm, security_row);
  gtk_widget_class_bind_template_child (widget_class, SlServerForm, port_row);
  gtk_widget_class_bind_template_child (widget_class, SlServerForm, user_row);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_security_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SL_TYPE_SERVER_FORM, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", SL_TYPE_SERVER_FORM, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_server_form_init (SlServerForm *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_editable_set_text (self->port_row, "993");
  self->filling = FALSE;
}

static guint
find_position (const int *values, guint n_values, int value)
{
  for (guint i = 0; i < n_values; i++)
    if (values[i] == value)
      return i;
  return 0;
}

/**
 * sl_server_form_set_server:
 * @self: a form
 * @server: what to show; its user is shown too if it has one
 *
 * Fills in the rows, without "changed".
 */
void
sl_server_form_set_server (SlServerForm *self, const SlServer *server)
{
  g_autofree char *port = g_strdup_printf ("%u", server->port);

  self->filling = TRUE;
  adw_combo_row_set_selected (self->protocol_row, sl_server_kind_find_position (server));
  adw_combo_row_set_selected (
      self->security_row,
      find_position ((const int *) securities, G_N_ELEMENTS (securities), server->security));
  gtk_editable_set_text (self->host_row, server->host);
  gtk_editable_set_text (self->path_row, server->path != NULL ? server->path : "");
  gtk_editable_set_text (self->port_row, port);
  if (server->user != NULL)
    {
      remember_user (self, server->user);
      gtk_editable_set_text (self->user_row, server->user);
    }
  self->filling = FALSE;
}

/**
 * sl_server_form_set_user:
 * @self: a form
 * @user: the user name, "" for none
 *
 * Fills in one row, without "changed".
 */
void
sl_server_form_set_user (SlServerForm *self, const char *user)
{
  remember_user (self, user);
  if (get_kind (self)->has_door_only)
    return;
  self->filling = TRUE;
  gtk_editable_set_text (self->user_row, user);
  self->filling = FALSE;
}

/**
 * sl_server_form_dup_server:
 * @self: a form in which sl_server_form_find_mistake() finds nothing
 *
 * Returns: (transfer full): the server the rows name
 */
SlServer *
sl_server_form_dup_server (SlServerForm *self)
{
  g_autofree char    *typed_host = sl_entry_text_dup (self->host_row);
  g_autofree char    *host = g_ascii_strdown (typed_host, -1);
  g_autofree char    *user = sl_entry_text_dup (self->user_row);
  g_autofree char    *path = sl_entry_text_dup (self->path_row);
  const SlServerKind *kind = get_kind (self);

  return sl_server_new_with_path (
      kind->protocol, kind->path == NULL ? get_security (self) : SL_SECURITY_TLS, host,
      get_port (self), *user != '\0' ? user : NULL, kind->path != NULL ? path : NULL);
}

/**
 * sl_server_form_is_door:
 * @self: a form
 *
 * Returns: whether it names a place where nobody signs in
 */
gboolean
sl_server_form_is_door (SlServerForm *self)
{
  g_autofree char *user = sl_entry_text_dup (self->user_row);

  return get_kind (self)->has_door_only && *user == '\0';
}

/**
 * sl_server_form_find_mistake:
 * @self: a form
 * @asked: the user wanted to save: an empty row is wrong only then
 *
 * Marks the rows that keep the server from being saved.
 *
 * Returns: (nullable): one sentence that says what to mend next
 */
const char *
sl_server_form_find_mistake (SlServerForm *self, gboolean asked)
{
  g_autofree char *host = sl_entry_text_dup (self->host_row);
  g_autofree char *user = sl_entry_text_dup (self->user_row);
  g_autofree char *path = sl_entry_text_dup (self->path_row);
  gboolean         wrong_host = !is_host (host);
  gboolean         wrong_path = get_kind (self)->path != NULL && !is_path (path);
  gboolean         wrong_port = get_port (self) == 0;
  gboolean         wrong_user = *user == '\0' && !get_kind (self)->has_door_only;

  sl_entry_text_mark (self->host_row, wrong_host && (asked || *host != '\0'));
  sl_entry_text_mark (self->path_row, wrong_path);
  sl_entry_text_mark (self->port_row, wrong_port);
  sl_entry_text_mark (self->user_row, wrong_user && asked);
  if (wrong_host && *host != '\0')
    return _ ("Enter the name of the server alone, such as mail.example.org.");
  if (wrong_host)
    return _ ("This provider is not known here. Enter the name of its server.");
  if (wrong_path)
    return _ ("The path begins with “/” and holds no space and no “#”.");
  if (wrong_port)
    return _ ("The port is a number from 1 to 65535.");
  if (wrong_user)
    return _ ("Enter the user name; often it is the mail address.");
  return NULL;
}
