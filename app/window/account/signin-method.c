/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "signin-method.h"

#include "browser-signin.h"
#include "signin-choice.h"

#include <glib/gi18n-lib.h>

struct _SlSigninMethod
{
  AdwPreferencesGroup  parent_instance;
  SlWatchClient       *client;
  SlProviderCatalogue *catalogue;
  SlProvider          *provider; /* nullable: who the address belongs to */
  SlAccount           *account;  /* nullable: the one that is changed */
  GPtrArray           *choices;  /* SlSigninChoice, as in the row */
  GVariant            *online;   /* nullable: what ListOnlineAccounts answered */
  gboolean             filling;  /* the row is being filled in by us, not by the user */
  gboolean             chosen;   /* the user chose: a new provider does not choose for them */
  GCancellable        *cancellable;
  AdwComboRow         *method_row;
  GtkStringList       *method_list;
  GtkEditable         *secret_row;
  GtkWidget           *help_row;
  SlBrowserSignin     *browser;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATED,
  SIGNAL_ONLINE_ACCOUNT_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlSigninMethod, sl_signin_method, ADW_TYPE_PREFERENCES_GROUP)

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

/* The choices */

static const SlSigninChoice *
get_choice (SlSigninMethod *self)
{
  guint selected = adw_combo_row_get_selected (self->method_row);

  return g_ptr_array_index (self->choices, MIN (selected, self->choices->len - 1));
}

static void
add_choice (SlSigninMethod *self, SlSigninChoice *choice)
{
  g_ptr_array_add (self->choices, choice);
  gtk_string_list_append (self->method_list, choice->label);
}

static void
add_browser_choice (SlSigninMethod *self)
{
  const SlOAuth2 *oauth2 = self->catalogue != NULL
                               ? sl_provider_catalogue_find_oauth2 (self->catalogue, self->provider)
                               : NULL;

  if (oauth2 == NULL)
    return;
  sl_browser_signin_set_provider (self->browser, self->provider, oauth2);
  add_choice (self, sl_signin_choice_new (
                        SL_SIGNIN_CHOICE_BROWSER,
                        /* Translators: %s is a provider such as "Outlook.com". */
                        g_strdup_printf (_ ("%s, in the browser"), self->provider->name)));
}

static void
add_online_choices (SlSigninMethod *self)
{
  gsize n_accounts = self->online != NULL ? g_variant_n_children (self->online) : 0;

  for (gsize i = 0; i < n_accounts; i++)
    {
      g_autoptr (GVariant) account = g_variant_get_child_value (self->online, i);
      SlSigninChoice *choice = sl_signin_choice_new_online_account (account);

      if (choice != NULL && choice->server != NULL)
        add_choice (self, choice);
      else if (choice != NULL)
        sl_signin_choice_free (choice);
    }
}

/* An account of the plan whose online account is not listed (yet) must not lose it by being edited.
 */
static void
add_planned_choice (SlSigninMethod *self)
{
  const char *id;

  if (self->account == NULL
      || sl_account_get_sign_in_kind (self->account) != SL_SIGN_IN_ONLINE_ACCOUNT)
    return;
  id = self->account->sign_in->online_account;
  for (guint i = 0; i < self->choices->len; i++)
    if (g_strcmp0 (((SlSigninChoice *) self->choices->pdata[i])->online_account, id) == 0)
      return;
  add_choice (self, sl_signin_choice_new (SL_SIGNIN_CHOICE_ONLINE_ACCOUNT,
                                          g_strdup (_ ("Online Accounts, as before"))));
  ((SlSigninChoice *) self->choices->pdata[self->choices->len - 1])->online_account = g_strdup (id);
}

static gboolean
is_same (const SlSigninChoice *choice, SlSigninChoiceKind kind, const char *online_account)
{
  return choice->kind == kind && g_strcmp0 (choice->online_account, online_account) == 0;
}

static void
select_choice (SlSigninMethod *self, SlSigninChoiceKind kind, const char *online_account)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (is_same (self->choices->pdata[i], kind, online_account))
      adw_combo_row_set_selected (self->method_row, i);
}

/* What the plan says; for a new account what the provider takes. */
static void
select_usual (SlSigninMethod *self)
{
  SlSignInKind kind
      = self->account != NULL ? sl_account_get_sign_in_kind (self->account) : SL_SIGN_IN_PASSWORD;

  if (kind == SL_SIGN_IN_ONLINE_ACCOUNT)
    select_choice (self, SL_SIGNIN_CHOICE_ONLINE_ACCOUNT, self->account->sign_in->online_account);
  else if (kind == SL_SIGN_IN_OAUTH2)
    select_choice (self, SL_SIGNIN_CHOICE_BROWSER, NULL);
  else if (self->account != NULL && sl_account_get_signin_server (self->account) == NULL)
    select_choice (self, SL_SIGNIN_CHOICE_NONE, NULL);
  else if (self->account == NULL && self->provider != NULL && !takes (self->provider, "password")
           && !takes (self->provider, "app-password"))
    select_choice (self, SL_SIGNIN_CHOICE_BROWSER, NULL);
}

static void
show_choice (SlSigninMethod *self)
{
  const SlSigninChoice *choice = get_choice (self);
  const char           *help = NULL;
  gboolean              password = choice->kind == SL_SIGNIN_CHOICE_PASSWORD;

  if (password && wants_app_password (self->provider) && self->provider->help != NULL)
    help = g_hash_table_lookup (self->provider->help, "app-password");
  gtk_widget_set_visible (GTK_WIDGET (self->secret_row), password);
  gtk_widget_set_visible (self->help_row, help != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->browser), choice->kind == SL_SIGNIN_CHOICE_BROWSER);
  if (help != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->help_row), "s", help);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      password
          ? _ ("The password is kept in your keyring and is sent only to your own mail server, "
               "over an encrypted connection.")
          : NULL);
}

static void
update_choices (SlSigninMethod *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->choices);
  guint                 selected = adw_combo_row_get_selected (self->method_row);
  const SlSigninChoice *before = selected < old->len ? old->pdata[selected] : NULL;

  self->filling = TRUE;
  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_signin_choice_free);
  gtk_string_list_splice (self->method_list, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->method_list)), NULL);
  add_choice (
      self, sl_signin_choice_new (SL_SIGNIN_CHOICE_PASSWORD,
                                  g_strdup (wants_app_password (self->provider) ? _ ("App password")
                                                                                : _ ("Password"))));
  add_browser_choice (self);
  add_online_choices (self);
  add_planned_choice (self);
  add_choice (self, sl_signin_choice_new (SL_SIGNIN_CHOICE_NONE,
                                          g_strdup (_ ("No sign-in: door and status page only"))));
  adw_combo_row_set_selected (self->method_row, 0);
  if (self->chosen && before != NULL)
    select_choice (self, before->kind, before->online_account);
  else
    select_usual (self);
  self->filling = FALSE;
  show_choice (self);
}

static void
on_selected (SlSigninMethod *self)
{
  const SlSigninChoice *choice;

  if (self->filling || self->choices->len == 0)
    return;
  self->chosen = TRUE;
  choice = get_choice (self);
  show_choice (self);
  if (choice->server != NULL)
    g_signal_emit (self, signals[SIGNAL_ONLINE_ACCOUNT_CHOSEN], 0, choice->server, choice->address);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_changed (SlSigninMethod *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_activated (SlSigninMethod *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
on_online_accounts_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SlSigninMethod *self = user_data;
  g_autoptr (GError) error = NULL;
  GVariant *online = NULL;

  /* A desktop without them offers none; cancelled means that the widget is gone. */
  if (!sl_dbus_watch_call_list_online_accounts_finish (SL_DBUS_WATCH (source), &online, result,
                                                       &error))
    return;
  g_clear_pointer (&self->online, g_variant_unref);
  self->online = online;
  update_choices (self);
}

/* Object */

static void
sl_signin_method_dispose (GObject *object)
{
  SlSigninMethod *self = SL_SIGNIN_METHOD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->provider, sl_provider_unref);
  g_clear_pointer (&self->account, sl_account_free);
  g_clear_pointer (&self->online, g_variant_unref);
  G_OBJECT_CLASS (sl_signin_method_parent_class)->dispose (object);
}

static void
sl_signin_method_finalize (GObject *object)
{
  SlSigninMethod *self = SL_SIGNIN_METHOD (object);

  g_ptr_array_unref (self->choices);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (sl_signin_method_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SlSigninMethod, method_row);
  gtk_widget_class_bind_template_child (widget_class, SlSigninMethod, method_list);
  gtk_widget_class_bind_template_child (widget_class, SlSigninMethod, secret_row);
  gtk_widget_class_bind_template_child (widget_class, SlSigninMethod, help_row);
  gtk_widget_class_bind_template_child (widget_class, SlSigninMethod, browser);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
sl_signin_method_class_init (SlSigninMethodClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_signin_method_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_signin_method_finalize;
  g_type_ensure (SL_TYPE_BROWSER_SIGNIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/signin-method.ui");
  bind_children (widget_class);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SL_TYPE_SIGNIN_METHOD, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", SL_TYPE_SIGNIN_METHOD, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ONLINE_ACCOUNT_CHOSEN]
      = g_signal_new ("online-account-chosen", SL_TYPE_SIGNIN_METHOD, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);
}

static void
sl_signin_method_init (SlSigninMethod *self)
{
  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_signin_choice_free);
  self->cancellable = g_cancellable_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  update_choices (self);
}

/**
 * sl_signin_method_set_client:
 * @self: a method
 * @client: the service
 * @catalogue: the providers
 *
 * Asks at once which accounts the desktop has.
 */
void
sl_signin_method_set_client (SlSigninMethod      *self,
                             SlWatchClient       *client,
                             SlProviderCatalogue *catalogue)
{
  SlDBusWatch *proxy = sl_watch_client_get_proxy (client);

  self->client = g_object_ref (client);
  self->catalogue = g_object_ref (catalogue);
  sl_browser_signin_set_client (self->browser, client);
  update_choices (self);
  if (proxy != NULL)
    sl_dbus_watch_call_list_online_accounts (proxy, self->cancellable, on_online_accounts_listed,
                                             self);
}

/**
 * sl_signin_method_set_account:
 * @self: a method
 * @account: the account that is changed
 *
 * Asks for what may have changed instead of for everything.
 */
void
sl_signin_method_set_account (SlSigninMethod *self, const SlAccount *account)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row),
                                 _ ("New password, if it changed"));
  g_clear_pointer (&self->account, sl_account_free);
  self->account = sl_account_copy (account);
  sl_browser_signin_set_account (self->browser, account);
  update_choices (self);
}

/**
 * sl_signin_method_set_provider:
 * @self: a method
 * @provider: (nullable): who the address belongs to, if that is known
 *
 * Offers what this provider takes.
 */
void
sl_signin_method_set_provider (SlSigninMethod *self, SlProvider *provider)
{
  if (provider != NULL)
    sl_provider_ref (provider);
  g_clear_pointer (&self->provider, sl_provider_unref);
  self->provider = provider;
  update_choices (self);
}

/**
 * sl_signin_method_set_address:
 * @self: a method
 * @address: whose mail it is; the provider's page is told
 */
void
sl_signin_method_set_address (SlSigninMethod *self, const char *address)
{
  sl_browser_signin_set_address (self->browser, address);
}

/* Returns: whether the account signed in by the browser before, so that this may go on */
static gboolean
was_granted (SlSigninMethod *self)
{
  return self->account != NULL && sl_account_get_sign_in_kind (self->account) == SL_SIGN_IN_OAUTH2;
}

/**
 * sl_signin_method_find_mistake:
 * @self: a method
 * @asked: the user wanted to save: something empty is wrong only then
 *
 * A password may be missing: without one only the door is tried.
 *
 * Returns: (nullable): one sentence that says what to mend next
 */
const char *
sl_signin_method_find_mistake (SlSigninMethod *self, gboolean asked)
{
  if (get_choice (self)->kind != SL_SIGNIN_CHOICE_BROWSER || !asked)
    return NULL;
  if (!sl_browser_signin_is_granted (self->browser) && !was_granted (self))
    return _ ("Sign in with your browser first, or choose another way.");
  return sl_browser_signin_find_mistake (self->browser);
}

/**
 * sl_signin_method_dup_advice:
 * @self: a method
 *
 * Returns: (transfer full) (nullable): something the user should know of their provider, though
 *   nothing is wrong
 */
char *
sl_signin_method_dup_advice (SlSigninMethod *self)
{
  const SlSigninChoice *choice = get_choice (self);

  if (choice->kind == SL_SIGNIN_CHOICE_ONLINE_ACCOUNT)
    return g_strdup (choice->hint);
  if (choice->kind != SL_SIGNIN_CHOICE_PASSWORD || self->provider == NULL
      || takes (self->provider, "password"))
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

/* The first server stays, as a door that is knocked at. */
static void
take_user_away (SlAccount *account)
{
  SlServer *server = sl_account_get_signin_server (account);
  guint     index;

  while (server != NULL && g_ptr_array_find (account->servers, server, &index))
    {
      SlServer *door = sl_server_new_for_user (server, NULL);

      g_ptr_array_insert (account->servers, (int) index, door);
      g_ptr_array_remove_index (account->servers, index + 1);
      server = sl_account_get_signin_server (account);
    }
}

/**
 * sl_signin_method_apply:
 * @self: a method
 * @account: the account about to be saved
 *
 * Writes into the account what the plan has to know of the method. A password leaves no trace
 * there.
 */
void
sl_signin_method_apply (SlSigninMethod *self, SlAccount *account)
{
  const SlSigninChoice *choice = get_choice (self);

  g_clear_pointer (&account->sign_in, sl_sign_in_free);
  if (choice->kind == SL_SIGNIN_CHOICE_BROWSER)
    account->sign_in = sl_browser_signin_dup_sign_in (self->browser);
  else if (choice->kind == SL_SIGNIN_CHOICE_ONLINE_ACCOUNT)
    account->sign_in = sl_sign_in_new_online_account (choice->online_account);
  else if (choice->kind == SL_SIGNIN_CHOICE_NONE)
    take_user_away (account);
}

/**
 * sl_signin_method_hand_over:
 * @self: a method
 * @account_id: an account that stands in the plan
 *
 * Gives the service what was typed or granted, and forgets it here.
 */
void
sl_signin_method_hand_over (SlSigninMethod *self, const char *account_id)
{
  const SlSigninChoice *choice = get_choice (self);
  const char           *password = gtk_editable_get_text (self->secret_row);
  g_autoptr (SlSecret) secret = NULL;

  if (choice->kind == SL_SIGNIN_CHOICE_BROWSER && sl_browser_signin_is_granted (self->browser))
    {
      sl_browser_signin_keep (self->browser, account_id);
      return;
    }
  if (choice->kind == SL_SIGNIN_CHOICE_PASSWORD && *password != '\0')
    secret = sl_secret_new (password, -1);
  sl_watch_client_introduce (self->client, account_id, secret);
  gtk_editable_set_text (self->secret_row, "");
}
