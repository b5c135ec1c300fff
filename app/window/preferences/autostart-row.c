/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "autostart-row.h"

#include <glib/gi18n-lib.h>

struct _SlAutostartRow
{
  AdwActionRow   parent_instance;
  GtkSwitch     *autostart;
  SlWatchClient *client; /* nullable until it is followed */
};

G_DEFINE_FINAL_TYPE (SlAutostartRow, sl_autostart_row, ADW_TYPE_ACTION_ROW)

/* Returns: "on", "off", "asking", or "" while the service is absent */
static const char *
get_state (SlAutostartRow *self)
{
  SlDBusWatch *proxy = self->client != NULL ? sl_watch_client_get_proxy (self->client) : NULL;
  const char  *state = proxy != NULL ? sl_dbus_watch_get_autostart (proxy) : NULL;

  return state != NULL ? state : "";
}

static void
on_switched (SlAutostartRow *self)
{
  gboolean wanted = gtk_switch_get_active (self->autostart);

  if (wanted != g_str_equal (get_state (self), "on"))
    sl_watch_client_call (self->client, "SetAutostart", g_variant_new ("(b)", wanted), NULL);
}

static char *
dup_subtitle (SlAutostartRow *self, const char *state)
{
  g_autoptr (GVariant) problems = sl_watch_client_dup_problems (self->client);
  char *problem = NULL;

  if (g_str_equal (state, "asking"))
    return g_strdup (_ ("Your desktop is being asked…"));
  if (*state == '\0')
    return g_strdup (_ ("The background service is not running."));
  if (problems != NULL && g_variant_lookup (problems, "autostart", "s", &problem))
    return problem;
  return g_strdup (_ ("To notice at once when your mail sign-in breaks"));
}

static void
update (SlAutostartRow *self)
{
  const char      *state = get_state (self);
  g_autofree char *subtitle = dup_subtitle (self, state);

  gtk_widget_set_sensitive (GTK_WIDGET (self->autostart),
                            g_str_equal (state, "on") || g_str_equal (state, "off"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  /* While the desktop is being asked the switch stays where the user put it. */
  if (g_str_equal (state, "asking"))
    return;
  g_signal_handlers_block_by_func (self->autostart, on_switched, self);
  gtk_switch_set_active (self->autostart, g_str_equal (state, "on"));
  g_signal_handlers_unblock_by_func (self->autostart, on_switched, self);
}

static void
sl_autostart_row_dispose (GObject *object)
{
  g_clear_object (&SL_AUTOSTART_ROW (object)->client);
  G_OBJECT_CLASS (sl_autostart_row_parent_class)->dispose (object);
}

static void
sl_autostart_row_class_init (SlAutostartRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_autostart_row_dispose;
}

static void
sl_autostart_row_init (SlAutostartRow *self)
{
  self->autostart = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->autostart), GTK_ALIGN_CENTER);
  /* In this order: a text is looked at as markup until it is told otherwise. */
  g_object_set (self, "use-markup", FALSE, NULL);
  g_object_set (self, "title", _ ("Start when you log in"), "subtitle-lines", 0, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->autostart));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->autostart));
  g_signal_connect_object (self->autostart, "notify::active", G_CALLBACK (on_switched), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sl_autostart_row_follow:
 * @self: a row
 * @client: the user's service; once
 */
void
sl_autostart_row_follow (SlAutostartRow *self, SlWatchClient *client)
{
  g_return_if_fail (SL_IS_AUTOSTART_ROW (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  g_signal_connect_object (client, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
