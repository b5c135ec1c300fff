/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "practice-bar.h"

#include "drill-client.h"
#include "drill-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MS_PER_SECOND 1000.0

struct _SlPracticeBar
{
  GtkWidget       parent_instance;
  GtkWidget      *content;
  GtkLabel       *phase;
  GtkProgressBar *progress;
  GtkWidget      *stop_button;
  GtkWidget      *again_button;
  GtkWidget      *stopwatch_box;
  GtkLabel       *stopwatch;
  GtkWidget      *reached_button;
  SlWatchClient  *client;
  guint           tick_source; /* while the stopwatch runs and is seen */
  char           *plan_path;   /* nullable: of the practice that is shown, by which it is known */
  gboolean        has_run;
  gint64          noticed_ms;    /* of the practice that ran last */
  double          reach_seconds; /* negative: not yet */
};

G_DEFINE_FINAL_TYPE (SlPracticeBar, sl_practice_bar, GTK_TYPE_WIDGET)

/* The Stopwatch */

static char *
describe_stopwatch (SlPracticeBar *self, gboolean running)
{
  double           since_seconds = (g_get_real_time () / 1000 - self->noticed_ms) / MS_PER_SECOND;
  double           seconds = self->reach_seconds >= 0 ? self->reach_seconds : since_seconds;
  g_autofree char *duration = sl_stopwatch_to_words (seconds);

  if (self->reach_seconds >= 0)
    /* Translators: %s is a duration, such as "1 min 20 s" */
    return g_strdup_printf (_ ("You reached them in %s."), duration);
  if (!running)
    return g_strdup (_ ("Nobody was reached this time."));
  /* Translators: %s is a duration, such as "1 min 20 s" */
  return g_strdup_printf (_ ("%s since the first sign of trouble"), duration);
}

static gboolean
is_running (SlPracticeBar *self)
{
  double      elapsed_seconds, length_seconds;
  const char *phase;

  return sl_drill_client_get_progress (self->client, &elapsed_seconds, &length_seconds, &phase);
}

static void
update_stopwatch (SlPracticeBar *self)
{
  gboolean         running = is_running (self);
  g_autofree char *words = describe_stopwatch (self, running);

  gtk_label_set_text (self->stopwatch, words);
  gtk_widget_set_visible (self->stopwatch_box, self->noticed_ms != 0);
  gtk_widget_set_visible (self->reached_button, running && self->reach_seconds < 0);
}

static gboolean
on_tick (gpointer user_data)
{
  update_stopwatch (user_data);
  return G_SOURCE_CONTINUE;
}

/* Nobody counts what nobody sees. */
static void
update_tick (SlPracticeBar *self)
{
  gboolean wanted = gtk_widget_get_mapped (GTK_WIDGET (self)) && is_running (self)
                    && self->noticed_ms != 0 && self->reach_seconds < 0;

  if (!wanted)
    g_clear_handle_id (&self->tick_source, g_source_remove);
  else if (self->tick_source == 0)
    self->tick_source = g_timeout_add_seconds (1, on_tick, self);
}

/* The Practice */

static void
begin_anew (SlPracticeBar *self)
{
  const char *plan_path = sl_watch_client_get_plan_path (self->client);

  if (*plan_path == '\0' || g_strcmp0 (plan_path, self->plan_path) == 0)
    return;
  g_free (self->plan_path);
  self->plan_path = g_strdup (plan_path);
  self->has_run = FALSE;
  self->noticed_ms = 0;
  self->reach_seconds = SL_DRILL_CLIENT_NOT_REACHED;
}

/* What came of it stays after the practice has ended and can no longer be asked. */
static void
remember (SlPracticeBar *self)
{
  sl_drill_client_get_stopwatch (self->client, &self->noticed_ms, &self->reach_seconds);
  self->has_run = TRUE;
}

static const char *
choose_words (SlPracticeBar *self, gboolean running, const char *phase)
{
  if (running && *phase != '\0')
    return phase;
  if (self->has_run)
    return _ ("The practice is over.");
  return _ ("This is not your mail.");
}

static void
update (SlPracticeBar *self)
{
  double      elapsed_seconds = 0, length_seconds = 0;
  const char *phase = "";
  gboolean    running
      = sl_drill_client_get_progress (self->client, &elapsed_seconds, &length_seconds, &phase);

  begin_anew (self);
  if (running)
    remember (self);
  gtk_widget_set_visible (GTK_WIDGET (self), sl_watch_client_is_practice (self->client));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);
  gtk_widget_set_visible (self->stop_button, running);
  gtk_widget_set_visible (self->again_button, !running && self->has_run);
  if (running)
    gtk_progress_bar_set_fraction (self->progress, CLAMP (elapsed_seconds / length_seconds, 0, 1));
  gtk_label_set_text (self->phase, choose_words (self, running, phase));
  update_stopwatch (self);
  update_tick (self);
}

static void
sl_practice_bar_map (GtkWidget *widget)
{
  SlPracticeBar *self = SL_PRACTICE_BAR (widget);

  GTK_WIDGET_CLASS (sl_practice_bar_parent_class)->map (widget);
  if (self->client != NULL)
    update (self);
}

static void
sl_practice_bar_unmap (GtkWidget *widget)
{
  SlPracticeBar *self = SL_PRACTICE_BAR (widget);

  GTK_WIDGET_CLASS (sl_practice_bar_parent_class)->unmap (widget);
  g_clear_handle_id (&self->tick_source, g_source_remove);
}

static void
sl_practice_bar_dispose (GObject *object)
{
  SlPracticeBar *self = SL_PRACTICE_BAR (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_object (&self->client);
  g_clear_pointer (&self->plan_path, g_free);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (sl_practice_bar_parent_class)->dispose (object);
}

static void
sl_practice_bar_class_init (SlPracticeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_practice_bar_dispose;
  widget_class->map = sl_practice_bar_map;
  widget_class->unmap = sl_practice_bar_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/practice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SlPracticeBar, content);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeBar, phase);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeBar, progress);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeBar, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeBar, again_button);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeBar, stopwatch_box);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeBar, stopwatch);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeBar, reached_button);
}

static void
sl_practice_bar_init (SlPracticeBar *self)
{
  self->reach_seconds = SL_DRILL_CLIENT_NOT_REACHED;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_practice_bar_set_client:
 * @self: a bar
 * @client: whose practice is shown, if it is one
 */
void
sl_practice_bar_set_client (SlPracticeBar *self, SlWatchClient *client)
{
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  g_signal_connect_object (client, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
