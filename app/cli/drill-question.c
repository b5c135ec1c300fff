/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "drill-question.h"

#include "drill-line.h"
#include "drill-words.h"
#include "suggestion.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#define MAX_ANSWER_BYTES 256 /* a number; what is longer is no answer */

struct _SlDrillQuestion
{
  SlStopwatch *stopwatch;
  GPtrArray   *channels; /* (element-type utf8) their ids, the first is number 1 */
  guint        source;   /* 0: nothing is typed any more */
  gboolean     is_asked;
};

/**
 * sl_drill_question_can_be_asked:
 *
 * Returns: whether somebody may type an answer
 */
gboolean
sl_drill_question_can_be_asked (void)
{
  return isatty (STDIN_FILENO) != 0;
}

/* Answering */

static void
reach (SlDrillQuestion *self, const char *channel_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *line = NULL;

  if (!sl_stopwatch_reach (self->stopwatch, channel_id, &error))
    {
      sl_drill_line_continue (error->message);
      return;
    }
  duration = sl_stopwatch_to_words (sl_stopwatch_get_reach_seconds (self->stopwatch));
  /* Translators: %s is a duration, such as "1 min 20 s" */
  line = g_strdup_printf (_ ("You reached them in %s."), duration);
  sl_drill_line_print (line);
}

static void
answer (SlDrillQuestion *self, char *text)
{
  guint64 number = 0;

  g_strstrip (text);
  if (sl_stopwatch_get_reach_seconds (self->stopwatch) >= 0)
    return;
  /* Not asked yet: the stopwatch says so. */
  if (*text == '\0' || !self->is_asked)
    reach (self, "");
  else if (g_ascii_string_to_unsigned (text, 10, 1, self->channels->len, &number, NULL))
    reach (self, g_ptr_array_index (self->channels, number - 1));
  else
    sl_drill_line_continue (_ ("There is no such number; press Enter if it was another way."));
}

/* The terminal hands over whole lines. */
static gboolean
on_typed (int terminal, GIOCondition condition, gpointer user_data)
{
  SlDrillQuestion *self = user_data;
  char             text[MAX_ANSWER_BYTES];
  ssize_t          length = read (terminal, text, sizeof text - 1);

  if (length < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (length <= 0)
    {
      self->source = 0;
      return G_SOURCE_REMOVE;
    }
  text[length] = '\0';
  answer (self, text);
  return G_SOURCE_CONTINUE;
}

/**
 * sl_drill_question_new:
 * @stopwatch: what the answer stops
 *
 * Returns: (transfer full): a question; what is typed is heeded from now on
 */
SlDrillQuestion *
sl_drill_question_new (SlStopwatch *stopwatch)
{
  SlDrillQuestion *self = g_new0 (SlDrillQuestion, 1);

  self->stopwatch = g_object_ref (stopwatch);
  self->channels = g_ptr_array_new_with_free_func (g_free);
  self->source = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_typed, self);
  return self;
}

/**
 * sl_drill_question_free:
 * @self: a question
 */
void
sl_drill_question_free (SlDrillQuestion *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_object_unref (self->stopwatch);
  g_ptr_array_unref (self->channels);
  g_free (self);
}

/* Asking */

/**
 * sl_drill_question_is_asked:
 * @self: a question
 *
 * Returns: whether it was asked
 */
gboolean
sl_drill_question_is_asked (SlDrillQuestion *self)
{
  return self->is_asked;
}

/**
 * sl_drill_question_ask:
 * @self: a question that was not asked yet
 * @suggestions: (element-type SlSuggestion): the channels, the best one first
 *
 * Prints it.
 */
void
sl_drill_question_ask (SlDrillQuestion *self, GPtrArray *suggestions)
{
  self->is_asked = TRUE;
  sl_drill_line_print (_ ("Who would you call? The time is running."));
  for (guint i = 0; i < suggestions->len; i++)
    {
      const SlChannel *channel = ((SlSuggestion *) g_ptr_array_index (suggestions, i))->channel;
      g_autofree char *line = NULL;

      g_ptr_array_add (self->channels, g_strdup (channel->id));
      /* Translators: a number, a channel's name and its address, such as "1  Bridge
       * (tel:+1-202-555-0100)" */
      line = g_strdup_printf (_ ("%u  %s (%s)"), i + 1, channel->name, channel->address);
      sl_drill_line_continue (line);
    }
  sl_drill_line_continue (_ ("Press Enter when you have reached them. Type the number of the way "
                             "first if it was one of these."));
}
