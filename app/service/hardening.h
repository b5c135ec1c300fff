/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

void sl_hardening_apply (void);
