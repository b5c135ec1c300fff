/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "message-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlMessageView
{
  GtkWidget    parent_instance;
  GtkWidget   *content;
  AdwComboRow *chooser;
  GtkLabel    *text;
  GtkButton   *copy_button;
  GPtrArray   *subjects; /* (element-type utf8) */
  GPtrArray   *texts;    /* (element-type utf8) filled in */
};

G_DEFINE_FINAL_TYPE (SlMessageView, sl_message_view, GTK_TYPE_WIDGET)

static guint
get_position (SlMessageView *self)
{
  guint position = adw_combo_row_get_selected (self->chooser);

  return position < self->texts->len ? position : 0;
}

static void
on_selected (SlMessageView *self)
{
  if (self->texts->len == 0)
    return;
  gtk_label_set_text (self->text, sl_message_view_get_text (self));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy_button), "s",
                                    sl_message_view_get_text (self));
}

static void
sl_message_view_dispose (GObject *object)
{
  SlMessageView *self = SL_MESSAGE_VIEW (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (sl_message_view_parent_class)->dispose (object);
}

static void
sl_message_view_finalize (GObject *object)
{
  SlMessageView *self = SL_MESSAGE_VIEW (object);

  g_ptr_array_unref (self->subjects);
  g_ptr_array_unref (self->texts);
  G_OBJECT_CLASS (sl_message_view_parent_class)->finalize (object);
}

static void
sl_message_view_class_init (SlMessageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_message_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_message_view_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/message-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SlMessageView, content);
  gtk_widget_class_bind_template_child (widget_class, SlMessageView, chooser);
  gtk_widget_class_bind_template_child (widget_class, SlMessageView, text);
  gtk_widget_class_bind_template_child (widget_class, SlMessageView, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
}

static void
sl_message_view_init (SlMessageView *self)
{
  self->subjects = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
is_shown_already (SlMessageView *self, GPtrArray *subjects, GPtrArray *texts)
{
  if (texts->len != self->texts->len)
    return FALSE;
  for (guint i = 0; i < texts->len; i++)
    if (g_strcmp0 (g_ptr_array_index (texts, i), g_ptr_array_index (self->texts, i)) != 0
        || g_strcmp0 (g_ptr_array_index (subjects, i), g_ptr_array_index (self->subjects, i)) != 0)
      return FALSE;
  return TRUE;
}

static void
take (SlMessageView *self, GPtrArray *subjects, GPtrArray *texts)
{
  guint position = get_position (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_unref (self->subjects);
  g_ptr_array_unref (self->texts);
  self->subjects = g_ptr_array_ref (subjects);
  self->texts = g_ptr_array_ref (texts);
  for (guint i = 0; i < subjects->len; i++)
    gtk_string_list_append (names, g_ptr_array_index (subjects, i));
  adw_combo_row_set_model (self->chooser, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->chooser, MIN (position, texts->len - 1));
  on_selected (self);
}

/**
 * sl_message_view_update:
 * @self: a view
 * @templates: (element-type SlTemplate): the plan's messages; %SL_TEMPLATE's own if there are none
 * @values: what to put into them; copied
 *
 * Keeps the choice.
 */
void
sl_message_view_update (SlMessageView *self, GPtrArray *templates, const SlTemplateValues *values)
{
  g_autoptr (GPtrArray) offered
      = templates->len > 0 ? g_ptr_array_ref (templates) : sl_template_list_default ();
  g_autoptr (GPtrArray) subjects = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < offered->len; i++)
    {
      const SlTemplate *template = g_ptr_array_index (offered, i);

      g_ptr_array_add (subjects, g_strdup (template->name));
      g_ptr_array_add (texts, sl_template_fill (template->text, values));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), texts->len > 1);
  if (!is_shown_already (self, subjects, texts))
    take (self, subjects, texts);
}

/**
 * sl_message_view_get_subject:
 * @self: a view that was updated
 *
 * Returns: (transfer none): the chosen message's subject
 */
const char *
sl_message_view_get_subject (SlMessageView *self)
{
  return g_ptr_array_index (self->subjects, get_position (self));
}

/**
 * sl_message_view_get_text:
 * @self: a view that was updated
 *
 * Returns: (transfer none): the chosen message, as it is shown
 */
const char *
sl_message_view_get_text (SlMessageView *self)
{
  return g_ptr_array_index (self->texts, get_position (self));
}
