/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "stage-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MILLISECONDS_IN_A_SECOND 1000
#define DETAILS_MARGIN 12 /* pixels */

/* Index: SlStageRowState. */
static const struct
{
  const char *icon_name;
  const char *style_class;
} looks[] = {
  { "emblem-ok-symbolic", "step-passed" },
  { "dialog-warning-symbolic", "step-slow" },
  { "process-stop-symbolic", "step-failed" },
  { "content-loading-symbolic", "step-not-reached" },
};

static char *
duration_to_words (int milliseconds)
{
  if (milliseconds < MILLISECONDS_IN_A_SECOND)
    /* Translators: %d is a number of milliseconds. */
    return g_strdup_printf (_ ("%d ms"), milliseconds);
  /* Translators: %.1f is a number of seconds. */
  return g_strdup_printf (_ ("%.1f s"), milliseconds / (double) MILLISECONDS_IN_A_SECOND);
}

/* Returns: (transfer full): the state and the time it took */
static char *
describe_state (const SlStageRowFacts *facts)
{
  g_autofree char *duration
      = facts->milliseconds >= 0 ? duration_to_words (facts->milliseconds) : NULL;

  switch (facts->state)
    {
    case SL_STAGE_ROW_PASSED:
      /* Translators: %s is a duration such as "40 ms". */
      return duration != NULL ? g_strdup_printf (_ ("Passed in %s"), duration)
                              : g_strdup (_ ("Passed"));
    case SL_STAGE_ROW_SLOW:
      /* Translators: %s is a duration such as "8.9 s". */
      return duration != NULL ? g_strdup_printf (_ ("Slow: %s"), duration) : g_strdup (_ ("Slow"));
    case SL_STAGE_ROW_FAILED:
      /* Translators: %s is a duration such as "40 ms". */
      return duration != NULL ? g_strdup_printf (_ ("Failed after %s"), duration)
                              : g_strdup (_ ("Failed"));
    case SL_STAGE_ROW_NOT_REACHED:
    default:
      return g_strdup (_ ("Not reached"));
    }
}

static char *
describe (const SlStageRowFacts *facts)
{
  g_autofree char *state = describe_state (facts);
  g_autofree char *usual = NULL;

  if (facts->usual_milliseconds <= 0 || facts->milliseconds < 0
      || facts->state == SL_STAGE_ROW_NOT_REACHED)
    return g_steal_pointer (&state);
  usual = duration_to_words (facts->usual_milliseconds);
  /* Translators: first something such as "Passed in 40 ms", then a duration such as "38 ms". */
  return g_strdup_printf (_ ("%s · usually %s"), state, usual);
}

static GtkWidget *
create_details (const char *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0f,
                "selectable", TRUE, "margin-start", DETAILS_MARGIN, "margin-end", DETAILS_MARGIN,
                "margin-top", DETAILS_MARGIN, "margin-bottom", DETAILS_MARGIN, NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label,
                                  NULL, -1);
  return row;
}

static GtkWidget *
create_image (SlStageRowState state)
{
  GtkWidget *image = gtk_image_new_from_icon_name (looks[state].icon_name);

  gtk_widget_add_css_class (image, "stage");
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  return image;
}

static GtkWidget *
create_plain (const SlStageRowFacts *facts, const char *words)
{
  GtkWidget *row = adw_action_row_new ();

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), create_image (facts->state));
  return row;
}

/* What failed, or was slow, is open from the start. */
static GtkWidget *
create_expander (const SlStageRowFacts *facts, const char *words)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), words);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), create_image (facts->state));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), create_details (facts->details));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), facts->state == SL_STAGE_ROW_FAILED
                                                             || facts->state == SL_STAGE_ROW_SLOW);
  return row;
}

/**
 * sl_stage_row_new:
 * @facts: what there is to show
 *
 * Returns: (transfer floating): a row: a shape, the stage's name, what became of it and how long it
 *   took against the usual; with details it can be opened
 */
GtkWidget *
sl_stage_row_new (const SlStageRowFacts *facts)
{
  g_autofree char *words = describe (facts);
  gboolean         has_details = facts->details != NULL && *facts->details != '\0';
  GtkWidget       *row = has_details ? create_expander (facts, words) : create_plain (facts, words);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sl_stage_get_label (facts->stage));
  gtk_widget_add_css_class (row, looks[facts->state].style_class);
  return row;
}
