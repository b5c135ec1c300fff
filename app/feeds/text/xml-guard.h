/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/tree.h>

#include <glib.h>

/* How many tags, comments and the like one answer may hold; each costs the parser about 200 bytes. */
#define SL_XML_GUARD_MAX_MARKS 50000

gboolean sl_xml_guard_check (const char *text, gsize length, GError **error);
xmlDoc  *sl_xml_guard_parse (const char *text, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)
