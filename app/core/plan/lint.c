/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "lint.h"

#include "enums.h"
#include "shared-fate.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (SlLintKind,
                    sl_lint_kind,
                    G_DEFINE_ENUM_VALUE (SL_LINT_NO_CHANNEL, "no-channel"),
                    G_DEFINE_ENUM_VALUE (SL_LINT_ALL_SHARE_FATE, "all-share-fate"),
                    G_DEFINE_ENUM_VALUE (SL_LINT_SAME_MAIL_HOST, "same-mail-host"),
                    G_DEFINE_ENUM_VALUE (SL_LINT_NOTHING_OFFLINE, "nothing-offline"),
                    G_DEFINE_ENUM_VALUE (SL_LINT_CONTACTS_ONLY_IN_MAIL, "contacts-only-in-mail"),
                    G_DEFINE_ENUM_VALUE (SL_LINT_NOT_PRACTISED, "not-practised"),
                    G_DEFINE_ENUM_VALUE (SL_LINT_NO_INSTRUCTIONS, "no-instructions"),
                    G_DEFINE_ENUM_VALUE (SL_LINT_ADDRESS_NOT_OPENABLE, "address-not-openable"),
                    G_DEFINE_ENUM_VALUE (SL_LINT_UNKNOWN_CHANNEL, "unknown-channel"),
                    G_DEFINE_ENUM_VALUE (SL_LINT_UNKNOWN_PROVIDER, "unknown-provider"))

#define SECONDS_PER_DAY (24 * 60 * 60)
#define PRACTICE_DAYS 90 /* a number or a group rots within a season */

/* What the rules look at, and where they put what they find. */
typedef struct
{
  SlPlan              *plan;
  SlProviderCatalogue *catalogue;
  gint64               now;
  GPtrArray           *findings;
} Lint;

/**
 * sl_lint_kind_to_nick:
 * @kind: a kind of finding
 *
 * Returns: (transfer none): its stable word, such as "nothing-offline"
 */
const char *
sl_lint_kind_to_nick (SlLintKind kind)
{
  return sl_enum_to_nick (SL_TYPE_LINT_KIND, kind);
}

/**
 * sl_lint_finding_free:
 * @finding: (transfer full) (nullable): a finding
 */
void
sl_lint_finding_free (SlLintFinding *finding)
{
  if (finding == NULL)
    return;
  g_free (finding->account);
  g_free (finding->channel);
  g_free (finding->text);
  g_free (finding);
}

/* Takes the text. */
static void
add (Lint *lint, SlLintKind kind, const SlAccount *account, const SlChannel *channel, char *text)
{
  SlLintFinding *finding = g_new0 (SlLintFinding, 1);

  finding->kind = kind;
  finding->account = account != NULL ? g_strdup (account->id) : NULL;
  finding->channel = channel != NULL ? g_strdup (channel->id) : NULL;
  finding->text = text;
  g_ptr_array_add (lint->findings, finding);
}

static void
check_references (Lint *lint, const SlAccount *account)
{
  for (guint i = 0; account->channels != NULL && account->channels[i] != NULL; i++)
    if (sl_plan_get_channel (lint->plan, account->channels[i]) == NULL)
      add (lint, SL_LINT_UNKNOWN_CHANNEL, account, NULL,
           /* Translators: the first %s is an account, the second a channel's id. */
           g_strdup_printf (_ ("%s names the channel “%s”, which is not in the plan."),
                            account->name, account->channels[i]));
  if (account->provider != NULL
      && sl_provider_catalogue_lookup (lint->catalogue, account->provider) == NULL)
    add (lint, SL_LINT_UNKNOWN_PROVIDER, account, NULL,
         /* Translators: the first %s is an account or channel, the second a provider's id. */
         g_strdup_printf (_ ("%s names the provider “%s”, of which nothing is known."),
                          account->name, account->provider));
}

static void
check_shared_fate (Lint *lint, const SlAccount *account, GPtrArray *channels)
{
  guint n_sharing = 0;

  for (guint i = 0; i < channels->len; i++)
    {
      const SlChannel *channel = g_ptr_array_index (channels, i);
      const char      *shared_name;
      SlFate           fate
          = sl_shared_fate_find (lint->plan, lint->catalogue, account, channel, &shared_name);

      n_sharing += fate != SL_FATE_APART ? 1 : 0;
      if (fate == SL_FATE_MAIL_HOST)
        add (
            lint, SL_LINT_SAME_MAIL_HOST, account, channel,
            /* Translators: the first %s is a channel, the second an account. */
            g_strdup_printf (_ ("%s goes through the same mail servers as %s and fails with them."),
                             channel->name, account->name));
    }
  if (n_sharing == channels->len)
    add (lint, SL_LINT_ALL_SHARE_FATE, account, NULL,
         /* Translators: %s is an account. */
         g_strdup_printf (_ ("All channels of %s fail together with it; add one of somebody else."),
                          account->name));
}

static void
check_offline (Lint *lint, const SlAccount *account, GPtrArray *channels)
{
  for (guint i = 0; i < channels->len; i++)
    {
      const SlChannel *channel = g_ptr_array_index (channels, i);

      if (channel->works_offline)
        return;
    }
  add (lint, SL_LINT_NOTHING_OFFLINE, account, NULL,
       /* Translators: %s is an account. */
       g_strdup_printf (_ ("No channel of %s works without the internet; add a phone number."),
                        account->name));
}

/* A way to talk that names nobody needs the address book, and that is often in the mail account. */
static void
check_contacts (Lint *lint, const SlAccount *account, GPtrArray *channels)
{
  for (guint i = 0; i < channels->len; i++)
    {
      const SlChannel *channel = g_ptr_array_index (channels, i);

      if (channel->people != NULL && channel->people[0] != NULL)
        return;
    }
  add (lint, SL_LINT_CONTACTS_ONLY_IN_MAIL, account, g_ptr_array_index (channels, 0),
       g_strdup_printf (
           /* Translators: %s is an account. */
           _ ("No channel of %s says who is reached there; an address book in the mail account "
              "cannot be opened in an outage."),
           account->name));
}

static void
check_instructions (Lint *lint, const SlAccount *account, GPtrArray *channels)
{
  gboolean has_some = account->instructions != NULL && *account->instructions != '\0';

  for (guint i = 0; i < channels->len; i++)
    {
      const SlChannel *channel = g_ptr_array_index (channels, i);

      has_some |= channel->instructions != NULL && *channel->instructions != '\0';
    }
  if (!has_some)
    add (lint, SL_LINT_NO_INSTRUCTIONS, account, NULL,
         /* Translators: %s is an account. */
         g_strdup_printf (_ ("Nothing says what to do when %s is down; write a line or two."),
                          account->name));
}

static void
check_account (Lint *lint, const SlAccount *account)
{
  g_autoptr (GPtrArray) channels = sl_plan_list_channels (lint->plan, account);

  check_references (lint, account);
  if (channels->len == 0)
    {
      add (
          lint, SL_LINT_NO_CHANNEL, account, NULL,
          /* Translators: %s is an account. */
          g_strdup_printf (_ ("%s has no backup channel; add one that you would use in an outage."),
                           account->name));
      return;
    }
  check_shared_fate (lint, account, channels);
  check_offline (lint, account, channels);
  check_contacts (lint, account, channels);
  check_instructions (lint, account, channels);
}

static void
check_practice (Lint *lint, const SlChannel *channel)
{
  gint64 n_days = (lint->now - channel->last_practised) / SECONDS_PER_DAY;
  char  *text;

  if (channel->last_practised != 0 && n_days <= PRACTICE_DAYS)
    return;
  if (channel->last_practised == 0)
    /* Translators: %s is a channel. */
    text = g_strdup_printf (_ ("%s was never practised; try it once."), channel->name);
  else
    text = g_strdup_printf (
        /* Translators: %s is a channel, %d a number of days, always more than 90. */
        ngettext ("%s was not practised for %d day; try it again.",
                  "%s was not practised for %d days; try it again.", (gulong) n_days),
        channel->name, (int) n_days);
  add (lint, SL_LINT_NOT_PRACTISED, NULL, channel, text);
}

static void
check_address (Lint *lint, const SlChannel *channel)
{
  if (channel->kind == SL_CHANNEL_IN_PERSON || channel->kind == SL_CHANNEL_OTHER
      || sl_channel_address_is_openable (channel->address))
    return;
  add (lint, SL_LINT_ADDRESS_NOT_OPENABLE, NULL, channel,
       /* Translators: %s is a channel. */
       g_strdup_printf (_ ("The address of %s cannot be opened with a click; write it like "
                           "tel:+49301234567, mailto:name@example.org or https://example.org."),
                        channel->name));
}

static void
check_channel (Lint *lint, const SlChannel *channel)
{
  if (channel->managed_by == NULL)
    check_address (lint, channel);
  check_practice (lint, channel);
  if (channel->managed_by != NULL)
    return;
  if (channel->provider != NULL
      && sl_provider_catalogue_lookup (lint->catalogue, channel->provider) == NULL)
    add (lint, SL_LINT_UNKNOWN_PROVIDER, NULL, channel,
         /* Translators: the first %s is an account or channel, the second a provider's id. */
         g_strdup_printf (_ ("%s names the provider “%s”, of which nothing is known."),
                          channel->name, channel->provider));
}

/**
 * sl_plan_lint:
 * @plan: a plan
 * @catalogue: what is known of providers
 * @now: Unix seconds
 *
 * Looks for weaknesses that would only show in an outage. Of what an organisation manages only what
 * the user can do something about.
 *
 * Returns: (transfer full) (element-type SlLintFinding): accounts first, then channels, each in the
 *   plan's order
 */
GPtrArray *
sl_plan_lint (SlPlan *plan, SlProviderCatalogue *catalogue, gint64 now)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_lint_finding_free);
  GPtrArray *accounts = sl_plan_get_accounts (plan);
  GPtrArray *channels = sl_plan_get_channels (plan);
  Lint       lint = { plan, catalogue, now, findings };

  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccount *account = g_ptr_array_index (accounts, i);

      if (account->managed_by == NULL)
        check_account (&lint, account);
    }
  for (guint i = 0; i < channels->len; i++)
    check_channel (&lint, g_ptr_array_index (channels, i));
  return findings;
}
