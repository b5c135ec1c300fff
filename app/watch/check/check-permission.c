/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "check-permission.h"

#include "moment-words.h"
#include "watcher.h"

#include <glib/gi18n-lib.h>

static gboolean
has_anything (const SlWatchedAccount *watched, const SlPermissionSources *sources)
{
  g_autoptr (GPtrArray) doors = sl_watched_account_list_doors (watched);

  return doors->len > 0 || sources->has_feed;
}

/* When the server may be asked again, Unix seconds; 0 if now. */
static gint64
find_wait (const SlWatchedAccount *watched, const SlPermissionSources *sources)
{
  const char *id = watched->account->id;
  gint64      door_ms = sl_scheduler_get_server_wait_ms (sources->scheduler, id, SL_DUTY_DOOR);
  gint64      signin_ms = sl_scheduler_get_server_wait_ms (sources->scheduler, id, SL_DUTY_SIGNIN);
  gint64      wait_ms = MAX (door_ms, signin_ms);

  return wait_ms > 0 ? sources->now + (wait_ms + 999) / 1000 : 0;
}

static gboolean
refuse_until (GError **error, const char *format, const char *name, gint64 until, gint64 now)
{
  g_autofree char *moment = sl_moment_to_words (until, now);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_BUSY, format, name, moment);
#pragma GCC diagnostic pop
  return FALSE;
}

/* What is refused has another name, and another remedy, where it was not typed in here. */
typedef struct
{
  const char *too_often; /* the first %s is an account, the second a time */
  const char *refused;   /* %s is an account */
  const char *cut_off;   /* %s is an account */
} Words;

static const Words words_by_kind[] = {
  [SL_SIGN_IN_PASSWORD] = {
    /* Translators: the first %s is an account, the second a time. */
    N_ ("The password of “%s” was refused three times within a day. To keep the account from being "
        "locked, it is not tried before %s."),
    /* Translators: %s is an account. */
    N_ ("The password of “%s” was refused before. Trying it again may lock the account; enter the "
        "new one, or try it once more if you are sure."),
    /* Translators: %s is an account. */
    N_ ("The last sign-in to “%s” was cut off, and it may have been refused. Try it once more if "
        "you are sure of the password."),
  },
  [SL_SIGN_IN_ONLINE_ACCOUNT] = {
    /* Translators: the first %s is an account, the second a time. */
    N_ ("What Online Accounts gave for “%s” was refused three times within a day. To keep the "
        "account from being locked, nothing is tried before %s."),
    /* Translators: %s is an account; “Online Accounts” is the page of that name in GNOME’s Settings */
    N_ ("What Online Accounts gave for “%s” was refused before. Open Online Accounts in Settings and "
        "sign in there again, or try it once more."),
    /* Translators: %s is an account. */
    N_ ("The last sign-in to “%s” was cut off, and it may have been refused. Try it once more if "
        "nothing is wrong in Online Accounts."),
  },
  [SL_SIGN_IN_OAUTH2] = {
    /* Translators: the first %s is an account, the second a time. */
    N_ ("The sign-in of “%s” was refused three times within a day. To keep the account from being "
        "locked, it is not tried before %s."),
    /* Translators: %s is an account. */
    N_ ("The sign-in of “%s” was refused before. Sign in again on the account’s page, or try it "
        "once more."),
    /* Translators: %s is an account. */
    N_ ("The last sign-in to “%s” was cut off, and it may have been refused. Try it once more, or "
        "sign in again on the account’s page."),
  },
};

static gboolean
ask_refused (const SlWatchedAccount *watched, const SlPermissionSources *sources, GError **error)
{
  const char  *name = watched->account->name;
  const Words *words = &words_by_kind[sl_account_get_sign_in_kind (watched->account)];
  gint64 until = sl_budget_get_allowed_at (sources->budget, watched->account->id, sources->now);

  if ((watched->refused || watched->resting) && until != 0)
    return refuse_until (error, _ (words->too_often), name, until, sources->now);
  if ((!watched->refused && !watched->resting) || sources->force)
    return TRUE;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_REFUSED,
               _ (watched->refused ? words->refused : words->cut_off), name);
#pragma GCC diagnostic pop
  return FALSE;
}

/**
 * sl_check_permission_ask:
 * @watched: an account
 * @sources: what decides
 * @error: set to a #SlWatchError with one sentence for the user
 *
 * Says whether an account may be checked now because the user asks for it.
 *
 * Returns: whether it may
 */
gboolean
sl_check_permission_ask (const SlWatchedAccount    *watched,
                         const SlPermissionSources *sources,
                         GError                   **error)
{
  const char *name = watched->account->name;
  gint64      until = find_wait (watched, sources);

  if (!has_anything (watched, sources))
    {
      g_set_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_NOTHING,
                   /* Translators: %s is an account. */
                   _ ("There is nothing to check for “%s”: add its mail server to the plan."),
                   name);
      return FALSE;
    }
  if (sources->cut_off)
    {
      g_set_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_OFFLINE,
                   _ ("You are offline. It is checked as soon as there is a connection."));
      return FALSE;
    }
  if (sl_runner_is_busy (sources->runner, watched->account->id))
    {
      g_set_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_BUSY,
                   /* Translators: %s is an account. */
                   _ ("“%s” is being checked already."), name);
      return FALSE;
    }
  if (until != 0)
    return refuse_until (error,
                         /* Translators: the first %s is an account, the second a time. */
                         _ ("The server of “%s” asked to be left alone until %s."), name, until,
                         sources->now);
  return ask_refused (watched, sources, error);
}
