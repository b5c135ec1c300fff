/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "conversation.h"
#include "sasl.h"

/**
 * SlSaslTalk:
 * @command: what begins an exchange, without the mechanism's name, such as "AUTH"
 * @longest_line_bytes: how long the command may be with the first answer in it, 0 if that must wait
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
  gboolean (*read) (gpointer session, char **challenge);
  gpointer session;
} SlSaslTalk;

gboolean
sl_sasl_talk (SlConversation *conversation, SlSaslMechanism mechanism, const SlSaslTalk *talk);
