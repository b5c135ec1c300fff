/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "token-reply.h"

#include "json-getters.h"
#include "json-text.h"
#include "server-text.h"
#include "token-quirks.h"

#include <libsoup/soup.h>
#include <string.h>

/* {"access_token": "…", "token_type": "Bearer", "expires_in": 3599, "refresh_token": "…"}
 * {"error": "invalid_grant", "error_description": "AADSTS50173: …", "error_codes": [50173]}
 * Samples: tests/data/transcripts/token/. Source: RFC 6749, 5.1 and 5.2. */

#define MAX_CODES 8
#define MAX_ERROR_BYTES 64
#define MAX_TOKEN_BYTES (32 * 1024)
/* RFC 6749, 5.1: if it is not said, it is known otherwise; every large provider's is an hour. */
#define USUAL_LIFETIME_SECONDS 3600
/* A year: whoever names more has made a mistake. */
#define LONGEST_LIFETIME_SECONDS (365 * 24 * 60 * 60)
/* Who asks for more than a day has a wrong clock. */
#define LONGEST_WAIT_SECONDS (24 * 60 * 60)
#define MICROSOFT_MARK "AADSTS"

/**
 * sl_token_reply_free:
 * @reply: (transfer full) (nullable): a reply
 */
void
sl_token_reply_free (SlTokenReply *reply)
{
  if (reply == NULL)
    return;
  g_free (reply->error);
  g_free (reply->reason);
  g_clear_pointer (&reply->access_token, sl_secret_unref);
  g_clear_pointer (&reply->refresh_token, sl_secret_unref);
  g_free (reply);
}

/* Words of a registry; anything else is not repeated to anybody. */
static const char *
peek_error (JsonObject *object)
{
  const char *error = sl_json_get_string (object, "error");

  if (error == NULL || strlen (error) > MAX_ERROR_BYTES)
    return NULL;
  for (const char *letter = error; *letter != '\0'; letter++)
    if (!g_ascii_isalnum (*letter) && strchr ("_.-", *letter) == NULL)
      return NULL;
  return error;
}

/* Tokens are visible ASCII; RFC 6749, appendix A.12 and A.17. */
static SlSecret *
read_token (JsonObject *object, const char *name)
{
  const char *text = sl_json_get_string (object, name);

  if (text == NULL || strlen (text) > MAX_TOKEN_BYTES)
    return NULL;
  for (const char *letter = text; *letter != '\0'; letter++)
    if (!g_ascii_isprint (*letter))
      return NULL;
  return sl_secret_new (text, -1);
}

static guint
read_codes (JsonObject *object, guint *codes)
{
  const char *description = sl_json_get_string (object, "error_description");
  const char *mark = description != NULL ? strstr (description, MICROSOFT_MARK) : NULL;
  JsonArray  *array = sl_json_get_array (object, "error_codes");
  guint       n_codes = 0;

  for (guint i = 0; i < sl_json_get_length (array) && n_codes < MAX_CODES - 1; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_INT64)
        codes[n_codes++] = (guint) CLAMP (json_node_get_int (element), 0, G_MAXINT);
    }
  if (mark != NULL)
    codes[n_codes++]
        = (guint) MIN (g_ascii_strtoull (mark + strlen (MICROSOFT_MARK), NULL, 10), G_MAXINT);
  return n_codes;
}

static guint
parse_wait (const char *text, gint64 now)
{
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &seconds, NULL))
    return MIN (seconds, LONGEST_WAIT_SECONDS);
  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return 0;
  return CLAMP (g_date_time_to_unix (date) - now, 0, LONGEST_WAIT_SECONDS);
}

/* Seconds, as a number or, as some servers have it, as text. */
static guint
read_lifetime (JsonObject *object)
{
  g_autofree char *text = sl_json_dup_word (object, "expires_in");
  gint64           seconds = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  if (seconds <= 0)
    return USUAL_LIFETIME_SECONDS;
  return MIN (seconds, LONGEST_LIFETIME_SECONDS);
}

static gboolean
is_bearer (JsonObject *object)
{
  const char *type = sl_json_get_string (object, "token_type");

  return type == NULL || g_ascii_strcasecmp (type, "bearer") == 0;
}

static void
read_tokens (SlTokenReply *reply, JsonObject *object)
{
  if (object != NULL && is_bearer (object))
    reply->access_token = read_token (object, "access_token");
  if (reply->access_token == NULL)
    return;
  reply->refresh_token = read_token (object, "refresh_token");
  reply->lifetime_seconds = read_lifetime (object);
  reply->outcome = SL_OUTCOME_OK;
}

static char *
compose_error (guint status, const char *error, const guint *codes, guint n_codes)
{
  if (error != NULL && n_codes > 0)
    return g_strdup_printf ("%s " MICROSOFT_MARK "%u", error, codes[0]);
  if (error != NULL)
    return g_strdup (error);
  return g_strdup_printf ("HTTP %u", status);
}

/**
 * sl_token_reply_new:
 * @answer: what the endpoint sent
 * @now: Unix seconds
 *
 * Reads an answer: tokens only with status 200 and a whole JSON object. A web page, a redirection
 * or half an object are the provider's trouble, not the user's: the connection was verified.
 *
 * Source: RFC 6749, 5.1 and 5.2.
 *
 * Returns: (transfer full): what it means
 */
SlTokenReply *
sl_token_reply_new (const SlTokenAnswer *answer, gint64 now)
{
  SlTokenReply *reply = g_new0 (SlTokenReply, 1);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  guint       codes[MAX_CODES];
  guint       n_codes;

  reply->outcome = SL_OUTCOME_TOKEN_UNAVAILABLE;
  if (answer->length > 0 && answer->length <= SL_TOKEN_REPLY_MAX_BYTES)
    root = sl_json_parse (answer->body, answer->length, NULL);
  object = sl_json_get_root (root);

  reply->retry_after_seconds = parse_wait (answer->retry_after, now);
  if (answer->status == SOUP_STATUS_OK && sl_json_get_string (object, "error") == NULL)
    read_tokens (reply, object);
  if (reply->outcome == SL_OUTCOME_OK)
    return reply;
  n_codes = read_codes (object, codes);
  reply->error = compose_error (answer->status, peek_error (object), codes, n_codes);
  reply->outcome = sl_token_quirks_find (answer->status, peek_error (object), codes, n_codes);
  return reply;
}

/**
 * sl_token_reply_new_unreachable:
 * @reason: why, in the system's words
 *
 * Returns: (transfer full): there was no answer
 */
SlTokenReply *
sl_token_reply_new_unreachable (const char *reason)
{
  SlTokenReply *reply = g_new0 (SlTokenReply, 1);

  reply->outcome = SL_OUTCOME_TOKEN_UNAVAILABLE;
  reply->unreachable = TRUE;
  reply->reason = sl_server_text_clean (reason, NULL);
  return reply;
}
