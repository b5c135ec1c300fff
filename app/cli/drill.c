/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "drill.h"

#include "command.h"
#include "drill-line.h"
#include "drill-question.h"
#include "duration-words.h"
#include "recovery-words.h"
#include "suggestion.h"
#include "watcher.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>

/*
 * A practice in the terminal: the real watcher looks at the practice's servers, and every phase and
 * every change is one calm line. Lives for one run.
 */
typedef struct
{
  SlPractice      *practice;
  SlWatcher       *watcher;
  GMainLoop       *loop;
  SlStopwatch     *stopwatch; /* nullable: nobody can be asked */
  SlDrillQuestion *question;  /* nullable, as the stopwatch */
  char            *shown;     /* nullable: the headline that was printed last */
  SlState          state;     /* of that headline */
  gboolean         saw_trouble;
  gboolean         saw_recovery;
  gboolean         is_interrupted;
} Drill;

static GPtrArray *
suggest_channels (Drill *drill)
{
  SlPlan           *plan = sl_practice_get_plan (drill->practice);
  const SlAccount  *account = sl_plan_get_account (plan, SL_PRACTICE_ACCOUNT_ID);
  const SlSituation situation = { NULL, TRUE, drill->state == SL_STATE_OFFLINE };

  return sl_suggest_channels (plan, sl_practice_get_catalogue (drill->practice), account,
                              &situation);
}

static void
print_channels (Drill *drill)
{
  g_autoptr (GPtrArray) suggestions = suggest_channels (drill);

  for (guint i = 0; i < suggestions->len; i++)
    {
      const SlSuggestion *suggestion = g_ptr_array_index (suggestions, i);
      g_autofree char    *line = NULL;

      /* Translators: a channel's name and its address, such as "Bridge" and "tel:+1-202-555-0100"
       */
      line = g_strdup_printf (_ ("Use: %s (%s)"), suggestion->channel->name,
                              suggestion->channel->address);
      sl_drill_line_continue (line);
    }
}

static void
print_verdict (Drill *drill, const SlVerdict *verdict)
{
  g_autofree char *line
      = g_strdup_printf ("[%s] %s", sl_state_get_label (verdict->state), verdict->headline);

  sl_drill_line_print (line);
  sl_drill_line_continue (verdict->advice);
  /* The question names them. */
  if (drill->question == NULL && verdict->state == SL_STATE_OUTAGE
      && drill->state != SL_STATE_OUTAGE)
    print_channels (drill);
}

static gboolean
is_trouble (SlState state)
{
  return state == SL_STATE_OUTAGE || state == SL_STATE_DEGRADED || state == SL_STATE_ACTION_NEEDED
         || state == SL_STATE_OFFLINE;
}

/* After the headline that says what is wrong. */
static void
ask_if_noticed (Drill *drill)
{
  g_autoptr (GPtrArray) suggestions = NULL;

  if (drill->question == NULL || sl_drill_question_is_asked (drill->question)
      || !is_trouble (drill->state) || sl_stopwatch_get_noticed_ms (drill->stopwatch) == 0)
    return;
  suggestions = suggest_channels (drill);
  sl_drill_question_ask (drill->question, suggestions);
}

/* A reader such as "head" may have heard enough. */
static void
end_if_nobody_listens (Drill *drill)
{
  if (ferror (stdout) != 0)
    g_main_loop_quit (drill->loop);
}

/* Every new headline is told once. */
static void
on_changed (Drill *drill)
{
  g_autoptr (SlAccountStatus) status
      = sl_watcher_get_account (drill->watcher, SL_PRACTICE_ACCOUNT_ID);

  if (status == NULL || status->verdict->state == SL_STATE_UNKNOWN
      || g_strcmp0 (status->verdict->headline, drill->shown) == 0)
    return;
  print_verdict (drill, status->verdict);
  end_if_nobody_listens (drill);
  g_free (drill->shown);
  drill->shown = g_strdup (status->verdict->headline);
  drill->state = status->verdict->state;
  ask_if_noticed (drill);
}

static void
print_recovery (Drill *drill, const SlTransition *transition)
{
  g_autoptr (SlAccountStatus) status
      = sl_watcher_get_account (drill->watcher, SL_PRACTICE_ACCOUNT_ID);
  const char      *provider = status != NULL ? status->provider_name : NULL;
  gint64           seconds = MAX (1, transition->time - transition->trouble_since);
  g_autofree char *headline = sl_recovery_headline (provider, seconds);
  g_autofree char *advice
      = sl_recovery_advice (transition->from, provider, seconds, transition->provider_lag_seconds);

  sl_drill_line_print (headline);
  sl_drill_line_continue (advice);
}

static void
on_transition (Drill *drill, SlTransition *transition)
{
  if (is_trouble (transition->to))
    drill->saw_trouble = TRUE;
  ask_if_noticed (drill);
  if (transition->to != SL_STATE_OK)
    return;
  drill->saw_recovery = drill->saw_trouble;
  if (transition->trouble_since != 0)
    print_recovery (drill, transition);
}

static void
on_phase (Drill *drill, const char *words)
{
  g_autofree char *line = g_strdup_printf ("— %s", words);

  sl_drill_line_print (line);
  end_if_nobody_listens (drill);
}

static void
on_ended (Drill *drill)
{
  g_main_loop_quit (drill->loop);
}

static gboolean
on_interrupted (gpointer user_data)
{
  Drill *drill = user_data;

  drill->is_interrupted = TRUE;
  sl_drill_line_print (_ ("Ended early."));
  g_main_loop_quit (drill->loop);
  return G_SOURCE_CONTINUE;
}

static void
print_beginning (SlPractice *practice)
{
  g_autofree char *duration = sl_duration_to_words (sl_practice_get_duration_seconds (practice));
  g_autofree char *line
      /* Translators: a practice's title, and a duration such as "60 seconds" */
      = g_strdup_printf (_ ("Practice: %s (%s)"), sl_practice_get_title (practice), duration);

  sl_drill_line_print (line);
  sl_drill_line_continue (_ ("It happens on this computer alone; your own mail is not touched."));
}

static void
act_out (Drill *drill)
{
  guint sources[] = {
    g_unix_signal_add (SIGINT, on_interrupted, drill),
    g_unix_signal_add (SIGTERM, on_interrupted, drill),
  };

  /* So that the practice's folder is removed then too. */
  signal (SIGPIPE, SIG_IGN);
  g_signal_connect_swapped (drill->watcher, "changed", G_CALLBACK (on_changed), drill);
  g_signal_connect_swapped (drill->watcher, "transition", G_CALLBACK (on_transition), drill);
  g_signal_connect_swapped (drill->practice, "phase", G_CALLBACK (on_phase), drill);
  g_signal_connect_swapped (drill->practice, "ended", G_CALLBACK (on_ended), drill);
  sl_practice_start (drill->practice);
  sl_watcher_start (drill->watcher);
  g_main_loop_run (drill->loop);

  g_signal_handlers_disconnect_by_data (drill->watcher, drill);
  g_signal_handlers_disconnect_by_data (drill->practice, drill);
  sl_watcher_stop (drill->watcher);
  sl_practice_stop (drill->practice);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
}

/* Who cannot be asked has not practised: then no result is kept. */
static void
create_question (Drill *drill)
{
  g_autoptr (SlDrillLog) log = NULL;

  if (!sl_drill_question_can_be_asked ())
    return;
  log = sl_drill_log_new_default ();
  drill->stopwatch = sl_stopwatch_new (drill->practice, drill->watcher, log);
  drill->question = sl_drill_question_new (drill->stopwatch);
}

static void
close_question (Drill *drill)
{
  if (drill->question == NULL)
    return;
  if (!drill->is_interrupted && sl_drill_question_is_asked (drill->question)
      && sl_stopwatch_get_reach_seconds (drill->stopwatch) < 0)
    sl_drill_line_print (_ ("Nobody was reached this time."));
  g_clear_pointer (&drill->question, sl_drill_question_free);
  g_clear_object (&drill->stopwatch);
}

/**
 * sl_drill_run:
 * @practice: a practice that has not begun
 *
 * Acts out the practice and tells on standard output what the lantern would show. If standard input
 * is a terminal, it asks whom the user would call, takes the time, and keeps the result where the
 * window keeps it. Ends by itself, or with SIGINT or SIGTERM.
 *
 * Returns: %SL_EXIT_FINE if trouble and its end were seen, else %SL_EXIT_NOT_FINE
 */
int
sl_drill_run (SlPractice *practice)
{
  g_autoptr (SlWatcher) watcher = sl_practice_create_watcher (practice);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Drill drill
      = { .practice = practice, .watcher = watcher, .loop = loop, .state = SL_STATE_UNKNOWN };

  print_beginning (practice);
  create_question (&drill);
  act_out (&drill);
  close_question (&drill);
  g_free (drill.shown);
  if (drill.saw_trouble && drill.saw_recovery)
    {
      sl_drill_line_print (_ ("The practice is over: the trouble and its end were seen."));
      return SL_EXIT_FINE;
    }
  sl_drill_line_print (_ ("The practice is over, but no trouble and recovery were seen."));
  return SL_EXIT_NOT_FINE;
}
