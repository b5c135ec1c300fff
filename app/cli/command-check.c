/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"

#include "check-report.h"
#include "check.h"
#include "online-sign-in.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* More patience than this is a mistake in a script, not a wish. */
#define LONGEST_TIMEOUT_SECONDS 600
#define DEFAULT_TIMEOUT -1

/* SHA-256 in hexadecimal. */
#define KEY_DIGITS 64

typedef struct
{
  gboolean json;
  gboolean no_auth;
  gboolean polite;
  char    *password_file;
  char    *token_file;
  char    *online_account;
  char    *ca_file;
  char    *pin;
  char    *client_certificate;
  int      timeout_seconds;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->password_file);
  g_free (options->token_file);
  g_free (options->online_account);
  g_free (options->ca_file);
  g_free (options->pin);
  g_free (options->client_certificate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
is_key (const char *pin)
{
  return strlen (pin) == KEY_DIGITS && strspn (pin, "0123456789abcdefABCDEF") == KEY_DIGITS;
}

static guint
count_sources (const Options *options)
{
  return (options->password_file != NULL) + (options->token_file != NULL)
         + (options->online_account != NULL);
}

static int
judge_credential (const Options *options, const SlServer *server)
{
  if (server->user == NULL)
    return sl_command_fail (
        SL_EXIT_USAGE,
        _ ("The address names no user; write user@host, or use --no-auth to try the door only."));
  if (options->password_file != NULL || options->token_file != NULL
      || options->online_account != NULL)
    return SL_EXIT_FINE;
  if (options->client_certificate == NULL)
    return sl_command_fail (SL_EXIT_USAGE,
                            _ ("A sign-in needs --password-file or --token-file, “-” "
                               "for standard input; --no-auth tries the door only."));
  if (server->protocol == SL_PROTOCOL_JMAP || server->protocol == SL_PROTOCOL_HTTPS)
    return sl_command_fail (SL_EXIT_USAGE,
                            _ ("A certificate alone signs in over IMAP, POP3 and SMTP only; add "
                               "--password-file or --token-file."));
  return SL_EXIT_FINE;
}

/* Everything that can be said without asking the server or reading a secret. */
static int
judge_options (const Options *options, const SlServer *server)
{
  if (options->timeout_seconds != DEFAULT_TIMEOUT
      && (options->timeout_seconds < 1 || options->timeout_seconds > LONGEST_TIMEOUT_SECONDS))
    return sl_command_fail (SL_EXIT_USAGE,
                            /* Translators: %d is a number of seconds */
                            _ ("--timeout takes 1 to %d seconds."), LONGEST_TIMEOUT_SECONDS);
  if (options->pin != NULL && !is_key (options->pin))
    return sl_command_fail (SL_EXIT_USAGE,
                            /* Translators: %d is a number of digits */
                            _ ("--pin takes the SHA-256 of the certificate’s public key: %d "
                               "hexadecimal digits."),
                            KEY_DIGITS);
  return options->no_auth ? SL_EXIT_FINE : judge_credential (options, server);
}

static SlSecret *
read_secret (const char *path, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  gboolean  is_stdin = strcmp (path, "-") == 0;
  int       fd = is_stdin ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);
  SlSecret *secret;

  if (fd < 0)
    {
      *exit_code = sl_command_fail (SL_EXIT_USAGE,
                                    /* Translators: a file's name and the system's reason */
                                    _ ("%s cannot be read: %s."), path, g_strerror (errno));
      return NULL;
    }
  secret = sl_secret_new_from_fd (fd, &error);
  if (!is_stdin)
    close (fd);
  if (secret == NULL)
    *exit_code = sl_command_fail (SL_EXIT_USAGE, "%s", error->message);
  return secret;
}

static gboolean
read_trust (const char *path, GTlsDatabase **trust, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *absolute = NULL;

  if (path == NULL)
    return TRUE;
  absolute = g_canonicalize_filename (path, NULL);
  *trust = g_tls_file_database_new (absolute, &error);
  if (*trust != NULL)
    return TRUE;
  *exit_code = sl_command_fail (SL_EXIT_USAGE,
                                /* Translators: a file's name and the reason */
                                _ ("%s holds no certificates that can be used: %s."), path,
                                error->message);
  return FALSE;
}

/* One file holds the certificate and its key, as PEM. */
static gboolean
read_client_certificate (const char *path, GTlsCertificate **certificate, int *exit_code)
{
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return TRUE;
  *certificate = g_tls_certificate_new_from_file (path, &error);
  if (*certificate != NULL)
    return TRUE;
  *exit_code
      = sl_command_fail (SL_EXIT_USAGE,
                         /* Translators: a file's name and the reason */
                         _ ("%s holds no certificate with its key: %s."), path, error->message);
  return FALSE;
}

static gboolean
read_credential (const Options *options, SlSecret **secret, int *exit_code)
{
  const char *path = options->password_file != NULL ? options->password_file : options->token_file;

  if (options->no_auth || path == NULL)
    return TRUE;
  *secret = read_secret (path, exit_code);
  return *secret != NULL;
}

static SlCheckRequest *
make_request (const Options *options, SlServer *server, SlSecret *held, int *exit_code)
{
  g_autoptr (SlSecret) secret = held != NULL ? sl_secret_ref (held) : NULL;
  g_autoptr (GTlsDatabase) trust = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (SlCheckRequest) request = NULL;

  if (!read_trust (options->ca_file, &trust, exit_code)
      || !read_client_certificate (options->client_certificate, &certificate, exit_code)
      || !read_credential (options, &secret, exit_code))
    return NULL;
  request = sl_check_request_new (
      server, options->no_auth ? SL_CHECK_KIND_DOOR : SL_CHECK_KIND_SIGNIN, secret);
  request->trust = g_steal_pointer (&trust);
  request->client_certificate = g_steal_pointer (&certificate);
  request->polite = options->polite;
  request->pinned_key = options->pin != NULL ? g_ascii_strdown (options->pin, -1) : NULL;
  request->is_token = options->token_file != NULL;
  if (options->timeout_seconds != DEFAULT_TIMEOUT)
    {
      request->check_timeout_ms = (guint) options->timeout_seconds * 1000;
      request->step_timeout_ms = MIN (request->step_timeout_ms, request->check_timeout_ms);
    }
  return g_steal_pointer (&request);
}

static int
report (const Options *options, const SlCheckResult *result)
{
  g_autofree char *text
      = options->json ? sl_check_report_to_json (result) : sl_check_report_to_text (result);

  fputs (text, stdout);
  return sl_outcome_is_good (result->outcome) ? SL_EXIT_FINE : SL_EXIT_NOT_FINE;
}

/* credential: (nullable): from Online Accounts */
static int
check_server (const Options *options, SlServer *server, const SlCredential *credential)
{
  SlSecret *secret = credential != NULL ? credential->secret : NULL;
  g_autoptr (SlCheckRequest) request = NULL;
  g_autoptr (SlCheckResult) result = NULL;
  int exit_code = judge_options (options, server);

  if (exit_code != SL_EXIT_FINE)
    return exit_code;
  request = make_request (options, server, secret, &exit_code);
  if (request == NULL)
    return exit_code;
  if (credential != NULL)
    request->is_token = credential->is_token;
  result = sl_check_run (request, NULL);
  return report (options, result);
}

static int
check_uri (const Options *options, const char *uri)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlServer) server = sl_server_new_from_uri (uri, &error);

  if (server == NULL)
    return sl_command_fail (SL_EXIT_USAGE, "%s", error->message);
  return check_server (options, server, NULL);
}

/* That the desktop gives out nothing to sign in with is what the check finds, not a failure of it.
 */
static int
check_online_account (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlOnlineSignIn) sign_in
      = sl_online_sign_in_find (options->online_account, !options->no_auth, &error);
  g_autoptr (SlCheckResult) result = NULL;

  if (sign_in == NULL)
    return sl_command_fail (
        g_error_matches (error, SL_ONLINE_SIGN_IN_ERROR, SL_ONLINE_SIGN_IN_ERROR_UNKNOWN)
            ? SL_EXIT_USAGE
            : SL_EXIT_FAILED,
        "%s", error->message);
  if (sign_in->credential == NULL || sign_in->credential->secret != NULL)
    return check_server (options, sign_in->server, sign_in->credential);
  result = sl_credential_to_result (sign_in->credential, sign_in->server->protocol);
  return report (options, result);
}

/* The server is named by an address or by an online account, not by both. */
static int
run_with_options (const Options *options, int argc, char **argv)
{
  if (count_sources (options) > 1)
    return sl_command_fail (SL_EXIT_USAGE,
                            _ ("A sign-in takes one of --password-file, --token-file and "
                               "--online-account."));
  if (options->online_account != NULL && argc == 1)
    return check_online_account (options);
  if (options->online_account != NULL)
    return sl_command_fail (SL_EXIT_USAGE,
                            _ ("--online-account names the server itself; leave the address out."));
  if (argc != 2)
    return sl_command_fail (SL_EXIT_USAGE,
                            _ ("check takes one address, such as imaps://ann@mail.example.org."));
  return check_uri (options, argv[1]);
}

static int
run (int argc, char **argv)
{
  g_auto (Options) options = { .timeout_seconds = DEFAULT_TIMEOUT };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print one JSON object on one line"),
      NULL },
    { "no-auth", 0, 0, G_OPTION_ARG_NONE, &options.no_auth,
      N_ ("Try the door only, without signing in"), NULL },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &options.password_file,
      N_ ("Read the password from FILE; “-” is standard input"), N_ ("FILE") },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &options.token_file,
      N_ ("Read an access token from FILE; “-” is standard input"), N_ ("FILE") },
    { "online-account", 0, 0, G_OPTION_ARG_STRING, &options.online_account,
      N_ ("Take server, user and password or token from GNOME Online Accounts, in place of URI"),
      N_ ("ID-or-ADDRESS") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &options.ca_file,
      N_ ("Trust the certificates in FILE instead of the system’s"), N_ ("FILE") },
    { "client-certificate", 0, 0, G_OPTION_ARG_FILENAME, &options.client_certificate,
      N_ ("Show the certificate in FILE (PEM, with its key); alone, it is the sign-in"),
      N_ ("FILE") },
    { "pin", 0, 0, G_OPTION_ARG_STRING, &options.pin,
      N_ ("Accept a certificate with this public key (SHA-256, as in RFC 7469) whoever signed it"),
      N_ ("HEX") },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &options.timeout_seconds, N_ ("Give up after SECONDS"),
      N_ ("SECONDS") },
    { "polite", 0, 0, G_OPTION_ARG_NONE, &options.polite,
      N_ ("Always wait for the greeting before signing in"), NULL },
    { NULL },
  };
  int exit_code;

  if (!sl_command_parse (&sl_command_check, entries, &argc, &argv, &exit_code))
    return exit_code;
  return run_with_options (&options, argc, argv);
}

const SlCommand sl_command_check = {
  .name = "check",
  .usage = "URI | --online-account ID-or-ADDRESS",
  .summary = N_ ("Try one server: its door, or a sign-in"),
  .run = run,
};
