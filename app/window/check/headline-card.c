/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "headline-card.h"

#include "state-style.h"
#include "wrap-layout.h"

struct _SlHeadlineCard
{
  GtkWidget  parent_instance;
  GtkWidget *content;
  GtkImage  *image;
  GtkLabel  *headline;
  GtkLabel  *since;
  GtkLabel  *advice;
  GtkBox    *actions;
};

static GtkBuildableIface *parent_buildable;

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  SlHeadlineCard *self = SL_HEADLINE_CARD (buildable);

  if (g_strcmp0 (type, "action") == 0)
    {
      gtk_box_append (self->actions, GTK_WIDGET (child));
      gtk_widget_set_visible (GTK_WIDGET (self->actions), TRUE);
    }
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SlHeadlineCard,
                               sl_headline_card,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static void
sl_headline_card_dispose (GObject *object)
{
  SlHeadlineCard *self = SL_HEADLINE_CARD (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (sl_headline_card_parent_class)->dispose (object);
}

static void
sl_headline_card_class_init (SlHeadlineCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_headline_card_dispose;
  g_type_ensure (SL_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/headline-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SlHeadlineCard, content);
  gtk_widget_class_bind_template_child (widget_class, SlHeadlineCard, image);
  gtk_widget_class_bind_template_child (widget_class, SlHeadlineCard, headline);
  gtk_widget_class_bind_template_child (widget_class, SlHeadlineCard, since);
  gtk_widget_class_bind_template_child (widget_class, SlHeadlineCard, advice);
  gtk_widget_class_bind_template_child (widget_class, SlHeadlineCard, actions);
}

static void
sl_headline_card_init (SlHeadlineCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sl_headline_card_set_state (self, SL_STATE_UNKNOWN);
}

/**
 * sl_headline_card_set_state:
 * @self: a card
 * @state: shown as shape and tint
 */
void
sl_headline_card_set_state (SlHeadlineCard *self, SlState state)
{
  sl_state_style_set_image (self->image, state);
  sl_state_style_set_class (GTK_WIDGET (self), state);
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/**
 * sl_headline_card_set_words:
 * @self: a card
 * @headline: what, one sentence of plain text
 * @since: since when, "" if there is nothing to say
 * @advice: what now, "" if nothing
 */
void
sl_headline_card_set_words (SlHeadlineCard *self,
                            const char     *headline,
                            const char     *since,
                            const char     *advice)
{
  set_text (self->headline, headline);
  set_text (self->since, since);
  set_text (self->advice, advice);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, headline,
                                  -1);
}
