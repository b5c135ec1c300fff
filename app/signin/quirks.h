/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outcome.h"
#include "protocol.h"

gboolean sl_quirks_find (SlProtocol protocol, SlStage stage, const char *words, SlOutcome *outcome);
