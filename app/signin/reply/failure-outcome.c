/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "failure-outcome.h"

#include "signin-error.h"

#include <gio/gio.h>

/* The server is there but silent. What that means depends on how far we came. */
static SlOutcome
timeout_outcome (SlStage stage)
{
  switch (stage)
    {
    case SL_STAGE_NETWORK:
    case SL_STAGE_DNS:
      return SL_OUTCOME_DNS_FAILED;
    case SL_STAGE_CONNECT:
    case SL_STAGE_TLS:
      return SL_OUTCOME_CONNECTION_TIMEOUT;
    case SL_STAGE_GREETING:
      return SL_OUTCOME_GREETING_MISSING;
    case SL_STAGE_AUTHENTICATION:
    case SL_STAGE_MAILBOX:
    case SL_STAGE_DONE:
    default:
      return SL_OUTCOME_TIMEOUT;
    }
}

static SlOutcome
closed_outcome (SlStage stage)
{
  return stage == SL_STAGE_GREETING ? SL_OUTCOME_GREETING_MISSING : SL_OUTCOME_CONNECTION_RESET;
}

static SlOutcome
signin_error_outcome (int code, SlStage stage)
{
  switch ((SlSigninError) code)
    {
    case SL_SIGNIN_ERROR_CLOSED:
      return closed_outcome (stage);
    case SL_SIGNIN_ERROR_HTTP:
      return SL_OUTCOME_CAPTIVE_PORTAL;
    case SL_SIGNIN_ERROR_TLS_VERSION:
      return SL_OUTCOME_TLS_FAILED;
    case SL_SIGNIN_ERROR_CERTIFICATE_EXPIRED:
      return SL_OUTCOME_CERTIFICATE_EXPIRED;
    case SL_SIGNIN_ERROR_CERTIFICATE_UNTRUSTED:
      return SL_OUTCOME_CERTIFICATE_UNTRUSTED;
    case SL_SIGNIN_ERROR_CERTIFICATE_HOSTNAME:
      return SL_OUTCOME_CERTIFICATE_HOSTNAME;
    case SL_SIGNIN_ERROR_CERTIFICATE_REVOKED:
      return SL_OUTCOME_CERTIFICATE_REVOKED;
    case SL_SIGNIN_ERROR_CERTIFICATE_CHANGED:
      return SL_OUTCOME_CERTIFICATE_CHANGED;
    case SL_SIGNIN_ERROR_LINE_TOO_LONG:
    case SL_SIGNIN_ERROR_REPLY_TOO_LONG:
    case SL_SIGNIN_ERROR_PROTOCOL:
    case SL_SIGNIN_ERROR_INJECTED:
    default:
      return SL_OUTCOME_PROTOCOL_ERROR;
    }
}

/* What the proxy itself says, not what it tells of the server. */
static gboolean
is_proxy_error (int code)
{
  return code == G_IO_ERROR_PROXY_FAILED || code == G_IO_ERROR_PROXY_AUTH_FAILED
         || code == G_IO_ERROR_PROXY_NEED_AUTH || code == G_IO_ERROR_PROXY_NOT_ALLOWED;
}

static SlOutcome
io_error_outcome (int code, SlStage stage)
{
  if (is_proxy_error (code))
    return SL_OUTCOME_PROXY_FAILED;
  if (code == G_IO_ERROR_CANCELLED)
    return SL_OUTCOME_CANCELLED;
  if (code == G_IO_ERROR_TIMED_OUT)
    return timeout_outcome (stage);
  if (code == G_IO_ERROR_CONNECTION_REFUSED)
    return SL_OUTCOME_CONNECTION_REFUSED;
  if (code == G_IO_ERROR_NETWORK_UNREACHABLE)
    return SL_OUTCOME_OFFLINE;
  if (code == G_IO_ERROR_HOST_UNREACHABLE)
    return SL_OUTCOME_CONNECTION_TIMEOUT;
  /* G_IO_ERROR_BROKEN_PIPE is the same number; libsoup says partial input. */
  if (code == G_IO_ERROR_CONNECTION_CLOSED || code == G_IO_ERROR_PARTIAL_INPUT)
    return stage == SL_STAGE_GREETING ? SL_OUTCOME_GREETING_MISSING : SL_OUTCOME_CONNECTION_RESET;
  /* No address left to try, an exhausted system: nothing answered. */
  if (stage <= SL_STAGE_DNS)
    return SL_OUTCOME_DNS_FAILED;
  return stage == SL_STAGE_TLS ? SL_OUTCOME_TLS_FAILED : SL_OUTCOME_CONNECTION_RESET;
}

static SlOutcome
tls_error_outcome (int code, SlStage stage)
{
  if (code == G_TLS_ERROR_BAD_CERTIFICATE)
    return SL_OUTCOME_CERTIFICATE_UNTRUSTED;
  /* An end without TLS's own goodbye: the connection was cut, not the agreement refused. */
  if (code == G_TLS_ERROR_EOF)
    return stage == SL_STAGE_GREETING ? SL_OUTCOME_GREETING_MISSING : SL_OUTCOME_CONNECTION_RESET;
  return SL_OUTCOME_TLS_FAILED;
}

/**
 * sl_failure_outcome:
 * @error: what GIO or this layer reported
 * @stage: in which stage
 *
 * Says what a failed step means for the user. Pure.
 *
 * Returns: the outcome, never a good one
 */
SlOutcome
sl_failure_outcome (const GError *error, SlStage stage)
{
  if (error->domain == SL_SIGNIN_ERROR)
    return signin_error_outcome (error->code, stage);
  if (error->domain == G_IO_ERROR)
    return io_error_outcome (error->code, stage);
  if (error->domain == G_TLS_ERROR)
    return tls_error_outcome (error->code, stage);
  if (error->domain == G_RESOLVER_ERROR)
    return error->code == G_RESOLVER_ERROR_NOT_FOUND ? SL_OUTCOME_DNS_NOT_FOUND
                                                     : SL_OUTCOME_DNS_FAILED;
  return stage <= SL_STAGE_CONNECT ? SL_OUTCOME_DNS_FAILED : SL_OUTCOME_PROTOCOL_ERROR;
}
