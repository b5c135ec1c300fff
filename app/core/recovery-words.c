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

/**
 * sl_recovery_advice:
 * @provider_name: (nullable): who posts on the status page
 * @trouble_seconds: how long the trouble lasted, 0 or less if unknown
 * @provider_lag_seconds: how long after the trouble began the provider first posted, -1 if it never
 * did
 *
 * Says how long it lasted and how late the provider admitted it.
 *
 * Returns: (transfer full): one or two sentences, such as "It was down for 47 minutes. Microsoft
 *   posted after 31 minutes."; empty if nothing is known
 */
char *
sl_recovery_advice (const char *provider_name, gint64 trouble_seconds, gint64 provider_lag_seconds)
{
  g_autofree char *duration = NULL;
  g_autofree char *lag = NULL;

  if (trouble_seconds <= 0)
    return g_strdup ("");

  duration = sl_duration_to_words (trouble_seconds);
  if (provider_lag_seconds < 0)
    /* Translators: %s is a duration such as "47 minutes" */
    return g_strdup_printf (_ ("It was down for %s."), duration);

  lag = sl_duration_to_words (provider_lag_seconds);
  if (provider_name == NULL || *provider_name == '\0')
    return g_strdup_printf (
        /* Translators: both %s are durations such as "47 minutes" */
        _ ("It was down for %s. The provider posted after %s."), duration, lag);

  return g_strdup_printf (
      /* Translators: the first and the last %s are durations such as "47 minutes", the second is a
         provider's name */
      _ ("It was down for %s. %s posted after %s."), duration, provider_name, lag);
}
