/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "provider-chooser.h"

#include "page-title.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlProviderChooser
{
  GtkBox         parent_instance;
  SlPlanStore   *store;
  SlWatchClient *client;
  GtkWidget     *back_button;
  GtkEditable   *search;
  GtkListBox    *list;
  GtkWidget     *nothing;
};

enum
{
  SIGNAL_SAVED,
  SIGNAL_MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlProviderChooser, sl_provider_chooser, GTK_TYPE_BOX)

static SlProvider *
get_provider (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "provider");
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer user_data)
{
  SlProviderChooser *self = user_data;
  SlProvider        *provider = get_provider (row);
  const char        *typed = gtk_editable_get_text (self->search);

  if (g_str_match_string (typed, provider->name, TRUE))
    return TRUE;
  for (guint i = 0; provider->domains != NULL && provider->domains[i] != NULL; i++)
    if (strstr (provider->domains[i], typed) != NULL)
      return TRUE;
  return *typed == '\0';
}

static void
on_search_changed (SlProviderChooser *self)
{
  gboolean found = FALSE;

  gtk_list_box_invalidate_filter (self->list);
  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    found |= filter_row (gtk_list_box_get_row_at_index (self->list, i), self);
  gtk_widget_set_visible (self->nothing, !found);
  gtk_widget_set_visible (GTK_WIDGET (self->list), found);
}

static void
on_row_activated (SlProviderChooser *self, GtkListBoxRow *row)
{
  SlProvider      *provider = get_provider (row);
  g_autofree char *id = sl_plan_make_id (sl_plan_store_get_plan (self->store), provider->name);
  g_autoptr (SlAccount) account = sl_account_new (id, provider->name);
  g_autoptr (GError) error = NULL;

  account->provider = g_strdup (provider->id);
  for (guint i = 0; i < provider->servers->len; i++)
    g_ptr_array_add (account->servers, sl_server_ref (g_ptr_array_index (provider->servers, i)));
  if (!sl_plan_store_set_account (self->store, account, &error))
    {
      g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, error->message);
      return;
    }
  sl_watch_client_introduce (self->client, account->id, NULL);
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, account->id);
}

static GtkWidget *
create_row (SlProvider *provider)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *domains
      = provider->domains != NULL ? g_strjoinv (", ", provider->domains) : g_strdup ("");

  g_object_set (row, "use-markup", FALSE, "activatable", TRUE, "subtitle-lines", 1, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), provider->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), domains);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("list-add-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "provider", sl_provider_ref (provider),
                          (GDestroyNotify) sl_provider_unref);
  return row;
}

static void
sl_provider_chooser_dispose (GObject *object)
{
  SlProviderChooser *self = SL_PROVIDER_CHOOSER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (sl_provider_chooser_parent_class)->dispose (object);
}

static gboolean
sl_provider_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SL_PROVIDER_CHOOSER (widget)->search));
}

static void
sl_provider_chooser_class_init (SlProviderChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_provider_chooser_dispose;
  widget_class->grab_focus = sl_provider_chooser_grab_focus;
  g_type_ensure (SL_TYPE_PAGE_TITLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/provider-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, SlProviderChooser, back_button);
  gtk_widget_class_bind_template_child (widget_class, SlProviderChooser, search);
  gtk_widget_class_bind_template_child (widget_class, SlProviderChooser, list);
  gtk_widget_class_bind_template_child (widget_class, SlProviderChooser, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);

  signals[SIGNAL_SAVED] = g_signal_new ("saved", SL_TYPE_PROVIDER_CHOOSER, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message", SL_TYPE_PROVIDER_CHOOSER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sl_provider_chooser_init (SlProviderChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_provider_chooser_new:
 * @store: the plan
 * @client: the service
 *
 * Returns: (transfer floating): a page with all mail providers that are known
 */
GtkWidget *
sl_provider_chooser_new (SlPlanStore *store, SlWatchClient *client)
{
  SlProviderChooser *self = g_object_new (SL_TYPE_PROVIDER_CHOOSER, NULL);
  g_autoptr (GPtrArray) providers
      = sl_provider_catalogue_list (sl_plan_store_get_catalogue (store), "mail");

  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  for (guint i = 0; i < providers->len; i++)
    gtk_list_box_append (self->list, create_row (g_ptr_array_index (providers, i)));
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  on_search_changed (self);
  return GTK_WIDGET (self);
}
