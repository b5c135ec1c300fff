/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "conversation.h"

void sl_imap_check (SlConversation *conversation);
