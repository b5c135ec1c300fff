/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

typedef enum
{
  SL_NOTICE_LOW,
  SL_NOTICE_NORMAL,
  SL_NOTICE_URGENT,
} SlNoticeUrgency;

/**
 * SlNotice:
 * @id: one notice per id; a second one takes the first one's place
 * @title: one line
 * @body: what to do, without anything a daemon could take for markup
 * @icon_name: (nullable): a themed icon
 * @urgency: how much it disturbs
 * @target: the account whose page a click opens; its @id if nothing else was said
 * @action_label: (nullable): what a click does, in words, for daemons that draw a button for it
 * @only_in_place: only changes what is still on the screen; what the user has closed stays closed
 * @lifetime_ms: when a daemon takes it away by itself; 0: as the daemon sees fit
 *
 * What is shown. Never changed after it was handed out.
 */
typedef struct
{
  char           *id;
  char           *title;
  char           *body;
  char           *icon_name;
  SlNoticeUrgency urgency;
  char           *target;
  char           *action_label;
  gboolean        only_in_place;
  guint           lifetime_ms;
} SlNotice;

SlNotice *sl_notice_new (const char *id, const char *title, const char *body, SlNoticeUrgency urgency, const char *icon_name);
SlNotice *sl_notice_copy (const SlNotice *notice);
SlNoticeUrgency sl_notice_get_spoken_urgency (const SlNotice *notice);
void      sl_notice_free (SlNotice *notice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlNotice, sl_notice_free)
