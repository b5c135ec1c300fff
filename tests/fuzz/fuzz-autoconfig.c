/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "autoconfig-document.h"

#include <string.h>

/* Whatever a web server sends: only servers that can be written down again, none without
 * encryption, none with a user, and a user name of one line. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (SlDiscoveredSettings) settings
      = sl_autoconfig_document_read ((const char *) data, length, SL_DISCOVERY_AUTOCONFIG, NULL);

  if (settings == NULL)
    return 0;
  if (settings->servers->len > SL_AUTOCONFIG_MAX_SERVERS)
    FUZZ_FAIL ("%u servers", settings->servers->len);
  if (strpbrk (settings->user_template, "\r\n") != NULL)
    FUZZ_FAIL ("a user name holds a line end");
  for (guint i = 0; i < settings->servers->len; i++)
    {
      const SlServer  *server = settings->servers->pdata[i];
      g_autofree char *uri = sl_server_to_uri (server);
      g_autoptr (SlServer) again = sl_server_new_from_uri (uri, NULL);

      if (again == NULL || again->user != NULL || !g_str_equal (again->host, server->host))
        FUZZ_FAIL ("%s is no server", uri);
    }
  return 0;
}
