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
  SL_SASL_NONE,    /* nothing the server offers can carry this credential */
  SL_SASL_PLAIN,   /* RFC 4616 */
  SL_SASL_LOGIN,   /* draft-murchison-sasl-login */
  SL_SASL_COMMAND, /* IMAP's LOGIN or POP3's USER and PASS */
} SlSaslMechanism;

/**
 * SlSaslOffer:
 * @plain: the server offers PLAIN
 * @login: the server offers LOGIN as a mechanism
 * @command: the server takes the protocol's own command
 *
 * What a server offers of the ways we know.
 */
typedef struct
{
  gboolean plain;
  gboolean login;
  gboolean command;
} SlSaslOffer;

SlSaslMechanism sl_sasl_choose (const SlSaslOffer *offer, const SlCheckRequest *request);
void            sl_sasl_offer_add (SlSaslOffer *offer, const char *mechanisms, const char *prefix);
SlSecret       *sl_sasl_plain (const char *user, const SlSecret *secret);
SlSecret       *sl_sasl_base64 (const SlSecret *secret);
char           *sl_sasl_quote_user (const char *user);
SlSecret       *sl_sasl_quote (const SlSecret *secret);
