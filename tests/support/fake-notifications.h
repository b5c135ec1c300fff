/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "private-bus.h"

/**
 * SlFakeNotice:
 * @id: the daemon's number
 * @replaces: the number it was to replace, 0 for none
 * @timeout: in milliseconds; -1: as the daemon sees fit, 0: never
 * @action: (nullable): the label of the default action
 *
 * One call of Notify.
 */
typedef struct
{
  guint  id;
  guint  replaces;
  char  *icon;
  char  *summary;
  char  *body;
  char  *action;
  guint8 urgency;
  int    timeout;
} SlFakeNotice;

/**
 * SlFakeNotifications:
 * @has_actions: whether it offers the capability "actions"
 * @is_stuck: whether it keeps calls without an answer until sl_fake_notifications_release()
 * @is_late: whether it shows notices, but says so only at sl_fake_notifications_release()
 * @name: what it says it is
 * @vendor: and whose
 * @echoes: how many times more than once it tells of one click
 * @refusals: how many calls of Notify it answers with an error
 * @notices: (element-type SlFakeNotice): all calls, newest last
 * @closed: (element-type guint): numbers of withdrawn notices
 *
 * A notification daemon that draws nothing.
 */
typedef struct
{
  GDBusConnection *connection;
  gpointer         skeleton;
  gboolean         has_actions;
  gboolean         is_stuck;
  gboolean         is_late;
  const char      *name;
  const char      *vendor;
  guint            echoes;
  guint            refusals;
  guint            last_id;
  GPtrArray       *notices;
  GArray          *closed;
  GQueue           kept; /* GDBusMethodInvocation of GetCapabilities */
  GQueue           late; /* GDBusMethodInvocation of Notify */
} SlFakeNotifications;

SlFakeNotifications *sl_fake_notifications_start (SlPrivateBus *bus, gboolean has_actions);
SlFakeNotice        *sl_fake_notifications_newest (SlFakeNotifications *daemon);
void                 sl_fake_notifications_click (SlFakeNotifications *daemon, guint id, const char *token);
void                 sl_fake_notifications_dismiss (SlFakeNotifications *daemon, guint id);
void                 sl_fake_notifications_release (SlFakeNotifications *daemon);
void                 sl_fake_notifications_leave (SlFakeNotifications *daemon);
void                 sl_fake_notifications_stop (SlFakeNotifications *daemon);
