/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "token-quirks.h"

/* One row a reply. All that a row names must match; 0 and NULL match anything. */
typedef struct
{
  guint       status;
  const char *error;
  guint       code;
  SlOutcome   outcome;
} Quirk;

#define ANY_STATUS 0
#define ANY_ERROR NULL
#define ANY_CODE 0

#define DOWN SL_OUTCOME_TOKEN_UNAVAILABLE
#define SLOWER SL_OUTCOME_THROTTLED
#define REFUSED SL_OUTCOME_TOKEN_REJECTED
#define BROWSER SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN
#define LOCKED SL_OUTCOME_AUTH_DISABLED
#define EXPIRED SL_OUTCOME_AUTH_EXPIRED
#define ADMIN SL_OUTCOME_AUTH_METHOD_DISABLED

/* First match wins. The error word and the status decide (RFC 6749, 5.2); Microsoft's numbers only
 * say more of what "invalid_grant" and "interaction_required" leave open, as they may change.
 * tests/data/transcripts/token/ has the replies. */
/* clang-format off */
static const Quirk quirks[] = {
  /* RFC 6585, 4 */
  { 429, ANY_ERROR, ANY_CODE, SLOWER },
  /* We ask too often, said as "invalid_grant"; learn.microsoft.com/entra/msal/dotnet/advanced/
   * client-and-server-throttling */
  { ANY_STATUS, ANY_ERROR, 50196, SLOWER },
  { ANY_STATUS, ANY_ERROR, 90055, SLOWER },
  /* RFC 8628, 3.5 */
  { ANY_STATUS, "slow_down", ANY_CODE, SLOWER },

  /* RFC 6749, 4.1.2.1 */
  { ANY_STATUS, "temporarily_unavailable", ANY_CODE, DOWN },
  { ANY_STATUS, "server_error", ANY_CODE, DOWN },
  /* RFC 9110, 15.6 and 15.5.9 */
  { 408, ANY_ERROR, ANY_CODE, DOWN },
  { 500, ANY_ERROR, ANY_CODE, DOWN },

  /* Trouble inside Microsoft's directory or sign-in; entra-docs reference-error-codes.md */
  { ANY_STATUS, ANY_ERROR, 90033, DOWN },
  { ANY_STATUS, ANY_ERROR, 90006, DOWN },
  { ANY_STATUS, ANY_ERROR, 90012, DOWN },
  { ANY_STATUS, ANY_ERROR, 90024, DOWN },
  { ANY_STATUS, ANY_ERROR, 90090, DOWN },
  { ANY_STATUS, ANY_ERROR, 90091, DOWN },
  { ANY_STATUS, ANY_ERROR, 50033, DOWN },
  { ANY_STATUS, ANY_ERROR, 50087, DOWN },
  { ANY_STATUS, ANY_ERROR, 50000, DOWN },
  { ANY_STATUS, ANY_ERROR, 70012, DOWN },
  /* The organisation's own sign-in server is down; the same */
  { ANY_STATUS, ANY_ERROR, 40010, DOWN },
  { ANY_STATUS, ANY_ERROR, 80001, DOWN },
  { ANY_STATUS, ANY_ERROR, 80002, DOWN },
  { ANY_STATUS, ANY_ERROR, 80005, DOWN },
  { ANY_STATUS, ANY_ERROR, 80007, DOWN },
  { ANY_STATUS, ANY_ERROR, 80014, DOWN },

  /* The account is locked, or its address is; switched off; the same */
  { ANY_STATUS, ANY_ERROR, 50053, LOCKED },
  { ANY_STATUS, ANY_ERROR, 50057, LOCKED },
  /* The password has run out; the same */
  { ANY_STATUS, ANY_ERROR, 50055, EXPIRED },
  { ANY_STATUS, ANY_ERROR, 50144, EXPIRED },

  /* A second factor is wanted, or has run out; the same */
  { ANY_STATUS, ANY_ERROR, 50072, BROWSER },
  { ANY_STATUS, ANY_ERROR, 50074, BROWSER },
  { ANY_STATUS, ANY_ERROR, 50076, BROWSER },
  { ANY_STATUS, ANY_ERROR, 50078, BROWSER },
  { ANY_STATUS, ANY_ERROR, 50079, BROWSER },
  { ANY_STATUS, ANY_ERROR, 50158, BROWSER },
  /* The organisation wants to be asked again after some time; the same */
  { ANY_STATUS, ANY_ERROR, 70043, BROWSER },
  { ANY_STATUS, ANY_ERROR, 50089, BROWSER },
  /* The user has not allowed this program yet; the same */
  { ANY_STATUS, ANY_ERROR, 65001, BROWSER },
  { ANY_STATUS, ANY_ERROR, 65004, BROWSER },

  /* The organisation's rules: device, place, program, licence, an administrator's word; the same */
  { ANY_STATUS, ANY_ERROR, 50097, ADMIN },
  { ANY_STATUS, ANY_ERROR, 50129, ADMIN },
  { ANY_STATUS, ANY_ERROR, 50155, ADMIN },
  { ANY_STATUS, ANY_ERROR, 53000, ADMIN },
  { ANY_STATUS, ANY_ERROR, 53001, ADMIN },
  { ANY_STATUS, ANY_ERROR, 53002, ADMIN },
  { ANY_STATUS, ANY_ERROR, 53003, ADMIN },
  { ANY_STATUS, ANY_ERROR, 53004, ADMIN },
  { ANY_STATUS, ANY_ERROR, 530035, ADMIN },
  { ANY_STATUS, ANY_ERROR, 50105, ADMIN },
  { ANY_STATUS, ANY_ERROR, 90094, ADMIN },
  { ANY_STATUS, ANY_ERROR, 90095, ADMIN },
  /* No such organisation, or the program is unknown or switched off in it; the same */
  { ANY_STATUS, ANY_ERROR, 90002, ADMIN },
  { ANY_STATUS, ANY_ERROR, 70001, ADMIN },
  { ANY_STATUS, ANY_ERROR, 700011, ADMIN },
  { ANY_STATUS, ANY_ERROR, 700016, ADMIN },
  { ANY_STATUS, ANY_ERROR, 700025, ADMIN },
  { ANY_STATUS, ANY_ERROR, 50194, ADMIN },
  { ANY_STATUS, ANY_ERROR, 9002313, ADMIN },

  /* Revoked, run out, unused for too long, password changed: 50126, 50132, 50133, 50173, 70000,
   * 70008, 700082, 700084 and whatever else; RFC 6749, 5.2, qiita croquette0212 for Google's list */
  { ANY_STATUS, "invalid_grant", ANY_CODE, REFUSED },
  /* OpenID Connect Core 1.0, 3.1.2.6 */
  { ANY_STATUS, "interaction_required", ANY_CODE, BROWSER },
  { ANY_STATUS, "login_required", ANY_CODE, BROWSER },
  { ANY_STATUS, "consent_required", ANY_CODE, BROWSER },
  { ANY_STATUS, "account_selection_required", ANY_CODE, BROWSER },

  /* The client's id or secret is wrong, or the client must not do this; RFC 6749, 5.2 */
  { ANY_STATUS, "invalid_client", ANY_CODE, ADMIN },
  { ANY_STATUS, "unauthorized_client", ANY_CODE, ADMIN },
  { ANY_STATUS, "invalid_request", ANY_CODE, ADMIN },
  { ANY_STATUS, "invalid_scope", ANY_CODE, ADMIN },
  { ANY_STATUS, "unsupported_grant_type", ANY_CODE, ADMIN },
  /* RFC 6749, 4.1.2.1: the user or the server said no */
  { ANY_STATUS, "access_denied", ANY_CODE, ADMIN },
  /* Microsoft; entra-docs reference-error-codes.md */
  { ANY_STATUS, "invalid_resource", ANY_CODE, ADMIN },
  /* Google; developers.google.com/identity/protocols/oauth2/native-app, "Errors" */
  { ANY_STATUS, "admin_policy_enforced", ANY_CODE, ADMIN },
  { ANY_STATUS, "org_internal", ANY_CODE, ADMIN },
  { ANY_STATUS, "disabled_client", ANY_CODE, ADMIN },
  { ANY_STATUS, "deleted_client", ANY_CODE, ADMIN },
};
/* clang-format on */

static gboolean
has_code (const guint *codes, guint n_codes, guint wanted)
{
  for (guint i = 0; i < n_codes; i++)
    if (codes[i] == wanted)
      return TRUE;
  return FALSE;
}

/* 500 stands for all of its class, as RFC 9110, 15 says of an unknown status. */
static gboolean
has_status (guint status, guint wanted)
{
  return status == wanted || (wanted == 500 && status >= 500 && status <= 599);
}

/**
 * sl_token_quirks_find:
 * @status: HTTP status
 * @error: (nullable): the reply's member "error"
 * @codes: (array length=n_codes): Microsoft's numbers
 * @n_codes: how many
 *
 * Says what a refusal of a token endpoint means. What nobody knows falls to the safe side: it is
 * temporary, so that no one is sent to sign in again for nothing.
 *
 * Returns: the outcome, never %SL_OUTCOME_OK
 */
SlOutcome
sl_token_quirks_find (guint status, const char *error, const guint *codes, guint n_codes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (quirks); i++)
    {
      const Quirk *quirk = &quirks[i];

      if ((quirk->status == ANY_STATUS || has_status (status, quirk->status))
          && (quirk->error == ANY_ERROR
              || (error != NULL && g_ascii_strcasecmp (error, quirk->error) == 0))
          && (quirk->code == ANY_CODE || has_code (codes, n_codes, quirk->code)))
        return quirk->outcome;
    }
  return SL_OUTCOME_TOKEN_UNAVAILABLE;
}
