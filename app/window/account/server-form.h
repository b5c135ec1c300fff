/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server.h"

#include <adwaita.h>

/**
 * SlServerForm:
 *
 * The rows that name one server: kind, host, path, encryption, port, user. Promises to mark what is
 * wrong in its own rows and to say in one sentence what to mend. Part of the account editor.
 *
 * Signals: changed (): the user changed a row; activated (): the user pressed Enter in a row
 */
#define SL_TYPE_SERVER_FORM (sl_server_form_get_type ())
G_DECLARE_FINAL_TYPE (SlServerForm, sl_server_form, SL, SERVER_FORM, AdwPreferencesGroup)

void        sl_server_form_set_server (SlServerForm *self, const SlServer *server);
void        sl_server_form_set_user (SlServerForm *self, const char *user);
gboolean    sl_server_form_is_door (SlServerForm *self);
SlServer   *sl_server_form_dup_server (SlServerForm *self);
const char *sl_server_form_find_mistake (SlServerForm *self, gboolean asked);
