/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"

/**
 * SlSaslMechanism:
 *
 * How a credential is presented. Chosen once per check, before it is presented; there is no second
 * try.
 */
typedef enum
{
  SL_SASL_NONE,               /* nothing the server offers can carry this credential */
  SL_SASL_SCRAM_SHA_256_PLUS, /* RFC 7677, bound to the TLS connection */
  SL_SASL_SCRAM_SHA_1_PLUS,   /* RFC 5802, bound to the TLS connection */
  SL_SASL_SCRAM_SHA_256,
  SL_SASL_SCRAM_SHA_1,
  SL_SASL_PLAIN,       /* RFC 4616 */
  SL_SASL_LOGIN,       /* draft-murchison-sasl-login */
  SL_SASL_COMMAND,     /* IMAP's LOGIN or POP3's USER and PASS */
  SL_SASL_CRAM_MD5,    /* RFC 2195 */
  SL_SASL_XOAUTH2,     /* https://developers.google.com/gmail/imap/xoauth2-protocol */
  SL_SASL_OAUTHBEARER, /* RFC 7628 */
  SL_SASL_EXTERNAL,    /* RFC 4422, A: the certificate shown in the handshake is the credential */
} SlSaslMechanism;

/**
 * SlSaslOffer:
 *
 * What a server offers of the ways we know: SL_SASL_OFFER() of each.
 */
typedef guint SlSaslOffer;
#define SL_SASL_OFFER(mechanism) (1u << (mechanism))

SlSaslMechanism
            sl_sasl_choose (SlSaslOffer offer, const SlCheckRequest *request, gboolean can_bind);
void        sl_sasl_offer_add (SlSaslOffer *offer, const char *mechanisms, const char *prefix);
const char *sl_sasl_get_name (SlSaslMechanism mechanism);
gboolean    sl_sasl_may_be_pipelined (SlSaslMechanism mechanism);
SlSecret   *sl_sasl_plain (const char *user, const SlSecret *secret);
SlSecret   *sl_sasl_external (const char *user);
SlSecret   *sl_sasl_base64 (const SlSecret *secret);
char       *sl_sasl_quote_user (const char *user);
SlSecret   *sl_sasl_quote (const SlSecret *secret);
