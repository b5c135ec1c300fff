/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "drill-page.h"

#include "call-error.h"
#include "drill-client.h"
#include "drill-words.h"
#include "duration-words.h"
#include "notice-bar.h"
#include "page-title.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MAX_RESULTS 5 /* more nobody compares */

struct _SlDrillPage
{
  GtkBox                parent_instance;
  SlWatchClient        *client;
  SlWatchClient        *practice;
  GCancellable         *cancellable;
  GtkFileChooserNative *chooser;   /* nullable: not open */
  GVariant             *results;   /* what the rows were made from */
  gboolean              is_listed; /* the scenarios are shown */
  SlNoticeBar          *notice;
  GtkListBox           *scenario_list;
  GtkLabel             *problem;
  GtkWidget            *open_button;
  GtkWidget            *results_group;
  GtkListBox           *result_list;
};

G_DEFINE_FINAL_TYPE (SlDrillPage, sl_drill_page, GTK_TYPE_BOX)

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static const char *
lookup_text (GVariant *dict, const char *key)
{
  const char *text = "";

  g_variant_lookup (dict, key, "&s", &text);
  return text;
}

static void
show_problem (SlDrillPage *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
show_error (SlDrillPage *self, GError *error)
{
  g_autofree char *sentence = error != NULL ? sl_call_error_to_sentence (error) : NULL;

  show_problem (self, sentence);
}

/* Scenarios */

static char *
compose_subtitle (GVariant *scenario)
{
  const char      *problem = lookup_text (scenario, "problem");
  const char      *summary = lookup_text (scenario, "summary");
  double           seconds = 0;
  g_autofree char *duration = NULL;
  g_autofree char *about = NULL;

  if (*problem != '\0')
    return g_strdup (problem);
  g_variant_lookup (scenario, "seconds", "d", &seconds);
  duration = sl_duration_to_words ((gint64) seconds);
  /* Translators: %s is a duration, such as "2 minutes" */
  about = g_strdup_printf (_ ("Takes about %s."), duration);
  return *summary != '\0' ? g_strdup_printf ("%s\n%s", summary, about) : g_steal_pointer (&about);
}

static GtkWidget *
create_image (const char *icon_name)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "accessible-role",
                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static GtkWidget *
create_scenario_row (GVariant *scenario)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *subtitle = compose_subtitle (scenario);
  gboolean         is_usable = *lookup_text (scenario, "problem") == '\0';

  g_object_set (row, "use-markup", FALSE, "activatable", is_usable, "title-lines", 0,
                "subtitle-lines", 0, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lookup_text (scenario, "title"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row),
      create_image (is_usable ? "media-playback-start-symbolic" : "dialog-warning-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "scenario", g_strdup (lookup_text (scenario, "id")),
                          g_free);
  return row;
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) scenarios = sl_drill_client_answer_finish (result, &error);
  SlDrillPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->is_listed = scenarios != NULL;
  show_error (self, error);
  clear_list (self->scenario_list);
  for (gsize i = 0; scenarios != NULL && i < g_variant_n_children (scenarios); i++)
    {
      g_autoptr (GVariant) scenario = g_variant_get_child_value (scenarios, i);

      gtk_list_box_append (self->scenario_list, create_scenario_row (scenario));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->scenario_list), self->is_listed);
}

static void
on_scenario_activated (SlDrillPage *self, GtkListBoxRow *row)
{
  const char *id = g_object_get_data (G_OBJECT (row), "scenario");

  sl_drill_client_start (self->client, id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-practice", NULL);
}

/* A File of One's Own */

static void
on_described (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) scenario = sl_drill_client_answer_finish (result, &error);
  SlDrillPage *self = user_data;
  GtkWidget   *row;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_error (self, error);
  if (scenario == NULL)
    return;
  row = create_scenario_row (scenario);
  gtk_list_box_prepend (self->scenario_list, row);
  gtk_widget_grab_focus (row);
}

static void
on_file_chosen (SlDrillPage *self, int response)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  g_clear_object (&self->chooser);
  if (response != GTK_RESPONSE_ACCEPT)
    return;
  /* Only text travels over D-Bus. */
  if (path == NULL || !g_utf8_validate (path, -1, NULL))
    show_problem (self, _ ("This file cannot be read from here. Copy it to your home folder."));
  else
    sl_drill_client_describe_scenario_async (self->client, path, self->cancellable, on_described,
                                             self);
}

static void
on_open_clicked (SlDrillPage *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->chooser != NULL)
    return;
  gtk_file_filter_set_name (filter, _ ("Scenarios (*.json)"));
  gtk_file_filter_add_pattern (filter, "*.json");
  self->chooser = gtk_file_chooser_native_new (_ ("Open a Scenario"), GTK_WINDOW (root),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_file_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Results */

static GtkWidget *
create_result_row (GVariant *result)
{
  GtkWidget       *row = adw_action_row_new ();
  const char      *channel = lookup_text (result, "channel-name");
  gint64           time = 0;
  double           reach_seconds = -1;
  g_autofree char *words = NULL;
  g_autofree char *subtitle = NULL;

  g_variant_lookup (result, "time", "x", &time);
  g_variant_lookup (result, "reach-seconds", "d", &reach_seconds);
  words = sl_drill_to_words (time, reach_seconds, g_get_real_time () / G_USEC_PER_SEC);
  /* Translators: a scenario's title, and the name of a channel, such as "Signal group Team" */
  subtitle = *channel != '\0'
                 ? g_strdup_printf (_ ("%s, with %s"), lookup_text (result, "title"), channel)
                 : g_strdup (lookup_text (result, "title"));
  g_object_set (row, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
update_results (SlDrillPage *self)
{
  g_autoptr (GVariant) results = sl_drill_client_dup_results (self->client);
  gsize length = results != NULL ? g_variant_n_children (results) : 0;

  if (results != NULL && self->results != NULL && g_variant_equal (results, self->results))
    return;
  g_clear_pointer (&self->results, g_variant_unref);
  self->results = results != NULL ? g_variant_ref (results) : NULL;
  clear_list (self->result_list);
  for (gsize i = 0; i < MIN (length, MAX_RESULTS); i++)
    {
      g_autoptr (GVariant) result = g_variant_get_child_value (results, i);

      gtk_list_box_append (self->result_list, create_result_row (result));
    }
  gtk_widget_set_visible (self->results_group, length > 0);
}

/* Following */

static void
on_client_changed (SlDrillPage *self)
{
  gboolean present = sl_watch_client_get_presence (self->client) == SL_WATCH_CLIENT_PRESENT;

  gtk_widget_set_sensitive (self->open_button, present);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scenario_list), present);
  update_results (self);
  if (present && !self->is_listed)
    {
      self->is_listed = TRUE;
      sl_drill_client_list_scenarios_async (self->client, self->cancellable, on_listed, self);
    }
  if (sl_watch_client_get_presence (self->practice) == SL_WATCH_CLIENT_PRESENT)
    sl_notice_bar_show (self->notice, _ ("A practice is running."), _ ("Show"),
                        "win.show-practice");
  else if (sl_watch_client_get_presence (self->client) == SL_WATCH_CLIENT_ABSENT)
    sl_notice_bar_show (self->notice, _ ("The background service is not running."), _ ("Start"),
                        "win.start-service");
  else
    sl_notice_bar_hide (self->notice);
}

static void
sl_drill_page_dispose (GObject *object)
{
  SlDrillPage *self = SL_DRILL_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->client);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->results, g_variant_unref);
  G_OBJECT_CLASS (sl_drill_page_parent_class)->dispose (object);
}

static void
sl_drill_page_finalize (GObject *object)
{
  g_clear_object (&SL_DRILL_PAGE (object)->cancellable);
  G_OBJECT_CLASS (sl_drill_page_parent_class)->finalize (object);
}

static void
sl_drill_page_class_init (SlDrillPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_drill_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_drill_page_finalize;
  g_type_ensure (SL_TYPE_NOTICE_BAR);
  g_type_ensure (SL_TYPE_PAGE_TITLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/drill-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlDrillPage, notice);
  gtk_widget_class_bind_template_child (widget_class, SlDrillPage, scenario_list);
  gtk_widget_class_bind_template_child (widget_class, SlDrillPage, problem);
  gtk_widget_class_bind_template_child (widget_class, SlDrillPage, open_button);
  gtk_widget_class_bind_template_child (widget_class, SlDrillPage, results_group);
  gtk_widget_class_bind_template_child (widget_class, SlDrillPage, result_list);
  gtk_widget_class_bind_template_callback (widget_class, on_scenario_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
}

static void
sl_drill_page_init (SlDrillPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_drill_page_new:
 * @client: the user's service
 * @practice: the service of a practice
 *
 * Returns: (transfer floating): a page that follows both
 */
GtkWidget *
sl_drill_page_new (SlWatchClient *client, SlWatchClient *practice)
{
  SlDrillPage *self = g_object_new (SL_TYPE_DRILL_PAGE, NULL);

  self->client = g_object_ref (client);
  self->practice = g_object_ref (practice);
  g_signal_connect_object (client, "changed", G_CALLBACK (on_client_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (practice, "changed", G_CALLBACK (on_client_changed), self,
                           G_CONNECT_SWAPPED);
  on_client_changed (self);
  return GTK_WIDGET (self);
}
