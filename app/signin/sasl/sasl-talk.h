/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "conversation.h"
#include "sasl.h"

/**
 * SlSaslTalk:
 * @command: what begins an exchange, without the mechanism's name, such as "AUTH"
 * @longest_line_bytes: how long the command may be with the first answer in it, 0 if that must wait
 * @behind: (nullable): the commands, up to goodbye, that may travel behind a response that is the
 * last
 * @read: reads the server's reply: %FALSE if it declined, which is then noted; else @challenge is
 *   its question in base64, or %NULL for yes
 * @session: for @read
 *
 * How a protocol carries the lines of a SASL exchange.
 */
typedef struct
{
  const char *command;
  gsize       longest_line_bytes;
  const char *behind;
  gboolean (*read) (gpointer session, char **challenge);
  gpointer session;
} SlSaslTalk;

gboolean sl_sasl_fits_one_flight (const SlConversation *conversation,
                                  SlSaslMechanism       mechanism,
                                  const SlSaslTalk     *talk);
gboolean
sl_sasl_present (SlConversation *conversation, SlSaslMechanism mechanism, const SlSaslTalk *talk);
gboolean sl_sasl_hear_answer (SlConversation *conversation, const SlSaslTalk *talk);
gboolean
sl_sasl_sign_in (SlConversation *conversation, SlSaslMechanism mechanism, const SlSaslTalk *talk);
