/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "organisation-card.h"

#include "moment-words.h"

#include <glib/gi18n-lib.h>

struct _SlOrganisationCard
{
  GtkWidget      parent_instance;
  SlPlanStore   *store;
  SlWatchClient *client;
  GtkWidget     *content;
  GtkLabel      *title;
  GtkLabel      *text;
  GtkLabel      *until;
  GtkLinkButton *more;
};

G_DEFINE_FINAL_TYPE (SlOrganisationCard, sl_organisation_card, GTK_TYPE_WIDGET)

static void
sl_organisation_card_dispose (GObject *object)
{
  SlOrganisationCard *self = SL_ORGANISATION_CARD (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (sl_organisation_card_parent_class)->dispose (object);
}

static void
sl_organisation_card_class_init (SlOrganisationCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_organisation_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/organisation-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SlOrganisationCard, content);
  gtk_widget_class_bind_template_child (widget_class, SlOrganisationCard, title);
  gtk_widget_class_bind_template_child (widget_class, SlOrganisationCard, text);
  gtk_widget_class_bind_template_child (widget_class, SlOrganisationCard, until);
  gtk_widget_class_bind_template_child (widget_class, SlOrganisationCard, more);
}

static void
sl_organisation_card_init (SlOrganisationCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show (SlOrganisationCard *self, const char *name, const char *notice, gint64 until, const char *url)
{
  gint64           now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *moment = sl_moment_to_words (until, now);
  /* Translators: %s is an organisation, or "your organisation". */
  g_autofree char *title = g_strdup_printf (_ ("Message from %s"), name);
  /* Translators: %s is a moment such as "17:00" or "tomorrow 17:00". */
  g_autofree char *validity = g_strdup_printf (_ ("Valid until %s"), moment);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->text, notice);
  gtk_label_set_text (self->until, validity);
  gtk_widget_set_visible (GTK_WIDGET (self->more), url != NULL);
  if (url != NULL)
    {
      gtk_link_button_set_uri (self->more, url);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->more), url);
    }
}

static gboolean
show_what_the_service_says (SlOrganisationCard *self)
{
  g_autoptr (GVariant) organisation
      = sl_dbus_watch_dup_organisation (sl_watch_client_get_proxy (self->client));
  const char *name = NULL, *notice = NULL, *url = NULL;
  gint64      until = 0;

  if (organisation == NULL || !g_variant_lookup (organisation, "notice", "&s", &notice))
    return FALSE;
  g_variant_lookup (organisation, "name", "&s", &name);
  g_variant_lookup (organisation, "notice-until", "x", &until);
  g_variant_lookup (organisation, "notice-url", "&s", &url);
  show (self, name != NULL ? name : "", notice, until, url);
  return TRUE;
}

static gboolean
show_what_the_plan_says (SlOrganisationCard *self)
{
  const SlOrganisation *organisation
      = sl_plan_get_organisation (sl_plan_store_get_plan (self->store));

  if (!sl_organisation_has_notice_at (organisation, g_get_real_time () / G_USEC_PER_SEC))
    return FALSE;
  show (self, sl_organisation_get_name (organisation), organisation->notice,
        organisation->notice_until, organisation->notice_url);
  return TRUE;
}

static void
update (SlOrganisationCard *self)
{
  gboolean is_shown = FALSE;

  if (sl_watch_client_is_practice (self->client))
    is_shown = FALSE;
  else if (sl_watch_client_get_presence (self->client) == SL_WATCH_CLIENT_PRESENT)
    is_shown = show_what_the_service_says (self);
  else
    is_shown = show_what_the_plan_says (self);
  gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
}

/**
 * sl_organisation_card_follow:
 * @self: a card, invisible so far
 * @store: the plan
 * @client: the service whose page the card stands on
 *
 * Shows what there is to tell, from now on.
 */
void
sl_organisation_card_follow (SlOrganisationCard *self, SlPlanStore *store, SlWatchClient *client)
{
  g_return_if_fail (SL_IS_ORGANISATION_CARD (self) && self->store == NULL);

  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  g_signal_connect_object (store, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
