/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char *sl_broken_copy_keep (const char *path, GBytes *content);
