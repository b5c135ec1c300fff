/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "identity-watcher.h"

typedef enum
{
  FINDING_NOTHING,
  FINDING_ANSWER,
  FINDING_FAILURE, /* the server says that it fails */
  FINDING_SILENCE, /* the door's fault only if the line works */
} Finding;

typedef struct
{
  char    *url;
  Finding  finding;
  gint64   found;    /* Unix seconds */
  gint64   asked_ms; /* steady, 0 if never */
  gboolean asking;
} Door;

struct _SlIdentityWatcher
{
  GObject parent_instance;

  SlClock             *clock;
  const SlFeedBackend *backend; /* NULL once disposed */
  GPtrArray           *doors;   /* Door: those asked so far */
  GCancellable        *cancellable;
};

G_DEFINE_FINAL_TYPE (SlIdentityWatcher, sl_identity_watcher, G_TYPE_OBJECT)

static guint over_signal;

static void
door_free (gpointer data)
{
  Door *door = data;

  g_free (door->url);
  g_free (door);
}

static void
sl_identity_watcher_dispose (GObject *object)
{
  SlIdentityWatcher *self = SL_IDENTITY_WATCHER (object);

  /* What is being asked holds a reference to us, but the backend may go now. */
  self->backend = NULL;
  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (sl_identity_watcher_parent_class)->dispose (object);
}

static void
sl_identity_watcher_finalize (GObject *object)
{
  SlIdentityWatcher *self = SL_IDENTITY_WATCHER (object);

  g_object_unref (self->clock);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->doors);
  G_OBJECT_CLASS (sl_identity_watcher_parent_class)->finalize (object);
}

static void
sl_identity_watcher_class_init (SlIdentityWatcherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_identity_watcher_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_identity_watcher_finalize;
  over_signal = g_signal_new ("over", SL_TYPE_IDENTITY_WATCHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

static void
sl_identity_watcher_init (SlIdentityWatcher *self)
{
  self->doors = g_ptr_array_new_with_free_func (door_free);
  self->cancellable = g_cancellable_new ();
}

/**
 * sl_identity_watcher_new:
 * @clock: tells the time
 * @backend: asks; it must outlive this object
 *
 * Returns: (transfer full): an identity watcher that has asked nobody
 */
SlIdentityWatcher *
sl_identity_watcher_new (SlClock *clock, const SlFeedBackend *backend)
{
  SlIdentityWatcher *self = g_object_new (SL_TYPE_IDENTITY_WATCHER, NULL);

  self->clock = g_object_ref (clock);
  self->backend = backend;
  return self;
}

static Door *
find_door (SlIdentityWatcher *self, const char *url)
{
  for (guint i = 0; i < self->doors->len; i++)
    {
      Door *door = self->doors->pdata[i];

      if (g_str_equal (door->url, url))
        return door;
    }
  return NULL;
}

static Door *
ensure_door (SlIdentityWatcher *self, const char *url)
{
  Door *door = find_door (self, url);

  if (door != NULL)
    return door;
  door = g_new0 (Door, 1);
  door->url = g_strdup (url);
  g_ptr_array_add (self->doors, door);
  return door;
}

static guint
count_doors (const SlProvider *provider)
{
  if (provider == NULL || provider->identity_doors == NULL)
    return 0;
  return MIN (g_strv_length (provider->identity_doors), SL_IDENTITY_MAX_DOORS);
}

typedef struct
{
  SlIdentityWatcher *watcher;
  GCancellable      *cancellable; /* its own: the watcher's may be a new one by then */
  char              *url;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->watcher);
  g_object_unref (question->cancellable);
  g_free (question->url);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* A page that is no feed is an answer too; one who wants to be left alone says nothing. */
static Finding
read_error (const GError *error)
{
  if (error->domain != SL_FEED_ERROR)
    return FINDING_NOTHING;
  switch ((SlFeedError) error->code)
    {
    case SL_FEED_ERROR_STATUS:
    case SL_FEED_ERROR_SIZE:
    case SL_FEED_ERROR_TYPE:
      return FINDING_ANSWER;
    case SL_FEED_ERROR_SERVER:
      return FINDING_FAILURE;
    case SL_FEED_ERROR_NETWORK:
      return FINDING_SILENCE;
    case SL_FEED_ERROR_ADDRESS:
    case SL_FEED_ERROR_BUSY:
    default:
      return FINDING_NOTHING;
    }
}

static void
on_answer_ready (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlFeedResponse) response = NULL;
  SlIdentityWatcher *self = question->watcher;
  Door              *door = find_door (self, question->url);
  Finding            finding;

  if (self->backend == NULL)
    return;
  response = self->backend->fetch_finish (self->backend->data, result, &error);
  if (door == NULL || g_cancellable_is_cancelled (question->cancellable))
    return;
  door->asking = FALSE;
  finding = response != NULL ? FINDING_ANSWER : read_error (error);
  if (finding != FINDING_NOTHING)
    {
      door->finding = finding;
      door->found = sl_clock_get_unix_seconds (self->clock);
    }
  g_signal_emit (self, over_signal, 0);
}

static void
ask_door (SlIdentityWatcher *self, Door *door)
{
  gint64    now_ms = sl_clock_get_steady_ms (self->clock);
  Question *question;

  if (door->asking || (door->asked_ms != 0 && now_ms - door->asked_ms < SL_IDENTITY_SPACING_MS))
    return;
  door->asking = TRUE;
  door->asked_ms = now_ms;
  question = g_new (Question, 1);
  question->watcher = g_object_ref (self);
  question->cancellable = g_object_ref (self->cancellable);
  question->url = g_strdup (door->url);
  self->backend->fetch_async (self->backend->data, door->url, self->cancellable, on_answer_ready,
                              question);
}

/**
 * sl_identity_watcher_ask:
 * @self: an identity watcher
 * @provider: (nullable): whose sign-in fails
 *
 * Asks the provider's identity doors, each unless it was asked within %SL_IDENTITY_SPACING_MS.
 */
void
sl_identity_watcher_ask (SlIdentityWatcher *self, const SlProvider *provider)
{
  g_return_if_fail (SL_IS_IDENTITY_WATCHER (self));

  for (guint i = 0; i < count_doors (provider); i++)
    ask_door (self, ensure_door (self, provider->identity_doors[i]));
}

/**
 * sl_identity_watcher_cancel:
 * @self: an identity watcher
 *
 * Gives open questions up; they leave no answer and may be asked again at once.
 */
void
sl_identity_watcher_cancel (SlIdentityWatcher *self)
{
  g_return_if_fail (SL_IS_IDENTITY_WATCHER (self));

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < self->doors->len; i++)
    {
      Door *door = self->doors->pdata[i];

      if (door->asking)
        door->asked_ms = 0;
      door->asking = FALSE;
    }
}

/**
 * sl_identity_watcher_is_asking:
 * @self: an identity watcher
 * @provider: (nullable): a provider
 *
 * Returns: whether one of the provider's identity doors is being asked
 */
gboolean
sl_identity_watcher_is_asking (SlIdentityWatcher *self, const SlProvider *provider)
{
  g_return_val_if_fail (SL_IS_IDENTITY_WATCHER (self), FALSE);

  for (guint i = 0; i < count_doors (provider); i++)
    {
      const Door *door = find_door (self, provider->identity_doors[i]);

      if (door != NULL && door->asking)
        return TRUE;
    }
  return FALSE;
}

/**
 * sl_identity_watcher_judge:
 * @self: an identity watcher
 * @provider: (nullable): a provider
 * @line_proven: whether something else answered, so that silence is the door's own
 *
 * Returns: failing if one of its doors fails, ok if none does and one answered, unknown if nothing
 *   was found within %SL_IDENTITY_FRESH_SECONDS
 */
SlIdentity
sl_identity_watcher_judge (SlIdentityWatcher *self,
                           const SlProvider  *provider,
                           gboolean           line_proven)
{
  SlIdentity identity = SL_IDENTITY_UNKNOWN;
  gint64     now;

  g_return_val_if_fail (SL_IS_IDENTITY_WATCHER (self), SL_IDENTITY_UNKNOWN);

  now = sl_clock_get_unix_seconds (self->clock);
  for (guint i = 0; i < count_doors (provider); i++)
    {
      const Door *door = find_door (self, provider->identity_doors[i]);

      if (door == NULL || ABS (now - door->found) > SL_IDENTITY_FRESH_SECONDS)
        continue;
      if (door->finding == FINDING_FAILURE || (door->finding == FINDING_SILENCE && line_proven))
        return SL_IDENTITY_FAILING;
      if (door->finding == FINDING_ANSWER)
        identity = SL_IDENTITY_OK;
    }
  return identity;
}
