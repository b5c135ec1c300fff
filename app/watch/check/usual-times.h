/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-result.h"

/* Enough for a median that one bad day does not move, few enough to follow a lasting change. */
#define SL_USUAL_TIMES_KEPT 50
#define SL_USUAL_TIMES_NEEDED 5

/**
 * SlUsualTimes:
 *
 * What each stage of an account's checks usually takes: the median of the last good ones, apart for
 * doors and sign-ins and for each protocol. Bounded. Filled anew from the history after a start.
 * Owned by the watched account.
 */
typedef struct _SlUsualTimes SlUsualTimes;

SlUsualTimes *sl_usual_times_new (void);
void          sl_usual_times_free (SlUsualTimes *self);
void          sl_usual_times_add (SlUsualTimes *self, const SlCheckResult *result);
void          sl_usual_times_read (const SlUsualTimes *self, SlCheckKind kind, SlProtocol protocol, int *usual_ms);
