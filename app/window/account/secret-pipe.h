/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret.h"

#include <gio/gunixfdlist.h>

GUnixFDList *sl_secret_pipe_new (const SlSecret *secret, GError **error);
