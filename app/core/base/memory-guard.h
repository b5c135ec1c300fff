/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a program that handles passwords does before anything else. */
void sl_memory_guard_forbid_core_dumps (void);
void sl_memory_guard_hide_memory (void);
