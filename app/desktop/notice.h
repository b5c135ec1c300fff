/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "notifier.h"

/**
 * SlNotice:
 * @id: one notice per id; a second one takes the first one's place
 * @title: one line
 * @body: what to do, without anything a daemon could take for markup
 * @icon_name: (nullable): a themed icon
 * @urgency: how much it disturbs
 * @lifetime_ms: when a daemon takes it away by itself; 0: as the daemon sees fit
 *
 * What is shown. Never changed after it was made.
 */
typedef struct
{
  char           *id;
  char           *title;
  char           *body;
  char           *icon_name;
  SlNoticeUrgency urgency;
  guint           lifetime_ms;
} SlNotice;

SlNotice *sl_notice_new (const char *id, const char *title, const char *body, SlNoticeUrgency urgency, const char *icon_name);
SlNotice *sl_notice_copy (const SlNotice *notice);
void      sl_notice_free (SlNotice *notice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlNotice, sl_notice_free)
