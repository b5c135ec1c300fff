/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "discovery-view.h"

#include "server-search.h"

#include <glib/gi18n-lib.h>

struct _SlDiscoveryView
{
  AdwPreferencesGroup parent_instance;
  SlWatchClient      *client;
  SlServerSearch     *search; /* nullable: none was begun for this domain */
  char               *domain; /* nullable: nothing to look for */
  char               *used;   /* nullable: the source whose settings are filled in */
  gboolean            asked;  /* the user chose: nothing is chosen by itself any more */
  GPtrArray          *rows;   /* GtkWidget, one a source */
  AdwActionRow       *offer_row;
  GtkWidget          *spinner;
  GtkWidget          *look_button;
  GtkWidget          *cancel_button;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlDiscoveryView, sl_discovery_view, ADW_TYPE_PREFERENCES_GROUP)

static void update (SlDiscoveryView *self);

/* Each state has a shape and a word; the colour only repeats them. */
static const struct
{
  const char *state;
  const char *icon_name;
  const char *style_class;
  const char *word;
} looks[] = {
  { "waiting", "content-loading-symbolic", "step-not-reached", N_ ("being asked…") },
  { "found", "emblem-ok-symbolic", "step-passed", N_ ("found") },
  { "nothing", "list-remove-symbolic", "step-not-reached", N_ ("nothing found") },
  { "failed", "dialog-warning-symbolic", "step-slow", N_ ("no answer") },
  { "cancelled", "process-stop-symbolic", "step-not-reached", N_ ("not asked to the end") },
};

static guint
find_look (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_str_equal (looks[i].state, state))
      return i;
  return 0;
}

static const char *
get_text (GVariant *dictionary, const char *member)
{
  const char *text = "";

  g_variant_lookup (dictionary, member, "&s", &text);
  return text;
}

/* Choosing */

static void
choose (SlDiscoveryView *self, GVariant *source)
{
  g_autoptr (GVariant) settings
      = g_variant_lookup_value (source, "settings", G_VARIANT_TYPE_VARDICT);

  if (settings == NULL || g_strcmp0 (self->used, get_text (source, "source")) == 0)
    return;
  g_free (self->used);
  self->used = g_strdup (get_text (source, "source"));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, settings);
}

static void
on_use_clicked (GtkButton *button, SlDiscoveryView *self)
{
  self->asked = TRUE;
  choose (self, g_object_get_data (G_OBJECT (button), "source"));
  update (self);
}

/* The most trustworthy source that found something; they come in this order. */
static void
choose_best (SlDiscoveryView *self, GVariant *sources)
{
  gsize n_sources = g_variant_n_children (sources);

  for (gsize i = 0; !self->asked && i < n_sources; i++)
    {
      g_autoptr (GVariant) source = g_variant_get_child_value (sources, i);

      if (!g_str_equal (get_text (source, "state"), "found"))
        continue;
      choose (self, source);
      return;
    }
}

/* Rows */

static char *
describe (GVariant *source, guint look)
{
  g_autoptr (GVariant) settings
      = g_variant_lookup_value (source, "settings", G_VARIANT_TYPE_VARDICT);
  const char *detail = get_text (source, "detail");

  if (settings != NULL)
    return g_strdup_printf ("%s — %s", detail, get_text (settings, "explanation"));
  return g_strdup (*detail != '\0' ? detail : _ (looks[look].word));
}

static GtkWidget *
create_use_button (SlDiscoveryView *self, GVariant *source)
{
  GtkWidget       *button = gtk_button_new_with_label (_ ("Use"));
  g_autofree char *label = NULL;

  /* Translators: for screen readers; %s is a source of settings such as "Thunderbird’s list of
   * providers". */
  label = g_strdup_printf (_ ("Use what was found: %s"), get_text (source, "label"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "target");
  g_object_set_data_full (G_OBJECT (button), "source", g_variant_ref (source),
                          (GDestroyNotify) g_variant_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_use_clicked), self);
  return button;
}

static void
add_row (SlDiscoveryView *self, GVariant *source)
{
  AdwActionRow    *row = ADW_ACTION_ROW (adw_action_row_new ());
  const char      *state = get_text (source, "state");
  guint            look = find_look (state);
  GtkWidget       *image = gtk_image_new_from_icon_name (looks[look].icon_name);
  g_autofree char *text = describe (source, look);
  gboolean         used = g_strcmp0 (self->used, get_text (source, "source")) == 0;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_text (source, "label"));
  adw_action_row_set_subtitle (row, text);
  gtk_widget_add_css_class (image, "stage");
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (looks[look].word), -1);
  gtk_widget_add_css_class (GTK_WIDGET (row), looks[look].style_class);
  adw_action_row_add_prefix (row, image);
  if (used)
    {
      GtkWidget *label = gtk_label_new (_ ("Filled in"));

      gtk_widget_add_css_class (label, "dim-label");
      adw_action_row_add_suffix (row, label);
    }
  else if (g_str_equal (state, "found"))
    adw_action_row_add_suffix (row, create_use_button (self, source));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (SlDiscoveryView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static const char *
describe_offer (SlDiscoveryView *self)
{
  if (self->search == NULL)
    return _ ("Only the domain is sent, never your address.");
  if (sl_server_search_get_problem (self->search) != NULL)
    return sl_server_search_get_problem (self->search);
  if (!sl_server_search_is_over (self->search))
    return _ ("Asking everybody who may know…");
  if (self->used == NULL)
    return _ ("Nobody knows them. Ask your provider, and enter the server below.");
  return _ ("Found. Look whether it is right, then save.");
}

static void
update (SlDiscoveryView *self)
{
  g_autoptr (GVariant) sources = NULL;
  g_autofree char *title = NULL;
  gboolean         running = self->search != NULL && !sl_server_search_is_over (self->search);

  gtk_widget_set_visible (GTK_WIDGET (self), self->domain != NULL);
  if (self->domain == NULL)
    return;
  if (self->search != NULL)
    sources = sl_server_search_dup_sources (self->search);
  if (sources != NULL)
    choose_best (self, sources);
  /* Translators: %s is a domain such as "example.org". */
  title = g_strdup_printf (_ ("Find the servers of %s"), self->domain);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->offer_row), title);
  adw_action_row_set_subtitle (self->offer_row, describe_offer (self));
  gtk_widget_set_visible (self->look_button, !running);
  gtk_widget_set_visible (self->cancel_button, running);
  gtk_widget_set_visible (self->spinner, running);
  clear_rows (self);
  for (gsize i = 0; sources != NULL && i < g_variant_n_children (sources); i++)
    {
      g_autoptr (GVariant) source = g_variant_get_child_value (sources, i);

      add_row (self, source);
    }
}

/* The search */

static void
drop_search (SlDiscoveryView *self)
{
  if (self->search != NULL)
    g_signal_handlers_disconnect_by_data (self->search, self);
  g_clear_object (&self->search);
  g_clear_pointer (&self->used, g_free);
  self->asked = FALSE;
}

static void
on_look_clicked (SlDiscoveryView *self)
{
  if (self->domain == NULL || self->client == NULL)
    return;
  drop_search (self);
  self->search = sl_server_search_new (self->client, self->domain);
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (update), self);
  update (self);
}

static void
on_cancel_clicked (SlDiscoveryView *self)
{
  if (self->search != NULL)
    sl_server_search_cancel (self->search);
}

/* Object */

static void
sl_discovery_view_dispose (GObject *object)
{
  SlDiscoveryView *self = SL_DISCOVERY_VIEW (object);

  drop_search (self);
  g_clear_object (&self->client);
  g_clear_pointer (&self->domain, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (sl_discovery_view_parent_class)->dispose (object);
}

static void
sl_discovery_view_class_init (SlDiscoveryViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_discovery_view_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/discovery-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SlDiscoveryView, offer_row);
  gtk_widget_class_bind_template_child (widget_class, SlDiscoveryView, spinner);
  gtk_widget_class_bind_template_child (widget_class, SlDiscoveryView, look_button);
  gtk_widget_class_bind_template_child (widget_class, SlDiscoveryView, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, on_look_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", SL_TYPE_DISCOVERY_VIEW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_VARIANT);
}

static void
sl_discovery_view_init (SlDiscoveryView *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * sl_discovery_view_set_client:
 * @self: a view
 * @client: the service that makes the search
 */
void
sl_discovery_view_set_client (SlDiscoveryView *self, SlWatchClient *client)
{
  g_set_object (&self->client, client);
}

/**
 * sl_discovery_view_set_domain:
 * @self: a view
 * @domain: (nullable): whose servers may be looked for; %NULL hides the view
 *
 * A search for another domain ends.
 */
void
sl_discovery_view_set_domain (SlDiscoveryView *self, const char *domain)
{
  if (g_strcmp0 (domain, self->domain) == 0)
    return;
  drop_search (self);
  g_free (self->domain);
  self->domain = g_strdup (domain);
  update (self);
}
