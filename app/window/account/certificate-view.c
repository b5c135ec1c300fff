/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "certificate-view.h"

#include "certificate-facts.h"
#include "moment-words.h"
#include "outcome.h"
#include "trust-dialog.h"

#include <glib/gi18n-lib.h>

struct _SlCertificateView
{
  AdwPreferencesGroup parent_instance;
  SlPlanStore        *store; /* nullable */
  char               *account_id;
  SlCertificateFacts *offered; /* nullable: what the user may look at */
  GPtrArray          *rows;    /* GtkWidget, in their order */
};

G_DEFINE_FINAL_TYPE (SlCertificateView, sl_certificate_view, ADW_TYPE_PREFERENCES_GROUP)

/* Trusting */

static void
on_trusted (SlCertificateView *self)
{
  SlAccount *account = sl_plan_get_account (sl_plan_store_get_plan (self->store), self->account_id);
  g_autoptr (SlAccount) changed = NULL;
  g_autoptr (SlPin) pin = NULL;
  g_autoptr (GError) error = NULL;

  if (account == NULL || self->offered == NULL)
    return;
  pin = sl_pin_new (self->offered->host, self->offered->key, g_get_real_time () / G_USEC_PER_SEC);
  changed = sl_account_copy (account);
  sl_account_set_pin (changed, pin);
  if (!sl_plan_store_set_account (self->store, changed, &error))
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), error->message);
}

/* What is offered may change while the dialog is open: what was shown is what is trusted. */
static void
on_dialog_trusted (SlTrustDialog *dialog, SlCertificateView *self)
{
  const SlCertificateFacts *shown = g_object_get_data (G_OBJECT (dialog), "facts");

  sl_certificate_facts_free (self->offered);
  self->offered = sl_certificate_facts_copy (shown);
  on_trusted (self);
}

static void
on_look_clicked (SlCertificateView *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog;

  if (self->offered == NULL)
    return;
  dialog = sl_trust_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->offered);
  g_object_set_data_full (G_OBJECT (dialog), "facts", sl_certificate_facts_copy (self->offered),
                          (GDestroyNotify) sl_certificate_facts_free);
  g_signal_connect_object (dialog, "trusted", G_CALLBACK (on_dialog_trusted), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Rows */

static void
add_row (SlCertificateView *self, AdwActionRow *row, GtkWidget *button)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row, button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static void
add_offer (SlCertificateView *self)
{
  AdwActionRow    *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget       *button = gtk_button_new_with_label (_ ("Look at It…"));
  g_autofree char *title = NULL;

  /* Translators: %s is a server's name. */
  title = g_strdup_printf (self->offered->accepted_key != NULL
                               ? _ ("%s shows another key than the one you trust")
                               : _ ("Nobody vouches for the certificate of %s"),
                           self->offered->host);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (
      row, _ ("Is it a mail bridge on this computer, or your own server? Then you can trust it."));
  gtk_widget_add_css_class (button, "target");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_look_clicked), self);
  add_row (self, row, button);
}

static void
add_pin (SlCertificateView *self, const SlPin *pin)
{
  AdwActionRow    *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget       *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *key = sl_pin_key_to_words (pin->key);
  g_autofree char *moment = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  if (pin->accepted > 0)
    {
      moment = sl_moment_to_words (pin->accepted, g_get_real_time () / G_USEC_PER_SEC);
      /* Translators: first a server's name, then a moment such as "yesterday 09:12". */
      title = g_strdup_printf (_ ("You trust %s since %s"), pin->host, moment);
    }
  else
    /* Translators: %s is a server's name. */
    title = g_strdup_printf (_ ("You trust %s"), pin->host);
  /* Translators: %s is a server's name. */
  label = g_strdup_printf (_ ("No longer trust %s"), pin->host);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, key);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "target");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.remove-pin");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", pin->host);
  add_row (self, row, button);
}

static void
clear_rows (SlCertificateView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

/* What to offer */

static gboolean
is_offered_after (SlOutcome outcome)
{
  return outcome == SL_OUTCOME_CERTIFICATE_UNTRUSTED || outcome == SL_OUTCOME_CERTIFICATE_CHANGED;
}

/* Returns: (transfer full) (nullable): the certificate, if this result was refused for it */
static SlCertificateFacts *
read_refused (SlAccountItem *item, const char *member)
{
  g_autoptr (GVariant) result = sl_account_item_dup_result (item, member);
  g_autoptr (GVariant) dict = NULL;
  g_autoptr (SlCertificateFacts) facts = NULL;
  const char *nick = "";
  SlOutcome   outcome = SL_OUTCOME_OK;

  if (result == NULL)
    return NULL;
  g_variant_lookup (result, "outcome", "&s", &nick);
  dict = g_variant_lookup_value (result, "certificate", G_VARIANT_TYPE_VARDICT);
  if (dict == NULL || !sl_outcome_from_nick (nick, &outcome) || !is_offered_after (outcome))
    return NULL;
  facts = sl_certificate_facts_new_from_variant (dict);
  if (facts->host == NULL || !sl_pin_key_is_valid (facts->key))
    return NULL;
  return g_steal_pointer (&facts);
}

/* The next check comes a little later than the plan: what is trusted already is not offered. */
static SlCertificateFacts *
find_offer (const SlAccount *account, SlAccountItem *item)
{
  static const char *const members[] = { "signin", "door" };

  for (guint i = 0; item != NULL && i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (SlCertificateFacts) facts = read_refused (item, members[i]);
      const SlPin *pin = facts != NULL ? sl_account_find_pin (account, facts->host) : NULL;

      if (facts != NULL && (pin == NULL || !g_str_equal (pin->key, facts->key)))
        return g_steal_pointer (&facts);
    }
  return NULL;
}

/* Object */

static void
sl_certificate_view_dispose (GObject *object)
{
  SlCertificateView *self = SL_CERTIFICATE_VIEW (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->offered, sl_certificate_facts_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (sl_certificate_view_parent_class)->dispose (object);
}

static void
sl_certificate_view_class_init (SlCertificateViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_certificate_view_dispose;
}

static void
sl_certificate_view_init (SlCertificateView *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * sl_certificate_view_update:
 * @self: a view
 * @store: the plan that the account stands in
 * @account_id: the account
 * @item: (nullable): what the service says of it
 *
 * Shows the account's keys as they are now.
 */
void
sl_certificate_view_update (SlCertificateView *self,
                            SlPlanStore       *store,
                            const char        *account_id,
                            SlAccountItem     *item)
{
  SlAccount *account = sl_plan_get_account (sl_plan_store_get_plan (store), account_id);

  g_set_object (&self->store, store);
  g_free (self->account_id);
  self->account_id = g_strdup (account_id);
  g_clear_pointer (&self->offered, sl_certificate_facts_free);
  clear_rows (self);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), NULL);
  if (account != NULL)
    self->offered = find_offer (account, item);
  if (self->offered != NULL)
    add_offer (self);
  for (guint i = 0; account != NULL && i < account->pins->len; i++)
    add_pin (self, account->pins->pdata[i]);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), self->offered != NULL
                                                                     ? _ ("The certificate")
                                                                     : _ ("Trusted keys"));
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}
