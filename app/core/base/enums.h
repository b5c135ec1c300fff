/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/* Every enumeration of the core has one stable, lower-case, hyphenated word per value: its nick.
 * The nick is what files, D-Bus and --json carry; it never changes once released. */

const char *sl_enum_to_nick (GType type, int value);
gboolean    sl_enum_from_nick (GType type, const char *nick, int *value);
