/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a window before the user who asked for it.
 *
 * On X11 the window manager compares the time of the request with that of the user's last key. GTK
 * knows only what the user did in our own windows, which is an old time or none; a click on a
 * notice of which no token tells has just been.
 *
 * On Wayland only an activation token raises a window that is open already, and some desktops give
 * none with a click on a notice (GNOME Shell 43) or give one that they do not take themselves (sway
 * 1.7 with mako). What remains there is to show the window anew: a new window gets the focus. */
#define G_LOG_DOMAIN "sl-window"

#include "window-raiser.h"

#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>
#endif
#ifdef GDK_WINDOWING_WAYLAND
#include <gdk/wayland/gdkwayland.h>
#endif

static gboolean
has_token (GdkDisplay *display)
{
  const char *token = gdk_display_get_startup_notification_id (display);

  return token != NULL && *token != '\0';
}

#ifdef GDK_WINDOWING_X11

/* A token holds a time of its own. */
static guint32
time_of_request (GtkWindow *window)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (window));

  if (!GDK_IS_X11_DISPLAY (display) || has_token (display))
    return GDK_CURRENT_TIME;
  gtk_widget_realize (GTK_WIDGET (window));
  return gdk_x11_get_server_time (gtk_native_get_surface (GTK_NATIVE (window)));
}

#else

static guint32
time_of_request (GtkWindow *window)
{
  return GDK_CURRENT_TIME;
}

#endif

#ifdef GDK_WINDOWING_WAYLAND

/* A compositor answers a token at once; a busy one may take a few frames. */
#define PATIENCE_MS 400
#define PATIENCE_KEY "sl-raise-patience"

static void
collect_visible (GtkWindow *window, GList **windows)
{
  GList *all = gtk_application_get_windows (gtk_window_get_application (window));

  for (GList *link = all; link != NULL; link = link->next)
    {
      if (link->data != window && gtk_widget_get_visible (link->data))
        *windows = g_list_prepend (*windows, g_object_ref (link->data));
    }
}

/* The windows above it go with it, and come back above it. */
static void
show_anew (GtkWindow *window)
{
  g_autolist (GtkWindow) others = NULL;

  collect_visible (window, &others);
  g_list_foreach (others, (GFunc) (void (*) (void)) gtk_widget_hide, NULL);
  gtk_widget_hide (GTK_WIDGET (window));
  gtk_window_present (window);
  g_list_foreach (others, (GFunc) (void (*) (void)) gtk_window_present, NULL);
}

static gboolean
has_focus (GtkWindow *window)
{
  GList *all = gtk_application_get_windows (gtk_window_get_application (window));

  for (GList *link = all; link != NULL; link = link->next)
    if (gtk_window_is_active (link->data))
      return TRUE;
  return FALSE;
}

static gboolean
on_patience_over (gpointer user_data)
{
  GtkWindow *window = user_data;

  g_object_set_data (G_OBJECT (window), PATIENCE_KEY, NULL);
  if (gtk_widget_get_mapped (GTK_WIDGET (window)) && !has_focus (window))
    show_anew (window);
  return G_SOURCE_REMOVE;
}

static void
await_focus (GtkWindow *window)
{
  guint source = g_timeout_add_full (G_PRIORITY_DEFAULT, PATIENCE_MS, on_patience_over,
                                     g_object_ref (window), g_object_unref);

  g_object_set_data (G_OBJECT (window), PATIENCE_KEY, GUINT_TO_POINTER (source));
}

/* Returns whether there is nothing more to do than to present the window. */
static gboolean
raise_open_window (GtkWindow *window)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (window));

  if (!GDK_IS_WAYLAND_DISPLAY (display) || !gtk_widget_get_mapped (GTK_WIDGET (window))
      || has_focus (window) || g_object_get_data (G_OBJECT (window), PATIENCE_KEY) != NULL)
    return TRUE;
  if (has_token (display))
    {
      await_focus (window);
      return TRUE;
    }
  /* Asking without a token would only make the desktop say that the window is ready. */
  show_anew (window);
  return FALSE;
}

#else

static gboolean
raise_open_window (GtkWindow *window)
{
  return TRUE;
}

#endif

/**
 * sl_window_raise:
 * @window: a window of an application, open or not yet
 *
 * Shows a window for which the user has just asked, before all others and with the focus. Uses the
 * activation token that the display holds, if it holds one.
 *
 * Source: XDG activation protocol, version 1; Extended Window Manager Hints, _NET_ACTIVE_WINDOW.
 */
void
sl_window_raise (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  if (raise_open_window (window))
    gtk_window_present_with_time (window, time_of_request (window));
}
