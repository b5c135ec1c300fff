/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "certificate-facts.h"

#include <adwaita.h>

/**
 * SlTrustDialog:
 *
 * Shows a certificate that nobody vouches for, says what trusting it means, and asks. Promises that
 * trusting takes a deliberate choice: neither Enter nor Escape chooses it. Owns itself.
 *
 * Signal: trusted (): the user accepts the key
 */
#define SL_TYPE_TRUST_DIALOG (sl_trust_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlTrustDialog, sl_trust_dialog, SL, TRUST_DIALOG, AdwMessageDialog)

GtkWidget *sl_trust_dialog_new (GtkWindow *parent, const SlCertificateFacts *facts);
