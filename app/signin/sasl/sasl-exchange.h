/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel-binding.h"
#include "sasl.h"

/**
 * SlSaslExchange:
 *
 * The client's side of a mechanism in which the server has questions: SCRAM, CRAM-MD5, XOAUTH2 and
 * OAUTHBEARER. It knows what to answer and which of its answers presents the credential; how lines
 * travel is the protocol's business. Owned by one sign-in.
 */
typedef struct _SlSaslExchange SlSaslExchange;

SlSaslExchange *sl_sasl_exchange_new (SlSaslMechanism         mechanism,
                                      const SlCheckRequest   *request,
                                      const SlChannelBinding *binding);
void            sl_sasl_exchange_free (SlSaslExchange *self);
gboolean        sl_sasl_exchange_speaks_first (const SlSaslExchange *self);
SlSecret *sl_sasl_exchange_answer (SlSaslExchange *self, const char *challenge, gboolean *presents);
gboolean  sl_sasl_exchange_is_complete (const SlSaslExchange *self);
const char *sl_sasl_exchange_get_refusal (const SlSaslExchange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlSaslExchange, sl_sasl_exchange_free)
