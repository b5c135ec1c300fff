/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

void sl_memory_frugality_apply (void);
