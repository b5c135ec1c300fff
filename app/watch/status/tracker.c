/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "tracker.h"

#include <glib/gi18n-lib.h>

struct _SlTracker
{
  char       *account_id;
  SlHistory  *history;
  SlState     state;
  gint64      since;         /* when @state began, Unix seconds, 0 if unknown */
  gint64      pending_since; /* first failure that is not confirmed yet, 0 if there is none */
  gint64      muted_until;
  gboolean    owed; /* trouble began in quiet: it is told when the quiet ends */
  SlVerdict  *verdict;
  SlIncident *incident; /* nullable: the trouble that is not over */
};

static gboolean
is_trouble (SlState state)
{
  return state == SL_STATE_DEGRADED || state == SL_STATE_ACTION_NEEDED || state == SL_STATE_OUTAGE;
}

static char *
mute_name (SlTracker *self)
{
  return g_strconcat ("mute:", self->account_id, NULL);
}

static SlVerdict *
make_first_verdict (SlTracker *self)
{
  SlVerdict *verdict = sl_verdict_new (self->state, SL_CAUSE_UNKNOWN);

  g_free (verdict->headline);
  if (self->incident != NULL)
    {
      verdict->cause = self->incident->cause;
      verdict->headline = g_strdup (self->incident->headline);
    }
  else
    {
      verdict->headline = g_strdup (_ ("Not checked yet."));
    }
  return verdict;
}

/**
 * sl_tracker_new:
 * @account_id: whom to follow
 * @history: where incidents are kept; an open one is taken up again
 *
 * Returns: (transfer full): the tracker
 */
SlTracker *
sl_tracker_new (const char *account_id, SlHistory *history)
{
  SlTracker       *self = g_new0 (SlTracker, 1);
  g_autofree char *name = NULL;

  self->account_id = g_strdup (account_id);
  self->history = g_object_ref (history);
  self->incident = sl_history_find_open_incident (history, account_id);
  self->state = self->incident != NULL ? self->incident->state : SL_STATE_UNKNOWN;
  self->since = self->incident != NULL ? self->incident->started : 0;
  self->verdict = make_first_verdict (self);
  name = mute_name (self);
  self->muted_until = sl_history_recall (history, name);
  return self;
}

/**
 * sl_tracker_free:
 * @self: (transfer full) (nullable): a tracker
 */
void
sl_tracker_free (SlTracker *self)
{
  if (self == NULL)
    return;
  g_free (self->account_id);
  g_object_unref (self->history);
  sl_verdict_unref (self->verdict);
  sl_incident_free (self->incident);
  g_free (self);
}

static void
set_verdict (SlTracker *self, SlVerdict *verdict)
{
  sl_verdict_ref (verdict);
  sl_verdict_unref (self->verdict);
  self->verdict = verdict;
}

/* Whether a notice of @state would tell the user something they were not told already. */
static gboolean
is_news (SlTracker *self, SlState state)
{
  if (is_trouble (state))
    return self->incident == NULL || !self->incident->told || self->incident->state != state;
  return state == SL_STATE_OK && self->incident != NULL && self->incident->told;
}

/* Decides whether the user is told now, and notes it down. */
static gboolean
decide_notice (SlTracker *self, SlState state, const SlTrackerFacts *facts)
{
  gboolean news = is_news (self, state);
  gboolean muted = sl_tracker_get_muted_until (self, facts->now) != 0;

  self->owed = news && facts->quiet && !muted && is_trouble (state);
  return news && !facts->quiet && !muted;
}

static void
follow_incident (
    SlTracker *self, SlVerdict *verdict, gint64 began, gboolean told, const SlTrackerFacts *facts)
{
  if (self->incident == NULL)
    {
      self->incident = sl_incident_new (self->account_id, began);
      self->incident->provider = g_strdup (facts->provider);
    }
  self->incident->state = verdict->state;
  self->incident->cause = verdict->cause;
  self->incident->told = self->incident->told || told;
  sl_incident_set_headline (self->incident, verdict->headline);
  if (self->incident->provider_posted == 0)
    self->incident->provider_posted = facts->provider_posted;
  sl_history_save_incident (self->history, self->incident);
}

static void
close_incident (SlTracker *self, SlTransition *transition)
{
  SlIncident *incident = self->incident;

  /* The wall clock may have been set back meanwhile. */
  transition->trouble_since = MIN (incident->started, transition->time);
  if (incident->provider_posted != 0)
    transition->provider_lag_seconds = MAX (incident->provider_posted - incident->started, 0);
  incident->ended = transition->time;
  sl_history_save_incident (self->history, incident);
  g_clear_pointer (&self->incident, sl_incident_free);
}

static SlTransition *
make_transition (
    SlTracker *self, SlState from, SlVerdict *verdict, gboolean notify, const SlTrackerFacts *facts)
{
  SlTransition *transition
      = sl_transition_new (self->account_id, facts->account_name, from, verdict);

  transition->time = facts->now;
  transition->notify = notify;
  transition->urgent = facts->important && verdict->state == SL_STATE_OUTAGE;
  return transition;
}

/* Whether the open incident does not yet say what is known now. */
static gboolean
is_incident_outdated (SlTracker *self, SlVerdict *verdict, const SlTrackerFacts *facts)
{
  const SlIncident *incident = self->incident;

  if (incident == NULL || incident->cause != verdict->cause)
    return TRUE;
  return (incident->provider_posted == 0 && facts->provider_posted != 0)
         || g_strcmp0 (incident->headline, verdict->headline) != 0;
}

/* The state stays; the words, the cause or the provider's admission may be new. */
static SlTransition *
take_same_state (SlTracker *self, SlVerdict *verdict, const SlTrackerFacts *facts)
{
  gboolean notify = self->owed && decide_notice (self, verdict->state, facts);

  if (!is_trouble (verdict->state))
    return NULL;

  if (notify || is_incident_outdated (self, verdict, facts))
    follow_incident (self, verdict, self->since != 0 ? self->since : facts->now, notify, facts);
  return notify ? make_transition (self, verdict->state, verdict, TRUE, facts) : NULL;
}

static SlTransition *
take_new_state (SlTracker *self, SlVerdict *verdict, gint64 began, const SlTrackerFacts *facts)
{
  SlState       from = self->state;
  gboolean      notify = decide_notice (self, verdict->state, facts);
  SlTransition *transition = make_transition (self, from, verdict, notify, facts);

  self->state = verdict->state;
  self->since = began;
  if (is_trouble (verdict->state))
    follow_incident (self, verdict, began, notify, facts);
  else if (verdict->state == SL_STATE_OK && self->incident != NULL)
    close_incident (self, transition);
  sl_history_add_transition (self->history, transition);
  return transition;
}

/**
 * sl_tracker_take:
 * @self: a tracker
 * @verdict: what is said of the account now
 * @facts: what else has to be known
 *
 * Takes the newest verdict. One that is pending changes nothing but the words; a trouble that is
 * confirmed later counts from its first failure. Trouble that began in quiet hours and lasts is
 * told when they end: then @from and @to of the transition are the same.
 *
 * Returns: (transfer full) (nullable): the change to announce, %NULL if there is none
 */
SlTransition *
sl_tracker_take (SlTracker *self, SlVerdict *verdict, const SlTrackerFacts *facts)
{
  gint64 began = self->pending_since != 0 ? self->pending_since : facts->now;

  g_return_val_if_fail (self != NULL, NULL);

  set_verdict (self, verdict);
  if (verdict->pending)
    {
      self->pending_since = began;
      return NULL;
    }
  self->pending_since = 0;
  if (verdict->state == self->state)
    return take_same_state (self, verdict, facts);
  return take_new_state (self, verdict, is_trouble (verdict->state) ? began : facts->now, facts);
}

/**
 * sl_tracker_get_state:
 * @self: a tracker
 *
 * Returns: the confirmed state
 */
SlState
sl_tracker_get_state (SlTracker *self)
{
  return self->state;
}

/**
 * sl_tracker_get_verdict:
 * @self: a tracker
 *
 * Returns: (transfer none): the newest verdict; before the first one, "not checked yet" or what was
 *   said before the restart
 */
SlVerdict *
sl_tracker_get_verdict (SlTracker *self)
{
  return self->verdict;
}

/**
 * sl_tracker_get_since:
 * @self: a tracker
 *
 * Returns: since when the state holds, Unix seconds, 0 if unknown
 */
gint64
sl_tracker_get_since (SlTracker *self)
{
  return self->since;
}

/**
 * sl_tracker_get_muted_until:
 * @self: a tracker
 * @now: Unix seconds
 *
 * Returns: until when nobody is told, 0 if notices are on, %G_MAXINT64 until further notice
 */
gint64
sl_tracker_get_muted_until (SlTracker *self, gint64 now)
{
  return self->muted_until > now ? self->muted_until : 0;
}

/**
 * sl_tracker_mute:
 * @self: a tracker
 * @until: no notices before, Unix seconds; 0: tell again; %G_MAXINT64: until told otherwise
 *
 * Keeps silent about the account, also over a restart.
 */
void
sl_tracker_mute (SlTracker *self, gint64 until)
{
  g_autofree char *name = mute_name (self);

  self->muted_until = until;
  sl_history_keep (self->history, name, until);
}
