/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "private-bus.h"

/* How the user and the desktop answer. */
typedef enum
{
  SL_FAKE_PORTAL_GRANTS,
  SL_FAKE_PORTAL_REFUSES, /* the answer is "no" */
  SL_FAKE_PORTAL_CANCELS, /* the user closed the question */
  SL_FAKE_PORTAL_FAILS,   /* it ended in another way */
  SL_FAKE_PORTAL_THINKS,  /* until sl_fake_portal_answer() */
} SlFakePortalMood;

/**
 * SlFakePortal:
 * @connection: its own
 * @mood: how it answers from now on
 * @is_old: makes up paths of its own, as portals before version 0.9 do
 * @is_hasty: answers before it replies
 * @wishes: (element-type GVariant): the options of each RequestBackground, a{sv}
 * @sentences: (element-type utf8): the message of each SetStatus
 * @n_closed: how many questions were taken back
 *
 * The background portal, without a desktop behind it.
 */
typedef struct
{
  GDBusConnection *connection;
  SlFakePortalMood mood;
  gboolean         is_old;
  gboolean         is_hasty;
  GPtrArray       *wishes;
  GPtrArray       *sentences;
  guint            n_closed;
  gpointer         skeleton;
  GPtrArray       *requests; /* of each question */
} SlFakePortal;

SlFakePortal *sl_fake_portal_start (SlPrivateBus *bus);
void          sl_fake_portal_answer (SlFakePortal *portal, SlFakePortalMood mood);
void          sl_fake_portal_stop (SlFakePortal *portal);
