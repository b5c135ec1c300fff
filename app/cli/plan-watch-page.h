/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-file.h"

char *sl_plan_watch_page (SlPlanFile        *file,
                          const char        *url,
                          const char        *name,
                          const char *const *components,
                          GError           **error);
