/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "private-bus.h"

/* When the portal tells what came of a request. */
typedef enum
{
  SL_FAKE_SECRET_PORTAL_REPLIES_FIRST, /* with the path of the request, and answers then */
  SL_FAKE_SECRET_PORTAL_ANSWERS_FIRST, /* so that who subscribes after the reply misses it */
  SL_FAKE_SECRET_PORTAL_THINKS,        /* until sl_fake_secret_portal_answer() */
} SlFakeSecretPortalMood;

/**
 * SlFakeSecretPortal:
 * @mood: how it answers from now on
 * @n_asked: how often it was asked
 *
 * The secret portal, without a keyring behind it: every program gets the same master secret. It
 * lives in a thread of its own, because libsecret blocks while it looks for the portal's version.
 * Its members are read and written atomically.
 */
typedef struct
{
  gint mood;
  gint n_asked;

  GDBusConnection *connection;
  GMainContext    *context;
  GMainLoop       *loop;
  GThread         *thread;
  GPtrArray       *open; /* the thread's: requests that are not answered yet */
} SlFakeSecretPortal;

SlFakeSecretPortal *sl_fake_secret_portal_start (SlPrivateBus *bus, SlFakeSecretPortalMood mood);
void                sl_fake_secret_portal_answer (SlFakeSecretPortal *portal);
void                sl_fake_secret_portal_stop (SlFakeSecretPortal *portal);
