/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "repair.h"

#include <glib/gi18n-lib.h>

static gboolean
can_complete_address (const SlChannel *channel)
{
  g_autofree char *complete = NULL;

  if (channel == NULL)
    return FALSE;
  complete = sl_channel_address_complete (channel->address);
  return !g_str_equal (complete, channel->address) && sl_channel_address_is_openable (complete);
}

static SlRepair
choose_for_provider (SlPlan *plan, const SlLintFinding *finding)
{
  const SlAccount *account = sl_plan_get_account (plan, finding->account);

  /* Without an address there is nothing that the provider could be inferred from. */
  if (finding->channel == NULL && (account == NULL || account->address == NULL))
    return SL_REPAIR_EDIT_PROVIDER;
  return SL_REPAIR_DIRECT;
}

/* An account that names channels which are not there, or none, can have all that there are. */
static SlRepair
choose_for_no_channel (SlPlan *plan, const SlLintFinding *finding)
{
  const SlAccount *account = sl_plan_get_account (plan, finding->account);

  if (account != NULL && account->channels != NULL && sl_plan_get_channels (plan)->len > 0)
    return SL_REPAIR_DIRECT;
  return SL_REPAIR_ADD_CHANNEL;
}

/**
 * sl_repair_choose:
 * @plan: the plan that was looked at
 * @finding: what was found
 *
 * Returns: what helps
 */
SlRepair
sl_repair_choose (SlPlan *plan, const SlLintFinding *finding)
{
  switch (finding->kind)
    {
    case SL_LINT_NO_CHANNEL:
      return choose_for_no_channel (plan, finding);
    case SL_LINT_ALL_SHARE_FATE:
      return SL_REPAIR_ADD_CHANNEL;
    case SL_LINT_SAME_MAIL_HOST:
      return SL_REPAIR_EDIT_ADDRESS;
    case SL_LINT_NOTHING_OFFLINE:
      return SL_REPAIR_ADD_PHONE;
    case SL_LINT_CONTACTS_ONLY_IN_MAIL:
      return SL_REPAIR_EDIT_PEOPLE;
    case SL_LINT_NOT_PRACTISED:
      return SL_REPAIR_TRY;
    case SL_LINT_NO_INSTRUCTIONS:
      return SL_REPAIR_EDIT_INSTRUCTIONS;
    case SL_LINT_ADDRESS_NOT_OPENABLE:
      return can_complete_address (sl_plan_get_channel (plan, finding->channel))
                 ? SL_REPAIR_DIRECT
                 : SL_REPAIR_EDIT_ADDRESS;
    case SL_LINT_UNKNOWN_CHANNEL:
      return SL_REPAIR_DIRECT;
    case SL_LINT_UNKNOWN_PROVIDER:
    default:
      return choose_for_provider (plan, finding);
    }
}

static const char *
get_direct_label (const SlLintFinding *finding)
{
  switch (finding->kind)
    {
    case SL_LINT_NO_CHANNEL:
      return _ ("Use All Channels");
    case SL_LINT_ADDRESS_NOT_OPENABLE:
      return _ ("Correct It");
    case SL_LINT_UNKNOWN_CHANNEL:
      return _ ("Forget the Name");
    case SL_LINT_ALL_SHARE_FATE:
    case SL_LINT_SAME_MAIL_HOST:
    case SL_LINT_NOTHING_OFFLINE:
    case SL_LINT_CONTACTS_ONLY_IN_MAIL:
    case SL_LINT_NOT_PRACTISED:
    case SL_LINT_NO_INSTRUCTIONS:
    case SL_LINT_UNKNOWN_PROVIDER:
    default:
      return _ ("Tell by the Address");
    }
}

/**
 * sl_repair_get_label:
 * @plan: the plan that was looked at
 * @finding: what was found
 *
 * Returns: (transfer none): what to write on the button that repairs
 */
const char *
sl_repair_get_label (SlPlan *plan, const SlLintFinding *finding)
{
  switch (sl_repair_choose (plan, finding))
    {
    case SL_REPAIR_ADD_CHANNEL:
      return _ ("Add Another…");
    case SL_REPAIR_ADD_PHONE:
      return _ ("Add a Number…");
    case SL_REPAIR_EDIT_ADDRESS:
      return _ ("Change Address…");
    case SL_REPAIR_EDIT_PEOPLE:
      return _ ("Write Down Who…");
    case SL_REPAIR_EDIT_PROVIDER:
      return _ ("Choose Provider…");
    case SL_REPAIR_EDIT_INSTRUCTIONS:
      return _ ("Write Them…");
    case SL_REPAIR_TRY:
      return _ ("Try It…");
    case SL_REPAIR_DIRECT:
    default:
      return get_direct_label (finding);
    }
}

static gboolean
complete_address (SlPlan *plan, const SlChannel *channel, GError **error)
{
  g_autoptr (SlChannel) mended = sl_channel_copy (channel);

  g_free (mended->address);
  mended->address = sl_channel_address_complete (channel->address);
  return sl_plan_set_channel (plan, mended, error);
}

static gboolean
forget_provider (SlPlan *plan, const SlAccount *account, const SlChannel *channel, GError **error)
{
  if (channel != NULL)
    {
      g_autoptr (SlChannel) mended = sl_channel_copy (channel);

      g_clear_pointer (&mended->provider, g_free);
      return sl_plan_set_channel (plan, mended, error);
    }
  if (account != NULL)
    {
      g_autoptr (SlAccount) mended = sl_account_copy (account);

      g_clear_pointer (&mended->provider, g_free);
      return sl_plan_set_account (plan, mended, error);
    }
  return TRUE;
}

static gboolean
forget_missing_channels (SlPlan *plan, const SlAccount *account, GError **error)
{
  g_autoptr (SlAccount) mended = sl_account_copy (account);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();

  for (guint i = 0; account->channels != NULL && account->channels[i] != NULL; i++)
    if (sl_plan_get_channel (plan, account->channels[i]) != NULL)
      g_strv_builder_add (kept, account->channels[i]);
  g_strfreev (mended->channels);
  mended->channels = g_strv_builder_end (kept);
  return sl_plan_set_account (plan, mended, error);
}

static gboolean
use_all_channels (SlPlan *plan, const SlAccount *account, GError **error)
{
  g_autoptr (SlAccount) mended = sl_account_copy (account);

  g_clear_pointer (&mended->channels, g_strfreev);
  return sl_plan_set_account (plan, mended, error);
}

/**
 * sl_repair_apply:
 * @plan: changed
 * @finding: something that was found in it and for which sl_repair_choose() says %SL_REPAIR_DIRECT
 * @error: set to a %SL_PLAN_ERROR if the result does not fit the plan
 *
 * Mends what needs no decision. What is gone from the plan since needs no mending.
 *
 * Returns: whether it is mended
 */
gboolean
sl_repair_apply (SlPlan *plan, const SlLintFinding *finding, GError **error)
{
  const SlAccount *account = sl_plan_get_account (plan, finding->account);
  const SlChannel *channel = sl_plan_get_channel (plan, finding->channel);

  if (sl_repair_choose (plan, finding) != SL_REPAIR_DIRECT)
    return TRUE;
  if (finding->kind == SL_LINT_ADDRESS_NOT_OPENABLE && channel != NULL)
    return complete_address (plan, channel, error);
  if (finding->kind == SL_LINT_UNKNOWN_PROVIDER)
    return forget_provider (plan, account, channel, error);
  if (finding->kind == SL_LINT_UNKNOWN_CHANNEL && account != NULL)
    return forget_missing_channels (plan, account, error);
  if (finding->kind == SL_LINT_NO_CHANNEL && account != NULL)
    return use_all_channels (plan, account, error);
  return TRUE;
}
