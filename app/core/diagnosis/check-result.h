/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "certificate-facts.h"
#include "outcome.h"
#include "protocol.h"

#include <json-glib/json-glib.h>

#define SL_MAX_TRIED 8

/**
 * SlCheckResult:
 * @time: when the check ended, Unix time in seconds, 0 if unknown
 * @kind: door or sign-in
 * @protocol: what was spoken
 * @outcome: what was found
 * @stage: the stage in which it failed, %SL_STAGE_DONE when it did not; for "slow" the slow stage
 * @response_code: (nullable): the server's machine word: IMAP "UNAVAILABLE", POP3 "SYS/TEMP", SMTP "454 4.7.0";
 *   the sign-in service's, such as "invalid_grant", if the server was not reached for want of a token
 * @server_text: (nullable): the server's words, UTF-8, one line, no control characters, at most 512 bytes, never a
 *   secret; a sentence of ours or the system's, if the server was not reached for want of a password or token
 * @server_name: (nullable): what the greeting says of the machine that answered, for reports
 * @retry_after_seconds: how long the server asked us to wait, 0 if it did not say
 * @mechanism: (nullable): the SASL mechanism that was used, or "LOGIN", "USER"
 * @pipelined: whether sign-in was sent without waiting for the greeting
 * @timings_ms: milliseconds spent in each stage, -1 if it was not reached; index %SL_STAGE_DONE is the total
 * @address: (nullable): the IP address that was connected to
 * @tried: (nullable): the addresses that were tried, in this order, at most %SL_MAX_TRIED; also when
 *   none of them answered
 * @failed_family: (nullable): "IPv4" or "IPv6", if addresses of it were passed over before one of the
 *   other family answered, though there is a way to them
 * @proxy: (nullable): the proxy that was asked, such as "socks5://127.0.0.1:1080", without user
 * @usual_ms: what each stage usually takes for this account, as @timings_ms; 0 if unknown
 * @tls_version: (nullable): such as "TLS 1.3"
 * @certificate: (nullable): what the certificate says that was not accepted
 *
 * What one check found. Immutable once handed out; may cross threads.
 */
typedef struct
{
  gint64      time;
  SlCheckKind kind;
  SlProtocol  protocol;
  SlOutcome   outcome;
  SlStage     stage;
  char       *response_code;
  char       *server_text;
  char       *server_name;
  guint       retry_after_seconds;
  char       *mechanism;
  gboolean    pipelined;
  int         timings_ms[SL_N_STAGES];
  char       *address;
  char      **tried;
  char       *failed_family;
  char       *proxy;
  int         usual_ms[SL_N_STAGES];
  char       *tls_version;

  SlCertificateFacts *certificate;
} SlCheckResult;

SlCheckResult *sl_check_result_new (SlCheckKind kind, SlProtocol protocol, SlOutcome outcome, SlStage stage);
SlCheckResult *sl_check_result_ref (SlCheckResult *result);
void           sl_check_result_unref (SlCheckResult *result);
gboolean       sl_check_result_reached_server (const SlCheckResult *result);
JsonObject    *sl_check_result_to_json (const SlCheckResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlCheckResult, sl_check_result_unref)
