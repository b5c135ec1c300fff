/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "main-window.h"

/* The actions of the main window that look after the plan, apart from it to keep it small. */

void      sl_plan_actions_install (GtkWidgetClass *widget_class);
AdwToast *sl_plan_actions_offer_undo (SlMainWindow *self, const char *sentence);
