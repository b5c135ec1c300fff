/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "notice.h"

/**
 * SlKeptNotice:
 * @notice: what is told
 * @serial: tells it from a former one with the same id
 * @is_under_way: somebody has been asked to show it and has not answered
 * @daemon: the how manieth daemon has it; 0: none
 */
typedef struct
{
  SlNotice *notice;
  guint     serial;
  gboolean  is_under_way;
  guint     daemon;
} SlKeptNotice;

/**
 * SlKeptNotices:
 *
 * The notices that wait for a daemon, and those that hang at one which would tell of their end; one for
 * each id. Owned by the notifier.
 */
typedef struct _SlKeptNotices SlKeptNotices;

SlKeptNotices *sl_kept_notices_new (void);
void           sl_kept_notices_free (SlKeptNotices *self);
SlKeptNotice  *sl_kept_notices_put (SlKeptNotices *self, SlNotice *notice);
SlKeptNotice  *sl_kept_notices_find (SlKeptNotices *self, const char *id);
void           sl_kept_notices_remove (SlKeptNotices *self, const char *id);
void           sl_kept_notices_close (SlKeptNotices *self, const char *id);
void           sl_kept_notices_meet_daemon (SlKeptNotices *self, guint daemon);
char         **sl_kept_notices_list_waiting (SlKeptNotices *self);
