/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "notice-bar.h"

#include "wrap-layout.h"

struct _SlNoticeBar
{
  GtkWidget    parent_instance;
  GtkRevealer *revealer;
  GtkLabel    *sentence;
  GtkButton   *button;
  GtkButton   *no_button;
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
  g_type_ensure (SL_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/notice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SlNoticeBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, SlNoticeBar, sentence);
  gtk_widget_class_bind_template_child (widget_class, SlNoticeBar, button);
  gtk_widget_class_bind_template_child (widget_class, SlNoticeBar, no_button);
}

static void
sl_notice_bar_init (SlNoticeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
has_action (GtkButton *button, const char *name, GVariant *target)
{
  GtkActionable *actionable = GTK_ACTIONABLE (button);
  GVariant      *old_target = gtk_actionable_get_action_target_value (actionable);

  if (g_strcmp0 (gtk_actionable_get_action_name (actionable), name) != 0)
    return FALSE;
  return old_target == target
         || (old_target != NULL && target != NULL && g_variant_equal (old_target, target));
}

/* The target goes before the name: GTK warns of an action whose target is still missing. A button
 * that stays as it is keeps the focus. */
static void
set_action (GtkButton *button, const char *detailed_action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_action_parse_detailed_name (detailed_action, &name, &target, &error))
    {
      g_critical ("%s: %s", detailed_action, error->message);
      return;
    }
  if (has_action (button, name, target))
    return;
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
}

static void
set_button (GtkButton *button, const char *label, const char *action)
{
  if (label != NULL)
    {
      gtk_button_set_label (button, label);
      set_action (button, action);
    }
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
}

static void
show_sentence (SlNoticeBar *self, const char *sentence)
{
  gtk_label_set_text (self->sentence, sentence);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
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
  set_button (self->button, button, action);
  set_button (self->no_button, NULL, NULL);
  show_sentence (self, sentence);
}

/**
 * sl_notice_bar_ask:
 * @self: a notice
 * @question: plain text
 * @yes: a button's label
 * @no: the other button's label
 * @action: an action that takes a boolean
 */
void
sl_notice_bar_ask (
    SlNoticeBar *self, const char *question, const char *yes, const char *no, const char *action)
{
  g_autofree char *yes_action = g_strconcat (action, "(true)", NULL);
  g_autofree char *no_action = g_strconcat (action, "(false)", NULL);

  set_button (self->button, yes, yes_action);
  set_button (self->no_button, no, no_action);
  show_sentence (self, question);
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
