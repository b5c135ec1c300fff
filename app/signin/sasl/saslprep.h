/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret.h"

SlSecret *sl_saslprep (const SlSecret *secret);
