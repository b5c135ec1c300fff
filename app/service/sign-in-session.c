/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "sign-in-session.h"

#include <gio/gio.h>

/**
 * sl_sign_in_session_new:
 * @caller: who began it, a unique bus name
 * @authorization: one that waits for the browser
 *
 * Returns: (transfer full): the session, with an id of its own
 */
SlSignInSession *
sl_sign_in_session_new (const char *caller, SlAuthorization *authorization)
{
  SlSignInSession *session = g_new0 (SlSignInSession, 1);

  session->id = g_uuid_string_random ();
  session->caller = g_strdup (caller);
  session->authorization = g_object_ref (authorization);
  return session;
}

/**
 * sl_sign_in_session_free:
 * @session: (transfer full): a session; what is under way is given up without a word
 */
void
sl_sign_in_session_free (SlSignInSession *session)
{
  g_clear_handle_id (&session->watch_id, g_bus_unwatch_name);
  if (session->changed_id != 0)
    g_signal_handler_disconnect (session->authorization, session->changed_id);
  sl_authorization_cancel (session->authorization);
  g_object_unref (session->authorization);
  g_free (session->caller);
  g_free (session->id);
  g_free (session);
}

/**
 * sl_sign_in_session_get_word:
 * @session: a session
 *
 * Returns: (transfer none): its state as the bus says it
 */
const char *
sl_sign_in_session_get_word (const SlSignInSession *session)
{
  switch (sl_authorization_get_state (session->authorization))
    {
    case SL_AUTHORIZATION_WAITING:
      return "waiting";
    case SL_AUTHORIZATION_EXCHANGING:
      return "exchanging";
    case SL_AUTHORIZATION_GRANTED:
      return "granted";
    case SL_AUTHORIZATION_CANCELLED:
      return "cancelled";
    case SL_AUTHORIZATION_FAILED:
    default:
      return "failed";
    }
}
