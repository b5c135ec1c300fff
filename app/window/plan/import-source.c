/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "import-source.h"

#include "call-error.h"
#include "entry-text.h"
#include "page-title.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* The service gives up before. */
#define TIMEOUT_MS (2 * 60 * 1000)

struct _SlImportSource
{
  GtkBox         parent_instance;
  SlWatchClient *client;
  GCancellable  *fetching; /* nullable */
  GtkEditable   *address_row;
  GtkWidget     *fetch_button;
  GtkWidget     *progress;
  GtkWidget     *hint_box;
  GtkLabel      *hint;
};

enum
{
  SIGNAL_FETCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlImportSource, sl_import_source, GTK_TYPE_BOX)

static void
tell (SlImportSource *self, const char *sentence)
{
  gtk_label_set_text (self->hint, sentence);
  gtk_widget_set_visible (self->hint_box, *sentence != '\0');
}

static void
update (SlImportSource *self)
{
  g_autofree char *address = sl_entry_text_dup (self->address_row);

  gtk_widget_set_visible (self->progress, self->fetching != NULL);
  gtk_widget_set_visible (self->fetch_button, self->fetching == NULL);
  gtk_widget_set_sensitive (self->fetch_button, *address != '\0');
}

static void
stop (SlImportSource *self)
{
  if (self->fetching != NULL)
    g_cancellable_cancel (self->fetching);
  g_clear_object (&self->fetching);
}

/* Most people leave the beginning out. */
static char *
complete_address (SlImportSource *self)
{
  g_autofree char *typed = sl_entry_text_dup (self->address_row);

  return strstr (typed, "://") != NULL ? g_steal_pointer (&typed)
                                       : g_strconcat ("https://", typed, NULL);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlImportSource) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *address = NULL;

  if (!sl_dbus_watch_call_fetch_plan_finish (SL_DBUS_WATCH (source), &text, result, &error))
    {
      g_autofree char *sentence = NULL;

      /* Another one began, the user cancelled, or the page is gone. */
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      sentence = sl_call_error_to_sentence (error);
      g_clear_object (&self->fetching);
      tell (self, sentence);
      update (self);
      return;
    }
  g_clear_object (&self->fetching);
  update (self);
  address = complete_address (self);
  g_signal_emit (self, signals[SIGNAL_FETCHED], 0, text, address);
}

static void
on_fetch_clicked (SlImportSource *self)
{
  SlDBusWatch     *proxy = sl_watch_client_get_proxy (self->client);
  g_autofree char *typed = sl_entry_text_dup (self->address_row);
  g_autofree char *address = complete_address (self);

  if (*typed == '\0')
    return;
  stop (self);
  tell (self, "");
  if (proxy == NULL)
    {
      tell (self, _ ("The background service does not answer."));
      return;
    }
  self->fetching = g_cancellable_new ();
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (proxy), TIMEOUT_MS);
  sl_dbus_watch_call_fetch_plan (proxy, address, self->fetching, on_answered, g_object_ref (self));
  update (self);
}

static void
on_cancel_clicked (SlImportSource *self)
{
  stop (self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
}

static void
on_address_changed (SlImportSource *self)
{
  stop (self);
  tell (self, "");
  update (self);
}

/* Object */

static void
sl_import_source_dispose (GObject *object)
{
  SlImportSource *self = SL_IMPORT_SOURCE (object);

  stop (self);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (sl_import_source_parent_class)->dispose (object);
}

static gboolean
sl_import_source_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SL_IMPORT_SOURCE (widget)->address_row));
}

static void
sl_import_source_class_init (SlImportSourceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_import_source_dispose;
  widget_class->grab_focus = sl_import_source_grab_focus;
  signals[SIGNAL_FETCHED]
      = g_signal_new ("fetched", SL_TYPE_IMPORT_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  g_type_ensure (SL_TYPE_PAGE_TITLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/import-source.ui");
  gtk_widget_class_bind_template_child (widget_class, SlImportSource, address_row);
  gtk_widget_class_bind_template_child (widget_class, SlImportSource, fetch_button);
  gtk_widget_class_bind_template_child (widget_class, SlImportSource, progress);
  gtk_widget_class_bind_template_child (widget_class, SlImportSource, hint_box);
  gtk_widget_class_bind_template_child (widget_class, SlImportSource, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_fetch_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
}

static void
sl_import_source_init (SlImportSource *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_import_source_new:
 * @client: the service, which fetches
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
sl_import_source_new (SlWatchClient *client)
{
  SlImportSource *self = g_object_new (SL_TYPE_IMPORT_SOURCE, NULL);

  self->client = g_object_ref (client);
  update (self);
  return GTK_WIDGET (self);
}
