/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "plan-page.h"

#include "address-words.h"
#include "finding-row.h"
#include "lint.h"
#include "page-title.h"
#include "plan-order.h"
#include "plan-rebase.h"
#include "reorder-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define KEY_CHANNEL "channel"
#define MIN_TARGET_PIXELS 44

struct _SlPlanPage
{
  GtkBox         parent_instance;
  SlPlanStore   *store;
  gboolean       filling;
  GtkWidget     *findings_group;
  GtkListBox    *finding_list;
  SlReorderList *account_list;
  AdwComboRow   *order_row;
  GtkWidget     *common_order_button;

  AdwPreferencesGroup *channels_group;
  SlReorderList       *channel_list;
  GtkListBox          *template_list;
  GPtrArray *order_ids;     /* (element-type utf8) "": all accounts; else whose order is shown */
  char      *toggled_id;    /* nullable: the channel whose check box was used just now */
  GtkWidget *toggled_check; /* nullable: its new check box */
};

enum
{
  SIGNAL_MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlPlanPage, sl_plan_page, GTK_TYPE_BOX)

static SlPlan *
get_plan (SlPlanPage *self)
{
  return sl_plan_store_get_plan (self->store);
}

/* Whose order is shown: "" for all accounts. */
static const char *
get_order_id (SlPlanPage *self)
{
  guint position = adw_combo_row_get_selected (self->order_row);

  return position < self->order_ids->len ? g_ptr_array_index (self->order_ids, position) : "";
}

/* Rows */

static GtkWidget *
create_row (const char *title, const char *subtitle, const char *action, const char *id)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "use-markup", FALSE, "activatable", TRUE, "subtitle-lines", 1, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  return row;
}

static void
commit (SlPlanPage *self, SlPlan *base, SlPlan *mine)
{
  g_autofree char *conflict = NULL;
  g_autoptr (GError) error = NULL;

  if (!sl_plan_store_commit (self->store, base, mine, &conflict, &error))
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, error->message);
  else if (conflict != NULL)
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, conflict);
}

static void
add_icons (GtkWidget *row, const char *prefix, const char *suffix)
{
  if (prefix != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (prefix));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (suffix));
}

static GtkWidget *
create_hint_row (const char *title, const char *subtitle, const char *action)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "title", title, "subtitle", subtitle, "subtitle-lines", 0, "activatable", TRUE,
                "action-name", action, NULL);
  add_icons (row, NULL, "list-add-symbolic");
  return row;
}

/* What an organisation manages is shown, but stays where it is and as it is. Without an id it can
 * not be moved. */
static void
append (SlReorderList *list, GtkWidget *row, const char *id, const char *managed_by)
{
  g_autofree char *subtitle = NULL;

  if (managed_by == NULL)
    {
      add_icons (row, NULL, "document-edit-symbolic");
      if (id != NULL)
        sl_reorder_list_append (list, ADW_ACTION_ROW (row), id);
      else
        sl_reorder_list_append_fixed (list, row);
      return;
    }
  /* Translators: %s is an organisation. */
  subtitle = g_strdup_printf (_ ("Managed by %s"), managed_by);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  sl_reorder_list_append_fixed (list, row);
}

static void
update_findings (SlPlanPage *self)
{
  g_autoptr (GPtrArray) findings
      = sl_plan_lint (get_plan (self), sl_plan_store_get_catalogue (self->store),
                      g_get_real_time () / G_USEC_PER_SEC);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->finding_list))) != NULL)
    gtk_list_box_remove (self->finding_list, row);
  for (guint i = 0; i < findings->len; i++)
    gtk_list_box_append (self->finding_list,
                         sl_finding_row_new (get_plan (self), g_ptr_array_index (findings, i)));
  gtk_widget_set_visible (self->findings_group, findings->len > 0);
}

static void
update_accounts (SlPlanPage *self)
{
  GPtrArray *accounts = sl_plan_get_accounts (get_plan (self));

  sl_reorder_list_clear (self->account_list);
  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccount *account = g_ptr_array_index (accounts, i);
      GtkWidget *row = create_row (account->name, account->address != NULL ? account->address : "",
                                   "win.edit-account-of", account->id);

      append (self->account_list, row, account->id, account->managed_by);
    }
  if (accounts->len == 0)
    sl_reorder_list_append_fixed (
        self->account_list,
        create_hint_row (_ ("Nothing is watched yet"), _ ("Add your mail."), "win.add-account"));
}

static void
on_serves_toggled (GtkCheckButton *check, SlPlanPage *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (check), KEY_CHANNEL));
  g_autoptr (SlPlan) base = g_object_ref (sl_plan_store_get_own_plan (self->store));
  g_autoptr (SlPlan) mine = sl_plan_copy (base);

  sl_plan_set_channel_serves (mine, get_plan (self), get_order_id (self), id,
                              gtk_check_button_get_active (check));
  /* The list is filled anew; the keyboard stays where it was. */
  g_free (self->toggled_id);
  self->toggled_id = g_strdup (id);
  commit (self, base, mine);
}

static void
add_serves_check (SlPlanPage      *self,
                  GtkWidget       *row,
                  const SlChannel *channel,
                  const SlAccount *account,
                  gboolean         serves)
{
  GtkWidget       *check = gtk_check_button_new ();
  g_autofree char *label = g_strdup_printf (
      /* Translators: the first %s is a channel, the second an account: a check box. */
      _ ("Use %s when %s is down"), channel->name, account->name);

  gtk_widget_set_tooltip_text (check, label);
  gtk_widget_set_size_request (check, MIN_TARGET_PIXELS, MIN_TARGET_PIXELS);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), serves);
  g_object_set_data_full (G_OBJECT (check), KEY_CHANNEL, g_strdup (channel->id), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (on_serves_toggled), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
  if (g_strcmp0 (channel->id, self->toggled_id) == 0)
    self->toggled_check = check;
}

static void
append_channel (SlPlanPage      *self,
                const SlChannel *channel,
                const SlAccount *account,
                gboolean         serves)
{
  g_autofree char *address = sl_address_to_words (channel->address);
  GtkWidget       *row = create_row (channel->name, address, "win.edit-channel", channel->id);

  adw_action_row_add_prefix (
      ADW_ACTION_ROW (row),
      gtk_image_new_from_icon_name (sl_channel_kind_get_icon_name (channel->kind)));
  if (account != NULL)
    add_serves_check (self, row, channel, account, serves);
  append (self->channel_list, row, serves ? channel->id : NULL,
          account != NULL ? NULL : channel->managed_by);
}

/* What is not for this account stands below, to be taken back. */
static void
append_others (SlPlanPage *self, const SlAccount *account, GPtrArray *serving)
{
  GPtrArray *all = sl_plan_get_channels (get_plan (self));

  for (guint i = 0; i < all->len; i++)
    if (!g_ptr_array_find (serving, all->pdata[i], NULL))
      append_channel (self, all->pdata[i], account, FALSE);
}

static void
update_channels (SlPlanPage *self)
{
  const char      *account_id = get_order_id (self);
  const SlAccount *account = sl_plan_get_account (get_plan (self), account_id);
  g_autoptr (GPtrArray) channels = account != NULL
                                       ? sl_plan_list_channels (get_plan (self), account)
                                       : g_ptr_array_ref (sl_plan_get_channels (get_plan (self)));

  self->toggled_check = NULL;
  sl_reorder_list_clear (self->channel_list);
  for (guint i = 0; i < channels->len; i++)
    append_channel (self, g_ptr_array_index (channels, i), account, TRUE);
  if (account != NULL)
    append_others (self, account, channels);
  gtk_widget_set_visible (self->common_order_button, account != NULL && account->channels != NULL);
  adw_preferences_group_set_description (
      self->channels_group,
      channels->len > 1 ? _ ("They are suggested in this order. Drag a row, or press Alt+Up or "
                             "Alt+Down on it.")
                        : NULL);
  if (sl_plan_get_channels (get_plan (self))->len == 0)
    sl_reorder_list_append_fixed (
        self->channel_list,
        create_hint_row (
            _ ("Who would you call?"),
            _ ("Add a phone number, a chat or another address now, while all is well."),
            "win.add-channel"));
}

static void
focus_toggled (SlPlanPage *self)
{
  if (self->toggled_check != NULL)
    gtk_widget_grab_focus (self->toggled_check);
  self->toggled_check = NULL;
  g_clear_pointer (&self->toggled_id, g_free);
}

static void
update_orders (SlPlanPage *self)
{
  GPtrArray       *accounts = sl_plan_get_accounts (sl_plan_store_get_own_plan (self->store));
  g_autofree char *chosen = g_strdup (get_order_id (self));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint position = 0;

  g_ptr_array_set_size (self->order_ids, 0);
  g_ptr_array_add (self->order_ids, g_strdup (""));
  gtk_string_list_append (names, _ ("All accounts"));
  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccount *account = g_ptr_array_index (accounts, i);

      if (g_str_equal (account->id, chosen))
        position = self->order_ids->len;
      g_ptr_array_add (self->order_ids, g_strdup (account->id));
      gtk_string_list_append (names, account->name);
    }
  adw_combo_row_set_model (self->order_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->order_row, position);
  gtk_widget_set_visible (GTK_WIDGET (self->order_row), accounts->len > 1);
}

static void
update_templates (SlPlanPage *self)
{
  GPtrArray *templates = sl_plan_get_templates (get_plan (self));
  g_autoptr (GPtrArray) shown
      = templates->len > 0 ? g_ptr_array_ref (templates) : sl_template_list_default ();
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->template_list))) != NULL)
    gtk_list_box_remove (self->template_list, row);
  for (guint i = 0; i < shown->len; i++)
    {
      const SlTemplate *template = g_ptr_array_index (shown, i);

      row = create_row (template->name, template->text, "win.edit-template", template->id);
      add_icons (row, NULL, "document-edit-symbolic");
      gtk_list_box_append (self->template_list, row);
    }
}

static void
update (SlPlanPage *self)
{
  self->filling = TRUE;
  update_findings (self);
  update_accounts (self);
  update_orders (self);
  update_channels (self);
  update_templates (self);
  self->filling = FALSE;
  focus_toggled (self);
}

/* Changes */

static void
on_account_moved (SlPlanPage *self, const char *id, guint position)
{
  g_autoptr (SlPlan) base = g_object_ref (sl_plan_store_get_own_plan (self->store));
  g_autoptr (SlPlan) mine = sl_plan_copy (base);

  sl_plan_move_account (mine, id, position);
  commit (self, base, mine);
}

static void
on_channel_moved (SlPlanPage *self, const char *id, guint position)
{
  g_autoptr (SlPlan) base = g_object_ref (sl_plan_store_get_own_plan (self->store));
  g_autoptr (SlPlan) mine = sl_plan_copy (base);
  const char *account_id = get_order_id (self);

  if (*account_id == '\0')
    sl_plan_move_channel (mine, id, position);
  else
    sl_plan_move_channel_of_account (mine, get_plan (self), account_id, id, position);
  commit (self, base, mine);
}

static void
on_order_selected (SlPlanPage *self)
{
  if (!self->filling)
    update_channels (self);
}

static void
on_common_order_clicked (SlPlanPage *self)
{
  g_autoptr (SlPlan) base = g_object_ref (sl_plan_store_get_own_plan (self->store));
  g_autoptr (SlPlan) mine = sl_plan_copy (base);
  SlAccount *account = sl_plan_get_account (mine, get_order_id (self));

  if (account == NULL)
    return;
  g_clear_pointer (&account->channels, g_strfreev);
  commit (self, base, mine);
}

/* Object */

static void
sl_plan_page_dispose (GObject *object)
{
  SlPlanPage *self = SL_PLAN_PAGE (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->toggled_id, g_free);
  g_clear_pointer (&self->order_ids, g_ptr_array_unref);
  G_OBJECT_CLASS (sl_plan_page_parent_class)->dispose (object);
}

/* The keyboard begins where the order is made. */
static gboolean
sl_plan_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SL_PLAN_PAGE (widget)->channel_list));
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SlPlanPage, findings_group);
  gtk_widget_class_bind_template_child (widget_class, SlPlanPage, finding_list);
  gtk_widget_class_bind_template_child (widget_class, SlPlanPage, account_list);
  gtk_widget_class_bind_template_child (widget_class, SlPlanPage, order_row);
  gtk_widget_class_bind_template_child (widget_class, SlPlanPage, common_order_button);
  gtk_widget_class_bind_template_child (widget_class, SlPlanPage, channels_group);
  gtk_widget_class_bind_template_child (widget_class, SlPlanPage, channel_list);
  gtk_widget_class_bind_template_child (widget_class, SlPlanPage, template_list);
  gtk_widget_class_bind_template_callback (widget_class, on_account_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_channel_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_order_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_common_order_clicked);
}

static void
sl_plan_page_class_init (SlPlanPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_plan_page_dispose;
  widget_class->grab_focus = sl_plan_page_grab_focus;
  g_type_ensure (SL_TYPE_REORDER_LIST);
  g_type_ensure (SL_TYPE_PAGE_TITLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/plan-page.ui");
  bind_children (widget_class);

  signals[SIGNAL_MESSAGE] = g_signal_new ("message", SL_TYPE_PLAN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sl_plan_page_init (SlPlanPage *self)
{
  self->order_ids = g_ptr_array_new_with_free_func (g_free);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  sl_reorder_list_set_label (self->account_list, _ ("Accounts"));
  sl_reorder_list_set_label (self->channel_list, _ ("Other ways to talk"));
}

/**
 * sl_plan_page_new:
 * @store: the plan
 *
 * Returns: (transfer floating): a page that follows it
 */
GtkWidget *
sl_plan_page_new (SlPlanStore *store)
{
  SlPlanPage *self = g_object_new (SL_TYPE_PLAN_PAGE, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
