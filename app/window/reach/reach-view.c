/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "reach-view.h"

#include "channel-row.h"
#include "situation.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlReachView
{
  GtkWidget   parent_instance;
  GtkWidget  *content;
  GtkLabel   *instructions;
  GtkListBox *list;
  gboolean    offers_messages;
  char       *first; /* nullable: the id of the channel that stands first */
  SlPlan     *plan;  /* nullable: what the rows were made from */
  char       *shown; /* the same in words, with what else they were made from */
};

G_DEFINE_FINAL_TYPE (SlReachView, sl_reach_view, GTK_TYPE_WIDGET)

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
add_empty_row (SlReachView *self)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "title", _ ("Who would you call?"), "subtitle",
                _ ("Nothing is written down yet. Add a phone number, a chat or another address."),
                "subtitle-lines", 0, "activatable", TRUE, "action-name", "win.add-channel", NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_append (self->list, row);
}

/* New rows would take the focus away from a button that is about to be pressed. */
static gboolean
is_shown_already (SlReachView       *self,
                  SlPlan            *plan,
                  const char        *account_id,
                  const SlSituation *situation)
{
  g_autofree char *json = sl_plan_to_json (plan);
  g_autofree char *joined = g_strjoinv (" ", (char **) situation->unhealthy_providers);
  g_autofree char *shown
      = g_strdup_printf ("%s\n%d%d%d %s\n%s", account_id, situation->fails, situation->line_is_down,
                         self->offers_messages, joined, json);

  g_set_object (&self->plan, plan);
  if (g_strcmp0 (shown, self->shown) == 0)
    return TRUE;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  return FALSE;
}

static void
sl_reach_view_dispose (GObject *object)
{
  SlReachView *self = SL_REACH_VIEW (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->first, g_free);
  g_clear_object (&self->plan);
  G_OBJECT_CLASS (sl_reach_view_parent_class)->dispose (object);
}

/* At the first channel's first button; with no channel at what adds one. */
static gboolean
sl_reach_view_grab_focus (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (SL_REACH_VIEW (widget)->list));

  if (row == NULL)
    return FALSE;
  return SL_IS_CHANNEL_ROW (row) ? sl_channel_row_focus_button (SL_CHANNEL_ROW (row))
                                 : gtk_widget_grab_focus (row);
}

static void
sl_reach_view_class_init (SlReachViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_reach_view_dispose;
  widget_class->grab_focus = sl_reach_view_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/reach-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SlReachView, content);
  gtk_widget_class_bind_template_child (widget_class, SlReachView, instructions);
  gtk_widget_class_bind_template_child (widget_class, SlReachView, list);
}

static void
sl_reach_view_init (SlReachView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_suggestions (SlReachView *self, GPtrArray *suggestions)
{
  clear_list (self->list);
  g_clear_pointer (&self->first, g_free);
  for (guint i = 0; i < suggestions->len; i++)
    {
      const SlSuggestion *suggestion = g_ptr_array_index (suggestions, i);

      if (i == 0)
        self->first = g_strdup (suggestion->channel->id);
      gtk_list_box_append (self->list, sl_channel_row_new (suggestion->channel, suggestion->reason,
                                                           self->offers_messages));
    }
  if (suggestions->len == 0)
    add_empty_row (self);
}

/**
 * sl_reach_view_set_offers_messages:
 * @self: a view
 * @offers_messages: whether it stands on a page that has a message to hand over
 * ("fallback.message"); such a page shows the account's instructions itself
 */
void
sl_reach_view_set_offers_messages (SlReachView *self, gboolean offers_messages)
{
  self->offers_messages = offers_messages;
}

/**
 * sl_reach_view_update:
 * @self: a view
 * @store: the plan
 * @client: the service; it may be absent
 * @account_id: whose channels; one that is not in the plan gets all of them
 */
void
sl_reach_view_update (SlReachView   *self,
                      SlPlanStore   *store,
                      SlWatchClient *client,
                      const char    *account_id)
{
  SlPlan    *plan = sl_plan_store_get_plan (store);
  SlAccount *planned = sl_plan_get_account (plan, account_id);
  g_autoptr (SlAccount) unplanned
      = planned == NULL ? sl_account_new (account_id, _ ("mail")) : NULL;
  SlAccount *account = planned != NULL ? planned : unplanned;
  g_auto (GStrv) unhealthy = sl_situation_list_unhealthy (client);
  SlSituation situation = sl_situation_read (client, account_id, unhealthy);
  gboolean    shows_instructions = account->instructions != NULL && !self->offers_messages;
  g_autoptr (GPtrArray) suggestions = NULL;

  if (is_shown_already (self, plan, account_id, &situation))
    return;
  gtk_label_set_text (self->instructions, shows_instructions ? account->instructions : "");
  gtk_widget_set_visible (GTK_WIDGET (self->instructions), shows_instructions);
  suggestions
      = sl_suggest_channels (plan, sl_plan_store_get_catalogue (store), account, &situation);
  show_suggestions (self, suggestions);
}

/**
 * sl_reach_view_get_first:
 * @self: a view that was updated
 *
 * Returns: (transfer none) (nullable): the channel that stands first
 */
const SlChannel *
sl_reach_view_get_first (SlReachView *self)
{
  return self->plan != NULL ? sl_plan_get_channel (self->plan, self->first) : NULL;
}
