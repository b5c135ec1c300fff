/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "transition.h"

G_DEFINE_BOXED_TYPE (SlTransition, sl_transition, sl_transition_ref, sl_transition_unref)

static void
clear_transition (gpointer data)
{
  SlTransition *transition = data;

  g_free (transition->account_id);
  g_free (transition->account_name);
  sl_verdict_unref (transition->verdict);
}

/**
 * sl_transition_new:
 * @account_id: whose
 * @account_name: for the words
 * @from: state before
 * @verdict: what is said now; its state is the state after
 *
 * Makes a transition without a time that nobody is told of. Who made it fills in the rest before
 * handing it out.
 *
 * Returns: (transfer full): a transition with one reference
 */
SlTransition *
sl_transition_new (const char *account_id,
                   const char *account_name,
                   SlState     from,
                   SlVerdict  *verdict)
{
  SlTransition *transition = g_rc_box_new0 (SlTransition);

  transition->account_id = g_strdup (account_id);
  transition->account_name = g_strdup (account_name);
  transition->from = from;
  transition->to = verdict->state;
  transition->verdict = sl_verdict_ref (verdict);
  transition->provider_lag_seconds = -1;
  return transition;
}

/**
 * sl_transition_ref:
 * @transition: a transition
 *
 * Returns: (transfer full): @transition with one more reference
 */
SlTransition *
sl_transition_ref (SlTransition *transition)
{
  return g_rc_box_acquire (transition);
}

/**
 * sl_transition_unref:
 * @transition: (transfer full): a transition
 */
void
sl_transition_unref (SlTransition *transition)
{
  g_rc_box_release_full (transition, clear_transition);
}
