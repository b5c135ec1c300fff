/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "step.h"

#include <glib/gi18n-lib.h>

struct _SlStep
{
  GtkWidget  parent_instance;
  GtkWidget *content;
  GtkImage  *image;
  GtkLabel  *name;
  GtkLabel  *duration;
};

G_DEFINE_FINAL_TYPE (SlStep, sl_step, GTK_TYPE_WIDGET)

/* Index: SlStepState. */
static const struct
{
  const char *icon_name;
  const char *style_class;
  const char *word;
} looks[] = {
  { "emblem-ok-symbolic", "step-passed", N_ ("passed") },
  { "dialog-warning-symbolic", "step-slow", N_ ("slow") },
  { "process-stop-symbolic", "step-failed", N_ ("failed") },
  { "content-loading-symbolic", "step-not-reached", N_ ("not reached") },
};

static void
sl_step_dispose (GObject *object)
{
  SlStep *self = SL_STEP (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (sl_step_parent_class)->dispose (object);
}

static void
sl_step_class_init (SlStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_step_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/stormlantern/StormLantern/ui/step.ui");
  gtk_widget_class_bind_template_child (widget_class, SlStep, content);
  gtk_widget_class_bind_template_child (widget_class, SlStep, image);
  gtk_widget_class_bind_template_child (widget_class, SlStep, name);
  gtk_widget_class_bind_template_child (widget_class, SlStep, duration);
}

static void
sl_step_init (SlStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_step_new:
 * @stage: which stage
 * @state: what became of it
 * @milliseconds: how long it took, negative if it was not measured
 *
 * Returns: (transfer floating): a step
 */
GtkWidget *
sl_step_new (SlStage stage, SlStepState state, int milliseconds)
{
  SlStep *self = g_object_new (SL_TYPE_STEP, NULL);
  /* Translators: for screen readers; the first %s is a step such as "Encryption", the second
   * "passed" or "failed". */
  g_autofree char *label
      = g_strdup_printf (_ ("%s: %s"), sl_stage_get_label (stage), _ (looks[state].word));
  g_autofree char *duration = NULL;

  gtk_image_set_from_icon_name (self->image, looks[state].icon_name);
  gtk_label_set_text (self->name, sl_stage_get_label (stage));
  gtk_widget_add_css_class (GTK_WIDGET (self), looks[state].style_class);
  if (milliseconds >= 0)
    /* Translators: %d is a number of milliseconds. */
    duration = g_strdup_printf (_ ("%d ms"), milliseconds);
  gtk_label_set_text (self->duration, duration != NULL ? duration : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}
