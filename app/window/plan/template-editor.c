/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "template-editor.h"

#include "autosave.h"
#include "entry-text.h"
#include "page-title.h"
#include "plan-rebase.h"
#include "text-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlTemplateEditor
{
  GtkBox       parent_instance;
  SlPlanStore *store;
  SlPlan      *base;   /* the user's own plan as the fields were filled from it */
  SlTemplate  *edited; /* nullable: it was removed meanwhile */
  gboolean     filling;
  SlAutosave   autosave;
  GtkEditable *name_row;
  SlTextRow   *text_row;
  GtkLabel    *hint;
  GtkLabel    *preview;
  GtkWidget   *remove_button;
};

G_DEFINE_FINAL_TYPE (SlTemplateEditor, sl_template_editor, GTK_TYPE_BOX)

static SlTemplate *
create_template (SlTemplateEditor *self)
{
  SlTemplate *template = sl_template_copy (self->edited);

  g_free (template->name);
  g_free (template->text);
  template->name = sl_entry_text_dup (self->name_row);
  template->text = sl_text_row_dup_text (self->text_row);
  return template;
}

static void
show_hint (SlTemplateEditor *self, const char *text)
{
  gtk_label_set_text (self->hint, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), text != NULL);
}

static char *
find_mistake (const SlTemplate *template)
{
  const char      *fault = sl_template_find_fault (template);
  g_autofree char *unknown = NULL;

  if (fault != NULL)
    /* Translators: %s is the end of the sentence, such as "needs a name". */
    return g_strdup_printf (_ ("Not saved: this message %s."), fault);
  unknown = sl_template_find_unknown_placeholder (template->text);
  if (unknown != NULL)
    return g_strdup_printf (
        /* Translators: %s is a word in curly brackets that somebody typed, such as "{chanel}". */
        _ ("%s stands for nothing and is sent as it is."), unknown);
  return NULL;
}

/* What the message looks like, with samples. */
static void
update_words (SlTemplateEditor *self)
{
  const SlTemplateValues samples = {
    /* Translators: samples that show what a message will look like. */
    .channel = _ ("Conference bridge (+49 30 1234567)"),
    .account = _ ("Work"),
    .address = "ann@example.org",
    .provider = "Outlook",
    .name = g_get_real_name (),
    .since = "09:12",
  };
  g_autoptr (SlTemplate) template = create_template (self);
  g_autofree char *mistake = find_mistake (template);
  g_autofree char *filled = sl_template_fill (template->text, &samples);

  show_hint (self, mistake);
  gtk_label_set_text (self->preview, filled);
}

static void
take_plan (SlTemplateEditor *self, const char *id)
{
  SlPlan *own = sl_plan_store_get_own_plan (self->store);
  SlTemplate *template = sl_plan_get_template (own, id);

  g_set_object (&self->base, own);
  g_clear_pointer (&self->edited, sl_template_free);
  self->edited = template != NULL ? sl_template_copy (template) : NULL;
}

static void
fill (SlTemplateEditor *self)
{
  self->filling = TRUE;
  gtk_editable_set_text (self->name_row, self->edited->name);
  sl_text_row_set_text (self->text_row, self->edited->text);
  self->filling = FALSE;
  update_words (self);
}

static void
on_pause (gpointer user_data, gpointer unused)
{
  SlTemplateEditor *self = user_data;
  g_autoptr (SlTemplate) template = NULL;
  g_autoptr (SlPlan) mine = NULL;
  g_autofree char *conflict = NULL;
  g_autoptr (GError) error = NULL;

  if (self->edited == NULL)
    return;
  template = create_template (self);
  if (sl_template_find_fault (template) != NULL)
    return;
  mine = sl_plan_copy (self->base);
  self->filling = TRUE;
  if (!sl_plan_set_template (mine, template, &error)
      || !sl_plan_store_commit (self->store, self->base, mine, &conflict, &error))
    show_hint (self, error->message);
  else
    {
      take_plan (self, template->id);
      if (conflict != NULL)
        show_hint (self, conflict);
    }
  self->filling = FALSE;
}

static void
on_changed (SlTemplateEditor *self)
{
  if (self->filling || self->edited == NULL)
    return;
  update_words (self);
  sl_autosave_schedule (&self->autosave, on_pause, self);
}

static void
on_store_changed (SlTemplateEditor *self)
{
  g_autofree char *id = self->edited != NULL ? g_strdup (self->edited->id) : NULL;

  if (self->filling || id == NULL || sl_autosave_is_waiting (&self->autosave))
    return;
  take_plan (self, id);
  if (self->edited != NULL)
    fill (self);
  else
    show_hint (self, _ ("This message was removed meanwhile."));
  gtk_widget_set_sensitive (self->remove_button, self->edited != NULL);
}

static void
sl_template_editor_unmap (GtkWidget *widget)
{
  sl_autosave_flush (&SL_TEMPLATE_EDITOR (widget)->autosave);
  GTK_WIDGET_CLASS (sl_template_editor_parent_class)->unmap (widget);
}

static void
sl_template_editor_dispose (GObject *object)
{
  SlTemplateEditor *self = SL_TEMPLATE_EDITOR (object);

  sl_autosave_forget (&self->autosave);
  g_clear_object (&self->store);
  g_clear_object (&self->base);
  g_clear_pointer (&self->edited, sl_template_free);
  G_OBJECT_CLASS (sl_template_editor_parent_class)->dispose (object);
}

static gboolean
sl_template_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SL_TEMPLATE_EDITOR (widget)->text_row));
}

static void
sl_template_editor_class_init (SlTemplateEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_template_editor_dispose;
  widget_class->unmap = sl_template_editor_unmap;
  widget_class->grab_focus = sl_template_editor_grab_focus;
  g_type_ensure (SL_TYPE_TEXT_ROW);
  g_type_ensure (SL_TYPE_PAGE_TITLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/template-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SlTemplateEditor, name_row);
  gtk_widget_class_bind_template_child (widget_class, SlTemplateEditor, text_row);
  gtk_widget_class_bind_template_child (widget_class, SlTemplateEditor, hint);
  gtk_widget_class_bind_template_child (widget_class, SlTemplateEditor, preview);
  gtk_widget_class_bind_template_child (widget_class, SlTemplateEditor, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
sl_template_editor_init (SlTemplateEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_template_editor_new:
 * @store: the plan
 * @template_id: a message of the user's own plan
 *
 * Returns: (transfer floating): an editor
 */
GtkWidget *
sl_template_editor_new (SlPlanStore *store, const char *template_id)
{
  SlTemplateEditor *self = g_object_new (SL_TYPE_TEMPLATE_EDITOR, NULL);

  self->store = g_object_ref (store);
  take_plan (self, template_id);
  if (self->edited != NULL)
    fill (self);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove_button), "s", template_id);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
