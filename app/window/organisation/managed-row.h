/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel.h"

#include <gtk/gtk.h>

GtkWidget *sl_managed_row_new (const SlChannel *channel);
char      *sl_managed_to_words (const char *managed_by);
