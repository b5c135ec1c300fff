/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum
{
  SL_PRACTICE_ERROR_SCENARIO, /* no such scenario, or its file is wrong; the message names it */
  SL_PRACTICE_ERROR_SERVER,   /* no loopback port or no certificate could be had */
  SL_PRACTICE_ERROR_MOMENT,   /* too early or too late for it; the message says why */
} SlPracticeError;

#define SL_PRACTICE_ERROR (sl_practice_error_quark ())
GQuark sl_practice_error_quark (void);
