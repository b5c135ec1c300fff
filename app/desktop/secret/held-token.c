/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "held-token.h"

#include <time.h>

/* A token is not used to its last moment: clocks differ and a sign-in takes time. */
#define MAX_SKEW_SECONDS 120
#define SKEW_PART 4 /* but at most this part of a short life */

/* One that came so recently will not be better if it is asked for again. */
#define FRESH_MS (60 * 1000)

/* Also runs while the computer sleeps, and nobody sets it. */
static gint64
get_now_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/**
 * sl_held_token_new:
 * @account_id: whose
 *
 * Returns: (transfer full): a place for a token, empty
 */
SlHeldToken *
sl_held_token_new (const char *account_id)
{
  SlHeldToken *held = g_new0 (SlHeldToken, 1);

  held->account_id = g_strdup (account_id);
  held->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  return held;
}

/**
 * sl_held_token_free:
 * @held: (transfer full): a place
 */
void
sl_held_token_free (SlHeldToken *held)
{
  sl_held_token_drop (held);
  g_ptr_array_unref (held->waiting);
  g_free (held->account_id);
  g_free (held);
}

/**
 * sl_held_token_take:
 * @held: a place
 * @token: an access token that has just come
 * @hosts: the mail servers it may be sent to
 * @lifetime_seconds: how long it is good
 */
void
sl_held_token_take (SlHeldToken *held, SlSecret *token, char **hosts, guint lifetime_seconds)
{
  guint skew_seconds = MIN (MAX_SKEW_SECONDS, lifetime_seconds / SKEW_PART);

  sl_held_token_drop (held);
  held->token = sl_secret_ref (token);
  held->hosts = g_strdupv (hosts);
  held->fetched_ms = get_now_ms ();
  held->good_until_ms = held->fetched_ms + (gint64) (lifetime_seconds - skew_seconds) * 1000;
}

/**
 * sl_held_token_drop:
 * @held: a place
 *
 * Empties it.
 */
void
sl_held_token_drop (SlHeldToken *held)
{
  g_clear_pointer (&held->token, sl_secret_unref);
  g_clear_pointer (&held->hosts, g_strfreev);
}

/**
 * sl_held_token_is_good:
 * @held: a place
 *
 * Returns: whether there is a token that may be used
 */
gboolean
sl_held_token_is_good (const SlHeldToken *held)
{
  return held->token != NULL && get_now_ms () < held->good_until_ms;
}

/**
 * sl_held_token_may_go_to:
 * @held: a place with a token
 * @host: a mail server
 *
 * Returns: whether the token may be sent there
 */
gboolean
sl_held_token_may_go_to (const SlHeldToken *held, const char *host)
{
  for (guint i = 0; held->hosts != NULL && held->hosts[i] != NULL; i++)
    if (g_ascii_strcasecmp (held->hosts[i], host) == 0)
      return TRUE;
  return FALSE;
}

/**
 * sl_held_token_is_fresh:
 * @held: a place
 *
 * Returns: whether its token came less than a minute ago
 */
gboolean
sl_held_token_is_fresh (const SlHeldToken *held)
{
  return held->token != NULL && get_now_ms () - held->fetched_ms < FRESH_MS;
}
