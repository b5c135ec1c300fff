/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "reach-actions.h"

#include "drill-client.h"
#include "fallback-page.h"
#include "main-window.h"
#include "plan-actions.h"
#include "qr-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
on_copy_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          g_variant_get_string (parameter, NULL));
  sl_main_window_tell (SL_MAIN_WINDOW (widget), _ ("Copied."));
}

/* For what has no link that could carry a text. */
static void
on_copy_message_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          g_variant_get_string (parameter, NULL));
  sl_main_window_tell (SL_MAIN_WINDOW (widget), _ ("The message is copied; paste it there."));
}

static void
on_uri_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *uri = user_data;
  g_autofree char *scheme = g_strndup (uri, strcspn (uri, ":") + 1);
  g_autofree char *sentence = NULL;
  AdwToast        *toast;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    return;
  g_debug ("%s could not be opened: %s", uri, error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Translators: %s is the beginning of an address, such as "tel:". */
  sentence = g_strdup_printf (_ ("No program on this computer opens “%s” addresses."), scheme);
  toast = sl_main_window_tell (SL_MAIN_WINDOW (source), sentence);
  adw_toast_set_button_label (toast, _ ("Copy"));
  /* The target first: an action is looked up as soon as it has a name. */
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_set_action_name (toast, "win.copy");
  adw_toast_set_timeout (toast, 0);
}

static void
on_open_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *uri = g_variant_get_string (parameter, NULL);

  if (sl_channel_address_is_openable (uri))
    gtk_show_uri_full (GTK_WINDOW (widget), uri, GDK_CURRENT_TIME, NULL, on_uri_shown,
                       g_strdup (uri));
}

/* In a practice the channels are the user's own, so what works there is noted like elsewhere; but
 * not before there was anything to tell of. Returns FALSE if it is too early or too late. */
static gboolean
stop_time_of_practice (SlMainWindow *self, const char *channel_id)
{
  SlWatchClient *client = sl_main_window_get_shown_client (self);
  gint64         noticed_ms;
  double         reach_seconds;

  if (!sl_watch_client_is_practice (client))
    return TRUE;
  sl_drill_client_get_stopwatch (client, &noticed_ms, &reach_seconds);
  if (sl_watch_client_get_presence (client) != SL_WATCH_CLIENT_PRESENT)
    sl_main_window_tell (self, _ ("The practice is over."));
  else if (noticed_ms == 0)
    sl_main_window_tell (self, _ ("Nothing has gone wrong yet: wait for the lantern."));
  else
    {
      sl_drill_client_reached (client, channel_id);
      return TRUE;
    }
  return FALSE;
}

static void
on_reached_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  const char   *id = g_variant_get_string (parameter, NULL);
  SlChannel    *channel
      = sl_plan_get_channel (sl_plan_store_get_plan (sl_main_window_get_store (self)), id);
  g_autoptr (GError) error = NULL;

  if (!stop_time_of_practice (self, id) || channel == NULL)
    return;
  if (sl_plan_store_set_practised (sl_main_window_get_store (self), id,
                                   g_get_real_time () / G_USEC_PER_SEC, &error))
    sl_plan_actions_offer_undo (self, _ ("Noted: this way works."));
  else
    sl_main_window_tell (self, error->message);
}

static SlPlan *
get_shown_plan (SlMainWindow *self)
{
  GtkWidget *page = sl_page_stack_get_page (sl_main_window_get_pages (self));

  if (SL_IS_FALLBACK_PAGE (page))
    return sl_plan_store_get_plan (sl_fallback_page_get_store (SL_FALLBACK_PAGE (page)));
  return sl_plan_store_get_plan (sl_main_window_get_store (self));
}

static void
on_show_qr_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlChannel *channel = sl_plan_get_channel (get_shown_plan (SL_MAIN_WINDOW (widget)),
                                            g_variant_get_string (parameter, NULL));

  if (channel != NULL)
    gtk_window_present (GTK_WINDOW (sl_qr_window_new (GTK_WINDOW (widget), channel)));
}

static void
on_open_plan_folder_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow    *self = SL_MAIN_WINDOW (widget);
  g_autofree char *folder
      = g_path_get_dirname (sl_plan_store_get_path (sl_main_window_get_store (self)));
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri_full (GTK_WINDOW (widget), uri, GDK_CURRENT_TIME, NULL, on_uri_shown,
                       g_strdup (uri));
}

static const struct
{
  const char                 *name;
  const char                 *parameter_type;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "win.copy", "s", on_copy_activated },
  { "win.copy-message", "s", on_copy_message_activated },
  { "win.open", "s", on_open_activated },
  { "win.open-plan-folder", NULL, on_open_plan_folder_activated },
  { "win.reached", "s", on_reached_activated },
  { "win.show-qr", "s", on_show_qr_activated },
};

/**
 * sl_reach_actions_install:
 * @widget_class: the main window's class
 *
 * Adds what reaches out of the window: opening and copying addresses, noting who was reached.
 */
void
sl_reach_actions_install (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter_type,
                                     actions[i].activate);
}
