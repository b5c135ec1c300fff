/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sign-in costs: processor time and waits, side by side with curl and fetchmail on the same
 * Dovecot. Ours are counted in this process, as in the service, and once more as a program of their
 * own. Goal: less processor time than a curl process. */
#include "check.h"
#include "counting-relay.h"
#include "dovecot-process.h"

#include <glib/gstdio.h>
#include <sys/resource.h>

#define USER "good@example.org"
#define N_CHECKS 1000
#define N_PROCESSES 50

typedef struct
{
  SlDovecotProcess *dovecot;
  SlCountingRelay  *relay;
  char             *folder;
  const char       *ctl;
  const char       *ca;
} Bench;

static double
get_cpu_ms (int who)
{
  struct rusage usage;

  getrusage (who, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

static guint
get_waits (const Bench *bench)
{
  return (guint) g_atomic_int_get (&bench->relay->n_waits);
}

static void
report (const char *name, double cpu_ms, guint n_waits, double base_ms)
{
  g_print ("%-26s %6.2f ms of processor time, %2u waits", name, cpu_ms, n_waits);
  if (base_ms > 0)
    g_print (", %5.2f of a curl process", cpu_ms / base_ms);
  g_print ("\n");
}

static SlCheckRequest *
make_request (const Bench *bench, guint16 port)
{
  g_autoptr (SlServer) server
      = sl_server_new (SL_PROTOCOL_IMAP, SL_SECURITY_TLS, "localhost", port, USER);
  g_autoptr (SlSecret) secret
      = sl_secret_new (sl_dovecot_process_get_password (bench->dovecot), -1);
  SlCheckRequest *request = sl_check_request_new (server, SL_CHECK_KIND_SIGNIN, secret);

  request->trust = g_object_ref (sl_dovecot_process_get_trust (bench->dovecot));
  request->polite = FALSE;
  return request;
}

static guint
run_checks (const Bench *bench, guint16 port, guint n)
{
  g_autoptr (SlCheckRequest) request = make_request (bench, port);
  guint n_good = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SlCheckResult) result = sl_check_run (request, NULL);

      n_good += sl_outcome_is_good (result->outcome);
    }
  return n_good;
}

/* The relay works in this process, so the time is taken without it, and the waits of a known server
 * apart. */
static gboolean
measure_ours (const Bench *bench, double base_ms, double *cpu_ms)
{
  guint n_waits;
  guint n_good;

  run_checks (bench, bench->relay->port, 1);
  n_waits = get_waits (bench);
  run_checks (bench, bench->relay->port, 1);
  n_waits = get_waits (bench) - n_waits;
  *cpu_ms = get_cpu_ms (RUSAGE_SELF);
  n_good = run_checks (bench, sl_dovecot_process_get_port (bench->dovecot, "imaps"), N_CHECKS);
  *cpu_ms = (get_cpu_ms (RUSAGE_SELF) - *cpu_ms) / N_CHECKS;
  report ("a check in the service", *cpu_ms, n_waits, base_ms);
  if (n_good < N_CHECKS)
    g_print ("only %u of %u checks were good\n", n_good, N_CHECKS);
  return n_good == N_CHECKS;
}

static gboolean
run_once (const char *const *arguments, int most_status)
{
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  return process != NULL && g_subprocess_wait (process, NULL, NULL)
         && g_subprocess_get_if_exited (process)
         && g_subprocess_get_exit_status (process) <= most_status;
}

/* Returns 0 if the program is not there or does not succeed. fetchmail says 1 for "no mail". */
static double
measure_program (const Bench       *bench,
                 const char        *name,
                 const char *const *arguments,
                 int                most_status,
                 double             base_ms)
{
  double cpu_ms = get_cpu_ms (RUSAGE_CHILDREN);
  guint  n_before = get_waits (bench);

  for (guint i = 0; i < N_PROCESSES; i++)
    if (!run_once (arguments, most_status))
      {
        g_print ("%-34s not to be had here\n", name);
        return 0;
      }
  cpu_ms = get_cpu_ms (RUSAGE_CHILDREN) - cpu_ms;
  cpu_ms /= N_PROCESSES;
  report (name, cpu_ms, (get_waits (bench) - n_before) / N_PROCESSES, base_ms);
  return cpu_ms;
}

static char *
write_file (const Bench *bench, const char *name, const char *text)
{
  char *path = g_build_filename (bench->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  return path;
}

static double
measure_curl (const Bench *bench)
{
  const char       *password = sl_dovecot_process_get_password (bench->dovecot);
  g_autofree char  *text = g_strdup_printf ("user = \"" USER ":%s\"\n", password);
  g_autofree char  *settings = write_file (bench, "curlrc", text);
  g_autofree char  *url = g_strdup_printf ("imaps://localhost:%u/", bench->relay->port);
  const char *const arguments[]
      = { "curl",          "-q", "-s", "-K", settings, "--cacert", bench->ca, "-X",
          "EXAMINE INBOX", url,  NULL };

  return measure_program (bench, "curl", arguments, 0, 0);
}

static void
measure_fetchmail (const Bench *bench, double base_ms)
{
  const char       *password = sl_dovecot_process_get_password (bench->dovecot);
  g_autofree char  *text = g_strdup_printf ("poll localhost service %u protocol imap user \"" USER
                                            "\" password \"%s\" ssl sslcertck sslcertfile \"%s\"\n",
                                            bench->relay->port, password, bench->ca);
  g_autofree char  *settings = write_file (bench, "fetchmailrc", text);
  const char *const arguments[] = { "fetchmail", "--check", "-f", settings, NULL };

  g_setenv ("FETCHMAILHOME", bench->folder, TRUE);
  measure_program (bench, "fetchmail --check", arguments, 1, base_ms);
}

static void
measure_ctl (const Bench *bench, double base_ms)
{
  g_autofree char *password
      = write_file (bench, "password", sl_dovecot_process_get_password (bench->dovecot));
  g_autofree char *uri
      = g_strdup_printf ("imaps://good%%40example.org@localhost:%u", bench->relay->port);
  const char *const arguments[]
      = { bench->ctl, "check", "--ca-file", bench->ca, "--password-file", password, uri, NULL };

  measure_program (bench, "stormlanternctl check", arguments, 0, base_ms);
}

static void
sweep (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Bench    bench = { 0 };
  double   curl_ms;
  double   ours_ms;
  gboolean kept;

  if (argc != 4)
    return 2;
  bench.dovecot = sl_dovecot_process_new (argv[1], argv[2], NULL, &error);
  if (bench.dovecot == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 77;
    }
  bench.ctl = argv[3];
  bench.ca = sl_dovecot_process_get_ca (bench.dovecot);
  bench.folder = g_dir_make_tmp ("sl-XXXXXX", NULL);
  bench.relay = sl_counting_relay_new (sl_dovecot_process_get_port (bench.dovecot, "imaps"), NULL);
  g_print ("IMAPS, INBOX opened; %u checks, %u processes each:\n", N_CHECKS, N_PROCESSES);
  curl_ms = measure_curl (&bench);
  measure_fetchmail (&bench, curl_ms);
  measure_ctl (&bench, curl_ms);
  kept = measure_ours (&bench, curl_ms, &ours_ms) && (curl_ms <= 0 || ours_ms < curl_ms);
  sl_counting_relay_stop (bench.relay);
  sl_counting_relay_free (bench.relay);
  sweep (bench.folder);
  g_free (bench.folder);
  sl_dovecot_process_free (bench.dovecot);
  return kept ? 0 : 1;
}
