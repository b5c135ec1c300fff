/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "main-window.h"

void sl_transfer_actions_install (GtkWidgetClass *widget_class);
void sl_transfer_actions_import (SlMainWindow *self, const char *path);
