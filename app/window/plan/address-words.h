/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

char *sl_address_to_words (const char *address);
