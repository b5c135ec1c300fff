/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "signin-method.h"

#include <glib/gi18n-lib.h>

struct _SlSigninMethod
{
  AdwPreferencesGroup parent_instance;
  SlProvider         *provider; /* nullable: who the address belongs to */
  GtkEditable        *secret_row;
  GtkWidget          *help_row;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATED,
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
sl_signin_method_dispose (GObject *object)
{
  SlSigninMethod *self = SL_SIGNIN_METHOD (object);

  g_clear_pointer (&self->provider, sl_provider_unref);
  G_OBJECT_CLASS (sl_signin_method_parent_class)->dispose (object);
}

static void
sl_signin_method_class_init (SlSigninMethodClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_signin_method_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/signin-method.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSigninMethod, secret_row);
  gtk_widget_class_bind_template_child (widget_class, SlSigninMethod, help_row);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SL_TYPE_SIGNIN_METHOD, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", SL_TYPE_SIGNIN_METHOD, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_signin_method_init (SlSigninMethod *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
  const char *help = NULL;

  if (provider != NULL)
    sl_provider_ref (provider);
  g_clear_pointer (&self->provider, sl_provider_unref);
  self->provider = provider;
  if (wants_app_password (provider) && provider->help != NULL)
    help = g_hash_table_lookup (provider->help, "app-password");
  gtk_widget_set_visible (self->help_row, help != NULL);
  if (help != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->help_row), "s", help);
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
  return NULL;
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
}

/**
 * sl_signin_method_hand_over:
 * @self: a method
 * @client: the service that is handed the password
 * @account_id: an account that stands in the plan
 *
 * Gives the service what was typed, and forgets it here.
 */
void
sl_signin_method_hand_over (SlSigninMethod *self, SlWatchClient *client, const char *account_id)
{
  const char *password = gtk_editable_get_text (self->secret_row);
  g_autoptr (SlSecret) secret = *password != '\0' ? sl_secret_new (password, -1) : NULL;

  sl_watch_client_introduce (client, account_id, secret);
  gtk_editable_set_text (self->secret_row, "");
}
