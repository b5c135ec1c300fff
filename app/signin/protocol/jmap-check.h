/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "conversation.h"

void sl_jmap_check (SlConversation *conversation);
