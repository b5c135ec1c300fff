/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "feed-reader.h"

#include <json-glib/json-glib.h>

#define NOW 1789549200 /* 2026-09-16 09:00:00 UTC, when the corpus speaks */

static void
read_as (const char *platform, GBytes *body, const char *component)
{
  const char *components[] = { component, NULL };
  g_autoptr (SlHealth) health = sl_feed_read (platform, body, NOW, components);
  g_autoptr (JsonObject) json = sl_health_to_json (health);

  if ((health->state == SL_HEALTH_UNKNOWN) != (health->reason != NULL))
    g_error ("a reading that is unknown without a reason, or known with one");
  for (guint i = 0; i < health->incidents->len; i++)
    {
      const SlHealthIncident *incident = health->incidents->pdata[i];

      if (incident->text != NULL && !g_utf8_validate (incident->text, -1, NULL))
        g_error ("the text of an incident is no UTF-8");
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (GBytes) body = g_bytes_new (data, length);
  const SlFeedReader *reader = sl_feed_reader_detect (body);

  read_as (NULL, body, NULL);
  if (reader == NULL)
    return 0;
  read_as (reader->platform, body, "imap");
  read_as (reader->platform, body, "Gmail");
  return 0;
}
