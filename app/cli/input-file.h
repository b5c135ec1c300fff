/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

char *sl_input_file_read (const char *path, gsize max_bytes, gsize *length, GError **error);
