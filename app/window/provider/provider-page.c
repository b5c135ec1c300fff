/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "provider-page.h"

#include "account-follower.h"
#include "headline-card.h"
#include "health-words.h"
#include "moment-words.h"
#include "outcome.h"
#include "page-title.h"
#include "practice-bar.h"
#include "quote-row.h"
#include "traffic-words.h"
#include "updates-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlProviderPage
{
  GtkBox             parent_instance;
  SlAccountFollower *follower;
  char              *provider;
  SlWatchClient     *client;
  SlAccountItem     *item; /* nullable, the follower's: the service does not know the account */
  GtkWidget         *back_button;
  SlPageTitle       *title;
  SlPracticeBar     *practice_bar;
  SlHeadlineCard    *card;
  GtkWidget         *open_button;
  GtkWidget         *incidents_group;
  GtkListBox        *incidents;
  GtkWidget         *parts_group;
  GtkListBox        *parts;
  GtkWidget         *maintenance_group;
  GtkListBox        *maintenance;
  GtkLabel          *traffic;
};

G_DEFINE_FINAL_TYPE (SlProviderPage, sl_provider_page, GTK_TYPE_BOX)

static GVariant *
dup_feed (SlProviderPage *self)
{
  g_autoptr (GVariant) feeds = self->item != NULL ? sl_account_item_dup_feeds (self->item) : NULL;
  gsize n_feeds = feeds != NULL ? g_variant_n_children (feeds) : 0;

  for (gsize i = 0; i < n_feeds; i++)
    {
      g_autoptr (GVariant) feed = g_variant_get_child_value (feeds, i);
      const char *provider = NULL;

      g_variant_lookup (feed, "provider", "&s", &provider);
      if (g_strcmp0 (provider, self->provider) == 0)
        return g_steal_pointer (&feed);
    }
  return NULL;
}

/* Words */

static char *
describe_age (GVariant *feed)
{
  gint64           now = g_get_real_time () / G_USEC_PER_SEC, checked = 0, posted = 0;
  g_autofree char *checked_words = NULL;
  g_autofree char *posted_words = NULL;

  g_variant_lookup (feed, "checked", "x", &checked);
  g_variant_lookup (feed, "posted", "x", &posted);
  if (checked <= 0)
    return g_strdup (_ ("Not read yet."));
  checked_words = sl_moment_to_words (checked, now);
  if (posted <= 0)
    /* Translators: %s is a moment such as "09:12". */
    return g_strdup_printf (_ ("Read at %s."), checked_words);
  posted_words = sl_moment_to_words (posted, now);
  /* Translators: both are moments such as "09:12" or "yesterday 09:12"; first when Storm Lantern
   * read the status page, then when its owners last wrote something there. */
  return g_strdup_printf (_ ("Checked %s, they last posted %s."), checked_words, posted_words);
}

static gboolean
fails (SlAccountItem *item, const char *member)
{
  g_autoptr (GVariant) result = sl_account_item_dup_result (item, member);
  const char *nick = NULL;
  SlOutcome   outcome;

  return result != NULL && g_variant_lookup (result, "outcome", "&s", &nick)
         && sl_outcome_from_nick (nick, &outcome) && !sl_outcome_is_good (outcome);
}

/* Only trouble that may be theirs contradicts them: not a wrong password, not a line that is down.
 */
static const char *
describe_contradiction (SlAccountItem *item, SlHealthState health)
{
  SlState state = sl_account_item_get_state (item);

  if (sl_health_state_is_trouble (health) && state == SL_STATE_OK)
    return _ ("They speak of trouble, but it works for you.");
  if (health != SL_HEALTH_OPERATIONAL || state != SL_STATE_OUTAGE)
    return "";
  if (fails (item, "signin"))
    return _ ("Their page says all is well, but your sign-in fails. Pages are often late: trust "
              "what you see.");
  if (fails (item, "door"))
    return _ ("Their page says all is well, but their server does not answer you. Pages are often "
              "late: trust what you see.");
  return "";
}

static const char *
describe_advice (SlProviderPage *self, GVariant *feed, SlHealthState health)
{
  const char *reason = "";

  if (health != SL_HEALTH_UNKNOWN)
    return describe_contradiction (self->item, health);
  g_variant_lookup (feed, "reason", "&s", &reason);
  return reason;
}

/* Sections */

static GtkWidget *
create_part_row (GVariant *part)
{
  SlHealthState health = sl_health_words_lookup (part, "state");
  const char   *name = "", *group = "";
  GtkWidget    *row, *label = gtk_label_new (sl_health_words_get_label (health));

  g_variant_lookup (part, "name", "&s", &name);
  g_variant_lookup (part, "group", "&s", &group);
  row = sl_quote_row_new (name, group, NULL);
  sl_quote_row_add_health (row, health);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
append_part (GtkListBox *list, GVariant *part)
{
  gtk_list_box_append (list, create_part_row (part));
}

static void
append_incident (GtkListBox *list, GVariant *incident)
{
  GtkWidget *row = sl_quote_row_new_for_incident (incident);
  GtkWidget *updates = sl_updates_row_new (incident);

  sl_quote_row_add_health (row, sl_health_words_lookup (incident, "impact"));
  gtk_list_box_append (list, row);
  if (updates != NULL)
    gtk_list_box_append (list, updates);
}

static GtkWidget *
create_maintenance_row (GVariant *work)
{
  gint64           now = g_get_real_time () / G_USEC_PER_SEC, started = 0, ends = 0;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autofree char *times = NULL;
  g_autofree char *subtitle = NULL;
  const char      *title = "", *text = "", *url = NULL;

  g_variant_lookup (work, "title", "&s", &title);
  g_variant_lookup (work, "text", "&s", &text);
  g_variant_lookup (work, "url", "&s", &url);
  g_variant_lookup (work, "started", "x", &started);
  g_variant_lookup (work, "ends", "x", &ends);
  from = sl_moment_to_words (started, now);
  until = sl_moment_to_words (ends, now);
  if (started > 0 && ends > 0)
    /* Translators: planned work; both are moments such as "09:12" or "24 November 2026, 09:12". */
    times = g_strdup_printf (_ ("From %s until %s"), from, until);
  else if (started > 0)
    /* Translators: planned work; %s is a moment such as "09:12" or "24 November 2026, 09:12". */
    times = g_strdup_printf (_ ("From %s"), from);
  subtitle = g_strconcat (times != NULL ? times : "", times != NULL && *text != '\0' ? "\n" : "",
                          text, NULL);
  return sl_quote_row_new (title, subtitle, url);
}

static void
append_maintenance (GtkListBox *list, GVariant *work)
{
  gtk_list_box_append (list, create_maintenance_row (work));
}

static void
fill (GtkWidget  *group,
      GtkListBox *list,
      GVariant   *feed,
      const char *member,
      void (*append) (GtkListBox *, GVariant *))
{
  g_autoptr (GVariant) entries
      = feed != NULL ? g_variant_lookup_value (feed, member, G_VARIANT_TYPE ("aa{sv}")) : NULL;
  gsize      n_entries = entries != NULL ? g_variant_n_children (entries) : 0;
  GtkWidget *row;
  g_autoptr (GHashTable) opened = NULL;
  GVariant *shown = g_object_get_data (G_OBJECT (list), "entries");

  /* The same words stay as they are: what the user opened, and where the focus is. */
  if (entries != NULL && shown != NULL && g_variant_equal (entries, shown))
    return;
  g_object_set_data_full (G_OBJECT (list), "entries",
                          entries != NULL ? g_variant_ref (entries) : NULL,
                          (GDestroyNotify) g_variant_unref);
  opened = sl_updates_row_list_opened (list);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
  for (gsize i = 0; i < n_entries; i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (entries, i);

      append (list, entry);
    }
  sl_updates_row_open_again (list, opened);
  gtk_widget_set_visible (group, n_entries > 0);
}

static void
update_card (SlProviderPage *self, GVariant *feed)
{
  SlHealthState    health = sl_health_words_lookup (feed, "state");
  g_autofree char *age = describe_age (feed);
  const char      *advice = describe_advice (self, feed, health);
  const char      *name = self->provider, *page = "", *url = NULL;
  /* A page that is contradicted by what we see vouches for nothing. */
  SlState state = health == SL_HEALTH_OPERATIONAL && *advice != '\0'
                      ? SL_STATE_UNKNOWN
                      : sl_health_words_to_state (health);

  g_variant_lookup (feed, "provider-name", "&s", &name);
  g_variant_lookup (feed, "page", "&s", &page);
  g_variant_lookup (feed, "page-url", "&s", &url);
  sl_page_title_set_title (self->title, name);
  sl_page_title_set_subtitle (self->title, g_str_equal (page, name) ? "" : page);
  sl_headline_card_set_state (self->card, state);
  sl_headline_card_set_words (self->card, sl_health_words_get_sentence (health), age, advice);
  gtk_widget_set_visible (self->open_button, url != NULL && g_str_has_prefix (url, "https://"));
  if (url != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open_button), "s", url);
}

static void
update_traffic (SlProviderPage *self)
{
  SlDBusWatch     *proxy = sl_watch_client_get_proxy (self->client);
  GVariant        *bytes = proxy != NULL ? sl_dbus_watch_get_feed_bytes (proxy) : NULL;
  g_autofree char *sentence = bytes != NULL ? sl_traffic_to_words (bytes) : NULL;

  gtk_label_set_text (self->traffic, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->traffic), sentence != NULL);
}

static void
update (SlProviderPage *self)
{
  g_autoptr (GVariant) feed = NULL;

  self->item = sl_account_follower_get_item (self->follower);
  feed = dup_feed (self);
  update_traffic (self);
  fill (self->incidents_group, self->incidents, feed, "incidents", append_incident);
  fill (self->parts_group, self->parts, feed, "components", append_part);
  fill (self->maintenance_group, self->maintenance, feed, "maintenance", append_maintenance);
  if (feed != NULL)
    {
      update_card (self, feed);
      return;
    }
  sl_headline_card_set_state (self->card, SL_STATE_UNKNOWN);
  sl_headline_card_set_words (self->card, _ ("Nobody reads their status page at the moment."), "",
                              "");
  gtk_widget_set_visible (self->open_button, FALSE);
}

/* Object */

static void
sl_provider_page_dispose (GObject *object)
{
  SlProviderPage *self = SL_PROVIDER_PAGE (object);

  self->item = NULL;
  g_clear_object (&self->follower);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (sl_provider_page_parent_class)->dispose (object);
}

static void
sl_provider_page_finalize (GObject *object)
{
  g_free (SL_PROVIDER_PAGE (object)->provider);
  G_OBJECT_CLASS (sl_provider_page_parent_class)->finalize (object);
}

static gboolean
sl_provider_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SL_PROVIDER_PAGE (widget)->back_button);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SlProviderPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, SlProviderPage, title);
  gtk_widget_class_bind_template_child (widget_class, SlProviderPage, practice_bar);
  gtk_widget_class_bind_template_child (widget_class, SlProviderPage, card);
  gtk_widget_class_bind_template_child (widget_class, SlProviderPage, open_button);
  gtk_widget_class_bind_template_child (widget_class, SlProviderPage, incidents_group);
  gtk_widget_class_bind_template_child (widget_class, SlProviderPage, incidents);
  gtk_widget_class_bind_template_child (widget_class, SlProviderPage, parts_group);
  gtk_widget_class_bind_template_child (widget_class, SlProviderPage, parts);
  gtk_widget_class_bind_template_child (widget_class, SlProviderPage, maintenance_group);
  gtk_widget_class_bind_template_child (widget_class, SlProviderPage, maintenance);
  gtk_widget_class_bind_template_child (widget_class, SlProviderPage, traffic);
}

static void
sl_provider_page_class_init (SlProviderPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_provider_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_provider_page_finalize;
  widget_class->grab_focus = sl_provider_page_grab_focus;
  g_type_ensure (SL_TYPE_HEADLINE_CARD);
  g_type_ensure (SL_TYPE_PRACTICE_BAR);
  g_type_ensure (SL_TYPE_PAGE_TITLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/provider-page.ui");
  bind_children (widget_class);
}

static void
sl_provider_page_init (SlProviderPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_provider_page_new:
 * @client: the service that reads the status page
 * @account_id: the account that depends on the provider
 * @provider: the provider's id
 *
 * Returns: (transfer floating): a page that follows what the service says
 */
GtkWidget *
sl_provider_page_new (SlWatchClient *client, const char *account_id, const char *provider)
{
  SlProviderPage *self = g_object_new (SL_TYPE_PROVIDER_PAGE, NULL);

  self->follower = sl_account_follower_new (NULL, client, account_id);
  self->client = g_object_ref (client);
  self->provider = g_strdup (provider);
  sl_page_title_set_title (self->title, provider);
  sl_practice_bar_set_client (self->practice_bar, client);
  g_signal_connect_object (self->follower, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
