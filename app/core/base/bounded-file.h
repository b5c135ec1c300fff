/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

GBytes *sl_bounded_file_read (const char *path, gsize max_bytes, GError **error);
