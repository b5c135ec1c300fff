/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "practice-bar.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlPracticeBar
{
  GtkWidget       parent_instance;
  GtkWidget      *content;
  GtkLabel       *phase;
  GtkProgressBar *progress;
  GtkWidget      *stop_button;
  SlWatchClient  *client;
};

G_DEFINE_FINAL_TYPE (SlPracticeBar, sl_practice_bar, GTK_TYPE_WIDGET)

static void
update (SlPracticeBar *self)
{
  double      elapsed_seconds = 0, length_seconds = 0;
  const char *phase = "";
  gboolean    running
      = sl_watch_client_get_drill (self->client, &elapsed_seconds, &length_seconds, &phase);

  gtk_widget_set_visible (GTK_WIDGET (self), sl_watch_client_is_practice (self->client));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);
  gtk_widget_set_visible (self->stop_button, running);
  if (running)
    gtk_progress_bar_set_fraction (self->progress, CLAMP (elapsed_seconds / length_seconds, 0, 1));
  if (running && *phase != '\0')
    gtk_label_set_text (self->phase, phase);
  else
    gtk_label_set_text (self->phase, _ ("This is not your mail."));
}

static void
sl_practice_bar_dispose (GObject *object)
{
  SlPracticeBar *self = SL_PRACTICE_BAR (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (sl_practice_bar_parent_class)->dispose (object);
}

static void
sl_practice_bar_class_init (SlPracticeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_practice_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/practice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SlPracticeBar, content);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeBar, phase);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeBar, progress);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeBar, stop_button);
}

static void
sl_practice_bar_init (SlPracticeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_practice_bar_set_client:
 * @self: a bar
 * @client: whose practice is shown, if it is one
 */
void
sl_practice_bar_set_client (SlPracticeBar *self, SlWatchClient *client)
{
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  g_signal_connect_object (client, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
