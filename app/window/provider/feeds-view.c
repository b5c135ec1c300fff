/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "feeds-view.h"

#include "health-words.h"
#include "moment-words.h"
#include "quote-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlFeedsView
{
  GtkWidget   parent_instance;
  GtkWidget  *content;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (SlFeedsView, sl_feeds_view, GTK_TYPE_WIDGET)

static char *
describe_feed (GVariant *feed)
{
  gint64        checked = 0, now = g_get_real_time () / G_USEC_PER_SEC;
  const char   *reason = "";
  SlHealthState health = sl_health_words_lookup (feed, "state");
  g_autoptr (GString) text = g_string_new (sl_health_words_get_sentence (health));

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

static GtkWidget *
create_feed_row (GVariant *feed)
{
  g_autofree char *description = describe_feed (feed);
  const char      *name = "", *provider = NULL;
  GtkWidget       *row;

  g_variant_lookup (feed, "provider-name", "&s", &name);
  g_variant_lookup (feed, "provider", "&s", &provider);
  row = sl_quote_row_new (name, description, NULL);
  sl_quote_row_add_health (row, sl_health_words_lookup (feed, "state"));
  if (provider == NULL)
    return row;
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-provider");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", provider);
  return row;
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

      gtk_list_box_append (self->list, sl_quote_row_new_for_incident (incident));
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
