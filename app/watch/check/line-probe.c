/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "line-probe.h"

#include "baseline.h"

struct _SlLineProbe
{
  GObject parent_instance;

  SlClock              *clock;
  const SlCheckBackend *backend;
  GPtrArray            *servers;     /* SlServer */
  GCancellable         *cancellable; /* nullable: set while a question is open */
  char                 *avoided_host;
  guint                 next;     /* index into servers */
  gint64                asked_ms; /* steady, 0 if never */
  gint64                reached;  /* Unix seconds, 0 if never */
  gint64                failed;
};

G_DEFINE_FINAL_TYPE (SlLineProbe, sl_line_probe, G_TYPE_OBJECT)

static guint over_signal;

static void knock (SlLineProbe *self);

static void
sl_line_probe_dispose (GObject *object)
{
  SlLineProbe *self = SL_LINE_PROBE (object);

  sl_line_probe_cancel (self);
  g_clear_pointer (&self->servers, g_ptr_array_unref);
  g_clear_pointer (&self->avoided_host, g_free);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (sl_line_probe_parent_class)->dispose (object);
}

static void
sl_line_probe_class_init (SlLineProbeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_line_probe_dispose;
  over_signal = g_signal_new ("over", SL_TYPE_LINE_PROBE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 0);
}

static void
sl_line_probe_init (SlLineProbe *self)
{
}

static void
finish (SlLineProbe *self, gint64 *contact)
{
  g_clear_object (&self->cancellable);
  *contact = sl_clock_get_unix_seconds (self->clock);
  g_signal_emit (self, over_signal, 0);
}

static void
on_knock_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlLineProbe) self = user_data;
  g_autoptr (SlCheckResult) found = self->backend->run_finish (result, NULL);

  if (self->cancellable == NULL || found == NULL || found->outcome == SL_OUTCOME_CANCELLED)
    return;
  if (sl_baseline_is_answer (found->outcome))
    finish (self, &self->reached);
  else
    knock (self);
}

/* Asks the next server, or concludes that none answers. */
static void
knock (SlLineProbe *self)
{
  SlServer *server;
  g_autoptr (SlCheckRequest) request = NULL;

  while (self->next < self->servers->len
         && g_strcmp0 (((SlServer *) self->servers->pdata[self->next])->host, self->avoided_host)
                == 0)
    self->next++;
  if (self->next >= self->servers->len)
    {
      finish (self, &self->failed);
      return;
    }
  server = self->servers->pdata[self->next++];
  request = sl_check_request_new (server, SL_CHECK_KIND_DOOR, NULL);
  request->step_timeout_ms = SL_LINE_PROBE_TIMEOUT_MS;
  request->check_timeout_ms = SL_LINE_PROBE_TIMEOUT_MS;
  self->backend->run_async (self->backend->data, request, self->cancellable, on_knock_ready,
                            g_object_ref (self));
}

/**
 * sl_line_probe_new:
 * @clock: the time
 * @backend: who makes the checks; it outlives the probe
 *
 * Returns: (transfer full): a probe without servers
 */
SlLineProbe *
sl_line_probe_new (SlClock *clock, const SlCheckBackend *backend)
{
  SlLineProbe *self = g_object_new (SL_TYPE_LINE_PROBE, NULL);

  self->clock = g_object_ref (clock);
  self->backend = backend;
  return self;
}

/**
 * sl_line_probe_set_servers:
 * @self: a probe
 * @servers: (element-type SlServer) (nullable): whom to ask, in this order; %NULL: nobody
 */
void
sl_line_probe_set_servers (SlLineProbe *self, GPtrArray *servers)
{
  g_return_if_fail (SL_IS_LINE_PROBE (self));

  sl_line_probe_cancel (self);
  g_clear_pointer (&self->servers, g_ptr_array_unref);
  self->servers = servers != NULL ? g_ptr_array_ref (servers) : NULL;
}

/**
 * sl_line_probe_ask:
 * @self: a probe
 * @avoided_host: (nullable): the server that fails: it cannot be its own witness
 *
 * Begins to ask, unless it was asked within %SL_LINE_PROBE_SPACING_MS.
 */
void
sl_line_probe_ask (SlLineProbe *self, const char *avoided_host)
{
  gint64 now_ms;

  g_return_if_fail (SL_IS_LINE_PROBE (self));

  now_ms = sl_clock_get_steady_ms (self->clock);
  if (self->servers == NULL || self->servers->len == 0 || self->cancellable != NULL
      || (self->asked_ms != 0 && now_ms - self->asked_ms < SL_LINE_PROBE_SPACING_MS))
    return;
  self->asked_ms = now_ms;
  self->next = 0;
  g_free (self->avoided_host);
  self->avoided_host = g_strdup (avoided_host);
  self->cancellable = g_cancellable_new ();
  knock (self);
}

/**
 * sl_line_probe_cancel:
 * @self: a probe
 *
 * Gives an open question up; it leaves no answer.
 */
void
sl_line_probe_cancel (SlLineProbe *self)
{
  g_return_if_fail (SL_IS_LINE_PROBE (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/**
 * sl_line_probe_get_contact:
 * @self: a probe
 * @reached: (inout): raised to the moment when a door last answered, Unix seconds
 * @failed: (inout): raised to the moment when last none answered
 */
void
sl_line_probe_get_contact (SlLineProbe *self, gint64 *reached, gint64 *failed)
{
  g_return_if_fail (SL_IS_LINE_PROBE (self));

  *reached = MAX (*reached, self->reached);
  *failed = MAX (*failed, self->failed);
}
