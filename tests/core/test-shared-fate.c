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

/* At a domain of one's own the provider is told by who takes the mail. */
static const struct
{
  const char *about;
  const char *account;
  const char *channel;
  SlFate      fate;
} hosted[] = {
  { "hosted at the account's own provider", "ann@contoso.onmicrosoft.com",
    "mailto:help@at-microsoft.example", SL_FATE_MAIL_HOST },
  { "hosted where the same sign-in is used", "ann@outlook.com", "mailto:help@at-microsoft.example",
    SL_FATE_IDENTITY },
  { "hosted elsewhere", "ann@gmail.com", "mailto:help@at-microsoft.example", SL_FATE_APART },
  { "both at domains of their own, the same provider", "ann@also-at-microsoft.example",
    "mailto:help@at-microsoft.example", SL_FATE_MAIL_HOST },
  { "both at a host nobody knows", "ann@one.example", "mailto:help@two.example",
    SL_FATE_MAIL_HOST },
  { "at two hosts nobody knows", "ann@one.example", "mailto:help@three.example", SL_FATE_APART },
  { "one takes no mail", "ann@one.example", "mailto:help@none.example", SL_FATE_APART },
  { "never asked", "ann@one.example", "mailto:help@unasked.example", SL_FATE_APART },
  { "a meeting room has no mail host", "ann@one.example", "Room 4", SL_FATE_APART },
};

static void
learn (SlMailExchangers *exchangers, const char *domain, const char *host, const char *second)
{
  const char *const hosts[] = { host, second, NULL };

  sl_mail_exchangers_learn (exchangers, domain, hosts, 1);
}

static void
test_hosted (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  g_autoptr (SlMailExchangers) exchangers = sl_mail_exchangers_new ("/nonexistent/file");
  g_autoptr (SlPlan) plan = sl_plan_new ();
  g_autoptr (SlAccount) account = sl_account_new ("work", "Work");
  g_autoptr (SlChannel) channel = sl_channel_new (
      "other", "Other", sl_channel_kind_guess (hosted[index].channel), hosted[index].channel);
  const char *shared = NULL;

  learn (exchangers, "at-microsoft.example", "at-example.mail.protection.outlook.com", NULL);
  learn (exchangers, "also-at-microsoft.example", "ALSO.mail.protection.outlook.com.", NULL);
  learn (exchangers, "one.example", "mx1.hoster.example", "mx2.hoster.example");
  learn (exchangers, "two.example", "MX2.hoster.example.", NULL);
  learn (exchangers, "three.example", "mx.third.example", NULL);
  learn (exchangers, "none.example", ".", NULL);
  sl_provider_catalogue_set_exchangers (catalogue, exchangers);
  account->address = g_strdup (hosted[index].account);
  g_test_message ("%s", hosted[index].about);
  g_assert_cmpint (sl_shared_fate_find (plan, catalogue, account, channel, &shared), ==,
                   hosted[index].fate);
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
  for (gsize i = 0; i < G_N_ELEMENTS (hosted); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/shared-fate/hosted/%zu", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_hosted);
    }
  g_test_add_func ("/core/shared-fate/own-words", test_own_words);
  return g_test_run ();
}
