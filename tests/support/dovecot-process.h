/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlDovecotProcess:
 *
 * dovecot.py as a child of a C test: real mail servers on free ports of 127.0.0.1, that end with
 * the test. See dovecot.py for its users. cyrus.py and postfix.py speak the same way and may stand in its
 * place.
 */
typedef struct _SlDovecotProcess SlDovecotProcess;

SlDovecotProcess *sl_dovecot_process_new (const char *python,
                                          const char *program,
                                          const char *option,
                                          GError    **error);
void              sl_dovecot_process_free (SlDovecotProcess *self);
guint16           sl_dovecot_process_get_port (const SlDovecotProcess *self, const char *service);
const char       *sl_dovecot_process_get_password (const SlDovecotProcess *self);
const char       *sl_dovecot_process_get_ca (const SlDovecotProcess *self);
GTlsDatabase     *sl_dovecot_process_get_trust (const SlDovecotProcess *self);
