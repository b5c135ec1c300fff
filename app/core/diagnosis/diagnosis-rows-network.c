/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-rows.h"
#include "diagnosis-words.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* When mail was last seen working, 0 if its last word was not good. */
static gint64
last_good_time (const SlReading *reading)
{
  GPtrArray *checks = reading->evidence->checks;

  for (guint i = checks->len; i-- > 0;)
    {
      const SlCheckResult *result = checks->pdata[i];
      SlCause              cause = sl_outcome_get_info (result->outcome)->cause;

      if (result->kind != SL_CHECK_KIND_SIGNIN || result->outcome == SL_OUTCOME_CANCELLED)
        continue;
      if (sl_outcome_is_good (result->outcome))
        return result->time;
      /* A refused password or the like was no matter of the line. */
      if (cause == SL_CAUSE_CREDENTIAL || cause == SL_CAUSE_THROTTLED)
        return 0;
    }
  return reading->evidence->last_success;
}

static char *
last_online_words (const SlReading *reading)
{
  gint64 time = last_good_time (reading);

  if (time <= 0)
    return g_strdup ("");
  /* Translators: %s is a time */
  return sl_words_fill (_ ("Mail was fine when you were last online (%s)."),
                        sl_words_moment (reading, time));
}

/**
 * sl_diagnosis_row_portal:
 * @reading: a reading
 *
 * Row 1: the network wants a sign-in of its own, says the desktop, or a server answered plain HTTP
 * where TLS was due.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_portal (const SlReading *reading)
{
  gboolean seen
      = reading->current != NULL && reading->current->outcome == SL_OUTCOME_CAPTIVE_PORTAL;

  if (!seen && reading->evidence->connectivity != SL_CONNECTIVITY_PORTAL)
    return NULL;
  return sl_words_verdict (SL_STATE_OFFLINE, SL_CAUSE_NETWORK, SL_CONFIDENCE_HIGH,
                           g_strdup (_ ("This Wi-Fi wants you to sign in first.")),
                           sl_words_join (g_strdup (_ ("Open the network’s sign-in page.")),
                                          last_online_words (reading), NULL));
}

/**
 * sl_diagnosis_row_offline:
 * @reading: a reading
 *
 * Row 2: nothing answers anywhere.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_offline (const SlReading *reading)
{
  gboolean certain = reading->evidence->connectivity == SL_CONNECTIVITY_LOCAL
                     || reading->evidence->baseline == SL_BASELINE_UNREACHABLE;

  if (!reading->offline)
    return NULL;
  return sl_words_verdict (SL_STATE_OFFLINE, SL_CAUSE_NETWORK,
                           certain ? SL_CONFIDENCE_HIGH : SL_CONFIDENCE_MEDIUM,
                           g_strdup (_ ("You are offline.")),
                           sl_words_join (last_online_words (reading),
                                          g_strdup (_ ("It will be checked again when you are back "
                                                       "online.")),
                                          NULL));
}

/**
 * sl_diagnosis_row_proxy:
 * @reading: a reading
 *
 * Row 2 as well: the user's own proxy stands in the way.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_proxy (const SlReading *reading)
{
  if (reading->current == NULL || reading->current->outcome != SL_OUTCOME_PROXY_FAILED)
    return NULL;
  return sl_words_verdict (
      SL_STATE_OFFLINE, SL_CAUSE_NETWORK, SL_CONFIDENCE_HIGH,
      g_strdup (_ ("Your proxy does not let mail through.")),
      sl_words_join (g_strdup (_ ("Mail may be fine; it cannot be reached this way.")),
                     g_strdup (_ ("Check the proxy in this computer’s network settings, or ask who "
                                  "runs it.")),
                     NULL));
}

/* Its mail comes to other programs only by a program that listens on this computer. */
#define PROVIDER_WITH_BRIDGE "proton"

static gboolean
is_on_this_computer (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL || g_ascii_strcasecmp (host, "localhost") == 0)
    return host != NULL;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * sl_diagnosis_row_own_computer:
 * @reading: a reading
 *
 * Row 11 as well, and before it: nothing answers on this computer, where Proton Mail's bridge
 * should. That is no fault of the provider, and no ban.
 *
 * Source: Proton Mail Bridge listens on 127.0.0.1; while it does not run, connections are refused.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_own_computer (const SlReading *reading)
{
  SlOutcome outcome = reading->current != NULL ? reading->current->outcome : SL_OUTCOME_OK;

  if (g_strcmp0 (reading->evidence->provider, PROVIDER_WITH_BRIDGE) != 0
      || !is_on_this_computer (reading->evidence->host) || !sl_reading_is_confirmed (reading)
      || (outcome != SL_OUTCOME_CONNECTION_REFUSED && outcome != SL_OUTCOME_CONNECTION_TIMEOUT
          && outcome != SL_OUTCOME_CONNECTION_RESET && outcome != SL_OUTCOME_GREETING_MISSING))
    return NULL;
  return sl_words_verdict (
      SL_STATE_ACTION_NEEDED, SL_CAUSE_CLIENT, SL_CONFIDENCE_HIGH,
      g_strdup (_ ("The mail bridge on this computer does not answer.")),
      sl_words_join (g_strdup (sl_outcome_get_text (outcome)),
                     g_strdup (_ ("Start the bridge, Proton Mail Bridge, and look whether it is "
                                  "signed in.")),
                     NULL));
}

/* Something in between answers in the name of several providers at once. */
static gboolean
others_see_it_too (const SlReading *reading)
{
  GPtrArray *others = reading->evidence->others;

  for (guint i = 0; i < others->len; i++)
    {
      const SlOtherAccount *other = others->pdata[i];
      gboolean              alike = other->outcome == SL_OUTCOME_CAPTIVE_PORTAL
                       || other->outcome == SL_OUTCOME_CERTIFICATE_UNTRUSTED
                       || other->outcome == SL_OUTCOME_CERTIFICATE_HOSTNAME;

      if (alike && !sl_reading_is_own_provider (reading, other->provider)
          && sl_reading_is_close (other->time, reading->current->time, SL_SAME_HOUR_SECONDS))
        return TRUE;
    }
  return FALSE;
}

/**
 * sl_diagnosis_row_portal_signs:
 * @reading: a reading
 *
 * Row 1 as well: nobody says that the network wants a sign-in, but it looks like it: the server's
 * certificate is somebody else's while the desktop doubts the line, or while other providers' are
 * somebody else's, too.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_portal_signs (const SlReading *reading)
{
  SlOutcome outcome = reading->current != NULL ? reading->current->outcome : SL_OUTCOME_OK;
  gboolean  doubted = reading->evidence->connectivity == SL_CONNECTIVITY_LIMITED;

  if ((outcome != SL_OUTCOME_CERTIFICATE_UNTRUSTED && outcome != SL_OUTCOME_CERTIFICATE_HOSTNAME)
      || (!doubted && !others_see_it_too (reading)))
    return NULL;
  return sl_words_verdict (
      SL_STATE_OFFLINE, SL_CAUSE_NETWORK, SL_CONFIDENCE_MEDIUM,
      g_strdup (_ ("This network probably wants you to sign in first.")),
      sl_words_join (g_strdup (_ ("It answers in the mail server’s place; nothing was sent.")),
                     g_strdup (_ ("Open any web page, and sign in to the network there.")),
                     last_online_words (reading), NULL));
}
