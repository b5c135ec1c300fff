/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "organisation-watcher.h"

#include "bounded-file.h"
#include "organisation-fetch.h"
#include "plan-layers.h"
#include "schedule.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define MINUTE_MS (60 * 1000)
#define METERED_FACTOR 3 /* as for checks and status pages */

/* After a failure: an organisation's web server deserves patience, its plan is kept anyway. */
static const guint backoff_minutes[] = { 5, 10, 20, 40, 60 };

struct _SlOrganisationWatcher
{
  GObject parent_instance;

  SlClock             *clock;
  const SlFeedBackend *backend; /* NULL once stopped */
  SlOrganisationState  state;
  GCancellable        *cancellable; /* NULL: nothing is asked */
  guint                timer;
  gint64               due_ms; /* steady; 0: at once */
  guint                failures;
  gboolean             is_online;
  gboolean             is_metered;
  gboolean             is_trouble;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SlOrganisationWatcher, sl_organisation_watcher, G_TYPE_OBJECT)

static void begin (SlOrganisationWatcher *self);

static void
tell (SlOrganisationWatcher *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* When */

static gint64
draw (gint64 range_ms)
{
  return (gint64) (range_ms * g_random_double ());
}

static void
clear_timer (SlOrganisationWatcher *self)
{
  if (self->timer != 0)
    sl_clock_remove_timer (self->clock, self->timer);
  self->timer = 0;
}

static gboolean
on_due (gpointer user_data)
{
  SlOrganisationWatcher *self = user_data;

  self->timer = 0;
  begin (self);
  return G_SOURCE_REMOVE;
}

/* Without a network, an address, or while it is asked, there is nothing to wait for. */
static void
arm (SlOrganisationWatcher *self)
{
  gint64 wait_ms;

  clear_timer (self);
  if (self->backend == NULL || self->state.address == NULL || !self->is_online
      || self->cancellable != NULL)
    return;
  wait_ms = self->due_ms - sl_clock_get_steady_ms (self->clock);
  if (wait_ms <= 0)
    begin (self);
  else
    self->timer = sl_clock_add_timer (self->clock, wait_ms, on_due, self);
}

static gint64
find_interval_ms (SlOrganisationWatcher *self)
{
  gint64 usual_ms = SL_ORGANISATION_INTERVAL_MS * (self->is_metered ? METERED_FACTOR : 1);
  gint64 interval_ms = self->is_trouble ? SL_ORGANISATION_TROUBLE_MS : usual_ms;
  guint  step = MIN (self->failures, G_N_ELEMENTS (backoff_minutes));

  if (step > 0)
    interval_ms = MIN (interval_ms, (gint64) backoff_minutes[step - 1] * MINUTE_MS);
  return sl_schedule_jitter_ms (interval_ms, g_random_double ());
}

static void
plan_next (SlOrganisationWatcher *self)
{
  gint64 server_wait_ms
      = self->backend->get_retry_after_seconds (self->backend->data, self->state.address)
        * G_GINT64_CONSTANT (1000);

  self->due_ms = sl_clock_get_steady_ms (self->clock)
                 + MAX (find_interval_ms (self), server_wait_ms + draw (server_wait_ms / 5));
  arm (self);
}

/* What Came */

static char *
find_state_path (const char *kept_path)
{
  return g_strconcat (kept_path, ".state", NULL);
}

/* A plan that is kept without its key would let the next one be unsigned, so the key goes first. */
static gboolean
save_state (SlOrganisationWatcher *self, GError **error)
{
  g_autofree char *kept_path = sl_plan_layers_find_kept_path (self->state.address);
  g_autofree char *path = find_state_path (kept_path);
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  return sl_organisation_state_save (&self->state, path, error);
}

static gboolean
keep (SlOrganisationWatcher *self, GBytes *content, GError **error)
{
  g_autofree char *path = sl_plan_layers_find_kept_path (self->state.address);
  g_autoptr (GBytes) old = sl_bounded_file_read (path, SL_PLAN_MAX_BYTES, NULL);
  gsize       length;
  const char *data = g_bytes_get_data (content, &length);

  /* Unchanged: nobody who follows the file has to look. */
  if (old != NULL && g_bytes_equal (old, content))
    return TRUE;
  return g_file_set_contents_full (path, data, length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static void
set_problem (SlOrganisationWatcher *self, const GError *error)
{
  self->failures++;
  self->state.problem = g_strdup_printf (
      /* Translators: %s is a sentence that says why */
      _ ("The plan of your organisation could not be refreshed. %s"), error->message);
}

static void
take (SlOrganisationWatcher *self, const SlOrganisationFetch *fetch)
{
  gint64 fetched_before = self->state.fetched;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) sentence = NULL;

  self->state.is_signed = fetch->key != NULL;
  if (fetch->key != NULL && self->state.key == NULL)
    self->state.key = g_strdup (fetch->key);
  self->state.fetched = sl_clock_get_unix_seconds (self->clock);
  if (save_state (self, &error) && keep (self, fetch->content, &error))
    {
      self->failures = 0;
      return;
    }
  self->state.fetched = fetched_before;
  sentence = g_error_new (SL_ORGANISATION_ERROR, SL_ORGANISATION_ERROR_STORAGE,
                          /* Translators: %s is the system's reason */
                          _ ("It cannot be kept on this computer: %s."), error->message);
  set_problem (self, sentence);
}

typedef struct
{
  SlOrganisationWatcher *watcher;
  GCancellable          *cancellable; /* its own: the watcher's may be a new one by then */
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->watcher);
  g_object_unref (question->cancellable);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
on_fetch_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlOrganisationFetch) fetch = sl_organisation_fetch_finish (result, &error);
  SlOrganisationWatcher *self = question->watcher;

  if (g_cancellable_is_cancelled (question->cancellable))
    return;
  g_clear_object (&self->cancellable);
  self->state.is_fetching = FALSE;
  self->state.checked = sl_clock_get_unix_seconds (self->clock);
  g_clear_pointer (&self->state.problem, g_free);
  if (fetch != NULL)
    take (self, fetch);
  else
    set_problem (self, error);
  tell (self);
  plan_next (self);
}

static void
begin (SlOrganisationWatcher *self)
{
  Question *question = g_new0 (Question, 1);

  clear_timer (self);
  self->cancellable = g_cancellable_new ();
  self->state.is_fetching = TRUE;
  question->watcher = g_object_ref (self);
  question->cancellable = g_object_ref (self->cancellable);
  sl_organisation_fetch_async (self->backend, self->state.address, self->state.key,
                               self->cancellable, on_fetch_ready, question);
  tell (self);
}

static void
cancel (SlOrganisationWatcher *self)
{
  clear_timer (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->state.is_fetching = FALSE;
}

/* The Source */

/* What nobody may look at any more is not left lying about. */
static void
remove_kept (const char *address)
{
  g_autofree char *path = sl_plan_layers_find_kept_path (address);
  g_autofree char *state_path = find_state_path (path);

  g_unlink (path);
  g_unlink (state_path);
}

static void
open_source (SlOrganisationWatcher *self, const char *address, const char *key)
{
  g_autofree char *path = sl_plan_layers_find_kept_path (address);
  g_autofree char *state_path = find_state_path (path);

  self->state.address = g_strdup (address);
  sl_organisation_state_load (&self->state, state_path);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    self->state.fetched = 0;
  if (key == NULL)
    return;
  /* What was kept without this signature is not what is wanted any more. */
  if (g_strcmp0 (key, self->state.key) != 0 || !self->state.is_signed)
    {
      g_unlink (path);
      self->state.fetched = 0;
      self->state.is_signed = FALSE;
    }
  g_free (self->state.key);
  self->state.key = g_strdup (key);
  self->state.key_is_given = TRUE;
}

/* After a restart there is no hurry if the plan was fresh a while ago. */
static void
plan_first (SlOrganisationWatcher *self)
{
  gint64 age_ms = (sl_clock_get_unix_seconds (self->clock) - self->state.fetched) * 1000;
  gint64 interval_ms = find_interval_ms (self);
  gint64 now_ms = sl_clock_get_steady_ms (self->clock);

  self->failures = 0;
  if (self->state.fetched == 0)
    self->due_ms = 0;
  else if (age_ms < 0 || age_ms >= interval_ms)
    self->due_ms = now_ms + draw (SL_ORGANISATION_SPREAD_MS);
  else
    self->due_ms = now_ms + interval_ms - age_ms;
  arm (self);
}

/**
 * sl_organisation_watcher_set_source:
 * @self: the watcher
 * @address: (nullable): https address of the organisation's plan; %NULL: none is fetched
 * @key: (nullable): the Ed25519 public key in base64 that must have signed it
 *
 * A new address is asked at once. What was kept of the one before is removed.
 */
void
sl_organisation_watcher_set_source (SlOrganisationWatcher *self,
                                    const char            *address,
                                    const char            *key)
{
  gboolean same_key;

  g_return_if_fail (SL_IS_ORGANISATION_WATCHER (self));

  same_key = key != NULL ? g_strcmp0 (key, self->state.key) == 0 && self->state.key_is_given
                         : !self->state.key_is_given;
  if (g_strcmp0 (address, self->state.address) == 0 && same_key)
    return;
  cancel (self);
  if (self->state.address != NULL && g_strcmp0 (address, self->state.address) != 0)
    remove_kept (self->state.address);
  sl_organisation_state_clear (&self->state);
  if (address != NULL)
    {
      open_source (self, address, key);
      plan_first (self);
    }
  tell (self);
}

/**
 * sl_organisation_watcher_set_online:
 * @self: the watcher
 * @is_online: whether there is a network to ask over; not until this was said
 */
void
sl_organisation_watcher_set_online (SlOrganisationWatcher *self, gboolean is_online)
{
  g_return_if_fail (SL_IS_ORGANISATION_WATCHER (self));

  if (self->is_online == is_online)
    return;
  self->is_online = is_online;
  if (!is_online)
    cancel (self);
  arm (self);
  tell (self);
}

/**
 * sl_organisation_watcher_set_metered:
 * @self: the watcher
 * @is_metered: the connection costs money, or power is to be saved: from the next time on it is
 * asked less often, but as often in trouble
 */
void
sl_organisation_watcher_set_metered (SlOrganisationWatcher *self, gboolean is_metered)
{
  g_return_if_fail (SL_IS_ORGANISATION_WATCHER (self));

  self->is_metered = is_metered;
}

/**
 * sl_organisation_watcher_set_trouble:
 * @self: the watcher
 * @is_trouble: whether an account is in trouble, so that the organisation may have something to
 * tell
 */
void
sl_organisation_watcher_set_trouble (SlOrganisationWatcher *self, gboolean is_trouble)
{
  g_return_if_fail (SL_IS_ORGANISATION_WATCHER (self));

  if (self->is_trouble == is_trouble)
    return;
  self->is_trouble = is_trouble;
  if (!is_trouble || self->failures > 0)
    return;
  self->due_ms
      = MIN (self->due_ms, sl_clock_get_steady_ms (self->clock) + draw (SL_ORGANISATION_SPREAD_MS));
  arm (self);
}

/**
 * sl_organisation_watcher_refresh:
 * @self: the watcher
 *
 * Asks now, because the user wants it; not while a server wants to be left alone: then the state
 * says so.
 */
void
sl_organisation_watcher_refresh (SlOrganisationWatcher *self)
{
  g_return_if_fail (SL_IS_ORGANISATION_WATCHER (self));

  if (self->backend != NULL && self->state.address != NULL && self->cancellable == NULL)
    begin (self);
}

/**
 * sl_organisation_watcher_forget_key:
 * @self: the watcher
 *
 * Forgets the key that was met first, so that the next plan's is taken, and asks now. A key that
 * stands in a plan file stays.
 */
void
sl_organisation_watcher_forget_key (SlOrganisationWatcher *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (SL_IS_ORGANISATION_WATCHER (self));

  if (self->state.address == NULL || self->state.key == NULL || self->state.key_is_given)
    return;
  cancel (self);
  g_clear_pointer (&self->state.key, g_free);
  self->state.is_signed = FALSE;
  if (!save_state (self, &error))
    g_warning ("The state of the organisation's plan cannot be saved: %s", error->message);
  self->failures = 0;
  sl_organisation_watcher_refresh (self);
}

/**
 * sl_organisation_watcher_stop:
 * @self: the watcher
 *
 * Asks nobody any more. May be called twice.
 */
void
sl_organisation_watcher_stop (SlOrganisationWatcher *self)
{
  g_return_if_fail (SL_IS_ORGANISATION_WATCHER (self));

  cancel (self);
  self->backend = NULL;
}

/**
 * sl_organisation_watcher_get_state:
 * @self: the watcher
 *
 * Returns: (transfer none): how it stands, until the next change
 */
const SlOrganisationState *
sl_organisation_watcher_get_state (SlOrganisationWatcher *self)
{
  g_return_val_if_fail (SL_IS_ORGANISATION_WATCHER (self), NULL);

  return &self->state;
}

static void
sl_organisation_watcher_dispose (GObject *object)
{
  sl_organisation_watcher_stop (SL_ORGANISATION_WATCHER (object));
  G_OBJECT_CLASS (sl_organisation_watcher_parent_class)->dispose (object);
}

static void
sl_organisation_watcher_finalize (GObject *object)
{
  SlOrganisationWatcher *self = SL_ORGANISATION_WATCHER (object);

  sl_organisation_state_clear (&self->state);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (sl_organisation_watcher_parent_class)->finalize (object);
}

static void
sl_organisation_watcher_class_init (SlOrganisationWatcherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_organisation_watcher_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_organisation_watcher_finalize;
  changed_signal = g_signal_new ("changed", SL_TYPE_ORGANISATION_WATCHER, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_organisation_watcher_init (SlOrganisationWatcher *self)
{
}

/**
 * sl_organisation_watcher_new:
 * @clock: tells the time
 * @backend: fetches whatever is at an address; it outlives this object, or its end is told by
 *   sl_organisation_watcher_stop()
 *
 * Returns: (transfer full): a watcher that has no address and knows of no network
 */
SlOrganisationWatcher *
sl_organisation_watcher_new (SlClock *clock, const SlFeedBackend *backend)
{
  SlOrganisationWatcher *self = g_object_new (SL_TYPE_ORGANISATION_WATCHER, NULL);

  self->clock = g_object_ref (clock);
  self->backend = backend;
  return self;
}
