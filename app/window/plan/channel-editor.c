/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "channel-editor.h"

#include "autosave.h"
#include "entry-text.h"
#include "finding-row.h"
#include "page-title.h"
#include "plan-rebase.h"
#include "provider-list.h"
#include "text-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlChannelEditor
{
  GtkBox          parent_instance;
  SlPlanStore    *store;
  SlPlan         *base;       /* the user's own plan as the fields were filled from it */
  SlChannel      *edited;     /* nullable: the channel in it */
  char           *account_id; /* nullable: a new channel is to serve this account as well */
  SlProviderList *providers;
  SlChannelField  field;
  gboolean        filling;     /* the fields are being filled in by us, not by the user */
  gboolean        asked;       /* the user wanted to add: now say what is missing */
  gboolean        offline_set; /* the user said whether it works without the internet */
  SlAutosave      autosave;
  SlPageTitle    *title;
  GtkWidget      *add_button;
  GtkEditable    *address_row;
  AdwComboRow    *kind_row;
  GtkEditable    *name_row;
  GtkLabel       *hint;
  SlTextRow      *people_row;
  SlTextRow      *instructions_row;
  AdwComboRow    *provider_row;
  GtkSwitch      *offline_switch;
  GtkWidget      *findings_group;
  GtkListBox     *finding_list;
  GtkWidget      *remove_button;
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlChannelEditor, sl_channel_editor, GTK_TYPE_BOX)

static void
set_text (GtkEditable *row, const char *text)
{
  if (g_strcmp0 (gtk_editable_get_text (row), text != NULL ? text : "") != 0)
    gtk_editable_set_text (row, text != NULL ? text : "");
}

/* Reading the fields */

static char *
dup_address (SlChannelEditor *self)
{
  g_autofree char *typed = sl_entry_text_dup (self->address_row);

  return sl_channel_address_complete (typed);
}

/* One person or group on each line. */
static char **
dup_people (SlChannelEditor *self)
{
  g_autofree char *text = sl_text_row_dup_text (self->people_row);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) people = g_strv_builder_new ();
  guint n_people = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      {
        g_strv_builder_add (people, lines[i]);
        n_people++;
      }
  return n_people > 0 ? g_strv_builder_end (people) : NULL;
}

static void
take (char **member, char *text)
{
  g_free (*member);
  *member = text;
}

/* The channel as the fields say it; what has no field stays as it was. */
static SlChannel *
create_channel (SlChannelEditor *self)
{
  g_autofree char *typed = sl_entry_text_dup (self->address_row);
  g_autofree char *name = sl_entry_text_dup (self->name_row);
  g_autofree char *instructions = sl_text_row_dup_text (self->instructions_row);
  const char      *provider
      = sl_provider_list_get_id (self->providers, adw_combo_row_get_selected (self->provider_row));
  SlChannel *channel = self->edited != NULL ? sl_channel_copy (self->edited)
                                            : sl_channel_new (NULL, NULL, SL_CHANNEL_OTHER, "");

  take (&channel->name, g_strdup (*name != '\0' ? name : typed));
  take (&channel->address, dup_address (self));
  take (&channel->instructions, *instructions != '\0' ? g_steal_pointer (&instructions) : NULL);
  take (&channel->provider, g_strdup (provider));
  g_strfreev (channel->people);
  channel->people = dup_people (self);
  channel->kind = adw_combo_row_get_selected (self->kind_row);
  channel->works_offline = gtk_switch_get_active (self->offline_switch);
  if (channel->id == NULL)
    channel->id = sl_plan_make_id (sl_plan_store_get_plan (self->store), channel->name);
  return channel;
}

/* Saying what is wrong, or what is good to know */

static void
show_hint (SlChannelEditor *self, const char *text)
{
  gtk_label_set_text (self->hint, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), text != NULL && *text != '\0');
}

/* Returns: (transfer full) (nullable): why it cannot be saved, one sentence */
static char *
find_mistake (const SlChannel *channel)
{
  const char *fault = NULL;

  if (*channel->address == '\0')
    return g_strdup (sl_channel_address_find_mistake (channel->kind, channel->address));
  fault = sl_channel_find_fault (channel);
  /* Translators: %s is the end of the sentence, such as "needs a name". */
  return fault != NULL ? g_strdup_printf (_ ("This way to talk %s."), fault) : NULL;
}

static char *
describe_provider (SlChannelEditor *self, const SlChannel *channel)
{
  const SlProvider *provider
      = sl_provider_catalogue_lookup_channel (sl_plan_store_get_catalogue (self->store), channel);

  if (provider == NULL || *channel->address == '\0')
    return NULL;
  return g_strdup_printf (
      /* Translators: both %s are the same provider such as "Microsoft Teams". */
      _ ("This depends on %s. It is put behind the others when %s has an outage."), provider->name,
      provider->name);
}

static void
update_hint (SlChannelEditor *self)
{
  g_autoptr (SlChannel) channel = create_channel (self);
  g_autofree char *mistake = find_mistake (channel);
  g_autofree char *advice = describe_provider (self, channel);
  const char      *doubt = sl_channel_address_find_mistake (channel->kind, channel->address);
  gboolean         early = self->edited == NULL && !self->asked && *channel->address == '\0';

  sl_entry_text_mark (self->address_row, doubt != NULL && !early);
  if (early)
    show_hint (self, NULL);
  else if (doubt != NULL)
    show_hint (self, doubt);
  else
    show_hint (self, mistake != NULL ? mistake : advice);
}

static void
update_inferred (SlChannelEditor *self)
{
  g_autoptr (SlChannel) channel = create_channel (self);
  gboolean was_filling = self->filling;

  g_clear_pointer (&channel->provider, g_free);
  self->filling = TRUE;
  sl_provider_list_set_inferred (self->providers,
                                 *channel->address != '\0' ? sl_provider_catalogue_lookup_channel (
                                     sl_plan_store_get_catalogue (self->store), channel)
                                                           : NULL);
  self->filling = was_filling;
}

static void
update_findings (SlChannelEditor *self)
{
  SlPlan *plan = sl_plan_store_get_plan (self->store);
  g_autoptr (GPtrArray) findings = sl_plan_lint (plan, sl_plan_store_get_catalogue (self->store),
                                                 g_get_real_time () / G_USEC_PER_SEC);
  GtkWidget *row;
  guint      n_shown = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->finding_list))) != NULL)
    gtk_list_box_remove (self->finding_list, row);
  for (guint i = 0; self->edited != NULL && i < findings->len; i++)
    {
      const SlLintFinding *finding = g_ptr_array_index (findings, i);

      if (g_strcmp0 (finding->channel, self->edited->id) != 0)
        continue;
      gtk_list_box_append (self->finding_list, sl_finding_row_new (plan, finding));
      n_shown++;
    }
  gtk_widget_set_visible (self->findings_group, n_shown > 0);
}

/* Filling the fields */

static void
fill (SlChannelEditor *self, const SlChannel *channel)
{
  g_autofree char *people = channel->people != NULL ? g_strjoinv ("\n", channel->people) : NULL;

  self->filling = TRUE;
  set_text (self->address_row, channel->address);
  set_text (self->name_row, channel->name);
  sl_text_row_set_text (self->people_row, people);
  sl_text_row_set_text (self->instructions_row, channel->instructions);
  adw_combo_row_set_selected (self->kind_row, channel->kind);
  gtk_switch_set_active (self->offline_switch, channel->works_offline);
  adw_combo_row_set_selected (self->provider_row,
                              sl_provider_list_find (self->providers, channel->provider));
  self->offline_set = TRUE;
  self->filling = FALSE;
}

static void
take_plan (SlChannelEditor *self, const char *channel_id)
{
  SlPlan    *own = sl_plan_store_get_own_plan (self->store);
  SlChannel *channel = sl_plan_get_channel (own, channel_id);

  g_set_object (&self->base, own);
  g_clear_pointer (&self->edited, sl_channel_free);
  self->edited = channel != NULL ? sl_channel_copy (channel) : NULL;
}

/* Saving */

static gboolean
save (SlChannelEditor *self, const SlChannel *channel, char **conflict, GError **error)
{
  g_autoptr (SlPlan) mine = sl_plan_copy (self->base);
  SlAccount *account = sl_plan_get_account (mine, self->account_id);

  if (!sl_plan_set_channel (mine, channel, error))
    return FALSE;
  /* An account that names its channels gets the new one only if it names it as well. */
  if (self->edited == NULL && account != NULL && account->channels != NULL)
    {
      g_autoptr (GStrvBuilder) channels = g_strv_builder_new ();

      g_strv_builder_addv (channels, (const char **) account->channels);
      g_strv_builder_add (channels, channel->id);
      g_strfreev (account->channels);
      account->channels = g_strv_builder_end (channels);
    }
  return sl_plan_store_commit (self->store, self->base, mine, conflict, error);
}

static void
on_pause (gpointer user_data, gpointer unused)
{
  SlChannelEditor *self = user_data;
  g_autoptr (SlChannel) channel = NULL;
  g_autofree char *conflict = NULL;
  g_autofree char *mistake = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  if (self->edited == NULL)
    return;
  channel = create_channel (self);
  mistake = find_mistake (channel);
  id = g_strdup (channel->id);
  if (mistake != NULL)
    return;
  self->filling = TRUE;
  if (!save (self, channel, &conflict, &error))
    show_hint (self, error->message);
  else
    {
      take_plan (self, id);
      update_findings (self);
      if (conflict != NULL)
        show_hint (self, conflict);
    }
  self->filling = FALSE;
}

static void
on_changed (SlChannelEditor *self)
{
  if (self->filling || self->store == NULL)
    return;
  update_hint (self);
  if (self->edited != NULL)
    sl_autosave_schedule (&self->autosave, on_pause, self);
}

static void
on_address_changed (SlChannelEditor *self)
{
  g_autofree char *address = NULL;
  SlChannelKind    kind;

  if (self->filling || self->store == NULL)
    return;
  address = dup_address (self);
  kind = sl_channel_kind_guess (address);
  self->filling = TRUE;
  adw_combo_row_set_selected (self->kind_row, kind);
  if (!self->offline_set)
    gtk_switch_set_active (self->offline_switch, sl_channel_kind_works_offline (kind));
  self->filling = FALSE;
  update_inferred (self);
  on_changed (self);
}

static void
on_offline_changed (SlChannelEditor *self)
{
  if (!self->filling)
    self->offline_set = TRUE;
  on_changed (self);
}

static void
on_add_clicked (SlChannelEditor *self)
{
  g_autoptr (SlChannel) channel = create_channel (self);
  g_autofree char *mistake = find_mistake (channel);
  g_autofree char *conflict = NULL;
  g_autoptr (GError) error = NULL;

  self->asked = TRUE;
  update_hint (self);
  if (mistake != NULL || self->edited != NULL)
    return;
  if (!save (self, channel, &conflict, &error))
    show_hint (self, error->message);
  else
    g_signal_emit (self, signals[SIGNAL_SAVED], 0);
}

/* Somebody else changed the file: what nobody is typing at is shown as it is now. */
static void
on_store_changed (SlChannelEditor *self)
{
  g_autofree char *id = self->edited != NULL ? g_strdup (self->edited->id) : NULL;

  if (self->filling || id == NULL || sl_autosave_is_waiting (&self->autosave))
    return;
  take_plan (self, id);
  if (self->edited != NULL)
    {
      fill (self, self->edited);
      update_hint (self);
    }
  else
    {
      show_hint (self, _ ("This way to talk was removed meanwhile. Add it again if you need it."));
      gtk_widget_set_visible (self->add_button, TRUE);
      gtk_widget_set_visible (self->remove_button, FALSE);
    }
  update_findings (self);
}

/* Object */

static void
sl_channel_editor_unmap (GtkWidget *widget)
{
  sl_autosave_flush (&SL_CHANNEL_EDITOR (widget)->autosave);
  GTK_WIDGET_CLASS (sl_channel_editor_parent_class)->unmap (widget);
}

static void
sl_channel_editor_dispose (GObject *object)
{
  SlChannelEditor *self = SL_CHANNEL_EDITOR (object);

  sl_autosave_forget (&self->autosave);
  g_clear_object (&self->store);
  g_clear_object (&self->base);
  g_clear_pointer (&self->edited, sl_channel_free);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->providers, sl_provider_list_free);
  G_OBJECT_CLASS (sl_channel_editor_parent_class)->dispose (object);
}

static gboolean
sl_channel_editor_grab_focus (GtkWidget *widget)
{
  SlChannelEditor *self = SL_CHANNEL_EDITOR (widget);

  switch (self->field)
    {
    case SL_CHANNEL_FIELD_PEOPLE:
      return gtk_widget_grab_focus (GTK_WIDGET (self->people_row));
    case SL_CHANNEL_FIELD_PROVIDER:
      return gtk_widget_grab_focus (GTK_WIDGET (self->provider_row));
    case SL_CHANNEL_FIELD_ADDRESS:
    default:
      return gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, title);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, add_button);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, address_row);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, kind_row);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, name_row);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, hint);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, people_row);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, instructions_row);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, provider_row);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, offline_switch);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, findings_group);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, finding_list);
  gtk_widget_class_bind_template_child (widget_class, SlChannelEditor, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_offline_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
}

static void
sl_channel_editor_class_init (SlChannelEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_channel_editor_dispose;
  widget_class->grab_focus = sl_channel_editor_grab_focus;
  widget_class->unmap = sl_channel_editor_unmap;
  g_type_ensure (SL_TYPE_TEXT_ROW);
  g_type_ensure (SL_TYPE_PAGE_TITLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/channel-editor.ui");
  bind_template (widget_class);

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
show_as_change (SlChannelEditor *self)
{
  sl_page_title_set_title (self->title, _ ("Change a Way to Talk"));
  sl_page_title_set_subtitle (self->title, _ ("Saved as you type"));
  gtk_widget_set_visible (self->add_button, FALSE);
  gtk_widget_set_visible (self->remove_button, TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove_button), "s", self->edited->id);
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

  self->store = g_object_ref (store);
  self->providers = sl_provider_list_new (sl_plan_store_get_catalogue (store));
  adw_combo_row_set_model (self->provider_row, G_LIST_MODEL (self->providers->names));
  take_plan (self, channel_id);
  if (self->edited != NULL)
    {
      fill (self, self->edited);
      show_as_change (self);
    }
  update_inferred (self);
  self->filling = FALSE;
  update_hint (self);
  update_findings (self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * sl_channel_editor_set_kind:
 * @self: an editor that adds
 * @kind: what is wanted
 */
void
sl_channel_editor_set_kind (SlChannelEditor *self, SlChannelKind kind)
{
  self->filling = TRUE;
  adw_combo_row_set_selected (self->kind_row, kind);
  gtk_switch_set_active (self->offline_switch, sl_channel_kind_works_offline (kind));
  self->filling = FALSE;
}

/**
 * sl_channel_editor_set_account:
 * @self: an editor that adds
 * @account_id: (nullable): an account that the new channel is to serve, also if it names its
 * channels
 */
void
sl_channel_editor_set_account (SlChannelEditor *self, const char *account_id)
{
  g_free (self->account_id);
  self->account_id = g_strdup (account_id);
}

/**
 * sl_channel_editor_set_field:
 * @self: an editor
 * @field: where the keyboard is put when it is shown
 */
void
sl_channel_editor_set_field (SlChannelEditor *self, SlChannelField field)
{
  self->field = field;
}
