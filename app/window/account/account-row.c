/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "account-row.h"

#include "managed-row.h"
#include "moment-words.h"
#include "state-style.h"

#include <glib/gi18n-lib.h>

struct _SlAccountRow
{
  AdwActionRow   parent_instance;
  SlAccountItem *item;
  GtkImage      *image;
  GtkLabel      *word;
  GtkSpinner    *spinner;
  GtkWidget     *muted;
};

G_DEFINE_FINAL_TYPE (SlAccountRow, sl_account_row, ADW_TYPE_ACTION_ROW)

static char *
describe_state (SlAccountItem *item)
{
  const char      *headline = sl_account_item_get_text (item, "headline");
  gint64           since = sl_account_item_get_time (item, "since");
  gint64           now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *moment = NULL;

  if (since == 0)
    return g_strdup (headline);
  moment = sl_moment_to_words (since, now);
  /* Translators: the first %s is a whole sentence, the second a moment such as "09:12". */
  return g_strdup_printf (_ ("%s Since %s."), headline, moment);
}

static char *
describe (SlAccountItem *item)
{
  const char      *managed_by = sl_account_item_get_text (item, "managed-by");
  g_autofree char *state = describe_state (item);
  g_autofree char *managed = *managed_by != '\0' ? sl_managed_to_words (managed_by) : NULL;

  return managed != NULL ? g_strdup_printf ("%s\n%s", state, managed) : g_steal_pointer (&state);
}

static void
update (SlAccountRow *self)
{
  const char      *name = sl_account_item_get_text (self->item, "name");
  SlState          state = sl_account_item_get_state (self->item);
  gint64           now = g_get_real_time () / G_USEC_PER_SEC;
  gboolean         checking = sl_account_item_get_flag (self->item, "checking");
  g_autofree char *description = describe (self->item);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), description);
  gtk_label_set_text (self->word, sl_state_get_label (state));
  sl_state_style_set_image (self->image, state);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), checking);
  gtk_spinner_set_spinning (self->spinner, checking);
  gtk_widget_set_visible (self->muted, sl_account_item_get_time (self->item, "muted-until") > now);
}

static void
sl_account_row_dispose (GObject *object)
{
  SlAccountRow *self = SL_ACCOUNT_ROW (object);

  g_clear_object (&self->item);
  G_OBJECT_CLASS (sl_account_row_parent_class)->dispose (object);
}

static void
sl_account_row_class_init (SlAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_account_row_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SlAccountRow, image);
  gtk_widget_class_bind_template_child (widget_class, SlAccountRow, word);
  gtk_widget_class_bind_template_child (widget_class, SlAccountRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SlAccountRow, muted);
}

static void
sl_account_row_init (SlAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_account_row_new:
 * @item: the account
 *
 * Returns: (transfer floating): a row that follows @item
 */
GtkWidget *
sl_account_row_new (SlAccountItem *item)
{
  SlAccountRow *self = g_object_new (SL_TYPE_ACCOUNT_ROW, NULL);

  self->item = g_object_ref (item);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.show-account");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", sl_account_item_get_id (item));
  g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
