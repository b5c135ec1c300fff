/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "channel-editor.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlChannelEditor
{
  GtkBox          parent_instance;
  SlPlanStore    *store;
  SlChannel      *edited; /* nullable: the channel as it is in the plan */
  gboolean        filling;
  GtkWidget      *back_button;
  AdwWindowTitle *title;
  GtkWidget      *save_button;
  GtkEditable    *address_row;
  AdwComboRow    *kind_row;
  GtkEditable    *name_row;
  GtkLabel       *hint;
  GtkEditable    *people_row;
  GtkEditable    *instructions_row;
  GtkWidget      *remove_button;
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlChannelEditor, sl_channel_editor, GTK_TYPE_BOX)

static char *
dup_text (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

static void
set_text (GtkEditable *row, const char *text)
{
  gtk_editable_set_text (row, text != NULL ? text : "");
}

/* "+49 30 123456" is what people type; "tel:+4930123456" is what can be called. */
static char *
complete_address (const char *typed)
{
  g_autoptr (GString) number = NULL;

  if (g_str_has_prefix (typed, "www."))
    return g_strconcat ("https://", typed, NULL);
  if (*typed == '\0' || strspn (typed, "+0123456789 ()/-.") != strlen (typed))
    return g_strdup (typed);
  number = g_string_new ("tel:");
  for (const char *letter = typed; *letter != '\0'; letter++)
    if (g_ascii_isdigit (*letter) || *letter == '+')
      g_string_append_c (number, *letter);
  return g_string_free (g_steal_pointer (&number), FALSE);
}

static SlChannel *
create_channel (SlChannelEditor *self)
{
  g_autofree char *typed = dup_text (self->address_row);
  g_autofree char *address = complete_address (typed);
  g_autofree char *name = dup_text (self->name_row);
  g_autofree char *people = dup_text (self->people_row);
  g_autofree char *instructions = dup_text (self->instructions_row);
  SlChannelKind    kind = adw_combo_row_get_selected (self->kind_row);
  const char      *shown_name = *name != '\0' ? name : typed;
  g_autofree char *id = NULL;
  SlChannel       *channel;

  if (self->edited == NULL)
    {
      id = sl_plan_make_id (sl_plan_store_get_plan (self->store), shown_name);
      channel = sl_channel_new (id, shown_name, kind, address);
      channel->works_offline
          = kind == SL_CHANNEL_PHONE || kind == SL_CHANNEL_SMS || kind == SL_CHANNEL_IN_PERSON;
    }
  else
    channel = sl_channel_copy (self->edited);
  g_free (channel->name);
  g_free (channel->address);
  g_free (channel->instructions);
  g_strfreev (channel->people);
  channel->name = g_strdup (shown_name);
  channel->address = g_steal_pointer (&address);
  channel->kind = kind;
  channel->people = *people != '\0' ? g_strsplit (people, ", ", -1) : NULL;
  channel->instructions = *instructions != '\0' ? g_steal_pointer (&instructions) : NULL;
  return channel;
}

static void
show_hint (SlChannelEditor *self, const char *text)
{
  gtk_label_set_text (self->hint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), *text != '\0');
}

static void
update_hint (SlChannelEditor *self)
{
  g_autoptr (SlChannel) channel = create_channel (self);
  SlProvider      *provider = NULL;
  g_autofree char *text = NULL;

  if (*channel->address != '\0')
    provider
        = sl_provider_catalogue_lookup_channel (sl_plan_store_get_catalogue (self->store), channel);
  if (provider != NULL)
    /* Translators: %s is a provider such as "Microsoft Teams". */
    text = g_strdup_printf (
        _ ("This depends on %s. It is put behind the others when %s has an outage."),
        provider->name, provider->name);
  show_hint (self, text != NULL ? text : "");
}

static void
on_address_changed (SlChannelEditor *self)
{
  g_autofree char *typed = dup_text (self->address_row);
  g_autofree char *address = complete_address (typed);

  if (self->filling)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
  adw_combo_row_set_selected (self->kind_row, sl_channel_kind_guess (address));
  update_hint (self);
}

static void
on_changed (SlChannelEditor *self)
{
  if (!self->filling)
    update_hint (self);
}

static void
on_save_clicked (SlChannelEditor *self)
{
  g_autoptr (SlChannel) channel = create_channel (self);
  g_autoptr (GError) error = NULL;

  if (*channel->address == '\0')
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
      show_hint (self, _ ("Enter an address: a phone number, a link, or a place."));
      return;
    }
  if (!sl_plan_store_set_channel (self->store, channel, &error))
    {
      show_hint (self, error->message);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_SAVED], 0);
}

static void
sl_channel_editor_dispose (GObject *object)
{
  SlChannelEditor *self = SL_CHANNEL_EDITOR (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->edited, sl_channel_free);
  G_OBJECT_CLASS (sl_channel_editor_parent_class)->dispose (object);
}

static gboolean
sl_channel_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SL_CHANNEL_EDITOR (widget)->address_row));
}

static void
sl_channel_editor_class_init (SlChannelEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_channel_editor_dispose;
  widget_class->grab_focus = sl_channel_editor_grab_focus;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/channel-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, back_button);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, title);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, address_row);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, kind_row);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, name_row);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, hint);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, people_row);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, instructions_row);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);

  signals[SIGNAL_SAVED] = g_signal_new ("saved", SL_TYPE_CHANNEL_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_channel_editor_init (SlChannelEditor *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int kind = SL_CHANNEL_PHONE; kind <= SL_CHANNEL_OTHER; kind++)
    gtk_string_list_append (labels, sl_channel_kind_get_label (kind));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (labels));
}

static void
fill_from_channel (SlChannelEditor *self, const SlChannel *channel)
{
  g_autofree char *people = channel->people != NULL ? g_strjoinv (", ", channel->people) : NULL;

  self->edited = sl_channel_copy (channel);
  set_text (self->address_row, channel->address);
  set_text (self->name_row, channel->name);
  set_text (self->people_row, people);
  set_text (self->instructions_row, channel->instructions);
  adw_combo_row_set_selected (self->kind_row, channel->kind);
  adw_window_title_set_title (self->title, _ ("Change a Way to Talk"));
  gtk_widget_set_visible (self->remove_button, TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove_button), "s", channel->id);
}

/**
 * sl_channel_editor_new:
 * @store: the plan
 * @channel_id: (nullable): the channel to change, %NULL to add one
 *
 * Returns: (transfer floating): an editor
 */
GtkWidget *
sl_channel_editor_new (SlPlanStore *store, const char *channel_id)
{
  SlChannelEditor *self = g_object_new (SL_TYPE_CHANNEL_EDITOR, NULL);
  SlChannel       *channel = NULL;

  self->store = g_object_ref (store);
  if (channel_id != NULL)
    channel = sl_plan_get_channel (sl_plan_store_get_plan (store), channel_id);
  if (channel != NULL)
    fill_from_channel (self, channel);
  self->filling = FALSE;
  if (channel != NULL)
    update_hint (self);
  return GTK_WIDGET (self);
}
