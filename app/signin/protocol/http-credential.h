/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"

const char *sl_http_credential_get_scheme (const SlCheckRequest *request);
SlSecret   *sl_http_credential_new (const SlCheckRequest *request);
