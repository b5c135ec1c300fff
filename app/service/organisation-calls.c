/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "organisation-calls.h"

#include <glib/gi18n-lib.h>

#define ERROR_PREFIX SL_APPLICATION_ID ".Error."

struct _SlOrganisationCalls
{
  GObject             parent_instance;
  SlDBusWatch        *skeleton;
  SlOrganisationLink *link; /* nullable: a practice */
};

G_DEFINE_FINAL_TYPE (SlOrganisationCalls, sl_organisation_calls, G_TYPE_OBJECT)

static void
drop (SlOrganisationCalls *self, gpointer object_pointer)
{
  GObject **object = object_pointer;

  if (*object != NULL)
    g_signal_handlers_disconnect_by_data (*object, self);
  g_clear_object (object);
}

static void
sl_organisation_calls_dispose (GObject *object)
{
  SlOrganisationCalls *self = SL_ORGANISATION_CALLS (object);

  drop (self, &self->skeleton);
  drop (self, &self->link);

  G_OBJECT_CLASS (sl_organisation_calls_parent_class)->dispose (object);
}

static void
sl_organisation_calls_class_init (SlOrganisationCallsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_organisation_calls_dispose;
}

static void
sl_organisation_calls_init (SlOrganisationCalls *self)
{
}

static gboolean
has_address (SlOrganisationCalls *self, GDBusMethodInvocation *invocation)
{
  if (self->link != NULL
      && sl_organisation_watcher_get_state (sl_organisation_link_get_watcher (self->link))->address
             != NULL)
    return TRUE;
  g_dbus_method_invocation_return_dbus_error (
      invocation, ERROR_PREFIX "Nothing",
      _ ("No address of an organisation's plan is set, so there is nothing to fetch."));
  return FALSE;
}

static gboolean
on_refresh (SlDBusWatch *skeleton, GDBusMethodInvocation *invocation, SlOrganisationCalls *self)
{
  if (!has_address (self, invocation))
    return G_DBUS_METHOD_INVOCATION_HANDLED;
  sl_organisation_watcher_refresh (sl_organisation_link_get_watcher (self->link));
  sl_dbus_watch_complete_refresh_organisation (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_forget_key (SlDBusWatch *skeleton, GDBusMethodInvocation *invocation, SlOrganisationCalls *self)
{
  if (!has_address (self, invocation))
    return G_DBUS_METHOD_INVOCATION_HANDLED;
  sl_organisation_watcher_forget_key (sl_organisation_link_get_watcher (self->link));
  sl_dbus_watch_complete_forget_organisation_key (skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
update (SlOrganisationCalls *self)
{
  sl_dbus_watch_set_organisation (self->skeleton, sl_organisation_link_to_variant (self->link));
}

/**
 * sl_organisation_calls_new:
 * @skeleton: the service's face on the bus
 * @link: (nullable): the organisation; %NULL: there is none, as in a practice
 *
 * Returns: (transfer full): answers calls from now on
 */
SlOrganisationCalls *
sl_organisation_calls_new (SlDBusWatch *skeleton, SlOrganisationLink *link)
{
  SlOrganisationCalls *self = g_object_new (SL_TYPE_ORGANISATION_CALLS, NULL);

  self->skeleton = g_object_ref (skeleton);
  g_set_object (&self->link, link);
  g_signal_connect (skeleton, "handle-refresh-organisation", G_CALLBACK (on_refresh), self);
  g_signal_connect (skeleton, "handle-forget-organisation-key", G_CALLBACK (on_forget_key), self);
  if (link == NULL)
    {
      sl_dbus_watch_set_organisation (skeleton, g_variant_new ("a{sv}", NULL));
      return self;
    }
  g_signal_connect_swapped (link, "changed", G_CALLBACK (update), self);
  update (self);
  return self;
}
