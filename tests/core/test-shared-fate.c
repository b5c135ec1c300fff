/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared-fate.h"

/* Over the real catalogue: who fails together with whom, and for what reason. */
typedef struct
{
  const char *account; /* mail address */
  const char *channel; /* address */
  SlFate      fate;
  const char *shared; /* nullable */
} Case;

static const Case cases[] = {
  { "ann@outlook.com", "https://teams.microsoft.com/l/1", SL_FATE_IDENTITY, "Microsoft sign-in" },
  { "ann@outlook.com", "mailto:help@contoso.onmicrosoft.com", SL_FATE_IDENTITY,
    "Microsoft sign-in" },
  { "ann@outlook.com", "mailto:ann@hotmail.com", SL_FATE_MAIL_HOST, NULL },
  { "ann@contoso.onmicrosoft.com", "msteams:/l/1", SL_FATE_IDENTITY, "Microsoft sign-in" },
  { "ann@gmail.com", "https://meet.google.com/abc", SL_FATE_IDENTITY, "Google sign-in" },
  { "ann@gmail.com", "https://chat.google.com/room/1", SL_FATE_IDENTITY, "Google sign-in" },
  { "ann@gmail.com", "mailto:bob@googlemail.com", SL_FATE_MAIL_HOST, NULL },
  { "ann@gmail.com", "https://teams.microsoft.com/l/1", SL_FATE_APART, NULL },
  { "ann@gmail.com", "https://signal.group/#1", SL_FATE_APART, NULL },
  { "ann@gmail.com", "tel:+49301234567", SL_FATE_APART, NULL },
  { "ann@gmx.de", "mailto:ann@web.de", SL_FATE_SYSTEMS, "GMX" },
  { "ann@icloud.com", "facetime:ann", SL_FATE_IDENTITY, "Apple Account" },
  { "ann@outlook.com", "https://example.slack.com/", SL_FATE_APART, NULL },
  { "ann@example.org", "mailto:help@EXAMPLE.org", SL_FATE_MAIL_HOST, NULL },
  { "ann@example.org", "mailto:help@example.net", SL_FATE_APART, NULL },
  { "ann@example.org", "Room 4", SL_FATE_APART, NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  g_autoptr (SlPlan) plan = sl_plan_new ();
  g_autoptr (SlAccount) account = sl_account_new ("work", "Work");
  g_autoptr (SlChannel) channel = sl_channel_new (
      "other", "Other", sl_channel_kind_guess (expected->channel), expected->channel);
  const char *shared = NULL;

  account->address = g_strdup (expected->account);
  g_assert_cmpint (sl_shared_fate_find (plan, catalogue, account, channel, &shared), ==,
                   expected->fate);
  g_assert_cmpstr (shared, ==, expected->shared);
}

/* What the user says of a channel counts more than what its address tells. */
static void
test_own_words (void)
{
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  g_autoptr (SlPlan) plan = sl_plan_new ();
  g_autoptr (SlAccount) account = sl_account_new ("work", "Work");
  g_autoptr (SlChannel) channel
      = sl_channel_new ("bridge", "Bridge", SL_CHANNEL_PHONE, "tel:+49301234567");
  const char *shared = NULL;

  account->address = g_strdup ("ann@outlook.com");
  channel->provider = g_strdup ("teams");
  g_assert_cmpint (sl_shared_fate_find (plan, catalogue, account, channel, &shared), ==,
                   SL_FATE_IDENTITY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/shared-fate/%zu", i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/core/shared-fate/own-words", test_own_words);
  return g_test_run ();
}
