/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "trust-dialog.h"

#include "pin.h"

#include <glib/gi18n-lib.h>

/* Unlike the short form of a locale it never hides the century. */
#define DATE_FORMAT "%-d %B %Y"

struct _SlTrustDialog
{
  AdwMessageDialog parent_instance;
  GtkLabel        *issuer;
  GtkLabel        *names;
  GtkLabel        *until;
  GtkLabel        *key;
  GtkWidget       *accepted_title;
  GtkLabel        *accepted_key;
};

enum
{
  SIGNAL_TRUSTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlTrustDialog, sl_trust_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
on_response (SlTrustDialog *self, const char *response)
{
  if (g_str_equal (response, "trust"))
    g_signal_emit (self, signals[SIGNAL_TRUSTED], 0);
}

static void
sl_trust_dialog_class_init (SlTrustDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/trust-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlTrustDialog, issuer);
  gtk_widget_class_bind_template_child (widget_class, SlTrustDialog, names);
  gtk_widget_class_bind_template_child (widget_class, SlTrustDialog, until);
  gtk_widget_class_bind_template_child (widget_class, SlTrustDialog, key);
  gtk_widget_class_bind_template_child (widget_class, SlTrustDialog, accepted_title);
  gtk_widget_class_bind_template_child (widget_class, SlTrustDialog, accepted_key);
  gtk_widget_class_bind_template_callback (widget_class, on_response);

  signals[SIGNAL_TRUSTED] = g_signal_new ("trusted", SL_TYPE_TRUST_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_trust_dialog_init (SlTrustDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
describe_issuer (const SlCertificateFacts *facts)
{
  const char *issuer = facts->issuer != NULL ? facts->issuer : _ ("Nobody is named");

  if (!facts->self_signed)
    return g_strdup (issuer);
  /* Translators: %s is what a certificate says of itself, such as "CN=127.0.0.1". */
  return g_strdup_printf (_ ("%s (signed by itself)"), issuer);
}

static char *
describe_names (const SlCertificateFacts *facts)
{
  if (facts->names[0] != NULL)
    return g_strjoinv ("\n", facts->names);
  return g_strdup (facts->subject != NULL ? facts->subject : _ ("No server is named"));
}

static char *
describe_end (const SlCertificateFacts *facts)
{
  g_autoptr (GDateTime) until = g_date_time_new_from_unix_local (facts->valid_until);

  if (facts->valid_until <= 0 || until == NULL)
    return g_strdup (_ ("Unknown"));
  if (facts->valid_until < g_get_real_time () / G_USEC_PER_SEC)
    {
      g_autofree char *date = g_date_time_format (until, DATE_FORMAT);

      /* Translators: %s is a date. */
      return g_strdup_printf (_ ("%s (it has expired)"), date);
    }
  return g_date_time_format (until, DATE_FORMAT);
}

static void
show_facts (SlTrustDialog *self, const SlCertificateFacts *facts)
{
  g_autofree char *issuer = describe_issuer (facts);
  g_autofree char *names = describe_names (facts);
  g_autofree char *until = describe_end (facts);
  g_autofree char *key = sl_pin_key_to_words (facts->key);

  gtk_label_set_text (self->issuer, issuer);
  gtk_label_set_text (self->names, names);
  gtk_label_set_text (self->until, until);
  gtk_label_set_text (self->key, key);
  gtk_widget_set_visible (self->accepted_title, facts->accepted_key != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->accepted_key), facts->accepted_key != NULL);
  if (facts->accepted_key != NULL)
    {
      g_autofree char *accepted_key = sl_pin_key_to_words (facts->accepted_key);

      gtk_label_set_text (self->accepted_key, accepted_key);
    }
}

/**
 * sl_trust_dialog_new:
 * @parent: (nullable): the window it belongs to
 * @facts: what the certificate says; it names a host and a key
 *
 * Returns: (transfer floating): a dialog to be presented
 */
GtkWidget *
sl_trust_dialog_new (GtkWindow *parent, const SlCertificateFacts *facts)
{
  SlTrustDialog   *self = g_object_new (SL_TYPE_TRUST_DIALOG, "transient-for", parent, NULL);
  g_autofree char *heading = NULL;

  /* Translators: %s is a server's name. */
  heading = g_strdup_printf (_ ("Trust %s?"), facts->host);
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), heading);
  show_facts (self, facts);
  return GTK_WIDGET (self);
}
