/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "account-page.h"

#include "account-follower.h"
#include "browser-signin.h"
#include "certificate-view.h"
#include "feeds-view.h"
#include "headline-card.h"
#include "managed-row.h"
#include "moment-words.h"
#include "notice-bar.h"
#include "organisation-card.h"
#include "page-title.h"
#include "practice-bar.h"
#include "reach-view.h"
#include "why-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlAccountPage
{
  GtkBox               parent_instance;
  SlAccountFollower   *follower;
  char                *account_id;
  SlPlanStore         *store;
  SlWatchClient       *client;
  SlAccountItem       *item; /* nullable, the follower's: the service does not know the account */
  GtkWidget           *back_button;
  SlPageTitle         *title;
  GtkWidget           *menu_button;
  SlPracticeBar       *practice_bar;
  SlNoticeBar         *notice;
  GtkBox              *content;
  SlOrganisationCard  *organisation_card;
  SlHeadlineCard      *card;
  GtkWidget           *check_button;
  AdwPreferencesGroup *secret_group;
  GtkEditable         *secret_row;
  SlBrowserSignin     *signin_again;
  SlCertificateView   *certificate_view;
  SlReachView         *reach_view;
  SlWhyView           *why_view;
  SlFeedsView         *feeds_view;
};

G_DEFINE_FINAL_TYPE (SlAccountPage, sl_account_page, GTK_TYPE_BOX)

/* The way round */

static void
update_reach (SlAccountPage *self)
{
  gboolean is_awaited = sl_account_follower_awaits_practice (self->follower);

  gtk_widget_set_visible (GTK_WIDGET (self->reach_view), !is_awaited);
  if (!is_awaited)
    sl_reach_view_update (self->reach_view, sl_account_follower_get_store (self->follower),
                          self->client, self->account_id);
}

/* First what to do while something is wrong, first how things are while all is well. */
static void
order_sections (SlAccountPage *self, SlState state)
{
  GtkWidget *reach = GTK_WIDGET (self->reach_view);
  GtkWidget *before = GTK_WIDGET (self->certificate_view);

  if (state == SL_STATE_OK || state == SL_STATE_PAUSED)
    before = GTK_WIDGET (self->feeds_view);
  if (gtk_widget_get_prev_sibling (reach) != before)
    gtk_box_reorder_child_after (self->content, reach, before);
}

/* Words */

static char *
describe_since (SlAccountPage *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 since = sl_account_item_get_time (self->item, "since");
  gint64 muted_until = sl_account_item_get_time (self->item, "muted-until");
  g_autoptr (GString) text = g_string_new (NULL);

  if (since > 0)
    {
      g_autofree char *moment = sl_moment_to_words (since, now);

      /* Translators: %s is a moment such as "09:12" or "yesterday 09:12". */
      g_string_append_printf (text, _ ("Since %s"), moment);
    }
  if (muted_until > now)
    g_string_append_printf (text, "%s%s", text->len ? " · " : "", _ ("Notifications are muted"));
  if (sl_account_item_get_flag (self->item, "checking"))
    g_string_append_printf (text, "%s%s", text->len ? " · " : "", _ ("Checking now…"));
  else if (sl_account_item_get_flag (self->item, "pending"))
    g_string_append_printf (text, "%s%s", text->len ? " · " : "", _ ("Checking again in a minute"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
get_waiting_headline (SlAccountPage *self)
{
  gboolean practice = g_str_equal (self->account_id, SL_PRACTICE_ACCOUNT_ID);

  if (sl_watch_client_get_presence (self->client) == SL_WATCH_CLIENT_ABSENT && !practice)
    return _ ("Nobody keeps watch at the moment.");
  if (practice && sl_account_follower_was_known (self->follower))
    return _ ("The practice is over.");
  if (practice)
    return _ ("The practice begins in a moment.");
  return _ ("One moment…");
}

static void
update_title (SlAccountPage *self)
{
  SlAccount *planned = sl_plan_get_account (sl_plan_store_get_plan (self->store), self->account_id);
  const char      *name = planned != NULL ? planned->name : _ ("Practice");
  const char      *provider = "";
  g_autofree char *managed = NULL;

  if (planned != NULL && planned->managed_by != NULL)
    managed = sl_managed_to_words (planned->managed_by);
  if (self->item != NULL)
    {
      name = sl_account_item_get_text (self->item, "name");
      provider = sl_account_item_get_text (self->item, "provider-name");
    }
  sl_page_title_set_title (self->title, name);
  sl_page_title_set_subtitle (self->title, managed != NULL ? managed : provider);
  gtk_widget_set_visible (self->menu_button, planned != NULL);
}

/* What the account lacks: a password can be entered here, a browser opened here; for the rest the
 * headline says where to go. */
static void
update_secret_group (SlAccountPage *self)
{
  const SlAccount *planned
      = sl_plan_get_account (sl_plan_store_get_plan (self->store), self->account_id);
  SlSignInKind kind = planned != NULL ? sl_account_get_sign_in_kind (planned) : SL_SIGN_IN_PASSWORD;
  gboolean     missing = FALSE, refused = FALSE;

  if (self->item != NULL && !sl_watch_client_is_practice (self->client))
    {
      missing = sl_account_item_get_flag (self->item, "secret-missing");
      refused = sl_account_item_get_flag (self->item, "refused");
    }
  gtk_widget_set_visible (GTK_WIDGET (self->signin_again),
                          kind == SL_SIGN_IN_OAUTH2 && (missing || refused));
  gtk_widget_set_visible (GTK_WIDGET (self->secret_group),
                          kind == SL_SIGN_IN_PASSWORD && (missing || refused));
  adw_preferences_group_set_description (
      self->secret_group,
      missing ? _ (
          "There is no password for this account yet. Until there is one, only the door is tried.")
              : _ ("The refused password will not be tried again. If you changed it, enter the new "
                   "one."));
}

/* Only an account that signs in by the browser has to know how. */
static void
prepare_signin_again (SlAccountPage *self)
{
  SlProviderCatalogue *catalogue = sl_plan_store_get_catalogue (self->store);
  const SlAccount     *planned
      = sl_plan_get_account (sl_plan_store_get_plan (self->store), self->account_id);
  SlProvider *provider
      = planned != NULL ? sl_provider_catalogue_lookup_account (catalogue, planned) : NULL;
  const SlOAuth2 *oauth2 = sl_provider_catalogue_find_oauth2 (catalogue, provider);

  sl_browser_signin_set_client (self->signin_again, self->client);
  if (planned == NULL || oauth2 == NULL)
    return;
  sl_browser_signin_set_provider (self->signin_again, provider, oauth2);
  sl_browser_signin_set_account (self->signin_again, planned);
}

static void
on_signed_in_again (SlAccountPage *self)
{
  if (sl_browser_signin_is_granted (self->signin_again))
    sl_browser_signin_keep (self->signin_again, self->account_id);
}

static void
update_item (SlAccountPage *self)
{
  g_autofree char *since = describe_since (self);

  sl_headline_card_set_state (self->card, sl_account_item_get_state (self->item));
  sl_headline_card_set_words (self->card, sl_account_item_get_text (self->item, "headline"), since,
                              sl_account_item_get_text (self->item, "advice"));
  gtk_widget_set_sensitive (self->check_button, !sl_account_item_get_flag (self->item, "checking"));
  sl_why_view_update (self->why_view, self->item);
  sl_feeds_view_update (self->feeds_view, self->item);
}

static void
update_notice (SlAccountPage *self)
{
  if (!sl_watch_client_is_practice (self->client)
      && sl_watch_client_get_presence (self->client) == SL_WATCH_CLIENT_ABSENT)
    sl_notice_bar_show (self->notice, _ ("The background service is not running."), _ ("Start"),
                        "win.start-service");
  else
    sl_notice_bar_hide (self->notice);
}

static void
update (SlAccountPage *self)
{
  gboolean known;

  self->item = sl_account_follower_get_item (self->follower);
  known = self->item != NULL;
  update_notice (self);
  update_title (self);
  sl_certificate_view_update (self->certificate_view, self->store, self->account_id, self->item);
  update_secret_group (self);
  gtk_widget_set_visible (GTK_WIDGET (self->why_view), known);
  gtk_widget_set_visible (self->check_button, known);
  if (known)
    update_item (self);
  else
    {
      gtk_widget_set_visible (GTK_WIDGET (self->feeds_view), FALSE);
      sl_headline_card_set_state (self->card, SL_STATE_UNKNOWN);
      sl_headline_card_set_words (self->card, get_waiting_headline (self), "", "");
    }
  order_sections (self, known ? sl_account_item_get_state (self->item) : SL_STATE_UNKNOWN);
  update_reach (self);
}

static void
on_secret_applied (SlAccountPage *self)
{
  const char *text = gtk_editable_get_text (self->secret_row);
  g_autoptr (SlSecret) secret = NULL;

  if (*text == '\0')
    return;
  secret = sl_secret_new (text, -1);
  sl_watch_client_introduce (self->client, self->account_id, secret);
  gtk_editable_set_text (self->secret_row, "");
}

/* Object */

static void
sl_account_page_dispose (GObject *object)
{
  SlAccountPage *self = SL_ACCOUNT_PAGE (object);

  self->item = NULL;
  g_clear_object (&self->follower);
  g_clear_object (&self->store);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (sl_account_page_parent_class)->dispose (object);
}

static void
sl_account_page_finalize (GObject *object)
{
  g_clear_pointer (&SL_ACCOUNT_PAGE (object)->account_id, g_free);
  G_OBJECT_CLASS (sl_account_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, title);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, practice_bar);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, notice);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, content);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, organisation_card);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, card);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, check_button);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, secret_group);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, secret_row);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, signin_again);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, certificate_view);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, reach_view);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, why_view);
  gtk_widget_class_bind_template_child (widget_class, SlAccountPage, feeds_view);
  gtk_widget_class_bind_template_callback (widget_class, on_secret_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_signed_in_again);
}

static void
sl_account_page_class_init (SlAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_account_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_account_page_finalize;
  g_type_ensure (SL_TYPE_CERTIFICATE_VIEW);
  g_type_ensure (SL_TYPE_BROWSER_SIGNIN);
  g_type_ensure (SL_TYPE_FEEDS_VIEW);
  g_type_ensure (SL_TYPE_HEADLINE_CARD);
  g_type_ensure (SL_TYPE_ORGANISATION_CARD);
  g_type_ensure (SL_TYPE_NOTICE_BAR);
  g_type_ensure (SL_TYPE_PRACTICE_BAR);
  g_type_ensure (SL_TYPE_REACH_VIEW);
  g_type_ensure (SL_TYPE_WHY_VIEW);
  g_type_ensure (SL_TYPE_PAGE_TITLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/account-page.ui");
  bind_children (widget_class);
}

static void
sl_account_page_init (SlAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GMenuModel *
create_mute_menu (const char *account_id)
{
  static const struct
  {
    const char *label;
    guint32     seconds;
  } durations[] = {
    { N_ ("For an Hour"), 60 * 60 },
    { N_ ("For a Day"), 24 * 60 * 60 },
    { N_ ("Until I Say Otherwise"), G_MAXUINT32 },
    { N_ ("Tell Me Again"), 0 },
  };
  GMenu *mute = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autoptr (GMenuItem) entry = g_menu_item_new (_ (durations[i].label), NULL);

      g_menu_item_set_action_and_target (entry, "win.mute", "(su)", account_id,
                                         durations[i].seconds);
      g_menu_append_item (mute, entry);
    }
  return G_MENU_MODEL (mute);
}

static GMenuModel *
create_menu (const char *account_id, gboolean managed)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) mute = create_mute_menu (account_id);
  g_autoptr (GMenu) changes = g_menu_new ();

  g_menu_append (menu, _ ("Check Now"), "win.check-now");
  g_menu_append_submenu (menu, _ ("Mute Notifications"), mute);
  if (managed)
    {
      g_autoptr (GMenuItem) copy = g_menu_item_new (_ ("Make a Copy of Your Own…"), NULL);

      g_menu_item_set_action_and_target (copy, "win.copy-account", "s", account_id);
      g_menu_append_item (changes, copy);
    }
  else
    {
      g_menu_append (changes, _ ("Edit Account…"), "win.edit-account");
      g_menu_append (changes, _ ("Remove Account"), "win.remove-account");
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (changes));
  return G_MENU_MODEL (menu);
}

/**
 * sl_account_page_new:
 * @store: the user's plan
 * @client: the service that watches the account
 * @account_id: an account's id; it need not be known yet
 *
 * Returns: (transfer floating): a page that follows all three
 */
GtkWidget *
sl_account_page_new (SlPlanStore *store, SlWatchClient *client, const char *account_id)
{
  SlAccountPage *self = g_object_new (SL_TYPE_ACCOUNT_PAGE, NULL);
  SlAccount     *planned = sl_plan_get_account (sl_plan_store_get_plan (store), account_id);
  g_autoptr (GMenuModel) menu
      = create_menu (account_id, planned != NULL && planned->managed_by != NULL);

  self->follower = sl_account_follower_new (store, client, account_id);
  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  self->account_id = g_strdup (account_id);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button), menu);
  sl_practice_bar_set_client (self->practice_bar, client);
  sl_organisation_card_follow (self->organisation_card, store, client);
  prepare_signin_again (self);
  g_signal_connect_object (self->follower, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * sl_account_page_get_account_id:
 * @self: a page
 *
 * Returns: (transfer none): whose page it is
 */
const char *
sl_account_page_get_account_id (SlAccountPage *self)
{
  return self->account_id;
}

/**
 * sl_account_page_get_client:
 * @self: a page
 *
 * Returns: (transfer none): the service that watches the account
 */
SlWatchClient *
sl_account_page_get_client (SlAccountPage *self)
{
  return self->client;
}
