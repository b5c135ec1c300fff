/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "repair-actions.h"

#include "account-editor.h"
#include "channel-editor.h"
#include "plan-actions.h"
#include "plan-page.h"
#include "plan-rebase.h"
#include "repair.h"
#include "template-editor.h"

#include <glib/gi18n-lib.h>

static void
on_show_plan_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  GtkWidget    *page;

  if (SL_IS_PLAN_PAGE (sl_page_stack_get_page (sl_main_window_get_pages (self))))
    return;
  page = sl_plan_page_new (sl_main_window_get_store (self));
  g_signal_connect_swapped (page, "message", G_CALLBACK (sl_main_window_tell), self);
  sl_page_stack_push (sl_main_window_get_pages (self), page);
}

/* Saves the change that make_change() does to a copy of the user's plan, with a way back if there
 * is a sentence for it. */
static gboolean
change_plan (SlMainWindow *self, SlPlan *mine, const char *sentence)
{
  SlPlanStore     *store = sl_main_window_get_store (self);
  g_autofree char *conflict = NULL;
  g_autoptr (GError) error = NULL;

  if (!sl_plan_store_commit (store, sl_plan_store_get_own_plan (store), mine, &conflict, &error))
    sl_main_window_tell (self, error->message);
  else if (conflict != NULL)
    sl_main_window_tell (self, conflict);
  else if (sentence != NULL)
    sl_plan_actions_offer_undo (self, sentence);
  return error == NULL;
}

/* Messages */

static void
show_template_editor (SlMainWindow *self, const char *id)
{
  sl_page_stack_push (sl_main_window_get_pages (self),
                      sl_template_editor_new (sl_main_window_get_store (self), id));
}

/* The program's own messages become the user's when the first one of them is changed. */
static void
adopt_default_templates (SlPlan *mine)
{
  g_autoptr (GPtrArray) templates = sl_template_list_default ();

  if (sl_plan_get_templates (mine)->len > 0)
    return;
  for (guint i = 0; i < templates->len; i++)
    sl_plan_set_template (mine, g_ptr_array_index (templates, i), NULL);
}

static SlPlan *
copy_own_plan (SlMainWindow *self)
{
  return sl_plan_copy (sl_plan_store_get_own_plan (sl_main_window_get_store (self)));
}

static void
on_edit_template_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  const char   *id = g_variant_get_string (parameter, NULL);
  g_autoptr (SlPlan) mine = copy_own_plan (self);

  if (sl_plan_get_template (mine, id) == NULL)
    {
      adopt_default_templates (mine);
      if (sl_plan_get_template (mine, id) == NULL || !change_plan (self, mine, NULL))
        return;
    }
  show_template_editor (self, id);
}

static void
on_add_template_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow    *self = SL_MAIN_WINDOW (widget);
  g_autofree char *id = NULL;
  g_autoptr (SlPlan) mine = copy_own_plan (self);
  g_autoptr (SlTemplate) template = NULL;
  g_autoptr (GError) error = NULL;

  adopt_default_templates (mine);
  id = sl_plan_make_id (mine, "message");
  template = sl_template_new (id, _ ("New message"), _ ("Reach me at {channel}."));
  if (!sl_plan_set_template (mine, template, &error))
    sl_main_window_tell (self, error->message);
  else if (change_plan (self, mine, NULL))
    show_template_editor (self, id);
}

static void
on_remove_template_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  const char   *id = g_variant_get_string (parameter, NULL);
  g_autoptr (SlPlan) mine = copy_own_plan (self);
  const SlTemplate *template = sl_plan_get_template (mine, id);
  g_autofree char *sentence = NULL;

  if (template == NULL)
    return;
  /* Translators: %s is the name of a message. */
  sentence = g_strdup_printf (_ ("The message “%s” is removed."), template->name);
  sl_plan_remove_template (mine, id);
  if (change_plan (self, mine, sentence))
    sl_page_stack_go_back (sl_main_window_get_pages (self));
}

/* Repairs */

static void
show_channel_editor (SlMainWindow *self, GtkWidget *editor)
{
  g_signal_connect_object (editor, "saved", G_CALLBACK (sl_page_stack_go_back),
                           sl_main_window_get_pages (self), G_CONNECT_SWAPPED);
  sl_page_stack_push (sl_main_window_get_pages (self), editor);
}

static void
add_channel (SlMainWindow *self, const SlLintFinding *finding, gboolean phone)
{
  GtkWidget *editor = sl_channel_editor_new (sl_main_window_get_store (self), NULL);

  sl_channel_editor_set_account (SL_CHANNEL_EDITOR (editor), finding->account);
  if (phone)
    sl_channel_editor_set_kind (SL_CHANNEL_EDITOR (editor), SL_CHANNEL_PHONE);
  show_channel_editor (self, editor);
}

static void
edit_channel (SlMainWindow *self, const SlLintFinding *finding, SlChannelField field)
{
  GtkWidget *page = sl_page_stack_get_page (sl_main_window_get_pages (self));
  GtkWidget *editor = page;

  if (!SL_IS_CHANNEL_EDITOR (page))
    editor = sl_channel_editor_new (sl_main_window_get_store (self), finding->channel);
  sl_channel_editor_set_field (SL_CHANNEL_EDITOR (editor), field);
  if (editor == page)
    gtk_widget_grab_focus (page);
  else
    show_channel_editor (self, editor);
}

static void
edit_account (SlMainWindow *self, const SlLintFinding *finding, gboolean instructions)
{
  gtk_widget_activate_action (GTK_WIDGET (self),
                              instructions ? "win.edit-instructions-of" : "win.edit-account-of",
                              "s", finding->account);
}

/* The page from which it can be tried, and where "I reached them" is. */
static void
try_channel (SlMainWindow *self, const SlLintFinding *finding)
{
  GPtrArray *accounts
      = sl_plan_get_accounts (sl_plan_store_get_plan (sl_main_window_get_store (self)));
  const char *account_id = "";

  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccount *account = g_ptr_array_index (accounts, i);

      if (account->channels == NULL
          || g_strv_contains ((const char *const *) account->channels, finding->channel))
        {
          account_id = account->id;
          break;
        }
    }
  sl_main_window_show_fallback (self, account_id);
}

static void
mend (SlMainWindow *self, const SlLintFinding *finding)
{
  g_autoptr (SlPlan) mine = copy_own_plan (self);
  g_autoptr (GError) error = NULL;

  if (!sl_repair_apply (mine, finding, &error))
    sl_main_window_tell (self, error->message);
  else
    change_plan (self, mine, _ ("Mended."));
}

static void
repair (SlMainWindow *self, const SlLintFinding *finding)
{
  SlPlan *plan = sl_plan_store_get_plan (sl_main_window_get_store (self));

  switch (sl_repair_choose (plan, finding))
    {
    case SL_REPAIR_ADD_CHANNEL:
    case SL_REPAIR_ADD_PHONE:
      add_channel (self, finding, sl_repair_choose (plan, finding) == SL_REPAIR_ADD_PHONE);
      break;
    case SL_REPAIR_EDIT_ADDRESS:
      edit_channel (self, finding, SL_CHANNEL_FIELD_ADDRESS);
      break;
    case SL_REPAIR_EDIT_PEOPLE:
      edit_channel (self, finding, SL_CHANNEL_FIELD_PEOPLE);
      break;
    case SL_REPAIR_EDIT_PROVIDER:
    case SL_REPAIR_EDIT_INSTRUCTIONS:
      edit_account (self, finding, sl_repair_choose (plan, finding) == SL_REPAIR_EDIT_INSTRUCTIONS);
      break;
    case SL_REPAIR_TRY:
      try_channel (self, finding);
      break;
    case SL_REPAIR_DIRECT:
    default:
      mend (self, finding);
      break;
    }
}

/* The plan may have changed since the row was drawn: only what is still found is repaired. */
static void
on_repair_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  SlPlanStore  *store = sl_main_window_get_store (self);
  g_autoptr (GPtrArray) findings
      = sl_plan_lint (sl_plan_store_get_plan (store), sl_plan_store_get_catalogue (store),
                      g_get_real_time () / G_USEC_PER_SEC);
  const char *kind, *account, *channel;

  g_variant_get (parameter, "(&s&s&s)", &kind, &account, &channel);
  for (guint i = 0; i < findings->len; i++)
    {
      const SlLintFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (sl_lint_kind_to_nick (finding->kind), kind)
          && g_str_equal (finding->account != NULL ? finding->account : "", account)
          && g_str_equal (finding->channel != NULL ? finding->channel : "", channel))
        {
          repair (self, finding);
          return;
        }
    }
}

static const struct
{
  const char                 *name;
  const char                 *parameter_type;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "win.add-template", NULL, on_add_template_activated },
  { "win.edit-template", "s", on_edit_template_activated },
  { "win.remove-template", "s", on_remove_template_activated },
  { "win.repair", "(sss)", on_repair_activated },
  { "win.show-plan", NULL, on_show_plan_activated },
};

/**
 * sl_repair_actions_install:
 * @widget_class: the main window's class
 *
 * Adds what looks after the plan as a whole: its page, its messages and its repairs.
 */
void
sl_repair_actions_install (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter_type,
                                     actions[i].activate);
}
