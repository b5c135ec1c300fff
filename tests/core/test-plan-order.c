/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-order.h"

static const char plan_text[]
    = "{\"accounts\": [{\"id\": \"work\"}, {\"id\": \"own\", \"channels\": [\"c\", \"gone\", "
      "\"a\"]}],"
      " \"channels\": [{\"id\": \"a\"}, {\"id\": \"b\"}, {\"id\": \"c\"}]}";

static void
assert_order (SlPlan *plan, const char *account, const char *expected)
{
  g_autoptr (GPtrArray) channels
      = sl_plan_list_channels (plan, sl_plan_get_account (plan, account));
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < channels->len; i++)
    g_string_append (order, ((const SlChannel *) g_ptr_array_index (channels, i))->id);
  g_assert_cmpstr (order->str, ==, expected);
}

static void
test_channels (void)
{
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (plan_text, -1, NULL);

  g_assert_true (sl_plan_move_channel (plan, "c", 0));
  assert_order (plan, "work", "cab");
  g_assert_true (sl_plan_move_channel (plan, "c", 1));
  assert_order (plan, "work", "acb");
  g_assert_true (sl_plan_move_channel (plan, "a", G_MAXUINT));
  assert_order (plan, "work", "cba");
  assert_order (plan, "own", "ca");
  g_assert_false (sl_plan_move_channel (plan, "gone", 0));
}

static void
test_order_of_one_account (void)
{
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (plan_text, -1, NULL);

  g_assert_true (sl_plan_move_channel_of_account (plan, plan, "work", "b", 0));
  assert_order (plan, "work", "bac");
  g_assert_true (sl_plan_move_channel_of_account (plan, plan, "own", "a", 0));
  assert_order (plan, "own", "ac");
  g_assert_false (sl_plan_move_channel_of_account (plan, plan, "own", "b", 0));
  g_assert_false (sl_plan_move_channel_of_account (plan, plan, "gone", "b", 0));
}

static void
test_which_channels_serve (void)
{
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (plan_text, -1, NULL);
  SlAccount *work = sl_plan_get_account (plan, "work");

  g_assert_true (sl_plan_set_channel_serves (plan, plan, "work", "b", FALSE));
  assert_order (plan, "work", "ac");
  g_assert_true (sl_plan_set_channel_serves (plan, plan, "work", "b", FALSE));
  assert_order (plan, "work", "ac");
  g_assert_true (sl_plan_set_channel_serves (plan, plan, "work", "b", TRUE));
  assert_order (plan, "work", "acb");
  g_assert_true (sl_plan_set_channel_serves (plan, plan, "own", "b", TRUE));
  assert_order (plan, "own", "cab");
  g_assert_false (sl_plan_set_channel_serves (plan, plan, "own", "gone", TRUE));
  g_assert_false (sl_plan_set_channel_serves (plan, plan, "gone", "a", TRUE));

  /* All in the common order: as if none had been taken away. */
  g_assert_true (sl_plan_set_channel_serves (plan, plan, "work", "c", FALSE));
  g_assert_true (sl_plan_set_channel_serves (plan, plan, "work", "c", TRUE));
  assert_order (plan, "work", "abc");
  g_assert_null (work->channels);

  /* None at all is a choice as well. */
  for (const char *id = "abc"; *id != '\0'; id++)
    {
      const char text[] = { *id, '\0' };

      g_assert_true (sl_plan_set_channel_serves (plan, plan, "work", text, FALSE));
    }
  assert_order (plan, "work", "");
}

static void
test_accounts (void)
{
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (plan_text, -1, NULL);
  const SlAccount *first;

  g_assert_true (sl_plan_move_account (plan, "own", 0));
  first = g_ptr_array_index (sl_plan_get_accounts (plan), 0);
  g_assert_cmpstr (first->id, ==, "own");
  g_assert_false (sl_plan_move_account (plan, "gone", 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/plan-order/channels", test_channels);
  g_test_add_func ("/core/plan-order/of-one-account", test_order_of_one_account);
  g_test_add_func ("/core/plan-order/which-serve", test_which_channels_serve);
  g_test_add_func ("/core/plan-order/accounts", test_accounts);
  return g_test_run ();
}
