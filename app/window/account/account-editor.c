/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "account-editor.h"

#include "discovery-view.h"
#include "entry-text.h"
#include "page-title.h"
#include "server-form.h"
#include "signin-method.h"
#include "text-row.h"
#include "user-template.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlAccountEditor
{
  GtkBox          parent_instance;
  SlPlanStore    *store;
  SlWatchClient  *client;
  SlAccount      *edited;   /* nullable: the account as it is in the plan */
  SlProvider     *provider; /* nullable: who the address belongs to */
  gboolean        filling;  /* the rows are being filled in by us, not by the user */
  gboolean        asked;    /* the user wanted to save: now say what is missing */
  GtkWidget      *back_button;
  SlPageTitle    *title;
  GtkWidget      *save_button;
  GtkEditable    *address_row;
  GtkEditable    *name_row;
  GtkLabel       *hint;
  SlSigninMethod *signin_method;
  SlServerForm   *server_form;

  SlDiscoveryView *discovery_view;
  char            *user_template; /* nullable: what the search found of user names */
  SlTextRow       *instructions_row;
  GtkWidget       *first_row; /* nullable: where the keyboard begins, if not at the address */
  GtkSwitch       *important;
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlAccountEditor, sl_account_editor, GTK_TYPE_BOX)

static void
set_text (GtkEditable *row, const char *text)
{
  gtk_editable_set_text (row, text != NULL ? text : "");
}

/* Mistakes and advice */

static gboolean
is_address (const char *text)
{
  const char *at = strrchr (text, '@');

  return at != NULL && at > text && at[1] != '\0' && strpbrk (text, " \t") == NULL;
}

/* Returns: (nullable): what to mend next; "" if it is too early to say. All rows are marked. */
static const char *
find_mistake (SlAccountEditor *self)
{
  g_autofree char *address = sl_entry_text_dup (self->address_row);
  gboolean         begun = strchr (address, '@') != NULL;
  gboolean         wrong = !is_address (address);
  const char      *server_mistake = sl_server_form_find_mistake (self->server_form, self->asked);
  const char      *method_mistake
      = sl_server_form_is_door (self->server_form)
            ? NULL
            : sl_signin_method_find_mistake (self->signin_method, self->asked);

  sl_entry_text_mark (self->address_row, wrong && self->asked);
  if (wrong)
    return self->asked || begun ? _ ("Enter a mail address such as ann@example.org.") : "";
  return server_mistake != NULL ? server_mistake : method_mistake;
}

static void
show_hint (SlAccountEditor *self, const char *text)
{
  gtk_label_set_text (self->hint, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), text != NULL && *text != '\0');
}

static void
validate (SlAccountEditor *self)
{
  const char      *mistake = find_mistake (self);
  gboolean         is_door = sl_server_form_is_door (self->server_form);
  g_autofree char *advice
      = mistake == NULL && !is_door ? sl_signin_method_dup_advice (self->signin_method) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->signin_method), !is_door);
  show_hint (self, mistake != NULL ? mistake : advice);
}

/* Filling in the fields */

/* What the service checks best comes first. */
static const SlProtocol preferred_protocols[]
    = { SL_PROTOCOL_IMAP, SL_PROTOCOL_POP3, SL_PROTOCOL_SMTP };

static SlServer *
find_mail_server (SlProvider *provider)
{
  for (guint p = 0; p < G_N_ELEMENTS (preferred_protocols); p++)
    for (guint i = 0; i < provider->servers->len; i++)
      {
        SlServer *server = g_ptr_array_index (provider->servers, i);

        if (server->protocol == preferred_protocols[p])
          return server;
      }
  return NULL;
}

static void
fill_user (SlAccountEditor *self, const char *address)
{
  const char *user_template = self->user_template;

  if (user_template == NULL && self->provider != NULL
      && g_strcmp0 (self->provider->user_name, "local-part") == 0)
    user_template = SL_USER_TEMPLATE_LOCAL_PART;
  if (user_template == NULL || strchr (address, '@') == NULL)
    sl_server_form_set_user (self->server_form, address);
  else
    {
      g_autofree char *user = sl_user_template_fill (user_template, address);

      sl_server_form_set_user (self->server_form, user);
    }
}

/* A provider that is known here needs no search. */
static void
offer_search (SlAccountEditor *self, const char *address)
{
  const char *domain = NULL;

  if (is_address (address) && self->provider == NULL)
    domain = strrchr (address, '@') + 1;
  if (domain != NULL && strchr (domain, '.') == NULL)
    domain = NULL;
  sl_discovery_view_set_domain (self->discovery_view, domain);
}

static void
take_provider (SlAccountEditor *self, SlProvider *provider)
{
  if (provider != NULL)
    sl_provider_ref (provider);
  g_clear_pointer (&self->provider, sl_provider_unref);
  self->provider = provider;
  sl_signin_method_set_provider (self->signin_method, provider);
}

static void
fill_from_address (SlAccountEditor *self)
{
  g_autofree char *address = sl_entry_text_dup (self->address_row);
  SlProvider      *provider = NULL;
  SlServer        *server = NULL;

  if (is_address (address))
    provider
        = sl_provider_catalogue_lookup_address (sl_plan_store_get_catalogue (self->store), address);
  if (provider != self->provider)
    {
      server = provider != NULL ? find_mail_server (provider) : NULL;
      if (server != NULL)
        sl_server_form_set_server (self->server_form, server);
      take_provider (self, provider);
      set_text (self->name_row, provider != NULL ? provider->name : "");
    }
  g_clear_pointer (&self->user_template, g_free);
  fill_user (self, address);
  offer_search (self, address);
  sl_signin_method_set_address (self->signin_method, address);
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
  sl_text_row_set_text (self->instructions_row, self->edited->instructions);
  gtk_switch_set_active (self->important, self->edited->important);
  if (server != NULL)
    sl_server_form_set_server (self->server_form, server);
  sl_signin_method_set_account (self->signin_method, self->edited);
  sl_signin_method_set_provider (self->signin_method, self->provider);
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

/* Fills in what the search found: the first server, and who the provider is if it is known. */
static void
on_chosen (SlAccountEditor *self, GVariant *settings)
{
  g_autofree char        *address = sl_entry_text_dup (self->address_row);
  g_autofree const char **servers = NULL;
  g_autoptr (SlServer) server = NULL;
  const char *provider = NULL, *name = NULL;

  g_variant_lookup (settings, "servers", "^a&s", &servers);
  if (servers != NULL && servers[0] != NULL)
    server = sl_server_new_from_uri (servers[0], NULL);
  if (server == NULL)
    return;
  sl_server_form_set_server (self->server_form, server);
  g_clear_pointer (&self->user_template, g_free);
  g_variant_lookup (settings, "user-template", "s", &self->user_template);
  g_variant_lookup (settings, "provider", "&s", &provider);
  g_variant_lookup (settings, "name", "&s", &name);
  take_provider (self, provider != NULL ? sl_provider_catalogue_lookup (
                           sl_plan_store_get_catalogue (self->store), provider)
                                        : NULL);
  if (name != NULL && *gtk_editable_get_text (self->name_row) == '\0')
    set_text (self->name_row, name);
  fill_user (self, address);
  validate (self);
}

/* The desktop knows the account: its server, and its address if none was typed. */
static void
on_online_account_chosen (SlAccountEditor *self, const SlServer *server, const char *address)
{
  if (address != NULL && *gtk_editable_get_text (self->address_row) == '\0')
    set_text (self->address_row, address);
  sl_server_form_set_server (self->server_form, server);
}

static void
on_changed (SlAccountEditor *self)
{
  if (!self->filling)
    validate (self);
}

/* Saving */

/* What is edited here goes first; other servers of an edited account stay. */
static void
put_server (SlAccountEditor *self, SlAccount *account)
{
  SlServer *old = sl_account_get_signin_server (account);

  if (old == NULL && account->servers->len > 0)
    old = g_ptr_array_index (account->servers, 0);
  if (old != NULL)
    g_ptr_array_remove (account->servers, old);
  g_ptr_array_insert (account->servers, 0, sl_server_form_dup_server (self->server_form));
}

static SlAccount *
create_account (SlAccountEditor *self)
{
  g_autofree char *name = sl_entry_text_dup (self->name_row);
  g_autofree char *address = sl_entry_text_dup (self->address_row);
  g_autofree char *instructions = sl_text_row_dup_text (self->instructions_row);
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
  account->important = gtk_switch_get_active (self->important);
  put_server (self, account);
  if (sl_server_form_is_door (self->server_form))
    g_clear_pointer (&account->sign_in, sl_sign_in_free);
  else
    sl_signin_method_apply (self->signin_method, account);
  return account;
}

static void
on_save_clicked (SlAccountEditor *self)
{
  g_autoptr (SlAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  self->asked = TRUE;
  validate (self);
  if (find_mistake (self) != NULL)
    return;
  account = create_account (self);
  if (!sl_plan_store_set_account (self->store, account, &error))
    {
      show_hint (self, error->message);
      return;
    }
  if (!sl_server_form_is_door (self->server_form))
    sl_signin_method_hand_over (self->signin_method, account->id);
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
  g_clear_pointer (&self->user_template, g_free);
  G_OBJECT_CLASS (sl_account_editor_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, back_button);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, title);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, address_row);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, name_row);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, hint);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, signin_method);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, server_form);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, discovery_view);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, instructions_row);
  gtk_widget_class_bind_template_child (widget_class, SlAccountEditor, important);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_online_account_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static gboolean
sl_account_editor_grab_focus (GtkWidget *widget)
{
  SlAccountEditor *self = SL_ACCOUNT_EDITOR (widget);

  return gtk_widget_grab_focus (self->first_row != NULL ? self->first_row
                                                        : GTK_WIDGET (self->address_row));
}

static void
sl_account_editor_class_init (SlAccountEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_account_editor_dispose;
  widget_class->grab_focus = sl_account_editor_grab_focus;
  g_type_ensure (SL_TYPE_DISCOVERY_VIEW);
  g_type_ensure (SL_TYPE_SERVER_FORM);
  g_type_ensure (SL_TYPE_SIGNIN_METHOD);
  g_type_ensure (SL_TYPE_TEXT_ROW);
  g_type_ensure (SL_TYPE_PAGE_TITLE);
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
  sl_discovery_view_set_client (self->discovery_view, client);
  sl_signin_method_set_client (self->signin_method, client, sl_plan_store_get_catalogue (store));
  if (account_id != NULL)
    account = sl_plan_get_account (sl_plan_store_get_plan (store), account_id);
  if (account != NULL)
    {
      self->edited = sl_account_copy (account);
      sl_page_title_set_title (self->title, _ ("Edit Account"));
      fill_from_account (self);
    }
  self->filling = FALSE;
  validate (self);
  return GTK_WIDGET (self);
}

/**
 * sl_account_editor_focus_instructions:
 * @self: an editor
 *
 * Lets the keyboard begin at the instructions when the editor is shown.
 */
void
sl_account_editor_focus_instructions (SlAccountEditor *self)
{
  self->first_row = GTK_WIDGET (self->instructions_row);
}
