/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "json-line.h"

/**
 * sl_json_line_new:
 * @object: (transfer full): what a command found
 *
 * What `--json` prints: one object on one line, for programs that read line by line.
 *
 * Returns: (transfer full): the line with its end
 */
char *
sl_json_line_new (JsonObject *object)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_take_object (root, object);
  text = json_to_string (root, FALSE);
  return g_strconcat (text, "\n", NULL);
}
