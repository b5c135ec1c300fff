/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "feeds-view.h"

#include "health.h"
#include "moment-words.h"
#include "state-style.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlFeedsView
{
  GtkWidget   parent_instance;
  GtkWidget  *content;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (SlFeedsView, sl_feeds_view, GTK_TYPE_WIDGET)

static SlHealthState
get_health (GVariant *feed)
{
  SlHealthState health = SL_HEALTH_UNKNOWN;
  const char   *nick = NULL;

  g_variant_lookup (feed, "state", "&s", &nick);
  sl_health_state_from_nick (nick, &health);
  return health;
}

static SlState
health_to_state (SlHealthState health)
{
  switch (health)
    {
    case SL_HEALTH_OPERATIONAL:
    case SL_HEALTH_MAINTENANCE:
      return SL_STATE_OK;
    case SL_HEALTH_DEGRADED:
      return SL_STATE_DEGRADED;
    case SL_HEALTH_PARTIAL_OUTAGE:
    case SL_HEALTH_MAJOR_OUTAGE:
      return SL_STATE_OUTAGE;
    case SL_HEALTH_UNKNOWN:
    default:
      return SL_STATE_UNKNOWN;
    }
}

static const char *
health_to_sentence (SlHealthState health)
{
  switch (health)
    {
    case SL_HEALTH_OPERATIONAL:
      return _ ("Their status page says all is well.");
    case SL_HEALTH_MAINTENANCE:
      return _ ("Their status page speaks of maintenance.");
    case SL_HEALTH_DEGRADED:
      return _ ("Their status page speaks of trouble.");
    case SL_HEALTH_PARTIAL_OUTAGE:
      return _ ("Their status page speaks of an outage in part.");
    case SL_HEALTH_MAJOR_OUTAGE:
      return _ ("Their status page speaks of an outage.");
    case SL_HEALTH_UNKNOWN:
    default:
      return _ ("Their status page could not be read.");
    }
}

static char *
describe_feed (GVariant *feed)
{
  gint64        checked = 0, now = g_get_real_time () / G_USEC_PER_SEC;
  const char   *reason = "";
  SlHealthState health = get_health (feed);
  g_autoptr (GString) text = g_string_new (health_to_sentence (health));

  g_variant_lookup (feed, "reason", "&s", &reason);
  g_variant_lookup (feed, "checked", "x", &checked);
  if (health == SL_HEALTH_UNKNOWN && *reason != '\0')
    g_string_append_printf (text, "\n%s", reason);
  if (checked > 0)
    {
      g_autofree char *moment = sl_moment_to_words (checked, now);

      g_string_append_c (text, '\n');
      /* Translators: %s is a moment such as "09:12". */
      g_string_append_printf (text, _ ("Read at %s."), moment);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_link (GtkWidget *row, const char *url)
{
  GtkWidget *button;

  if (url == NULL || !g_str_has_prefix (url, "https://"))
    return;
  button = gtk_button_new_from_icon_name ("adw-external-link-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Open their page"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Open their page"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", url);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
create_row (const char *title, const char *subtitle, const char *url)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  add_link (row, url);
  return row;
}

static GtkWidget *
create_feed_row (GVariant *feed)
{
  g_autofree char *description = describe_feed (feed);
  const char      *name = "", *page = NULL;
  GtkWidget       *image
      = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  GtkWidget *row;

  g_variant_lookup (feed, "provider-name", "&s", &name);
  g_variant_lookup (feed, "page", "&s", &page);
  row = create_row (name, description, page);
  sl_state_style_set_image (GTK_IMAGE (image), health_to_state (get_health (feed)));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  return row;
}

static GtkWidget *
create_incident_row (GVariant *incident)
{
  gint64           started = 0, now = g_get_real_time () / G_USEC_PER_SEC;
  const char      *title = "", *text = "", *url = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *since = NULL;
  g_autofree char *subtitle = NULL;

  g_variant_lookup (incident, "title", "&s", &title);
  g_variant_lookup (incident, "text", "&s", &text);
  g_variant_lookup (incident, "url", "&s", &url);
  g_variant_lookup (incident, "started", "x", &started);
  if (started > 0)
    {
      moment = sl_moment_to_words (started, now);
      /* Translators: %s is a moment such as "09:12" or "yesterday 09:12". */
      since = g_strdup_printf (_ ("Since %s"), moment);
    }
  if (since != NULL && *text != '\0')
    subtitle = g_strdup_printf ("%s\n%s", since, text);
  return create_row (title, subtitle != NULL ? subtitle : since != NULL ? since : text, url);
}

static void
add_feed (SlFeedsView *self, GVariant *feed)
{
  g_autoptr (GVariant) incidents
      = g_variant_lookup_value (feed, "incidents", G_VARIANT_TYPE ("aa{sv}"));
  gsize n_incidents = incidents != NULL ? g_variant_n_children (incidents) : 0;

  gtk_list_box_append (self->list, create_feed_row (feed));
  for (gsize i = 0; i < n_incidents; i++)
    {
      g_autoptr (GVariant) incident = g_variant_get_child_value (incidents, i);

      gtk_list_box_append (self->list, create_incident_row (incident));
    }
}

static void
sl_feeds_view_dispose (GObject *object)
{
  SlFeedsView *self = SL_FEEDS_VIEW (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (sl_feeds_view_parent_class)->dispose (object);
}

static void
sl_feeds_view_class_init (SlFeedsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_feeds_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/feeds-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SlFeedsView, content);
  gtk_widget_class_bind_template_child (widget_class, SlFeedsView, list);
}

static void
sl_feeds_view_init (SlFeedsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_feeds_view_update:
 * @self: a view
 * @item: the account
 */
void
sl_feeds_view_update (SlFeedsView *self, SlAccountItem *item)
{
  g_autoptr (GVariant) feeds = sl_account_item_dup_feeds (item);
  gsize      n_feeds = feeds != NULL ? g_variant_n_children (feeds) : 0;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (gsize i = 0; i < n_feeds; i++)
    {
      g_autoptr (GVariant) feed = g_variant_get_child_value (feeds, i);

      add_feed (self, feed);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n_feeds > 0);
}
