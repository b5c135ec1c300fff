/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 8620 JMAP · RFC 8621 JMAP for Mail */
#define G_LOG_DOMAIN "sl-signin"

#include "jmap-session.h"

#include "json-getters.h"
#include "json-text.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAIL "urn:ietf:params:jmap:mail"

/* RFC 8620, 1.2: an id has at most 255 bytes of A-Z a-z 0-9 - _. */
#define LONGEST_ID_BYTES 255
#define LONGEST_ADDRESS_BYTES 2048

/**
 * sl_jmap_session_free:
 * @session: (transfer full) (nullable): a session
 */
void
sl_jmap_session_free (SlJmapSession *session)
{
  if (session == NULL)
    return;
  g_uri_unref (session->own_address);
  g_uri_unref (session->api_address);
  g_free (session->account);
  g_free (session);
}

/* Servers are freer with their ids than the RFC; what would need escaping is none. */
static gboolean
is_id (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) <= LONGEST_ID_BYTES
         && strpbrk (id, "\"\\\n") == NULL && g_utf8_validate (id, -1, NULL);
}

/* The credential goes there: never in clear. */
static gboolean
is_safe (GUri *address)
{
  return g_strcmp0 (g_uri_get_scheme (address), "https") == 0 && g_uri_get_host (address) != NULL
         && *g_uri_get_host (address) != '\0';
}

static SlJmapSession *
session_new (GUri *base, const char *address, const char *account)
{
  g_autoptr (GUri) api = NULL;
  SlJmapSession *session;

  if (address == NULL || strlen (address) > LONGEST_ADDRESS_BYTES || !is_id (account))
    return NULL;
  api = g_uri_parse_relative (base, address, SOUP_HTTP_URI_FLAGS, NULL);
  if (api == NULL || !is_safe (api))
    return NULL;
  session = g_new0 (SlJmapSession, 1);
  session->own_address = g_uri_ref (base);
  session->api_address = g_steal_pointer (&api);
  session->account = g_strdup (account);
  return session;
}

/**
 * sl_jmap_session_parse:
 * @data: a session object
 * @length: its length in bytes
 * @base: where it came from; apiUrl may be relative to it
 * @no_mail: (out): whether it is a session, but of a user without mail
 *
 * Reads {"apiUrl":"…","primaryAccounts":{"urn:ietf:params:jmap:mail":"ID"},…}. The API may lie on
 * another host: a server that was authenticated and told the credential says so, which an open
 * redirect cannot.
 *
 * Source: RFC 8620, 2.
 *
 * Returns: (transfer full) (nullable): the session, %NULL if it cannot be used
 */
SlJmapSession *
sl_jmap_session_parse (const char *data, gsize length, GUri *base, gboolean *no_mail)
{
  g_autoptr (JsonNode) node = sl_json_parse (data, (gssize) length, NULL);
  JsonObject *object = sl_json_get_root (node);
  const char *address = sl_json_get_string (object, "apiUrl");
  const char *account = sl_json_get_string (sl_json_get_object (object, "primaryAccounts"), MAIL);

  *no_mail = FALSE;
  if (address == NULL || sl_json_get_object (object, "capabilities") == NULL)
    return NULL;
  *no_mail = account == NULL;
  return *no_mail ? NULL : session_new (base, address, account);
}

/**
 * sl_jmap_session_to_text:
 * @session: a session
 *
 * Returns: (transfer full): it, as sl_jmap_session_recall() reads it
 */
char *
sl_jmap_session_to_text (const SlJmapSession *session)
{
  g_autofree char *own = g_uri_to_string (session->own_address);
  g_autofree char *api = g_uri_to_string (session->api_address);

  return g_strdup_printf ("%s\n%s\n%s", own, api, session->account);
}

/**
 * sl_jmap_session_recall:
 * @text: what sl_jmap_session_to_text() wrote
 *
 * Returns: (transfer full) (nullable): the session
 */
SlJmapSession *
sl_jmap_session_recall (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", 3);
  g_autoptr (GUri) own = NULL;

  if (g_strv_length (lines) != 3)
    return NULL;
  own = g_uri_parse (lines[0], SOUP_HTTP_URI_FLAGS, NULL);
  return own != NULL && is_safe (own) ? session_new (own, lines[1], lines[2]) : NULL;
}

/**
 * sl_jmap_session_make_question:
 * @session: a session
 *
 * Finds the inbox by its role and opens it, in one request.
 *
 * Source: RFC 8620, 3.3 and 3.7 (result references); RFC 8621, 2.1 and 2.3.
 *
 * Returns: (transfer full): the request's body
 */
char *
sl_jmap_session_make_question (const SlJmapSession *session)
{
  return g_strdup_printf (
      "{\"using\":[\"urn:ietf:params:jmap:core\",\"" MAIL "\"],\"methodCalls\":["
      "[\"Mailbox/query\",{\"accountId\":\"%s\",\"filter\":{\"role\":\"inbox\"}},\"q\"],"
      "[\"Mailbox/get\",{\"accountId\":\"%s\",\"#ids\":{\"resultOf\":\"q\",\"name\":"
      "\"Mailbox/query\",\"path\":\"/ids\"},\"properties\":[\"role\",\"totalEmails\"]},\"g\"]]}",
      session->account, session->account);
}

static SlJmapAnswer
read_response (JsonArray *response, char **error_type)
{
  gboolean    is_whole = sl_json_get_length (response) > 1;
  const char *name = is_whole ? sl_json_get_text_element (response, 0) : NULL;
  JsonObject *arguments = is_whole ? sl_json_get_element (response, 1) : NULL;
  JsonArray  *list = sl_json_get_array (arguments, "list");
  const char *type = sl_json_get_string (arguments, "type");

  if (name == NULL || arguments == NULL)
    return SL_JMAP_ANSWER_NONSENSE;
  if (g_str_equal (name, "error"))
    {
      *error_type = g_strdup (type != NULL ? type : "error");
      return SL_JMAP_ANSWER_ERROR;
    }
  if (!g_str_equal (name, "Mailbox/get"))
    return SL_JMAP_ANSWER_NO_INBOX;
  if (list == NULL)
    return SL_JMAP_ANSWER_NONSENSE;
  return sl_json_get_length (list) > 0 ? SL_JMAP_ANSWER_INBOX : SL_JMAP_ANSWER_NO_INBOX;
}

/**
 * sl_jmap_answer_parse:
 * @data: the answer to sl_jmap_session_make_question()
 * @length: its length in bytes
 * @error_type: (out) (transfer full) (nullable): set for %SL_JMAP_ANSWER_ERROR, such as
 *   "serverUnavailable"; no known length
 *
 * Reads {"methodResponses":[["Mailbox/query",{…},"q"],["Mailbox/get",{"list":[…]},"g"]]}.
 *
 * Source: RFC 8620, 3.4 and 3.6.2.
 *
 * Returns: what the answer says
 */
SlJmapAnswer
sl_jmap_answer_parse (const char *data, gsize length, char **error_type)
{
  g_autoptr (JsonNode) node = sl_json_parse (data, (gssize) length, NULL);
  JsonArray   *responses = sl_json_get_array (sl_json_get_root (node), "methodResponses");
  SlJmapAnswer answer = SL_JMAP_ANSWER_NONSENSE;

  *error_type = NULL;
  for (guint i = 0; i < sl_json_get_length (responses); i++)
    {
      JsonNode *response = json_array_get_element (responses, i);

      answer = JSON_NODE_HOLDS_ARRAY (response)
                   ? read_response (json_node_get_array (response), error_type)
                   : SL_JMAP_ANSWER_NONSENSE;
      if (answer != SL_JMAP_ANSWER_NO_INBOX)
        return answer;
    }
  return answer;
}
