/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "server-form.h"

#include "entry-text.h"

#include <glib/gi18n-lib.h>

#define MAX_PORT 65535

struct _SlServerForm
{
  AdwPreferencesGroup parent_instance;
  gboolean            filling; /* the rows are being filled in by us, not by the user */
  AdwComboRow        *protocol_row;
  GtkEditable        *host_row;
  AdwComboRow        *security_row;
  GtkEditable        *port_row;
  GtkEditable        *user_row;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlServerForm, sl_server_form, ADW_TYPE_PREFERENCES_GROUP)

/* Positions in the two combo rows of the .ui file. */
static const SlProtocol protocols[] = { SL_PROTOCOL_IMAP, SL_PROTOCOL_POP3, SL_PROTOCOL_SMTP };
static const SlSecurity securities[] = { SL_SECURITY_TLS, SL_SECURITY_STARTTLS };

/* Reading the rows */

static SlProtocol
get_protocol (SlServerForm *self)
{
  return protocols[MIN (adw_combo_row_get_selected (self->protocol_row),
                        G_N_ELEMENTS (protocols) - 1)];
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

static void
on_kind_changed (SlServerForm *self)
{
  g_autofree char *port = NULL;

  if (self->filling)
    return;
  port = g_strdup_printf ("%u", sl_server_default_port (get_protocol (self), get_security (self)));
  gtk_editable_set_text (self->port_row, port);
}

static void
on_activated (SlServerForm *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

/* Object */

static void
sl_server_form_class_init (SlServerFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/server-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SlServerForm, protocol_row);
  gtk_widget_class_bind_template_child (widget_class, SlServerForm, host_row);
  gtk_widget_class_bind_template_child (widget_class, SlServerForm, security_row);
  gtk_widget_class_bind_template_child (widget_class, SlServerForm, port_row);
  gtk_widget_class_bind_template_child (widget_class, SlServerForm, user_row);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_changed);
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
  adw_combo_row_set_selected (
      self->protocol_row,
      find_position ((const int *) protocols, G_N_ELEMENTS (protocols), server->protocol));
  adw_combo_row_set_selected (
      self->security_row,
      find_position ((const int *) securities, G_N_ELEMENTS (securities), server->security));
  gtk_editable_set_text (self->host_row, server->host);
  gtk_editable_set_text (self->port_row, port);
  if (server->user != NULL)
    gtk_editable_set_text (self->user_row, server->user);
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
  g_autofree char *typed_host = sl_entry_text_dup (self->host_row);
  g_autofree char *host = g_ascii_strdown (typed_host, -1);
  g_autofree char *user = sl_entry_text_dup (self->user_row);

  return sl_server_new (get_protocol (self), get_security (self), host, get_port (self), user);
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
  gboolean         wrong_host = !is_host (host);
  gboolean         wrong_port = get_port (self) == 0;
  gboolean         wrong_user = *user == '\0';

  sl_entry_text_mark (self->host_row, wrong_host && (asked || *host != '\0'));
  sl_entry_text_mark (self->port_row, wrong_port);
  sl_entry_text_mark (self->user_row, wrong_user && asked);
  if (wrong_host)
    return _ ("This provider is not known here. Enter the name of its server.");
  if (wrong_port)
    return _ ("The port is a number from 1 to 65535.");
  if (wrong_user)
    return _ ("Enter the user name; often it is the mail address.");
  return NULL;
}
