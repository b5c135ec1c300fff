/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dovecot-process.h"

#include <json-glib/json-glib.h>

struct _SlDovecotProcess
{
  GSubprocess  *process;
  JsonNode     *ready;
  GTlsDatabase *trust;
};

/**
 * sl_dovecot_process_new:
 * @python: the interpreter
 * @program: the path of dovecot.py, cyrus.py or postfix.py
 * @option: (nullable): such as "--mechanisms=plain xoauth2"
 * @error: set if the server does not start, such as when it is not installed
 *
 * Starts the servers and waits until they are ready.
 *
 * Returns: (transfer full) (nullable): the servers
 */
SlDovecotProcess *
sl_dovecot_process_new (const char *python, const char *program, const char *option, GError **error)
{
  const GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE;
  g_autoptr (GSubprocess) process = g_subprocess_new (flags, error, python, program, option, NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char  *line = NULL;
  SlDovecotProcess *self;

  if (process == NULL)
    return NULL;
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (output, NULL, NULL, error);
  if (line == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The server did not start");
      return NULL;
    }
  self = g_new0 (SlDovecotProcess, 1);
  self->process = g_steal_pointer (&process);
  self->ready = json_from_string (line, NULL);
  g_assert_nonnull (self->ready);
  self->trust = g_tls_file_database_new (
      json_object_get_string_member (json_node_get_object (self->ready), "ca"), error);
  g_assert_nonnull (self->trust);
  return self;
}

/**
 * sl_dovecot_process_free:
 * @self: (transfer full) (nullable): servers
 *
 * Ends them and waits until they have gone.
 */
void
sl_dovecot_process_free (SlDovecotProcess *self)
{
  if (self == NULL)
    return;
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_object_unref (self->trust);
  json_node_unref (self->ready);
  g_free (self);
}

/**
 * sl_dovecot_process_get_port:
 * @self: servers
 * @service: "imap", "imaps", "pop3", "pop3s", "submission" or "submissions"; "https" of cyrus.py
 *
 * Returns: its port on 127.0.0.1
 */
guint16
sl_dovecot_process_get_port (const SlDovecotProcess *self, const char *service)
{
  return (guint16) json_object_get_int_member (json_node_get_object (self->ready), service);
}

/**
 * sl_dovecot_process_get_password:
 * @self: servers
 *
 * Returns: (transfer none): the password of all users
 */
const char *
sl_dovecot_process_get_password (const SlDovecotProcess *self)
{
  return json_object_get_string_member (json_node_get_object (self->ready), "password");
}

/**
 * sl_dovecot_process_get_ca:
 * @self: servers
 *
 * Returns: (transfer none): the file with the authority that signed their certificate
 */
const char *
sl_dovecot_process_get_ca (const SlDovecotProcess *self)
{
  return json_object_get_string_member (json_node_get_object (self->ready), "ca");
}

/**
 * sl_dovecot_process_get_trust:
 * @self: servers
 *
 * Returns: (transfer none): trusts the authority that signed their certificate
 */
GTlsDatabase *
sl_dovecot_process_get_trust (const SlDovecotProcess *self)
{
  return self->trust;
}
