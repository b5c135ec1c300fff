/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "browser-signin.h"

#include "call-error.h"
#include "entry-text.h"
#include "secret-pipe.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>

typedef enum
{
  IDLE,
  BEGINNING, /* the service gets ready */
  WAITING,   /* for the browser */
  FINISHING, /* the service talks to the provider */
  GRANTED,
  FAILED,
} Progress;

struct _SlBrowserSignin
{
  AdwPreferencesGroup parent_instance;
  SlWatchClient      *client;
  SlDBusWatch        *proxy; /* nullable: whose signal is listened to */
  char               *provider_id;
  char               *provider_name;
  char               *account_id; /* nullable: an account that signed in before */
  char               *address;    /* nullable */
  gboolean            has_built_in;
  Progress            progress;
  char               *session; /* nullable */
  char               *failure; /* nullable: one sentence */
  GCancellable       *cancellable;
  AdwActionRow       *status_row;
  GtkImage           *icon;
  GtkSpinner         *spinner;
  GtkButton          *button;
  AdwExpanderRow     *client_row;
  GtkEditable        *client_id_row;
  GtkEditable        *client_secret_row;
  GtkEditable        *tenant_row;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlBrowserSignin, sl_browser_signin, ADW_TYPE_PREFERENCES_GROUP)

/* What the row says */

static char *
dup_title (SlBrowserSignin *self)
{
  if (self->progress == GRANTED)
    /* Translators: %s is a provider such as "Outlook.com". */
    return g_strdup_printf (_ ("Signed in at %s"), self->provider_name);
  /* Translators: %s is a provider such as "Outlook.com". */
  return g_strdup_printf (_ ("Sign in at %s"), self->provider_name);
}

static const char *
get_subtitle (SlBrowserSignin *self)
{
  switch (self->progress)
    {
    case WAITING:
      return _ ("Waiting for your browser. Sign in there and allow access to your mail.");
    case BEGINNING:
    case FINISHING:
      return _ ("One moment…");
    case GRANTED:
      return _ ("Storm Lantern may now sign in to your mail. It never saw your password.");
    case FAILED:
      return self->failure;
    case IDLE:
    default:
      return _ (
          "On the provider’s own page, in your browser. Storm Lantern never sees your password.");
    }
}

static const char *
get_button_label (SlBrowserSignin *self)
{
  switch (self->progress)
    {
    case BEGINNING:
    case WAITING:
    case FINISHING:
      return _ ("Cancel");
    case FAILED:
      return _ ("Try Again");
    case GRANTED:
      return _ ("Again");
    case IDLE:
    default:
      return _ ("Open Browser");
    }
}

static gboolean
is_busy (SlBrowserSignin *self)
{
  return self->progress == BEGINNING || self->progress == WAITING || self->progress == FINISHING;
}

static void
show_progress (SlBrowserSignin *self)
{
  g_autofree char *title = dup_title (self);
  gboolean         busy = is_busy (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status_row), title);
  adw_action_row_set_subtitle (self->status_row, get_subtitle (self));
  gtk_button_set_label (self->button, get_button_label (self));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), !busy);
  gtk_image_set_from_icon_name (self->icon, self->progress == GRANTED
                                                ? "object-select-symbolic"
                                                : "adw-external-link-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->client_row), !busy);
  if (self->progress == FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self->status_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status_row), "error");
}

/* Every change of progress goes through here. */
static void
set_progress (SlBrowserSignin *self, Progress progress, const char *failure)
{
  char *copy = g_strdup (failure);

  g_free (self->failure);
  self->failure = copy;
  self->progress = progress;
  show_progress (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The service's news */

static void
on_authorization_changed (SlBrowserSignin *self,
                          const char      *session,
                          const char      *state,
                          const char      *text)
{
  if (g_strcmp0 (session, self->session) != 0)
    return;
  if (g_str_equal (state, "exchanging"))
    set_progress (self, FINISHING, NULL);
  else if (g_str_equal (state, "granted"))
    set_progress (self, GRANTED, NULL);
  else if (g_str_equal (state, "failed"))
    {
      g_clear_pointer (&self->session, g_free);
      set_progress (self, FAILED, text);
    }
}

static void
on_client_changed (SlBrowserSignin *self)
{
  if (sl_watch_client_get_proxy (self->client) == self->proxy || self->session == NULL)
    return;
  g_clear_pointer (&self->session, g_free);
  set_progress (self, FAILED, _ ("The background service ended meanwhile. Sign in again."));
}

static void
listen (SlBrowserSignin *self, SlDBusWatch *proxy)
{
  if (self->proxy == proxy)
    return;
  if (self->proxy != NULL)
    g_signal_handlers_disconnect_by_data (self->proxy, self);
  g_set_object (&self->proxy, proxy);
  if (proxy != NULL)
    g_signal_connect_swapped (proxy, "authorization-changed", G_CALLBACK (on_authorization_changed),
                              self);
}

/* Beginning and giving up */

static void
give_up (SlBrowserSignin *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->session != NULL && self->proxy != NULL)
    sl_dbus_watch_call_cancel_authorization (self->proxy, self->session, NULL, NULL, NULL);
  g_clear_pointer (&self->session, g_free);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SlBrowserSignin *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *session = NULL;
  g_autofree char *url = NULL;

  if (!sl_dbus_watch_call_begin_authorization_finish (SL_DBUS_WATCH (source), &session, &url, NULL,
                                                      result, &error))
    {
      g_autofree char *sentence = NULL;

      /* Cancelled: the widget may be gone. */
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      sentence = sl_call_error_to_sentence (error);
      set_progress (self, FAILED, sentence);
      return;
    }
  self->session = g_steal_pointer (&session);
  set_progress (self, WAITING, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "s", url);
}

static void
add_text (GVariantDict *options, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    g_variant_dict_insert (options, name, "s", text);
}

/* Returns: (nullable): what the user typed of their own client */
static char *
dup_own (SlBrowserSignin *self, GtkEditable *row)
{
  g_autofree char *text = sl_entry_text_dup (row);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static GVariant *
create_options (SlBrowserSignin *self, GUnixFDList **descriptors)
{
  g_autofree char *client_id = dup_own (self, self->client_id_row);
  g_autofree char *tenant = dup_own (self, self->tenant_row);
  const char      *typed = gtk_editable_get_text (self->client_secret_row);
  g_autoptr (SlSecret) secret = *typed != '\0' ? sl_secret_new (typed, -1) : NULL;
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  add_text (&options, "provider", self->provider_id);
  add_text (&options, "address", self->address);
  add_text (&options, "account", self->account_id);
  add_text (&options, "client-id", client_id);
  add_text (&options, "tenant", tenant);
  if (secret != NULL && client_id != NULL)
    *descriptors = sl_secret_pipe_new (secret, NULL);
  if (*descriptors != NULL)
    g_variant_dict_insert (&options, "client-secret", "h", 0);
  return g_variant_dict_end (&options);
}

static void
begin (SlBrowserSignin *self)
{
  SlDBusWatch *proxy = sl_watch_client_get_proxy (self->client);
  g_autoptr (GUnixFDList) descriptors = NULL;
  GVariant *options;

  if (proxy == NULL)
    {
      set_progress (self, FAILED, _ ("The background service is not running."));
      return;
    }
  give_up (self);
  listen (self, proxy);
  options = create_options (self, &descriptors);
  set_progress (self, BEGINNING, NULL);
  sl_dbus_watch_call_begin_authorization (proxy, options, descriptors, self->cancellable, on_begun,
                                          self);
}

static void
on_button_clicked (SlBrowserSignin *self)
{
  const char *mistake;

  if (is_busy (self))
    {
      give_up (self);
      set_progress (self, IDLE, NULL);
      return;
    }
  mistake = sl_browser_signin_find_mistake (self);
  if (mistake != NULL)
    set_progress (self, FAILED, mistake);
  else
    begin (self);
}

static void
on_typed (SlBrowserSignin *self)
{
  sl_browser_signin_find_mistake (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Object */

static void
sl_browser_signin_dispose (GObject *object)
{
  SlBrowserSignin *self = SL_BROWSER_SIGNIN (object);

  if (self->cancellable != NULL)
    give_up (self);
  listen (self, NULL);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (sl_browser_signin_parent_class)->dispose (object);
}

static void
sl_browser_signin_finalize (GObject *object)
{
  SlBrowserSignin *self = SL_BROWSER_SIGNIN (object);

  g_free (self->provider_id);
  g_free (self->provider_name);
  g_free (self->account_id);
  g_free (self->address);
  g_free (self->failure);
  G_OBJECT_CLASS (sl_browser_signin_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SlBrowserSignin, status_row);
  gtk_widget_class_bind_template_child (widget_class, SlBrowserSignin, icon);
  gtk_widget_class_bind_template_child (widget_class, SlBrowserSignin, spinner);
  gtk_widget_class_bind_template_child (widget_class, SlBrowserSignin, button);
  gtk_widget_class_bind_template_child (widget_class, SlBrowserSignin, client_row);
  gtk_widget_class_bind_template_child (widget_class, SlBrowserSignin, client_id_row);
  gtk_widget_class_bind_template_child (widget_class, SlBrowserSignin, client_secret_row);
  gtk_widget_class_bind_template_child (widget_class, SlBrowserSignin, tenant_row);
  gtk_widget_class_bind_template_callback (widget_class, on_button_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
}

static void
sl_browser_signin_class_init (SlBrowserSigninClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_browser_signin_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_browser_signin_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/browser-signin.ui");
  bind_children (widget_class);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SL_TYPE_BROWSER_SIGNIN, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_browser_signin_init (SlBrowserSignin *self)
{
  self->cancellable = g_cancellable_new ();
  self->provider_name = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  show_progress (self);
}

/**
 * sl_browser_signin_set_client:
 * @self: a browser sign-in
 * @client: the service
 */
void
sl_browser_signin_set_client (SlBrowserSignin *self, SlWatchClient *client)
{
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  g_signal_connect_swapped (client, "changed", G_CALLBACK (on_client_changed), self);
}

/**
 * sl_browser_signin_set_provider:
 * @self: a browser sign-in
 * @provider: whose page is opened
 * @oauth2: how it hands out tokens
 *
 * What was granted by another provider is given up.
 */
void
sl_browser_signin_set_provider (SlBrowserSignin  *self,
                                const SlProvider *provider,
                                const SlOAuth2   *oauth2)
{
  if (g_strcmp0 (self->provider_id, provider->id) == 0)
    return;
  give_up (self);
  g_free (self->provider_id);
  g_free (self->provider_name);
  self->provider_id = g_strdup (provider->id);
  self->provider_name = g_strdup (provider->name);
  self->has_built_in = sl_oauth2_get_built_in_client_id (oauth2) != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->tenant_row), oauth2->tenant != NULL);
  adw_expander_row_set_expanded (self->client_row, !self->has_built_in);
  adw_expander_row_set_subtitle (
      self->client_row, self->has_built_in
                            ? _ ("For whoever registered a program at the provider themselves.")
                            : _ ("This build of Storm Lantern is not registered there, so one of "
                                 "your own is needed."));
  set_progress (self, IDLE, NULL);
}

/**
 * sl_browser_signin_set_account:
 * @self: a browser sign-in
 * @account: an account of the plan that is to sign in again
 */
void
sl_browser_signin_set_account (SlBrowserSignin *self, const SlAccount *account)
{
  const SlSignIn *sign_in = account->sign_in;
  gboolean        own = sign_in != NULL && sign_in->kind == SL_SIGN_IN_OAUTH2;

  g_free (self->account_id);
  self->account_id = g_strdup (account->id);
  sl_browser_signin_set_address (self, account->address);
  if (own && sign_in->client_id != NULL)
    {
      gtk_editable_set_text (self->client_id_row, sign_in->client_id);
      /* It is known already; what is to be done stands above. */
      adw_expander_row_set_expanded (self->client_row, FALSE);
    }
  if (own && sign_in->tenant != NULL)
    gtk_editable_set_text (self->tenant_row, sign_in->tenant);
}

/**
 * sl_browser_signin_set_address:
 * @self: a browser sign-in
 * @address: (nullable): who will sign in; the provider's page is told
 */
void
sl_browser_signin_set_address (SlBrowserSignin *self, const char *address)
{
  char *copy = g_strdup (address);

  g_free (self->address);
  self->address = copy;
}

/**
 * sl_browser_signin_is_granted:
 * @self: a browser sign-in
 *
 * Returns: whether the user allowed it in the browser
 */
gboolean
sl_browser_signin_is_granted (SlBrowserSignin *self)
{
  return self->progress == GRANTED;
}

/**
 * sl_browser_signin_find_mistake:
 * @self: a browser sign-in
 *
 * Marks what is wrong in the rows of the user's own client.
 *
 * Returns: (transfer none) (nullable): one sentence that says what to mend
 */
const char *
sl_browser_signin_find_mistake (SlBrowserSignin *self)
{
  g_autofree char *client_id = dup_own (self, self->client_id_row);
  g_autofree char *tenant = dup_own (self, self->tenant_row);
  gboolean         wrong_client = client_id != NULL && !sl_sign_in_client_id_is_valid (client_id);
  gboolean         wrong_tenant = tenant != NULL && !sl_sign_in_tenant_is_valid (tenant);

  sl_entry_text_mark (self->client_id_row, wrong_client);
  sl_entry_text_mark (self->tenant_row, wrong_tenant);
  if (wrong_client)
    return _ ("A client ID is 1 to 256 letters, digits and signs, without spaces.");
  if (wrong_tenant)
    return _ ("An organisation is a domain or a number: letters, digits, . and -.");
  if (client_id == NULL && !self->has_built_in)
    return _ ("Enter a client ID that you registered at the provider.");
  return NULL;
}

/**
 * sl_browser_signin_dup_sign_in:
 * @self: a browser sign-in
 *
 * Returns: (transfer full): what the plan has to know
 */
SlSignIn *
sl_browser_signin_dup_sign_in (SlBrowserSignin *self)
{
  SlSignIn *sign_in = sl_sign_in_new (SL_SIGN_IN_OAUTH2);

  sign_in->client_id = dup_own (self, self->client_id_row);
  sign_in->tenant = dup_own (self, self->tenant_row);
  return sign_in;
}

/* The widget may be gone by now: the answer is told by the client. */
static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlWatchClient) client = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *where = NULL;
  g_autofree char *sentence = NULL;

  if (!sl_dbus_watch_call_keep_authorization_finish (SL_DBUS_WATCH (source), &where, result,
                                                     &error))
    sentence = sl_call_error_to_sentence (error);
  else if (g_str_equal (where, "memory"))
    sentence = g_strdup (_ ("There is no keyring here. The sign-in is kept until you log out."));
  if (sentence != NULL)
    g_signal_emit_by_name (client, "message", sentence);
}

/**
 * sl_browser_signin_keep:
 * @self: a browser sign-in
 * @account_id: an account that stands in the plan
 *
 * Lets the service keep for the account what was granted, if anything was.
 */
void
sl_browser_signin_keep (SlBrowserSignin *self, const char *account_id)
{
  if (self->progress == GRANTED && self->session != NULL && self->proxy != NULL)
    sl_dbus_watch_call_keep_authorization (self->proxy, self->session, account_id, NULL, on_kept,
                                           g_object_ref (self->client));
  g_clear_pointer (&self->session, g_free);
  gtk_editable_set_text (self->client_secret_row, "");
}
