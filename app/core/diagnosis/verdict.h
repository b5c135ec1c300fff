/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cause.h"
#include "state.h"

#include <json-glib/json-glib.h>

typedef enum
{
  SL_CONFIDENCE_LOW,
  SL_CONFIDENCE_MEDIUM,
  SL_CONFIDENCE_HIGH,
} SlConfidence;

#define SL_TYPE_CONFIDENCE (sl_confidence_get_type ())
GType sl_confidence_get_type (void);

/**
 * SlVerdict:
 * @state: the account's state
 * @cause: whose fault it is
 * @headline: first sentence: what, and whose, in the user's language
 * @advice: second sentence or two: what now; may be empty
 * @evidence: one sentence per piece of evidence that led here, never %NULL
 * @confidence: how sure
 * @pending: the newest failure still needs confirming; @state is the previous one, check again in 60 s
 * @row: the row of the diagnosis table that matched, 1 to 15, 0 if none did; for tests and bug reports
 * @incident_url: (nullable): the provider's own page about it, https
 *
 * What is said about an account. Immutable once handed out.
 */
typedef struct
{
  SlState      state;
  SlCause      cause;
  char        *headline;
  char        *advice;
  char       **evidence;
  SlConfidence confidence;
  gboolean     pending;
  guint        row;
  char        *incident_url;
} SlVerdict;

SlVerdict  *sl_verdict_new (SlState state, SlCause cause);
SlVerdict  *sl_verdict_ref (SlVerdict *verdict);
void        sl_verdict_unref (SlVerdict *verdict);
JsonObject *sl_verdict_to_json (const SlVerdict *verdict);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlVerdict, sl_verdict_unref)
