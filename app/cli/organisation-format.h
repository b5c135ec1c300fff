/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

void sl_organisation_format_notice (GString *text, GVariant *organisation);
void sl_organisation_format_source (GString *text, GVariant *organisation);
