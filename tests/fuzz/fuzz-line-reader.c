/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "line-reader.h"

#include <string.h>

/* Pieces of changing size: a line may be cut anywhere, and must come out the same. */
#define LONGEST_PIECE 61u

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (SlLineReader) reader = sl_line_reader_new ();
  gsize fed = 0;

  while (fed < length)
    {
      gsize piece = MIN (length - fed, 1 + data[fed] % LONGEST_PIECE);
      char *line = NULL;

      sl_line_reader_feed (reader, (const char *) data + fed, piece);
      fed += piece;
      do
        {
          g_clear_pointer (&line, g_free);
          if (!sl_line_reader_take_line (reader, &line, NULL))
            return 0;
          if (line != NULL && strchr (line, '\n') != NULL)
            FUZZ_FAIL ("a line holds a line end");
        }
      while (line != NULL);
    }
  return 0;
}
