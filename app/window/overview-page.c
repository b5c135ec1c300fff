/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "overview-page.h"

#include "account-row.h"
#include "address-words.h"
#include "drill-client.h"
#include "drill-words.h"
#include "finding-row.h"
#include "headline-card.h"
#include "lint.h"
#include "managed-row.h"
#include "moment-words.h"
#include "organisation-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MAX_FINDINGS 2

struct _SlOverviewPage
{
  GtkBox              parent_instance;
  SlPlanStore        *store;
  SlWatchClient      *client;
  GListStore         *planned; /* the plan's accounts, shown while the service is absent */
  SlOrganisationCard *organisation_card;
  SlHeadlineCard     *card;
  GtkWidget          *show_button;
  GtkWidget          *resume_button;
  GtkListBox         *account_list;
  GtkWidget          *first_account_list;
  GtkWidget          *check_button;
  GtkWidget          *findings_group;
  GtkListBox         *finding_list;
  GtkListBox         *channel_list;
  AdwActionRow       *practise_row;
  GtkWidget          *problems_group;
  GtkListBox         *problem_list;
};

G_DEFINE_FINAL_TYPE (SlOverviewPage, sl_overview_page, GTK_TYPE_BOX)

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

/* The card */

static SlAccountItem *
find_worst (SlOverviewPage *self)
{
  GListModel    *accounts = sl_watch_client_get_accounts (self->client);
  SlAccountItem *worst = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (SlAccountItem) item = g_list_model_get_item (accounts, i);

      if (worst == NULL || sl_account_item_get_state (item) > sl_account_item_get_state (worst))
        worst = item; /* the model keeps it alive */
    }
  return worst;
}

static char *
describe_since (SlOverviewPage *self, SlAccountItem *worst)
{
  gint64           now = g_get_real_time () / G_USEC_PER_SEC;
  gint64           paused_until = sl_watch_client_get_paused_until (self->client);
  gint64           since = worst != NULL ? sl_account_item_get_time (worst, "since") : 0;
  g_autofree char *moment = NULL;

  if (paused_until == G_MAXINT64)
    return g_strdup (_ ("Paused until you resume."));
  if (paused_until > now)
    {
      moment = sl_moment_to_words (paused_until, now);
      /* Translators: %s is a moment such as "09:12". */
      return g_strdup_printf (_ ("Paused until %s."), moment);
    }
  if (since == 0 || sl_account_item_get_state (worst) <= SL_STATE_UNKNOWN)
    return g_strdup ("");
  moment = sl_moment_to_words (since, now);
  /* Translators: %s is a moment such as "09:12" or "yesterday 09:12". */
  return g_strdup_printf (_ ("Since %s"), moment);
}

static const char *
get_headline (SlOverviewPage *self)
{
  const char *headline = sl_watch_client_get_headline (self->client);

  if (*headline != '\0')
    return headline;
  if (sl_watch_client_get_presence (self->client) == SL_WATCH_CLIENT_CONNECTING)
    return _ ("One moment…");
  return _ ("Nobody keeps watch at the moment.");
}

/* What only the user can mend is mended on the account's own page: a password is entered there, a
 * browser opened. Against all else the way round helps; while nobody keeps watch, nobody can tell
 * that all is well, so it is offered too. */
static void
update_show_button (SlOverviewPage *self, SlAccountItem *worst)
{
  gboolean trouble = worst != NULL && sl_account_item_get_state (worst) > SL_STATE_UNKNOWN;
  gboolean is_mine = worst != NULL && sl_account_item_get_state (worst) == SL_STATE_ACTION_NEEDED;
  gboolean absent = sl_watch_client_get_presence (self->client) == SL_WATCH_CLIENT_ABSENT;

  gtk_widget_set_visible (self->show_button, trouble || absent);
  gtk_button_set_label (GTK_BUTTON (self->show_button),
                        trouble ? _ ("Show what to do") : _ ("Reach People"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->show_button),
                                  is_mine ? "win.show-account" : "win.show-fallback");
  /* A longer language must fit into a narrow window. */
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->show_button))), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->show_button), "s",
                                    trouble ? sl_account_item_get_id (worst) : "");
}

static void
update_card (SlOverviewPage *self)
{
  SlAccountItem   *worst = find_worst (self);
  SlState          state = sl_watch_client_get_state (self->client);
  gint64           now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *since = describe_since (self, worst);

  sl_headline_card_set_state (self->card, state);
  sl_headline_card_set_words (self->card, get_headline (self), since, "");
  update_show_button (self, worst);
  gtk_widget_set_visible (self->resume_button,
                          sl_watch_client_get_paused_until (self->client) > now);
}

/* What the service has to do without */

static void
update_problems (SlOverviewPage *self)
{
  g_autoptr (GVariant) problems = sl_watch_client_dup_problems (self->client);
  GVariantIter iter;
  const char  *sentence;

  clear_list (self->problem_list);
  gtk_widget_set_visible (self->problems_group,
                          problems != NULL && g_variant_n_children (problems) > 0);
  if (problems == NULL)
    return;
  g_variant_iter_init (&iter, problems);
  while (g_variant_iter_next (&iter, "{&s&s}", NULL, &sentence))
    {
      GtkWidget *row = adw_action_row_new ();

      /* In this order: a title is looked at as markup until it is told otherwise. */
      g_object_set (row, "use-markup", FALSE, NULL);
      g_object_set (row, "title", sentence, "title-lines", 0, NULL);
      gtk_list_box_append (self->problem_list, row);
    }
}

/* What came of the last practice */

static void
update_practise (SlOverviewPage *self)
{
  g_autoptr (GVariant) drills = sl_drill_client_dup_results (self->client);
  g_autoptr (GVariant) newest = NULL;
  g_autofree char *words = NULL;
  gint64           time = 0;
  double           reach_seconds = -1;

  if (drills == NULL || g_variant_n_children (drills) == 0)
    {
      adw_action_row_set_subtitle (self->practise_row, _ ("About a minute, with nothing of yours"));
      return;
    }
  newest = g_variant_get_child_value (drills, 0);
  g_variant_lookup (newest, "time", "x", &time);
  g_variant_lookup (newest, "reach-seconds", "d", &reach_seconds);
  words = sl_drill_to_words (time, reach_seconds, g_get_real_time () / G_USEC_PER_SEC);
  adw_action_row_set_subtitle (self->practise_row, words);
}

/* Lists */

static GtkWidget *
create_account_row (gpointer item, gpointer user_data)
{
  return sl_account_row_new (item);
}

static void
update_planned (SlOverviewPage *self)
{
  GPtrArray           *accounts = sl_plan_get_accounts (sl_plan_store_get_plan (self->store));
  SlProviderCatalogue *catalogue = sl_plan_store_get_catalogue (self->store);

  g_list_store_remove_all (self->planned);
  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccount *account = g_ptr_array_index (accounts, i);
      SlProvider      *provider = NULL;
      g_autoptr (SlAccountItem) item = NULL;

      if (account->provider != NULL)
        provider = sl_provider_catalogue_lookup (catalogue, account->provider);
      item = sl_account_item_new_for_plan (account, provider != NULL ? provider->name : NULL);
      g_list_store_append (self->planned, item);
    }
}

/* Whoever has nothing to watch, such as with an organisation's channels alone, is told how to
 * begin. */
static void
update_first_account (SlOverviewPage *self)
{
  GListModel *model = g_object_get_data (G_OBJECT (self->account_list), "model");
  gboolean    has_accounts = model != NULL && g_list_model_get_n_items (model) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->account_list), has_accounts);
  gtk_widget_set_visible (self->first_account_list, !has_accounts);
  gtk_widget_set_visible (self->check_button, has_accounts);
}

static void
choose_model (SlOverviewPage *self)
{
  gboolean    present = sl_watch_client_get_presence (self->client) == SL_WATCH_CLIENT_PRESENT;
  GListModel *model
      = present ? sl_watch_client_get_accounts (self->client) : G_LIST_MODEL (self->planned);

  if (g_object_get_data (G_OBJECT (self->account_list), "model") == model)
    return;
  g_object_set_data (G_OBJECT (self->account_list), "model", model);
  gtk_list_box_bind_model (self->account_list, model, create_account_row, NULL, NULL);
  update_first_account (self);
}

static GtkWidget *
create_channel_row (const SlChannel *channel)
{
  GtkWidget       *row;
  g_autofree char *address = sl_address_to_words (channel->address);

  if (channel->managed_by != NULL)
    return sl_managed_row_new (channel);
  row = adw_action_row_new ();
  g_object_set (row, "use-markup", FALSE, "activatable", TRUE, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), channel->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), address);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (
      ADW_ACTION_ROW (row),
      gtk_image_new_from_icon_name (sl_channel_kind_get_icon_name (channel->kind)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("document-edit-symbolic"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.edit-channel");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", channel->id);
  return row;
}

static void
update_channels (SlOverviewPage *self)
{
  GPtrArray *channels = sl_plan_get_channels (sl_plan_store_get_plan (self->store));
  GtkWidget *empty_row;

  clear_list (self->channel_list);
  for (guint i = 0; i < channels->len; i++)
    gtk_list_box_append (self->channel_list, create_channel_row (g_ptr_array_index (channels, i)));
  if (channels->len > 0)
    return;
  empty_row = adw_action_row_new ();
  g_object_set (empty_row, "title", _ ("Who would you call?"), "subtitle",
                _ ("Add a phone number, a chat or another address now, while all is well."),
                "activatable", TRUE, "action-name", "win.add-channel", NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (empty_row),
                             gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_append (self->channel_list, empty_row);
}

/* The first few, so that the page stays calm; the plan's page has all of them. */
static void
update_findings (SlOverviewPage *self)
{
  SlPlan *plan = sl_plan_store_get_plan (self->store);
  g_autoptr (GPtrArray) findings = sl_plan_lint (plan, sl_plan_store_get_catalogue (self->store),
                                                 g_get_real_time () / G_USEC_PER_SEC);
  guint      n_shown = findings->len <= MAX_FINDINGS + 1 ? findings->len : MAX_FINDINGS;
  GtkWidget *row;

  clear_list (self->finding_list);
  for (guint i = 0; i < n_shown; i++)
    gtk_list_box_append (self->finding_list,
                         sl_finding_row_new (plan, g_ptr_array_index (findings, i)));
  gtk_widget_set_visible (self->findings_group, findings->len > 0);
  if (n_shown == findings->len)
    return;
  row = adw_action_row_new ();
  g_object_set (row, "title", _ ("Show all weak spots"), "activatable", TRUE, "action-name",
                "win.show-plan", NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_append (self->finding_list, row);
}

static void
on_plan_changed (SlOverviewPage *self)
{
  update_findings (self);
  update_planned (self);
  update_channels (self);
}

static void
on_client_changed (SlOverviewPage *self)
{
  choose_model (self);
  update_card (self);
  update_problems (self);
  update_practise (self);
}

/* Object */

static void
sl_overview_page_dispose (GObject *object)
{
  SlOverviewPage *self = SL_OVERVIEW_PAGE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_object (&self->planned);
  G_OBJECT_CLASS (sl_overview_page_parent_class)->dispose (object);
}

static void
sl_overview_page_class_init (SlOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_overview_page_dispose;
  g_type_ensure (SL_TYPE_HEADLINE_CARD);
  g_type_ensure (SL_TYPE_ORGANISATION_CARD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlOverviewPage, organisation_card);
  gtk_widget_class_bind_template_child (widget_class, SlOverviewPage, card);
  gtk_widget_class_bind_template_child (widget_class, SlOverviewPage, show_button);
  gtk_widget_class_bind_template_child (widget_class, SlOverviewPage, resume_button);
  gtk_widget_class_bind_template_child (widget_class, SlOverviewPage, account_list);
  gtk_widget_class_bind_template_child (widget_class, SlOverviewPage, first_account_list);
  gtk_widget_class_bind_template_child (widget_class, SlOverviewPage, check_button);
  gtk_widget_class_bind_template_child (widget_class, SlOverviewPage, findings_group);
  gtk_widget_class_bind_template_child (widget_class, SlOverviewPage, finding_list);
  gtk_widget_class_bind_template_child (widget_class, SlOverviewPage, channel_list);
  gtk_widget_class_bind_template_child (widget_class, SlOverviewPage, practise_row);
  gtk_widget_class_bind_template_child (widget_class, SlOverviewPage, problems_group);
  gtk_widget_class_bind_template_child (widget_class, SlOverviewPage, problem_list);
}

static void
sl_overview_page_init (SlOverviewPage *self)
{
  self->planned = g_list_store_new (SL_TYPE_ACCOUNT_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_overview_page_new:
 * @store: the user's plan
 * @client: the user's service
 *
 * Returns: (transfer floating): a page that follows both
 */
GtkWidget *
sl_overview_page_new (SlPlanStore *store, SlWatchClient *client)
{
  SlOverviewPage *self = g_object_new (SL_TYPE_OVERVIEW_PAGE, NULL);

  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  sl_organisation_card_follow (self->organisation_card, store, client);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_plan_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed", G_CALLBACK (on_client_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "accounts-changed", G_CALLBACK (update_card), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_watch_client_get_accounts (client), "items-changed",
                           G_CALLBACK (update_first_account), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->planned, "items-changed", G_CALLBACK (update_first_account), self,
                           G_CONNECT_SWAPPED);
  on_plan_changed (self);
  on_client_changed (self);
  return GTK_WIDGET (self);
}
