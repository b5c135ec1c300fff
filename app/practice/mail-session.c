/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "mail-session.h"

#include "imap-speaker.h"

#include <string.h>

/* A connection that says nothing for so long is closed. */
#define IDLE_LIMIT_SECONDS 60

/*
 * One connection of the practice's mail server: reads lines, lets the speaker answer, writes. It
 * owns itself: every pending call holds a reference, and the last one that fails or ends drops it.
 */
#define SL_TYPE_MAIL_SESSION (sl_mail_session_get_type ())
G_DECLARE_FINAL_TYPE (SlMailSession, sl_mail_session, SL, MAIL_SESSION, GObject)

struct _SlMailSession
{
  GObject        parent_instance;
  SlMailActor   *actor;
  GIOStream     *stream;
  GCancellable  *cancellable;
  gulong         outer_handler;
  GCancellable  *outer;
  SlImapSpeaker *speaker;
  GString       *input;
  char           chunk[SL_IMAP_SPEAKER_MAX_LINE_BYTES];
  char          *output;
  guint          idle_source;
};

G_DEFINE_FINAL_TYPE (SlMailSession, sl_mail_session, G_TYPE_OBJECT)

static void read_more (SlMailSession *self);
static void write_text (SlMailSession *self, char *text);

static void
sl_mail_session_finalize (GObject *object)
{
  SlMailSession *self = SL_MAIL_SESSION (object);

  g_cancellable_disconnect (self->outer, self->outer_handler);
  g_clear_handle_id (&self->idle_source, g_source_remove);
  g_clear_pointer (&self->speaker, sl_imap_speaker_free);
  g_string_free (self->input, TRUE);
  g_free (self->output);
  g_clear_object (&self->actor);
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->outer);

  G_OBJECT_CLASS (sl_mail_session_parent_class)->finalize (object);
}

static void
sl_mail_session_class_init (SlMailSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_mail_session_finalize;
}

static void
sl_mail_session_init (SlMailSession *self)
{
  self->cancellable = g_cancellable_new ();
  self->input = g_string_new (NULL);
}

/* The next whole line without its end, or NULL if more must be read. */
static char *
take_line (SlMailSession *self)
{
  const char *newline = memchr (self->input->str, '\n', self->input->len);
  char       *line;

  if (newline == NULL)
    return NULL;
  line = g_strndup (self->input->str, newline - self->input->str);
  g_string_erase (self->input, 0, newline + 1 - self->input->str);
  return g_strchomp (line);
}

static void
close_stream (SlMailSession *self)
{
  g_io_stream_close_async (self->stream, G_PRIORITY_DEFAULT, self->cancellable, NULL, NULL);
}

static gboolean
on_delay_over (gpointer user_data)
{
  SlMailSession *self = user_data;

  write_text (self, g_steal_pointer (&self->output));
  return G_SOURCE_REMOVE;
}

static void
answer_next_line (SlMailSession *self)
{
  g_autofree char *line = take_line (self);
  char            *answer;
  guint            before = sl_imap_speaker_get_signins (self->speaker);
  guint            signins;
  guint            delay_ms = sl_mail_actor_get_delay_ms (self->actor);

  if (line == NULL)
    {
      read_more (self);
      return;
    }
  answer = sl_imap_speaker_answer (self->speaker, sl_mail_actor_get_act (self->actor), line);
  signins = sl_imap_speaker_get_signins (self->speaker) - before;
  sl_mail_actor_add_signins (self->actor, signins);

  if (signins > 0 && delay_ms > 0)
    {
      g_free (self->output);
      self->output = answer;
      g_timeout_add_full (G_PRIORITY_DEFAULT, delay_ms, on_delay_over, g_object_ref (self),
                          g_object_unref);
      return;
    }
  write_text (self, answer);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlMailSession) self = user_data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL)
      || sl_imap_speaker_is_finished (self->speaker))
    close_stream (self);
  else
    answer_next_line (self);
}

/* Takes @text. */
static void
write_text (SlMailSession *self, char *text)
{
  g_free (self->output);
  self->output = text;
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->stream), text,
                                   strlen (text), G_PRIORITY_DEFAULT, self->cancellable, on_written,
                                   g_object_ref (self));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlMailSession) self = user_data;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (length <= 0 || memchr (self->chunk, '\0', length) != NULL
      || self->input->len + length > 2 * SL_IMAP_SPEAKER_MAX_LINE_BYTES)
    {
      close_stream (self);
      return;
    }
  g_string_append_len (self->input, self->chunk, length);
  answer_next_line (self);
}

static void
read_more (SlMailSession *self)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (self->stream), self->chunk,
                             sizeof self->chunk, G_PRIORITY_DEFAULT, self->cancellable, on_read,
                             g_object_ref (self));
}

static gboolean
on_idle_limit (gpointer user_data)
{
  SlMailSession *self = user_data;

  self->idle_source = 0;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_outer_cancelled (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * sl_mail_session_begin:
 * @actor: how to behave; kept alive until the connection ends
 * @stream: an accepted connection; the TLS handshake happens with the greeting
 * @cancellable: ends the connection
 *
 * Speaks with one client until either side ends it, or for a minute at most.
 */
void
sl_mail_session_begin (SlMailActor *actor, GIOStream *stream, GCancellable *cancellable)
{
  g_autoptr (SlMailSession) self = g_object_new (SL_TYPE_MAIL_SESSION, NULL);

  self->actor = g_object_ref (actor);
  self->stream = g_object_ref (stream);
  self->speaker = sl_imap_speaker_new (sl_mail_actor_get_password (actor));
  self->outer = g_object_ref (cancellable);
  self->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                                               g_object_ref (self->cancellable), g_object_unref);
  self->idle_source = g_timeout_add_seconds (IDLE_LIMIT_SECONDS, on_idle_limit, self);
  write_text (self, sl_imap_speaker_greet (self->speaker));
}
