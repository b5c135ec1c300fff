/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "organisation-link.h"

#include "feed-fetcher.h"
#include "variant-dict.h"

struct _SlOrganisationLink
{
  GObject                parent_instance;
  SlClock               *clock;
  SlPlanFollower        *follower;
  SlWatcher             *watcher;
  SlProblems            *problems;
  SlFeedFetcher         *fetcher;
  SlFeedBackend          backend;
  SlOrganisationWatcher *organisation_watcher;
  guint                  timer; /* when the notice begins or ends */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SlOrganisationLink, sl_organisation_link, G_TYPE_OBJECT)

static void
drop (SlOrganisationLink *self, gpointer object_pointer)
{
  GObject **object = object_pointer;

  if (*object != NULL)
    g_signal_handlers_disconnect_by_data (*object, self);
  g_clear_object (object);
}

static void
clear_timer (SlOrganisationLink *self)
{
  if (self->timer != 0)
    sl_clock_remove_timer (self->clock, self->timer);
  self->timer = 0;
}

static void
sl_organisation_link_dispose (GObject *object)
{
  SlOrganisationLink *self = SL_ORGANISATION_LINK (object);

  sl_organisation_link_stop (self);
  drop (self, &self->organisation_watcher);
  drop (self, &self->watcher);
  drop (self, &self->follower);
  drop (self, &self->problems);
  g_clear_object (&self->fetcher);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sl_organisation_link_parent_class)->dispose (object);
}

static void
sl_organisation_link_class_init (SlOrganisationLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_organisation_link_dispose;
  changed_signal = g_signal_new ("changed", SL_TYPE_ORGANISATION_LINK, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_organisation_link_init (SlOrganisationLink *self)
{
}

/* The Notice's Time */

static void arm (SlOrganisationLink *self);

static gboolean
on_notice_moment (gpointer user_data)
{
  SlOrganisationLink *self = user_data;

  self->timer = 0;
  arm (self);
  g_signal_emit (self, changed_signal, 0);
  return G_SOURCE_REMOVE;
}

static const SlOrganisation *
get_organisation (SlOrganisationLink *self)
{
  return sl_plan_get_organisation (sl_plan_follower_get_plan (self->follower));
}

static void
arm (SlOrganisationLink *self)
{
  gint64 now = sl_clock_get_unix_seconds (self->clock);
  gint64 next = sl_organisation_get_next_change (get_organisation (self), now);

  clear_timer (self);
  if (next != 0)
    self->timer = sl_clock_add_timer (self->clock, (next - now) * 1000, on_notice_moment, self);
}

/**
 * sl_organisation_link_look:
 * @self: the link
 *
 * The computer slept, or the wall clock was set: a notice may have begun or ended unseen.
 */
void
sl_organisation_link_look (SlOrganisationLink *self)
{
  g_return_if_fail (SL_IS_ORGANISATION_LINK (self));

  arm (self);
  g_signal_emit (self, changed_signal, 0);
}

/* From the Outside */

static void
on_watcher_changed (SlOrganisationLink *self)
{
  SlState state = sl_watcher_get_state (self->watcher);

  sl_organisation_watcher_set_trouble (self->organisation_watcher,
                                       state == SL_STATE_OUTAGE || state == SL_STATE_DEGRADED
                                           || state == SL_STATE_ACTION_NEEDED);
}

static void
on_state_changed (SlOrganisationLink *self)
{
  sl_problems_set (self->problems, "organisation",
                   sl_organisation_watcher_get_state (self->organisation_watcher)->problem);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * sl_organisation_link_update:
 * @self: the link
 *
 * Takes what the plan says now of the organisation. To be called whenever the plan is new.
 */
void
sl_organisation_link_update (SlOrganisationLink *self)
{
  const char *address = sl_plan_follower_get_organisation_address (self->follower);
  const char *key = sl_plan_follower_get_organisation_key (self->follower);

  g_return_if_fail (SL_IS_ORGANISATION_LINK (self));

  sl_problems_set (self->problems, "organisation-file",
                   sl_plan_follower_get_system_problem (self->follower));
  /* That a broken plan names no address does not mean that the user took it back. */
  if (address != NULL || sl_plan_follower_get_problem (self->follower) == NULL)
    sl_organisation_watcher_set_source (self->organisation_watcher, address, key);
  arm (self);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * sl_organisation_link_set_network:
 * @self: the link
 * @connectivity: what there is to ask over; nobody is asked before this was said
 * @is_metered: it costs money, or power is to be saved
 */
void
sl_organisation_link_set_network (SlOrganisationLink *self,
                                  SlConnectivity      connectivity,
                                  gboolean            is_metered)
{
  gboolean is_online
      = connectivity != SL_CONNECTIVITY_LOCAL && connectivity != SL_CONNECTIVITY_PORTAL;

  g_return_if_fail (SL_IS_ORGANISATION_LINK (self));

  sl_organisation_watcher_set_metered (self->organisation_watcher, is_metered);
  sl_organisation_watcher_set_online (self->organisation_watcher, is_online);
}

/**
 * sl_organisation_link_set_trust:
 * @self: the link
 * @trust: (nullable): certificates to trust instead of the system's
 */
void
sl_organisation_link_set_trust (SlOrganisationLink *self, GTlsDatabase *trust)
{
  g_return_if_fail (SL_IS_ORGANISATION_LINK (self));

  sl_feed_fetcher_set_trust (self->fetcher, trust);
}

/**
 * sl_organisation_link_stop:
 * @self: the link
 *
 * Asks nobody any more. May be called twice.
 */
void
sl_organisation_link_stop (SlOrganisationLink *self)
{
  g_return_if_fail (SL_IS_ORGANISATION_LINK (self));

  clear_timer (self);
  if (self->organisation_watcher != NULL)
    sl_organisation_watcher_stop (self->organisation_watcher);
}

/* To the Outside */

/**
 * sl_organisation_link_get_watcher:
 * @self: the link
 *
 * Returns: (transfer none): who fetches
 */
SlOrganisationWatcher *
sl_organisation_link_get_watcher (SlOrganisationLink *self)
{
  g_return_val_if_fail (SL_IS_ORGANISATION_LINK (self), NULL);

  return self->organisation_watcher;
}

/**
 * sl_organisation_link_get_notice:
 * @self: the link
 *
 * Returns: (transfer none) (nullable): the organisation, if its notice is valid now
 */
const SlOrganisation *
sl_organisation_link_get_notice (SlOrganisationLink *self)
{
  const SlOrganisation *organisation;

  g_return_val_if_fail (SL_IS_ORGANISATION_LINK (self), NULL);

  organisation = get_organisation (self);
  return sl_organisation_has_notice_at (organisation, sl_clock_get_unix_seconds (self->clock))
             ? organisation
             : NULL;
}

static void
add_organisation (SlOrganisationLink *self, GVariantDict *dict)
{
  const SlOrganisation *organisation = get_organisation (self);
  const SlOrganisation *notice = sl_organisation_link_get_notice (self);

  if (organisation != NULL)
    sl_variant_dict_add_text (dict, "name", sl_organisation_get_name (organisation));
  if (notice == NULL)
    return;
  sl_variant_dict_add_text (dict, "notice", notice->notice);
  sl_variant_dict_add_time (dict, "notice-until", notice->notice_until);
  sl_variant_dict_add_text (dict, "notice-url", notice->notice_url);
}

/**
 * sl_organisation_link_to_variant:
 * @self: the link
 *
 * Returns: (transfer floating): a{sv}, the property Organisation of data/dbus/…Watch.xml
 */
GVariant *
sl_organisation_link_to_variant (SlOrganisationLink *self)
{
  g_autoptr (GVariant) state = NULL;
  GVariantDict dict;

  g_return_val_if_fail (SL_IS_ORGANISATION_LINK (self), NULL);

  state = g_variant_ref_sink (sl_organisation_state_to_variant (
      sl_organisation_watcher_get_state (self->organisation_watcher)));
  g_variant_dict_init (&dict, state);
  sl_variant_dict_add_text (&dict, "path", sl_plan_follower_get_system_path (self->follower));
  add_organisation (self, &dict);
  return g_variant_dict_end (&dict);
}

/**
 * sl_organisation_link_new:
 * @clock: tells when a notice is valid, and when to ask
 * @follower: the plan
 * @watcher: knows of trouble
 * @problems: told what is missing
 *
 * Returns: (transfer full): a link that asks nobody before sl_organisation_link_set_network() and
 *   sl_organisation_link_update()
 */
SlOrganisationLink *
sl_organisation_link_new (SlClock        *clock,
                          SlPlanFollower *follower,
                          SlWatcher      *watcher,
                          SlProblems     *problems)
{
  SlOrganisationLink *self = g_object_new (SL_TYPE_ORGANISATION_LINK, NULL);

  self->clock = g_object_ref (clock);
  self->follower = g_object_ref (follower);
  self->watcher = g_object_ref (watcher);
  self->problems = g_object_ref (problems);
  self->fetcher = sl_feed_fetcher_new ();
  sl_feed_backend_init_any (&self->backend, self->fetcher);
  self->organisation_watcher = sl_organisation_watcher_new (clock, &self->backend);
  g_signal_connect_swapped (self->organisation_watcher, "changed", G_CALLBACK (on_state_changed),
                            self);
  g_signal_connect_swapped (watcher, "changed", G_CALLBACK (on_watcher_changed), self);
  return self;
}
