/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel.h"

#include <adwaita.h>

/**
 * SlQrWindow:
 *
 * A channel's address as a large QR code for the phone's camera, with the same in words below.
 * A dialog of the window it was opened from; Escape closes it.
 */
#define SL_TYPE_QR_WINDOW (sl_qr_window_get_type ())
G_DECLARE_FINAL_TYPE (SlQrWindow, sl_qr_window, SL, QR_WINDOW, AdwWindow)

GtkWidget *sl_qr_window_new (GtkWindow *parent, const SlChannel *channel);
