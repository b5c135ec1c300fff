/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail-actor.h"

void sl_mail_session_begin (SlMailActor *actor, GIOStream *stream, GCancellable *cancellable);
