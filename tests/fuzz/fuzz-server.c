/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "channel.h"
#include "server.h"

#include <string.h>

/* What is understood is written so that it means the same; no user name can end a command line. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_autoptr (SlServer) server = sl_server_new_from_uri (text, NULL);
  g_autoptr (SlServer) again = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *uri_again = NULL;

  if (g_utf8_validate (text, -1, NULL))
    {
      sl_channel_kind_guess (text);
      sl_channel_address_is_openable (text);
    }
  if (server == NULL)
    return 0;
  if (server->user != NULL && strpbrk (server->user, "\r\n") != NULL)
    FUZZ_FAIL ("a user name holds a line end");
  uri = sl_server_to_uri (server);
  again = sl_server_new_from_uri (uri, NULL);
  uri_again = again != NULL ? sl_server_to_uri (again) : NULL;
  if (g_strcmp0 (uri, uri_again) != 0)
    FUZZ_FAIL ("%s was read as %s and that as %s", text, uri, uri_again);
  return 0;
}
