/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cause.h"
#include "stage.h"

/**
 * SlOutcome:
 *
 * What one check found. A failed sign-in is a result, never a GError. The words are stable; one
 * table (outcome.c) holds for each its text, its icon, its retry rule and what it hints at.
 */
typedef enum
{
  SL_OUTCOME_OK,
  SL_OUTCOME_SLOW,
  /* the user's own side */
  SL_OUTCOME_OFFLINE,
  SL_OUTCOME_CAPTIVE_PORTAL,
  SL_OUTCOME_PROXY_FAILED,
  /* the road to the server */
  SL_OUTCOME_DNS_NOT_FOUND,
  SL_OUTCOME_DNS_FAILED,
  SL_OUTCOME_CONNECTION_REFUSED,
  SL_OUTCOME_CONNECTION_TIMEOUT,
  SL_OUTCOME_CONNECTION_RESET,
  /* encryption */
  SL_OUTCOME_TLS_FAILED,
  SL_OUTCOME_CERTIFICATE_EXPIRED,
  SL_OUTCOME_CERTIFICATE_UNTRUSTED,
  SL_OUTCOME_CERTIFICATE_HOSTNAME,
  SL_OUTCOME_CERTIFICATE_REVOKED,
  SL_OUTCOME_CERTIFICATE_CHANGED,
  /* the conversation before sign-in */
  SL_OUTCOME_GREETING_MISSING,
  SL_OUTCOME_GREETING_REJECTED,
  SL_OUTCOME_STARTTLS_MISSING,
  SL_OUTCOME_PROTOCOL_ERROR,
  SL_OUTCOME_SERVER_MOVED,
  /* sign-in */
  SL_OUTCOME_AUTH_UNAVAILABLE,
  SL_OUTCOME_AUTH_REJECTED,
  SL_OUTCOME_AUTH_EXPIRED,
  SL_OUTCOME_AUTH_NEEDS_APP_PASSWORD,
  SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN,
  SL_OUTCOME_AUTH_DISABLED,
  SL_OUTCOME_AUTH_METHOD_DISABLED,
  SL_OUTCOME_AUTH_NEEDS_ONLINE_ACCOUNT,
  SL_OUTCOME_TOKEN_REJECTED,
  SL_OUTCOME_TOKEN_UNAVAILABLE,
  /* limits */
  SL_OUTCOME_THROTTLED,
  SL_OUTCOME_TOO_MANY_CONNECTIONS,
  /* after sign-in */
  SL_OUTCOME_MAILBOX_UNAVAILABLE,
  SL_OUTCOME_MAILBOX_REFUSED,
  SL_OUTCOME_OVER_QUOTA,
  /* the check itself */
  SL_OUTCOME_TIMEOUT,
  SL_OUTCOME_CANCELLED,
} SlOutcome;

#define SL_TYPE_OUTCOME (sl_outcome_get_type ())
GType sl_outcome_get_type (void);

/**
 * SlRetry:
 *
 * What may happen next after an outcome.
 */
typedef enum
{
  SL_RETRY_NORMAL,      /* at the usual interval */
  SL_RETRY_BACK_OFF,    /* 1, 2, 5, 10, 20, 40, 60 minutes, or what the server named */
  SL_RETRY_NEW_SECRET,  /* never with this secret */
  SL_RETRY_USER,        /* only after the user has done something, or the daily budget allows */
} SlRetry;

/**
 * SlOutcomeInfo:
 * @outcome: the outcome
 * @text: one untranslated sentence for people; pass it through sl_outcome_get_text()
 * @icon_name: a symbolic icon of this project
 * @retry: what may happen next
 * @cause: what it hints at, before the diagnosis has weighed all evidence
 * @refused: whether a credential was presented and refused, so that it counts in the budget
 * @door: whether the failure lies before authentication (name, connection, TLS, greeting)
 */
typedef struct
{
  SlOutcome   outcome;
  const char *text;
  const char *icon_name;
  SlRetry     retry;
  SlCause     cause;
  gboolean    refused;
  gboolean    door;
} SlOutcomeInfo;

const char          *sl_outcome_to_nick (SlOutcome outcome);
gboolean             sl_outcome_from_nick (const char *nick, SlOutcome *outcome);
const SlOutcomeInfo *sl_outcome_get_info (SlOutcome outcome);
const char          *sl_outcome_get_text (SlOutcome outcome);
gboolean             sl_outcome_is_good (SlOutcome outcome);
