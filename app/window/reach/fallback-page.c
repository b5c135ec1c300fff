/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "fallback-page.h"

#include "account-follower.h"
#include "address-words.h"
#include "feeds-view.h"
#include "headline-card.h"
#include "message-link.h"
#include "message-view.h"
#include "moment-words.h"
#include "notice-bar.h"
#include "organisation-card.h"
#include "page-title.h"
#include "practice-bar.h"
#include "reach-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlFallbackPage
{
  GtkBox              parent_instance;
  SlAccountFollower  *follower;
  char               *account_id; /* "": mail in general */
  SlPlanStore        *store;
  SlWatchClient      *client;
  SlAccountItem      *item; /* nullable, the follower's: the service does not know the account */
  SlPageTitle        *title;
  SlPracticeBar      *practice_bar;
  SlNoticeBar        *notice;
  SlOrganisationCard *organisation_card;
  SlHeadlineCard     *card;
  GtkWidget          *instructions_group;
  GtkLabel           *instructions;
  SlReachView        *reach_view;
  SlMessageView      *message_view;
  SlFeedsView        *feeds_view;
  GtkWidget          *more_group;
  GtkWidget          *why_row;
};

G_DEFINE_FINAL_TYPE (SlFallbackPage, sl_fallback_page, GTK_TYPE_BOX)

static SlPlan *
get_plan (SlFallbackPage *self)
{
  return sl_plan_store_get_plan (sl_fallback_page_get_store (self));
}

/* Words */

static gboolean
is_practice (SlFallbackPage *self)
{
  return g_str_equal (self->account_id, SL_PRACTICE_ACCOUNT_ID)
         && sl_plan_get_account (sl_plan_store_get_plan (self->store), self->account_id) == NULL;
}

static const char *
get_name (SlFallbackPage *self)
{
  SlAccount *planned = sl_plan_get_account (get_plan (self), self->account_id);

  if (planned != NULL)
    return planned->name;
  if (self->item != NULL && *sl_account_item_get_text (self->item, "name") != '\0')
    return sl_account_item_get_text (self->item, "name");
  return is_practice (self) ? _ ("Practice") : _ ("Reach People");
}

static const char *
get_headline (SlFallbackPage *self)
{
  if (self->item != NULL)
    return sl_account_item_get_text (self->item, "headline");
  if (is_practice (self))
    return sl_account_follower_was_known (self->follower) ? _ ("The practice is over.")
                                                          : _ ("The practice begins in a moment.");
  switch (sl_watch_client_get_presence (self->client))
    {
    case SL_WATCH_CLIENT_ABSENT:
      return _ ("Nobody keeps watch at the moment, but here is your plan.");
    case SL_WATCH_CLIENT_CONNECTING:
      return _ ("One moment…");
    case SL_WATCH_CLIENT_PRESENT:
    default:
      return sl_watch_client_get_headline (self->client);
    }
}

static char *
describe_since (SlFallbackPage *self)
{
  gint64           since = self->item != NULL ? sl_account_item_get_time (self->item, "since") : 0;
  g_autofree char *moment = NULL;

  if (since <= 0)
    return g_strdup ("");
  moment = sl_moment_to_words (since, g_get_real_time () / G_USEC_PER_SEC);
  /* Translators: %s is a moment such as "09:12" or "yesterday 09:12". */
  return g_strdup_printf (_ ("Since %s"), moment);
}

static void
update_words (SlFallbackPage *self)
{
  g_autofree char *since = describe_since (self);
  SlState state = self->item != NULL ? sl_account_item_get_state (self->item) : SL_STATE_UNKNOWN;

  if (self->item == NULL && *self->account_id == '\0')
    state = sl_watch_client_get_state (self->client);
  sl_page_title_set_title (self->title, get_name (self));
  sl_page_title_set_subtitle (
      self->title,
      self->item != NULL ? sl_account_item_get_text (self->item, "provider-name") : "");
  sl_headline_card_set_state (self->card, state);
  sl_headline_card_set_words (self->card, get_headline (self), since,
                              self->item != NULL ? sl_account_item_get_text (self->item, "advice")
                                                 : "");
}

static void
update_instructions (SlFallbackPage *self)
{
  SlAccount  *planned = sl_plan_get_account (get_plan (self), self->account_id);
  const char *text = planned != NULL ? planned->instructions : NULL;
  gboolean    has_some = text != NULL && *text != '\0';

  gtk_widget_set_visible (self->instructions_group, has_some);
  gtk_label_set_text (self->instructions, has_some ? text : "");
}

/* The message */

/* "Bridge (+49 30 1234567)", so that it is enough to read the message. */
static char *
describe_channel (const SlChannel *channel)
{
  g_autofree char *address = NULL;

  if (channel == NULL)
    return NULL;
  address = sl_address_to_words (channel->address);
  if (*address == '\0' || g_str_equal (address, channel->name))
    return g_strdup (channel->name);
  /* Translators: a channel's name and its address, in a message such as "reach me at Bridge (+49 30
     1234567)". */
  return g_strdup_printf (_ ("%s (%s)"), channel->name, address);
}

static const char *
get_own_name (void)
{
  const char *name = g_get_real_name ();

  return g_str_equal (name, "Unknown") ? g_get_user_name () : name;
}

static void
update_message (SlFallbackPage *self)
{
  SlAccount       *planned = sl_plan_get_account (get_plan (self), self->account_id);
  gint64           now = g_get_real_time () / G_USEC_PER_SEC;
  gint64           since = self->item != NULL ? sl_account_item_get_time (self->item, "since") : 0;
  g_autofree char *moment = sl_moment_to_words (since > 0 ? since : now, now);
  g_autofree char *channel = describe_channel (sl_reach_view_get_first (self->reach_view));
  SlTemplateValues values = { .channel = channel,
                              .account = planned != NULL ? planned->name : NULL,
                              .address = planned != NULL ? planned->address : NULL,
                              .name = get_own_name (),
                              .since = moment };

  if (self->item != NULL && *sl_account_item_get_text (self->item, "provider-name") != '\0')
    values.provider = sl_account_item_get_text (self->item, "provider-name");
  sl_message_view_update (self->message_view, sl_plan_get_templates (get_plan (self)), &values);
  gtk_widget_set_visible (GTK_WIDGET (self->message_view), channel != NULL);
}

/* Handing the message to a channel: in its link if that can carry a text, else it is pasted. */
static void
on_message_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlFallbackPage *self = SL_FALLBACK_PAGE (widget);
  SlChannel      *channel
      = sl_plan_get_channel (get_plan (self), g_variant_get_string (parameter, NULL));
  const char      *text = sl_message_view_get_text (self->message_view);
  gboolean         carries_text = FALSE;
  g_autofree char *link = NULL;

  if (channel == NULL)
    return;
  link = sl_message_link_create (channel->address, sl_message_view_get_subject (self->message_view),
                                 text, &carries_text);
  if (!carries_text)
    gtk_widget_activate_action (widget, "win.copy-message", "s", text);
  if (link != NULL)
    gtk_widget_activate_action (widget, "win.open", "s", link);
}

/* Following */

static void
update_reach (SlFallbackPage *self)
{
  gboolean is_awaited = sl_account_follower_awaits_practice (self->follower);

  gtk_widget_set_visible (GTK_WIDGET (self->reach_view), !is_awaited);
  if (!is_awaited)
    sl_reach_view_update (self->reach_view, sl_fallback_page_get_store (self), self->client,
                          self->account_id);
}

static void
update_notice (SlFallbackPage *self)
{
  if (!is_practice (self) && sl_watch_client_get_presence (self->client) == SL_WATCH_CLIENT_ABSENT)
    sl_notice_bar_show (self->notice, _ ("The background service is not running."), _ ("Start"),
                        "win.start-service");
  else
    sl_notice_bar_hide (self->notice);
}

static void
update (SlFallbackPage *self)
{
  self->item = sl_account_follower_get_item (self->follower);
  update_notice (self);
  update_words (self);
  update_instructions (self);
  update_reach (self);
  update_message (self);
  gtk_widget_set_visible (GTK_WIDGET (self->feeds_view), self->item != NULL);
  gtk_widget_set_visible (self->more_group, self->item != NULL);
  if (self->item != NULL)
    sl_feeds_view_update (self->feeds_view, self->item);
}

/* Object */

static void
sl_fallback_page_dispose (GObject *object)
{
  SlFallbackPage *self = SL_FALLBACK_PAGE (object);

  self->item = NULL;
  g_clear_object (&self->follower);
  g_clear_object (&self->store);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (sl_fallback_page_parent_class)->dispose (object);
}

static void
sl_fallback_page_finalize (GObject *object)
{
  g_clear_pointer (&SL_FALLBACK_PAGE (object)->account_id, g_free);
  G_OBJECT_CLASS (sl_fallback_page_parent_class)->finalize (object);
}

/* The keyboard begins where the hand goes first: at the first channel's button. */
static gboolean
sl_fallback_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SL_FALLBACK_PAGE (widget)->reach_view));
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SlFallbackPage, title);
  gtk_widget_class_bind_template_child (widget_class, SlFallbackPage, practice_bar);
  gtk_widget_class_bind_template_child (widget_class, SlFallbackPage, notice);
  gtk_widget_class_bind_template_child (widget_class, SlFallbackPage, organisation_card);
  gtk_widget_class_bind_template_child (widget_class, SlFallbackPage, card);
  gtk_widget_class_bind_template_child (widget_class, SlFallbackPage, instructions_group);
  gtk_widget_class_bind_template_child (widget_class, SlFallbackPage, instructions);
  gtk_widget_class_bind_template_child (widget_class, SlFallbackPage, reach_view);
  gtk_widget_class_bind_template_child (widget_class, SlFallbackPage, message_view);
  gtk_widget_class_bind_template_child (widget_class, SlFallbackPage, feeds_view);
  gtk_widget_class_bind_template_child (widget_class, SlFallbackPage, more_group);
  gtk_widget_class_bind_template_child (widget_class, SlFallbackPage, why_row);
}

static void
sl_fallback_page_class_init (SlFallbackPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_fallback_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_fallback_page_finalize;
  widget_class->grab_focus = sl_fallback_page_grab_focus;
  g_type_ensure (SL_TYPE_FEEDS_VIEW);
  g_type_ensure (SL_TYPE_HEADLINE_CARD);
  g_type_ensure (SL_TYPE_ORGANISATION_CARD);
  g_type_ensure (SL_TYPE_MESSAGE_VIEW);
  g_type_ensure (SL_TYPE_NOTICE_BAR);
  g_type_ensure (SL_TYPE_PRACTICE_BAR);
  g_type_ensure (SL_TYPE_REACH_VIEW);
  g_type_ensure (SL_TYPE_PAGE_TITLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/fallback-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "fallback.message", "s", on_message_activated);
}

static void
sl_fallback_page_init (SlFallbackPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sl_reach_view_set_offers_messages (self->reach_view, TRUE);
}

/**
 * sl_fallback_page_new:
 * @store: the user's plan
 * @client: the service that watches the account; it may be absent
 * @account_id: an account's id; it need not be known; "" for mail in general
 *
 * Returns: (transfer floating): a page that follows all three
 */
GtkWidget *
sl_fallback_page_new (SlPlanStore *store, SlWatchClient *client, const char *account_id)
{
  SlFallbackPage *self = g_object_new (SL_TYPE_FALLBACK_PAGE, NULL);

  self->follower = sl_account_follower_new (store, client, account_id);
  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  self->account_id = g_strdup (account_id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->why_row), "s", account_id);
  sl_practice_bar_set_client (self->practice_bar, client);
  sl_organisation_card_follow (self->organisation_card, store, client);
  g_signal_connect_object (self->follower, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * sl_fallback_page_get_account_id:
 * @self: a page
 *
 * Returns: (transfer none): whose page it is; "" for mail in general
 */
const char *
sl_fallback_page_get_account_id (SlFallbackPage *self)
{
  return self->account_id;
}

/**
 * sl_fallback_page_get_client:
 * @self: a page
 *
 * Returns: (transfer none): the service that watches the account
 */
SlWatchClient *
sl_fallback_page_get_client (SlFallbackPage *self)
{
  return self->client;
}

/**
 * sl_fallback_page_get_store:
 * @self: a page
 *
 * Returns: (transfer none): the plan that is shown: the user's, or the practice's
 */
SlPlanStore *
sl_fallback_page_get_store (SlFallbackPage *self)
{
  return sl_account_follower_get_store (self->follower);
}
