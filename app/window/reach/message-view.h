/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "template.h"

#include <gtk/gtk.h>

/**
 * SlMessageView:
 *
 * The message to be sent while mail does not work: one of the plan's, filled in for this moment, to
 * be read before it is copied or handed to a channel. What is shown is exactly what is sent.
 */
#define SL_TYPE_MESSAGE_VIEW (sl_message_view_get_type ())
G_DECLARE_FINAL_TYPE (SlMessageView, sl_message_view, SL, MESSAGE_VIEW, GtkWidget)

void        sl_message_view_update (SlMessageView *self, GPtrArray *templates, const SlTemplateValues *values);
const char *sl_message_view_get_subject (SlMessageView *self);
const char *sl_message_view_get_text (SlMessageView *self);
