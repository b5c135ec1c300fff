/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outcome.h"

SlOutcome sl_failure_outcome (const GError *error, SlStage stage);
