/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlNotifyDaemon:
 * @owner: (nullable): unique name of the daemon that was asked last; %NULL: none was
 * @has_actions: notices can be clicked
 * @cuts_titles: shows no more than one line of a title, but all of a body
 * @forgets_urgent: takes urgent notices away after a few seconds, too
 *
 * What is known of the notification daemon. All functions block.
 */
typedef struct
{
  char    *owner;
  gboolean has_actions;
  gboolean cuts_titles;
  gboolean forgets_urgent;
} SlNotifyDaemon;

gboolean sl_notify_daemon_is_same (SlNotifyDaemon *self, GDBusConnection *connection);
gboolean sl_notify_daemon_meet (SlNotifyDaemon *self, GDBusConnection *connection, GError **error);
void     sl_notify_daemon_forget (SlNotifyDaemon *self);
