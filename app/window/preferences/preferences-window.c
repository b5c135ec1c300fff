/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "preferences-window.h"

#include "autostart-row.h"
#include "organisation-group.h"
#include "settings.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define MINUTES_PER_HOUR 60
#define HOURS_PER_DAY 24

struct _SlPreferencesWindow
{
  AdwPreferencesWindow parent_instance;
  GSettings           *settings;
  SlWatchClient       *client;
  GtkSpinButton       *signin_interval;
  GtkSpinButton       *door_interval;
  GtkSpinButton       *feed_interval;
  GtkSwitch           *notifications;
  GtkSwitch           *practice_reminder;
  GtkSwitch           *quiet_hours;
  GtkSpinButton       *quiet_from;
  GtkSpinButton       *quiet_to;
  GtkSwitch           *tray;
  GtkSwitch           *tray_icon_names;
  GtkWidget           *tray_row;
  GtkWidget           *tray_icon_names_row;
  SlAutostartRow      *autostart_row;
  SlOrganisationGroup *organisation_group;
};

G_DEFINE_FINAL_TYPE (SlPreferencesWindow, sl_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* A time of day is kept as minutes after midnight and shown as a clock. */
static gboolean
on_clock_output (GtkSpinButton *button)
{
  int              minute = gtk_spin_button_get_value_as_int (button);
  g_autofree char *text
      = g_strdup_printf ("%02d:%02d", minute / MINUTES_PER_HOUR, minute % MINUTES_PER_HOUR);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (button))))
    gtk_editable_set_text (GTK_EDITABLE (button), text);
  return TRUE;
}

static int
on_clock_input (GtkSpinButton *button, double *value)
{
  guint hour = 0, minute = 0;
  int   n_read = sscanf (gtk_editable_get_text (GTK_EDITABLE (button)), "%2u:%2u", &hour, &minute);

  if (n_read < 1 || hour >= HOURS_PER_DAY || minute >= MINUTES_PER_HOUR)
    return GTK_INPUT_ERROR;
  *value = hour * MINUTES_PER_HOUR + minute;
  return TRUE;
}

/* Of a lantern in the panel is only spoken where it hangs, or where it was switched off. */
static void
update_tray (SlPreferencesWindow *self)
{
  SlDBusWatch *proxy = sl_watch_client_get_proxy (self->client);
  gboolean     visible = (proxy != NULL && sl_dbus_watch_get_tray_visible (proxy))
                     || !g_settings_get_boolean (self->settings, "tray");

  gtk_widget_set_visible (self->tray_row, visible);
  gtk_widget_set_visible (self->tray_icon_names_row, visible);
}

static void
sl_preferences_window_dispose (GObject *object)
{
  g_clear_object (&SL_PREFERENCES_WINDOW (object)->settings);
  g_clear_object (&SL_PREFERENCES_WINDOW (object)->client);
  G_OBJECT_CLASS (sl_preferences_window_parent_class)->dispose (object);
}

static void
sl_preferences_window_class_init (SlPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_preferences_window_dispose;
  g_type_ensure (SL_TYPE_AUTOSTART_ROW);
  g_type_ensure (SL_TYPE_ORGANISATION_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, signin_interval);
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, door_interval);
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, feed_interval);
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, notifications);
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, practice_reminder);
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, quiet_hours);
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, quiet_from);
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, quiet_to);
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, tray);
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, tray_icon_names);
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, autostart_row);
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, tray_row);
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, tray_icon_names_row);
  gtk_widget_class_bind_template_child (widget_class, SlPreferencesWindow, organisation_group);
  gtk_widget_class_bind_template_callback (widget_class, on_clock_output);
  gtk_widget_class_bind_template_callback (widget_class, on_clock_input);
}

static void
bind_setting (SlPreferencesWindow *self, const char *key, gpointer widget, const char *property)
{
  g_settings_bind (self->settings, key, widget, property, G_SETTINGS_BIND_DEFAULT);
}

static void
sl_preferences_window_init (SlPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = sl_settings_new ();
  bind_setting (self, "signin-interval-minutes", self->signin_interval, "value");
  bind_setting (self, "door-interval-minutes", self->door_interval, "value");
  bind_setting (self, "feed-interval-minutes", self->feed_interval, "value");
  bind_setting (self, "notifications", self->notifications, "active");
  bind_setting (self, "practice-reminder", self->practice_reminder, "active");
  bind_setting (self, "quiet-hours", self->quiet_hours, "active");
  bind_setting (self, "quiet-from-minute", self->quiet_from, "value");
  bind_setting (self, "quiet-to-minute", self->quiet_to, "value");
  bind_setting (self, "tray", self->tray, "active");
  bind_setting (self, "tray-icon-names", self->tray_icon_names, "active");
}

/**
 * sl_preferences_window_new:
 * @store: the plan
 * @client: the user's service
 *
 * Returns: (transfer none): a window, not yet presented
 */
GtkWidget *
sl_preferences_window_new (SlPlanStore *store, SlWatchClient *client)
{
  SlPreferencesWindow *self = g_object_new (SL_TYPE_PREFERENCES_WINDOW, NULL);

  self->client = g_object_ref (client);
  g_signal_connect_object (client, "changed", G_CALLBACK (update_tray), self, G_CONNECT_SWAPPED);
  update_tray (self);
  sl_autostart_row_follow (self->autostart_row, client);
  sl_organisation_group_follow (self->organisation_group, store, client);
  return GTK_WIDGET (self);
}
