/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "background-status.h"

#include "portal-request.h"

#define ELLIPSIS "…"

struct _SlBackgroundStatus
{
  GObject parent_instance;

  GDBusConnection *connection;
  guint            name_watch;
  gboolean         portal_present;
  char            *sentence; /* nullable: nothing was told yet */
};

G_DEFINE_FINAL_TYPE (SlBackgroundStatus, sl_background_status, G_TYPE_OBJECT)

static void
on_set_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* A portal of version 1 does not know the method; the list it would stand in is not there. */
  if (reply == NULL)
    g_debug ("The desktop does not take a status: %s", error->message);
}

static void
tell (SlBackgroundStatus *self)
{
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&options, "message", "s", self->sentence);
  g_dbus_connection_call (self->connection, SL_PORTAL_NAME, SL_PORTAL_PATH,
                          "org.freedesktop.portal.Background", "SetStatus",
                          g_variant_new ("(@a{sv})", g_variant_dict_end (&options)), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, on_set_ready, NULL);
}

static void
on_portal_appeared (GDBusConnection *connection,
                    const char      *name,
                    const char      *owner,
                    gpointer         user_data)
{
  SlBackgroundStatus *self = user_data;

  self->portal_present = TRUE;
  if (self->sentence != NULL)
    tell (self);
}

static void
on_portal_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  SL_BACKGROUND_STATUS (user_data)->portal_present = FALSE;
}

static void
sl_background_status_dispose (GObject *object)
{
  SlBackgroundStatus *self = SL_BACKGROUND_STATUS (object);

  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->sentence, g_free);
  G_OBJECT_CLASS (sl_background_status_parent_class)->dispose (object);
}

static void
sl_background_status_class_init (SlBackgroundStatusClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_background_status_dispose;
}

static void
sl_background_status_init (SlBackgroundStatus *self)
{
}

/* At the end of a word, if there is one in the second half. */
static char *
shorten (const char *sentence)
{
  g_autofree char *start = NULL;
  char            *space;

  if (g_utf8_strlen (sentence, -1) <= SL_BACKGROUND_STATUS_CHARACTERS)
    return g_strdup (sentence);
  start = g_utf8_substring (sentence, 0, SL_BACKGROUND_STATUS_CHARACTERS - 1);
  space = strrchr (start, ' ');
  if (space != NULL
      && g_utf8_pointer_to_offset (start, space) > SL_BACKGROUND_STATUS_CHARACTERS / 2)
    *space = '\0';
  return g_strconcat (start, ELLIPSIS, NULL);
}

/**
 * sl_background_status_new:
 * @connection: the session bus
 *
 * Returns: (transfer full): a status that says nothing yet
 *
 * Source: XDG Desktop Portal, org.freedesktop.portal.Background, version 2.
 */
SlBackgroundStatus *
sl_background_status_new (GDBusConnection *connection)
{
  SlBackgroundStatus *self = g_object_new (SL_TYPE_BACKGROUND_STATUS, NULL);

  self->connection = g_object_ref (connection);
  self->name_watch = g_bus_watch_name_on_connection (
      connection, SL_PORTAL_NAME, G_BUS_NAME_WATCHER_FLAGS_AUTO_START, on_portal_appeared,
      on_portal_vanished, self, NULL);
  return self;
}

/**
 * sl_background_status_set:
 * @self: the status
 * @sentence: one line of UTF-8; shown are %SL_BACKGROUND_STATUS_CHARACTERS characters
 *
 * The same sentence again costs nothing.
 */
void
sl_background_status_set (SlBackgroundStatus *self, const char *sentence)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (SL_IS_BACKGROUND_STATUS (self));
  g_return_if_fail (sentence != NULL);

  shown = shorten (sentence);
  if (g_strcmp0 (shown, self->sentence) == 0)
    return;
  g_free (self->sentence);
  self->sentence = g_steal_pointer (&shown);
  if (self->portal_present)
    tell (self);
}
