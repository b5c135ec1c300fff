/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence.h"
#include "verdict.h"

SlVerdict *sl_diagnose (const SlEvidence *evidence);
