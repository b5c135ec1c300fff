/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "imap-speaker.h"

#include <string.h>

#define CAPABILITIES "IMAP4rev1 SASL-IR AUTH=PLAIN"
#define MAX_COMMANDS 100 /* a check needs five */

struct _SlImapSpeaker
{
  char    *password;
  char    *awaiting_tag; /* nullable: AUTHENTICATE was sent without an initial response */
  gboolean signed_in;
  gboolean finished;
  guint    commands;
  guint    signins;
};

/* One command line, split: the tag, the command in capitals, and what follows. */
typedef struct
{
  const char *tag;
  char       *word;
  const char *rest;
} Command;

typedef char *(*Answer) (SlImapSpeaker *self, SlMailAct act, const Command *command);

static char *
conclude_signin (SlImapSpeaker *self, SlMailAct act, const char *tag, const char *password)
{
  self->signins++;
  if (act == SL_MAIL_ACT_AUTH_UNAVAILABLE)
    return g_strdup_printf ("%s NO [UNAVAILABLE] Temporary authentication failure.\r\n", tag);
  if (act == SL_MAIL_ACT_AUTH_REJECTED || g_strcmp0 (password, self->password) != 0)
    return g_strdup_printf ("%s NO [AUTHENTICATIONFAILED] Authentication failed.\r\n", tag);
  self->signed_in = TRUE;
  return g_strdup_printf ("%s OK [CAPABILITY " CAPABILITIES "] Logged in\r\n", tag);
}

/* RFC 4616: authorisation identity, NUL, user, NUL, password. */
static char *
read_plain_password (const char *base64)
{
  gsize              length = 0;
  g_autofree guchar *message = g_base64_decode (base64, &length);
  const guchar      *end = message + length;
  const guchar      *user = memchr (message, '\0', length);
  const guchar      *password = user != NULL ? memchr (user + 1, '\0', end - user - 1) : NULL;

  if (password == NULL)
    return NULL;
  return g_strndup ((const char *) password + 1, end - password - 1);
}

static char *
answer_capability (SlImapSpeaker *self, SlMailAct act, const Command *command)
{
  return g_strdup_printf ("* CAPABILITY " CAPABILITIES "\r\n%s OK Capability completed.\r\n",
                          command->tag);
}

static char *
answer_noop (SlImapSpeaker *self, SlMailAct act, const Command *command)
{
  return g_strdup_printf ("%s OK NOOP completed.\r\n", command->tag);
}

static char *
answer_logout (SlImapSpeaker *self, SlMailAct act, const Command *command)
{
  self->finished = TRUE;
  return g_strdup_printf ("* BYE Logging out\r\n%s OK Logout completed.\r\n", command->tag);
}

static char *
answer_authenticate (SlImapSpeaker *self, SlMailAct act, const Command *command)
{
  g_auto (GStrv) words = g_strsplit (command->rest, " ", 2);
  g_autofree char *password = NULL;

  if (words[0] == NULL || g_ascii_strcasecmp (words[0], "PLAIN") != 0)
    return g_strdup_printf ("%s NO [CANNOT] Only PLAIN is spoken here.\r\n", command->tag);
  if (words[1] == NULL)
    {
      self->awaiting_tag = g_strdup (command->tag);
      return g_strdup ("+ \r\n");
    }
  password = read_plain_password (words[1]);
  return conclude_signin (self, act, command->tag, password);
}

static char *
answer_sasl_response (SlImapSpeaker *self, SlMailAct act, const char *line)
{
  g_autofree char *tag = g_steal_pointer (&self->awaiting_tag);
  g_autofree char *password = NULL;

  if (g_str_equal (line, "*"))
    return g_strdup_printf ("%s BAD Authentication cancelled.\r\n", tag);
  password = read_plain_password (line);
  return conclude_signin (self, act, tag, password);
}

/* The second of two arguments, atom or quoted string (RFC 3501, 9: quoted). */
static char *
read_login_password (const char *rest)
{
  GString *password = g_string_new (NULL);
  gboolean quoted = FALSE;
  guint    argument = 0;

  for (const char *character = rest; *character != '\0'; character++)
    {
      if (quoted && *character == '\\' && character[1] != '\0')
        character++;
      else if (*character == '"')
        {
          quoted = !quoted;
          continue;
        }
      else if (*character == ' ' && !quoted)
        {
          argument++;
          continue;
        }
      if (argument == 1)
        g_string_append_c (password, *character);
    }
  return g_string_free (password, FALSE);
}

static char *
answer_login (SlImapSpeaker *self, SlMailAct act, const Command *command)
{
  g_autofree char *password = read_login_password (command->rest);

  return conclude_signin (self, act, command->tag, password);
}

static char *
answer_examine (SlImapSpeaker *self, SlMailAct act, const Command *command)
{
  const char *access = g_str_equal (command->word, "EXAMINE") ? "READ-ONLY" : "READ-WRITE";

  if (!self->signed_in)
    return g_strdup_printf ("%s BAD Sign in first.\r\n", command->tag);
  if (act == SL_MAIL_ACT_MAILBOX_UNAVAILABLE)
    return g_strdup_printf ("%s NO [UNAVAILABLE] The mailbox is away for a moment.\r\n",
                            command->tag);
  return g_strdup_printf (
      "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n"
      "* 3 EXISTS\r\n* 0 RECENT\r\n"
      "* OK [UIDVALIDITY 1] UIDs valid\r\n* OK [UIDNEXT 4] Predicted next UID\r\n"
      "%s OK [%s] %s completed.\r\n",
      command->tag, access, command->word);
}

static const struct
{
  const char *word;
  Answer      answer;
} answers[] = {
  { "AUTHENTICATE", answer_authenticate },
  { "CAPABILITY", answer_capability },
  { "EXAMINE", answer_examine },
  { "LOGIN", answer_login },
  { "LOGOUT", answer_logout },
  { "NOOP", answer_noop },
  { "SELECT", answer_examine },
};

static char *
answer_command (SlImapSpeaker *self, SlMailAct act, const Command *command)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      if (g_str_equal (answers[i].word, command->word))
        return answers[i].answer (self, act, command);
    }
  return g_strdup_printf ("%s BAD Not spoken here.\r\n", command->tag);
}

static char *
say_goodbye (SlImapSpeaker *self, const char *reason)
{
  self->finished = TRUE;
  return g_strdup_printf ("* BYE %s\r\n", reason);
}

/**
 * sl_imap_speaker_new:
 * @password: the only password that signs in; any user name does
 *
 * Returns: (transfer full): the speaker of one connection
 */
SlImapSpeaker *
sl_imap_speaker_new (const char *password)
{
  SlImapSpeaker *self = g_new0 (SlImapSpeaker, 1);

  self->password = g_strdup (password);
  return self;
}

/**
 * sl_imap_speaker_free:
 * @self: a speaker
 */
void
sl_imap_speaker_free (SlImapSpeaker *self)
{
  g_free (self->password);
  g_free (self->awaiting_tag);
  g_free (self);
}

/**
 * sl_imap_speaker_greet:
 * @self: a speaker
 *
 * Returns: (transfer full): the server's first line
 */
char *
sl_imap_speaker_greet (SlImapSpeaker *self)
{
  return g_strdup ("* OK [CAPABILITY " CAPABILITIES "] Storm Lantern practice ready.\r\n");
}

/**
 * sl_imap_speaker_answer:
 * @self: a speaker
 * @act: how to behave
 * @line: one line without its line end, any bytes but NUL
 *
 * Returns: (transfer full): the whole answer, one line or several, each ended by CRLF
 */
char *
sl_imap_speaker_answer (SlImapSpeaker *self, SlMailAct act, const char *line)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *word = NULL;
  Command          command;

  if (++self->commands > MAX_COMMANDS)
    return say_goodbye (self, "Too many commands.");
  if (self->awaiting_tag != NULL)
    return answer_sasl_response (self, act, line);
  /* A literal would have to be read as bytes, not lines; to go on would be to lose step. */
  if (g_str_has_suffix (line, "}"))
    return say_goodbye (self, "Literals are not spoken here.");

  words = g_strsplit (line, " ", 3);
  if (g_strv_length (words) < 2 || *words[0] == '\0')
    return g_strdup ("* BAD A tag and a command were expected.\r\n");
  word = g_ascii_strup (words[1], -1);
  command = (Command){ words[0], word, words[2] != NULL ? words[2] : "" };
  return answer_command (self, act, &command);
}

/**
 * sl_imap_speaker_is_finished:
 * @self: a speaker
 *
 * Returns: whether the connection is to be closed after the last answer
 */
gboolean
sl_imap_speaker_is_finished (SlImapSpeaker *self)
{
  return self->finished;
}

/**
 * sl_imap_speaker_get_signins:
 * @self: a speaker
 *
 * Returns: how many credentials were presented in this connection
 */
guint
sl_imap_speaker_get_signins (SlImapSpeaker *self)
{
  return self->signins;
}
