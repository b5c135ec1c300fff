/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "incident-io-summary.h"
#include "json-getters.h"
#include "readers.h"
#include "statuspage-reader.h"

#include <string.h>

/* incident.io, /api/v2/summary.json and /api/v2/components.json: Statuspage's shapes, see
 * statuspage-reader.c, with
 *
 *   { "page": { "id": "01JMDK9XYNY6RXSED6SDWW50WY" }, … }         a ULID, 26 characters
 *
 * The summary lists no more than 25 components: a wanted one that is missing is not fine; who
 * needs it reads components.json. For /api/v1/summary see incident-io-summary.c.
 *
 * Source: https://docs.incident.io/status-pages; samples in tests/data/feeds/incident-io. */

/* github.com/ulid/spec */
#define ULID_CHARACTERS "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#define ULID_LENGTH 26

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  const char *id;

  if (sl_incident_io_summary_recognises (root))
    return TRUE;
  if (!sl_statuspage_recognises (body, root))
    return FALSE;
  id = sl_json_get_string (sl_json_get_object (json_node_get_object (root), "page"), "id");
  return strlen (id) == ULID_LENGTH && strspn (id, ULID_CHARACTERS) == ULID_LENGTH;
}

static SlHealth *
read_page (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  if (sl_incident_io_summary_recognises (root))
    return sl_incident_io_summary_read (sl_incident_io_reader.platform, root, now, components);
  return sl_statuspage_read (sl_incident_io_reader.platform, root, now, components);
}

const SlFeedReader sl_incident_io_reader = { "incident-io", recognises, read_page };
