/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How a practice in the terminal tells something: one calm line with the time, more below it. */

void sl_drill_line_print (const char *text);
void sl_drill_line_continue (const char *text);
