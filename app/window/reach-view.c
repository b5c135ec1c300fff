/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "reach-view.h"

#include "channel-row.h"
#include "suggestion.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlReachView
{
  GtkWidget   parent_instance;
  GtkWidget  *content;
  GtkLabel   *instructions;
  GtkListBox *list;
  char       *shown; /* what the rows were made from */
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
                  const char *const *unhealthy)
{
  g_autofree char *json = sl_plan_to_json (plan);
  g_autofree char *joined = g_strjoinv (" ", (char **) unhealthy);
  g_autofree char *shown = g_strjoin ("\n", account_id, joined, json, NULL);

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
  G_OBJECT_CLASS (sl_reach_view_parent_class)->dispose (object);
}

static void
sl_reach_view_class_init (SlReachViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_reach_view_dispose;
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

/**
 * sl_reach_view_update:
 * @self: a view
 * @store: the plan
 * @account_id: whose channels; one that is not in the plan gets all of them
 * @unhealthy_providers: ids of providers that report trouble now
 */
void
sl_reach_view_update (SlReachView       *self,
                      SlPlanStore       *store,
                      const char        *account_id,
                      const char *const *unhealthy_providers)
{
  SlPlan    *plan = sl_plan_store_get_plan (store);
  SlAccount *planned = sl_plan_get_account (plan, account_id);
  g_autoptr (SlAccount) unplanned
      = planned == NULL ? sl_account_new (account_id, account_id) : NULL;
  SlAccount  *account = planned != NULL ? planned : unplanned;
  SlSituation situation = { unhealthy_providers, FALSE, FALSE };
  g_autoptr (GPtrArray) suggestions = NULL;

  if (is_shown_already (self, plan, account_id, unhealthy_providers))
    return;
  gtk_label_set_text (self->instructions, account->instructions ? account->instructions : "");
  gtk_widget_set_visible (GTK_WIDGET (self->instructions), account->instructions != NULL);

  suggestions
      = sl_suggest_channels (plan, sl_plan_store_get_catalogue (store), account, &situation);
  clear_list (self->list);
  for (guint i = 0; i < suggestions->len; i++)
    {
      const SlSuggestion *suggestion = g_ptr_array_index (suggestions, i);

      gtk_list_box_append (self->list,
                           sl_channel_row_new (suggestion->channel, suggestion->reason));
    }
  if (suggestions->len == 0)
    add_empty_row (self);
}
