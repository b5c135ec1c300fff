/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The version of the plan file's format that this program reads and writes. */
#define SL_PLAN_VERSION 1
