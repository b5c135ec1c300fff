/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "recovery-words.h"

#include "duration-words.h"

#include <glib/gi18n-lib.h>

/**
 * sl_recovery_headline:
 * @name: (nullable): the account's or the provider's name
 * @trouble_seconds: how long the trouble lasted, 0 or less if unknown
 *
 * Says that trouble is over. The duration is in sl_recovery_advice(); it is a parameter here so
 * that an unknown duration does not claim that there was trouble before.
 *
 * Returns: (transfer full): one sentence, such as "Outlook works again."
 */
char *
sl_recovery_headline (const char *name, gint64 trouble_seconds)
{
  if (name == NULL || *name == '\0')
    return g_strdup (trouble_seconds > 0 ? _ ("Your mail works again.") : _ ("Your mail works."));

  return g_strdup_printf (trouble_seconds > 0
                              /* Translators: %s is the name of an account or provider */
                              ? _ ("%s works again.")
                              /* Translators: %s is the name of an account or provider */
                              : _ ("%s works."),
                          name);
}

/* "Down" is only what was an outage: a provider that works while its page reports trouble, or one
 * that waits for a new password, was not. */
static char *
duration_sentence (SlState from, const char *duration)
{
  if (from == SL_STATE_OUTAGE)
    /* Translators: %s is a duration such as "47 minutes" */
    return g_strdup_printf (_ ("It was down for %s."), duration);
  /* Translators: %s is a duration such as "47 minutes" */
  return g_strdup_printf (_ ("The trouble lasted %s."), duration);
}

static char *
lag_words (const char *provider_name, gint64 lag_seconds)
{
  g_autofree char *lag = sl_duration_to_words (lag_seconds);

  if (provider_name == NULL || *provider_name == '\0')
    /* Translators: %s is a duration such as "31 minutes" */
    return g_strdup_printf (_ ("The provider posted after %s."), lag);
  /* Translators: the first %s is a provider's name, the second a duration such as "31 minutes" */
  return g_strdup_printf (_ ("%s posted after %s."), provider_name, lag);
}

/**
 * sl_recovery_advice:
 * @from: the state before
 * @provider_name: (nullable): who posts on the status page
 * @trouble_seconds: how long the trouble lasted, 0 or less if unknown
 * @provider_lag_seconds: how long after the trouble began the provider first posted, -1 if it never
 *   did
 *
 * Says how long it lasted and how late the provider admitted it.
 *
 * Returns: (transfer full): one or two sentences, such as "It was down for 47 minutes. Microsoft
 *   posted after 31 minutes."; empty if nothing is known
 */
char *
sl_recovery_advice (SlState     from,
                    const char *provider_name,
                    gint64      trouble_seconds,
                    gint64      provider_lag_seconds)
{
  g_autofree char *duration = NULL;
  g_autofree char *lasted = NULL;
  g_autofree char *posted = NULL;

  if (trouble_seconds <= 0)
    return g_strdup ("");

  duration = sl_duration_to_words (trouble_seconds);
  lasted = duration_sentence (from, duration);
  if (provider_lag_seconds < 0)
    return g_steal_pointer (&lasted);
  posted = lag_words (provider_name, provider_lag_seconds);
  return g_strconcat (lasted, " ", posted, NULL);
}
