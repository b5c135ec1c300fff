/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "notice-bar.h"

struct _SlNoticeBar
{
  GtkWidget    parent_instance;
  GtkRevealer *revealer;
  GtkLabel    *sentence;
  GtkButton   *button;
};

G_DEFINE_FINAL_TYPE (SlNoticeBar, sl_notice_bar, GTK_TYPE_WIDGET)

static void
sl_notice_bar_dispose (GObject *object)
{
  SlNoticeBar *self = SL_NOTICE_BAR (object);

  if (self->revealer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->revealer));
  self->revealer = NULL;
  G_OBJECT_CLASS (sl_notice_bar_parent_class)->dispose (object);
}

static void
sl_notice_bar_class_init (SlNoticeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_notice_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/notice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SlNoticeBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, SlNoticeBar, sentence);
  gtk_widget_class_bind_template_child (widget_class, SlNoticeBar, button);
}

static void
sl_notice_bar_init (SlNoticeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_notice_bar_show:
 * @self: a notice
 * @sentence: plain text
 * @button: (nullable): the button's label, %NULL for none
 * @action: (nullable): a detailed action name for the button
 */
void
sl_notice_bar_show (SlNoticeBar *self, const char *sentence, const char *button, const char *action)
{
  gtk_label_set_text (self->sentence, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  if (button != NULL)
    {
      gtk_button_set_label (self->button, button);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action);
    }
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
}

/**
 * sl_notice_bar_hide:
 * @self: a notice
 */
void
sl_notice_bar_hide (SlNoticeBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
