/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "text-row.h"

struct _SlTextRow
{
  AdwPreferencesRow parent_instance;
  GtkLabel         *caption;
  GtkTextView      *view;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlTextRow, sl_text_row, ADW_TYPE_PREFERENCES_ROW)

static void
on_buffer_changed (SlTextRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_title_changed (SlTextRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));

  gtk_label_set_text (self->caption, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_MULTI_LINE, TRUE, -1);
}

static gboolean
sl_text_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SL_TEXT_ROW (widget)->view));
}

/* A row of a list takes the focus from its child before it lets it go back to the row above; this
 * one would hand it to the text again, for ever. */
static gboolean
sl_text_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_get_focus_child (widget) == NULL && gtk_widget_grab_focus (widget);
}

static void
sl_text_row_class_init (SlTextRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->focus = sl_text_row_focus;
  widget_class->grab_focus = sl_text_row_grab_focus;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SlTextRow, caption);
  gtk_widget_class_bind_template_child (widget_class, SlTextRow, view);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SL_TYPE_TEXT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_text_row_init (SlTextRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (on_buffer_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::title", G_CALLBACK (on_title_changed), NULL);
}

/**
 * sl_text_row_dup_text:
 * @self: a row
 *
 * Returns: (transfer full): what was typed, without space around it; "" if nothing
 */
char *
sl_text_row_dup_text (SlTextRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter    start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/**
 * sl_text_row_set_text:
 * @self: a row
 * @text: (nullable): plain text, UTF-8
 */
void
sl_text_row_set_text (SlTextRow *self, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text != NULL ? text : "", -1);
}
