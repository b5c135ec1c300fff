/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "organisation-notice.h"

#include "bounded-file.h"
#include "installation.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_MARK_BYTES 256

struct _SlOrganisationNotice
{
  GObject             parent_instance;
  SlNotifier         *notifier;
  SlOrganisationLink *link;
  SlPreferences      *preferences;
  char               *told;  /* nullable: mark of the notice that the user was told of */
  gboolean            shown; /* it may still be on the screen, also from a former service */
};

G_DEFINE_FINAL_TYPE (SlOrganisationNotice, sl_organisation_notice, G_TYPE_OBJECT)

static void
drop (SlOrganisationNotice *self, gpointer object_pointer)
{
  GObject **object = object_pointer;

  if (*object != NULL)
    g_signal_handlers_disconnect_by_data (*object, self);
  g_clear_object (object);
}

static void take_back (SlOrganisationNotice *self);

static void
sl_organisation_notice_dispose (GObject *object)
{
  SlOrganisationNotice *self = SL_ORGANISATION_NOTICE (object);

  if (self->notifier != NULL)
    take_back (self);
  drop (self, &self->notifier);
  drop (self, &self->link);
  drop (self, &self->preferences);

  G_OBJECT_CLASS (sl_organisation_notice_parent_class)->dispose (object);
}

static void
sl_organisation_notice_finalize (GObject *object)
{
  g_free (SL_ORGANISATION_NOTICE (object)->told);
  G_OBJECT_CLASS (sl_organisation_notice_parent_class)->finalize (object);
}

static void
sl_organisation_notice_class_init (SlOrganisationNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_organisation_notice_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_organisation_notice_finalize;
}

static void
sl_organisation_notice_init (SlOrganisationNotice *self)
{
}

/* What the User was Told */

static char *
find_path (void)
{
  g_autofree char *state_dir = sl_installation_get_state_dir ();

  return g_build_filename (state_dir, "organisation", "notice-told", NULL);
}

static char *
load_told (void)
{
  g_autofree char *path = find_path ();
  g_autoptr (GBytes) content = sl_bounded_file_read (path, MAX_MARK_BYTES, NULL);
  gsize       length = 0;
  const char *data = content != NULL ? g_bytes_get_data (content, &length) : NULL;

  return data != NULL ? g_strndup (data, length) : NULL;
}

/* A longer validity alone is no new notice. */
static char *
mark_of (const SlOrganisation *organisation)
{
  g_autofree char *text
      = g_strjoin ("\n", sl_organisation_get_name (organisation), organisation->notice, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* First kept, then said: what comes twice is worse than what does not come. */
static gboolean
remember (SlOrganisationNotice *self, const char *mark)
{
  g_autofree char *path = find_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (path, mark, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    {
      g_message ("%s", error->message);
      return FALSE;
    }
  g_free (self->told);
  self->told = g_strdup (mark);
  return TRUE;
}

static void
forget (SlOrganisationNotice *self)
{
  g_autofree char *path = find_path ();

  if (g_unlink (path) != 0 && errno != ENOENT)
    g_message ("%s: %s", path, g_strerror (errno));
  g_clear_pointer (&self->told, g_free);
}

/* Without the service its click leads nowhere, and nobody would take it away when it is over. What
 * the user has not closed yet is told anew by the next service; a portal does without ours. */
static void
take_back (SlOrganisationNotice *self)
{
  if (!sl_notifier_is_open (self->notifier, SL_ORGANISATION_NOTICE_ID))
    return;
  sl_notifier_withdraw (self->notifier, SL_ORGANISATION_NOTICE_ID);
  forget (self);
}

/* Telling */

static void
show (SlOrganisationNotice *self, const SlOrganisation *organisation)
{
  g_autofree char *title
      /* Translators: %s is the name of an organisation, or "your organisation" */
      = g_strdup_printf (_ ("Message from %s"), sl_organisation_get_name (organisation));
  SlNotice *notice = sl_notice_new (SL_ORGANISATION_NOTICE_ID, title, organisation->notice,
                                    SL_NOTICE_NORMAL, SL_APPLICATION_ID);

  /* Translators: a button on a notice; it opens the window. */
  notice->action_label = g_strdup (_ ("Show details"));
  sl_notifier_send (self->notifier, notice);
}

static gboolean
may_tell (SlOrganisationNotice *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  return sl_preferences_wants_notices (self->preferences)
         && !sl_preferences_is_quiet (self->preferences, now);
}

/**
 * sl_organisation_notice_update:
 * @self: the notice
 *
 * Looks whether there is something to tell now, or nothing any more.
 */
void
sl_organisation_notice_update (SlOrganisationNotice *self)
{
  const SlOrganisation *organisation = sl_organisation_link_get_notice (self->link);
  g_autofree char      *mark = organisation != NULL ? mark_of (organisation) : NULL;

  if (g_strcmp0 (mark, self->told) == 0)
    {
      self->shown = mark != NULL;
      return;
    }
  if (self->shown)
    sl_notifier_withdraw (self->notifier, SL_ORGANISATION_NOTICE_ID);
  self->shown = mark != NULL && may_tell (self) && remember (self, mark);
  if (self->shown)
    show (self, organisation);
}

/**
 * sl_organisation_notice_new:
 * @notifier: shows it
 * @link: the organisation
 * @preferences: whether the user wants to be told now
 *
 * Returns: (transfer full): tells from now on
 */
SlOrganisationNotice *
sl_organisation_notice_new (SlNotifier         *notifier,
                            SlOrganisationLink *link,
                            SlPreferences      *preferences)
{
  SlOrganisationNotice *self = g_object_new (SL_TYPE_ORGANISATION_NOTICE, NULL);

  self->notifier = g_object_ref (notifier);
  self->link = g_object_ref (link);
  self->preferences = g_object_ref (preferences);
  self->told = load_told ();
  g_signal_connect_swapped (link, "changed", G_CALLBACK (sl_organisation_notice_update), self);
  g_signal_connect_swapped (preferences, "changed", G_CALLBACK (sl_organisation_notice_update),
                            self);
  sl_organisation_notice_update (self);
  return self;
}
