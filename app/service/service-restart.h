/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "problems.h"

/**
 * SlServiceRestart:
 *
 * After an upgrade the new program takes over at a quiet moment: nothing is being checked, no account
 * is in trouble, neither the window nor a practice is open, and no password is only in memory. Until
 * then it waits; if a password would be lost it says so. Owned by the service.
 *
 * Signals: restart (): now
 */
#define SL_TYPE_SERVICE_RESTART (sl_service_restart_get_type ())
G_DECLARE_FINAL_TYPE (SlServiceRestart, sl_service_restart, SL, SERVICE_RESTART, GObject)

SlServiceRestart *sl_service_restart_new (GDBusConnection *connection,
                                          SlEngine        *engine,
                                          SlProblems      *problems,
                                          guint            rest_ms);
void              sl_service_restart_update (SlServiceRestart *self);
