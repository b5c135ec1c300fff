/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feed-reader.h"

extern const SlFeedReader sl_microsoft_reader;
