/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "practice.h"

#include "certificate.h"
#include "mail-actor.h"
#include "memory-secrets.h"
#include "page-actor.h"
#include "plan-file.h"
#include "practice-folder.h"
#include "practice-plan.h"
#include "scenario-library.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* A phase goes on until the watcher has seen it, so that a slow computer misses nothing; but the
 * practice always ends. */
#define WANTED_SIGNINS 3
#define WANTED_READINGS 2
#define LONGEST_EXTENSION_MS 20000
#define LOOK_AGAIN_MS 100

/* Below this the checks themselves would overlap. */
#define SHORTEST_INTERVAL_MS 50

/* At speed 1: short enough that about ten checks fall into each phase. */
static const SlWatchIntervals practice_intervals = {
  .door_ms = 5000,
  .signin_ms = 1500,
  .feed_ms = 2000,
  .feed_incident_ms = 1500,
  .feed_channel_ms = 12000,
  .confirm_ms = 1000,
  .wake_quiet_ms = 0,
  .backoff_unit_ms = 100,
};

struct _SlPractice
{
  GObject              parent_instance;
  SlScenario          *scenario;
  double               speed;
  SlWatchIntervals     intervals;
  SlMailActor         *mail;
  SlPageActor         *page;
  SlPlan              *plan;
  SlProviderCatalogue *catalogue;
  GTlsDatabase        *trust;
  SlMemorySecrets     *secrets;
  SlWatcher           *watcher; /* weak, nullable */
  char                *state_dir;
  int                  folder_lock;
  char                *plan_path;
  guint                phase; /* index; the number of phases when it is over */
  guint                phase_source;
  gint64               phase_started_us;
  guint                signins_before;
  guint                readings_before;
  gboolean             running;
};

enum
{
  SIGNAL_PHASE,
  SIGNAL_ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlPractice, sl_practice, G_TYPE_OBJECT)

static void begin_phase (SlPractice *self);

static void
sl_practice_dispose (GObject *object)
{
  SlPractice *self = SL_PRACTICE (object);

  g_clear_handle_id (&self->phase_source, g_source_remove);
  if (self->mail != NULL)
    sl_mail_actor_stop (self->mail);
  g_clear_object (&self->mail);
  g_clear_object (&self->page);
  g_clear_object (&self->plan);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->trust);
  g_clear_object (&self->secrets);
  g_clear_weak_pointer (&self->watcher);

  G_OBJECT_CLASS (sl_practice_parent_class)->dispose (object);
}

static void
sl_practice_finalize (GObject *object)
{
  SlPractice *self = SL_PRACTICE (object);

  if (self->state_dir != NULL)
    sl_practice_folder_remove (self->state_dir);
  if (self->folder_lock >= 0)
    g_close (self->folder_lock, NULL);
  g_clear_pointer (&self->scenario, sl_scenario_free);
  g_free (self->state_dir);
  g_free (self->plan_path);

  G_OBJECT_CLASS (sl_practice_parent_class)->finalize (object);
}

static void
sl_practice_class_init (SlPracticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_practice_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_practice_finalize;

  signals[SIGNAL_PHASE] = g_signal_new ("phase", SL_TYPE_PRACTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", SL_TYPE_PRACTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
}

static void
sl_practice_init (SlPractice *self)
{
  self->secrets = sl_memory_secrets_new ();
  self->folder_lock = -1;
}

static const SlScenarioPhase *
get_phase (SlPractice *self)
{
  if (self->phase >= self->scenario->phases->len)
    return NULL;
  return g_ptr_array_index (self->scenario->phases, self->phase);
}

static double
get_phase_elapsed_ms (SlPractice *self)
{
  return (g_get_monotonic_time () - self->phase_started_us) / 1000.0;
}

static double
get_phase_planned_ms (SlPractice *self, const SlScenarioPhase *phase)
{
  return phase->seconds * 1000 / self->speed;
}

/* Whether the watcher has looked often enough to know of this phase. */
static gboolean
is_phase_seen (SlPractice *self, const SlScenarioPhase *phase)
{
  guint signins = sl_mail_actor_get_signins (self->mail) - self->signins_before;
  guint readings = sl_page_actor_get_readings (self->page) - self->readings_before;
  guint wanted_signins = WANTED_SIGNINS;

  /* Without a connection nobody looks. */
  if (phase->network == SL_NETWORK_ACT_DOWN)
    return TRUE;
  /* Nothing reaches a closed port; a refused password is not tried again. */
  if (phase->mail == SL_MAIL_ACT_REFUSE || phase->mail == SL_MAIL_ACT_AUTH_REJECTED)
    wanted_signins = 0;
  return signins >= wanted_signins && readings >= WANTED_READINGS;
}

static void
end (SlPractice *self)
{
  sl_practice_stop (self);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}

static gboolean
on_phase_due (gpointer user_data)
{
  SlPractice            *self = user_data;
  const SlScenarioPhase *phase = get_phase (self);
  double                 limit_ms = get_phase_planned_ms (self, phase) + LONGEST_EXTENSION_MS;

  if (!is_phase_seen (self, phase) && get_phase_elapsed_ms (self) < limit_ms)
    {
      self->phase_source = g_timeout_add (LOOK_AGAIN_MS, on_phase_due, self);
      return G_SOURCE_REMOVE;
    }
  self->phase_source = 0;
  self->phase++;
  if (get_phase (self) != NULL)
    begin_phase (self);
  else
    end (self);
  return G_SOURCE_REMOVE;
}

static void
set_password (SlPractice *self, const char *text)
{
  g_autoptr (SlSecret) password = sl_secret_new (text, -1);

  sl_mail_actor_set_password (self->mail, text);
  sl_memory_secrets_set (self->secrets, SL_PRACTICE_ACCOUNT_ID, password);
  if (self->watcher != NULL)
    sl_watcher_secret_changed (self->watcher, SL_PRACTICE_ACCOUNT_ID);
}

static void
act_for_user (SlPractice *self, const SlScenarioPhase *phase)
{
  if (phase->person == SL_PERSON_ACT_NEW_PASSWORD)
    set_password (self, SL_PRACTICE_NEW_PASSWORD);
  if (self->watcher != NULL)
    sl_watcher_set_connectivity (self->watcher,
                                 phase->network == SL_NETWORK_ACT_DOWN ? SL_CONNECTIVITY_LOCAL
                                                                       : SL_CONNECTIVITY_FULL,
                                 FALSE);
}

/* What counts as slow does not scale, so a late answer is late at every speed. */
static void
act (SlPractice *self, const SlScenarioPhase *phase)
{
  g_autoptr (GError) error = NULL;

  if (!sl_mail_actor_set_act (self->mail, phase->mail, phase->mail_delay_ms, &error))
    g_warning ("%s", error->message);
  if (phase->page == SL_PAGE_ACT_INCIDENT)
    sl_page_actor_set_incident (self->page, phase->incident_title, phase->incident_text);
  else
    sl_page_actor_set_green (self->page);
}

static void
begin_phase (SlPractice *self)
{
  const SlScenarioPhase *phase = get_phase (self);

  act (self, phase);
  self->phase_started_us = g_get_monotonic_time ();
  self->signins_before = sl_mail_actor_get_signins (self->mail);
  self->readings_before = sl_page_actor_get_readings (self->page);
  self->phase_source = g_timeout_add (get_phase_planned_ms (self, phase), on_phase_due, self);
  g_signal_emit (self, signals[SIGNAL_PHASE], 0, phase->words);
  /* Last: the watcher tells of it at once, and the words come first. */
  act_for_user (self, phase);
}

static guint
scale (SlPractice *self, guint interval_ms)
{
  return interval_ms == 0 ? 0 : MAX (SHORTEST_INTERVAL_MS, (guint) (interval_ms / self->speed));
}

static void
scale_intervals (SlPractice *self)
{
  self->intervals.door_ms = scale (self, practice_intervals.door_ms);
  self->intervals.signin_ms = scale (self, practice_intervals.signin_ms);
  self->intervals.feed_ms = scale (self, practice_intervals.feed_ms);
  self->intervals.feed_incident_ms = scale (self, practice_intervals.feed_incident_ms);
  self->intervals.feed_channel_ms = scale (self, practice_intervals.feed_channel_ms);
  self->intervals.confirm_ms = scale (self, practice_intervals.confirm_ms);
  self->intervals.wake_quiet_ms = scale (self, practice_intervals.wake_quiet_ms);
  self->intervals.backoff_unit_ms = scale (self, practice_intervals.backoff_unit_ms);
}

/* The backend reads a trust list from a file only, and reads it again for each new connection. */
static gboolean
create_trust (SlPractice *self, const char *authority_pem, GError **error)
{
  g_autofree char *path = g_build_filename (self->state_dir, "authority.pem", NULL);

  if (!g_file_set_contents (path, authority_pem, -1, error))
    return FALSE;
  self->trust = g_tls_file_database_new (path, error);
  return self->trust != NULL;
}

static gboolean
create_servers (SlPractice *self, GError **error)
{
  g_autofree char *authority_pem = NULL;
  g_autoptr (GTlsCertificate) certificate = sl_practice_certificate_new (&authority_pem, error);

  if (certificate == NULL || !create_trust (self, authority_pem, error))
    return FALSE;
  self->mail = sl_mail_actor_new (certificate, SL_PRACTICE_PASSWORD, error);
  if (self->mail == NULL)
    return FALSE;
  self->page = sl_page_actor_new (error);
  return self->page != NULL;
}

static gboolean
create_plan (SlPractice *self, GError **error)
{
  g_autofree char *feed_url = sl_page_actor_dup_feed_url (self->page);
  g_autofree char *own_path = sl_plan_file_default_path ();
  g_autofree char *text = NULL;
  g_autoptr (SlPlan) practised = NULL;

  self->plan_path = g_build_filename (self->state_dir, "plan.json", NULL);
  practised = sl_practice_plan_load_practised (own_path, self->plan_path);
  self->plan = sl_practice_plan_new (sl_mail_actor_get_port (self->mail), practised, error);
  self->catalogue = self->plan != NULL ? sl_practice_catalogue_new (feed_url, error) : NULL;
  if (self->catalogue == NULL)
    return FALSE;
  /* On disk too, so that the window reads it as it reads the user's. */
  text = sl_plan_to_json (self->plan);
  return g_file_set_contents (self->plan_path, text, -1, error);
}

static gboolean
check_speed (double speed, GError **error)
{
  if (speed >= SL_PRACTICE_MIN_SPEED && speed <= SL_PRACTICE_MAX_SPEED)
    return TRUE;
  g_set_error (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO,
               /* Translators: two numbers */
               _ ("The speed must lie between %g and %g"), SL_PRACTICE_MIN_SPEED,
               SL_PRACTICE_MAX_SPEED);
  return FALSE;
}

/**
 * sl_practice_new:
 * @scenario: name of a scenario, such as %SL_PRACTICE_DEFAULT_SCENARIO
 * @speed: 1 is real time, 2 twice as fast; %SL_PRACTICE_MIN_SPEED to %SL_PRACTICE_MAX_SPEED
 * @error: set to an #SlPracticeError
 *
 * Opens the mail server and the status page on loopback ports, both healthy.
 *
 * Returns: (transfer full) (nullable): a practice that has not begun
 */
SlPractice *
sl_practice_new (const char *scenario, double speed, GError **error)
{
  g_autoptr (SlPractice) self = g_object_new (SL_TYPE_PRACTICE, NULL);

  if (!check_speed (speed, error))
    return NULL;
  self->speed = speed;
  scale_intervals (self);
  self->scenario = sl_scenario_load (scenario, error);
  if (self->scenario == NULL)
    return NULL;
  sl_practice_folder_sweep ();
  self->state_dir = sl_practice_folder_new (&self->folder_lock, error);
  if (self->state_dir == NULL || !create_servers (self, error) || !create_plan (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * sl_practice_create_watcher:
 * @self: a practice
 *
 * The practice keeps no reference, but tells the watcher of the connection and the new password
 * that its scenario acts out.
 *
 * Returns: (transfer full): a watcher of the practice that has not begun
 */
SlWatcher *
sl_practice_create_watcher (SlPractice *self)
{
  SlWatcher *watcher = sl_watcher_new (self->state_dir, self->catalogue,
                                       SL_SECRET_SOURCE (self->secrets), &self->intervals);

  set_password (self, SL_PRACTICE_PASSWORD);
  sl_watcher_set_trust (watcher, self->trust);
  /* It happens on this computer: the user's own connection plays no part. */
  sl_watcher_set_connectivity (watcher, SL_CONNECTIVITY_FULL, FALSE);
  sl_watcher_set_plan (watcher, self->plan);
  g_set_weak_pointer (&self->watcher, watcher);
  return watcher;
}

/**
 * sl_practice_start:
 * @self: a practice that has not begun
 *
 * Begins the first phase.
 */
void
sl_practice_start (SlPractice *self)
{
  g_return_if_fail (SL_IS_PRACTICE (self));
  g_return_if_fail (!self->running);

  self->running = TRUE;
  self->phase = 0;
  begin_phase (self);
}

/**
 * sl_practice_stop:
 * @self: a practice
 *
 * Ends it at once: closes the servers; "ended" is not emitted. May be called twice.
 */
void
sl_practice_stop (SlPractice *self)
{
  g_return_if_fail (SL_IS_PRACTICE (self));

  g_clear_handle_id (&self->phase_source, g_source_remove);
  self->phase = self->scenario->phases->len;
  self->running = FALSE;
  sl_mail_actor_stop (self->mail);
  sl_page_actor_stop (self->page);
}

/**
 * sl_practice_get_plan:
 * @self: a practice
 *
 * Returns: (transfer none): its plan: the account %SL_PRACTICE_ACCOUNT_ID and the channels of the
 *   user and the organisation, or two example channels
 */
SlPlan *
sl_practice_get_plan (SlPractice *self)
{
  return self->plan;
}

/**
 * sl_practice_get_plan_path:
 * @self: a practice
 *
 * Returns: (transfer none): the file that holds its plan as long as the practice lives
 */
const char *
sl_practice_get_plan_path (SlPractice *self)
{
  return self->plan_path;
}

/**
 * sl_practice_get_state_dir:
 * @self: a practice
 *
 * Returns: (transfer none): a folder for history and budget; it is removed with the practice
 */
const char *
sl_practice_get_state_dir (SlPractice *self)
{
  return self->state_dir;
}

/**
 * sl_practice_get_catalogue:
 * @self: a practice
 *
 * Returns: (transfer none): a catalogue with the practice's provider alone
 */
SlProviderCatalogue *
sl_practice_get_catalogue (SlPractice *self)
{
  return self->catalogue;
}

/**
 * sl_practice_get_trust:
 * @self: a practice
 *
 * Returns: (transfer none): trusts the practice's certificate and no other
 */
GTlsDatabase *
sl_practice_get_trust (SlPractice *self)
{
  return self->trust;
}

/**
 * sl_practice_get_intervals:
 * @self: a practice
 *
 * Returns: (transfer none): how often the watcher should look, scaled by the speed
 */
const SlWatchIntervals *
sl_practice_get_intervals (SlPractice *self)
{
  return &self->intervals;
}

/**
 * sl_practice_get_scenario:
 * @self: a practice
 *
 * Returns: (transfer none): the name of its scenario
 */
const char *
sl_practice_get_scenario (SlPractice *self)
{
  return self->scenario->id;
}

/**
 * sl_practice_get_title:
 * @self: a practice
 *
 * Returns: (transfer none): what it is about, a few words
 */
const char *
sl_practice_get_title (SlPractice *self)
{
  return self->scenario->title;
}

/**
 * sl_practice_get_phase:
 * @self: a practice
 *
 * Returns: (transfer none): what happens now, in words; empty before it began and after it ended
 */
const char *
sl_practice_get_phase (SlPractice *self)
{
  const SlScenarioPhase *phase = self->running ? get_phase (self) : NULL;

  return phase != NULL ? phase->words : "";
}

/**
 * sl_practice_get_elapsed_seconds:
 * @self: a practice
 *
 * Returns: how far it is, in seconds; never more than its duration, 0 when it does not run
 */
double
sl_practice_get_elapsed_seconds (SlPractice *self)
{
  double elapsed_ms = 0;

  if (!self->running)
    return 0;
  for (guint i = 0; i < self->phase; i++)
    elapsed_ms += get_phase_planned_ms (self, g_ptr_array_index (self->scenario->phases, i));
  elapsed_ms += MIN (get_phase_elapsed_ms (self), get_phase_planned_ms (self, get_phase (self)));
  return elapsed_ms / 1000;
}

/**
 * sl_practice_get_duration_seconds:
 * @self: a practice
 *
 * Returns: how long it lasts at its speed, in seconds, if the watcher keeps step
 */
double
sl_practice_get_duration_seconds (SlPractice *self)
{
  return sl_scenario_get_seconds (self->scenario) / self->speed;
}

/**
 * sl_practice_list_scenarios:
 *
 * Returns: (transfer full): the names of all scenarios that came with the program, sorted
 */
char **
sl_practice_list_scenarios (void)
{
  return sl_scenario_list ();
}
