/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "up.html", NULL, SL_HEALTH_OPERATIONAL },
  { "something-else.html", NULL, SL_HEALTH_UNKNOWN },
  { "up-but.html", NULL, SL_HEALTH_UNKNOWN },
  { "not-up.html", NULL, SL_HEALTH_UNKNOWN },
  { "another-page.html", NULL, SL_HEALTH_UNKNOWN },
  { "empty-sentence.html", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("signal", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
