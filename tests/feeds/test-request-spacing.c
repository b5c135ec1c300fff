/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "request-spacing.h"

#define GAP SL_REQUEST_SPACING_MS

static void
test_one_server_is_asked_with_pauses (void)
{
  SlRequestSpacing *spacing = sl_request_spacing_new ();

  g_assert_cmpuint (sl_request_spacing_reserve (spacing, "https://a:443", 1000), ==, 0);
  g_assert_cmpuint (sl_request_spacing_reserve (spacing, "https://a:443", 1000), ==, GAP);
  g_assert_cmpuint (sl_request_spacing_reserve (spacing, "https://a:443", 1010), ==, 2 * GAP - 10);
  g_assert_cmpuint (sl_request_spacing_reserve (spacing, "https://a:443", 1000 + 9 * GAP), ==, 0);
  sl_request_spacing_free (spacing);
}

static void
test_servers_do_not_wait_for_each_other (void)
{
  SlRequestSpacing *spacing = sl_request_spacing_new ();

  g_assert_cmpuint (sl_request_spacing_reserve (spacing, "https://a:443", 1000), ==, 0);
  g_assert_cmpuint (sl_request_spacing_reserve (spacing, "https://b:443", 1000), ==, 0);
  sl_request_spacing_free (spacing);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feeds/request-spacing/one-server", test_one_server_is_asked_with_pauses);
  g_test_add_func ("/feeds/request-spacing/servers", test_servers_do_not_wait_for_each_other);
  return g_test_run ();
}
