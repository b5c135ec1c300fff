/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "autostart-question.h"

#include "settings.h"

#include <glib/gi18n-lib.h>

#define ASKED_KEY "autostart-asked"

struct _SlAutostartQuestion
{
  GObject        parent_instance;
  SlWatchClient *client;
  GSettings     *settings;
  gboolean       awaited; /* the user said yes, and the desktop has not answered */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlAutostartQuestion, sl_autostart_question, G_TYPE_OBJECT)

static void
sl_autostart_question_dispose (GObject *object)
{
  SlAutostartQuestion *self = SL_AUTOSTART_QUESTION (object);

  g_clear_object (&self->client);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (sl_autostart_question_parent_class)->dispose (object);
}

static void
sl_autostart_question_class_init (SlAutostartQuestionClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_autostart_question_dispose;
  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sl_autostart_question_init (SlAutostartQuestion *self)
{
}

static const char *
get_state (SlAutostartQuestion *self)
{
  SlDBusWatch *proxy = sl_watch_client_get_proxy (self->client);
  const char  *state = proxy != NULL ? sl_dbus_watch_get_autostart (proxy) : NULL;

  return state != NULL ? state : "";
}

static gboolean
has_problem (SlAutostartQuestion *self)
{
  g_autoptr (GVariant) problems = sl_watch_client_dup_problems (self->client);

  return problems != NULL && g_variant_lookup (problems, "autostart", "&s", NULL);
}

/* Nothing is said to who closed the desktop's own question. */
static void
tell_answer (SlAutostartQuestion *self)
{
  const char *state = get_state (self);
  const char *sentence = NULL;

  if (g_str_equal (state, "on"))
    sentence = _ ("Storm Lantern starts when you log in.");
  else if (g_str_equal (state, "off") && has_problem (self))
    sentence = _ ("Starting at login was not allowed. The preferences say what you can do.");
  if (sentence == NULL)
    return;
  self->awaited = FALSE;
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, sentence);
}

static void
on_client_changed (SlAutostartQuestion *self)
{
  if (self->awaited)
    tell_answer (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_settings_changed (SlAutostartQuestion *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * sl_autostart_question_new:
 * @client: the user's service
 *
 * Returns: (transfer full): the question
 */
SlAutostartQuestion *
sl_autostart_question_new (SlWatchClient *client)
{
  SlAutostartQuestion *self = g_object_new (SL_TYPE_AUTOSTART_QUESTION, NULL);

  self->client = g_object_ref (client);
  self->settings = sl_settings_new ();
  g_signal_connect_object (client, "changed", G_CALLBACK (on_client_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::" ASKED_KEY, G_CALLBACK (on_settings_changed),
                           self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sl_autostart_question_is_due:
 * @self: the question
 *
 * Returns: whether to ask now: something is watched, nobody was asked yet, and it is not so anyway
 */
gboolean
sl_autostart_question_is_due (SlAutostartQuestion *self)
{
  /* In trouble there are other things to do. */
  return g_str_equal (get_state (self), "off")
         && sl_watch_client_get_state (self->client) <= SL_STATE_UNKNOWN
         && !g_settings_get_boolean (self->settings, ASKED_KEY)
         && g_list_model_get_n_items (sl_watch_client_get_accounts (self->client)) > 0;
}

/**
 * sl_autostart_question_answer:
 * @self: the question
 * @wanted: what the user said
 *
 * It is not asked again. What the desktop says to a "yes" is told by "message".
 */
void
sl_autostart_question_answer (SlAutostartQuestion *self, gboolean wanted)
{
  self->awaited = wanted;
  if (wanted)
    sl_watch_client_call (self->client, "SetAutostart", g_variant_new ("(b)", TRUE), NULL);
  g_settings_set_boolean (self->settings, ASKED_KEY, TRUE);
}
