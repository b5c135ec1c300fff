/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "qr-window.h"

#include "address-words.h"
#include "qr-code.h"

#include <glib/gi18n-lib.h>

struct _SlQrWindow
{
  AdwWindow       parent_instance;
  AdwWindowTitle *title;
  GtkDrawingArea *drawing;
  GtkLabel       *hint;
  GtkLabel       *address;
  GtkButton      *copy_button;
  SlQrCode       *code; /* nullable: the address is too long for a camera */
};

G_DEFINE_FINAL_TYPE (SlQrWindow, sl_qr_window, ADW_TYPE_WINDOW)

static void
draw (GtkDrawingArea *area, cairo_t *cairo, int width, int height, gpointer user_data)
{
  SlQrWindow *self = SL_QR_WINDOW (user_data);
  double      side = MIN (width, height);

  cairo_translate (cairo, (width - side) / 2, (height - side) / 2);
  if (self->code != NULL)
    sl_qr_code_draw (self->code, cairo, side);
}

static void
on_copy_clicked (SlQrWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))),
                              "win.copy", "s",
                              g_object_get_data (G_OBJECT (self->copy_button), "address"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
sl_qr_window_finalize (GObject *object)
{
  g_clear_pointer (&SL_QR_WINDOW (object)->code, sl_qr_code_free);
  G_OBJECT_CLASS (sl_qr_window_parent_class)->finalize (object);
}

static void
sl_qr_window_class_init (SlQrWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sl_qr_window_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/qr-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SlQrWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SlQrWindow, drawing);
  gtk_widget_class_bind_template_child (widget_class, SlQrWindow, hint);
  gtk_widget_class_bind_template_child (widget_class, SlQrWindow, address);
  gtk_widget_class_bind_template_child (widget_class, SlQrWindow, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sl_qr_window_init (SlQrWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->drawing, draw, self, NULL);
}

static const char *
get_hint (SlChannelKind kind, gboolean has_code)
{
  if (!has_code)
    return _ ("This address is too long for a QR code. Copy it instead.");
  if (kind == SL_CHANNEL_PHONE)
    return _ ("Point your phone's camera at it to call.");
  if (kind == SL_CHANNEL_SMS || kind == SL_CHANNEL_MAIL)
    return _ ("Point your phone's camera at it to write.");
  return _ ("Point your phone's camera at it to open this there.");
}

/**
 * sl_qr_window_new:
 * @parent: the window it belongs to
 * @channel: a channel; copied into the widgets
 *
 * Returns: (transfer none): the dialog, not yet presented
 */
GtkWidget *
sl_qr_window_new (GtkWindow *parent, const SlChannel *channel)
{
  SlQrWindow *self = g_object_new (SL_TYPE_QR_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  g_autofree char *address = sl_channel_address_complete (channel->address);
  g_autofree char *words = sl_address_to_words (address);
  g_autofree char *alternative = NULL;

  self->code = sl_qr_code_new (address);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->copy_button));
  adw_window_title_set_title (self->title, channel->name);
  gtk_window_set_title (GTK_WINDOW (self), channel->name);
  gtk_widget_set_visible (GTK_WIDGET (self->drawing), self->code != NULL);
  gtk_label_set_text (self->hint, get_hint (channel->kind, self->code != NULL));
  gtk_label_set_text (self->address, words);
  g_object_set_data_full (G_OBJECT (self->copy_button), "address", g_steal_pointer (&address),
                          g_free);
  /* Translators: the first %s is a channel, the second its address. */
  alternative = g_strdup_printf (_ ("QR code of %s: %s"), channel->name, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drawing), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  alternative, -1);
  return GTK_WIDGET (self);
}
