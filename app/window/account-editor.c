/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "account-editor.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MAX_PORT 65535

struct _SlAccountEditor
{
  GtkBox          parent_instance;
  SlPlanStore    *store;
  SlWatchClient  *client;
  SlAccount      *edited;   /* nullable: the account as it is in the plan */
  SlProvider     *provider; /* nullable: who the address belongs to */
  gboolean        filling;  /* the fields are being filled in by us, not by the user */
  gboolean        asked;    /* the user wanted to save: now say what is missing */
  GtkWidget      *back_button;
  AdwWindowTitle *title;
  GtkWidget      *save_button;
  GtkEditable    *address_row;
  GtkEditable    *secret_row;
  GtkEditable    *name_row;
  GtkLabel       *hint;
  GtkWidget      *help_group;
  GtkWidget      *help_row;
  AdwComboRow    *protocol_row;
  GtkEditable    *host_row;
  AdwComboRow    *security_row;
  GtkEditable    *port_row;
  GtkEditable    *user_row;
  GtkEditable    *instructions_row;
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlAccountEditor, sl_account_editor, GTK_TYPE_BOX)

/* Positions in the two combo rows of the .ui file. */
static const SlProtocol protocols[] = { SL_PROTOCOL_IMAP, SL_PROTOCOL_POP3, SL_PROTOCOL_SMTP };
static const SlSecurity securities[] = { SL_SECURITY_TLS, SL_SECURITY_STARTTLS };

static char *
dup_text (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

static void
set_text (GtkEditable *row, const char *text)
{
  gtk_editable_set_text (row, text != NULL ? text : "");
}

/* Reading the fields */

static SlProtocol
get_protocol (SlAccountEditor *self)
{
  return protocols[MIN (adw_combo_row_get_selected (self->protocol_row),
                        G_N_ELEMENTS (protocols) - 1)];
}

static SlSecurity
get_security (SlAccountEditor *self)
{
  return securities[MIN (adw_combo_row_get_selected (self->security_row),
                         G_N_ELEMENTS (securities) - 1)];
}

static gboolean
is_address (const char *text)
{
  const char *at = strrchr (text, '@');

  return at != NULL && at > text && at[1] != '\0' && strpbrk (text, " \t") == NULL;
}

static gboolean
is_host (const char *text)
{
  return *text != '\0' && strpbrk (text, " \t/@") == NULL;
}

static guint16
get_port (SlAccountEditor *self)
{
  g_autofree char *text = dup_text (self->port_row);
  guint64          port = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 1, MAX_PORT, &port, NULL))
    return 0;
  return (guint16) port;
}

static void
mark (GtkEditable *row, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* The fields that keep the account from being saved. */
typedef struct
{
  gboolean address;
  gboolean host;
  gboolean port;
  gboolean user;
} Mistakes;

static Mistakes
find_mistakes (SlAccountEditor *self)
{
  g_autofree char *address = dup_text (self->address_row);
  g_autofree char *host = dup_text (self->host_row);
  g_autofree char *user = dup_text (self->user_row);

  return (Mistakes){ .address = !is_address (address),
                     .host = !is_host (host),
                     .port = get_port (self) == 0,
                     .user = *user == '\0' };
}

/* An empty field is not wrong before the user wants to save; a wrong one is at once. */
static void
mark_mistakes (SlAccountEditor *self, const Mistakes *mistakes)
{
  gboolean host_begun = *gtk_editable_get_text (self->host_row) != '\0';

  mark (self->address_row, mistakes->address && self->asked);
  mark (self->host_row, mistakes->host && (self->asked || host_begun));
  mark (self->port_row, mistakes->port);
  mark (self->user_row, mistakes->user && self->asked);
}

/* Returns: (nullable): what to mend next; "" if it is too early to say */
static const char *
find_mistake (SlAccountEditor *self)
{
  Mistakes mistakes = find_mistakes (self);
  gboolean begun = strchr (gtk_editable_get_text (self->address_row), '@') != NULL;

  mark_mistakes (self, &mistakes);
  if (mistakes.address)
    return self->asked || begun ? _ ("Enter a mail address such as ann@example.org.") : "";
  if (mistakes.host)
    return _ ("This provider is not known here. Enter the name of its server.");
  if (mistakes.port)
    return _ ("The port is a number from 1 to 65535.");
  if (mistakes.user)
    return _ ("Enter the user name; often it is the mail address.");
  return NULL;
}

static gboolean
takes (SlProvider *provider, const char *kind)
{
  return provider != NULL && provider->signin != NULL
         && g_strv_contains ((const char *const *) provider->signin, kind);
}

static gboolean
wants_app_password (SlProvider *provider)
{
  return takes (provider, "app-password") && !takes (provider, "password");
}

/* Something the user should know of their provider, though nothing is wrong. */
static char *
find_advice (SlAccountEditor *self)
{
  if (self->provider == NULL || takes (self->provider, "password"))
    return NULL;
  if (wants_app_password (self->provider))
    /* Translators: %s is a provider such as "Gmail". */
    return g_strdup_printf (_ ("%s wants an app password here, not your usual one."),
                            self->provider->name);
  /* Translators: %s is a provider such as "Outlook". */
  return g_strdup_printf (_ ("%s takes no passwords from mail programs any more. Without one Storm "
                             "Lantern still knocks at its door and reads its status page."),
                          self->provider->name);
}

static void
validate (SlAccountEditor *self)
{
  const char      *mistake = find_mistake (self);
  g_autofree char *advice = mistake == NULL ? find_advice (self) : NULL;
  const char      *text = mistake != NULL ? mistake : advice;
  const char      *help = NULL;

  gtk_label_set_text (self->hint, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), text != NULL && *text != '\0');
  if (wants_app_password (self->provider) && self->provider->help != NULL)
    help = g_hash_table_lookup (self->provider->help, "app-password");
  gtk_widget_set_visible (self->help_group, help != NULL);
  if (help != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->help_row), "s", help);
}

/* Filling in the fields */

static guint
find_position (const int *values, guint n_values, int value)
{
  for (guint i = 0; i < n_values; i++)
    if (values[i] == value)
      return i;
  return 0;
}

static void
set_server (SlAccountEditor *self, const SlServer *server)
{
  g_autofree char *port = g_strdup_printf ("%u", server->port);

  adw_combo_row_set_selected (
      self->protocol_row,
      find_position ((const int *) protocols, G_N_ELEMENTS (protocols), server->protocol));
  adw_combo_row_set_selected (
      self->security_row,
      find_position ((const int *) securities, G_N_ELEMENTS (securities), server->security));
  set_text (self->host_row, server->host);
  set_text (self->port_row, port);
}

static SlServer *
find_mail_server (SlProvider *provider)
{
  for (guint p = 0; p < G_N_ELEMENTS (protocols); p++)
    for (guint i = 0; i < provider->servers->len; i++)
      {
        SlServer *server = g_ptr_array_index (provider->servers, i);

        if (server->protocol == protocols[p])
          return server;
      }
  return NULL;
}

static void
fill_user (SlAccountEditor *self, const char *address)
{
  const char *at = strrchr (address, '@');

  if (at != NULL && self->provider != NULL
      && g_strcmp0 (self->provider->user_name, "local-part") == 0)
    {
      g_autofree char *local_part = g_strndup (address, at - address);

      set_text (self->user_row, local_part);
    }
  else
    set_text (self->user_row, address);
}

static void
fill_from_address (SlAccountEditor *self)
{
  g_autofree char *address = dup_text (self->address_row);
  SlProvider      *provider = NULL;
  SlServer        *server = NULL;

  if (is_address (address))
    provider
        = sl_provider_catalogue_lookup_address (sl_plan_store_get_catalogue (self->store), address);
  if (provider != self->provider)
    {
      g_clear_pointer (&self->provider, sl_provider_unref);
      self->provider = provider != NULL ? sl_provider_ref (provider) : NULL;
      server = provider != NULL ? find_mail_server (provider) : NULL;
      if (server != NULL)
        set_server (self, server);
      set_text (self->name_row, provider != NULL ? provider->name : "");
    }
  fill_user (self, address);
}

static void
fill_from_account (SlAccountEditor *self)
{
  SlServer *server = sl_account_get_signin_server (self->edited);

  if (server == NULL && self->edited->servers->len > 0)
    server = g_ptr_array_index (self->edited->servers, 0);
  if (self->edited->provider != NULL)
    self->provider = sl_provider_catalogue_lookup (sl_plan_store_get_catalogue (self->store),
                                                   self->edited->provider);
  if (self->provider != NULL)
    sl_provider_ref (self->provider);
  set_text (self->address_row, self->edited->address);
  set_text (self->name_row, self->edited->name);
  set_text (self->instructions_row, self->edited->instructions);
  if (server != NULL)
    {
      set_server (self, server);
      set_text (self->user_row, server->user);
    }
}

static void
on_address_changed (SlAccountEditor *self)
{
  if (self->filling)
    return;
  self->filling = TRUE;
  fill_from_address (self);
  self->filling = FALSE;
  validate (self);
}

static void
on_changed (SlAccountEditor *self)
{
  if (!self->filling)
    validate (self);
}

static void
on_kind_changed (SlAccountEditor *self)
{
  g_autofree char *port = NULL;

  if (self->filling)
    return;
  port = g_strdup_printf ("%u", sl_server_default_port (get_protocol (self), get_security (self)));
  set_text (self->port_row, port);
}

/* Saving */

static SlServer *
create_server (SlAccountEditor *self)
{
  g_autofree char *typed_host = dup_text (self->host_row);
  g_autofree char *host = g_ascii_strdown (typed_host, -1);
  g_autofree char *user = dup_text (self->user_row);

  return sl_server_new (get_protocol (self), get_security (self), host, get_port (self), user);
}

/* What is edited here goes first; other servers of an edited account stay. */
static void
put_server (SlAccountEditor *self, SlAccount *account)
{
  SlServer *old = sl_account_get_signin_server (account);

  if (old == NULL && account->servers->len > 0)
    old = g_ptr_array_index (account->servers, 0);
  if (old != NULL)
    g_ptr_array_remove (account->servers, old);
  g_ptr_array_insert (account->servers, 0, create_server (self));
}

static SlAccount *
create_account (SlAccountEditor *self)
{
  g_autofree char *name = dup_text (self->name_row);
  g_autofree char *address = dup_text (self->address_row);
  g_autofree char *instructions = dup_text (self->instructions_row);
  const char      *shown_name = *name != '\0' ? name : address;
  SlAccount       *account;

  if (self->edited != NULL)
    account = sl_account_copy (self->edited);
  else
    {
      g_autofree char *id = sl_plan_make_id (sl_plan_store_get_plan (self->store), shown_name);

      account = sl_account_new (id, shown_name);
    }
  g_free (account->name);
  g_free (account->address);
  g_free (account->provider);
  g_free (account->instructions);
  account->name = g_strdup (shown_name);
  account->address = g_steal_pointer (&address);
  account->provider = self->provider != NULL ? g_strdup (self->provider->id) : NULL;
  account->instructions = *instructions != '\0' ? g_steal_pointer (&instructions) : NULL;
  put_server (self, account);
  return account;
}

static void
on_save_clicked (SlAccountEditor *self)
{
  const char *password = gtk_editable_get_text (self->secret_row);
  g_autoptr (SlAccount) account = NULL;
  g_autoptr (SlSecret) secret = NULL;
  g_autoptr (GError) error = NULL;

  self->asked = TRUE;
  validate (self);
  if (find_mistake (self) != NULL)
    return;
  account = create_account (self);
  if (!sl_plan_store_set_account (self->store, account, &error))
    {
      gtk_label_set_text (self->hint, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->hint), TRUE);
      return;
    }
  if (*password != '\0')
    secret = sl_secret_new (password, -1);
  sl_watch_client_introduce (self->client, account->id, secret);
  set_text (self->secret_row, "");
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, account->id);
}

/* Object */

static void
sl_account_editor_dispose (GObject *object)
{
  SlAccountEditor *self = SL_ACCOUNT_EDITOR (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_pointer (&self->edited, sl_account_free);
  g_clear_pointer (&self->provider, sl_provider_unref);
  G_OBJECT_CLASS (sl_account_editor_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, back_button);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, title);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, address_row);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, secret_row);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, name_row);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, hint);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, help_group);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, help_row);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, protocol_row);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, host_row);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, security_row);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, port_row);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, user_row);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, instructions_row);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static gboolean
sl_account_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SL_ACCOUNT_EDITOR (widget)->address_row));
}

static void
sl_account_editor_class_init (SlAccountEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_account_editor_dispose;
  widget_class->grab_focus = sl_account_editor_grab_focus;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/account-editor.ui");
  bind_children (widget_class);

  signals[SIGNAL_SAVED] = g_signal_new ("saved", SL_TYPE_ACCOUNT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sl_account_editor_init (SlAccountEditor *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  set_text (self->port_row, "993");
}

/**
 * sl_account_editor_new:
 * @store: the plan
 * @client: the service that is handed the password
 * @account_id: (nullable): the account to change, %NULL to add one
 *
 * Returns: (transfer floating): an editor
 */
GtkWidget *
sl_account_editor_new (SlPlanStore *store, SlWatchClient *client, const char *account_id)
{
  SlAccountEditor *self = g_object_new (SL_TYPE_ACCOUNT_EDITOR, NULL);
  SlAccount       *account = NULL;

  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  if (account_id != NULL)
    account = sl_plan_get_account (sl_plan_store_get_plan (store), account_id);
  if (account != NULL)
    {
      self->edited = sl_account_copy (account);
      adw_window_title_set_title (self->title, _ ("Edit Account"));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row),
                                     _ ("New password, if it changed"));
      fill_from_account (self);
    }
  self->filling = FALSE;
  validate (self);
  return GTK_WIDGET (self);
}
