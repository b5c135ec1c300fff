/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "why-view.h"

#include "duration-words.h"
#include "moment-words.h"
#include "outcome.h"
#include "sign-in.h"
#include "stage-details.h"
#include "stage-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define BULLET_SPACING 6   /* pixels */
#define EVIDENCE_SPACING 6 /* pixels */
#define SECONDS_IN_AN_HOUR (60 * 60)

struct _SlWhyView
{
  GtkWidget  parent_instance;
  GtkWidget *content;
  GtkLabel  *outcome;
  GtkBox    *reasons;
  GtkBox    *evidence; /* nullable: not yet told */
  GtkLabel  *schedule;
  GVariant  *shown; /* nullable: the result whose stages are shown */
  GPtrArray *rows;  /* GtkWidget, one a stage */

  AdwPreferencesGroup *stages;
};

G_DEFINE_FINAL_TYPE (SlWhyView, sl_why_view, GTK_TYPE_WIDGET)

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* The newest result tells most; a sign-in comes further than a door, so it wins while it is good.
 */
static GVariant *
choose_result (SlAccountItem *item, gboolean *is_door)
{
  g_autoptr (GVariant) signin = sl_account_item_dup_result (item, "signin");
  g_autoptr (GVariant) door = sl_account_item_dup_result (item, "door");
  gint64      signin_time = 0, door_time = 0;
  const char *door_outcome = "";
  SlOutcome   outcome = SL_OUTCOME_OK;

  *is_door = FALSE;
  if (signin != NULL)
    g_variant_lookup (signin, "time", "x", &signin_time);
  if (door == NULL)
    return g_steal_pointer (&signin);
  g_variant_lookup (door, "time", "x", &door_time);
  g_variant_lookup (door, "outcome", "&s", &door_outcome);
  sl_outcome_from_nick (door_outcome, &outcome);
  if (signin != NULL && (signin_time >= door_time || sl_outcome_is_good (outcome)))
    return g_steal_pointer (&signin);
  *is_door = TRUE;
  return g_steal_pointer (&door);
}

static void
clear_stages (SlWhyView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->stages, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

/* How far a check came, and how long each stage takes. */
typedef struct
{
  GVariant *result;
  SlStage   reached;
  gboolean  good;
  GVariant *timings; /* nullable */
  GVariant *usual;   /* nullable */
} Course;

static SlStageRowState
judge_stage (const Course *course, SlStage stage)
{
  if (stage == course->reached)
    return course->good ? SL_STAGE_ROW_SLOW : SL_STAGE_ROW_FAILED;
  if (course->good || stage < course->reached)
    return SL_STAGE_ROW_PASSED;
  return SL_STAGE_ROW_NOT_REACHED;
}

static void
add_stage (SlWhyView *self, const Course *course, SlStage stage)
{
  SlStageRowFacts facts
      = { .stage = stage, .state = judge_stage (course, stage), .milliseconds = -1 };
  g_autofree char *details
      = sl_stage_details_describe (course->result, stage, facts.state == SL_STAGE_ROW_FAILED);
  GtkWidget *row;

  if (course->timings != NULL)
    g_variant_lookup (course->timings, sl_stage_to_nick (stage), "i", &facts.milliseconds);
  if (course->usual != NULL)
    g_variant_lookup (course->usual, sl_stage_to_nick (stage), "i", &facts.usual_milliseconds);
  if (facts.state != SL_STAGE_ROW_NOT_REACHED)
    facts.details = details;
  row = sl_stage_row_new (&facts);
  adw_preferences_group_add (self->stages, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_stages (SlWhyView *self, GVariant *result, gboolean is_door)
{
  SlStage     last = is_door ? SL_STAGE_GREETING : SL_STAGE_MAILBOX;
  Course      course = { .result = result, .reached = SL_STAGE_DONE };
  SlOutcome   outcome = SL_OUTCOME_OK;
  const char *outcome_nick = "", *stage_nick = "";
  g_autoptr (GVariant) timings
      = g_variant_lookup_value (result, "timings", G_VARIANT_TYPE ("a{si}"));
  g_autoptr (GVariant) usual = g_variant_lookup_value (result, "usual", G_VARIANT_TYPE ("a{si}"));

  g_variant_lookup (result, "stage", "&s", &stage_nick);
  g_variant_lookup (result, "outcome", "&s", &outcome_nick);
  sl_stage_from_nick (stage_nick, &course.reached);
  sl_outcome_from_nick (outcome_nick, &outcome);
  course.good = sl_outcome_is_good (outcome);
  course.timings = timings;
  course.usual = usual;
  if (!sl_stage_details_reached_server (result))
    {
      add_stage (self, &course, course.reached);
      return;
    }
  for (SlStage stage = SL_STAGE_NETWORK; stage <= last; stage++)
    add_stage (self, &course, stage);
}

/* What the user opened stays open while the same result is shown. */
static void
show_stages (SlWhyView *self, GVariant *result, gboolean is_door)
{
  if (result != NULL && self->shown != NULL && g_variant_equal (result, self->shown))
    return;
  g_clear_pointer (&self->shown, g_variant_unref);
  clear_stages (self);
  gtk_widget_set_visible (GTK_WIDGET (self->stages), result != NULL);
  if (result == NULL)
    return;
  self->shown = g_variant_ref (result);
  add_stages (self, result, is_door);
}

static void
add_words (SlWhyView *self, GVariant *result, gboolean is_door)
{
  gint64           time = 0, now = g_get_real_time () / G_USEC_PER_SEC;
  const char      *text = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *when = NULL;

  g_variant_lookup (result, "time", "x", &time);
  g_variant_lookup (result, "text", "&s", &text);
  moment = sl_moment_to_words (time, now);
  if (is_door)
    /* Translators: %s is a moment such as "09:12". */
    when = g_strdup_printf (_ ("Knocked at the door, without a password: %s"), moment);
  else if (sl_stage_details_reached_server (result))
    /* Translators: %s is a moment such as "09:12". */
    when = g_strdup_printf (_ ("Signed in as you would: %s"), moment);
  else
    /* Translators: %s is a moment such as "09:12". */
    when = g_strdup_printf (_ ("Nothing was sent to the mail server: %s"), moment);
  adw_preferences_group_set_description (self->stages, when);
  set_text (self->outcome, text);
}

/* GTK 4.8 goes on taking a box that was once laid out empty for one whose height does not depend on
 * its width, and gives it too little room; so each time it is another box. */
static void
renew_evidence (SlWhyView *self)
{
  GtkBox *evidence = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, EVIDENCE_SPACING));

  if (self->evidence != NULL)
    gtk_box_remove (self->reasons, GTK_WIDGET (self->evidence));
  gtk_box_insert_child_after (self->reasons, GTK_WIDGET (evidence), GTK_WIDGET (self->outcome));
  self->evidence = evidence;
}

static void
add_evidence (SlWhyView *self, SlAccountItem *item)
{
  g_auto (GStrv) sentences = sl_account_item_dup_evidence (item);

  renew_evidence (self);
  for (guint i = 0; sentences[i] != NULL; i++)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, BULLET_SPACING);
      GtkWidget *bullet = gtk_label_new ("•");
      GtkWidget *label = gtk_label_new (sentences[i]);

      gtk_widget_set_valign (bullet, GTK_ALIGN_START);
      g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0f,
                    "hexpand", TRUE, NULL);
      gtk_box_append (GTK_BOX (line), bullet);
      gtk_box_append (GTK_BOX (line), label);
      gtk_box_append (self->evidence, line);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->evidence), sentences[0] != NULL);
}

/* What keeps the user from being locked out, from the real interval. */
static char *
describe_password_safety (gint64 interval_seconds)
{
  guint            times = (guint) (SECONDS_IN_AN_HOUR / interval_seconds);
  g_autofree char *duration = NULL;

  if (times > 0 && SECONDS_IN_AN_HOUR % interval_seconds == 0)
    return g_strdup_printf (
        /* Translators: %u is how often. */
        ngettext ("Signs in %u time an hour; no refused password will be repeated.",
                  "Signs in %u times an hour; no refused password will be repeated.", times),
        times);
  duration = sl_duration_to_words (interval_seconds);
  /* Translators: %s is a duration such as "45 minutes". */
  return g_strdup_printf (_ ("Signs in every %s; no refused password will be repeated."), duration);
}

/* Where a browser or the desktop's Online Accounts stand in for a password. */
static char *
describe_token_safety (gint64 interval_seconds)
{
  guint            times = (guint) (SECONDS_IN_AN_HOUR / interval_seconds);
  g_autofree char *duration = NULL;

  if (times > 0 && SECONDS_IN_AN_HOUR % interval_seconds == 0)
    return g_strdup_printf (
        /* Translators: %u is how often. */
        ngettext ("Signs in %u time an hour; nothing that was refused will be repeated.",
                  "Signs in %u times an hour; nothing that was refused will be repeated.", times),
        times);
  duration = sl_duration_to_words (interval_seconds);
  /* Translators: %s is a duration such as "45 minutes". */
  return g_strdup_printf (_ ("Signs in every %s; nothing that was refused will be repeated."),
                          duration);
}

/* A door is tried without anything that could be refused, so it needs no such words. */
static void
describe_safety (GString *text, SlAccountItem *item)
{
  gint64           interval_seconds = sl_account_item_get_time (item, "signin-interval");
  SlSignInKind     kind = SL_SIGN_IN_PASSWORD;
  g_autofree char *sentence = NULL;

  sl_sign_in_kind_from_nick (sl_account_item_get_text (item, "sign-in"), &kind);
  if (interval_seconds > 0)
    sentence = kind == SL_SIGN_IN_PASSWORD ? describe_password_safety (interval_seconds)
                                           : describe_token_safety (interval_seconds);
  else if (sl_account_item_get_flag (item, "refused"))
    sentence = g_strdup (_ ("What was refused will not be repeated; only the door is tried."));
  if (sentence != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
}

static void
describe_schedule (SlWhyView *self, SlAccountItem *item)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 next_check = sl_account_item_get_time (item, "next-check");
  g_autoptr (GString) text = g_string_new (NULL);

  if (sl_account_item_get_flag (item, "checking"))
    g_string_append (text, _ ("Checking now…"));
  else if (next_check > 0)
    {
      g_autofree char *moment = sl_moment_to_words (next_check, now);

      /* Translators: %s is a moment such as "09:27". */
      g_string_append_printf (text, _ ("Next check: %s."), moment);
    }
  describe_safety (text, item);
  set_text (self->schedule, g_strchomp (text->str));
}

static void
sl_why_view_dispose (GObject *object)
{
  SlWhyView *self = SL_WHY_VIEW (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_variant_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (sl_why_view_parent_class)->dispose (object);
}

static void
sl_why_view_class_init (SlWhyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_why_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/why-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SlWhyView, content);
  gtk_widget_class_bind_template_child (widget_class, SlWhyView, stages);
  gtk_widget_class_bind_template_child (widget_class, SlWhyView, outcome);
  gtk_widget_class_bind_template_child (widget_class, SlWhyView, reasons);
  gtk_widget_class_bind_template_child (widget_class, SlWhyView, schedule);
}

static void
sl_why_view_init (SlWhyView *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_why_view_update:
 * @self: a view
 * @item: the account
 */
void
sl_why_view_update (SlWhyView *self, SlAccountItem *item)
{
  gboolean is_door = FALSE;
  g_autoptr (GVariant) result = choose_result (item, &is_door);

  show_stages (self, result, is_door);
  if (result != NULL)
    add_words (self, result, is_door);
  else
    {
      set_text (self->outcome, _ ("No check has ended yet."));
    }
  add_evidence (self, item);
  describe_schedule (self, item);
}
