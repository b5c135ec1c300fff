/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "channel-row.h"

#include "address-words.h"
#include "moment-words.h"
#include "wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _SlChannelRow
{
  GtkListBoxRow parent_instance;
  GtkImage     *image;
  GtkLabel     *name;
  GtkLabel     *address;
  GtkLabel     *people;
  GtkLabel     *instructions;
  GtkLabel     *reason;
  GtkLabel     *reached;
  GtkButton    *open_button;
  GtkButton    *message_button;
  GtkButton    *qr_button;
  GtkButton    *copy_button;
  GtkButton    *reached_button;
};

G_DEFINE_FINAL_TYPE (SlChannelRow, sl_channel_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
get_open_label (SlChannelKind kind)
{
  switch (kind)
    {
    case SL_CHANNEL_PHONE:
      return _ ("Call");
    case SL_CHANNEL_SMS:
    case SL_CHANNEL_MAIL:
      return _ ("Message");
    case SL_CHANNEL_VIDEO:
      return _ ("Join");
    case SL_CHANNEL_CHAT:
    case SL_CHANNEL_WEB:
    case SL_CHANNEL_IN_PERSON:
    case SL_CHANNEL_OTHER:
    default:
      return _ ("Open");
    }
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
set_target (GtkButton *button, const char *action, const char *target)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

static void
name_for_assistants (GtkButton *button, char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_free (label);
}

/* A message is the first thing that is done with these, so opening them without one is not offered.
 */
static gboolean
is_for_messages (SlChannelKind kind)
{
  return kind == SL_CHANNEL_SMS || kind == SL_CHANNEL_MAIL;
}

static void
fill_open_buttons (SlChannelRow    *self,
                   const SlChannel *channel,
                   const char      *address,
                   gboolean         offers_messages)
{
  gboolean openable = sl_channel_address_is_openable (address);
  gboolean only_message = offers_messages && is_for_messages (channel->kind);
  gboolean chat = channel->kind == SL_CHANNEL_CHAT || is_for_messages (channel->kind);

  gtk_button_set_label (self->open_button, get_open_label (channel->kind));
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), openable && !only_message);
  gtk_widget_set_visible (GTK_WIDGET (self->message_button), openable && offers_messages && chat);
  if (only_message)
    gtk_widget_add_css_class (GTK_WIDGET (self->message_button), "suggested-action");
  set_target (self->open_button, "win.open", address);
  if (offers_messages)
    set_target (self->message_button, "fallback.message", channel->id);
}

static void
name_buttons (SlChannelRow *self, const SlChannel *channel)
{
  name_for_assistants (
      self->open_button,
      channel->kind == SL_CHANNEL_PHONE
          /* Translators: %s is the name of a channel, such as "Conference bridge". */
          ? g_strdup_printf (_ ("Call %s"), channel->name)
          /* Translators: %s is the name of a channel, such as "Signal group Team". */
          : g_strdup_printf (_ ("Open %s"), channel->name));
  /* Translators: %s is the name of a channel, such as "Signal group Team". */
  name_for_assistants (self->message_button,
                       g_strdup_printf (_ ("Send the message by %s"), channel->name));
  /* Translators: %s is the name of a channel, such as "Signal group Team". */
  name_for_assistants (self->copy_button,
                       g_strdup_printf (_ ("Copy the address of %s"), channel->name));
  /* Translators: %s is the name of a channel, such as "Signal group Team". */
  name_for_assistants (self->qr_button,
                       g_strdup_printf (_ ("QR code of %s for the phone"), channel->name));
  /* Translators: %s is the name of a channel, such as "Signal group Team". */
  name_for_assistants (self->reached_button,
                       g_strdup_printf (_ ("I reached them with %s"), channel->name));
}

static void
fill_buttons (SlChannelRow *self, const SlChannel *channel, gboolean offers_messages)
{
  g_autofree char *address = sl_channel_address_complete (channel->address);

  fill_open_buttons (self, channel, address, offers_messages);
  gtk_widget_set_visible (GTK_WIDGET (self->qr_button), sl_channel_address_is_openable (address));
  gtk_widget_set_visible (GTK_WIDGET (self->copy_button), *address != '\0');
  set_target (self->copy_button, "win.copy", channel->address);
  set_target (self->qr_button, "win.show-qr", channel->id);
  set_target (self->reached_button, "win.reached", channel->id);
  name_buttons (self, channel);
}

static void
fill_reached (SlChannelRow *self, const SlChannel *channel)
{
  g_autofree char *moment = NULL;
  g_autofree char *text = NULL;

  if (channel->last_practised == 0)
    return;
  moment = sl_moment_to_words (channel->last_practised, g_get_real_time () / G_USEC_PER_SEC);
  /* Translators: %s is a moment such as "09:12" or "3 November, 09:12". */
  text = g_strdup_printf (_ ("Last reached: %s"), moment);
  set_text (self->reached, text);
}

static void
sl_channel_row_class_init (SlChannelRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SL_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/channel-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SlChannelRow, image);
  gtk_widget_class_bind_template_child (widget_class, SlChannelRow, name);
  gtk_widget_class_bind_template_child (widget_class, SlChannelRow, address);
  gtk_widget_class_bind_template_child (widget_class, SlChannelRow, people);
  gtk_widget_class_bind_template_child (widget_class, SlChannelRow, instructions);
  gtk_widget_class_bind_template_child (widget_class, SlChannelRow, reason);
  gtk_widget_class_bind_template_child (widget_class, SlChannelRow, reached);
  gtk_widget_class_bind_template_child (widget_class, SlChannelRow, open_button);
  gtk_widget_class_bind_template_child (widget_class, SlChannelRow, message_button);
  gtk_widget_class_bind_template_child (widget_class, SlChannelRow, qr_button);
  gtk_widget_class_bind_template_child (widget_class, SlChannelRow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, SlChannelRow, reached_button);
}

static void
sl_channel_row_init (SlChannelRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_channel_row_new:
 * @channel: a channel of the plan; copied into the widgets
 * @reason: (nullable): why it stands behind the others, one sentence
 * @offers_messages: whether the page has a message that can be handed to it
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
sl_channel_row_new (const SlChannel *channel, const char *reason, gboolean offers_messages)
{
  SlChannelRow    *self = g_object_new (SL_TYPE_CHANNEL_ROW, NULL);
  g_autofree char *address = sl_address_to_words (channel->address);
  g_autofree char *people = channel->people != NULL ? g_strjoinv (", ", channel->people) : NULL;

  gtk_image_set_from_icon_name (self->image, sl_channel_kind_get_icon_name (channel->kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sl_channel_kind_get_label (channel->kind), -1);
  set_text (self->name, channel->name);
  set_text (self->address, address);
  set_text (self->people, people);
  set_text (self->instructions, channel->instructions);
  set_text (self->reason, reason);
  fill_buttons (self, channel, offers_messages);
  fill_reached (self, channel);
  return GTK_WIDGET (self);
}

/**
 * sl_channel_row_focus_button:
 * @self: a row
 *
 * Puts the keyboard onto what this channel is for: calling, writing, opening, else copying.
 *
 * Returns: whether there is something to press
 */
gboolean
sl_channel_row_focus_button (SlChannelRow *self)
{
  GtkButton *const buttons[]
      = { self->open_button, self->message_button, self->copy_button, self->reached_button };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (gtk_widget_get_visible (GTK_WIDGET (buttons[i])))
      return gtk_widget_grab_focus (GTK_WIDGET (buttons[i]));
  return FALSE;
}
