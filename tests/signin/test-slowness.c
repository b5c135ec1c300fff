/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slowness.h"

typedef struct
{
  const char *name;
  int timings_ms[SL_N_STAGES]; /* network, dns, connect, tls, greeting, sign-in, mailbox, total */
  const char *slow_stage;      /* NULL: not slow */
  int         usual_ms[SL_N_STAGES]; /* what is usual, 0: unknown */
  gboolean    after_refusal;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "quick", { -1, 3, 20, 40, 20, 90, 30, 210 }, NULL },
  { "door", { -1, 3, 20, 40, 20, -1, -1, 90 }, NULL },
  { "long-but-bearable", { -1, 1000, 1000, 1000, 1000, 2000, 2000, 8000 }, NULL },
  { "long-altogether", { -1, 1000, 1000, 1000, 1000, 2001, 2000, 8001 }, "authentication" },
  { "one-stage-at-its-limit", { -1, 3, 20, 5000, 20, 90, 30, 5200 }, NULL },
  { "name-look-up", { -1, 5001, 20, 40, 20, 90, 30, 5300 }, "dns" },
  { "handshake", { -1, 3, 20, 5001, 20, 90, 30, 5300 }, "tls" },
  { "mailbox", { -1, 3, 20, 40, 20, 90, 7000, 7200 }, "mailbox" },
  { "usual-for-this-one", { -1, 3, 20, 40, 20, 6000, 30, 6200 }, NULL, { 0, 3, 20, 40, 20, 3000, 30, 3200 } },
  { "slow-for-this-one", { -1, 3, 20, 40, 20, 2400, 30, 2600 }, "authentication", { 0, 3, 20, 40, 20, 400, 30, 600 } },
  { "three-times-but-unnoticed", { -1, 3, 20, 40, 20, 1900, 30, 2100 }, NULL, { 0, 3, 20, 40, 20, 100, 30, 300 } },
  { "noticed-but-not-three-times", { -1, 3, 20, 40, 20, 2900, 30, 3100 }, NULL, { 0, 3, 20, 40, 20, 1000, 30, 1200 } },
  { "slowest-of-two", { -1, 3, 3000, 40, 20, 4000, 30, 7100 }, "authentication", { 0, 3, 20, 40, 20, 400, 30, 600 } },
  { "only-one-is-unusual", { -1, 3, 3000, 40, 20, 4000, 30, 7100 }, "connect", { 0, 3, 20, 40, 20, 3900, 30, 4100 } },
  { "penalty-after-a-refusal", { -1, 3, 20, 40, 20, 15000, 30, 15200 }, NULL, { 0, 3, 20, 40, 20, 400, 30, 600 }, TRUE },
  { "penalty-nothing-usual-known", { -1, 3, 20, 40, 20, 15000, 30, 15200 }, NULL, { 0 }, TRUE },
  { "slow-connection-after-a-refusal", { -1, 3, 3000, 40, 20, 15000, 30, 18200 }, "connect", { 0, 3, 20, 40, 20, 400, 30, 600 }, TRUE },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case *checked = data;
  g_autoptr (SlCheckResult) result
      = sl_check_result_new (SL_CHECK_KIND_SIGNIN, SL_PROTOCOL_IMAP, SL_OUTCOME_OK, SL_STAGE_DONE);
  SlStage stage = SL_STAGE_DONE;

  for (int i = 0; i < SL_N_STAGES; i++)
    {
      result->timings_ms[i] = checked->timings_ms[i];
      result->usual_ms[i] = checked->usual_ms[i];
    }
  g_assert_cmpint (sl_slowness_find (result, checked->after_refusal, &stage), ==,
                   checked->slow_stage != NULL);
  if (checked->slow_stage != NULL)
    g_assert_cmpstr (sl_stage_to_nick (stage), ==, checked->slow_stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signin/slowness/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
